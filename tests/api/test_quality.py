"""The check of the content: after ingesting and reindexing, in the doctor, in the metrics; embedders compared."""

import json
from pathlib import Path

import pytest

from api.commands.findings import Finding
from api.commands.quality import content
from hybrid.content.checking import Drift, Named, Neighbourhood, Quality
from hybrid.content.schema import FieldChange
from hybrid.errors import BecauseError, EmbeddingError
from tests.api.runner import Run, runner
from tests.api.running import running
from tests.api.test_commands import catalogue_file, events_file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder of its own; errors meant for people are raised."""
    return runner(monkeypatch, tmp_path)


def findings(run: Run, tmp_path: Path) -> dict[str, dict]:
    assert run("doctor", "--json", "findings.json").exit_code == 0
    return {one["what"]: one for one in json.loads((tmp_path / "findings.json").read_text())}


def test_the_doctor_tells_what_the_last_ingest_brought(run: Run, tmp_path: Path):
    catalogue_file(tmp_path / "items.jsonl")
    run("ingest", "items", "items.jsonl")
    first = findings(run, tmp_path)
    assert "ingesting items.jsonl" in first["content"]["message"]
    assert "16 of 256 dimensions by wordllama" in first["vectors"]["message"]
    assert len(first["neighbours"]["examples"]) == 5
    assert "schema" not in first
    more = [{"id": f"new{n}", "title": "Space story number 0", "price": 9.5} for n in range(16)]
    (tmp_path / "more.jsonl").write_text("".join(json.dumps(one) + "\n" for one in more))
    run("ingest", "items", "more.jsonl")
    second = findings(run, tmp_path)
    assert second["doubles"]["state"] == "note"
    assert second["schema"]["examples"] == [
        "categories: filled 100% → 50%", "price appeared (0% → 50% of the items have it)",
    ]  # fmt: skip
    told = run("doctor").stdout
    assert "price appeared" in told
    assert "Space story number" in told


def test_metrics_have_what_was_found_also_after_a_restart(run: Run, tmp_path: Path):
    with running(tmp_path / "data") as server:
        assert "because_content" not in server.get("/metrics").text
        run("ingest", "items", str(catalogue_file(tmp_path / "items.jsonl")))
        text = server.get("/metrics").text
        assert "because_content_indexed_items 16.0" in text
        assert "# TYPE because_content_near_duplicates_ratio gauge" in text
        assert "because_content_neighbours_changed_ratio" not in text
        assert run("reindex").exit_code == 0
        assert findings(run, tmp_path)["content"]["message"].endswith("after reindexing")
    with running(tmp_path / "data") as server:
        assert "because_content_indexed_items 16.0" in server.get("/metrics").text
        assert server.post("/internal/check", {"after": "whatever"}).status_code in (401, 403, 404)


def test_events_need_no_check(run: Run, tmp_path: Path):
    run("ingest", "events", str(events_file(tmp_path / "events.csv")))
    assert findings(run, tmp_path)["content"]["message"] == "not checked yet."


def told(drift: Drift | None = None, **more) -> dict[str, Finding]:
    near = Neighbourhood(Named("a", "A"), (Named("b", "", 0.985),))
    given = {
        "at": 1_700_000_000_123_456, "after": "a test", "embedder": "e", "dims": 3, "indexed": 100, "examined": 100,
        "compared": 100, "broken": 0, "empty": 0, "waiting": 0, "same_texts": 0, "near_duplicates": 1, "without": (),
        "pairs": (near,), "samples": (near,),
    }  # fmt: skip
    return {one.what: one for one in content(Quality(**{**given, **more}, drift=drift))}


def test_the_section_in_words():
    assert {one.state for one in told().values()} == {"ok"}
    assert told()["doubles"].examples == ("A: b 0.98",)
    assert told(broken=2)["vectors"].state == "note"
    assert told(empty=2, without=(Named("x", ""),))["texts"].examples == ("x",)
    assert "no vector yet" in told(waiting=1)["texts"].message
    assert told(near_duplicates=3)["doubles"].state == "note"


def test_drift_in_words():
    calm = Drift(1_700_000_000_000_000, 1_700_000_060_000_000, 50, 0.3, 0.01, "", ())
    assert told(calm)["drift"].state == told(calm)["schema"].state == "ok"
    assert "30% of the neighbours of 50 items" in told(calm)["drift"].message
    moved = Drift(calm.since, calm.at, 50, 0.3, 0.2, "", (FieldChange("price", "filled", "90%", "10%"),))
    assert told(moved)["drift"].state == "note"
    assert told(moved)["schema"].examples == ("price: filled 90% → 10%",)
    other = Drift(calm.since, calm.at, 50, 0.3, 0.3, "wordllama/256@1, 256 dimensions", ())
    assert "made with wordllama/256@1" in told(other)["drift"].message


def series_file(path: Path) -> Path:
    titles = [f"{name} {part}" for name in ("Alien", "Rocky", "Jaws", "Predator") for part in (2, 3)]
    path.write_text("".join(json.dumps({"id": title, "title": title}) + "\n" for title in titles))
    return path


def test_embedders_are_compared_beside_a_server(run: Run, tmp_path: Path):
    run("ingest", "items", str(series_file(tmp_path / "items.jsonl")))
    with running(tmp_path / "data"):
        told = run("evaluate", "--embedders", "wordllama", "--json", "figures.json", "--html", "page.html")
    assert told.exit_code == 0
    assert "8 items, 256 dimensions, vectors kept by the index" in told.stdout
    assert "Of one series" in told.stdout
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert figures["sections"][0]["rows"][0]["recall@10"]["value"] == 1.0
    assert "<svg" in (tmp_path / "page.html").read_text()


def test_what_is_wrong_with_embedders_is_named(run: Run, tmp_path: Path):
    with pytest.raises(BecauseError, match="There is no catalogue"):
        run("evaluate", "--embedders", "wordllama")
    run("ingest", "items", str(series_file(tmp_path / "items.jsonl")))
    with pytest.raises(BecauseError, match="names no embedder"):
        run("evaluate", "--embedders", " ,")
    with pytest.raises(EmbeddingError, match="no embedder 'words'"):
        run("evaluate", "--embedders", "wordllama,words")
