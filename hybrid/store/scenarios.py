"""Versions of the scenarios' documents, which of them is live, and which were before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, select

from hybrid.errors import NotFound, StoreError
from hybrid.ports import Clock
from hybrid.store.changes import Kind, note
from hybrid.store.database import Database
from hybrid.store.sql import dump, insert_new, load, upsert
from hybrid.store.tables import scenario_versions, scenarios

PAST = 100
"""How many moves of a scenario are remembered."""
_LIVE = select(scenarios.c.name, scenarios.c.version_id).where(
    scenarios.c.name.in_(bindparam("names", expanding=True)), scenarios.c.version_id.is_not(None)
)
_ROW = select(scenarios.c.version_id, scenarios.c.earlier).where(scenarios.c.name == bindparam("name"))
_ALL = select(scenarios.c.name, scenarios.c.version_id, scenarios.c.updated_at).order_by(scenarios.c.name)
_GET = select(scenario_versions.c.text).where(
    scenario_versions.c.name == bindparam("name"), scenario_versions.c.version_id == bindparam("version_id")
)
_VERSIONS = (
    select(scenario_versions)
    .where(scenario_versions.c.name == bindparam("name"))
    .order_by(scenario_versions.c.created_at.desc(), scenario_versions.c.version_id)
)


@dataclass(frozen=True)
class ScenarioVersion:
    """One text of a scenario's document; ``version_id`` is the hash of its content."""

    name: str
    version_id: str
    text: str
    created_at: int


@dataclass(frozen=True)
class Live:
    """Which version of a scenario's document is live since when; None: none any more."""

    name: str
    version_id: str | None
    updated_at: int


class Scenarios:
    """All versions ever kept stay; of each scenario one at most is live, for every process from its next read on."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def live(self, names: Sequence[str]) -> dict[str, str]:
        """Which version of each document is live; names without one are left out."""
        with self._database.read() as connection:
            return {row[0]: row[1] for row in connection.execute(_LIVE, {"names": list(names)})}

    def get(self, name: str, version: str) -> str | None:
        """The text of a version, or None."""
        with self._database.read() as connection:
            return connection.execute(_GET, {"name": name, "version_id": version}).scalar()

    def all(self) -> list[Live]:
        """Every scenario that ever had a live document, in alphabetical order."""
        with self._database.read() as connection:
            return [Live(*row) for row in connection.execute(_ALL)]

    def versions(self, name: str) -> list[ScenarioVersion]:
        """All versions of a scenario's document, newest first."""
        with self._database.read() as connection:
            return [ScenarioVersion(*row) for row in connection.execute(_VERSIONS, {"name": name})]

    def add(self, name: str, version: str, text: str) -> bool:
        """Keep a version that serves nobody yet; False where it was kept before.

        Raises ``StoreError`` if it exists with another text.
        """
        return self._database.write(lambda connection: self._add(connection, name, version, text))

    def put(self, name: str, version: str, text: str) -> str | None:
        """Keep a version and let it serve, in one write; returns the one that did before. Raises as ``add``."""

        def work(connection: Connection) -> str | None:
            self._add(connection, name, version, text)
            before, earlier = _row(connection, name)
            if before != version:
                self._point(connection, name, version, [*earlier, before][-PAST:])
            return before

        return self._database.write(work)

    def roll_back(self, name: str) -> tuple[str, str | None]:
        """Let serve what did before, None where that was no document; returns the version left, and that one.

        Raises ``NotFound`` where there was nothing before.
        """
        return self._database.write(lambda connection: self._roll_back(connection, name))

    def _add(self, connection: Connection, name: str, version: str, text: str) -> bool:
        kept = connection.execute(_GET, {"name": name, "version_id": version}).scalar()
        if kept not in (None, text):
            raise StoreError(f"Version {version} of scenario {name!r} exists with another text.", "Change a word.")
        row = {"name": name, "version_id": version, "text": text, "created_at": self._clock()}
        insert_new(connection, scenario_versions, [row])
        return kept is None

    def _roll_back(self, connection: Connection, name: str) -> tuple[str, str | None]:
        left, earlier = _row(connection, name)
        if left is None or not earlier:
            raise NotFound(f"Scenario {name!r} has no document that served before.", "Put the one you want.")
        self._point(connection, name, earlier[-1], earlier[:-1])
        return left, earlier[-1]

    def _point(self, connection: Connection, name: str, version: str | None, earlier: list[str | None]) -> None:
        row = {"name": name, "version_id": version, "earlier": dump(earlier), "updated_at": self._clock()}
        upsert(connection, scenarios, [row])
        note(connection, Kind.RULES, name, self._clock())


def _row(connection: Connection, name: str) -> tuple[str | None, list[str | None]]:
    """The live version and those before, the newest last."""
    row = connection.execute(_ROW, {"name": name}).one_or_none()
    return (None, []) if row is None else (row[0], load(row[1]))
