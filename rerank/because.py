"""Which of the person's own items caused a recommendation: chosen in code, from what the blend knows.

X is the entry of the history without which the candidate's blended score would drop most, among what the
person liked and above a threshold. Where history moved nothing enough, or less than what the person just asked for,
the reason names where the candidate came from instead, and no X.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hybrid.blend import Blended
from hybrid.candidates import gathered
from hybrid.domain import Event, EventType, Item, ItemKey, SourceName

THRESHOLD = 0.02
MAX_SHARED = 3
MANY = 5
"""From so many people on an item may be called popular."""


class ReasonKind(StrEnum):
    """The kinds of reasons in an answer; the first four name an X."""

    BECAUSE_VIEWED = "because_viewed"
    BECAUSE_BOUGHT = "because_bought"
    BECAUSE_LIKED = "because_liked"
    BECAUSE_RATED = "because_rated"
    BECAUSE_ASKED = "because_asked"
    POPULAR = "popular"
    TRENDING = "trending"
    NEW = "new"
    EDITORIAL = "editorial"
    PROMOTED = "promoted"
    EXPLORE = "explore"

    @property
    def names_x(self) -> bool:
        """Does a reason of this kind name one of the person's items?"""
        return self in _NAMING


_NAMING = frozenset(
    {ReasonKind.BECAUSE_VIEWED, ReasonKind.BECAUSE_BOUGHT, ReasonKind.BECAUSE_LIKED, ReasonKind.BECAUSE_RATED}
)
_BY_THE_CROWD = frozenset({SourceName.POPULAR, SourceName.TRENDING})
_KIND_OF_EVENT = {
    EventType.VIEW: ReasonKind.BECAUSE_VIEWED,
    EventType.CLICK: ReasonKind.BECAUSE_VIEWED,
    EventType.ADD_TO_CART: ReasonKind.BECAUSE_LIKED,
    EventType.LIKE: ReasonKind.BECAUSE_LIKED,
    EventType.PURCHASE: ReasonKind.BECAUSE_BOUGHT,
    EventType.CONVERSION: ReasonKind.BECAUSE_BOUGHT,
    EventType.RATING: ReasonKind.BECAUSE_RATED,
    EventType.REVIEW: ReasonKind.BECAUSE_RATED,
}


@dataclass(frozen=True, slots=True)
class Cause:
    """Why one item is recommended. ``entry`` is the profile's row of X, ``item`` its key, ``event`` what was done
    with it and ``share`` the part of the candidate's score that would be gone without it; all empty without an X."""

    kind: ReasonKind
    entry: int | None = None
    item: ItemKey | None = None
    event: Event | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people engaged with each item, by key: ever, and fading with time."""

    ever: NDArray[np.floating]
    lately: NDArray[np.floating]

    def of(self, key: int) -> tuple[float, float]:
        """Both counts of one item."""
        ever, lately = (float(gathered(counts, np.array([key]))[0]) for counts in (self.ever, self.lately))
        return ever, lately


def choose(blended: Blended, columns: Sequence[int], crowd: Crowd, threshold: float = THRESHOLD) -> list[Cause]:
    """The cause of each candidate at ``columns`` of ``blended``, in that order."""
    columns = list(columns)
    profile = blended.profile
    kinds = [neutral(blended.sources(c), *crowd.of(int(blended.keys[c]))) for c in columns]
    if not len(profile) or not columns:
        return [Cause(kind) for kind in kinds]
    share = blended.contributions(columns)
    nameable = np.array([event.type in _KIND_OF_EVENT for event in profile.events]) & profile.liked
    own = profile.items[:, None] == blended.keys[columns][None, :]
    share = np.where(nameable[:, None] & ~own, share, -np.inf)
    best = share.argmax(axis=0)
    least = [max(threshold, blended.share(SourceName.CONTEXT, column)) for column in columns]
    return [
        _named(blended, int(row), float(share[row, n])) if share[row, n] > least[n] else Cause(kinds[n])
        for n, row in enumerate(best)
    ]


def neutral(sources: Sequence[SourceName], ever: float, lately: float = 0.0) -> ReasonKind:
    """The kind without an X that is true of a candidate from these sources, the largest part first.

    Popular or trending is only what was chosen for that and what enough people engaged with, ``ever`` or ``lately``.
    """
    first = sources[0] if sources else SourceName.POPULAR
    if SourceName.CONTEXT in sources:
        return ReasonKind.BECAUSE_ASKED
    if first is SourceName.TRENDING and lately >= MANY:
        return ReasonKind.TRENDING
    return ReasonKind.POPULAR if first in _BY_THE_CROWD and ever >= MANY else ReasonKind.NEW


def shared(x: Item, item: Item, most: int = MAX_SHARED) -> tuple[str, ...]:
    """Categories, then tags that both have, in the recommended item's own writing: the evidence in words."""
    theirs = {name.casefold() for name in (*x.categories, *x.tags)}
    common = dict.fromkeys(name for name in (*item.categories, *item.tags) if name.casefold() in theirs)
    return tuple(common)[:most]


def _named(blended: Blended, row: int, share: float) -> Cause:
    event = blended.profile.events[row]
    return Cause(_KIND_OF_EVENT[event.type], row, event.item, event, min(share, 1.0))
