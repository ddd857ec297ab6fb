"""Figures over HTTP, as a report and as gauges."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from api.commands.report import command as report
from api.measuring import META, Measuring, gauges, said
from api.opening import open_folder
from api.settings import Settings
from tests.api.asked import bearer
from tests.api.runner import runner
from tests.api.running import Running, running
from tests.api.test_impressions import CATALOGUE, wait_until_written
from tests.clocks import Clock

NOON = 1_795_780_800_000_000  # Friday, 2026-11-27, 12:00 UTC
DAY = 86_400 * 1_000_000


@pytest.fixture(scope="module")
def clicked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two answers of Friday, one clicked, and a purchase on Saturday."""
    folder, clock = tmp_path_factory.mktemp("clicked") / "data", Clock(NOON)
    with running(folder, clock) as server:
        assert server.post("/v1/items", CATALOGUE).status_code == 200
        ana = server.post("/v1/recommendations", {"user_id": "ana", "limit": 4, "session_id": "s"}).json()
        server.post("/v1/recommendations", {"user_id": "ben", "limit": 4, "scenario": "basket"})
        wait_until_written(server, 2)
        clock.now += DAY
        event = {"user_id": "ana", "item_id": ana["items"][1]["id"], "recommendation_id": ana["recommendation_id"]}
        events = [
            {**event, "type": "click", "timestamp": "2026-11-27T12:05:00Z"},
            {**event, "type": "purchase", "value": 12.5},
            {**event, "type": "click", "event_id": "too late"},
            {**event, "item_id": "elsewhere", "timestamp": "2026-11-27T12:05:00Z"},
        ]
        clock.now += 60_000_000
        assert server.post("/v1/events", {"events": events}).json()["unattributed"] == {
            "after_window": 1, "item_not_in_answer": 1,
        }  # fmt: skip
        yield server


def rows(server: Running, path: str) -> list[dict[str, Any]]:
    told = server.get(f"/v1/metrics/{path}")
    assert told.status_code == 200, told.text
    found: list[dict[str, Any]] = told.json()["rows"]
    return found


def test_what_happens_is_counted_by_scenario_and_arm(clicked: Running):
    metrics = clicked.get("/metrics").text
    assert 'because_answers_shown_total{arm="",scenario="homepage"} 1.0' in metrics
    assert 'because_answers_shown_total{arm="",scenario="basket"} 1.0' in metrics
    assert 'because_answers_events_total{arm="",scenario="homepage",type="click"} 1.0' in metrics
    assert 'because_answers_events_total{arm="",scenario="homepage",type="purchase"} 1.0' in metrics
    assert metrics.count("because_answers_events_total{") == 2  # what is late, or of another item, is none


def test_a_day_by_scenario(clicked: Running):
    found = rows(clicked, "daily?from=2026-11-20&to=2026-11-28&by=scenario")
    assert [(row["day"], row["scenario"], row["slots"], row["clicked"]) for row in found] == [
        ("2026-11-27", "basket", 4, 0), ("2026-11-27", "homepage", 4, 1),
    ]  # fmt: skip
    assert found[1]["ctr"]["value"] == 0.25
    assert found[1]["ctr"]["low"] < 0.25 < found[1]["ctr"]["high"]
    assert (found[1]["conversions"], found[1]["revenue"]) == (1, {"": 12.5})


def test_all_by_slot_and_nothing_by_name(clicked: Running):
    assert [(row["slot"], row["clicked"]) for row in rows(clicked, "total?by=slot")] == [(1, 0), (2, 1), (3, 0), (4, 0)]
    (whole,) = rows(clicked, "total")
    assert (whole["answers"], whole["sessions"], whole["answer_ctr"]["value"]) == (2, 1, 0.5)
    assert rows(clicked, "total?to=2026-11-01") == []
    told = clicked.get("/v1/metrics/total").json()
    assert (told["from"], told["to"]) == ("2026-11-22", "2026-11-28")
    assert told["unattributed"] == {"after_window": 1, "item_not_in_answer": 1}


@pytest.mark.parametrize(
    ("query", "pointer", "remedy"),
    [
        ("by=scenari", "/by", "Did you mean `scenario`?"),
        ("by=slot,source,model,arm", "/by", "Ask several times."),
        ("from=2026-11-28&to=2026-11-01", "/to", "Correct one of them."),
        ("from=yesterday", "/from", ""),
        ("to=0001-01-03", "/to", "Correct the year."),
        ("from=9999-12-31", "/from", "Correct the year."),
        ("from=20261101", "/from", "Write it as 2026-11-28."),
        ("since=2026-11-01", "/since", "Known: from, to, by."),
    ],
)
def test_what_can_not_be_asked(clicked: Running, query: str, pointer: str, remedy: str):
    told = clicked.get(f"/v1/metrics/daily?{query}")
    assert told.status_code == 422
    assert told.json()["errors"][0]["pointer"] == pointer
    assert remedy in told.json()["errors"][0]["remedy"]


def test_a_week(clicked: Running):
    told = clicked.get("/v1/metrics/weekly?week=2026-W48").json()
    assert (told["total"]["answers"], told["alarms"], told["before"]) == (2, [], [])
    assert clicked.get("/v1/metrics/weekly").json()["week"] == "2026-W47"
    for week in ("48", "0001-W01", "9999-W52", "2026-W54"):
        told = clicked.get(f"/v1/metrics/weekly?week={week}")
        assert told.status_code == 422
        assert told.json()["errors"][0] == {
            "pointer": "/week", "message": f"`week` must be a week; got '{week}'.", "remedy": "Write it as 2026-W48.",
        }  # fmt: skip


def test_the_command_asks_the_server(clicked: Running, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_DATA_DIR", str(clicked.settings.data_dir))
    page, figures = tmp_path / "week.html", tmp_path / "week.json"
    report("2026-W48", page, figures)
    assert json.loads(figures.read_text())["total"]["clicked"] == 1
    assert "Week 2026-W48" in page.read_text()


def test_a_week_without_answers_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    with running(tmp_path / "data"):
        told = runner(monkeypatch, tmp_path)("report", "--week", "2020-W10")
    assert "Nothing was shown in week 2020-W10" in told.output


def test_what_the_last_seven_days_came_to(tmp_path: Path):
    clock = Clock(NOON)
    with running(tmp_path / "data", clock) as server:
        assert "because_loop_ctr" not in server.get("/metrics").text
        server.post("/v1/items", CATALOGUE)
        server.post("/v1/recommendations", {"user_id": "ana", "limit": 4})
    settings = Settings(data_dir=tmp_path / "data")
    opened = open_folder(settings, clock)
    try:
        clock.now += DAY
        Measuring(opened.application, clock.now).keep()
        kept = opened.application.engine.store.meta.get(META)
    finally:
        opened.close()
    assert gauges(kept)["coverage"] == 0.5
    assert gauges(kept)["ctr"] == gauges(kept)["coverage_alarm"] == 0.0
    message, alarmed = said(kept)
    assert message.startswith("1 answers in the seven days")
    assert alarmed == []
    with running(tmp_path / "data", clock) as server:
        metrics = server.get("/metrics").text
        assert "because_loop_coverage 0.5" in metrics
        assert "because_loop_diversity_alarm 0.0" in metrics


def test_for_operators_only_where_they_have_keys(tmp_path: Path):
    with running(tmp_path / "data", api_keys="a-key-of-the-shop", operator_keys="a-key-of-operators") as server:
        assert server.get("/v1/metrics/total", **bearer("a-key-of-the-shop")).status_code == 403
        assert server.get("/v1/metrics/total", **bearer("a-key-of-operators")).status_code == 200
