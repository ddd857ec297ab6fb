"""One request worked out against SQL and the snapshot, before any model is asked. Blocking."""

from __future__ import annotations

import time
from dataclasses import dataclass

from api.schemas import Context, RecommendationRequest
from hybrid.domain import Item, User
from hybrid.experiments.treatments import NONE, Treating, Treatment, Untreated
from hybrid.profiles import Profile
from hybrid.reader import Reader
from hybrid.recommend import Ranking, rank
from hybrid.rules import Filter
from hybrid.rules.layers import NOTHING_SAID, InForce
from hybrid.snapshot import Snapshot
from hybrid.store.catalog import Catalog
from rerank.day import asked_for

SPARE = 20
"""Ranked beyond what is asked for, in case SQL says that some are gone."""


@dataclass(frozen=True)
class Named:
    """The items that a request's context names: keys, None and empty where there are none; ids that nobody has."""

    looking_at: int | None = None
    recent: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()

    @classmethod
    def of(cls, context: Context, catalog: Catalog) -> Named:
        """Reads SQL where there is something to look up. Blocks."""
        ids = [*([] if context.item_id is None else [context.item_id]), *context.recent_item_ids]
        if not ids:
            return cls()
        keys = catalog.keys_of(ids)
        items = catalog.by_keys(keys.values())
        known = {id: int(key) for id, key in keys.items() if items[key].known}
        looking_at = None if context.item_id is None else known.get(context.item_id)
        recent = dict.fromkeys(known[id] for id in context.recent_item_ids if id in known)
        before = tuple(key for key in recent if key != looking_at)
        return cls(looking_at, before, tuple(id for id in dict.fromkeys(ids) if id not in known))

    @property
    def keys(self) -> tuple[int, ...]:
        """All of them, the one being looked at first."""
        return self.recent if self.looking_at is None else (self.looking_at, *self.recent)


@dataclass(frozen=True)
class Prepared:
    """The live blend for a request: ``keys`` are the blended best that SQL says may be shown, best first.

    ``rules`` are those of its scenario, ``wanted`` what these and the request filter; ``joined`` counts what an agent
    found among ``keys``, behind those shown first. ``treatment`` is what the person's experiment has changed in these.

    ``took_ms``: ``profile`` is reading the person; ``rules`` the masks; ``candidates`` the sources' reading of the
    request; ``blend`` proposing, scoring and ordering; ``items`` reading the ranked from SQL.
    """

    request: RecommendationRequest
    user: User | None
    profile: Profile
    snapshot: Snapshot
    ranking: Ranking
    items: dict[int, Item]
    keys: tuple[int, ...]
    took_ms: dict[str, float]
    named: Named = Named()
    wanted: Filter = Filter()
    rules: InForce = NOTHING_SAID
    joined: int = 0
    treatment: Treatment = NONE

    @property
    def user_id(self) -> str:
        """The id that the person is kept under: the account's, also where the request names a visitor of before."""
        return self.request.user_id if self.user is None else self.user.id

    @property
    def locale(self) -> str | None:
        """The request's locale, else the person's."""
        return self.request.context.locale or (self.user.locale if self.user else None)

    @property
    def timezone(self) -> str | None:
        """The request's time zone, else the person's."""
        return self.request.context.timezone or (self.user.timezone if self.user else None)

    @property
    def query(self) -> str:
        """What the person asked for, as the model and the day cache see it."""
        return asked_for(self.request.context.query)

    @property
    def asks(self) -> bool:
        """Does the request's context say what they want now, or what they look at?"""
        return bool(self.query or self.named.keys)


def prepare(
    engine: Reader,
    request: RecommendationRequest,
    window: int,
    rules: InForce | None = None,
    treating: Treating | None = None,
) -> Prepared:
    """Profile, candidates, blend and a last look into SQL for at least ``window`` ranks.

    By the scenario's live rules, unless others are named; with ``treating`` as the person's experiment has it.
    """
    begun = time.perf_counter()
    user = engine.store.users.get(request.user_id)
    profile = engine.profile(None if user is None else user.key)
    named = Named.of(request.context, engine.store.catalog)
    known = time.perf_counter()
    person = request.user_id if user is None else user.id
    treated = (treating or Untreated(engine.rulebook)).of(request.scenario, person, engine.snapshot)
    snapshot, rules = treated.snapshot, treated.rules if rules is None else rules
    size = max(window, request.limit) + SPARE
    wanted = _filter(engine, request, named, rules)
    session = engine.session(named.keys, profile)
    ranking = rank(snapshot, profile, wanted, size, request.context.query, session, request.diversity or 0.0)
    ranked = time.perf_counter()
    items = engine.store.catalog.by_keys(ranking.keys)
    read = time.perf_counter()
    keys = tuple(key for key in ranking.keys if key in items and wanted.passes(items[key]))
    took = {"profile": (known - begun) * 1000, **ranking.took_ms, "items": (read - ranked) * 1000}
    parts = (snapshot, ranking, items, keys, took, named, wanted, rules)
    return Prepared(request, user, profile, *parts, treatment=treated.treatment)


def _filter(engine: Reader, request: RecommendationRequest, named: Named, rules: InForce) -> Filter:
    """What the request wants, within what its scenario allows; what it says of stock and seen items wins."""
    wanted, given = request.filter, request.filter.model_fields_set
    banned = [id for layer in rules.filters for id in layer.exclude_ids]
    excluded = engine.store.catalog.keys_of([*wanted.exclude_ids, *banned]) if wanted.exclude_ids or banned else {}
    own = rules.document.filter
    return Filter(
        categories=tuple(wanted.categories),
        conditions=(*wanted.conditions, *(condition for layer in rules.filters for condition in layer.conditions)),
        exclude=(*(int(key) for key in excluded.values()), *named.keys),
        include_seen=wanted.include_seen if "include_seen" in given else own.include_seen,
        available=wanted.available if "available" in given else own.available,
    )
