"""When a training is due."""

from datetime import UTC, datetime, time

import pytest

from api.schedule import Last, Schedule, coming_after, time_of_day
from api.sections import RetrainSettings
from api.settings import SettingsError, load_settings
from hybrid.domain import iso, to_micros


def moment(text: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=UTC))


def test_a_time_of_day_comes_once_a_day_where_the_operator_lives():
    schedule = Schedule(at=time(3, 30), zone="Europe/Madrid")
    last = Last(moment("2026-11-27T02:30:00"), 0)
    assert schedule.due(last, moment("2026-11-28T02:29:59"), 10**9) is None
    assert schedule.due(last, moment("2026-11-28T02:30:00"), 0)
    assert schedule.due(last, moment("2026-12-09T12:00:00"), 0), "what was missed is due at once"
    assert schedule.due(Last(moment("2026-12-09T12:00:00"), 0), moment("2026-12-09T12:00:01"), 0) is None, "and once"


@pytest.mark.parametrize(
    ("at", "after", "comes"),
    [
        ("03:30", "2026-11-28T02:29:59", "2026-11-28T02:30:00Z"),
        ("03:30", "2026-11-28T02:30:00", "2026-11-29T02:30:00Z"),
        ("00:05", "2026-11-28T23:04:59", "2026-11-28T23:05:00Z"),
        ("02:30", "2027-03-27T12:00:00", "2027-03-28T01:30:00Z"),  # the clock goes from 2 to 3 that night
        ("02:30", "2026-10-24T12:00:00", "2026-10-25T00:30:00Z"),  # and here it comes twice
        ("02:30", "2026-10-25T00:30:00", "2026-10-26T01:30:00Z"),
    ],
)
def test_what_comes_next(at: str, after: str, comes: str):
    assert iso(coming_after(time_of_day(at), "Europe/Madrid", moment(after))) == comes


def test_after_a_while_or_after_so_many_events_whatever_comes_first():
    schedule, last = Schedule(every=3600, after_events=500), Last(moment("2026-11-28T12:00:00"), 1000)
    assert schedule.due(last, moment("2026-11-28T12:59:59"), 1499) is None
    assert schedule.due(last, moment("2026-11-28T12:00:01"), 1500) == "500 new events"
    assert schedule.due(last, moment("2026-11-28T13:00:00"), 1000) == "1.0 hours since the last"


def test_nothing_set_is_no_schedule():
    assert RetrainSettings().schedule is None
    assert RetrainSettings.model_validate({"every": "6h"}).schedule == Schedule(every=6 * 3600)


@pytest.mark.parametrize("at", ["25:00", "half past three", "3:61", "330", "03:30:00"])
def test_what_is_no_time_is_refused(at: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_RETRAIN__AT", at)
    with pytest.raises(SettingsError, match="BECAUSE_RETRAIN__AT can't be used") as caught:
        load_settings()
    assert repr(at) in str(caught.value)
