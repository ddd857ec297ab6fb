"""A week's report: the figures of its weeks, its alarms, and the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from hybrid.loop.attribution import DAY
from hybrid.loop.page import to_html
from hybrid.loop.weekly import rolling, weekly
from hybrid.store import Store
from tests.hybrid.loop.shown import shown
from tests.hybrid.loop.test_measure import AT, MONDAY, WEEK, filled, measure, opened

HOUR = DAY // 24


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = opened(tmp_path / "data")
    yield made
    made.close()


def before(store: Store, weeks: int = 2, answers: int = 120) -> None:
    """Weeks in which more items and less alike ones were shown."""
    store.impressions.append(
        [
            shown(store, f"u{n % 40}", [1, 3, 5 - n % 2], AT - week * 7 * DAY + n * HOUR, model="v0")
            for week in range(1, weeks + 1)
            for n in range(answers)
        ],
        0,
    )


def test_a_week_beside_those_before(store: Store):
    filled(store)
    before(store)
    told = weekly(measure(store), WEEK, 0.2)
    assert (told["week"], told["from"], told["to"]) == ("2026-W47", "2026-11-16", "2026-11-22")
    assert told["total"]["answers"] == 5
    assert [(row["week"], row["answers"]) for row in told["before"]] == [("2026-W46", 120), ("2026-W45", 120)]
    assert [row["day"] for row in told["days"]] == ["2026-11-16", "2026-11-19", "2026-11-22"]
    assert {row["model"] for row in told["by"]["model"]} == {"v1", "v2"}
    assert told["unattributed"]["unknown_recommendation"] == 1
    assert told["alarms"] == []  # five answers are too few to say


def test_a_week_of_the_same_is_alarming(store: Store):
    before(store, 3)
    store.impressions.append([shown(store, f"u{n}", [3, 4], AT + n * HOUR) for n in range(150)], 0)
    told = weekly(measure(store), WEEK, 0.2)
    assert [alarm["figure"] for alarm in told["alarms"]] == ["coverage", "diversity"]
    assert told["alarms"][1] == {
        "figure": "diversity", "now": 0.0, "before": 0.6667, "fall": 1.0, "weeks": 3,
        "text": "diversity fell by 100%: 0, and 0.6667 in the weeks before",
    }  # fmt: skip
    row, found = rolling(replace(WEEK, last=WEEK.last).last, measure(store), 0.2)
    assert row is not None
    assert [alarm.figure for alarm in found] == ["coverage", "diversity"]


class Read(HTMLParser):
    """Which elements a page has, what it says, and what it would fetch."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""
        self.fetched: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.fetched += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_needs_nothing_else_and_says_all(store: Store):
    filled(store)
    before(store)
    store.impressions.append([shown(store, "x", [1], AT + HOUR, scenario="a<script>")], 0)
    page = Read(to_html(weekly(measure(store), WEEK, 0.2)))
    assert page.fetched == []
    assert "script" not in page.tags
    assert page.tags.count("svg") >= 10
    for said in ("Week 2026-W47", "By arm of an experiment", "e/b", "21.50 EUR", "unknown recommendation", "a<script>"):
        assert said in page.text


def test_a_week_without_anything_has_a_page(store: Store):
    told = weekly(measure(store), WEEK, 0.2)
    assert told["total"] is None
    assert "Nothing was shown in this week." in to_html(told)
    assert rolling(MONDAY, measure(store), 0.2) == (None, [])
