from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from hybrid.collaborative.judge import Judge
from hybrid.collaborative.scores import Same
from hybrid.collaborative.trends import HALF_LIVES, Moment, trending_for
from hybrid.domain import Event, EventType
from hybrid.model import TrendingSettings
from hybrid.profiles import MICROS_PER_DAY
from tests.hybrid.collaborative.worlds import event, histories, read

DAY = MICROS_PER_DAY


def waves(last: int, moving: bool) -> list[Event]:
    """A thousand engagements a year apart in all, the newest tenth by newcomers: with what was new each month
    (``moving``), or with the same few things all the time."""
    draw = np.random.default_rng(5)
    events = []
    for n in range(1000):
        day = n * 365 / 1000
        item = int(day / 30) * 4 + int(draw.integers(4)) if moving else int(draw.integers(60) ** 2 / 60)
        events.append(event(n + 1, item + 1, int(day * DAY) + last, seq=n + 1))
    return events


def test_where_fashions_change_trends_lead() -> None:
    chosen, report = trending_for(read(waves(0, moving=True)))
    assert chosen.leads
    told = report["ndcg@10"]
    assert told[f"{chosen.half_life:g}"] == max(told.values()) > told["none"]
    assert set(told) == {"1", "3", "7", "14", "30", "90", "none"}, "longer than the data is not tried"
    assert report["people"] == 100
    assert report["difference"] > report["standard_error"]


def test_where_nothing_changes_popularity_does() -> None:
    assert not trending_for(read(waves(0, moving=False)))[0].leads


def test_when_it_happened_does_not_matter() -> None:
    """The clock is the newest event: no wall clock plays a part."""
    now, later = (trending_for(read(waves(at, moving=True))) for at in (0, 9_000 * DAY))
    assert now == later


@pytest.mark.parametrize(
    "events",
    [
        [],
        [event(person, 1, 1, seq=person) for person in range(1, 99)],
        [event(1, item, item * DAY, seq=item) for item in range(1, 99)],
        [event(person, person % 9 + 1, person, EventType.HIDE, seq=person) for person in range(1, 99)],
    ],
    ids=["nothing", "one moment", "one person", "all hidden"],
)
def test_too_little_to_choose_by(events: list[Event]) -> None:
    chosen, report = trending_for(read(events))
    assert chosen == TrendingSettings()
    assert "Nothing was measured" in report["note"]


@settings(deadline=None)
@given(histories())
def test_the_list_is_judged_as_every_other(events: list[Event]) -> None:
    """One list less what each met, by the judge that ranks everybody in full."""
    history = read(events)
    moment = Moment.of(history)
    if not len(moment.asked):
        return
    counts = np.bincount(moment.wanted[0], minlength=len(moment.asked))
    order = np.argsort(moment.met[0], kind="stable")
    met = (moment.met[0][order], moment.met[1][order])
    judge = Judge(history.size, met, moment.wanted, counts)
    for half_life in (HALF_LIVES[0], None):
        worth = None if half_life is None else 0.5 ** (moment.ages / half_life)
        score = np.bincount(moment.engaged, worth, history.size)
        ranked = np.unique(score, return_inverse=True)[1].astype(np.float32)  # narrow enough without new ties
        ranked[score <= 0] = -np.inf
        top = judge.top(Same(ranked).rows, 10)
        np.testing.assert_allclose(moment.ndcg(half_life), judge.ndcg(top))
