"""Whatever the model does, an answer comes: the blend, and why; and however it orders, only so far."""

from __future__ import annotations

import random
import shutil
from pathlib import Path
from typing import Any

from tests.api.running import running
from tests.journeys.days import CAP, PATIENCE, SECOND, WINDOW, Day, expected, ids, status
from tests.servers.model_server import handles, model_server, ranking

# -- when the model fails ------------------------------------------------------------------------


def test_a_failure_gives_the_blend_says_why_and_is_kept_for_two_minutes_only(day: Day):
    blended = day.blend("30", limit=WINDOW)
    day.model.mode = "401"
    told = day.ask("30", rerank="wait")
    assert (status(told), told["rerank"]["why"]) == ("fallback", "auth")
    assert ids(told) == blended[:10]
    assert {item["reason"]["worded_by"] for item in told["items"]} == {"template"}
    assert day.calls == 1
    day.clock.now += 119 * SECOND
    for mode in ("auto", "wait"):
        told = day.ask("30", rerank=mode)
        assert (status(told), told["rerank"]["why"]) == ("fallback", "auth")
    assert day.calls == 1
    day.clock.now += 2 * SECOND
    day.model.mode = "ok"
    told = day.ask("30", rerank="wait")
    assert status(told) == "llm"
    assert ids(told) == expected(blended, blended[::-1])
    assert day.calls == 2


def test_a_failure_behind_the_answer_is_told_by_the_next_one(day: Day):
    day.model.mode = "400"
    assert status(day.ask("48")) == "pending"
    told = day.until("fallback", "48")
    assert told["rerank"]["why"] == "bad_request"
    assert ids(told) == day.blend("48")
    assert day.calls == 1


def test_who_does_not_wait_for_a_slow_model_still_has_its_order_later(day: Day):
    day.close_gate()
    told = day.ask("57", rerank="wait", deadline_ms=200)
    assert (status(told), told["rerank"]["why"]) == ("fallback", "timeout")
    assert ids(told) == day.blend("57")
    day.open_gate()
    day.until("cache", "57")
    assert day.calls == 1


def test_while_the_model_is_down_the_kept_order_still_serves(day: Day):
    kept = day.ask("72", rerank="wait")
    day.did("72", "like", *day.blend("72", limit=50)[40:43])
    day.model.mode = "401"
    told = day.ask("72", rerank="wait")
    assert (status(told), told["rerank"]["why"]) == ("stale", "auth")
    assert told["rerank"]["computed_at"] == kept["rerank"]["computed_at"]
    blended = day.blend("72", limit=WINDOW)
    assert ids(told) != blended[:10]
    assert day.calls == 2


# -- how far the model may go --------------------------------------------------------------------


def test_no_film_moves_further_than_the_cap_whatever_the_order(day: Day):
    draw = random.Random(11)

    def shuffled(request: dict[str, Any]) -> str:
        return ranking(draw.sample(handles(request), WINDOW), request)

    day.model.answer = shuffled
    moved = 0
    for user in ("77", "78", "80", "81", "82"):
        blended = day.blend(user, limit=WINDOW)
        order = ids(day.ask(user, rerank="wait", limit=WINDOW))
        assert sorted(order) == sorted(blended)
        steps = [abs(order.index(id) - rank) for rank, id in enumerate(blended)]
        assert max(steps) <= CAP
        moved += sum(steps)
    assert moved > 0


# -- several in one process ----------------------------------------------------------------------


def test_a_model_of_no_weight_changes_nothing(trained: Path, tmp_path: Path):
    shutil.copytree(trained, tmp_path / "data")
    with model_server() as model:
        llm = {"model": "openai/stub", "api_base": model.api_base, "timeout": PATIENCE}
        with running(tmp_path / "data", llm=llm, rerank={"weight": 0.0}) as server:
            for user in ("15", "73", "100"):
                asked = {"user_id": user, "limit": WINDOW, "deadline_ms": 30_000, "exploration": 0}
                off, wait, cache = (
                    server.post("/v1/recommendations", {**asked, "rerank": mode}).json()
                    for mode in ("off", "wait", "auto")
                )
                assert [status(told) for told in (off, wait, cache)] == ["off", "llm", "cache"]
                assert ids(wait) == ids(cache) == ids(off)
            assert model.calls == 3


def test_closing_one_application_leaves_the_others_model_alone(day: Day, tmp_path: Path):
    """The clients of the model's library are shared by all that run in one process."""
    assert status(day.ask("94", rerank="wait")) == "llm"
    llm = {"model": "openai/stub", "api_base": day.model.api_base, "api_key": "k"}
    with running(tmp_path / "data", llm=llm) as other:
        items = [{"id": f"{n}", "title": f"A film about subject {n}"} for n in range(12)]
        assert other.post("/v1/items", {"items": items}).json()["accepted"] == 12
        asked = {"user_id": "somebody", "rerank": "wait", "deadline_ms": 30_000}
        assert status(other.post("/v1/recommendations", asked).json()) == "llm"
    assert status(day.ask("95", rerank="wait")) == "llm"
