"""A server with a small catalogue, and the model that it asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.opening import system_clock
from hybrid.ports import Clock
from rerank.llm import LiteLLMModel, ModelSettings
from tests.api.running import Running, running
from tests.journeys.days import PATIENCE, status, until
from tests.servers.model_server import ModelServer, model_server

ITEMS = 24
WINDOW = 20
KEY = "key-of-the-first-caller"


def bearer(key: str) -> dict[str, str]:
    """The header that a key is sent in."""
    return {"Authorization": f"Bearer {key}"}


@dataclass
class World:
    """A server with a small catalogue and the model that it asks."""

    server: Running
    model: ModelServer

    def ask(self, user: str, rerank: str, key: str = KEY, **more: Any) -> dict[str, Any]:
        asked = {"user_id": user, "rerank": rerank, "limit": 10, "deadline_ms": 60_000, "exploration": 0, **more}
        answer = self.server.client.post("/v1/recommendations", json=asked, headers=bearer(key), timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def settled(self, user: str) -> dict[str, Any]:
        """The homepage once the answer behind it is there, whatever it was."""
        told: dict[str, Any] = until(lambda: self.ask(user, "auto"), lambda told: status(told) != "pending")
        return told


@contextmanager
def world(
    folder: Path, clock: Clock = system_clock, llm: Mapping[str, Any] | None = None, **settings: Any
) -> Iterator[World]:
    """``llm`` and ``settings`` beside the model's name and address."""
    LiteLLMModel(ModelSettings("openai/x")).warm()  # takes long on a busy machine, and a start has to end in time
    with model_server() as model:
        chosen = {"model": "openai/stub", "api_base": model.api_base, "timeout": PATIENCE, **(llm or {})}
        with running(folder, clock, llm=chosen, **settings) as server:
            films = range(ITEMS)
            items = [{"id": f"f{n}", "title": f"A film about subject {n}", "categories": ["Drama"]} for n in films]
            assert server.post("/v1/items", {"items": items}, **bearer(KEY)).json()["accepted"] == ITEMS
            yield World(server, model)
            model.gate.set()
