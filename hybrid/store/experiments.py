"""Experiments: definitions, states and histories. What runs is read at every request, by an index over few rows."""

from __future__ import annotations

import logging
from functools import lru_cache

from pydantic import ValidationError
from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from hybrid.domain import Json
from hybrid.errors import NotFound, NotNow
from hybrid.experiments.assignment import new_salt
from hybrid.experiments.definition import Definition
from hybrid.experiments.experiment import Experiment, Happening, Kind, State
from hybrid.ports import Clock
from hybrid.store.database import Database
from hybrid.store.sql import dump, strings
from hybrid.store.tables import experiment_history, experiments

log = logging.getLogger(__name__)

_ALL = select(experiments).order_by(experiments.c.created_at, experiments.c.name)
_ONE = select(experiments).where(experiments.c.name == bindparam("name"))
_RUNNING = select(experiments).where(experiments.c.state == State.RUNNING.value)
_HISTORY = (
    select(experiment_history)
    .where(experiment_history.c.experiment == bindparam("name"))
    .order_by(experiment_history.c.seq)
)


class Experiments:
    """The experiments of one catalogue; each method that changes one writes its history, too."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def all(self) -> list[Experiment]:
        """The oldest first."""
        with self._database.read() as connection:
            return [_experiment(row) for row in connection.execute(_ALL).mappings()]

    def running(self) -> list[Experiment]:
        """Those that people take part in now; no two of them in the same scenario. What another program wrote and this
        one can't read is left out: nobody takes part."""
        with self._database.read() as connection:
            rows = connection.execute(_RUNNING).mappings().all()
        return [_experiment(row) for row in rows if _readable(row["name"], row["definition"])]

    def get(self, name: str) -> Experiment:
        """Raises ``NotFound``."""
        with self._database.read() as connection:
            return _get(connection, name)

    def history(self, name: str) -> list[Happening]:
        """What has happened to it, the first first."""
        with self._database.read() as connection:
            rows = connection.execute(_HISTORY, {"name": name}).mappings()
            return [Happening(row["at"], Kind(row["kind"]), row["arm"], row["detail"]) for row in rows]

    def put(self, name: str, definition: Definition) -> Experiment:
        """Keep a draft, in place of an earlier one. Raises ``NotNow`` once it has started."""

        def work(connection: Connection) -> Experiment:
            text, now = definition.model_dump_json(), self._clock()
            fresh = {"definition": text, "traffic": definition.traffic}
            found = connection.execute(_ONE, {"name": name}).mappings().one_or_none()
            if found is None:
                row = {"name": name, "salt": new_salt(), "state": State.DRAFT, "stopped": "[]", "created_at": now}
                connection.execute(insert(experiments), [{**row, **fresh}])
            elif found["state"] != State.DRAFT:
                raise NotNow(
                    f"Experiment {name!r} has started: what it is can't change any more.",
                    "Ramp or stop it; put what is different under another name.",
                )
            elif found["definition"] == text:
                return _experiment(found)
            else:
                _change(connection, name, **fresh)
            self._tell(connection, name, Kind.DEFINED)
            return _get(connection, name)

        return self._database.write(work)

    def remove(self, name: str) -> None:
        """Forget a draft. Raises ``NotFound``, and ``NotNow`` once it has started."""

        def work(connection: Connection) -> None:
            found = _get(connection, name)
            if found.state is not State.DRAFT:
                raise NotNow(
                    f"Experiment {name!r} has started: what people were shown in it refers to it.",
                    "Stop it, and leave it there." if found.state is State.RUNNING else "Leave it there.",
                )
            connection.execute(delete(experiment_history).where(experiment_history.c.experiment == name))
            connection.execute(delete(experiments).where(experiments.c.name == name))

        self._database.write(work)

    def start(self, name: str) -> Experiment:
        """Let people take part. Raises ``NotFound``, and ``NotNow`` where it has started before or where another one
        runs in one of its scenarios."""

        def work(connection: Connection) -> Experiment:
            found = _get(connection, name)
            if found.state is not State.DRAFT:
                raise NotNow(f"Experiment {name!r} has started before.", "Put it under another name to run it again.")
            for other in map(_experiment, connection.execute(_RUNNING).mappings()):
                shared = set(other.definition.scenarios) & set(found.definition.scenarios)
                if shared:
                    where = ", ".join(sorted(shared))
                    raise NotNow(f"Experiment {other.name!r} runs in scenario {where}.", "Stop that one first.")
            _change(connection, name, state=State.RUNNING, started_at=self._clock())
            self._tell(connection, name, Kind.STARTED, detail=f"{found.traffic:g} of the people")
            return _get(connection, name)

        return self._database.write(work)

    def ramp(self, name: str, traffic: float) -> Experiment:
        """Let more people take part. Raises ``NotFound``, and ``NotNow`` where it does not run or fewer would."""

        def work(connection: Connection) -> Experiment:
            found = _running(connection, name)
            if traffic < found.traffic:
                raise NotNow(
                    f"{found.traffic:g} of the people take part already: fewer would lose those who have seen an arm.",
                    "Stop it and start another one.",
                )
            if traffic > found.traffic:
                _change(connection, name, traffic=traffic)
                self._tell(connection, name, Kind.RAMPED, detail=f"from {found.traffic:g} to {traffic:g}")
            return _get(connection, name)

        return self._database.write(work)

    def stop(self, name: str, why: str = "") -> Experiment:
        """Everybody gets what they got before; that can't be undone. Raises ``NotFound``, ``NotNow`` as ``ramp``."""

        def work(connection: Connection) -> Experiment:
            _running(connection, name)
            _change(connection, name, state=State.STOPPED, ended_at=self._clock())
            self._tell(connection, name, Kind.STOPPED, detail=why)
            return _get(connection, name)

        return self._database.write(work)

    def stop_arm(self, name: str, arm: str, why: str) -> bool:
        """The people of an arm get what everybody gets; False where it was stopped before, or the experiment was."""

        def work(connection: Connection) -> bool:
            found = _get(connection, name)
            if found.state is not State.RUNNING or arm in found.stopped:
                return False
            _change(connection, name, stopped=dump([*found.stopped, arm]))
            self._tell(connection, name, Kind.ARM_STOPPED, arm, why)
            return True

        return self._database.write(work)

    def note(self, name: str, kind: Kind, arm: str, detail: str) -> bool:
        """Write a finding into the history; once of its kind about an arm is enough. False where it is there."""

        def work(connection: Connection) -> bool:
            known = connection.execute(_HISTORY, {"name": name}).mappings()
            if any((row["kind"], row["arm"]) == (kind, arm) for row in known):
                return False
            self._tell(connection, name, kind, arm, detail)
            return True

        return self._database.write(work)

    def _tell(self, connection: Connection, name: str, kind: Kind, arm: str = "", detail: str = "") -> None:
        row = {"experiment": name, "at": self._clock(), "kind": kind, "arm": arm, "detail": detail}
        connection.execute(insert(experiment_history), [row])


