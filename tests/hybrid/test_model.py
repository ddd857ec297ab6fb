from __future__ import annotations

from pathlib import Path

import numpy as np

from hybrid.artifacts import Artifacts
from hybrid.candidates import Query
from hybrid.collaborative.factors import NativeSource
from hybrid.collaborative.train import train
from hybrid.model import Model
from tests.hybrid.collaborative.worlds import FIRST, QUICK, SECOND, profile, read, two_tastes


def loaded(folder: Path) -> Model:
    artifacts = Artifacts(folder, lambda: 1_000_000)
    return artifacts.load(artifacts.write(train(read(two_tastes()), QUICK, lambda stage, share: None)))


def test_also_liked_is_never_the_item_itself_and_stays_in_its_taste(tmp_path: Path) -> None:
    model = loaded(tmp_path)
    for taste in (FIRST, SECOND):
        for key in taste:
            keys, strengths = model.also_liked(key, 6)
            assert len(keys) == 6
            assert key not in keys
            assert set(keys.tolist()) <= set(taste)
            assert (np.diff(strengths) <= 0).all()


def test_also_liked_of_an_unknown_item_is_empty(tmp_path: Path) -> None:
    model = loaded(tmp_path)
    for key in (-1, 0, 25, 10_000):
        assert model.also_liked(key, 6)[0].size == 0


def test_factors_serve_from_the_mapped_arrays(tmp_path: Path) -> None:
    model = loaded(tmp_path)
    scored = NativeSource(model.factors).score(Query(profile([], 7), np.ones(50, np.bool_), 5))
    assert scored is not None
    assert set(scored.keys.tolist()) <= set(FIRST)
