"""A day of one server: a model that counts what it is asked, and a clock that the test moves."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hybrid.domain import to_micros
from rerank.fuse import fuse
from tests.api.running import Running
from tests.servers.model_server import ModelServer

SECOND = 1_000_000
MINUTE = 60 * SECOND
WINDOW, WEIGHT, CAP = 20, 0.6, 5
PATIENCE = 60.0
NINE = to_micros(datetime(2040, 3, 13, 9, 0, tzinfo=UTC))
"""A Tuesday after every event of the sample, far from any change of the clocks."""


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = NINE

    def __call__(self) -> int:
        return self.now

    def to(self, *moment: int) -> None:
        """Move to a UTC day of March 2040, hour and minute."""
        day, hour, minute = moment
        self.now = to_micros(datetime(2040, 3, day, hour, minute, tzinfo=UTC))


@dataclass
class Day:
    """A server with a model, at a time of its own."""

    server: Running
    model: ModelServer
    clock: Clock
    calls_before: int = 0
    folder: Path = field(default_factory=Path)

    @property
    def calls(self) -> int:
        """Requests that reached the model in this test."""
        return self.model.calls - self.calls_before

    @property
    def figures(self) -> str:
        """What the server counted of its calls and leases, for who wonders why there were more."""
        lines = self.server.get("/metrics").text.splitlines()
        return "\n".join(one for one in lines if re.match("because_(model_calls|model_spared|rerank|daycache)", one))

    def ask(self, user: str, rerank: str = "auto", **more: Any) -> dict[str, Any]:
        """``POST /v1/recommendations``."""
        asked = {"user_id": user, "limit": 10, "rerank": rerank, "deadline_ms": 30_000, "exploration": 0, **more}
        answer = self.server.client.post("/v1/recommendations", json=asked, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def blend(self, user: str, limit: int = 10, **more: Any) -> list[str]:
        """The order without the model."""
        return ids(self.ask(user, rerank="off", limit=limit, **more))

    def did(self, user: str, type: str, *items: str) -> list[str]:
        """Events now, a second after what came before; their ids."""
        self.clock.now += SECOND
        names = [f"event-of-{user}-{type}-{item}-{self.clock.now}" for item in items]
        events = [
            {"event_id": name, "user_id": user, "item_id": item, "type": type}
            for name, item in zip(names, items, strict=True)
        ]
        assert self.server.post("/v1/events", {"events": events}).json()["accepted"] == len(items)
        return names

    def close_gate(self) -> None:
        """From now on the model thinks until ``open_gate``."""
        self.model.gate.clear()
        self.model.arrived.clear()
        self.model.mode = "gated"

    def open_gate(self) -> None:
        """Let the model answer."""
        assert self.model.arrived.wait(PATIENCE)
        self.model.gate.set()
        self.model.mode = "ok"

    def until(self, status: str, user: str, **more: Any) -> dict[str, Any]:
        """Ask again and again until the answer has this status."""
        told: dict[str, Any] = until(lambda: self.ask(user, **more), lambda told: told["rerank"]["status"] == status)
        return told


def until(look: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    end = time.monotonic() + PATIENCE
    while not good(found := look()):
        assert time.monotonic() < end, f"never came: {str(found)[:300]}"
        time.sleep(0.02)
    return found


def ids(told: dict[str, Any]) -> list[str]:
    return [item["id"] for item in told["items"]]


def status(told: dict[str, Any]) -> str:
    return str(told["rerank"]["status"])


def expected(blended: list[str], order: list[str]) -> list[str]:
    """The first ten of the window, fused with the model's order."""
    place = {id: n for n, id in enumerate(blended)}
    return [blended[n] for n in fuse(range(len(blended)), [place[id] for id in order], WEIGHT, CAP)][:10]
