"""The weight by context and several passes, over real HTTP: what is set is what an answer and the metrics show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Running, running
from tests.servers.model_server import ModelServer, handles, model_server, ranking

PASSES = 3


def by_title(request: dict[str, Any]) -> str:
    """A model with a mind of its own, wherever the candidates stand."""
    shown = re.findall(r"^\d+\. (Film \d+)", request["messages"][-1]["content"], re.MULTILINE)
    return ranking(sorted(handles(request), key=lambda handle: shown[int(handle) - 1]), request)


@pytest.fixture(scope="module")
def model() -> Iterator[ModelServer]:
    with model_server(answer=by_title) as found:
        yield found


@pytest.fixture(scope="module")
def serving(model: ModelServer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Films 10 to 29; only who asks for something has the model's order, and that without a cap."""
    folder: Path = tmp_path_factory.mktemp("weight") / "data"
    llm = {"model": "openai/stub", "api_base": model.api_base, "words": False}
    rerank = {"weight": "0,context:1", "cap": 50, "passes": PASSES}
    with running(folder, llm=llm, rerank=rerank) as server:
        items = [{"id": f"m{n}", "title": f"Film {n}", "categories": ["Comedy"]} for n in range(10, 30)]
        assert server.post("/v1/items", {"items": items}).json()["accepted"] == 20
        yield server


def ask(serving: Running, rerank: str, **more: Any) -> dict[str, Any]:
    given = {"user_id": "ana", "rerank": rerank, "deadline_ms": 60_000, **more}
    told: dict[str, Any] = serving.post("/v1/recommendations", given).json()
    return told


def ids(told: dict[str, Any]) -> list[str]:
    return [item["id"] for item in told["items"]]


def test_who_asks_for_something_has_the_models_order_and_others_the_blend(serving: Running, model: ModelServer) -> None:
    plain = ask(serving, "wait")
    assert plain["rerank"]["status"] == "llm"
    assert ids(plain) == ids(ask(serving, "off"))
    query = {"context": {"query": "a comedy"}}
    asked = ask(serving, "wait", **query)
    assert ids(asked) == [f"m{n}" for n in range(10, 20)] != ids(plain)
    looked = ask(serving, "wait", context={"item_id": "m10"})
    assert ids(looked) == [f"m{n}" for n in range(11, 21)]


def test_passes_and_how_they_agree_are_told(serving: Running, model: ModelServer) -> None:
    before = model.calls
    first = ask(serving, "wait", scenario="mail")
    assert model.calls - before == PASSES
    assert (first["rerank"]["agreement"], first["rerank"]["tokens"]) == (1.0, PASSES * 550)
    kept = ask(serving, "auto", scenario="mail")
    assert (kept["rerank"]["status"], kept["rerank"]["agreement"]) == ("cache", 1.0)
    assert ask(serving, "off")["rerank"]["agreement"] is None
    figures = serving.get("/metrics").text
    assert re.search(r"^because_model_agreement_count [1-9]", figures, re.MULTILINE)
    assert re.search(r"^because_model_repairs_total 0\.0", figures, re.MULTILINE)
