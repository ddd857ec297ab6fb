import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rerank.verdict import parse


def answer(*entries: object) -> str:
    return json.dumps({"ranking": list(entries)})


def test_a_good_answer_needs_no_repair() -> None:
    verdict = parse(answer("3", "1", "2"), 3)
    assert (verdict.order, verdict.usable, verdict.repairs) == ((2, 0, 1), True, 0)


def test_reasons_come_with_their_handles() -> None:
    verdict = parse(answer({"handle": "2", "reason": " Funny. "}, {"handle": "1", "reason": ""}), 2)
    assert verdict.order == (1, 0)
    assert verdict.reasons == {1: "Funny."}


@pytest.mark.parametrize(
    "text",
    [
        '```json\n{"ranking": ["3", "1", "2"]}\n```',
        '<think>First {"ranking": ["1", "2", "3"]}?</think>{"ranking": ["3", "1", "2"]}',
        'still thinking</think>\n{"ranking": ["3", "1", "2"]}',
        'Gladly! {"ranking": ["3", "1", "2"]} I hope this helps {you}.',
        'For example {"ranking": []}, and now: {"ranking": ["3", "1", "2"]}',
        '["3", "1", "2"]',
        "[3, 1, 2]",
        '{"ranking": [3, 1.0, "02"]}',
        '{"ranking": ["[3]", "#1", "candidate 2"]}',
        '{"ranking": ["3: Heat", "1. Airplane!", "2)"]}',
        '{"ranking": ["٣", "１", "२"]}',
        '{"ranking": ["3", "3", "9", "1", null, {}, [], "x", "1", "2"]}',
        '{"ranking": ["3", "1"]}',
        '{"result": {"order": ["3", "1", "2"]}}',
        '{"ranking": [{"id": "3"}, {"candidate": 1}, {"handle": "2", "reason": 5}]}',
        '{"ranking": [["3", "why"], ["1"], ["2"]]}',
        '"{\\"ranking\\": [\\"3\\", \\"1\\", \\"2\\"]}"',
        '{"ranking": ["3", "1", "2"',
        '{"ranking": [3, 1, 2',
        '{"ranking": [{"handle": "3", "reason": "a"}, {"handle": "1", "reason": "half a sen',
        '{"ranking": ["3", "1", "2"]} trailing } garbage [',
    ],
)
def test_what_can_be_mended_is(text: str) -> None:
    verdict = parse(text, 3)
    assert verdict.usable
    assert verdict.order == (2, 0, 1)
    assert verdict.repairs > 0


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Sure! Here are my favourites: 1. Casablanca, 2. Jaws, 3. Alien, 4. Heat",
        "<html>gateway</html>",
        '{"ranking": []}',
        '{"ranking": ["1"]}',
        '{"ranking": ["12 Monkeys", "8 Mile", "2001: A Space Odyssey", "4"]}',
        '{"error": "no"}',
        "null",
        "4",
        '<think>{"ranking": ["4", "3", "2", "1"]}',
        '{"ranking": [' + "9" * 10_000 + "]}",
    ],
)
def test_what_is_no_order_leaves_the_blend(text: str | None) -> None:
    verdict = parse(text, 4)
    assert not verdict.usable
    assert sorted(verdict.order) == [0, 1, 2, 3]


def test_half_of_the_handles_are_enough_and_the_rest_follows_in_blend_order() -> None:
    assert parse(answer("4", "2"), 4).order == (3, 1, 0, 2)
    assert parse(answer("4", "2"), 4).usable
    assert not parse(answer("4", "2"), 5).usable


def test_nothing_to_order_is_not_usable() -> None:
    assert parse(answer(), 0).order == ()
    assert not parse(answer(), 0).usable


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000_000,
        "[" * 10_000_000,
        '{"a":' * 1_000_000,
        "<think>" * 1_000_000,
        "<think></think" * 500_000,
        '"' * 1_000_000,
        '{"ranking": ["' + "\\" * 1_000_000,
        '"ranking"' + '"handle":' * 1_000_000,
        '{"ranking": [' + "1," * 1_000_000 + "1]}",
        '{"ranking": [' + " " * 1_000_000,
        '{"ranking": ["' + "#" * 180 + '"]}',
        "{" * 100_000 + "}" * 100_000,
        "\ud800" * 1000,
    ],
    ids=range(13),
)
def test_however_long_or_deep_it_ends(text: str) -> None:
    assert sorted(parse(text, 20).order) == list(range(20))


def test_reasons_are_valid_unicode_of_bounded_length() -> None:
    verdict = parse('{"ranking": [{"handle": "1", "reason": "\\ud800' + "x" * 5000 + '"}]}', 1)
    assert len(verdict.reasons[0]) <= 400
    verdict.reasons[0].encode()


JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.integers(-1, 25).map(str),
    lambda inner: (
        st.lists(inner, max_size=25)
        | st.dictionaries(st.sampled_from(["ranking", "handle", "reason", "order", "x"]), inner, max_size=4)
    ),
    max_leaves=30,
)
PIECES = st.sampled_from(
    [
        '{"ranking": [',
        "]}",
        '"1"',
        ",",
        "2",
        '{"handle": "3"',
        "}",
        "[",
        "<think>",
        "</think>",
        "```",
        "\\",
        '"',
        "\n",
        "٤",
    ]
)
TEXTS = st.one_of(
    st.text(),
    JSONISH.map(json.dumps),
    st.tuples(JSONISH.map(json.dumps), st.integers(0, 200)).map(lambda pair: pair[0][: pair[1]]),
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES | st.text(max_size=5) | JSONISH.map(json.dumps), max_size=8).map("".join),
)


@given(TEXTS, st.integers(0, 50))
def test_any_text_gives_a_permutation(text: str, k: int) -> None:
    verdict = parse(text, k)
    assert sorted(verdict.order) == list(range(k))
    assert set(verdict.reasons) <= set(range(k))
    assert verdict.repairs >= 0


@given(st.integers(1, 50).flatmap(lambda k: st.permutations(range(k))))
def test_a_well_formed_order_is_taken_as_it_is(order: list[int]) -> None:
    verdict = parse(answer(*(str(index + 1) for index in order)), len(order))
    assert (list(verdict.order), verdict.usable, verdict.repairs) == (order, True, 0)
