"""What a language model and the disk may know of a person."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.wiring import PERSONS
from hybrid.store.secret import Secret
from rerank.day import person_hash
from tests.journeys.catalogue import films
from tests.journeys.days import PATIENCE, WINDOW, Day, status, until
from tests.servers.model_server import handles


def test_the_model_learns_what_was_done_and_not_by_whom(day: Day):
    user = "ana.lopez-4711@example.org"
    settings = {
        "preferences": "Nothing with spiders, please",
        "likes": ["submarines"],
        "attributes": {"name": "Ana Lopez-Echeverria", "email": "ana@home.example", "customer": 990017},
        "locale": "en-GB",
    }
    path = f"/v1/users/{user.replace('@', '%40')}"
    assert day.server.client.put(path, json=settings).status_code == 200
    names = day.did(user, "view", "260", "1210")
    assert status(day.ask(user, rerank="wait")) == "llm"
    (body,) = day.model.bodies
    assert b"Nothing with spiders, please" in body
    assert b"submarines" in body
    assert films()["260"]["title"].encode() in body
    for secret in (user, "ana.lopez", "Lopez", "Echeverria", "home.example", "990017", *names):
        assert secret.encode() not in body
    request = json.loads(body)
    assert handles(request) == [str(n) for n in range(1, WINDOW + 1)]
    assert set(request) <= {
        "model", "messages", "temperature", "max_tokens", "max_completion_tokens", "response_format", "stream"
    }  # fmt: skip


@pytest.mark.parametrize("mode", ["list", "agent"])
def test_who_wrote_who_they_are_is_not_told_to_the_model(day: Day, mode: str):
    user = f"writes-a-lot-{mode}"
    settings = {
        "preferences": "Slow films about lighthouses; write to ana.lopez@home.example or call +34 600 99 98 88",
        "likes": ["Wes Anderson", "bruno@work.example"],
        "dislikes": ["gore", "(555) 123-4567"],
    }
    assert day.server.client.put(f"/v1/users/{user}", json=settings).status_code == 200
    query = "something for two, answer to 600 123 456 or cleo@post.example"
    assert status(day.ask(user, rerank="wait", mode=mode, context={"query": query})) == "llm"
    asked = "".join(message["content"] for body in day.model.bodies for message in json.loads(body)["messages"])
    for told in ("Slow films about lighthouses", "Wes Anderson", "gore", "something for two"):
        assert told in asked
    for secret in ("ana.lopez", "home.example", "99 98", "bruno", "work.example", "123-4567", "123 456", "cleo"):
        assert secret not in asked


def test_an_erased_person_is_in_no_file(day: Day):
    user = "person-who-left-0815"
    names = day.did(user, "click", "260", "1210", "1196")
    path = f"/v1/users/{user}"
    assert day.server.client.put(path, json={"preferences": "quiet-films-0815"}).status_code == 200
    assert status(day.ask(user, rerank="wait")) == "llm"
    person = person_hash(secret_of(day), user)
    traces = [user, "event-of-person", person, "quiet-films-0815"]
    assert set(found_in(day.folder, *traces)) == set(traces)
    day.model.mode = "401"
    assert status(day.ask(user, rerank="wait", scenario="mail")) == "fallback"
    day.close_gate()
    assert status(day.ask(user, scenario="chat")) == "pending"
    assert day.model.arrived.wait(PATIENCE)
    assert day.server.client.delete(path).status_code == 204
    assert found_in(day.folder, *traces) == []
    before = answered_calls(day)
    day.open_gate()
    until(lambda: answered_calls(day), lambda calls: calls > before)
    assert day.server.get(path).status_code == 404
    assert day.server.client.delete(path).status_code == 404
    events = [{"event_id": name, "user_id": user, "item_id": "260", "type": "click"} for name in names]
    assert day.server.post("/v1/events", {"events": events}).json()["duplicates"] == len(names)
    assert day.server.get(path).status_code == 404
    assert found_in(day.folder, *traces) == []


def secret_of(day: Day) -> bytes:
    return Secret.of(day.folder).digest(PERSONS)


def answered_calls(day: Day) -> int:
    """Model calls that have come to an end, by the server's own count."""
    text = day.server.get("/metrics").text
    return sum(round(float(n)) for n in re.findall(r'because_model_calls_total\{why="\w+"\} (\S+)', text))


def found_in(folder: Path, *texts: str) -> list[str]:
    """Those texts that stand in any file of the folder."""
    everything = b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
    return [text for text in texts if text.encode() in everything]
