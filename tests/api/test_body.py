"""Bodies: strict JSON, whatever comes, and never an exception but a ``Problem``."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.body import DEPTH, WIDTH, parse, shape_trouble, validated
from api.errors import Problem
from api.schemas import RecommendationRequest

JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
FIELDS = st.dictionaries(st.sampled_from([*RecommendationRequest.model_fields, "nosuch"]), JSON)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b'{"a":NaN}',
        b'{"a":Infinity}',
        b'{"a":1e999}',
        b'{"a":"\\ud800"}',
        b'{"a":"\xff"}',
        b"\xef\xbb\xbf{}",
        b"{'a':1}",
        b"{} {}",
        b"[" * 100_000,
        b"[" * 500 + b"]" * 500,
        b"[" + b"[]," * 200_000 + b"1]",
        b'{"a":' * 70 + b"1" + b"}" * 70,
        b"nonsense",
        b"\x00",
    ],
)
def test_what_is_no_sound_json_is_refused(body: bytes):
    with pytest.raises(Problem) as caught:
        parse(body)
    assert caught.value.status == 400
    assert len(caught.value.detail) < 200


def test_the_place_of_the_error_is_named():
    with pytest.raises(Problem) as caught:
        parse(b'{\n "a": 1,\n "b": NaN\n}')
    assert "line 3" in caught.value.detail


def test_objects_of_absurd_width_are_refused_and_real_ones_not():
    assert shape_trouble({str(n): n for n in range(WIDTH + 1)})
    assert not shape_trouble({"a": [{"b": [1]}] * 1000})
    nested: Any = 1
    for _ in range(DEPTH - 1):
        nested = [nested]
    assert not shape_trouble(nested)
    assert shape_trouble([[nested]])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_parse_or_are_a_problem(body: bytes):
    status = 200
    try:
        parse(body)
    except Problem as problem:
        status = problem.status
    assert status in (200, 400)


@settings(deadline=None)
@given(FIELDS)
def test_any_json_validates_or_is_a_problem_that_can_be_sent(value: dict[str, Any]):
    try:
        validated(value, RecommendationRequest)
    except Problem as problem:
        sent = json.loads(bytes(problem.response().body))
        assert sent["status"] == 422
        assert all(error["pointer"].startswith("/") and error["message"] for error in sent["errors"])
