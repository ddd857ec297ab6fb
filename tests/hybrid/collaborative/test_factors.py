from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.collaborative.factors import Factors, NativeSource
from hybrid.domain import SourceName
from hybrid.standins import NOBODY
from tests.hybrid.collaborative.worlds import profile

USER, STRANGER = 2, 3


def factors(seed: int) -> Factors:
    """Users 0 to 3 of whom 2 is known; items 0 to 9 of which 0, 4 and 5 are not."""
    draw = np.random.default_rng(seed)
    item_known = np.ones(10, np.bool_)
    item_known[[0, 4, 5]] = False
    return Factors(
        user_factors=draw.normal(size=(4, 3)).astype(np.float32),
        user_known=np.arange(4) == USER,
        item_factors=draw.normal(size=(10, 3)).astype(np.float32),
        item_biases=draw.normal(size=10).astype(np.float32),
        item_known=item_known,
    )


@given(st.integers(0, 1000), st.integers(1, 12), st.sets(st.integers(0, 9)))
def test_the_best_allowed_by_dot_product_and_bias(seed: int, k: int, refused: set[int]) -> None:
    trained = factors(seed)
    allowed = np.ones(10, np.bool_)
    allowed[list(refused)] = False
    raw = trained.item_factors @ trained.user_factors[USER] + trained.item_biases
    centred = raw - raw[trained.item_known].mean()
    scoring = NativeSource(trained, 2.0, NOBODY).read(Query(profile([1], USER), allowed))
    assert scoring is not None
    wanted = [k for k in np.argsort(-raw) if trained.item_known[k] and allowed[k] and centred[k] > 0]
    assert scoring.propose(k).tolist() == wanted[:k]
    known = np.flatnonzero(trained.item_known)
    assert np.allclose(scoring.raw(known), centred[known], atol=1e-5)
    assert not scoring.raw(np.array([0, 4, 5, 99])).any()
    assert (scoring.name, scoring.channel, scoring.scale) == (SourceName.LIGHTFM, "native", 2.0)
    assert scoring.weighing is None


def test_silent_about_people_the_model_has_not_met() -> None:
    for user in (None, STRANGER, 4, 400):
        query = Query(profile([1], user), np.ones(10, np.bool_))
        assert NativeSource(factors(1), 1.0, NOBODY).read(query) is None


def test_items_beyond_the_catalogue_mask_are_left_out() -> None:
    scoring = NativeSource(factors(1), 1.0, NOBODY).read(Query(profile([1], USER), np.ones(3, np.bool_)))
    assert scoring is not None
    assert set(scoring.propose(9).tolist()) <= {1, 2}
