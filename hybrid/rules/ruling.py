"""The rules of one request: its scenario's document, what the request itself says, and the moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.domain import Mask, SourceName
from hybrid.rules.document import NEUTRAL, Boost, ScenarioDocument
from hybrid.rules.meant import meant


@dataclass(frozen=True)
class Ruling:
    """``limit`` items are shown, ``reach`` ranks are what the model can bring any of them from; ``exploration`` is the
    share of slots that try something out, drawn by ``seed``. ``now`` is the clock of campaigns, ``newest`` when the
    newest event happened (both in microseconds), ``named`` the keys of the ids that the document names. ``beside`` are
    what else stands on the page: nothing that is nearly the same as these does."""

    document: ScenarioDocument
    limit: int = 10
    reach: int = 20
    diversity: float = 0.0
    exploration: float = 0.0
    seed: int = 0
    now: int = 0
    newest: int | None = None
    named: Mapping[str, int] = field(default_factory=dict)
    beside: tuple[int, ...] = ()

    @property
    def most_promoted(self) -> int:
        """Items of the list that may be promoted."""
        return int(self.document.promoted_share * self.limit + 1e-9)

    @property
    def boosts(self) -> list[Boost]:
        """Those that run now; where nothing may be promoted those that lower alone."""
        running = [boost for boost in self.document.boosts if boost.runs(self.now)]
        return running if self.most_promoted else [boost for boost in running if boost.weight < 0]

    def enough(self, columns: ItemColumns) -> Mask | None:
        """Keys that so many people engaged with that what these did may speak for them, shape (columns.size,)."""
        least = self.document.min_people
        return None if least <= 1 else columns.engagement >= least

    def buried(self, columns: ItemColumns, size: int) -> Mask | None:
        """What is shown only where nothing else is left, shape (size,); None for nothing."""
        masks = [mask for _, mask in self.buries(columns, size)]
        return np.asarray(np.any(masks, axis=0)) if masks else None

    def buries(self, columns: ItemColumns, size: int) -> list[tuple[str, Mask]]:
        """Those that run now by name, and which items each means, shape (size,)."""
        running = [bury for bury in self.document.buries if bury.runs(self.now)]
        return [
            (bury.name or f"bury {n}", meant(bury.where, columns, size, self.named)) for n, bury in enumerate(running)
        ]

    def buried_by(self, columns: ItemColumns, key: int) -> str:
        """The names of the buries that mean an item, "" where none does."""
        found = self.buries(columns, columns.size)
        return ", ".join(name for name, mask in found if key < mask.size and mask[key])


BARE = Ruling(ScenarioDocument(exploration=0.0, min_people=1, near_duplicates=None))
"""No rules at all: the blend as it is."""
UNEXPLORED = Ruling(NEUTRAL)
"""What is served where no document says anything, and nothing tried out."""


@dataclass(frozen=True)
class Slot:
    """A slot that a rule has taken: the item, what its reason says, the rule in words, and of what was explored the
    probability with which it stands there."""

    key: int
    shown_as: SourceName
    rule: str
    propensity: float | None = None
