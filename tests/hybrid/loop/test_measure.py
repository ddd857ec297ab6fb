"""Figures of a handful of answers, reckoned by hand, over a real database."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.special import betainc

from hybrid.domain import Keys
from hybrid.loop.attribution import DAY, Windows
from hybrid.loop.measure import Measure
from hybrid.loop.rates import Rate
from hybrid.loop.span import Span, day_of, number_of
from hybrid.loop.tally import Shelf
from hybrid.records import EventRecord, ItemRecord
from hybrid.store import Store
from tests.clocks import Clock
from tests.hybrid.loop.shown import shown

MONDAY = date(2026, 11, 16)
AT = number_of(MONDAY) * DAY
HOUR, MINUTE = DAY // 24, 60 * 1_000_000
WEEK = Span(MONDAY, date(2026, 11, 22))
NOW = AT + 20 * DAY


def opened(folder: Path) -> Store:
    store = Store.open(folder, Clock(NOW))
    store.catalog.upsert(
        [
            ItemRecord(id=f"i{n}", title="T", price=10.0 * n, currency="EUR" if n < 4 else "USD",
                       categories=["odd" if n % 2 else "even", "all"])
            for n in range(1, 6)
        ]
    )  # fmt: skip
    return store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path / "data")
    yield made
    made.close()


def vectors(keys: Keys) -> np.ndarray[Any, np.dtype[np.float32]]:
    """Items 1 and 2 are alike, the others are alike, the two kinds are at right angles."""
    return np.array([[1, 0] if key <= 2 else [0, 1] for key in keys], np.float32)


def measure(store: Store, now: int = NOW) -> Measure:
    popularity = np.array([0.0, 3.0, 1.0, 0.0, 0.0, 0.0])
    shelf = Shelf(np.array([False, True, True, True, True, True]), popularity, 3)
    return Measure(store, Windows(), shelf, vectors, now)


def event(user: str, item: str, type: str, at: int, id: str | None, **more: Any) -> EventRecord:
    told = {"user_id": user, "item_id": item, "type": type, "timestamp": at / 1e6, "recommendation_id": id, **more}
    return EventRecord.model_validate(told, context={"now": NOW})


def filled(store: Store) -> None:
    """Ana on Monday and Thursday, Ben on Monday just before midnight: five answers, two of a later model."""
    store.impressions.append(
        [
            shown(store, "ana", [1, 2, 3], AT + HOUR, id="m1", model="v1", session_id="s1", explored={3: 0.1}),
            shown(store, "ana", [3, 1], AT + 2 * HOUR, id="m2", model="v1", session_id="s1", scenario="basket"),
            shown(store, "ben", [1, 2, 3], AT + DAY - MINUTE, id="m3", model="v1", sources=("lightfm", "content")),
            shown(store, "ana", [1, 4, 5], AT + 3 * DAY, id="t1", model="v2", explored={4: 0.2, 5: 0.2}),
            shown(store, "ana", [2, 1, 4], AT + 6 * DAY, id="t2", model="v2", experiment="e", arm="b"),
        ],
        0,
    )
    store.events.append(
        [
            event("ana", "i1", "click", AT + HOUR + MINUTE, "m1"),
            event("ana", "i1", "click", AT + HOUR + 2 * MINUTE, "m1"),
            event("ana", "i1", "view", AT + HOUR + 3 * MINUTE, "m1", value=40.0),
            event("ana", "i3", "view", AT + HOUR + 3 * MINUTE, "m1", value=20.0),
            event("ana", "i3", "hide", AT + 2 * HOUR + MINUTE, "m2", session_id="s1"),
            event("ben", "i2", "click", AT + DAY + MINUTE, "m3"),
            event("ben", "i2", "purchase", AT + 4 * DAY, "m3"),
            event("ben", "i2", "purchase", AT + 5 * DAY, None, value=1.5),
            event("ana", "i4", "purchase", AT + 3 * DAY + HOUR, "t1", value=99.0),
            event("ana", "i2", "click", AT + 3 * DAY + HOUR, "t1"),
            event("ana", "i5", "click", AT + 5 * DAY, "t1"),
            event("ana", "i5", "click", AT + 2 * DAY, "t1"),
            event("ana", "i5", "click", AT + 3 * DAY, "nobody's"),
        ]
    )


def by(rows: Sequence[dict[str, Any]], *names: str) -> dict[Any, dict[str, Any]]:
    return {tuple(row[name] for name in names) if len(names) > 1 else row[names[0]]: row for row in rows}


def test_the_whole_week(store: Store):
    filled(store)
    (row,) = measure(store).rows(WEEK)
    assert {name: row[name] for name in ("answers", "people", "slots", "clicked", "refused", "explored")} == {
        "answers": 5, "people": 2, "slots": 14, "clicked": 4, "refused": 1, "explored": 3,
    }  # fmt: skip
    assert row["ctr"]["value"] == pytest.approx(4 / 14, abs=1e-6)
    assert row["answer_ctr"]["value"] == pytest.approx(3 / 5)
    assert (row["converted"], row["conversions"]) == (2, 3)
    assert row["revenue"] == {"EUR": 21.5, "USD": 99.0}
    assert row["dwell_seconds"] == 30.0
    assert row["coverage"] == 1.0
    assert (row["explored_ctr"]["value"], row["unexplored_ctr"]["value"]) == pytest.approx((2 / 3, 2 / 11), abs=1e-6)
    assert (row["sessions"], row["session_seconds"]) == (1, 3660.0)
    # Monday's Ana came again, Monday's Ben and Sunday's Ana did not; Thursday's Ana did.
    assert row["return_7d"]["value"] == 0.5
    # Of lists with pairs: 1 of 3 alike (m1, m3: 2/3 differ), m2 both differ, t1 2/3, t2 2/3.
    assert row["diversity"] == pytest.approx((2 / 3 + 1 + 2 / 3 + 2 / 3 + 2 / 3) / 5, abs=1e-4)


def test_a_click_counts_on_the_day_of_its_answer(store: Store):
    filled(store)
    days = by(measure(store).rows(WEEK, ["day"]), "day")
    assert sorted(days) == ["2026-11-16", "2026-11-19", "2026-11-22"]
    assert [days[day]["clicked"] for day in sorted(days)] == [3, 1, 0]
    assert [days[day]["conversions"] for day in sorted(days)] == [2, 1, 0]
    assert days["2026-11-22"]["ctr"]["value"] == 0.0


@pytest.mark.parametrize(
    ("name", "slots"),
    [
        ("scenario", {"homepage": 12, "basket": 2}),
        ("model", {"v1": 8, "v2": 6}),
        ("arm", {"": 11, "e/b": 3}),
        ("slot", {1: 5, 2: 5, 3: 4}),
        ("source", {"content": 8, "lightfm": 3, "explore": 3}),
        ("category", {"odd": 9, "even": 5}),
        ("rerank", {"off": 14}),
    ],
)
def test_told_apart_each_place_counts_once(store: Store, name: str, slots: dict[Any, int]):
    filled(store)
    rows = by(measure(store).rows(WEEK, [name]), name)
    assert {value: row["slots"] for value, row in rows.items()} == slots
    assert sum(row["clicked"] for row in rows.values()) == 4
    assert sum(row["converted"] for row in rows.values()) == 2
    assert ("answers" in next(iter(rows.values()))) == (name not in ("slot", "source", "category"))


def test_two_names_at_once(store: Store):
    filled(store)
    rows = by(measure(store).rows(WEEK, ["model", "slot"]), "model", "slot")
    assert rows["v1", 1]["clicked"] == 1
    assert rows["v1", 2]["converted"] == 1
    assert rows["v2", 2]["revenue"] == {"USD": 99.0}


def test_what_does_not_count_is_told_with_its_reason(store: Store):
    filled(store)
    told = measure(store).refused(WEEK)
    assert told == {
        "unknown_recommendation": 1, "item_not_in_answer": 1, "before_answer": 1, "after_window": 1,
    }  # fmt: skip


def test_who_comes_again_is_told_once_the_days_are_over(store: Store):
    filled(store)
    (row,) = measure(store, AT + 9 * DAY).rows(WEEK)
    assert row["return_7d"]["value"] == 0.5  # Monday only: Ana did, Ben did not
    (row,) = measure(store, AT + 5 * DAY).rows(WEEK)
    assert row["return_7d"] is None


def test_no_answers_no_figures(store: Store):
    assert measure(store).rows(WEEK, ["day"]) == []
    assert measure(store).rows(WEEK) == []


def test_any_order_gives_the_same_figures(tmp_path: Path):
    found = []
    for order in range(3):
        store, draw = opened(tmp_path / str(order)), random.Random(order)
        filled(store)
        told = list(store.events.of_user(1)) + list(store.events.of_user(2))
        other = opened(tmp_path / f"shuffled {order}")
        sent = [_again(store, one) for one in draw.sample(told, len(told))]
        for start in range(0, len(sent), 4):
            other.events.append([*sent[start : start + 4], *sent[: draw.randrange(3)]])
        for one in draw.sample(answers := _answers(store), len(answers)):
            other.impressions.append([_moved(other, one)], 0)
        found.append([measure(other).rows(WEEK, [name]) for name in ("day", "scenario", "slot", "arm", "category")])
        assert found[0] == [measure(store).rows(WEEK, [n]) for n in ("day", "scenario", "slot", "arm", "category")]
        store.close()
        other.close()
    assert found[0] == found[1] == found[2]


def _answers(store: Store) -> list[Any]:
    return [*store.impressions.of_person("ana"), *store.impressions.of_person("ben")]


def _moved(store: Store, one: Any) -> Any:
    return replace(one, person=store.impressions.person("ben" if one.recommendation_id == "m3" else "ana"))


def _again(store: Store, one: Any) -> EventRecord:
    id = {1: "ana", 2: "ben"}[int(one.user)]
    item = store.catalog.by_keys([one.item])[int(one.item)].id
    return event(id, item, one.type.value, one.occurred_at, one.recommendation_id, value=one.value,
                 session_id=one.session_id, event_id=one.event_id)  # fmt: skip


def test_days_have_numbers():
    assert day_of(number_of(MONDAY)) == MONDAY
    assert (WEEK.since, WEEK.until) == (AT, AT + 7 * DAY)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(0, 10, 0.0, 0.2172), (5, 10, 0.2235, 0.7765), (10, 10, 0.7828, 1.0), (30, 1000, 0.0208, 0.0420)],
)
def test_intervals_of_shares(hits: int, of: int, low: float, high: float):
    """2.5 % of Beta(hits + ½, misses + ½) lie on each side; none on that of a share that was never, or always, hit."""
    found = Rate(hits, of).interval
    assert (found.low, found.high) == pytest.approx((low, high), abs=2e-3)
    assert betainc(hits + 0.5, of - hits + 0.5, found.high) == pytest.approx(0.975 if hits < of else 1.0)
    assert Rate(0, 0).to_json() is None
