"""Until when an order is fresh: by the person's own days, however long, and whatever the clock does."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hybrid.domain import to_micros
from rerank.daily import DayReranker, State
from rerank.day import DayKey, local_day
from rerank.daycache import DayCache, DayEntry
from tests.rerank.asking_child import calls

FRESH, STALE, MISSING = State.FRESH, State.STALE, State.MISSING


@dataclass
class Person:
    """Somebody in a zone, and the clock."""

    cache: DayCache
    zone: str = "Europe/Madrid"
    now: int = 0

    def at(self, text: str, zone: str = "", fold: int = 0) -> "Person":
        """It is this time in the person's zone, or in another."""
        self.now = to_micros(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone or self.zone), fold=fold))
        return self

    def key(self) -> tuple[DayKey, int]:
        day, ends = local_day(self.now, self.zone)
        return DayKey("person", day, "homepage", "", "p", "m", "r"), ends

    def keep(self) -> None:
        """An order is made now."""
        key, ends = self.key()
        self.cache.put(key, DayEntry((1, 2), computed_at=self.now, valid_until=ends, events_until=self.now))

    def state(self) -> State:
        """What a homepage would find now."""
        day = DayReranker(self.cache, calls("http://127.0.0.1:9"), lambda: self.now)
        return day.peek(self.key()[0]).state


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(DayCache(tmp_path / "day"))


@pytest.mark.parametrize(
    ("zone", "made", "last", "first"),
    [
        ("Europe/Madrid", "2026-03-29T00:30", "2026-03-29T23:59", "2026-03-30T00:00"),  # 23 hours
        ("Europe/Madrid", "2026-10-25T00:30", "2026-10-25T23:59", "2026-10-26T00:00"),  # 25 hours
        ("Australia/Lord_Howe", "2026-04-05T00:30", "2026-04-05T23:59", "2026-04-06T00:00"),  # 24 and a half
        ("Asia/Beirut", "2022-03-26T09:00", "2022-03-26T23:59", "2022-03-27T01:00"),  # no midnight between them
        ("America/Havana", "2026-11-01T00:10", "2026-11-01T23:59", "2026-11-02T00:00"),  # its first hour comes twice
        ("Pacific/Apia", "2011-12-29T09:00", "2011-12-29T23:59", "2011-12-31T00:00"),  # no 30th of December
    ],
)
def test_an_order_is_fresh_to_the_end_of_the_persons_day(person: Person, zone: str, made: str, last: str, first: str):
    person.zone = zone
    person.at(made).keep()
    assert person.at(last).state() is FRESH
    assert person.at(first).state() is STALE
    person.keep()
    assert person.state() is FRESH


def test_the_hour_that_comes_twice_is_one_day(person: Person):
    person.at("2026-10-25T02:30").keep()
    assert person.at("2026-10-25T02:30", fold=1).state() is FRESH
    person.zone = "America/Havana"
    person.at("2026-11-01T00:30").keep()
    assert person.at("2026-11-01T00:10", fold=1).state() is FRESH


def test_who_flies_west_has_the_order_refreshed_once_for_the_longer_day(person: Person):
    person.at("2026-06-01T09:00").keep()
    person.zone = "America/Los_Angeles"
    assert person.at("2026-06-01T23:59", "Europe/Madrid").state() is FRESH
    assert person.at("2026-06-02T00:01", "Europe/Madrid").state() is STALE  # until then it was promised
    person.keep()
    assert person.at("2026-06-01T23:59").state() is FRESH
    assert person.at("2026-06-02T00:00").state() is STALE


def test_who_flies_east_begins_the_next_day_with_the_order_of_the_last(person: Person):
    person.at("2026-06-01T14:00").keep()
    person.zone = "Asia/Tokyo"
    assert person.at("2026-06-01T18:00", "Europe/Madrid").state() is STALE  # the 2nd in Tokyo
    person.keep()
    person.zone = "Europe/Madrid"
    assert person.at("2026-06-01T18:30").state() is FRESH  # back: the order of the 1st, there, is still there


def test_a_clock_put_back_over_midnight_finds_the_order_of_the_day_it_went_back_to(person: Person):
    person.at("2026-06-01T09:00").keep()
    person.at("2026-06-02T00:30").keep()
    assert person.at("2026-06-01T23:30").state() is FRESH
    assert person.at("2026-06-02T00:31").state() is FRESH


def test_a_clock_that_was_a_day_ahead_holds_nothing_up(person: Person):
    person.at("2026-06-02T09:00").keep()
    assert person.at("2026-06-01T09:00").state() is STALE  # another day's, but better than nothing
    person.keep()
    assert person.state() is FRESH
    assert person.at("2026-06-05T09:00").state() is MISSING
