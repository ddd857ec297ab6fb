"""Merging a visitor into an account over HTTP."""

from pathlib import Path
from typing import Any

from tests.api.asked import world
from tests.api.running import Running
from tests.clocks import Clock
from tests.journeys.days import status, until


def did(server: Running, user: str, item: str) -> None:
    event = {"user_id": user, "item_id": item, "event_id": f"{user} {item}"}
    assert server.post("/v1/events", {"events": [event]}).json()["accepted"] == 1


def test_a_visitor_is_merged_and_told_whole_under_either_id(server: Running):
    did(server, "v/1 ü", "seen-before")
    told = server.post("/v1/users/merging%20ana/merge", {"from": "v/1 ü"})
    assert (told.status_code, told.json()) == (200, {"id": "merging ana", "aliases": ["v/1 ü"], "events": 1})
    did(server, "v/1 ü", "seen-late")
    for path in ("/v1/users/merging%20ana", "/v1/users/v%2F1%20%C3%BC"):
        held = server.get(path).json()
        assert (held["id"], held["aliases"]) == ("merging ana", ["v/1 ü"])
        assert {event["item_id"] for event in held["events"]} == {"seen-before", "seen-late"}


def test_what_was_shown_is_told_too_also_to_who_did_nothing_yet(server: Running):
    told = server.post("/v1/recommendations", {"user_id": "only looks"}).json()

    def held() -> list[dict[str, Any]]:
        answer = until(lambda: server.get("/v1/users/only%20looks"), lambda answer: answer.status_code == 200).json()
        shown: list[dict[str, Any]] = answer["impressions"]
        return shown

    before = held()
    assert [one["recommendation_id"] for one in before] == [told["recommendation_id"]]
    assert [one["id"] for one in before[0]["items"]] == [item["id"] for item in told["items"]]
    assert server.post("/v1/users/who%20signs%20in/merge", {"from": "only looks"}).status_code == 200
    assert held() == before
    assert server.client.delete("/v1/users/only%20looks").status_code == 204
    assert server.get("/v1/users/who%20signs%20in").status_code == 404


def test_what_cannot_be_merged_says_why_and_where(server: Running):
    did(server, "merging-visitor", "a")
    assert server.post("/v1/users/merging-ana/merge", {"from": "merging-visitor"}).status_code == 200
    refused = {
        409: server.post("/v1/users/merging-ben/merge", {"from": "merging-visitor"}),
        422: server.post("/v1/users/merging-ben/merge", {"from": "merging-ben"}),
    }
    assert (
        server.post("/v1/users/merging-visitor/merge", {"from": "merging-ana"}).json()
        == server.post("/v1/users/merging-ana/merge", {"from": "merging-ana"}).json()
    )
    for code, answer in refused.items():
        assert answer.status_code == code
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["errors"][0]["pointer"] == "/from"
        assert answer.json()["errors"][0]["remedy"]
    assert "merging-ana" not in refused[409].text
    assert server.get("/v1/users/merging-ben").status_code == 404
    for body in ({}, {"from": ""}, {"from": "a", "to": "b"}, {"from": 1}):
        assert server.post("/v1/users/merging-ben/merge", body).status_code == 422


def test_who_signs_in_keeps_the_order_of_the_day_until_the_new_one_is_there(tmp_path: Path):
    clock = Clock()
    with world(tmp_path / "data", clock) as day:
        liked = {"user_id": "visitor", "item_id": "f1", "type": "like"}
        assert day.server.post("/v1/events", {"events": [liked]}).json()["accepted"] == 1
        kept = day.ask("ana", "wait")
        assert [status(day.ask(user, "wait")) for user in ("visitor", "ana")] == ["llm", "cache"]
        clock.now += 1_000_000
        day.model.mode = "gated"
        for events in (1, 0):
            told = day.server.post("/v1/users/ana/merge", {"from": "visitor"}).json()
            assert told == {"id": "ana", "aliases": ["visitor"], "events": events}
        for user in ("ana", "visitor"):
            told = day.ask(user, "auto")
            assert (status(told), told["rerank"]["computed_at"]) == ("stale", kept["rerank"]["computed_at"])
            assert told["user_id"] == user
        day.model.gate.set()
        until(lambda: day.ask("visitor", "auto"), lambda told: status(told) == "cache")
        assert status(day.ask("ana", "auto")) == "cache"
