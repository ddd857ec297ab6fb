"""A worked day (DESIGN.md) over real HTTP: the first answer, the kept one, and what makes it old."""

from __future__ import annotations

import json
import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.client import Client
from api.commands.training import train_folder
from hybrid.engine import silent
from hybrid.owner import find_owner
from hybrid.store import Store
from rerank.library import RERANK, packaged
from rerank.prompts import version_of
from tests.journeys.days import PATIENCE, WINDOW, Day, expected, ids, status
from tests.servers.model_server import handles, ranking

# -- the first answer and the kept one -----------------------------------------------------------


def test_the_first_answer_does_not_wait_and_a_later_one_has_the_models_order(day: Day):
    day.close_gate()
    blended = day.blend("15", limit=WINDOW)
    assert day.calls == 0
    first = day.ask("15")
    assert status(first) == "pending"
    assert ids(first) == blended[:10]
    assert day.model.arrived.wait(PATIENCE)
    assert status(day.ask("15")) == "pending"
    day.open_gate()
    later = day.until("cache", "15")
    assert day.calls == 1
    assert ids(later) == expected(blended, blended[::-1]) != blended[:10]
    assert later["rerank"]["model"] == "openai/stub"
    assert later["rerank"]["prompt"].startswith("rerank@")
    assert later["rerank"]["prompt"].endswith("(production)")
    assert later["rerank"]["tokens"] == 550
    assert later["rerank"]["valid_until"] == "2040-03-14T00:00:00Z"


def test_the_models_words_are_shown_where_they_are_true(day: Day):
    def worded(request: dict[str, Any]) -> str:
        user = request["messages"][-1]["content"]
        lines = re.findall(r"(?m)^(\d+)\. [^;]*; ([^;.]+).*\[goes with (.+)\]$", user)
        named = {handle: (kinds, x) for handle, kinds, x in lines}
        entries = [
            {"handle": handle, "reason": "You may enjoy this, {}, because it is so close to {}.".format(*named[handle])}
            if handle in named
            else {"handle": handle, "reason": "It won an Oscar and everyone loves it."}
            for handle in handles(request)
        ]
        return json.dumps({"ranking": entries})

    day.model.answer = worded
    told = day.ask("624", rerank="wait")
    assert status(told) == "llm"
    by_model = [item for item in told["items"] if item["reason"]["worded_by"] == "llm"]
    assert len(by_model) >= 3
    for item in told["items"]:
        x = item["reason"]["because"]
        if item in by_model:
            assert item["reason"]["text"].endswith(f"so close to {x['title']}.")
        assert "Oscar" not in item["reason"]["text"]
    again = day.ask("624")
    assert status(again) == "cache"
    assert again["items"] == told["items"]


@pytest.mark.parametrize(("user", "mode", "first"), [("73", "auto", "pending"), ("100", "wait", "llm")])
def test_two_hundred_at_once_on_a_cold_cache_are_one_call(day: Day, user: str, mode: str, first: str):
    blended = day.blend(user, limit=WINDOW)
    day.close_gate()
    with ThreadPoolExecutor(200) as pool:
        asked = [pool.submit(day.ask, user, mode) for _ in range(200)]
        day.open_gate()
        answers = [one.result() for one in asked]
    told = day.until("cache", user)
    assert day.calls == 1, day.figures
    assert {status(one) for one in answers} <= {first, "cache"}
    fused = expected(blended, blended[::-1])
    assert ids(told) == fused
    for one in answers:
        assert ids(one) == (blended[:10] if status(one) == "pending" else fused)


def test_limits_exclusions_and_deadlines_share_the_days_order(day: Day):
    order = ids(day.ask("212", rerank="wait"))
    assert ids(day.ask("212", limit=4)) == order[:4]
    told = day.ask("212", limit=30, deadline_ms=50, rerank="wait")
    assert status(told) == "cache"
    assert len(set(ids(told))) == 30
    told = day.ask("212", filter={"exclude_ids": order[:3]})
    assert status(told) == "cache"
    assert len(set(ids(told))) == 10
    assert not set(ids(told)) & set(order[:3])
    assert status(day.server.get("/v1/users/212/recommendations?limit=7").json()) == "cache"
    assert day.calls == 1
    for more in ({"scenario": "mail"}, {"context": {"query": "trains"}}, {"filter": {"categories": ["Drama"]}}):
        assert status(day.ask("212", **more)) == "pending"
        day.until("cache", "212", **more)
    assert day.calls == 4


