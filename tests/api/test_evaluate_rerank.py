"""``because evaluate --rerank``: the command, and that it asks what serving asks."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.metrics import Metrics
from api.opening import open_folder
from api.schemas import RecommendationRequest
from api.settings import load_settings
from hybrid.errors import BecauseError
from tests.api.runner import Run, runner
from tests.api.test_commands import catalogue_file, events_file
from tests.servers.model_server import ModelServer, model_server, reverse

BEGUN = 1_700_000_000


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server(answer=reverse) as found:
        yield found


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, server: ModelServer) -> Run:
    """Runs a command that asks the stub, in a folder of its own."""
    given = {"MODEL": "openai/stub", "API_BASE": server.api_base}
    return runner(
        monkeypatch, tmp_path, BECAUSE_TRAIN__BUDGET="1", **{f"BECAUSE_LLM__{name}": to for name, to in given.items()}
    )


def test_table_json_and_page(run: Run, server: ModelServer, tmp_path: Path) -> None:
    run("ingest", "items", str(catalogue_file(tmp_path / "items.jsonl")))
    run("ingest", "events", str(events_file(tmp_path / "events.csv")))
    before = sorted(path.name for path in (tmp_path / "data").iterdir())
    told = run("evaluate", "--rerank", "12", "--json", "figures.json", "--html", "page.html")
    assert told.exit_code == 0
    assert server.calls == 24
    for text in ("By stage", "Re-rank", "Re-rank by length of history", "20 candidates", "Calls of openai/stub"):
        assert text in told.stdout
    assert "People unseen in training" not in told.stdout
    figures = json.loads((tmp_path / "figures.json").read_text())
    rerank = figures["about"]["rerank"]
    assert rerank["calls"]["window"]["calls"] == rerank["people"] == 12
    assert rerank["advice"]["text"] in told.stderr
    assert rerank["advice"]["text"] in figures["notes"]
    page = (tmp_path / "page.html").read_text()
    assert "choosing the weight" in page
    assert "calls (window (calls 12" in page
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == before


def test_the_model_is_asked_what_serving_would_have_asked_then(
    run: Run, server: ModelServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One person, whose fifth click is the test; beside it a folder that only ever heard of the first four."""
    items, events = catalogue_file(tmp_path / "items.jsonl"), events_file(tmp_path / "events.csv", people=1)
    run("ingest", "items", str(items))
    run("ingest", "events", str(events))
    told = run("evaluate", "--rerank", "1")
    assert "without a trained model" in told.stderr
    measured = server.bodies[0]
    events.write_text("".join(events.read_text().splitlines(keepends=True)[:5]))
    monkeypatch.setenv("BECAUSE_DATA_DIR", str(tmp_path / "past"))
    run("ingest", "items", str(items))
    run("ingest", "events", str(events))
    opened = open_folder(load_settings(), clock=lambda: (BEGUN + 60 * 4) * 1_000_000)

    async def served() -> None:
        application = opened.application
        async with application.running(Metrics()):
            await application.pipeline.recommend(RecommendationRequest(user_id="p0", rerank="wait", deadline_ms=30_000))

    try:
        asyncio.run(served())
    finally:
        opened.close()
    assert len(server.bodies) == 3
    assert json.loads(measured) == json.loads(server.bodies[2])


def test_what_can_not_be_measured_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("ingest", "items", str(catalogue_file(tmp_path / "items.jsonl")))
    with pytest.raises(BecauseError, match="one after the other"):
        run("evaluate", "--rerank", "3", "--embedders", "wordllama")
    monkeypatch.delenv("BECAUSE_LLM__MODEL")
    monkeypatch.delenv("BECAUSE_LLM__API_BASE")
    with pytest.raises(BecauseError, match=r"No language model is named.*--llm local"):
        run("evaluate", "--rerank", "3")
