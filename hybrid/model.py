"""A trained model: what training makes, and what serving reads.

A candidate's score is a sum over sources of ``weight * raw / scale``: what each source's raw score is stands with
``Table`` and ``Recipe``, the weights hang on how much is known of the person (``BlendWeights``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from hybrid.blend import BlendWeights
from hybrid.collaborative.factors import Factors
from hybrid.collaborative.links import Links
from hybrid.domain import Floats, Json, Keys, SourceName
from hybrid.profiles import Weighing

NATIVE, POPULAR, TRENDING, CONTENT, ITEM_TO_ITEM = "native", "popular", "trending", "content", "i2i"
LATELY = "lately"
"""Channels that are not only a table's name."""


@dataclass(frozen=True)
class Table:
    """A source that is linear in the history: raw(i) = sum over entries j of weight_j * link(j, i).

    ``links`` has a history item per row and candidates in it. ``name`` is the channel: next, next_short,
    next_long, next_far, ease, ease_recent, alike, counted, shelf or i2i.
    """

    name: str
    source: SourceName
    links: Links
    weighing: Weighing
    scale: float


@dataclass(frozen=True)
class StandInSettings:
    """What speaks for an item that training has not met: its column of each table is the mean of its
    ``neighbours`` most alike items' columns, weighted by likeness to the power ``power``, times ``strength``. To
    these weights ``least`` is added evenly, what they add up to for the known item that is least like others: so
    what is like nothing scores as anything might, not as the few whom chance made a little more alike.

    It may take each tenth place of a list where it scores at least ``slot`` times what the one it displaces does
    (see ``recommend.reserved``). Training chooses ``least``, ``strength`` and ``slot``.
    """

    neighbours: int = 80
    power: float = 8.0
    least: float = 0.0
    strength: float = 0.7
    slot: float = 0.7


@dataclass(frozen=True)
class TrendingSettings:
    """How engagement fades for what trends: by half each ``half_life`` days, None where nothing is to fade.

    ``leads`` says that it foretells better than all-time popularity what people like of whom nothing is known.
    """

    half_life: float | None = 30.0
    leads: bool = False


@dataclass(frozen=True)
class Recipe:
    """How the sources are read and mixed, as training chose it.

    ``weights`` are normed so that one person's scores spread over the items with a standard deviation of about
    1. Those of ``popular`` (raw: log(1 + people who engaged), scale 1) may be negative and hold the popularity
    penalty. ``content`` says how likeness weighs the history (raw: sum of weight * cosine).
    """

    weights: BlendWeights
    native_scale: float
    content: Weighing
    content_scale: float
    standins: StandInSettings = StandInSettings()
    trending: TrendingSettings = TrendingSettings()


@dataclass(frozen=True)
class Counts:
    """What a model was trained on; ``newest_at`` is the newest event's time in UTC microseconds."""

    users: int
    items: int
    positives: int
    events: int
    newest_at: int | None


@dataclass(frozen=True)
class TrainedModel:
    """Fresh from training, not yet a version. ``plan`` and ``report`` are what the manifest keeps (see there);
    ``seconds`` is the wall time it took."""

    factors: Factors
    tables: tuple[Table, ...]
    recipe: Recipe
    counts: Counts
    settings: Mapping[str, Json]
    plan: Mapping[str, Json]
    report: Mapping[str, Json]
    seconds: float


@dataclass(frozen=True)
class Manifest:
    """What is written beside a model's arrays. ``recipe`` is ``Recipe`` and what the tables were weighed by;
    ``plan`` is enough to train the same again without choosing anew; ``report`` says what was chosen and why;
    ``files`` maps each file's name to its SHA-256."""

    version: str
    created_at: int
    counts: Counts
    settings: Mapping[str, Json] = field(default_factory=dict)
    recipe: Mapping[str, Json] = field(default_factory=dict)
    plan: Mapping[str, Json] = field(default_factory=dict)
    report: Mapping[str, Json] = field(default_factory=dict)
    seconds: float = 0.0
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """One version as serving reads it; arrays are indexed by key and read-only (memory-mapped)."""

    version: str
    manifest: Manifest
    factors: Factors
    tables: tuple[Table, ...]
    recipe: Recipe

    @property
    def read_at(self) -> int:
        """When training had read the events, in UTC microseconds."""
        return self.manifest.created_at - round(self.manifest.seconds * 1_000_000)

    def table(self, name: str) -> Table | None:
        """The table of this channel, if the model has it."""
        return next((table for table in self.tables if table.name == name), None)

    def also_liked(self, key: int, k: int) -> tuple[Keys, Floats]:
        """At most ``k`` collaborative neighbours of an item, best first, never the item itself."""
        table = self.table(ITEM_TO_ITEM)
        if table is None:
            return np.empty(0, np.int64), np.empty(0, np.float32)
        return table.links.of(key, k)
