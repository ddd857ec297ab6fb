import pytest
from hypothesis import given
from hypothesis import strategies as st

from rerank.fuse import fuse

KEYS = st.lists(st.integers(0, 1000), unique=True, max_size=60)
WEIGHTS = st.floats(0, 1)
CAPS = st.integers(0, 70)


@given(KEYS, st.lists(st.integers(0, 1000), max_size=80), WEIGHTS, CAPS)
def test_a_permutation_in_which_nothing_moves_beyond_the_cap(
    blend: list[int], model: list[int], weight: float, cap: int
) -> None:
    fused = fuse(blend, model, weight, cap)
    assert sorted(fused) == sorted(blend)
    assert all(abs(fused.index(key) - rank) <= cap for rank, key in enumerate(blend))


@given(KEYS, st.lists(st.integers(0, 1000), max_size=80), CAPS)
def test_weight_zero_is_exactly_the_blend(blend: list[int], model: list[int], cap: int) -> None:
    assert fuse(blend, model, 0.0, cap) == blend


@given(KEYS, st.lists(st.integers(0, 1000), max_size=80), WEIGHTS)
def test_cap_zero_is_exactly_the_blend(blend: list[int], model: list[int], weight: float) -> None:
    assert fuse(blend, model, weight, 0) == blend


@given(KEYS.flatmap(lambda keys: st.tuples(st.just(keys), st.permutations(keys))))
def test_full_weight_without_a_bound_is_the_models_order(both: tuple[list[int], list[int]]) -> None:
    blend, model = both
    assert fuse(blend, model, 1.0, len(blend)) == model


@given(KEYS, WEIGHTS, CAPS)
def test_a_model_that_copies_changes_nothing(blend: list[int], weight: float, cap: int) -> None:
    assert fuse(blend, blend, weight, cap) == blend


@given(KEYS, st.lists(st.integers(2000, 3000), max_size=20), WEIGHTS, CAPS)
def test_keys_that_only_the_model_has_say_nothing(blend: list[int], model: list[int], weight: float, cap: int) -> None:
    assert fuse(blend, model, weight, cap) == blend


def test_keys_that_the_model_lacks_keep_their_place() -> None:
    assert fuse([1, 2, 3, 4], [4, 1], 1.0, 5) == [4, 2, 3, 1]


def test_the_last_may_climb_as_far_as_the_cap() -> None:
    assert fuse(list(range(10)), [9, *range(9)], 1.0, 3).index(9) == 6


def test_a_reversal_is_carried_out_within_the_bound() -> None:
    fused = fuse(list(range(20)), list(reversed(range(20))), 0.5, 5)
    assert fused != list(range(20))
    assert max(abs(fused.index(k) - k) for k in range(20)) == 5


@pytest.mark.parametrize(("weight", "cap"), [(-0.1, 5), (1.1, 5), (float("nan"), 5), (0.5, -1)])
def test_senseless_settings_are_refused(weight: float, cap: int) -> None:
    with pytest.raises(ValueError, match="weight"):
        fuse([1, 2], [2, 1], weight, cap)
