"""Which events an answer may claim: those that name it, of an item in it, soon enough after it. Pure.

An event is attributed to the slot of the answer whose ``recommendation_id`` it carries. A purchase or conversion that
carries none counts for the answer through which the same person last came to the item (last touch): one that had the
item, and by an event that is a click. Only what is kept plays a part, never the order in which it came in: late and
shuffled events give the same figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from hybrid.domain import EventType
from hybrid.loop.impressions import made_at

DAY: Final = 86_400 * 1_000_000
SKEW: Final = 5 * 60 * 1_000_000
"""Microseconds by which a caller's clock may be behind: an event may seem to be that much older than its answer."""

YOUNG: Final = 3 * 1_000_000
"""Microseconds within which another process may still have to write an answer: it is not called unknown until then."""

CONVERSIONS: Final = frozenset({EventType.PURCHASE, EventType.CONVERSION})
REFUSALS: Final = frozenset({EventType.DISLIKE, EventType.HIDE})
CLICKS: Final = frozenset(EventType) - REFUSALS - {EventType.IMPRESSION}
"""Who buys or rates has clicked, whether or not a click was told."""

WINDOW_DAYS: Final[Mapping[EventType, float]] = {
    type: 7.0 if type in CONVERSIONS | {EventType.ADD_TO_CART} else 1.0 for type in EventType
}


class Unattributed(StrEnum):
    """Why an event that names an answer counts for none."""

    UNKNOWN = "unknown_recommendation"
    OTHER_ITEM = "item_not_in_answer"
    EARLY = "before_answer"
    LATE = "after_window"


@dataclass(frozen=True)
class Windows:
    """How long after an answer an event still counts for it, in days by its type."""

    days: Mapping[EventType, float] = field(default_factory=lambda: WINDOW_DAYS)

    def of(self, type: EventType) -> int:
        """In microseconds."""
        return round(self.days[type] * DAY)

    @property
    def longest(self) -> int:
        """In microseconds."""
        return max(map(self.of, self.days))


def unattributed(
    type: EventType, occurred_at: int, shown_at: int | None, slot: int | None, windows: Windows
) -> Unattributed | None:
    """Why the event does not count for the answer that it names, None where it does.

    ``shown_at`` is None where there is no such answer, ``slot`` where the event's item is not in it.
    """
    if shown_at is None:
        return Unattributed.UNKNOWN
    if slot is None:
        return Unattributed.OTHER_ITEM
    if occurred_at < shown_at - SKEW:
        return Unattributed.EARLY
    return Unattributed.LATE if occurred_at > shown_at + windows.of(type) else None


def unheard_of(recommendation_id: str, now: int) -> bool:
    """Whether an id that is not found will not be found later either: it is not of an answer made a moment ago."""
    made = made_at(recommendation_id)
    return made is None or not 0 <= now - made < YOUNG
