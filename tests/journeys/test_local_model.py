"""The whole chain of ``make demo``, with the small real model asked over HTTP through LiteLLM."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.local_model import local_model
from tests.api.running import Running, running

pytestmark = [pytest.mark.local_model, pytest.mark.slow]
SECONDS = 240.0


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Running]:
    with local_model() as model:
        llm = {"model": model.model, "api_base": model.api_base, "api_key": "local", "words": False, "timeout": SECONDS}
        with running(sample, llm=llm) as found:
            found.client.timeout = httpx.Timeout(SECONDS)
            yield found


def ask(server: Running, user: str, **more: Any) -> dict[str, Any]:
    asked = {"user_id": user, "limit": 10, "deadline_ms": 60_000, "exploration": 0, **more}
    answer = server.post("/v1/recommendations", asked)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()
    return told


def test_a_real_model_orders_the_films_behind_the_first_answer_and_the_day_keeps_it(server: Running):
    blended = [item["id"] for item in ask(server, "15", rerank="off", limit=20)["items"]]
    first = server.get("/v1/users/15/recommendations?exploration=0").json()
    assert first["rerank"]["status"] == "pending"
    assert [item["id"] for item in first["items"]] == blended[:10]
    told = ask(server, "15", rerank="wait")
    assert told["rerank"]["status"] in ("llm", "cache")
    assert told["rerank"]["why"] is None
    assert told["rerank"]["model"] == "openai/smollm2-135m"
    assert told["rerank"]["tokens"] > 100
    order = [item["id"] for item in told["items"]]
    assert len(set(order)) == 10
    assert set(order) <= set(blended)
    assert all(abs(rank - blended.index(id)) <= 5 for rank, id in enumerate(order))
    assert {item["reason"]["worded_by"] for item in told["items"]} == {"template"}
    again = server.get("/v1/users/15/recommendations?exploration=0").json()
    assert again["rerank"]["status"] == "cache"
    assert [item["id"] for item in again["items"]] == order
    text = server.get("/metrics").text
    assert 'because_model_calls_total{why="ok"} 1.0' in text
    assert 'because_prompts_total{steps="0"} 1.0' in text
