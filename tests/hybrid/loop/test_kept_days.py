"""Days that are kept as columns give the figures of the rows, whatever happens to these afterwards."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hybrid.loop.attribution import DAY
from hybrid.loop.grouping import SLOTS
from hybrid.loop.measure import Measure
from hybrid.loop.span import Span, day_of
from hybrid.records import EventRecord
from hybrid.store import Store
from tests.hybrid.loop.plain import all_rows, counted
from tests.hybrid.loop.shown import shown
from tests.hybrid.loop.test_measure import AT, NOW, event, filled, measure, opened

FIRST, TODAY = NOW // DAY - 12, NOW // DAY
BYS = ((), ("day",), ("scenario",), ("arm",), ("slot",), ("source", "model"), ("category", "day"), ("day", "scenario"))

people = st.sampled_from(["ana", "ben", "cy", "visitor-1", "visitor-2"])
moments = st.integers(FIRST * DAY, NOW - 1)
items = st.lists(st.integers(1, 5), min_size=1, max_size=4, unique=True)
answers = st.lists(
    st.tuples(people, items, moments, st.sampled_from(["homepage", "basket"]),
              st.sampled_from([None, "s1", "s2", "s3"]),
              st.sampled_from(["", "a", "b"]), st.booleans()),
    min_size=1, max_size=6,
)  # fmt: skip
types = st.sampled_from(["view", "click", "purchase", "purchase", "hide", "conversion", "like"])
happened = st.lists(
    st.tuples(people, st.integers(1, 5), types, st.integers(0, 40), st.integers(-DAY // 100, 9 * DAY), st.booleans(),
              st.sampled_from([None, None, "s1", "s3"])),
    min_size=1, max_size=10,
)  # fmt: skip
steps = st.lists(
    st.one_of(
        st.tuples(st.just("shown"), answers),
        st.tuples(st.just("done"), happened),
        st.tuples(st.just("kept"), st.none()),
        st.tuples(st.just("erased"), people),
        st.tuples(st.just("merged"), st.sampled_from(["visitor-1", "visitor-2"])),
        st.tuples(st.just("expired"), st.integers(FIRST * DAY, (FIRST + 3) * DAY)),
    ),
    min_size=3, max_size=8,
)  # fmt: skip


class Shop:
    """A store that things happen to, and the ids of its answers."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.merged: set[str] = set()

    def do(self, what: str, told: Any) -> None:
        getattr(self, what)(told)

    def shown(self, told: Sequence[Any]) -> None:
        made = [
            shown(self.store, user, keys, at, scenario=scenario, session_id=session, experiment="e" if arm else "",
                  arm=arm, model=f"v{at // DAY % 2}", explored={keys[0]: 0.5} if explored else {})
            for user, keys, at, scenario, session, arm, explored in told
        ]  # fmt: skip
        self.store.impressions.append(made, 0)

    def done(self, told: Sequence[Any]) -> None:
        ids = [(one.recommendation_id, one.shown_at) for one in all_rows(self.store, "impressions")]
        if ids:
            self.store.events.append([self._event(one, ids) for one in told])

    def _event(self, told: tuple[Any, ...], ids: Sequence[tuple[str, int]]) -> EventRecord:
        user, item, type, which, after, named, session = told
        id, at = ids[which % len(ids)]
        return event(user, f"i{item}", type, min(at + after, NOW), id if named else None, session_id=session)

    def kept(self, _: None) -> None:
        for day in self.store.shown_days.due(0, NOW):
            assert self.store.shown_days.keep(day)

    def erased(self, user: str) -> None:
        self.store.users.erase(user)

    def merged_into(self, visitor: str) -> None:
        self.store.users.merge("ana", visitor, NOW)

    def expired(self, at: int) -> None:
        self.store.impressions.append([], at)


def figures(measure: Measure, span: Span, by: Sequence[str]) -> dict[tuple[Any, ...], dict[str, Any]]:
    """As ``counted`` says them."""
    whole = not set(by) & set(SLOTS)
    found = {}
    for group, tally in measure.tallies(span, by).items():
        row = {
            "slots": tally.slots, "clicked": tally.clicked, "converted": tally.converted, "refused": tally.refused,
            "conversions": tally.conversions, "explored": tally.explored, "explored_clicked": tally.explored_clicked,
            "revenue": round(sum(tally.revenue.values()), 2), "items": tally.items.tolist(),
        }  # fmt: skip
        assert tally.times.sum() == tally.slots
        if whole and (answers := tally.whole) is not None:
            seconds = None if answers.seconds is None else round(answers.seconds, 1)
            row |= {
                "answers": answers.answers, "people": answers.people, "sessions": answers.sessions,
                "session_seconds": seconds, "return_7d": (answers.returned, answers.stayed),
            }  # fmt: skip
        found[group] = row
    return found


