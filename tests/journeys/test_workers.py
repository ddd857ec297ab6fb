"""Two processes answer side by side, a third owns the folder: whoever is asked knows what any was told.

The tests share one server and stand in order: those that kill come last.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import pytest

from hybrid.artifacts import Artifacts
from hybrid.engine import Engine, EngineSettings
from tests.api.hearing import hearing
from tests.api.test_precompute import zone_at_three
from tests.api.test_process import because
from tests.hybrid.collaborative.worlds import trained, two_tastes
from tests.hybrid.events import NOW
from tests.hybrid.test_engine import items
from tests.journeys.experiments import run_over_two_processes
from tests.journeys.many import PATIENCE, Many, many, until
from tests.servers.model_server import ModelServer, model_server


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server() as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty items, and two models that nobody has promoted."""
    data = tmp_path_factory.mktemp("many") / "data"
    engine = Engine.open(data, EngineSettings(), lambda: NOW)
    engine.upsert_items(items(0, 40))
    engine.close()
    made = trained(two_tastes(20))
    for second in (0, 1):
        Artifacts(data / "models", lambda second=second: NOW + second * 1_000_000).write(made)  # type: ignore[misc]
    return data


@pytest.fixture(scope="module")
def server(folder: Path, model: ModelServer) -> Iterator[Many]:
    llm = {
        "BECAUSE_LLM__MODEL": "openai/stub",
        "BECAUSE_LLM__API_BASE": model.api_base,
        "BECAUSE_LLM__API_KEY": "k",
        "BECAUSE_EXPERIMENTS__CHECK_EVERY": "1",
    }
    with many(folder, folder.parent / "log", **llm) as running:
        yield running


def post(client: httpx.Client, kind: str, *records: dict[str, Any]) -> None:
    answer = client.post(f"/v1/{kind}", json={kind: list(records)})
    assert answer.status_code == 200, answer.text
    assert answer.json()["accepted"] == len(records)


def recommended(client: httpx.Client, user: str, **asked: Any) -> dict[str, Any]:
    answer = client.post(
        "/v1/recommendations", json={"user_id": user, "limit": 10, "rerank": "off", "exploration": 0, **asked}
    )
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def searched(client: httpx.Client, text: str) -> list[str]:
    return [item["id"] for item in client.get("/v1/search", params={"q": text, "limit": 50}).json()["items"]]


def test_items_that_one_takes_are_known_to_the_other(server: Many) -> None:
    for n, (one, other) in enumerate([(server.a, server.b), (server.b, server.a)] * 3):
        id = f"fresh-{n}"
        post(one, "items", {"id": id, "title": f"Glacier {n}", "description": f"a glacier melts, part {n}"})
        assert id in searched(other, "a glacier melts")
        assert id in searched(one, "a glacier melts")
        assert other.patch(f"/v1/items/{id}", json={"available": False}).json()["available"] is False
        assert id not in searched(one, "a glacier melts")
        assert one.patch(f"/v1/items/{id}", json={"available": True}).status_code == 200
        assert id in searched(other, "a glacier melts")
        assert one.delete(f"/v1/items/{id}").status_code == 204
        assert id not in searched(other, "a glacier melts")
        assert other.get(f"/v1/items/{id}").status_code == 404


def test_what_one_takes_is_heard_at_the_other(server: Many) -> None:
    with hearing(server.b) as heard:
        next(heard)
        post(server.a, "items", {"id": "heard", "title": "Heard by all"})
        assert next(one.data["id"] for one in heard if one.event == "item") == "heard"


def test_refusals_of_the_owner_come_through_as_they_are(server: Many) -> None:
    answer = server.a.post("/v1/items", json={"items": [{"id": "x"}]})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"][0]["pointer"] == "/items/0/title"
    assert server.b.patch("/v1/items/nobody%2Fknows", json={"title": "x"}).status_code == 404
    assert server.b.post("/v1/items", content=b" " * 9_000_000).status_code == 413


