"""Figures counted one row after the other in plain Python, from every row there is: what the quick way must equal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from typing import Any

from hybrid.domain import EventType
from hybrid.loop.attribution import CLICKS, CONVERSIONS, DAY, REFUSALS, Windows, unattributed
from hybrid.store import Store
from hybrid.store.tables import EVENT_TYPES


def all_rows(store: Store, table: str) -> list[Any]:
    with store.database.read() as connection:
        return list(connection.exec_driver_sql(f"SELECT * FROM {table}").all())  # noqa: S608 - names of ours


def counted(
    store: Store, first: int, last: int, by: Sequence[str], today: int
) -> dict[tuple[Any, ...], dict[str, Any]]:
    """Of the answers of these days, by group."""
    answers = {one.key: one for one in all_rows(store, "impressions")}
    slots = [(answers[one.impression], one) for one in all_rows(store, "impression_slots")]
    offered = {(answer.recommendation_id, slot.item_key) for answer, slot in slots}
    slots = [(answer, slot) for answer, slot in slots if first <= answer.shown_at // DAY <= last]
    categories = store.catalog.main_categories()
    events = all_rows(store, "events")
    prices = {one.key: one.price for one in all_rows(store, "items")}
    told: dict[tuple[Any, ...], dict[str, Any]] = defaultdict(lambda: defaultdict(set))
    for answer, slot in slots:
        group = told[_group(by, answer, slot, categories)]
        place = (answer.key, slot.slot)
        group["slots"].add(place)
        group["items"].add(slot.item_key)
        group["answers"].add(answer.key)
        group["people"].add(answer.person)
        group["days"].add((answer.person, answer.shown_at // DAY))
        if slot.propensity is not None:
            group["explored"].add(place)
        for event, paid in _events_of(events, prices, offered, answer, slot):
            type = EVENT_TYPES[event.type]
            if type in CLICKS:
                group["clicked"].add(place)
                if slot.propensity is not None:
                    group["explored_clicked"].add(place)
            if type in CONVERSIONS:
                group["converted"].add(place)
                group["conversions"].add(event.seq)
            if type in REFUSALS:
                group["refused"].add(place)
            if type is EventType.PURCHASE and paid is not None:
                group["paid"].add((event.seq, paid))
    torn = set(by) & {"slot", "source", "category"}
    for answer, seconds in _sessions(events, answers.values(), first, last) if not torn else ():
        told[_group(by, answer, None, {})]["sessions"].add((answer.session_id, seconds))
    days = {(one.person, one.shown_at // DAY) for one in answers.values()}
    return {group: _figures(found, days, today) for group, found in told.items()}


def _figures(found: dict[str, Any], days: set[tuple[bytes, int]], today: int) -> dict[str, Any]:
    stayed = [(person, day) for person, day in found["days"] if day + 7 < today]
    returned = [one for one in stayed if any((one[0], one[1] + n) in days for n in range(1, 8))]
    names = ("slots", "answers", "people", "clicked", "converted", "conversions", "refused", "explored", "sessions")
    lengths = [seconds for _, seconds in found["sessions"]]
    return {
        **{name: len(found[name]) for name in names},
        "explored_clicked": len(found["explored_clicked"]),
        "revenue": round(sum(amount for _, amount in found["paid"]), 2),
        "items": sorted(found["items"]),
        "session_seconds": round(sum(lengths) / len(lengths), 1) if lengths else None,
        "return_7d": (len(returned), len(stayed)),
    }


def _group(by: Sequence[str], answer: Any, slot: Any, categories: dict[int, str]) -> tuple[Any, ...]:
    values = {
        "day": lambda: answer.shown_at // DAY,
        "arm": lambda: f"{answer.experiment}/{answer.arm}" if answer.arm else "",
        "slot": lambda: slot.slot,
        "source": lambda: slot.sources.split(",")[0],
        "category": lambda: categories.get(slot.item_key, ""),
    }
    return tuple(values[name]() if name in values else getattr(answer, name) for name in by)


def _events_of(
    events: Sequence[Any], prices: Mapping[int, float | None], offered: Set[tuple[str, int]], answer: Any, slot: Any
) -> list[tuple[Any, float | None]]:
    found = []
    for event in events:
        named = event.recommendation_id
        if named is None and EVENT_TYPES[event.type] in CONVERSIONS:
            named = _last_touch(events, event, offered)
        if named != answer.recommendation_id or event.item_key != slot.item_key:
            continue
        type: EventType = EVENT_TYPES[event.type]
        if unattributed(type, event.occurred_at, answer.shown_at, slot.slot, Windows()) is None:
            found.append((event, prices[event.item_key] if event.value is None else event.value))
    return found


def _last_touch(events: Sequence[Any], bought: Any, offered: Set[tuple[str, int]]) -> str | None:
    before = [
        (one.occurred_at, one.seq, one.recommendation_id)
        for one in events
        if (one.user_key, one.item_key) == (bought.user_key, bought.item_key)
        and one.occurred_at <= bought.occurred_at
        and EVENT_TYPES[one.type] in CLICKS
        and (one.recommendation_id, one.item_key) in offered
    ]
    return max(before)[2] if before else None


def _sessions(events: Sequence[Any], answers: Any, first: int, last: int) -> list[tuple[Any, float]]:
    """The first answer of each session of these days, and how long it went on."""
    mine: dict[str, list[Any]] = defaultdict(list)
    for one in answers:
        if one.session_id is not None and first <= one.shown_at // DAY <= last:
            mine[one.session_id].append(one)
    found = []
    for session, shown in mine.items():
        shown.sort(key=lambda one: (one.shown_at, one.key))
        done = [
            one.occurred_at
            for one in events
            if one.session_id == session and first <= one.occurred_at // DAY <= last + 1
        ]
        found.append((shown[0], (max(shown[-1].shown_at, *done, 0) - shown[0].shown_at) / 1e6))
    return found
