"""README's ``because train`` and ``because evaluate``, one after the other, on a cut of the shipped sample."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from api.commands.demo import SAMPLE
from hybrid.engine import CHROMA
from tests.api.runner import runner
from tests.api.running import running
from tests.journeys.catalogue import films, ratings

README = Path(__file__).parents[2] / "README.md"
PEOPLE, MOST, LEAST = 40, 40, 3
"""So many people, each with at most so many ratings, and the films that at least so many of them rated."""


def written(path: Path, records: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(record) + "\n" for record in records))
    return str(path)


def cut(folder: Path) -> tuple[str, str]:
    """Files of the cut's items and events."""
    people = [person for person, rated in ratings().items() if len(rated) <= MOST][:PEOPLE]
    met = Counter(film for person in people for film in ratings()[person])
    kept = [film for film, count in met.items() if count >= LEAST]
    rows = pq.read_table(SAMPLE / "events.parquet").to_pylist()
    events = [row for row in rows if row["user_id"] in people and row["item_id"] in kept]
    return written(folder / "items.jsonl", [films()[film] for film in kept]), written(folder / "events.jsonl", events)


@pytest.mark.slow
def test_the_readmes_training_and_its_proof(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    run = runner(monkeypatch, tmp_path)
    items, events = cut(tmp_path)
    with running(tmp_path / "data"):
        run("ingest", "items", items)
        run("ingest", "events", events)
    shutil.rmtree(tmp_path / "data" / CHROMA)  # made anew faster than checked
    train, evaluate = re.findall(r"(?m)^because (train|evaluate --protocol[^#\n]*)", README.read_text("utf-8"))
    trained = run(*train.split(), "--budget", "30s", "--json", "model.json")
    model = json.loads((tmp_path / "model.json").read_text())
    assert model["current"]
    assert 30 <= model["users"] <= PEOPLE
    validation = model["report"]["validation"]
    assert f"On the newest likings of {validation['people']} people, fitted on one half" in trained.stdout
    assert 0 < validation["ndcg@10"] < 1
    proven = run(*evaluate.split(), "--json", "figures.json")
    figures = json.loads((tmp_path / "figures.json").read_text())
    about, sections = figures["about"], {section["name"]: section["rows"] for section in figures["sections"]}
    assert about["protocol"] == "temporal"
    assert 0 < about["events_trained_on"] < about["events"]
    assert f"{about['people']} people asked for" in proven.stdout
    stages = {row["name"]: row for row in sections["stages"]}
    assert {"native", "i2i", "content", "popular", "blend", "rules"} <= set(stages)
    shown = stages["rules"]["ndcg@10"]
    assert 0 < shown["low"] < shown["value"] < shown["high"] < 1
    assert {"unseen", "cold"} <= set(sections)
    run("models", "list", "--json", "models.json")
    assert [one["version"] for one in json.loads((tmp_path / "models.json").read_text())] == [model["version"]]
