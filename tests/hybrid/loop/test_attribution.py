"""Which events count for an answer, as a pure rule and over a real database, whatever order they come in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import EventType
from hybrid.loop.attribution import CLICKS, DAY, SKEW, Unattributed, Windows, unattributed
from hybrid.loop.outcomes import Outcome, of_experiment, outcomes
from hybrid.loop.shown import number_of
from hybrid.records import EventRecord, ItemRecord
from hybrid.store import Store
from tests.clocks import Clock
from tests.hybrid.loop.shown import shown

HOUR, MINUTE = DAY // 24, 60 * 1_000_000
VIEW, BUY = EventType.VIEW, EventType.PURCHASE
NOON = 1_790_000_000_000_000 // DAY * DAY + DAY // 2


@pytest.fixture
def clock() -> Clock:
    return Clock(NOON)


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    opened = Store.open(tmp_path / "data", clock)
    opened.catalog.upsert(
        [ItemRecord(id=f"i{n}", title=f"T{n}", price=10.0 * n, currency="EUR", categories=["A"]) for n in range(1, 5)]
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("type", "after", "slot", "why"),
    [
        (VIEW, HOUR, 1, None),
        (VIEW, 0, 3, None),
        (VIEW, DAY, 1, None),
        (VIEW, DAY + 1, 1, Unattributed.LATE),
        (BUY, 6 * DAY, 1, None),
        (BUY, 7 * DAY + 1, 1, Unattributed.LATE),
        (VIEW, -SKEW, 1, None),
        (VIEW, -SKEW - 1, 1, Unattributed.EARLY),
        (VIEW, HOUR, None, Unattributed.OTHER_ITEM),
    ],
)
def test_the_rule(type: EventType, after: int, slot: int | None, why: Unattributed | None):
    assert unattributed(type, NOON + after, NOON, slot, Windows()) is why
    assert unattributed(type, NOON + after, None, None, Windows()) is Unattributed.UNKNOWN


@given(st.sampled_from(list(EventType)), st.integers(-2 * DAY, 60 * DAY), st.floats(0.1, 40))
def test_a_longer_window_never_loses_an_event(type: EventType, after: int, days: float):
    short = unattributed(type, NOON + after, NOON, 1, Windows(dict.fromkeys(EventType, days)))
    long = unattributed(type, NOON + after, NOON, 1, Windows(dict.fromkeys(EventType, days + 1)))
    assert short is not None or long is None


def one_of(store: Store, **span: int) -> Outcome:
    found = outcomes(store.outcomes, Windows(), of_experiment("e"), NOON - DAY, NOON + DAY, **span)
    assert len(found) == 1
    return found[0]


def event(user: str, item: str, type: str, at: int, id: str | None, **more: object) -> EventRecord:
    given = {"user_id": user, "item_id": item, "type": type, "recommendation_id": id, **more}
    return EventRecord.model_validate({**given, "timestamp": at / 1e6}, context={"now": NOON + 30 * DAY})


def test_what_counts_for_a_person_in_an_arm(store: Store, clock: Clock):
    keys = store.catalog.keys_of(["i1", "i2", "i3"])
    answer = shown(store, "ana", [keys["i1"], keys["i2"]], NOON, experiment="e", arm="b")
    other = shown(store, "ana", [keys["i1"]], NOON + HOUR, experiment="e", arm="b")
    store.impressions.append([answer, other], 0)
    clock.now = NOON + 3 * DAY
    id = answer.recommendation_id
    store.events.append(
        [
            event("ana", "i1", "click", NOON + MINUTE, id),
            event("ana", "i1", "view", NOON + 2 * MINUTE, id, value=30),
            event("ana", "i2", "purchase", NOON + 2 * DAY, id),
            event("ana", "i1", "purchase", NOON + 2 * DAY, id, value=4.5),
            event("ana", "i2", "hide", NOON + HOUR, id),
            event("ana", "i3", "click", NOON + MINUTE, id),
            event("ana", "i1", "click", NOON + 25 * HOUR, other.recommendation_id, event_id="in time"),
            event("ana", "i1", "click", NOON + 26 * HOUR, other.recommendation_id, event_id="late"),
            event("ana", "i1", "click", NOON + MINUTE, "nobody's"),
        ]
    )
    assert one_of(store) == Outcome(
        "b", number_of(store.impressions.person("ana")), NOON, answers=2, slots=3, clicked_answers=2, clicked_slots=3,
        conversions=2, refusals=1, revenue={"EUR": 24.5},
    )  # fmt: skip
    assert one_of(store, within=HOUR).answers == 1
    assert outcomes(store.outcomes, Windows(), of_experiment("other"), 0, NOON + DAY) == []


def test_a_purchase_without_an_id_counts_for_the_last_touch(store: Store, clock: Clock):
    keys = store.catalog.keys_of(["i1", "i2"])
    a = shown(store, "ana", list(keys.values()), NOON, experiment="e", arm="a")
    b = shown(store, "ana", list(keys.values()), NOON + HOUR, experiment="e", arm="b")
    of_others = shown(store, "ana", [keys["i2"]], NOON, experiment="e", arm="a")
    store.impressions.append([a, b, of_others], 0)
    clock.now = NOON + DAY
    store.events.append(
        [
            event("ana", "i1", "purchase", NOON + 3 * HOUR, None),
            event("ana", "i1", "click", NOON + 2 * HOUR, b.recommendation_id),
            event("ana", "i1", "click", NOON + MINUTE, a.recommendation_id),
            event("ana", "i1", "click", NOON + 4 * HOUR, a.recommendation_id),
            event("ana", "i1", "hide", NOON + 2 * HOUR + MINUTE, a.recommendation_id),
            event("ana", "i1", "impression", NOON + 2 * HOUR + MINUTE, a.recommendation_id),
            event("ana", "i1", "view", NOON + 2 * HOUR + MINUTE, "of no answer"),
            event("ana", "i1", "view", NOON + 2 * HOUR + MINUTE, of_others.recommendation_id),
            event("ana", "i2", "purchase", NOON + 3 * HOUR, None),
            event("ben", "i1", "purchase", NOON + 3 * HOUR, None),
        ]
    )
    bought = {
        one.arm: one.conversions
        for one in outcomes(store.outcomes, Windows(), of_experiment("e"), NOON - DAY, NOON + DAY)
    }
    assert bought == {"a": 0, "b": 1}


def test_any_order_with_repeats_gives_the_same(tmp_path: Path):
    draw = random.Random(3)
    answers = [(f"u{draw.randrange(4)}", NOON + draw.randrange(10) * HOUR, draw.choice("ab")) for _ in range(30)]
    told: list[EventRecord] = []
    found = []
    for order in range(4):
        clock = Clock(NOON + 9 * DAY)
        store = Store.open(tmp_path / str(order), clock)
        store.catalog.upsert([ItemRecord(id=f"i{n}", title="T", price=2.0 * n) for n in range(1, 7)])
        keys = list(store.catalog.keys_of([f"i{n}" for n in range(1, 7)]).values())
        ids = [f"r{n:031d}" for n in range(len(answers))]
        impressions = [
            shown(store, user, keys[n % 3 : n % 3 + 3], at, id=ids[n], experiment="e", arm=arm)
            for n, (user, at, arm) in enumerate(answers)
        ]
        if not told:
            told = _events(draw, answers, ids)
        mixed = random.Random(order).sample([*told, *told[:40]], len(told) + 40)
        for start in range(0, len(mixed), 37):
            store.events.append(mixed[start : start + 37])
            if start == 37 * (order % 3):
                store.impressions.append(impressions, 0)
        counted = outcomes(store.outcomes, Windows(), of_experiment("e"), 0, NOON + DAY)
        assert sum(one.clicked_slots for one in counted) > 10
        found.append(_plain(counted))
        store.close()
    assert found[0] == found[1] == found[2] == found[3]
    assert len(found[0]) > 5


def _events(draw: random.Random, answers: Sequence[tuple[str, int, str]], ids: Sequence[str]) -> list[EventRecord]:
    made = []
    for n in range(300):
        which = draw.randrange(len(answers))
        user, at, _ = answers[which]
        type = draw.choice([*(type.value for type in CLICKS - {EventType.RATING}), "hide"])
        id = draw.choice([ids[which], ids[which], None, "unknown"])
        moment = at + draw.randrange(-10 * MINUTE, 9 * DAY)
        made.append(event(user, f"i{draw.randrange(1, 7)}", type, moment, id, event_id=f"e{n}"))
    return made


def _plain(found: list[Outcome]) -> list[tuple[object, ...]]:
    return sorted(
        (one.arm, one.first_at, one.answers, one.clicked_slots, one.conversions, sorted(one.revenue.items()))
        for one in found
    )
