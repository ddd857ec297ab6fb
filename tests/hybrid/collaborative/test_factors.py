from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.collaborative.factors import Factors, NativeSource
from hybrid.domain import SourceName
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
    wanted = [key for key in np.argsort(-raw) if trained.item_known[key] and allowed[key]][:k]
    scored = NativeSource(trained).score(Query(profile([1], USER), allowed, k))
    assert (scored.keys.tolist() if scored else []) == wanted
    if scored:
        assert (scored.scores > 0).all()
        assert np.allclose(np.diff(scored.scores), np.diff(raw[scored.keys]), atol=1e-5)
        assert (scored.name, scored.channel, scored.similarity) == (SourceName.LIGHTFM, "native", None)


def test_silent_about_people_the_model_has_not_met() -> None:
    allowed = np.ones(10, np.bool_)
    for user in (None, STRANGER, 4, 400):
        assert NativeSource(factors(1)).score(Query(profile([1], user), allowed)) is None


def test_extra_keys_are_scored_where_the_model_knows_them() -> None:
    allowed = np.zeros(10, np.bool_)
    scored = NativeSource(factors(1)).score(Query(profile([1], USER), allowed, 5, extra=np.array([4, 7, 99])))
    assert scored is not None
    assert scored.keys.tolist() == [7]


def test_items_beyond_the_catalogue_mask_are_left_out() -> None:
    scored = NativeSource(factors(1)).score(Query(profile([1], USER), np.ones(3, np.bool_), 9))
    assert scored is not None
    assert set(scored.keys.tolist()) == {1, 2}
