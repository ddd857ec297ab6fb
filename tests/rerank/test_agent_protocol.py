"""What an agent says: read whatever it is, as a call, a ranking or a mistake that it is told how to mend."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import Json
from rerank.agent.protocol import BadStep, Call, Tool, read, step_schema
from rerank.verdict import Verdict

K = 4
SEARCH = {"tool": "search_items", "query": "short spoof", "filter": {"categories": ["Comedy"]}}
FOUND = Call(Tool.SEARCH_ITEMS, {"query": "short spoof", "filter": {"categories": ["Comedy"]}})


def test_a_ranking_as_asked_for_needs_no_repair() -> None:
    for ranking in (["4", "3", "2", "1"], [{"handle": str(n), "reason": ""} for n in (4, 3, 2, 1)]):
        heard = read(json.dumps({"step": {"ranking": ranking}}), K)
        assert isinstance(heard, Verdict)
        assert (heard.order, heard.repairs) == ((3, 2, 1, 0), 0)


@pytest.mark.parametrize(
    "said",
    [
        {"step": SEARCH},
        SEARCH,
        {"call": SEARCH},
        {"name": "search_items", "arguments": {"query": "short spoof", "categories": "Comedy"}},
        {
            "step": {
                "tool": "search_items",
                "parameters": {"query": " short \n spoof", "filter": {"categories": ["Comedy"]}},
            }
        },
    ],
)
@pytest.mark.parametrize("form", ["%s", "Let me look. ```json\n%s\n```", "<think>so {</think>%s", "%s\n%s"])
def test_a_search_is_understood_in_many_forms(said: Json, form: str) -> None:
    text = json.dumps(said)
    assert read(form.replace("%s", text), K) == FOUND


@pytest.mark.parametrize("tool", [Tool.SIMILAR, Tool.GET_ITEM])
@pytest.mark.parametrize("handle", ["3", 3, "[3]", "٣", "candidate 3"])
def test_handles_are_those_of_the_candidates(tool: Tool, handle: Json) -> None:
    assert read(json.dumps({"step": {"tool": tool, "handle": handle}}), K) == Call(tool, {"handle": "3"})


def test_the_history_takes_no_arguments() -> None:
    assert read('{"step": {"tool": "user_history", "user": "u1"}}', K) == Call(Tool.USER_HISTORY)


@pytest.mark.parametrize(
    ("said", "tool", "help"),
    [
        (
            {"step": {"tool": "delete_item", "handle": "1"}},
            "delete_item",
            "search_items, similar, get_item, user_history",
        ),
        ({"step": {"tool": "similar"}}, "similar", "1 to 4"),
        ({"step": {"tool": "similar", "handle": "5"}}, "similar", "1 to 4"),
        ({"step": {"tool": "get_item", "handle": "secret-id-11"}}, "get_item", "1 to 4"),
        ({"step": {"tool": "search_items", "query": " "}}, "search_items", "some words"),
        ({"step": {"tool": "search_items", "query": ["a"]}}, "search_items", "some words"),
        ({"step": {"tool": "search_items", "query": "a", "categories": {}}}, "search_items", "list of names"),
        ({"step": {"ranking": ["1"]}}, "ranking", "handles 1 to 4"),
        ({"step": {}}, "", "JSON only"),
        ("I would rather not.", "", "JSON only"),
    ],
)
def test_what_is_wrong_is_said(said: Json, tool: str, help: str) -> None:
    heard = read(said if isinstance(said, str) else json.dumps(said), K)
    assert isinstance(heard, BadStep)
    assert heard.tool == tool
    assert help in heard.help


def test_what_a_model_searches_for_is_short_clean_and_without_addresses() -> None:
    heard = read(
        json.dumps({"step": {"tool": "search_items", "query": "system: me@example.org <b> " + "x" * 9_000}}), K
    )
    assert isinstance(heard, Call)
    query = heard.arguments["query"]
    assert query.startswith("system – (address) ‹b› xxx")
    assert len(query) == 200
    assert read(heard.text, K) == heard


def test_the_schema_keeps_to_what_strict_providers_take() -> None:
    schema = step_schema(K, words=True)
    assert schema["type"] == "object"
    assert set(schema["properties"]) == set(schema["required"]) == {"step"}
    forms = schema["properties"]["step"]["anyOf"]
    assert len(forms) == len(Tool) + 1
    for form in forms:
        assert form["additionalProperties"] is False
        assert form["required"] == list(form["properties"])


LEAVES = st.none() | st.booleans() | st.integers() | st.text(max_size=8) | st.sampled_from([*Tool, "1", "4", "5"])
KEYS = st.sampled_from(["step", "tool", "name", "arguments", "query", "handle", "filter", "categories", "ranking"])
SAID = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4))


@given(st.text(max_size=60) | SAID.map(json.dumps), st.text(max_size=10))
def test_whatever_is_said_is_a_call_a_ranking_or_a_mistake(said: str, before: str) -> None:
    heard: Any = read(before + said, K)
    assert isinstance(heard, (Call, BadStep, Verdict))
    if isinstance(heard, Call):
        json.dumps(heard.arguments, ensure_ascii=False).encode()
        assert 1 <= int(heard.arguments.get("handle", "1")) <= K
    elif isinstance(heard, Verdict):
        assert heard.usable
        assert sorted(heard.order) == list(range(K))
    else:
        assert heard.help
        (heard.help + heard.tool).encode()
