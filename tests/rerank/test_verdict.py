import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rerank.verdict import MAX_REASON, Verdict, parse
from tests.rerank.replies import AROUND, LONG, REPLIES, orders, valid


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


def whole(verdict: Verdict, k: int) -> None:
    """What holds of every verdict."""
    assert sorted(verdict.order) == list(range(k))
    assert set(verdict.reasons) <= set(verdict.order[: k - verdict.missing])
    assert verdict.usable == (k > 0 and 2 * verdict.missing <= k)
    assert list(verdict.order[k - verdict.missing :]) == sorted(verdict.order[k - verdict.missing :])
    assert verdict.repairs >= verdict.missing >= 0
    for reason in verdict.reasons.values():
        assert 0 < len(reason.encode()) <= 4 * MAX_REASON


@settings(max_examples=max(300, settings().max_examples))
@given(REPLIES, st.integers(0, 50))
def test_any_reply_gives_a_permutation(text: str, k: int) -> None:
    """Hundreds of replies; 100,000 with ``--hypothesis-profile=thorough -k any_reply``."""
    whole(parse(text, k), k)


@settings(max_examples=20)
@given(LONG, st.integers(0, 50))
def test_a_megabyte_gives_a_permutation(text: str, k: int) -> None:
    whole(parse(text, k), k)


@given(orders().flatmap(lambda order: st.tuples(st.just(order), valid(order))), st.lists(st.sampled_from(AROUND)))
def test_what_stands_around_an_answer_is_taken_off(given: tuple[list[int], str], around: list[tuple[str, str]]) -> None:
    order, text = given
    for before, after in around[:1]:
        text = f"{before}{text}{after}"
    verdict = parse(text, len(order))
    assert [index + 1 for index in verdict.order] == order
    assert verdict.usable
    assert verdict.repairs == len(around[:1])


@pytest.mark.parametrize("filler", ["I wonder. ", "{maybe} ", "[1] ", '{"a": [1, {"b": "c"}]} '])
def test_an_answer_after_a_long_text_is_found(filler: str) -> None:
    """Long thoughts come first, with or without tags around them."""
    thoughts = filler * (1_000_000 // len(filler))
    assert parse(f"{thoughts}</think>{answer('3', '1', '2')}", 3).order == (2, 0, 1)
    assert parse(f"{filler * 1_000}{answer('3', '1', '2')}", 3).order == (2, 0, 1)
    assert parse(f"{answer('3', '1', '2')} {thoughts}", 3).order == (2, 0, 1)


@given(st.integers(1, 50).flatmap(lambda k: st.permutations(range(k))))
def test_a_well_formed_order_is_taken_as_it_is(order: list[int]) -> None:
    verdict = parse(answer(*(str(index + 1) for index in order)), len(order))
    assert (list(verdict.order), verdict.usable, verdict.repairs) == (order, True, 0)
