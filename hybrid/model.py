"""A trained model: what training makes, and what serving reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from hybrid.collaborative.factors import Factors
from hybrid.collaborative.links import Links
from hybrid.domain import Floats, Json, Keys, Mask


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
    """Fresh from training, not yet a version; ``seconds`` is the wall time it took."""

    factors: Factors
    i2i: Links
    next: Links
    counts: Counts
    settings: Mapping[str, Json]
    seconds: float


@dataclass(frozen=True)
class Manifest:
    """What is written beside a model's arrays. ``files`` maps each file's name to its SHA-256."""

    version: str
    created_at: int
    counts: Counts
    settings: Mapping[str, Json] = field(default_factory=dict)
    seconds: float = 0.0
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Model:
    """One version as serving reads it; arrays are indexed by key and read-only (memory-mapped)."""

    version: str
    manifest: Manifest
    user_factors: Floats
    user_known: Mask
    item_factors: Floats
    item_biases: Floats
    item_known: Mask
    i2i: Links
    next: Links

    @cached_property
    def factors(self) -> Factors:
        """The native part."""
        return Factors(self.user_factors, self.user_known, self.item_factors, self.item_biases, self.item_known)

    def also_liked(self, key: int, k: int) -> tuple[Keys, Floats]:
        """At most ``k`` collaborative neighbours of an item, best first, never the item itself."""
        return self.i2i.of(key, k)
