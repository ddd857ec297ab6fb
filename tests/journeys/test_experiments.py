"""An experiment from its start to the arm that is stopped by itself, with two processes that answer; and a restart."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from hybrid.engine import Engine, EngineSettings
from tests.api.running import running
from tests.hybrid.events import NOW
from tests.hybrid.test_engine import click, items
from tests.journeys.many import Many, many, until

PEOPLE = [f"person {n}" for n in range(260)]
PATH = "/v1/experiments/bolder"


def ok(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def asked(client: httpx.Client, person: str) -> dict[str, Any]:
    return ok(client.post("/v1/recommendations", json={"user_id": person, "limit": 5, "debug": True}))


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


def test_an_experiment_over_two_processes(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    engine = Engine.open(folder, EngineSettings(), lambda: NOW)
    engine.upsert_items(items(0, 40))
    engine.append_events([click(f"fan {fan}", f"i{n}") for n in range(8) for fan in range(8 - n)])
    engine.close()
    with many(folder, tmp_path / "log", BECAUSE_EXPERIMENTS__CHECK_EVERY="1") as server:
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
        results = ok(server.a.get(f"{PATH}/results"))
        assert results["results"]["newest"]["metrics"]["ctr"]["lift"] == -1.0
        assert results["results"]["newest"]["verdict"] == "worse"
        assert results["results"]["newest"]["people"] == list(before.values()).count("newest")
        assert "arm newest of experiment bolder is stopped" in (tmp_path / "log").read_text()
        assert "because_experiment_arms_stopped_total" in server.a.get("/metrics").text
        ok(server.a.post(f"{PATH}/stop", json={"why": "seen enough"}))
        assert set(arms(server.b, some).values()) == {None}


def test_who_was_in_an_arm_is_in_it_after_a_restart(tmp_path: Path) -> None:
    some = PEOPLE[:40]
    body = {"scenarios": ["homepage"], "arms": {"control": {}, "newest": {"baseline": "newest"}}, "traffic": 0.5}
    with running(tmp_path / "data") as server:
        ok(server.client.put(PATH, json=body))
        ok(server.client.post(f"{PATH}/start"))
        before = arms(server.client, some)
    assert set(before.values()) == {None, "control", "newest"}
    with running(tmp_path / "data") as server:
        assert arms(server.client, some) == before
