"""Prompt versions, the labels that point at them, and where each label pointed before."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from hybrid.errors import NotFound, StoreError
from hybrid.ports import Clock
from hybrid.store.changes import Kind, note
from hybrid.store.database import Database
from hybrid.store.meta import get, put
from hybrid.store.sql import insert_new, upsert
from hybrid.store.tables import prompt_labels, prompt_versions

PRODUCTION = "production"
PAST = 100
"""How many moves of a label are remembered."""
_GET = select(prompt_versions.c.text).where(
    prompt_versions.c.name == bindparam("name"), prompt_versions.c.version_id == bindparam("version_id")
)
_VERSIONS = (
    select(prompt_versions)
    .where(prompt_versions.c.name == bindparam("name"))
    .order_by(prompt_versions.c.created_at.desc(), prompt_versions.c.version_id)
)
_LABEL = select(prompt_labels.c.version_id).where(
    prompt_labels.c.name == bindparam("name"), prompt_labels.c.label == bindparam("label")
)
_LABELS = select(prompt_labels.c.label, prompt_labels.c.version_id).where(prompt_labels.c.name == bindparam("name"))
_NAMES = select(prompt_versions.c.name).distinct().order_by(prompt_versions.c.name)


@dataclass(frozen=True)
class PromptVersion:
    """One text of a prompt; ``version_id`` is the hash of its content."""

    name: str
    version_id: str
    text: str
    created_at: int


class Prompts:
    """All versions ever used stay; labels (``production`` …) say which one serves."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def add(self, name: str, version_id: str, text: str) -> None:
        """Keep a version; the same again changes nothing. Raises ``StoreError`` if it exists with another text."""
        self._database.write(lambda connection: self._add(connection, name, version_id, text))

    def get(self, name: str, version_id: str) -> str | None:
        """The text, or None."""
        with self._database.read() as connection:
            return connection.execute(_GET, {"name": name, "version_id": version_id}).scalar()

    def versions(self, name: str) -> list[PromptVersion]:
        """All versions of a prompt, newest first."""
        with self._database.read() as connection:
            return [PromptVersion(*row) for row in connection.execute(_VERSIONS, {"name": name})]

    def label(self, name: str, label: str) -> str | None:
        """The version that a label points at, or None."""
        with self._database.read() as connection:
            return _label(connection, name, label)

    def labels(self, name: str) -> dict[str, str]:
        """Every label of a prompt and the version that it points at."""
        with self._database.read() as connection:
            return {row.label: row.version_id for row in connection.execute(_LABELS, {"name": name})}

    def names(self) -> list[str]:
        """Of all prompts that have a version, in alphabetical order."""
        with self._database.read() as connection:
            return list(connection.execute(_NAMES).scalars())

    def set_label(self, name: str, label: str, version_id: str) -> str | None:
        """Point a label at a version; returns where it pointed before. Raises ``NotFound`` for an unknown version."""
        return self._database.write(lambda connection: self._move(connection, name, label, version_id))

    def roll_back(self, name: str, label: str) -> tuple[str, str]:
        """Point a label at the version before; returns the one left and the one that serves again.

        Raises ``NotFound`` where there was none before.
        """
        return self._database.write(lambda connection: self._roll_back(connection, name, label))

    def seed(self, name: str, version_id: str, text: str) -> None:
        """Keep a version that came with the program; it serves only where nothing serves yet."""
        if self.get(name, version_id) == text and self.label(name, PRODUCTION) is not None:
            return

        def work(connection: Connection) -> None:
            self._add(connection, name, version_id, text)
            if _label(connection, name, PRODUCTION) is None:
                self._set_label(connection, name, PRODUCTION, version_id)

        self._database.write(work)

    def _add(self, connection: Connection, name: str, version_id: str, text: str) -> None:
        row = {"name": name, "version_id": version_id, "text": text, "created_at": self._clock()}
        insert_new(connection, prompt_versions, [row])
        if connection.execute(_GET, {"name": name, "version_id": version_id}).scalar() != text:
            raise StoreError(
                f"Version {version_id} of prompt {name!r} exists with another text.", "Give it a version of its own."
            )

    def _move(self, connection: Connection, name: str, label: str, version_id: str) -> str | None:
        before = _label(connection, name, label)
        self._set_label(connection, name, label, version_id)
        if before not in (None, version_id):
            past = [*(get(connection, _past(name, label)) or []), before]
            put(connection, _past(name, label), past[-PAST:])
        return before

    def _roll_back(self, connection: Connection, name: str, label: str) -> tuple[str, str]:
        left, past = _label(connection, name, label), get(connection, _past(name, label)) or []
        if left is None or not past:
            raise NotFound(
                f"{label!r} of prompt {name!r} has no earlier version to go back to.", "Publish the one you want."
            )
        self._set_label(connection, name, label, past[-1])
        put(connection, _past(name, label), past[:-1])
        return left, str(past[-1])

    def _set_label(self, connection: Connection, name: str, label: str, version_id: str) -> None:
        if connection.execute(_GET, {"name": name, "version_id": version_id}).scalar() is None:
            raise NotFound(f"There is no version {version_id} of prompt {name!r}.", "Add it first.")
        row = {"name": name, "label": label, "version_id": version_id, "updated_at": self._clock()}
        upsert(connection, prompt_labels, [row])
        if label == PRODUCTION:
            note(connection, Kind.PROMPT, name, self._clock())


def _label(connection: Connection, name: str, label: str) -> str | None:
    return connection.execute(_LABEL, {"name": name, "label": label}).scalar()


def _past(name: str, label: str) -> str:
    """Under which name of ``meta`` the earlier versions of a label are kept, the newest last."""
    return f"earlier {label} of prompt {name}"
