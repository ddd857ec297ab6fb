"""What training makes, written, read back and served: the lists that the weights were chosen for."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from hybrid.artifacts import Artifacts
from hybrid.collaborative.knots import per_person
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.pairs import Backing
from hybrid.collaborative.plan import Plan
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Event, Item, ItemKey, UserKey
from hybrid.evaluation.fitting import counted
from hybrid.evaluation.vectors import ExactIndex
from hybrid.model import Model, TrainedModel
from hybrid.profiles import Engagement, fold
from hybrid.recommend import rank
from hybrid.rules import Filter
from hybrid.snapshot import Snapshot
from tests.hybrid.collaborative.worlds import FIRST, SECOND, columns, read, silent, steps, trained, two_tastes
from tests.hybrid.content.worlds import Letters


def loaded(folder: Path, model: TrainedModel) -> Model:
    artifacts = Artifacts(folder, lambda: 1_000_000)
    return artifacts.load(artifacts.write(model))


@pytest.fixture(scope="module")
def tastes(tmp_path_factory: pytest.TempPathFactory) -> Model:
    return loaded(tmp_path_factory.mktemp("tastes"), trained(two_tastes()))


def test_also_liked_is_never_the_item_itself_and_stays_in_its_taste(tastes: Model) -> None:
    for taste in (FIRST, SECOND):
        for key in taste:
            keys, strengths = tastes.also_liked(key, 6)
            assert len(keys) == 6
            assert key not in keys
            assert set(keys.tolist()) <= set(taste)
            assert (np.diff(strengths) <= 0).all()


def test_also_liked_of_an_unknown_item_is_empty(tastes: Model) -> None:
    for key in (-1, 0, 25, 10_000):
        assert tastes.also_liked(key, 6)[0].size == 0


def test_serving_ranks_as_training_did(tmp_path: Path) -> None:
    """The blend of everybody by training's matrices, and one by one through the snapshot."""
    events = steps(200)
    fresh = trained(events)
    model = loaded(tmp_path, fresh)
    history = read(events)
    people = np.arange(40)
    plan = Plan.from_json(model.manifest.plan)
    group = Lab(history, plan.making, None, silent, Backing.of(history, model.manifest.settings["min_people"])).group(
        people,
        plan.tables,
        scales={t.name: t.scale for t in model.tables} | {"native": model.recipe.native_scale, "popular": 1.0},
    )
    knots = {knot.interactions: knot.weights for knot in model.recipe.weights.known}
    weights = per_person(knots, history.lengths[people])
    top = group.top({name: w for name, w in weights.items() if name != "content"}, 10)
    snapshot = served(model, events)
    agreed = []
    for place in people.tolist():
        user = int(history.people[place])
        own = [e for e in events if e.user == user]
        profile = fold(own, max(e.occurred_at for e in own), Engagement(), UserKey(user))
        shown = list(rank(snapshot, profile, Filter(), 10).keys)
        wanted = history.keys[top[place][top[place] >= 0]].tolist()
        agreed.append(len(set(shown[: len(wanted)]) & set(wanted)) / max(len(wanted), 1))
    assert np.mean(agreed) > 0.97


def served(model: Model, events: list[Event]) -> Snapshot:
    """Without any vectors, so that likeness has nothing to say."""
    items = ItemColumns()
    items.put(Item(ItemKey(key), f"i{key}", f"Story {key}") for key in range(1, 61))
    items.reset_engagement(counted(columns(events), Engagement()).people)
    table = VectorTable(np.zeros(26, np.float32))
    return Snapshot.of(items, ContentSpace(Letters(), table, ExactIndex(table)), model)