def test_events_that_one_takes_count_for_the_other(server: Many) -> None:
    for n, (one, other) in enumerate([(server.a, server.b), (server.b, server.a)] * 3):
        user = f"viewer-{n}"
        post(one, "events", {"user_id": user, "item_id": "i4", "type": "like", "event_id": f"{user}-1"})
        answer = recommended(other, user)
        assert "i4" not in [item["id"] for item in answer["items"]], "seen"
        causes = [item["reason"]["because"]["item_id"] for item in answer["items"] if item["reason"]["because"]]
        assert set(causes) == {"i4"}
    people = [{"user_id": f"crowd-{n}", "item_id": "i33", "type": "purchase"} for n in range(40)]
    post(server.a, "events", *people)
    assert recommended(server.b, "another stranger")["items"][0]["id"] == "i33"


def test_events_posted_to_both_at_once_are_all_kept(server: Many) -> None:
    def send(number: int) -> int:
        client = (server.a, server.b)[number % 2]
        records = [
            {"user_id": "busy", "item_id": f"i{n}", "type": "view", "event_id": f"b{number}-{n}"} for n in range(5)
        ]
        return int(client.post("/v1/events", json={"events": records}).json()["accepted"])

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(send, range(60))) == 300
    kept = {event["event_id"] for event in server.b.get("/v1/users/busy").json()["events"]}
    assert kept == {f"b{number}-{n}" for number in range(60) for n in range(5)}


def test_an_erased_person_is_known_to_nobody_and_in_no_file(server: Many) -> None:
    user, event = "erica-who-leaves", "event-of-erica"
    assert server.a.put(f"/v1/users/{user}", json={"preferences": "no horror"}).status_code == 200
    post(server.b, "events", {"user_id": user, "item_id": "i8", "type": "like", "event_id": event})
    assert server.a.get(f"/v1/users/{user}").json()["events"][0]["event_id"] == event
    visitor, before = "anonymous-erica", "event-of-anonymous-erica"
    post(server.a, "events", {"user_id": visitor, "item_id": "i9", "type": "like", "event_id": before})
    assert recommended(server.b, visitor, rerank="wait", deadline_ms=30_000)["rerank"]["status"] == "llm"
    merged = server.a.post(f"/v1/users/{user}/merge", json={"from": visitor})
    assert merged.json() == {"id": user, "aliases": [visitor], "events": 1}
    for client in (server.a, server.b):
        causes = [item["reason"]["because"]["item_id"] for item in recommended(client, visitor)["items"]]
        assert causes
        assert set(causes) <= {"i8", "i9"}
        assert len(client.get(f"/v1/users/{visitor}").json()["events"]) == 2
    assert server.b.delete(f"/v1/users/{user}").status_code == 204
    for client in (server.a, server.b):
        assert client.get(f"/v1/users/{user}").status_code == 404
        assert client.get(f"/v1/users/{visitor}").status_code == 404
        causes = [item["reason"]["because"] for item in recommended(client, user)["items"]]
        assert causes == [None] * len(causes)
    for path in server.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert [text for text in (user, event, visitor, before) if text.encode() in content] == [], path
    answer = server.a.post("/v1/events", json={"events": [
        {"user_id": user, "item_id": "i8", "type": "like", "event_id": event}]}).json()  # fmt: skip
    assert answer["duplicates"] == 1


def test_commands_go_through_the_owner_and_both_serve_what_is_promoted(server: Many) -> None:
    first, second = Artifacts(server.folder / "models", lambda: NOW).versions()
    beside = server.folder.parent

    def served() -> list[str | None]:
        return [client.get("/v1/version").json()["model"] for client in (server.a, server.b)]

    assert served() == [None, None]
    for version in (first, second):
        told = because("models", "promote", version, folder=beside)
        assert told.returncode == 0, told.stderr
        assert served() == [version, version]
    told = because("models", "rollback", folder=beside)
    assert told.returncode == 0, told.stderr
    assert served() == [first, first]


def test_an_experiment_is_one_to_both(server: Many) -> None:
    run_over_two_processes(server)


def test_metrics_of_any_are_those_of_all(server: Many) -> None:
    def accepted() -> list[float]:
        """As the index process wrote it, at most a second ago."""
        lines = server.a.get("/metrics").text.splitlines()
        named = [line for line in lines if line.startswith('because_items_accepted_total{process="index"}')]
        return [float(line.split()[-1]) for line in named]

    until(lambda: accepted() == [7.0])
    text = server.a.get("/metrics").text
    processes = {part.split('"')[1] for part in text.split("process=")[1:]}
    assert processes == {"worker-1", "worker-2", "index"}
    assert 'because_owner_away{process="worker-1"} 0.0' in text


