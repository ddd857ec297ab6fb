"""Fallback models and budgets as callers see them: 200, and who answered or why nobody did."""

from __future__ import annotations

from pathlib import Path

from api.commands.doctor import examine
from tests.api.asked import KEY, WINDOW, World, bearer, world
from tests.journeys.days import SECOND, Clock, ids, status
from tests.servers.model_server import model_server

OTHER = "key-of-another-caller"


def until_spent(found: World, user: str, key: str = KEY) -> int:
    """Ask about made-up scenarios until a budget is spent; how often the model was asked for it."""
    before = found.model.calls
    for n in range(50):
        told = found.ask(user, "wait", key, scenario=f"made-up-{n}")
        if told["rerank"]["why"] == "budget":
            assert status(told) == "fallback"
            assert ids(told) == ids(found.ask(user, "off", key))
            return found.model.calls - before
        assert status(told) == "llm"
    raise AssertionError("the budget was never spent")


def test_another_model_answers_where_the_first_fails_and_its_answer_is_kept(tmp_path: Path) -> None:
    with model_server() as second:
        table = {"model": "openai/second", "api_base": second.api_base}
        with world(tmp_path / "data", llm={"fallbacks": [table]}) as found:
            found.model.mode = "401"
            told = found.ask("ana", "wait")
            assert (status(told), told["rerank"]["model"]) == ("llm", "openai/second")
            again = found.ask("ana", "auto")
            assert (status(again), again["rerank"]["model"]) == ("cache", "openai/second")
            assert (found.model.calls, second.calls) == (1, 1)
            second.mode = "503"
            told = found.ask("ben", "wait")
            assert (status(told), told["rerank"]["why"], told["rerank"]["model"]) == ("fallback", "auth", "openai/stub")
            metrics = found.server.get("/metrics").text
            assert 'because_model_answers_total{model="openai/second",why="ok"} 1.0' in metrics
            assert 'because_model_answers_total{model="openai/stub",why="auth"} 2.0' in metrics


def test_a_caller_who_makes_up_scenarios_soon_ends_and_others_do_not(tmp_path: Path) -> None:
    budget = {"tokens_per_key": 8_000, "tokens_per_user": None}
    with world(tmp_path / "data", api_keys=(KEY, OTHER), budget=budget) as found:
        asked = until_spent(found, "ana")
        assert 1 <= asked <= 8_000 / 550
        for user in ("ana", "ben", "eve"):
            for mode in ("auto", "wait"):
                told = found.ask(user, mode, scenario="one-more")
                assert (status(told), told["rerank"]["why"]) == ("fallback", "budget")
        assert found.model.calls == asked
        assert status(found.ask("ana", "wait", OTHER)) == "llm"
        metrics = found.server.get("/metrics", **bearer(KEY)).text
        assert f"because_budget_tokens_today {550.0 * (asked + 1)}" in metrics
        assert 'because_model_spared_total{why="budget"}' in metrics
        files = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir() if path.is_file())
        assert KEY.encode() not in files


def test_a_kept_order_serves_on_when_the_money_is_gone_until_the_next_day(tmp_path: Path) -> None:
    clock = Clock()
    with world(tmp_path / "data", clock, budget={"tokens_per_user": 8_000}) as found:
        kept = found.ask("ana", "wait")
        until_spent(found, "ana")
        likes = [{"user_id": "ana", "item_id": id, "type": "like"} for id in ids(kept)[:3]]
        clock.now += SECOND
        assert found.server.post("/v1/events", {"events": likes}).json()["accepted"] == 3
        told = found.ask("ana", "auto")
        assert (status(told), told["rerank"]["why"]) == ("stale", "budget")
        assert told["rerank"]["computed_at"] == kept["rerank"]["computed_at"]
        assert status(found.ask("ben", "wait")) == "llm"
        clock.now += 24 * 3600 * SECOND
        assert status(found.ask("ana", "wait")) == "llm"


def test_the_day_has_a_budget_that_doctor_tells(tmp_path: Path) -> None:
    with world(tmp_path / "data", budget={"tokens_per_day": 7_000}) as found:
        asked = until_spent(found, "ana")
        assert found.ask("ben", "auto", limit=WINDOW)["rerank"]["why"] == "budget"
        metrics = found.server.get("/metrics").text
        assert "because_budget_tokens_per_day 7000.0" in metrics
        settings = found.server.settings
    (finding,) = [one for one in examine(settings) if one.what == "budget"]
    assert finding.message == f"{550 * asked:,} of 7,000 tokens and 0.0000 USD today (UTC)"
