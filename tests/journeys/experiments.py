"""What an experiment's people get, asked for over HTTP: helpers of ``test_workers`` and ``tests/api``."""

from __future__ import annotations

from typing import Any

import httpx

from tests.journeys.many import Many, until

PEOPLE = [f"person {n}" for n in range(260)]
PATH = "/v1/experiments/bolder"


def ok(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def asked(client: httpx.Client, person: str) -> dict[str, Any]:
    return ok(client.post("/v1/recommendations", json={"user_id": person, "limit": 5, "rerank": "off", "debug": True}))


def arms(client: httpx.Client, people: list[str]) -> dict[str, str | None]:
    return {person: asked(client, person)["debug"]["arm"] for person in people}


def begun(server: Many) -> None:
    body = {"scenarios": ["homepage"], "arms": {"control": {}, "newest": {"baseline": "newest"}}}
    assert ok(server.a.put(PATH, json=body))["state"] == "draft"
    assert set(arms(server.b, PEOPLE[:5]).values()) == {None}
    ok(server.a.post(f"{PATH}/start"))


def clicked(server: Many, answers: list[dict[str, Any]]) -> None:
    """Half of the control's people click, and nobody of the other arm."""
    control = [one for one in answers if one["debug"]["arm"] == "control"]
    events = [
        {
            "user_id": one["user_id"], "item_id": one["items"][0]["id"], "type": "click",
            "recommendation_id": one["recommendation_id"],
        }
        for one in control[::2]
    ]  # fmt: skip
    assert ok(server.a.post("/v1/events", json={"events": events}))["accepted"] == len(events)


def run_over_two_processes(server: Many) -> None:
    """From its start to the arm that is stopped by itself, and to its end."""
    begun(server)
    answers = [asked((server.a, server.b)[n % 2], person) for n, person in enumerate(PEOPLE)]
    before = {one["user_id"]: one["debug"]["arm"] for one in answers}
    some = PEOPLE[:40]
    assert set(before.values()) == {"control", "newest"}
    for client in (server.a, server.b):
        assert arms(client, some) == {person: before[person] for person in some}
    lists = {one["debug"]["arm"]: [item["id"] for item in one["items"]] for one in answers}
    assert lists["control"] != lists["newest"]
    clicked(server, answers)
    told = until(lambda: (t := ok(server.b.get(PATH)))["arms"]["newest"]["stopped"] and t)
    assert "certain to be more than 5% worse" in told["history"][-1]["detail"]
    after = arms(server.b, some)
    assert after == {person: "control" if before[person] == "control" else None for person in some}
    results = ok(server.a.get(f"{PATH}/results"))["results"]
    assert results["newest"]["metrics"]["ctr"]["lift"] == -1.0
    assert results["newest"]["verdict"] == "worse"
    assert results["newest"]["people"] == list(before.values()).count("newest")
    assert "because_experiment_arms_stopped_total" in server.a.get("/metrics").text
    ok(server.a.post(f"{PATH}/stop", json={"why": "seen enough"}))
    assert set(arms(server.b, some).values()) == {None}