# -- what happens meanwhile ----------------------------------------------------------------------


def test_bought_hidden_and_sold_out_are_gone_at_the_next_read_without_a_call(day: Day):
    bought, hidden, sold, *_ = ids(day.ask("311", rerank="wait"))
    day.did("311", "purchase", bought)
    told = day.ask("311")
    assert status(told) == "cache"
    assert bought not in ids(told)
    assert bought in {(item["reason"]["because"] or {}).get("item_id") for item in told["items"]}
    day.did("311", "hide", hidden)
    assert day.server.client.patch(f"/v1/items/{sold}", json={"available": False}).status_code == 200
    told = day.ask("311")
    assert status(told) == "cache"
    assert len(set(ids(told))) == 10
    assert not {bought, hidden, sold} & set(ids(told))
    assert day.calls == 1
    assert day.server.client.patch(f"/v1/items/{sold}", json={"available": True}).status_code == 200
    assert sold in ids(day.ask("311", limit=100))


def test_what_is_bought_while_the_model_thinks_is_not_in_its_answer(day: Day):
    first = day.blend("452")[0]
    day.close_gate()
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(day.ask, "452", "wait")
        assert day.model.arrived.wait(PATIENCE)
        day.did("452", "purchase", first)
        day.open_gate()
        told = waiting.result()
    assert status(told) == "llm"
    assert first not in ids(told)
    assert len(set(ids(told))) == 10


def test_three_strong_events_make_it_stale_and_are_followed_by_one_refresh(day: Day):
    day.ask("564", rerank="wait")
    watched = day.blend("564", limit=50)[30:]
    day.did("564", "view", *watched[:6])
    day.did("564", "click", *watched[6:8])
    assert status(day.ask("564")) == "cache"
    assert day.calls == 1
    day.close_gate()
    day.did("564", "like", watched[8])
    answers = [day.ask("564") for _ in range(5)]
    assert {status(one) for one in answers} == {"stale"}
    assert len({tuple(ids(one)) for one in answers}) == 1
    day.open_gate()
    told = day.until("cache", "564")
    assert day.calls == 2
    blended = day.blend("564", limit=WINDOW)
    assert ids(told) == expected(blended, blended[::-1])
    assert status(day.ask("564")) == "cache"
    assert day.calls == 2


def test_the_next_local_day_begins_with_yesterdays_order(day: Day):
    assert day.server.client.put("/v1/users/671", json={"timezone": "America/Los_Angeles"}).status_code == 200
    told = day.ask("671", rerank="wait")
    assert told["rerank"]["valid_until"] == "2040-03-14T07:00:00Z"
    day.clock.to(14, 6, 59)
    assert status(day.ask("671")) == "cache"
    assert status(day.ask("671", context={"timezone": "Europe/Madrid"})) == "stale"
    told = day.until("cache", "671", context={"timezone": "Europe/Madrid"})
    assert told["rerank"]["valid_until"] == "2040-03-14T23:00:00Z"
    calls = day.calls
    day.clock.to(15, 6, 59)
    # That answer was asked for on Madrid's 14th, which is also Los Angeles' key for that date.
    day.model.answer = lambda request: ranking(handles(request), request)
    day.close_gate()
    day.clock.to(15, 7, 1)
    stale = day.ask("671")
    assert status(stale) == "stale"
    blended = day.blend("671", limit=WINDOW)
    assert ids(stale) == expected(blended, blended[::-1])
    day.open_gate()
    fresh = day.until("cache", "671")
    assert day.calls == calls + 1
    assert ids(fresh) == blended[:10]
    assert fresh["rerank"]["computed_at"] == "2040-03-15T07:01:00Z"


