"""What becomes recommendable is heard by whoever listens, in order and none twice."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from api.feed import page_after
from hybrid.engine import Engine, EngineSettings
from hybrid.store import changes
from hybrid.store.changes import Kind
from tests.api.hearing import Heard, hearing
from tests.api.running import Running
from tests.clocks import Clock
from tests.hybrid.test_engine import items


def put(server: Running, *ids: str) -> None:
    films = [{"id": id, "title": f"A film called {id}"} for id in ids]
    assert server.post("/v1/items", {"items": films}).json()["accepted"] == len(ids)


def told(heard: Iterator[Heard], count: int) -> list[tuple[str | None, str, str]]:
    return [(one.event, one.data["id"], one.data["state"]) for one in islice(heard, count)]


def test_items_are_heard_as_they_come_change_and_go(server: Running):
    with hearing(server.client) as heard:
        first = next(heard)
        assert first.data is None
        put(server, "heard-1", "heard-2")
        assert server.client.patch("/v1/items/heard-1", json={"available": False}).status_code == 200
        assert server.client.patch("/v1/items/heard-1", json={"available": True}).status_code == 200
        assert server.client.delete("/v1/items/heard-2").status_code == 204
        found = list(islice(heard, 5))
    states = [(one.event, one.data["id"], one.data["state"]) for one in found]
    assert {id for _, id, _ in states[:2]} == {"heard-1", "heard-2"}
    assert states[3:] == [("item", "heard-1", "ready"), ("item", "heard-2", "deleted")]
    assert [one.data["stored_at"] <= one.data["ready_at"] for one in found] == [True] * 5
    with hearing(server.client, first.id) as heard:
        assert [one.id for one in islice(heard, 6)] == [first.id, *(one.id for one in found)], (
            "who comes back misses none"
        )
    with hearing(server.client, found[2].id) as heard:
        assert [one.id for one in islice(heard, 3)] == [one.id for one in found[2:]], "and hears none twice"


def test_another_document_of_rules_is_heard(server: Running):
    with hearing(server.client) as heard:
        next(heard)
        document = server.client.put("/v1/scenarios/heard-page", json={})
        assert document.status_code == 200, document.text
        assert told(heard, 1) == [("rules", "heard-page", "ready")]


def test_who_asks_for_what_is_no_longer_kept_is_told_to_read_anew(server: Running):
    with hearing(server.client, 10**12) as heard:
        assert next(heard).id == 10**12
        reset = next(heard)
        assert reset.event == "reset"
        put(server, "after-reset")
        assert told(heard, 1) == [("item", "after-reset", "ready")]
    refused = server.get("/v1/changes/stream", **{"Last-Event-ID": "yesterday"})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"] == "/Last-Event-ID"


def until_nobody_listens(server: Running) -> None:
    """The server sees that a listener has gone when it next writes to it."""
    for attempt in range(100):
        if "because_stream_listeners 0.0" in server.get("/metrics").text:
            return
        put(server, f"is-anybody-there-{attempt}")
        time.sleep(0.1)
    pytest.fail("a listener who has gone is still counted")


def test_silence_is_broken_and_not_more_listen_than_may(server: Running, monkeypatch: pytest.MonkeyPatch):
    until_nobody_listens(server)
    monkeypatch.setattr("api.routes.changes.HEARTBEAT", 0.01)
    monkeypatch.setattr("api.feed.MOST", 1)
    with hearing(server.client) as heard:
        assert [one.event for one in islice(heard, 3)] == [None, "comment", "comment"]
        refused = server.get("/v1/changes/stream")
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "5")
    until_nobody_listens(server)


def test_times_are_in_the_metrics(server: Running):
    until_nobody_listens(server)
    with hearing(server.client) as heard:
        next(heard)
        put(server, "timed")
        assert told(heard, 1) == [("item", "timed", "ready")]
        text = server.get("/metrics").text
    assert "because_index_ready_seconds_count" in text
    assert 'because_change_published_seconds_count{to="stream"}' in text
    assert "because_stream_listeners 1.0" in text


def test_pages_leave_out_what_is_between_processes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    engine = Engine.open(tmp_path, EngineSettings(), Clock())
    start = engine.store.changes.place().change
    engine.upsert_items(items(0, 3))
    engine.store.changes.tell((), Kind.COUNTS, Kind.PEOPLE)
    for label in ("draft", "production"):
        engine.store.prompts.add("words", "1", "a text")
        engine.store.prompts.set_label("words", label, "1")
    page = page_after(engine.store, start)
    assert [(one.kind, one.id) for one in page.changes[3:]] == [(Kind.PROMPT, "words")]
    assert [one.id for one in page.changes[:3]] == ["i0", "i1", "i2"]
    last = engine.store.changes.place().change
    assert (page.until, page.lost) == (last, False)
    assert page_after(engine.store, last) == page_after(engine.store, last)
    assert page_after(engine.store, last).changes == []
    monkeypatch.setattr(changes, "KEPT", 2)
    engine.store.changes.tell((), Kind.COUNTS)
    assert page_after(engine.store, start).lost
    engine.close()
