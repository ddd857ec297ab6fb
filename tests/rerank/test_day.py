from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import to_datetime, to_micros
from rerank.day import DayKey, asked_for, context_hash, local_day, next_morning, part_of_day, person_hash, said_hash

ZONES = [
    "UTC", "Europe/Madrid", "America/Los_Angeles", "Asia/Kolkata", "Australia/Lord_Howe", "America/Sao_Paulo",
    "Asia/Beirut", "Africa/Cairo", "America/Havana", "Pacific/Apia", "Pacific/Kiritimati", "America/St_Johns",
    "Asia/Tehran", "Antarctica/Troll", "Asia/Kathmandu", "America/Asuncion",
]  # fmt: skip
KEY = DayKey("p", date(2026, 3, 1), "homepage", "", "rerank@1", "m", "r1")


def at(text: str, zone: str) -> int:
    return to_micros(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)))


@given(st.integers(946_684_800_000_000, 2_208_988_800_000_000), st.sampled_from(ZONES))
def test_the_day_lasts_until_the_next_one_begins_there(now: int, zone: str) -> None:
    day, until = local_day(now, zone)
    assert now < until <= now + 26 * 3_600_000_000
    assert local_day(until - 1, zone) == (day, until)
    assert local_day(until, zone)[0] > day


def test_the_day_is_the_persons() -> None:
    now = at("2026-11-20T23:30", "UTC")
    assert local_day(now, "Europe/Madrid")[0] == date(2026, 11, 21)
    assert local_day(now, "America/Los_Angeles")[0] == date(2026, 11, 20)
    assert local_day(now, "No/Such") == local_day(now, None) == local_day(now, "UTC")


def test_days_with_a_change_of_the_clock_have_their_length() -> None:
    for text, hours in (("2026-03-29T00:00", 23), ("2026-10-25T00:00", 25), ("2026-06-01T00:00", 24)):
        now = at(text, "Europe/Madrid")
        assert local_day(now, "Europe/Madrid")[1] - now == hours * 3_600_000_000


def test_a_midnight_that_does_not_exist() -> None:
    # In Beirut the clock went from 23:59:59 on the 25th to 01:00 on the 26th of March 2022 (27th by decree).
    now = at("2022-03-26T12:00", "Asia/Beirut")
    day, until = local_day(now, "Asia/Beirut")
    begin = to_datetime(until).astimezone(ZoneInfo("Asia/Beirut"))
    assert (day, begin.date(), begin.hour) == (date(2022, 3, 26), date(2022, 3, 27), 1)


def test_a_day_that_does_not_exist() -> None:
    day, until = local_day(at("2011-12-29T12:00", "Pacific/Apia"), "Pacific/Apia")
    assert local_day(until, "Pacific/Apia")[0] == day + timedelta(days=2)


@given(st.integers(946_684_800_000_000, 2_208_988_800_000_000), st.sampled_from(ZONES))
def test_the_next_morning_is_the_one_that_comes_within_a_day(now: int, zone: str) -> None:
    morning = next_morning(now, zone)
    assert -5 * 3_600_000_000 <= morning - now <= 21.5 * 3_600_000_000 or zone == "Pacific/Apia"
    assert to_datetime(morning).astimezone(ZoneInfo(zone)).hour == 8
    assert local_day(morning, zone)[0] >= local_day(now, zone)[0]


def test_until_noon_the_next_morning_is_todays() -> None:
    for text, day in (("2026-03-28T23:30", 29), ("2026-03-29T03:30", 29), ("2026-03-29T11:59", 29),
                      ("2026-03-29T12:00", 30), ("2026-10-24T13:00", 25)):  # fmt: skip
        assert local_day(next_morning(at(text, "Europe/Madrid"), "Europe/Madrid"), "Europe/Madrid")[0].day == day
    assert next_morning(at("2026-11-20T04:00", "UTC"), None) == at("2026-11-20T08:00", "UTC")
    # The day after the 29th of December 2011 is the 31st in Apia.
    night = next_morning(at("2011-12-29T23:00", "Pacific/Apia"), "Pacific/Apia")
    assert local_day(night, "Pacific/Apia")[0] == date(2011, 12, 31)


def test_strange_zone_names_count_as_utc() -> None:
    for zone in ("", "../../etc/passwd", "\x00", "Europe", "a" * 500, "/etc/localtime"):
        assert local_day(0, zone)[0] == date(1970, 1, 1)


def test_the_part_of_the_day_in_words() -> None:
    assert part_of_day(at("2026-11-21T19:00", "Europe/Madrid"), "Europe/Madrid") == "Saturday evening"
    assert part_of_day(at("2026-11-21T02:00", "UTC"), None) == "Saturday night"


def test_a_person_is_known_by_a_hash_with_a_secret() -> None:
    tag = person_hash(b"s" * 32, "ana@example.org")
    assert "ana" not in tag
    assert tag != person_hash(b"t" * 32, "ana@example.org")
    assert tag == person_hash(b"s" * 32, "ana@example.org")


@pytest.mark.parametrize("field", ["person", "scenario", "context", "prompt", "model", "rules", "arm"])
def test_every_field_counts_in_the_key(field: str) -> None:
    changed: dict[str, Any] = {field: "other"}
    assert replace(KEY, **changed).text != KEY.text


def test_no_field_of_the_key_runs_into_the_next() -> None:
    assert replace(KEY, scenario="a", context="bc").text != replace(KEY, scenario="ab", context="c").text
    assert replace(KEY, scenario="a", context="bc").question != replace(KEY, scenario="ab", context="c").question


@pytest.mark.parametrize("field", ["prompt", "model", "rules"])
def test_a_question_is_the_same_on_another_day_and_whoever_answers(field: str) -> None:
    changed: dict[str, Any] = {field: "other", "day": date(2026, 2, 28)}
    assert replace(KEY, **changed).question == KEY.question
    for other in ("person", "scenario", "context", "arm"):
        asked: dict[str, Any] = {other: "other"}
        assert replace(KEY, **asked).question != KEY.question


def test_a_context_counts_by_what_it_says() -> None:
    assert context_hash({}) == context_hash({"query": None, "recent": [], "device": ""}) == ""
    assert context_hash({"query": "a", "device": "tv"}) == context_hash({"device": "tv", "query": "a", "locale": None})
    assert context_hash({"query": "", "categories": [], "include_seen": False}) == ""
    assert context_hash({"query": "a"}) != context_hash({"query": "b"})
    assert context_hash({"query": "a"}) != context_hash({"device": "a"}) != context_hash({"include_seen": True}) != ""
    assert (
        context_hash({"recent": ("a", "b")}) == context_hash({"recent": ["a", "b"]}) != context_hash({"recent": ["ab"]})
    )


def test_blanks_and_capitals_make_no_other_question() -> None:
    assert asked_for("  Something\tfunny \n for\u00a0TONIGHT ") == asked_for("something funny for tonight")
    assert asked_for("STRASSE") == asked_for("straße")
    assert asked_for(None) == asked_for(" ") == ""
    assert asked_for("sci-fi") != asked_for("scifi")


def test_what_a_person_said_counts_without_being_told() -> None:
    said = {"preferences": "no spiders", "likes": ("sea",)}
    assert said_hash(b"s", {}) == said_hash(b"s", {"preferences": None, "likes": (), "dislikes": []}) == ""
    assert said_hash(b"s", said) == said_hash(b"s", {"likes": ["sea"], "preferences": "no spiders"}) != ""
    assert said_hash(b"s", said) != said_hash(b"t", said)
    assert said_hash(b"s", said) != said_hash(b"s", {"preferences": "no spiders", "dislikes": ("sea",)})