def test_what_a_person_says_about_themselves_counts_at_once(day: Day):
    path = "/v1/users/94"
    assert day.server.client.put(path, json={"likes": ["sea"]}).status_code == 200
    day.ask("94", rerank="wait")
    assert status(day.ask("94")) == "cache"
    for said in ({"likes": ["trains"]}, {"dislikes": ["sea"]}, {"preferences": "no wars"}, {}):
        calls = day.calls
        assert day.server.client.put(path, json=said).status_code == 200
        assert status(day.ask("94", rerank="wait")) == "llm"
        assert status(day.ask("94")) == "cache"
        assert day.calls == calls + 1
    assert day.server.client.put(path, json={"attributes": {"shoe size": 41}}).status_code == 200
    assert status(day.ask("94")) == "cache"


def test_new_settings_leave_the_kept_order_until_the_new_one_is_there(day: Day):
    kept = day.ask("95", rerank="wait")
    assert day.server.client.put("/v1/users/95", json={"dislikes": ["wars"]}).status_code == 200
    day.close_gate()
    told = day.ask("95")
    assert (status(told), told["rerank"]["computed_at"]) == ("stale", kept["rerank"]["computed_at"])
    day.open_gate()
    day.until("cache", "95")
    assert b"They dislike: wars" in day.model.bodies[-1]


def test_one_question_however_it_is_spelt(day: Day):
    asked = ["ships at sea", "  ships at sea", "Ships  at\tsea ", "SHIPS AT\n SEA", "ships\u00a0at sea"]
    told = [status(day.ask("96", rerank="wait", context={"query": query})) for query in asked]
    assert told == ["llm", "cache", "cache", "cache", "cache"]
    assert b"They ask now for: ships at sea\\n" in day.model.bodies[-1]
    assert status(day.ask("96", rerank="wait", context={"query": "ships at seas"})) == "llm"
    assert day.calls == 2


def test_an_order_of_long_ago_stands_in_no_more(day: Day):
    day.ask("13", rerank="wait")
    day.clock.to(16, 9, 0)
    day.close_gate()
    assert status(day.ask("13")) == "pending"
    day.open_gate()
    day.until("cache", "13")


def test_a_new_model_of_the_recommender_makes_kept_orders_stale(day: Day):
    before = day.ask("19", rerank="wait")
    settings = day.server.settings
    quick = settings.model_copy(update={"train": settings.train.model_copy(update={"epochs": 2, "budget": 1.0})})
    manifest = train_folder(quick, silent)
    owner = find_owner(day.folder)
    assert owner is not None
    with Client(owner) as client:
        client.call("POST", "/internal/promote", {"version": manifest.version})
    day.close_gate()
    told = day.ask("19")
    assert status(told) == "stale"
    assert told["rerank"]["computed_at"] == before["rerank"]["computed_at"]
    day.open_gate()
    day.until("cache", "19")
    assert day.calls == 2


def test_a_prompt_published_in_the_store_is_the_next_ones(day: Day):
    assert status(day.ask("23", rerank="wait")) == "llm"
    before = version_of(packaged(RERANK))
    text = packaged(RERANK).replace("You know this catalogue well", "You have seen every film twice")
    store = Store.open(day.folder, day.clock)
    try:
        store.prompts.add(RERANK, version_of(text), text)
        assert status(day.ask("23")) == "cache"
        store.prompts.set_label(RERANK, "production", version_of(text))
        day.close_gate()
        told = day.ask("23")
        assert status(told) == "stale"
        assert before in told["rerank"]["prompt"]
        day.open_gate()
        told = day.until("cache", "23")
        assert told["rerank"]["prompt"] == f"rerank@{version_of(text)} (production)"
        assert b"You have seen every film twice" in day.model.bodies[-1]
        store.prompts.set_label(RERANK, "production", before)
    finally:
        store.close()
    told = day.ask("23")
    assert status(told) == "cache"
    assert before in told["rerank"]["prompt"]
    assert day.calls == 2