def compared(store: Store, by: Sequence[str], first: int = FIRST, last: int = TODAY) -> None:
    found = figures(measure(store, NOW), Span(day_of(first), day_of(last)), by)
    plain = counted(store, first, last, by, TODAY)
    assert found == {group: {name: row[name] for name in next(iter(found.values()))} for group, row in plain.items()}


@given(steps, st.sampled_from(BYS), st.integers(0, 11), st.integers(1, 12))
@settings(max_examples=max(12, settings().max_examples // 10), phases=(Phase.generate,))
def test_the_figures_are_those_of_plain_counting(told: list[Any], by: Sequence[str], first: int, days: int):
    """A few shops; a thousand with ``--hypothesis-profile=thorough``."""
    with tempfile.TemporaryDirectory() as name:
        store = opened(Path(name) / "data")
        try:
            shop = Shop(store)
            for what, given in told:
                shop.do("merged_into" if what == "merged" else what, given)
            compared(store, by)
            if not set(by) & set(SLOTS):
                compared(store, by, FIRST + first, FIRST + first + days)
        finally:
            store.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path / "data")
    filled(made)
    for day in made.shown_days.due(0, NOW):
        assert made.shown_days.keep(day)
    yield made
    made.close()


def kept(store: Store) -> list[int]:
    return [one.day - AT // DAY for one in all_rows(store, "shown_days") if one.answers is not None]


def test_days_that_are_over_are_kept_once(store: Store):
    assert kept(store) == [0, 1, 2, 3, 4, 5, 6]
    assert store.shown_days.due(0, NOW) == []
    late = shown(store, "ana", [1], NOW - DAY)
    store.impressions.append([late], 0)
    assert store.shown_days.due(0, NOW) == [n + AT // DAY for n in range(18, 6, -1)]
    assert NOW // DAY - 1 not in store.shown_days.due(
        0, NOW // DAY * DAY + 60_000_000
    )  # not written whole yet, perhaps


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (lambda store: store.users.erase("ben"), [1, 2, 3, 4, 5, 6]),
        (lambda store: store.users.erase("ana"), [1, 2, 4, 5]),
        (lambda store: store.users.erase("nobody"), [0, 1, 2, 3, 4, 5, 6]),
        (lambda store: store.users.merge("carl", "ben", NOW), [1, 2, 3, 4, 5, 6]),
        (lambda store: store.impressions.append([shown(store, "x", [1], AT + 2 * DAY)], 0), [0, 1, 3, 4, 5, 6]),
        (lambda store: store.impressions.append([], AT + 3 * DAY + 1), [4, 5, 6]),
    ],
)
def test_what_changes_a_day_drops_what_is_kept_of_it(store: Store, change: Any, left: list[int]):
    change(store)
    assert kept(store) == left
    compared(store, ("day",), AT // DAY, AT // DAY + 6)


def test_a_day_that_changes_while_it_is_read_is_not_kept(store: Store, monkeypatch: pytest.MonkeyPatch):
    store.impressions.append([shown(store, "x", [1], AT)], 0)
    read = store.database.read
    opened = []

    def reading() -> Any:
        opened.append(1)
        if len(opened) == 2:  # the rows have been read
            raise AssertionError
        return read()

    monkeypatch.setattr(store.database, "read", reading)
    write = store.database.write

    def writing(work: Any) -> Any:
        if opened:
            write(lambda connection: store.impressions.move(connection, "x", "y"))
        return write(work)

    monkeypatch.setattr(store.database, "write", writing)
    assert not store.shown_days.keep(AT // DAY)
    monkeypatch.undo()
    assert 0 not in kept(store)
    assert store.shown_days.keep(AT // DAY)


def test_who_is_erased_is_in_no_column(store: Store):
    person = store.impressions.person("ben")[:8]
    assert any(person[::-1] in one.answers for one in all_rows(store, "shown_days"))
    store.users.erase("ben")
    assert not any(person[::-1] in (one.answers or b"") for one in all_rows(store, "shown_days"))
    for day in store.shown_days.due(0, NOW):
        store.shown_days.keep(day)
    assert not any(person[::-1] in one.answers for one in all_rows(store, "shown_days"))
