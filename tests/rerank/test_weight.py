import pytest
from hypothesis import given
from hypothesis import strategies as st

from rerank.weight import FULL, NONE, Weight

VALUES = st.floats(0, 1).map(lambda value: round(value, 4))
KNOTS = st.dictionaries(st.integers(0, 1_000_000), VALUES, min_size=1, max_size=5).map(
    lambda found: tuple(sorted(found.items()))
)
WEIGHTS = st.builds(Weight, KNOTS, st.none() | VALUES)
FALLING = Weight(((10, 0.8), (100, 0.4)), context=0.7)


@given(WEIGHTS, st.integers(0, 10_000_000), st.booleans())
def test_it_stays_between_its_knots(weight: Weight, known: int, asked: bool) -> None:
    values = [value for _, value in weight.knots] + ([weight.context] if asked and weight.context is not None else [])
    assert min(values) - 1e-9 <= weight.at(known, asked) <= max(values) + 1e-9


@given(WEIGHTS)
def test_at_a_knot_it_is_the_knots_and_a_context_only_raises_it(weight: Weight) -> None:
    for length, value in weight.knots:
        assert weight.at(length) == pytest.approx(value)
        assert weight.at(length, asked=True) == pytest.approx(max(value, weight.context or 0.0))


@given(WEIGHTS)
def test_what_is_written_is_read_again(weight: Weight) -> None:
    read = Weight.parse(str(weight))
    assert str(read) == str(weight)
    assert all(read.at(n, asked) == weight.at(n, asked) for n in (0, 7, 1000) for asked in (False, True))


@given(st.integers(0, 1000), st.booleans())
def test_weight_0_is_0_for_everybody(known: int, asked: bool) -> None:
    assert Weight.parse("0").at(known, asked) == 0.0
    assert NONE.silent
    assert not FULL.silent
    assert not Weight.parse("0,context:0.5").silent


def test_between_knots_it_falls_with_the_logarithm() -> None:
    assert [FALLING.at(known) for known in (0, 10, 100, 5000)] == [0.8, 0.8, 0.4, 0.4]
    # Half-way in log(1 + n): sqrt(11 · 101) - 1 = 32.33
    assert FALLING.at(32) == pytest.approx(0.602, abs=0.001)
    assert FALLING.at(0, asked=True) == 0.8
    assert FALLING.at(100, asked=True) == 0.7


def test_one_number_is_a_constant() -> None:
    assert Weight.parse(" 0.6 ") == Weight.constant(0.6)
    assert str(Weight.constant(0.6)) == "0.6"
    assert Weight.parse("0.6,context:0.9") == Weight(((0, 0.6),), context=0.9)
    assert Weight.parse("100:0.4, 10:0.8,context:0.7") == FALLING


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no number"),
        ("a lot", "no number"),
        ("10:", "no number"),
        ("1.5", "0 to 1"),
        ("-0.1", "0 to 1"),
        ("nan", "0 to 1"),
        ("0.5,context:2", "0 to 1"),
        ("10:0.5,10:0.6", "can't be read"),
        ("short:0.5", "can't be read"),
        ("-3:0.5", "can't be read"),
        ("10:0.5,010:0.6", "must differ"),
        ("9999999:0.5", "must differ"),
        ("context:0.5", "is missing"),
    ],
)
def test_what_can_not_be_read_says_what_to_write(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=rf"{said}.*write one number, 0\.6, or weights by items known"):
        Weight.parse(text)
