"""An experiment with its state, and what has happened to it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hybrid.experiments.assignment import assigned
from hybrid.experiments.definition import Arm, Definition


class State(StrEnum):
    """A draft may be changed; one that is stopped is over for good."""

    DRAFT = "draft"
    RUNNING = "running"
    STOPPED = "stopped"


class Kind(StrEnum):
    """What can happen to an experiment."""

    DEFINED = "defined"
    STARTED = "started"
    RAMPED = "ramped"
    ARM_STOPPED = "arm_stopped"
    BETTER = "better"
    """An arm is certain to be better than the control."""
    WORSE = "worse"
    UNEVEN = "uneven"
    """Arms have other shares of the people than they should have."""
    STOPPED = "stopped"


@dataclass(frozen=True)
class Happening:
    """One entry of an experiment's history; ``at`` in UTC microseconds, ``arm`` "" where it is about none."""

    at: int
    kind: Kind
    arm: str
    detail: str


@dataclass(frozen=True)
class Experiment:
    """``traffic`` is the share of people that take part now; people of a ``stopped`` arm get what everybody gets.

    Times are UTC microseconds, None for what has not happened.
    """

    name: str
    definition: Definition
    salt: str
    state: State
    traffic: float
    stopped: tuple[str, ...]
    created_at: int
    started_at: int | None
    ended_at: int | None

    def arm_of(self, person: str) -> str | None:
        """The arm of the person with this id while it runs; None for who takes no part, or no longer."""
        arm = assigned(self.salt, person, self.traffic, self.definition.shares)
        return None if arm in self.stopped else arm

    def arm(self, name: str) -> Arm:
        """What an arm changes."""
        return self.definition.arms[name]

    @property
    def going(self) -> tuple[str, ...]:
        """The arms beside the control that are not stopped."""
        return tuple(arm for arm in self.definition.treatments if arm not in self.stopped)
