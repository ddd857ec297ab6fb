"""The tables: what is kept, and the indexes that the hot reads stand on.

Times are UTC microseconds. Lists and attributes are JSON text. Keys come from AUTOINCREMENT, so that the
key of an erased person is never given to another one. The secret of ``events.digest`` lies outside
the database (``secret.py``).
"""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
)
from sqlalchemy import text as sql

from hybrid.domain import EventType

NAMES: Final = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
EVENT_TYPES: Final = tuple(EventType)
TYPE_CODES: Final = {type: code for code, type in enumerate(EVENT_TYPES)}
"""Event types are stored by their place in ``EventType``; append there, never reorder (a test pins it)."""

VERDICTS: Final = (EventType.PURCHASE, EventType.LIKE, EventType.DISLIKE, EventType.HIDE)
"""The types that decide whether an item may still be shown to the person; few, hence a partial index."""
VERDICT_CODES: Final = tuple(TYPE_CODES[type] for type in VERDICTS)

metadata = MetaData(naming_convention=NAMES)
_Key = BigInteger().with_variant(Integer, "sqlite")

items = Table(
    "items",
    metadata,
    Column("key", _Key, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("categories", Text, nullable=False),
    Column("tags", Text, nullable=False),
    Column("brand", Text),
    Column("price", Float),
    Column("currency", Text),
    Column("language", Text),
    Column("available", Boolean, nullable=False),
    Column("published_at", BigInteger),
    Column("image_url", Text),
    Column("variant_of", Text),
    Column("attributes", Text, nullable=False),
    Column("known", Boolean, nullable=False),
    Column("deleted", Boolean, nullable=False),
    sqlite_autoincrement=True,
)

users = Table(
    "users",
    metadata,
    Column("key", _Key, primary_key=True, autoincrement=True),
    Column("id", Text, nullable=False, unique=True),
    Column("timezone", Text),
    Column("locale", Text),
    Column("preferences", Text),
    Column("likes", Text, nullable=False),
    Column("dislikes", Text, nullable=False),
    Column("attributes", Text, nullable=False),
    sqlite_autoincrement=True,
)

events = Table(
    "events",
    metadata,
    Column("seq", _Key, primary_key=True, autoincrement=True),
    Column("event_id", Text, nullable=False, unique=True),
    Column("user_key", _Key, ForeignKey(users.c.key), nullable=False),
    Column("item_key", _Key, ForeignKey(items.c.key), nullable=False),
    Column("type", SmallInteger, nullable=False),
    Column("value", Float),
    Column("occurred_at", BigInteger, nullable=False),
    Column("received_at", BigInteger, nullable=False),
    Column("recommendation_id", Text),
    Column("session_id", Text),
    sqlite_autoincrement=True,
)
Index("ix_events_user_occurred", events.c.user_key, events.c.occurred_at)
Index("ix_events_user_received", events.c.user_key, events.c.received_at, events.c.type)
Index("ix_events_occurred", events.c.occurred_at)
_of_verdicts = sql(f"type IN ({', '.join(map(str, VERDICT_CODES))})")
Index(
    "ix_events_verdicts",
    events.c.user_key,
    events.c.item_key,
    sqlite_where=_of_verdicts,
    postgresql_where=_of_verdicts,
)

aliases = Table(
    "aliases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("user_key", _Key, ForeignKey(users.c.key), nullable=False, index=True),
    Column("merged_at", BigInteger, nullable=False),
)
"""Ids under which people were known before they were merged into an account; none of them is in ``users``."""

erased_events = Table(
    "erased_events",
    metadata,
    Column("digest", LargeBinary(16), primary_key=True),
    sqlite_with_rowid=False,
)
"""Keyed hashes of the event ids of erased people, so that a retry cannot bring their events back."""

embeddings = Table(
    "embeddings",
    metadata,
    Column("hash", Text, primary_key=True),
    Column("identity", Text, nullable=False),
    Column("vector", LargeBinary, nullable=False),
)

prompt_versions = Table(
    "prompt_versions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version_id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

prompt_labels = Table(
    "prompt_labels",
    metadata,
    Column("name", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("version_id", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
    ForeignKeyConstraint(["name", "version_id"], ["prompt_versions.name", "prompt_versions.version_id"]),
)

scenario_versions = Table(
    "scenario_versions",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version_id", Text, primary_key=True),
    Column("text", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
)

scenarios = Table(
    "scenarios",
    metadata,
    Column("name", Text, primary_key=True),
    Column("version_id", Text),
    Column("earlier", Text, nullable=False),
    Column("updated_at", BigInteger, nullable=False),
)
"""Which version of a scenario's document is live; ``earlier``: those before as JSON, the newest last, null for none."""

changes = Table(
    "changes",
    metadata,
    Column("seq", _Key, primary_key=True, autoincrement=True),
    Column("kind", Text, nullable=False),
    Column("item_key", _Key),
    Column("name", Text),
    Column("stored_at", BigInteger),
    Column("ready_at", BigInteger),
    sqlite_autoincrement=True,
)
"""What the owner of the folder tells the processes that follow it, and whoever listens (``changes.py``)."""

spending = Table(
    "spending",
    metadata,
    Column("day", Text, primary_key=True),
    Column("scope", Text, primary_key=True),
    Column("holder", Text, primary_key=True),
    Column("tokens", BigInteger, nullable=False),
    Column("cost_usd", Float, nullable=False),
)
"""Holders are keyed hashes of users and of API keys."""

impressions = Table(
    "impressions",
    metadata,
    Column("key", _Key, primary_key=True),
    Column("recommendation_id", Text, nullable=False, unique=True),
    Column("person", LargeBinary(16), nullable=False, index=True),
    Column("shown_at", BigInteger, nullable=False, index=True),
    Column("scenario", Text, nullable=False),
    Column("session_id", Text),
    Column("rerank", Text, nullable=False),
    Column("prompt", Text, nullable=False),
    Column("llm", Text, nullable=False),
    Column("model", Text, nullable=False),
    Column("rules", Text, nullable=False),
    Column("experiment", Text, nullable=False),
    Column("arm", Text, nullable=False),
)
"""Answers as they were shown; ``person`` is a keyed hash (``impressions.py``)."""

impression_slots = Table(
    "impression_slots",
    metadata,
    Column("impression", _Key, primary_key=True, autoincrement=False),
    Column("slot", SmallInteger, primary_key=True, autoincrement=False),
    Column("item_key", _Key, nullable=False),
    Column("sources", Text, nullable=False),
    Column("propensity", Float),
    sqlite_with_rowid=False,
)

shown_days = Table(
    "shown_days",
    metadata,
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("version", Integer, nullable=False),
    Column("answers", LargeBinary),
    Column("slots", LargeBinary),
)
"""Days of impressions as columns (``shown_days.py``); ``version`` counts how often one was changed afterwards."""

erased_persons = Table(
    "erased_persons",
    metadata,
    Column("person", LargeBinary(16), primary_key=True),
    Column("erased_at", BigInteger, nullable=False),
    sqlite_with_rowid=False,
)
"""Whose impressions other processes must not write any more; for an hour."""

experiments = Table(
    "experiments",
    metadata,
    Column("name", Text, primary_key=True),
    Column("definition", Text, nullable=False),
    Column("salt", Text, nullable=False),
    Column("state", Text, nullable=False, index=True),
    Column("traffic", Float, nullable=False),
    Column("stopped", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("started_at", BigInteger),
    Column("ended_at", BigInteger),
)
"""``definition`` is JSON, ``stopped`` a JSON list of arms. Nothing in here is about a person."""

experiment_history = Table(
    "experiment_history",
    metadata,
    Column("seq", _Key, primary_key=True, autoincrement=True),
    Column("experiment", Text, ForeignKey(experiments.c.name), nullable=False, index=True),
    Column("at", BigInteger, nullable=False),
    Column("kind", Text, nullable=False),
    Column("arm", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

meta = Table(
    "meta",
    metadata,
    Column("key", Text, primary_key=True),
    Column("value", Text, nullable=False),
)
