"""A model that hangs or is down harms those it was asked about, and nobody else."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import running
from tests.journeys.days import PATIENCE, SECOND, Clock, Day, ids, status, until
from tests.servers.model_server import model_server


@contextmanager
def served(folder: Path, **given: Any) -> Iterator[Day]:
    """A server whose model may be asked so much at once."""
    clock = Clock()
    with model_server() as model:
        llm = {"model": "openai/stub", "api_base": model.api_base, "api_key": "k", "timeout": PATIENCE, **given}
        with running(folder, clock, llm=llm) as server:
            yield Day(server, model, clock, folder=folder)
            model.gate.set()


@pytest.fixture
def folder(trained: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(trained, tmp_path / "data"))


def spared(day: Day, why: str) -> float:
    """Questions that were not put, by the server's own count."""
    lines = day.server.get("/metrics").text.splitlines()
    found = [line for line in lines if line.startswith(f'because_model_spared_total{{why="{why}"}}')]
    return float(found[0].split()[-1]) if found else 0.0


def test_a_homepage_on_a_hanging_model_keeps_nobody_from_the_chat(folder: Path):
    with served(folder, concurrency=3, queue=4) as day:
        day.model.mode = "gated"
        visitors = [str(n) for n in range(1, 25)]
        for visitor in visitors:
            assert status(day.ask(visitor)) == "pending"
        until(lambda: day.model.calls, lambda calls: calls == 2)
        day.model.mode = "ok"
        for person in ("101", "102", "103", "104"):
            told = day.ask(person, rerank="wait", deadline_ms=20_000)
            assert (status(told), told["rerank"]["why"]) == ("llm", None)
        assert day.model.calls == 6
        assert spared(day, "busy") == len(visitors) - 2 - 4
        assert {status(day.ask(visitor)) for visitor in visitors} == {"pending"}
        day.model.gate.set()
        for visitor in visitors:
            day.until("cache", visitor)
        assert day.model.calls == 4 + len(visitors)


def test_a_wait_for_a_turn_that_does_not_come_is_told_and_not_kept(folder: Path):
    with served(folder, concurrency=1) as day:
        day.close_gate()
        assert status(day.ask("1")) == "pending"
        assert day.model.arrived.wait(PATIENCE)
        told = day.ask("2", rerank="wait", deadline_ms=300)
        assert (status(told), told["rerank"]["why"]) == ("fallback", "busy")
        assert ids(told) == day.blend("2")
        assert status(day.ask("2")) == "pending"
        day.open_gate()
        assert status(day.until("cache", "2")) == "cache"
        assert day.calls == 2


def test_a_model_that_is_down_is_left_alone_and_comes_back(folder: Path):
    with served(folder, failures=2, pause=30.0) as day:
        kept = day.ask("1", rerank="wait")
        day.did("1", "like", *day.blend("1", limit=50)[40:43])
        day.model.mode = "401"
        for person in ("2", "3"):
            assert day.ask(person, rerank="wait")["rerank"]["why"] == "auth"
        for mode in ("auto", "wait"):
            told = day.ask("4", rerank=mode)
            assert (status(told), told["rerank"]["why"]) == ("fallback", "unavailable")
            assert ids(told) == day.blend("4")
            told = day.ask("1", rerank=mode)
            assert (status(told), told["rerank"]["why"]) == ("stale", "unavailable")
            assert told["rerank"]["computed_at"] == kept["rerank"]["computed_at"]
        assert (day.calls, spared(day, "unavailable")) == (3, 4)
        day.clock.now += 30 * SECOND
        day.model.mode = "ok"
        assert status(day.ask("4", rerank="wait")) == "llm"
        assert status(day.ask("5", rerank="wait")) == "llm"
        assert day.ask("2", rerank="wait")["rerank"]["why"] == "auth"
        assert day.calls == 5
