"""Requests: the contract's fields, strictly."""

from typing import Any

import pytest

from api.body import validated
from api.errors import Problem
from api.schemas import HomepageQuery, RecommendationRequest

WHOLE = {
    "user_id": "u42",
    "limit": 10,
    "scenario": "homepage",
    "rerank": "auto",
    "mode": "list",
    "deadline_ms": 4000,
    "context": {
        "query": "something short and funny for tonight",
        "item_id": None,
        "recent_item_ids": [],
        "locale": "en-GB",
        "timezone": "Europe/London",
        "device": "tv",
    },
    "filter": {
        "categories": ["Comedy"],
        "available": True,
        "exclude_ids": ["m7"],
        "include_seen": False,
        "attributes": {"year": {"gt": 1990}, "language": ["en", "fr"], "brand": "Acme", "colour": {"not": "red"}},
    },
    "diversity": 0.3,
    "exploration": 0.1,
    "session_id": "visit-1",
    "debug": False,
}


def test_the_whole_contract_is_accepted():
    asked = validated(WHOLE, RecommendationRequest)
    assert asked.context.query == "something short and funny for tonight"
    assert asked.filter.exclude_ids == ["m7"]
    nulls = {"user_id": "u", "context": None, "filter": None, "diversity": None, "exploration": None, "mode": None}
    assert validated(nulls, RecommendationRequest).context.query is None


@pytest.mark.parametrize(
    ("change", "waits"),
    [
        ({}, False),
        ({"rerank": "wait"}, True),
        ({"mode": "agent"}, True),
        ({"mode": "agent", "rerank": "off"}, False),
        ({"mode": None, "rerank": "wait"}, True),
    ],
)
def test_an_agent_is_waited_for(change: dict[str, Any], waits: bool):
    assert validated({"user_id": "u", **change}, RecommendationRequest).waits is waits


@pytest.mark.parametrize(
    ("pointer", "change"),
    [
        ("/mode", {"mode": "chat"}),
        ("/mode", {"mode": ""}),
        ("/debug", {"debug": "yes"}),
        ("/user_id", {"user_id": ""}),
        ("/user_id", {"user_id": None}),
        ("/user_id", {"user_id": 5}),
        ("/user_id", {"user_id": "a\x00b"}),
        ("/user_id", {"user_id": "u" * 129}),
        ("/limit", {"limit": 0}),
        ("/limit", {"limit": 10_000}),
        ("/limit", {"limit": "ten"}),
        ("/limit", {"limit": "10"}),
        ("/limit", {"limit": 10.5}),
        ("/limit", {"limit": 1e29}),
        ("/limit", {"limit": True}),
        ("/limit", {"limit": None}),
        ("/rerank", {"rerank": "maybe"}),
        ("/deadline_ms", {"deadline_ms": -1}),
        ("/deadline_ms", {"deadline_ms": 60_001}),
        ("/scenario", {"scenario": "Home page"}),
        ("/session_id", {"session_id": ""}),
        ("/session_id", {"session_id": 7}),
        ("/nosuch", {"nosuch": 1}),
        ("/context", {"context": 5}),
        ("/context", {"context": []}),
        ("/context/quer", {"context": {"quer": "x"}}),
        ("/context/query", {"context": {"query": ""}}),
        ("/context/query", {"context": {"query": "  \n "}}),
        ("/context/query", {"context": {"query": "x" * 501}}),
        ("/context/query", {"context": {"query": "a\x1bb"}}),
        ("/context/timezone", {"context": {"timezone": "Mars/Olympus"}}),
        ("/context/timezone", {"context": {"timezone": "../../etc/passwd"}}),
        ("/filter/attributes", {"filter": {"attributes": 5}}),
        ("/filter/attributes/year", {"filter": {"attributes": {"year": None}}}),
        ("/filter/attributes/year", {"filter": {"attributes": {"year": {}}}}),
        ("/filter/attributes/year", {"filter": {"attributes": {"year": {"eq": None}}}}),
        ("/filter/attributes/year", {"filter": {"attributes": {"year": {"eq": 1, "in": [1]}}}}),
        ("/filter/attributes/year/gte", {"filter": {"attributes": {"year": {"gte": 3}}}}),
        ("/filter/attributes/year/gt", {"filter": {"attributes": {"year": {"gt": True}}}}),
        ("/filter/attributes/year/gt", {"filter": {"attributes": {"year": {"gt": [1]}}}}),
        ("/filter/attributes/year/lt", {"filter": {"attributes": {"year": {"lt": 1e999}}}}),
        ("/filter/attributes/year/in", {"filter": {"attributes": {"year": {"in": []}}}}),
        ("/filter/attributes/year/in", {"filter": {"attributes": {"year": []}}}),
        ("/filter/attributes/year/in/0", {"filter": {"attributes": {"year": [None]}}}),
        ("/filter/attributes/year/not/1", {"filter": {"attributes": {"year": {"not": [1, {}]}}}}),
        ("/filter/attributes/year/eq", {"filter": {"attributes": {"year": 10**400}}}),
        ("/context/locale", {"context": {"locale": "english, please"}}),
        ("/context/device", {"context": {"device": "x" * 65}}),
        ("/filter/categories", {"filter": {"categories": "Comedy"}}),
        ("/filter/categories/0", {"filter": {"categories": [""]}}),
        ("/filter/exclude_ids", {"filter": {"exclude_ids": ["x"] * 1001}}),
        ("/filter/exclude_ids/1", {"filter": {"exclude_ids": ["x", 7]}}),
        ("/filter/include_seen", {"filter": {"include_seen": "yes"}}),
        ("/diversity", {"diversity": 2}),
    ],
)
def test_bad_fields_are_named(pointer: str, change: dict[str, Any]):
    problem = refused({"user_id": "u", **change})
    assert problem.status == 422
    trouble = problem.errors[0]
    assert trouble.pointer == pointer
    assert trouble.remedy
    assert pointer.rstrip("/0123456789").rpartition("/")[2] in problem.detail
    assert len(problem.detail) < 400


@pytest.mark.parametrize("body", [[], "x", 5, None, True])
def test_a_body_that_is_no_object_is_refused(body: Any):
    assert "must be a JSON object" in refused(body).detail


def test_the_query_string_becomes_the_same_request():
    asked = validated({"limit": "3", "timezone": "Europe/Madrid", "rerank": "off"}, HomepageQuery).request("u")
    same = {"user_id": "u", "limit": 3, "rerank": "off", "context": {"timezone": "Europe/Madrid"}}
    assert asked == validated(same, RecommendationRequest)


def refused(body: Any) -> Problem:
    """The problem that ``body`` makes as a request."""
    with pytest.raises(Problem) as caught:
        validated(body, RecommendationRequest)
    return caught.value
