"""Trained models in arms: opened when needed, over the items that are there now, and let go."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest

from hybrid.artifacts import Artifacts
from hybrid.engine import Engine, EngineSettings
from hybrid.errors import NotFound
from hybrid.experiments.definition import Definition
from hybrid.experiments.treatments import Treated, Treatments
from hybrid.model import Model
from hybrid.records import ItemRecord
from tests.hybrid.collaborative.worlds import trained, two_tastes

NOW = 1_790_000_000_000_000
PEOPLE = [f"person {n}" for n in range(40)]


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """Items that two models know, the later one live."""
    ticks = count(NOW, 1_000_000)
    opened = Engine.open(tmp_path / "data", EngineSettings(kept=2), lambda: next(ticks))
    about = ("a wedding", "space travel")
    opened.upsert_items([ItemRecord(id=f"i{n}", title=f"Number {n}", description=about[n % 2]) for n in range(45)])
    for _ in range(2):
        opened.artifacts.write(trained(two_tastes(20)))
    opened.promote(opened.artifacts.versions()[-1])
    yield opened
    opened.close()


def running(engine: Engine, version: str) -> None:
    arms = {"control": {}, "before": {"model": version}}
    definition = Definition.model_validate({"scenarios": ["homepage"], "arms": arms})
    engine.artifacts.pin([version])
    engine.store.experiments.put("models", definition)
    engine.store.experiments.start("models")


def of_arm(engine: Engine, treatments: Treatments, arm: str) -> Treated:
    found = (treatments.of("homepage", person, engine.snapshot) for person in PEOPLE)
    return next(treated for treated in found if treated.treatment.arm == arm)


def treating(engine: Engine) -> Treatments:
    return Treatments(engine.store.experiments, engine.rulebook, engine.artifacts)


def test_an_arm_is_answered_from_its_model_and_with_what_is_new(engine: Engine) -> None:
    older, live = engine.artifacts.versions()
    running(engine, older)
    treatments = treating(engine)
    treated = of_arm(engine, treatments, "before").snapshot
    assert (treated.version, of_arm(engine, treatments, "control").snapshot) == (older, engine.snapshot)
    assert of_arm(engine, treatments, "before").snapshot is treated, "it is opened once"
    engine.upsert_items([ItemRecord(id="new", title="New", description="space travel")])
    key = int(engine.store.catalog.keys_of(["new"])["new"])
    after = of_arm(engine, treatments, "before").snapshot
    assert key in after.standins.keys
    assert key not in treated.standins.keys
    assert after.model is treated.model
    assert engine.snapshot.version == live


def test_a_pinned_model_outlives_newer_ones_and_goes_once_it_is_not(engine: Engine) -> None:
    older = engine.artifacts.versions()[0]
    engine.artifacts.pin([older])
    for _ in range(5):
        engine.promote(engine.artifacts.write(trained(two_tastes(20))))
    assert older in engine.artifacts.versions()
    engine.artifacts.pin([])
    engine.artifacts.write(trained(two_tastes(20)))
    assert older not in engine.artifacts.versions()
    with pytest.raises(NotFound):
        engine.artifacts.pin([older])


def test_who_cannot_be_given_their_arm_takes_no_part(engine: Engine, caplog: pytest.LogCaptureFixture) -> None:
    older = engine.artifacts.versions()[0]
    running(engine, older)
    (engine.folder / "models" / older / "manifest.json").unlink()
    treatments = treating(engine)
    arms = {treatments.of("homepage", person, engine.snapshot).treatment.arm for person in PEOPLE}
    assert arms == {"control", ""}
    assert len([record for record in caplog.records if "models/before" in record.message]) == 1


class Counting(Artifacts):
    """Counts how often a model is opened."""

    opened = 0

    def load(self, version: str, mmap: bool = True, verify: bool = True) -> Model:
        self.opened += 1
        return super().load(version, mmap, verify)


def test_a_model_that_cannot_be_read_is_tried_again_only_once_its_folder_has_changed(engine: Engine) -> None:
    older = engine.artifacts.versions()[0]
    running(engine, older)
    folder = engine.folder / "models" / older
    array = (folder / "item_biases.npy").rename(folder.parent / "aside")
    artifacts = Counting(engine.folder / "models", lambda: NOW)
    treatments = Treatments(engine.store.experiments, engine.rulebook, artifacts)
    for person in PEOPLE:
        assert treatments.of("homepage", person, engine.snapshot).treatment.arm != "before"
    assert artifacts.opened == 1
    array.rename(folder / "item_biases.npy")
    assert of_arm(engine, treatments, "before").snapshot.version == older
    assert artifacts.opened == 2


def test_outside_of_experiments_everything_is_as_it_is(engine: Engine) -> None:
    treated = treating(engine).of("homepage", "person 1", engine.snapshot)
    assert treated.snapshot is engine.snapshot
    assert treated.treatment.key == ""