def test_two_hundred_identical_requests_over_both_make_one_model_call(server: Many, model: ModelServer) -> None:
    post(server.a, "events", {"user_id": "many-tabs", "item_id": "i5", "type": "like"})
    before, model.mode = model.calls, "gated"

    def ask(number: int) -> str:
        client = (server.a, server.b)[number % 2]
        answer = recommended(client, "many-tabs", rerank="wait", deadline_ms=30_000)
        return str(answer["rerank"]["status"])

    with ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(ask, number) for number in range(200)]
        until(lambda: model.calls > before)
        model.gate.set()
        statuses = {one.result() for one in asked}
    assert model.calls == before + 1
    assert statuses <= {"llm", "cache"}
    model.mode = "ok"


def test_mornings_made_beside_them_are_found_by_both(server: Many, model: ModelServer) -> None:
    people = [f"early-{n}" for n in range(3)]
    for n, person in enumerate(people):
        assert server.a.put(f"/v1/users/{person}", json={"timezone": zone_at_three()}).status_code == 200
        post(server.b, "events", {"user_id": person, "item_id": f"i{n}", "type": "like"})
    before = model.calls
    for made, there in ((3, 0), (0, 3)):
        told = because("precompute", "--limit", "3", "--yes", folder=server.folder.parent)
        assert told.returncode == 0, told.stderr
        assert f"{made} made, {there} there already, 0 left" in told.stdout
    for client in (server.a, server.b):
        answers = [client.get(f"/v1/users/{person}/recommendations").json() for person in people]
        assert [answer["rerank"]["status"] for answer in answers] == ["cache"] * 3
    assert model.calls == before + 3


def test_a_killed_worker_is_replaced_and_no_further_request_fails(server: Many) -> None:
    killed, stays = min(server.workers), max(server.workers)
    os.kill(killed, signal.SIGKILL)
    for n in range(30):  # on connections of their own: those of the killed one are gone
        assert httpx.get(f"{server.address}/v1/users/u{n}/recommendations", timeout=PATIENCE).status_code == 200
    fresh = until(lambda: server.processes() - {killed, stays, server.owner()})
    until(lambda: f"(process {killed}) ended with -9" in (server.folder.parent / "log").read_text())
    server.workers.pop(killed).close()
    server.connect({stays, *fresh})
    post(server.a, "items", {"id": "after", "title": "After the kill", "description": "a glacier melts"})
    assert "after" in searched(server.b, "a glacier melts")


def test_without_the_owner_answers_go_on_and_writes_come_back(server: Many) -> None:
    before = server.owner()
    assert before is not None
    os.kill(before, signal.SIGKILL)
    refused = 0

    def taken() -> bool:
        """Whether a write is; everything else works in any case."""
        nonlocal refused
        for client in (server.a, server.b):
            assert len(recommended(client, "busy")["items"]) == 10
            post(client, "events", {"user_id": "meanwhile", "item_id": "i1", "type": "click"})
            answer = client.post("/v1/items", json={"items": [{"id": "meanwhile", "title": "Meanwhile"}]})
            if answer.status_code == 200:
                return True
            assert answer.status_code == 503, answer.text
            assert answer.headers["Retry-After"] == "1"
            if not refused:
                assert client.get("/readyz").json()["owner"] == "away"
                lines = client.get("/metrics").text.splitlines()
                assert any(line.startswith("because_owner_away{") and line.endswith(" 1.0") for line in lines)
            refused += 1
        return False

    until(taken)
    assert refused, "the owner came back before anybody looked"
    post(server.a, "items", {"id": "again", "title": "Again", "description": "a glacier melts"})
    assert "again" in searched(server.b, "a glacier melts")
    assert f"(process {before}) ended with -9" in (server.folder.parent / "log").read_text()


def test_all_end_in_good_order(server: Many) -> None:
    processes = server.processes()
    assert len(processes) == 3
    with hearing(server.a) as heard:
        next(heard)
        server.parent.send_signal(signal.SIGTERM)
        assert list(heard) == [], "who listens is let go"
    assert server.parent.wait(PATIENCE) == 0
    assert "graceful shutdown exceeded" not in (server.folder.parent / "log").read_text()
    assert not any(Path(f"/proc/{process}").exists() for process in processes)
    assert not (server.folder / "owner.json").exists()
    assert "Traceback" not in (server.folder.parent / "log").read_text()