def _get(connection: Connection, name: str) -> Experiment:
    row = connection.execute(_ONE, {"name": name}).mappings().one_or_none()
    if row is None:
        raise NotFound(f"There is no experiment {name!r}.", "GET /v1/experiments lists those that there are.")
    return _experiment(row)


def _running(connection: Connection, name: str) -> Experiment:
    found = _get(connection, name)
    if found.state is State.DRAFT:
        raise NotNow(f"Experiment {name!r} has not started.", "Start it first.")
    if found.state is State.STOPPED:
        raise NotNow(f"Experiment {name!r} has been stopped.", "Put it under another name to run it again.")
    return found


def _change(connection: Connection, name: str, **fields: Json) -> None:
    connection.execute(update(experiments).where(experiments.c.name == name).values(**fields))


@lru_cache(maxsize=64)
def _definition(text: str) -> Definition:
    return Definition.model_validate_json(text)


@lru_cache(maxsize=64)
def _readable(name: str, text: str) -> bool:
    """A line in the log where it is not; once, since it is asked at every request."""
    try:
        _definition(text)
    except ValidationError:
        log.exception("experiment %s can't be read by this version, so that nobody takes part", name)
        return False
    return True


def _experiment(row: RowMapping) -> Experiment:
    return Experiment(
        name=row["name"],
        definition=_definition(row["definition"]),
        salt=row["salt"],
        state=State(row["state"]),
        traffic=row["traffic"],
        stopped=strings(row["stopped"]),
        created_at=row["created_at"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
    )
