"""Ids in paths: whatever an id holds, encoding and decoding give it back and never more than one segment."""

from typing import Any
from urllib.parse import quote

import pytest
from fastapi import Request
from hypothesis import given, settings
from hypothesis import strategies as st

from api.errors import Problem
from api.paths import canonical, id_of

IDS = st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=128)


def request_for(segment: str) -> Request:
    scope: dict[str, Any] = {"type": "http", "path_params": {"id": segment}}
    return Request(scope)


@settings(deadline=None)
@given(IDS)
def test_an_id_survives_its_way_through_the_path(id: str):
    path = canonical(f"/v1/items/{quote(id, safe='')}/similar".encode())
    segments = path.split("/")
    assert len(segments) == 5
    assert id_of(request_for(segments[3])) == id


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_give_a_path_that_is_canonical_already(raw: bytes):
    path = canonical(raw)
    assert canonical(path.encode()) == path
    assert path.count("/") == raw.count(b"/")


def test_different_spellings_of_one_path_are_one():
    assert canonical(b"/v1/%69tems/a%2fb") == canonical(b"/v1/items/a%2Fb") == "/v1/items/a%2Fb"


@pytest.mark.parametrize("segment", ["%00", "a%0Ab", "%FF", "%ED%A0%80", quote("x" * 129), ""])
def test_what_can_be_no_id_is_not_found(segment: str):
    with pytest.raises(Problem) as caught:
        id_of(request_for(segment))
    assert caught.value.status == 404
    assert caught.value.errors[0].pointer == "/id"
