"""What came of an experiment's answers, by arm and person: what experiments are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from hybrid.domain import EventType
from hybrid.loop.attribution import CLICKS, CONVERSIONS, REFUSALS, Windows, unattributed
from hybrid.store.outcomes import Outcomes, Touch


@dataclass
class Outcome:
    """One person in one arm. ``clicked_answers`` of the ``answers``, ``clicked_slots`` of the ``slots`` that were
    shown were clicked at least once; ``conversions`` are events; ``revenue`` by currency, "" where none is known.

    ``first_at`` is when the person saw the first answer of the span.
    """

    arm: str
    person: bytes
    first_at: int
    answers: int = 0
    slots: int = 0
    clicked_answers: int = 0
    clicked_slots: int = 0
    conversions: int = 0
    refusals: int = 0
    revenue: dict[str, float] = field(default_factory=dict)


def outcomes(
    store: Outcomes, windows: Windows, experiment: str, since: int, until: int, within: int | None = None
) -> list[Outcome]:
    """Everybody who was shown an answer of the experiment in [since, until), microseconds, arm by arm.

    ``within`` (microseconds) counts of each person only the answers that soon after their first in the span.
    Somebody who saw two arms stands in both. Blocks; reads SQL once over the span.
    """
    shown = store.shown_to_people(since, until, experiment)
    return fold(shown, store.touches(since, until, windows.longest, experiment), windows, within)


def fold(
    shown: Iterable[Sequence[Any]], touches: Iterable[Touch], windows: Windows, within: int | None = None
) -> list[Outcome]:
    """The same of rows at hand, in any order; pure."""
    answers = sorted(((at, arm, person, slots) for arm, person, at, slots in shown), key=lambda row: row[0])
    found: dict[tuple[str, bytes], Outcome] = {}
    for at, arm, person, slots in answers:
        one = found.setdefault((arm, person), Outcome(arm, person, at))
        if within is None or at < one.first_at + within:
            one.answers += 1
            one.slots += slots
    places: set[tuple[int, int]] = set()
    clicked: set[int] = set()
    for touch in touches:
        mine = found.get((touch.arm, touch.person))
        if mine is None or (within is not None and touch.shown_at >= mine.first_at + within):
            continue
        if touch.slot is None or unattributed(touch.type, touch.occurred_at, touch.shown_at, touch.slot, windows):
            continue
        if touch.type in CLICKS:
            mine.clicked_slots += (touch.answer, touch.slot) not in places
            mine.clicked_answers += touch.answer not in clicked
            places.add((touch.answer, touch.slot))
            clicked.add(touch.answer)
        mine.conversions += touch.type in CONVERSIONS
        mine.refusals += touch.type in REFUSALS
        for currency, amount in paid(touch).items():
            mine.revenue[currency] = mine.revenue.get(currency, 0.0) + amount
    return list(found.values())


def paid(touch: Touch) -> Mapping[str, float]:
    """What a purchase brought: the event's value, else the item's price, in the item's currency; empty where neither
    is known."""
    amount = touch.price if touch.value is None else touch.value
    return {touch.currency or "": amount} if touch.type is EventType.PURCHASE and amount is not None else {}
