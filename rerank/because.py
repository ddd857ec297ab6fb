"""Which of the person's own items caused a recommendation: chosen in code, from what the blend knows.

X is the entry of the history, or the item that the request names, without which the candidate's blended score would
drop most, among what the person liked and above a threshold. Where none of these moved it enough, or less than what
the person just asked for in words, the reason names where the candidate came from instead, and no X.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from hybrid.blend import Blended
from hybrid.candidates import gathered
from hybrid.content.source import ContextScoring
from hybrid.domain import Event, EventType, Item, ItemKey, SourceName
from hybrid.profiles import Profile

THRESHOLD = 0.02
MAX_SHARED = 3
ASKED = ContextScoring.channel
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
BY_RULE = frozenset({ReasonKind.PROMOTED, ReasonKind.EDITORIAL, ReasonKind.EXPLORE})
"""What a rule put where it stands says just that, in the template's words."""
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
    """Why one item is recommended. ``item`` is the key of X, ``event`` what was done with it and ``share`` the part of
    the candidate's score that would be gone without it; all empty without an X. ``entry`` is the profile's row of X,
    None where the request itself named it."""

    kind: ReasonKind
    entry: int | None = None
    item: ItemKey | None = None
    event: Event | None = None
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people engaged with each item, by key: ever, and fading with time. From ``many`` on an item may be
    called popular."""

    ever: NDArray[np.floating]
    lately: NDArray[np.floating]
    many: int = MANY

    def of(self, key: int) -> tuple[float, float]:
        """Both counts of one item."""
        ever, lately = (float(gathered(counts, np.array([key]))[0]) for counts in (self.ever, self.lately))
        return ever, lately


def choose(blended: Blended, columns: Sequence[int], crowd: Crowd, threshold: float = THRESHOLD) -> list[Cause]:
    """The cause of each candidate at ``columns`` of ``blended``, in that order."""
    columns = list(columns)
    kinds = [neutral(_sources(blended, c), *crowd.of(int(blended.keys[c])), crowd.many) for c in columns]
    least = [max(threshold, blended.share(ASKED, column)) for column in columns]
    found = [Cause(kind) for kind in kinds]
    for past, share in (
        (blended.profile, blended.contributions(columns)),
        (blended.session, blended.session_contributions(columns)),
    ):
        if not len(past) or not columns:
            continue
        nameable = np.array([event.type in _KIND_OF_EVENT for event in past.events]) & past.liked
        own = past.items[:, None] == blended.keys[columns][None, :]
        share = np.where(nameable[:, None] & ~own, share, -np.inf)
        for n, row in enumerate(share.argmax(axis=0)):
            if share[row, n] > max(least[n], found[n].share):
                found[n] = _named(past, int(row), float(share[row, n]), past is blended.session)
    return found


def because_of(blended: Blended, entry: int, columns: Sequence[int]) -> list[Cause]:
    """For each candidate at ``columns`` the cause that names this entry of the history; its ``share`` is 0 or below
    where it is none: the candidate would not score lower without it."""
    shares = blended.contributions(columns)[entry] if len(columns) else ()
    return [_named(blended.profile, entry, float(share), False) for share in shares]


def speaking(blended: Blended, column: int, cause: Cause) -> SourceName | None:
    """By which source the X of a candidate's cause lifts it, where none that reads the history is among the candidate's
    ``sources``: little speaks for it, or as much against it. None where one is, or without an X."""
    of_session = cause.entry is None
    if cause.item is None or blended.read(column, of_session):
        return None
    past = blended.session if of_session else blended.profile
    row = int(np.flatnonzero(past.items == cause.item)[0]) if cause.entry is None else cause.entry
    return blended.through(column, row, of_session)


def _sources(blended: Blended, column: int) -> list[SourceName]:
    """Where a candidate came from; the context counts as such only if something was asked for in words."""
    asked = blended.share(ASKED, column) >= THRESHOLD
    return [SourceName.NEW if name is SourceName.CONTEXT and not asked else name for name in blended.sources(column)]


def neutral(sources: Sequence[SourceName], ever: float, lately: float = 0.0, many: int = MANY) -> ReasonKind:
    """The kind without an X that is true of a candidate from these sources, the largest part first.

    Popular or trending is only what was chosen for that and what enough people engaged with, ``ever`` or ``lately``.
    """
    first = sources[0] if sources else SourceName.POPULAR
    if SourceName.CONTEXT in sources:
        return ReasonKind.BECAUSE_ASKED
    if first is SourceName.TRENDING and lately >= many:
        return ReasonKind.TRENDING
    return ReasonKind.POPULAR if first in _BY_THE_CROWD and ever >= many else ReasonKind.NEW


def shared(x: Item, item: Item, most: int = MAX_SHARED) -> tuple[str, ...]:
    """Categories, then tags that both have, in the recommended item's own writing: the evidence in words."""
    theirs = {name.casefold() for name in (*x.categories, *x.tags)}
    common = dict.fromkeys(name for name in (*item.categories, *item.tags) if name.casefold() in theirs)
    return tuple(common)[:most]


def _named(past: Profile, row: int, share: float, of_session: bool) -> Cause:
    event = past.events[row]
    return Cause(_KIND_OF_EVENT[event.type], None if of_session else row, event.item, event, min(share, 1.0))
