"""What each source that reads the history is made of: a kind with a few settings, and how it then weighs a history.

``days`` is a half-life in days beside the one in interactions. What only says how a table is read (``READING``) can be
changed without fitting it anew.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, ClassVar, TypeAlias

from hybrid.collaborative.moments import Horizon
from hybrid.domain import Json, SourceName
from hybrid.profiles import Decay, Reading, Weighing


@dataclass(frozen=True)
class NextSpec:
    """A ridge regression of what comes next on what was met: ``ridge`` in multiples of the mean diagonal, ``base``
    the worth of the worst rated item as an input, ``power`` that of the signal as a target."""

    half_life: float = 6.0
    reach: float = 0.8
    ridge: float = 0.3
    base: float = 0.07
    power: float = 2.0
    days: float | None = None

    kind: ClassVar[str] = "next"
    source: ClassVar[SourceName] = SourceName.NEXT
    READING: ClassVar[frozenset[str]] = frozenset({"days"})

    @property
    def over(self) -> Horizon:
        """How far apart pairs count: until past or future have faded to a few hundredths."""
        future = math.log(0.03) / math.log(self.reach) if self.reach > 0.03 else 1.0
        return Horizon(self.half_life, self.reach, int(min(250.0, max(6 * self.half_life, future, 8.0))) + 1)

    def weighing(self, last: int) -> Weighing:
        """As it was fitted, but for the days."""
        reached = min(last, int(7 * self.half_life) + 1)
        return Weighing(Decay(self.half_life, self.days, reached), Reading.GRADED, self.base)


@dataclass(frozen=True)
class EaseSpec:
    """EASE on what was liked: ``ridge`` in multiples of the mean popularity; read with a half-life or flat."""

    ridge: float = 4.0
    half_life: float | None = None
    days: float | None = None

    kind: ClassVar[str] = "ease"
    source: ClassVar[SourceName] = SourceName.EASE
    READING: ClassVar[frozenset[str]] = frozenset({"half_life", "days"})

    def weighing(self, last: int) -> Weighing:
        """Likings alone."""
        return Weighing(Decay(self.half_life, self.days, last), Reading.POSITIVE)


@dataclass(frozen=True)
class CountedSpec:
    """Counted transitions between likings, in the order they came or ``both_ways``."""

    both_ways: bool = False
    half_life: float = 2.0
    days: float | None = None

    kind: ClassVar[str] = "counted"
    source: ClassVar[SourceName] = SourceName.NEXT
    READING: ClassVar[frozenset[str]] = frozenset({"half_life", "days"})

    def weighing(self, last: int) -> Weighing:
        """Likings alone, the newest few."""
        return _newest_likings(self.half_life, self.days, last)


@dataclass(frozen=True)
class AlikeSpec:
    """Neighbours by cosine of who liked them, people of many likings counting less."""

    neighbours: int = 20
    half_life: float | None = None
    days: float | None = None

    kind: ClassVar[str] = "alike"
    source: ClassVar[SourceName] = SourceName.NEIGHBOURS
    READING: ClassVar[frozenset[str]] = frozenset({"half_life", "days"})

    def weighing(self, last: int) -> Weighing:
        """Likings alone."""
        return Weighing(Decay(self.half_life, self.days, last), Reading.POSITIVE)


@dataclass(frozen=True)
class FactorsSpec:
    """Likeness of LightFM's item vectors: positive cosines to the power ``power``."""

    half_life: float = 3.0
    power: float = 2.0
    days: float | None = None

    kind: ClassVar[str] = "i2i"
    source: ClassVar[SourceName] = SourceName.LIGHTFM
    READING: ClassVar[frozenset[str]] = frozenset({"half_life", "days"})

    def weighing(self, last: int) -> Weighing:
        """Likings alone, the newest few."""
        return _newest_likings(self.half_life, self.days, last)


@dataclass(frozen=True)
class ShelfSpec:
    """What is popular in the categories of what was liked."""

    half_life: float = 3.0
    days: float | None = None

    kind: ClassVar[str] = "shelf"
    source: ClassVar[SourceName] = SourceName.POPULAR
    READING: ClassVar[frozenset[str]] = frozenset({"half_life", "days"})

    def weighing(self, last: int) -> Weighing:
        """Likings alone, the newest few."""
        return _newest_likings(self.half_life, self.days, last)


@dataclass(frozen=True)
class ContentSpec:
    """Likeness of texts, which needs no table."""

    half_life: float = 3.0
    days: float | None = None

    def weighing(self, last: int) -> Weighing:
        """Likings alone, the newest few."""
        return _newest_likings(self.half_life, self.days, last)


Spec: TypeAlias = NextSpec | EaseSpec | CountedSpec | AlikeSpec | FactorsSpec | ShelfSpec
Source: TypeAlias = Spec | ContentSpec
KINDS: Mapping[str, Callable[..., Spec]] = {
    made.kind: made for made in (NextSpec, EaseSpec, CountedSpec, AlikeSpec, FactorsSpec, ShelfSpec)
}


def unread(spec: Spec) -> Spec:
    """The table that has to be fitted, however it is read."""
    plain: dict[str, Any] = {one.name: one.default for one in fields(spec) if one.name in spec.READING}
    return replace(spec, **plain)


def horizons(base: NextSpec) -> dict[str, NextSpec]:
    """The base table by channel, and what sees less far and farther into past and future."""
    half_life, reach = base.half_life, base.reach
    return {
        "next": base,
        "next_short": _like(base, max(0.7, half_life / 4), reach / 2),
        "next_long": _like(base, half_life * 4, max(reach, 0.9)),
        "next_far": _like(base, half_life * 12, 0.98),
    }


def to_json(spec: Spec) -> dict[str, Json]:
    """For the manifest."""
    return {"kind": spec.kind, **asdict(spec)}


def from_json(told: Mapping[str, Json]) -> Spec:
    """Back from the manifest. Raises ``KeyError`` or ``TypeError`` for what is none."""
    return KINDS[told["kind"]](**{name: value for name, value in told.items() if name != "kind"})


def _like(base: NextSpec, half_life: float, reach: float) -> NextSpec:
    return NextSpec(half_life, reach, base.ridge, base.base, base.power)


def _newest_likings(half_life: float, days: float | None, last: int) -> Weighing:
    return Weighing(Decay(half_life, days, min(last, 20)), Reading.POSITIVE)
