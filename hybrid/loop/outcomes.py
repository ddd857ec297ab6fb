"""What came of chosen answers, by arm and person: what experiments and models are judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from hybrid.domain import Mask
from hybrid.loop.attribution import CLICKS, CONVERSIONS, DAY, REFUSALS, Windows
from hybrid.loop.shown import Ints, Kind, Numbers
from hybrid.loop.touches import Touches, placed
from hybrid.store.outcomes import Outcomes


@dataclass
class Outcome:
    """One person in one arm. ``clicked_answers`` of the ``answers``, ``clicked_slots`` of the ``slots`` that were
    shown were clicked at least once; ``conversions`` are events; ``revenue`` by currency, "" where none is known.

    ``person`` is as in ``AnswerColumns``; ``first_at`` is when the person saw the first answer of the span.
    """

    arm: str
    person: int
    first_at: int
    answers: int = 0
    slots: int = 0
    clicked_answers: int = 0
    clicked_slots: int = 0
    conversions: int = 0
    refusals: int = 0
    revenue: dict[str, float] = field(default_factory=dict)


class Chosen(NamedTuple):
    """Answers of one day, columns of shape (n,); ``arm`` is a place among the arms."""

    arm: Ints
    person: Numbers
    at: Ints
    size: Ints


class Came(NamedTuple):
    """Events that count for chosen answers of one day, columns of shape (n,): the answer by its place among all that
    were chosen, the slot by its place in the day."""

    touches: Touches
    answer: Ints
    place: Ints


def of_experiment(name: str) -> Callable[[Kind], bool]:
    """Chooses an experiment's answers."""
    return lambda kind: kind.experiment == name


def outcomes(
    store: Outcomes,
    windows: Windows,
    chosen: Callable[[Kind], bool],
    since: int,
    until: int,
    within: int | None = None,
) -> list[Outcome]:
    """Everybody who was shown a chosen answer in [since, until), microseconds, by arm and person.

    ``within`` (microseconds) counts of each person only the answers that soon after their first in the span.
    Somebody who saw two arms stands in both. Blocks; reads day by day.
    """
    arms: dict[str, int] = {}
    shown, came = _read(store, windows, chosen, since, until, arms)
    if not shown.at.size:
        return []
    persons, person = np.unique(shown.person, return_inverse=True)
    pairs, who = np.unique(shown.arm * persons.size + person, return_inverse=True)
    first = np.full(pairs.size, until, np.int64)
    np.minimum.at(first, who, shown.at)
    counts = shown.at < first[who] + within if within is not None else np.ones(who.size, np.bool_)
    names = list(arms)
    found = [
        Outcome(names[pair // persons.size], number, at, answers, slots)
        for pair, number, at, answers, slots in zip(
            pairs.tolist(),
            persons[pairs % persons.size].tolist(),
            first.tolist(),
            np.bincount(who[counts], minlength=pairs.size).tolist(),
            np.bincount(who, np.where(counts, shown.size, 0), pairs.size).astype(np.int64).tolist(),
            strict=True,
        )
    ]
    for one in came:
        _add(found, one, who, counts)
    return found


def _read(
    store: Outcomes, windows: Windows, chosen: Callable[[Kind], bool], since: int, until: int, arms: dict[str, int]
) -> tuple[Chosen, list[Came]]:
    touches = store.touches(since, until, windows.longest)
    none = np.empty(0, np.int64)
    pages, came, before = [Chosen(none, none.astype(np.uint64), none, none)], [], 0
    for day in store.days.between(since // DAY, -(-until // DAY)):
        answers, slots = store.days.whole(day)
        wanted = np.array([chosen(kind) for kind in answers.kinds], np.bool_)[answers.kind]
        mine = wanted & (answers.at >= since) & (answers.at < until)
        if not mine.any():
            continue
        of_kind = np.array([arms.setdefault(kind.arm, len(arms)) if chosen(kind) else -1 for kind in answers.kinds])
        size = answers.size[mine].astype(np.int64)
        pages.append(Chosen(of_kind[answers.kind][mine], answers.person[mine], answers.at[mine], size))
        touched = placed(touches.where(touches.shown_at // DAY == day), answers, slots, windows)
        counted = mine[touched.row]
        rows = before + np.cumsum(mine)[touched.row[counted]] - 1
        came.append(Came(touched.touches.where(counted), rows, touched.place[counted]))
        before += int(mine.sum())
    arm, person, at, sizes = map(np.concatenate, zip(*pages, strict=True))
    return Chosen(arm, person, at, sizes), came


def _add(found: list[Outcome], came: Came, who: Ints, counts: Mask) -> None:
    """What came of one day's answers to those it is of, unless the answer is not counted."""
    kept = counts[came.answer]
    touches, answer, place = came.touches.where(kept), came.answer[kept], came.place[kept]
    clicked = touches.are(CLICKS)
    for row in who[np.unique(answer[clicked])].tolist():
        found[row].clicked_answers += 1
    _, first = np.unique(place[clicked], return_index=True)
    for row in who[answer[clicked][first]].tolist():
        found[row].clicked_slots += 1
    for row in who[answer[touches.are(CONVERSIONS)]].tolist():
        found[row].conversions += 1
    for row in who[answer[touches.are(REFUSALS)]].tolist():
        found[row].refusals += 1
    paid = touches.paid
    for n in np.flatnonzero(~np.isnan(paid)).tolist():
        revenue, currency = found[who[answer[n]]].revenue, touches.currencies[touches.currency[n]]
        revenue[currency] = revenue.get(currency, 0.0) + float(paid[n])
