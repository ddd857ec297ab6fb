"""A fall is told, fewer visits alone are not."""

from __future__ import annotations

from collections import Counter
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.errors import BecauseError
from hybrid.loop.alarms import Week, alarms, distinct
from hybrid.loop.weekly import last_week, name_of, week_of

DRAW = np.random.default_rng(5)


def week(answers: int, items: int, diversity: float | None = 0.6, seed: int = 1) -> Week:
    """Ten slots an answer, drawn evenly from so many items."""
    drawn = np.random.default_rng(seed).integers(0, items, answers * 10)
    return Week(answers, Counter(drawn.tolist()), diversity)


BEFORE = [week(2000, 400, seed=n) for n in range(4)]


def test_nothing_changed_nothing_told():
    assert alarms(week(2000, 400, seed=9), BEFORE, 500, 0.2) == []


def test_fewer_visits_are_no_alarm():
    quiet = week(100, 400, seed=9)
    assert len(quiet.items) < 0.95 * len(BEFORE[0].items)
    assert alarms(quiet, BEFORE, 500, 0.05) == []


def test_coverage_and_diversity_fall():
    found = alarms(week(2000, 250, 0.3), BEFORE, 500, 0.2)
    assert [alarm.figure for alarm in found] == ["coverage", "diversity"]
    assert found[0].fall == pytest.approx(150 / 400, abs=0.01)
    assert found[1].fall == pytest.approx(0.5)
    assert str(found[1]) == "diversity fell by 50%: 0.3, and 0.6 in the weeks before"
    assert alarms(week(2000, 250, 0.3), BEFORE, 500, 0.6) == []


def test_weeks_of_next_to_nothing_are_not_compared():
    assert alarms(week(50, 10), BEFORE, 500, 0.2) == []
    assert alarms(week(2000, 10), [week(50, 10)], 500, 0.2) == []
    assert alarms(week(2000, 400, None), BEFORE, 500, 0.2) == []


@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.data())
def test_rarefaction_is_the_mean_over_draws_without_replacement(times: list[int], data: st.DataObject):
    slots = data.draw(st.integers(1, sum(times)))
    shown = np.repeat(np.arange(len(times)), times)
    drawn = [np.unique(DRAW.choice(shown, slots, replace=False)).size for _ in range(400)]
    assert distinct(times, slots) == pytest.approx(np.mean(drawn), abs=0.35)
    assert distinct(times, sum(times)) == len(times)


def test_weeks_by_name():
    span = week_of("2026-W48")
    assert (span.first, span.last) == (date(2026, 11, 23), date(2026, 11, 29))
    assert name_of(span) == "2026-W48"
    assert name_of(last_week(date(2026, 11, 28))) == name_of(last_week(date(2026, 11, 23))) == "2026-W47"
    assert week_of("2027W1").first == date(2027, 1, 4)
    for bad in ("2026-W54", "2026-48", "last", ""):
        with pytest.raises(BecauseError, match="is no week"):
            week_of(bad)
