"""What people go for together since the training counts for neighbours at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from hybrid import together
from hybrid.artifacts import Artifacts
from hybrid.candidates import Query
from hybrid.domain import SourceName
from hybrid.engine import Engine, EngineSettings
from hybrid.model import LATELY, TrainedModel
from hybrid.reader import Reader
from hybrid.replica import Replica
from tests.hybrid.collaborative.worlds import FIRST, SECOND, trained, two_tastes
from tests.hybrid.events import NOW, clicks
from tests.hybrid.test_engine import click, items
from tests.hybrid.test_replica import OwnersIndex

SHARED = EngineSettings(shared=True)
NEW = [f"i{n}" for n in range(50, 58)]


@pytest.fixture(scope="module")
def model() -> TrainedModel:
    return trained(two_tastes(40))


@pytest.fixture
def engine(tmp_path: Path, model: TrainedModel) -> Iterator[Engine]:
    """A model of two tastes, and eight new items that it has not met, whose texts say nothing of taste."""
    opened = Engine.open(tmp_path, SHARED, lambda: NOW)
    opened.upsert_items(items(0, 58))
    opened.promote(opened.artifacts.write(model))
    yield opened
    opened.close()


def keys(reader: Reader, id: str, limit: int = 5) -> list[int]:
    return [int(found.item.key) for found in reader.also_liked(id, limit)]


def lately(reader: Reader, id: str) -> dict[str, float]:
    found = reader.also_liked(id, 20)
    return {one.item.id: one.score for one in found if one.source is SourceName.NEIGHBOURS}


def right(engine: Engine) -> float:
    """The share of the new items' first five neighbours that are of the taste of the item's people."""
    tastes = [FIRST if n % 2 else SECOND for n in range(len(NEW))]
    return float(np.mean([[key in taste for key in keys(engine, id)] for id, taste in zip(NEW, tastes, strict=True)]))


def test_new_items_find_the_neighbours_of_their_people_before_the_next_training(engine: Engine) -> None:
    draw = np.random.default_rng(1)
    before, did = right(engine), []
    for person in range(160):
        taste = FIRST if person % 2 else SECOND
        liked = [f"i{key - 1}" for key in draw.choice(taste, 5, replace=False)]
        new = draw.choice([id for n, id in enumerate(NEW) if n % 2 == person % 2], 2, replace=False)
        did += [click(f"p{person}", id) for id in [*liked, *new.tolist()]]
    engine.append_events(did)
    assert before < 0.4
    assert right(engine) == 1.0


def test_few_people_are_never_told_and_each_counts_once(engine: Engine) -> None:
    for n in range(4):
        for item in ("i50", "i2", "i50", "i2"):
            engine.append_events([click(f"p{n}", item)])
    assert lately(engine, "i50") == {}
    engine.append_events([click("p4", "i2"), click("p4", "i50")])
    assert lately(engine, "i50") == {"i2": 1.0}
    assert lately(engine, "i2")["i50"] == 1.0
    engine.erase_user("p3")
    assert lately(engine, "i50") == {}


def test_every_process_counts_the_same_also_after_a_start(engine: Engine, tmp_path: Path) -> None:
    replica = Replica.open(tmp_path, SHARED, lambda: NOW, OwnersIndex(engine).of)
    for n in range(6):
        replica.append_events([click(f"p{n}", "i50"), click(f"p{n}", "i2")])
    later = Replica.open(tmp_path, SHARED, lambda: NOW, OwnersIndex(engine).of)
    assert lately(engine, "i50") == lately(replica, "i50") == lately(later, "i50") == {"i2": 1.0}
    replica.merge_users("p0", "p1")
    replica.merge_users("p0", "p2")
    for reader in (engine, replica):
        _ = reader.snapshot
        reader.recount()
        assert lately(reader, "i50") == {}
    for one in (replica, later):
        one.close()


def proposed(reader: Reader, id: str) -> list[int]:
    """What the list of somebody who clicked this item gets from what people do since the training."""
    snapshot, key = reader.snapshot, int(reader.store.catalog.keys_of([id])[id])
    query = Query(clicks(key), snapshot.columns.recommendable, people=5)
    found = [scoring for scoring in snapshot.gather(query) if scoring.channel == LATELY]
    return [int(key) for scoring in found for key in scoring.propose(9)]


def test_lists_move_at_once_in_every_process_and_forget_as_fast(
    engine: Engine, model: TrainedModel, tmp_path: Path
) -> None:
    replica = Replica.open(tmp_path, SHARED, lambda: NOW, OwnersIndex(engine).of)
    assert proposed(engine, "i2") == proposed(replica, "i2") == []
    for n in range(5):
        replica.append_events([click(f"p{n}", "i50"), click(f"p{n}", "i2")])
    assert proposed(engine, "i2") == proposed(replica, "i2") == [51]
    engine.erase_user("p3")
    assert proposed(engine, "i2") == proposed(replica, "i2") == []
    replica.append_events([click("p6", "i50"), click("p6", "i2")])
    assert proposed(engine, "i2") == proposed(replica, "i2") == [51]
    engine.promote(Artifacts(engine.artifacts.folder, lambda: NOW + 60_000_000).write(model))
    assert proposed(engine, "i2") == proposed(replica, "i2") == [], "the next training knows it"
    replica.close()


def test_what_a_training_knows_is_left_to_it(engine: Engine) -> None:
    engine.append_events([click(f"p{n}", item) for n in range(9) for item in ("i50", "i2")])
    _ = engine.snapshot
    counted = engine._together
    assert counted.beside([51, 7], NOW).keys() == {51}
    assert counted.beside([51, 7], NOW + 1) == {}
    assert counted.beside([51], NOW).keys() == {51}, "models of two trainings are counted for side by side"


def test_only_the_newest_are_looked_at(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "WINDOW", 20)
    engine.append_events([click(f"p{n}", item) for n in range(6) for item in ("i50", "i2")])
    assert lately(engine, "i50") == {"i2": 1.0}
    engine.append_events([click(f"q{n}", "i3") for n in range(60)])
    assert lately(engine, "i50") == {}
