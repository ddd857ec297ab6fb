"""What models reply: valid rankings, and all that may happen to them on the way. Strategies for Hypothesis."""

from __future__ import annotations

import json
from collections.abc import Callable

from hypothesis import strategies as st

MOST = 1_000_000
DIGITS = ("0123456789", "٠١٢٣٤٥٦٧٨٩", "०१२३४५६७८९", "０１２３４５６７８９", "০১২৩৪৫৬৭৮৯", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗")
FORMS = ("{}", "[{}]", "#{}", "candidate {}", "{}: Heat", "{}.", "{}.0", "00{}", "({})", "-{}", "{}x", "{}{}")
PIECES = st.sampled_from(
    ['{"ranking": [', "]}", '"1"', ",", "2", '{"handle": "3"', '"reason": "', "}", "{", "[", "]", "<think>", "</think>",
     "```json\n", "```", "\\", '"', "'", "\n", "\x00", "٤", "NaN", "-Infinity", "1e999", "null", "\ud800", "\u202e"]
)  # fmt: skip
AROUND: tuple[tuple[str, str], ...] = (
    ("```json\n", "\n```"),
    ("```\n", "```"),
    ("Gladly! Here you are: ", " I hope that this {helps}."),
    ("<think>Is it [2, 1]? Or {\"ranking\": [\"1\"]}?</think>\n", ""),
    ("so it must be 3</think>", ""),
    ("<reasoning>\n</reasoning><think></think>", "\n\n"),
    ("\ufeff  ", " \n"),
    ("{} [] {\"ranking\": []} ", " {}"),
)  # fmt: skip

JSONISH = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.integers(-1, 25).map(str),
    lambda inner: (
        st.lists(inner, max_size=25)
        | st.dictionaries(st.sampled_from(["ranking", "handle", "reason", "order", "x"]), inner, max_size=4)
    ),
    max_leaves=30,
)
JSON = JSONISH.map(json.dumps)
NOISE = st.text(st.characters(), max_size=6) | PIECES


@st.composite
def orders(draw: st.DrawFn, most: int = 50) -> list[int]:
    """Handles 1 to k in some order."""
    return draw(st.permutations(range(1, draw(st.integers(1, most)) + 1)))


@st.composite
def valid(draw: st.DrawFn, order: list[int]) -> str:
    """A reply of this order that keeps to the schema, with reasons or without."""
    reasons = draw(st.none() | st.lists(st.text(max_size=12), min_size=len(order), max_size=len(order)))
    entries = [
        str(number) if reasons is None else {"handle": str(number), "reason": reasons[at]}
        for at, number in enumerate(order)
    ]
    return json.dumps({"ranking": entries}, ensure_ascii=draw(st.booleans()), indent=draw(st.sampled_from([None, 1])))


@st.composite
def clumsy(draw: st.DrawFn) -> str:
    """Handles written in other ways, other digits, twice, too many or not at all; under other names, deep inside."""
    numbers = draw(st.lists(st.integers(-1, 60), max_size=40))
    digits = draw(st.sampled_from(DIGITS))
    written = [
        draw(st.sampled_from(FORMS)).format(number, number).translate(str.maketrans(DIGITS[0], digits))
        for number in numbers
    ]
    value: object = [
        draw(st.sampled_from([one, [one, "why"], {"id": one}, {"handle": one, "why": 7}])) for one in written
    ]
    for key in draw(st.lists(st.sampled_from(["ranking", "result", "answer", "x", ""]), max_size=6)):
        value = {key: value} if key else [value]
    return json.dumps(value, ensure_ascii=False)


@st.composite
def mangled(draw: st.DrawFn, texts: st.SearchStrategy[str]) -> str:
    """Cut, spliced, doubled, overwritten, quoted or wrapped, a few times over."""
    text = draw(texts)
    for change in draw(st.lists(st.sampled_from(CHANGES), max_size=4)):
        start, end = sorted(draw(st.tuples(st.integers(0, len(text)), st.integers(0, len(text)))))
        text = change(text, start, end, draw(NOISE))
    return text


CHANGES: tuple[Callable[[str, int, int, str], str], ...] = (
    lambda text, start, end, noise: text[:end],
    lambda text, start, end, noise: text[start:],
    lambda text, start, end, noise: text[:start] + noise + text[end:],
    lambda text, start, end, noise: text[:start] + noise + text[start:],
    lambda text, start, end, noise: text[:end] + text[start:],
    lambda text, start, end, noise: text.replace(noise or '"', "'"),
    lambda text, start, end, noise: json.dumps(text),
    lambda text, start, end, noise: noise * (end - start) + text,
    lambda text, start, end, noise: "[" * start + text + "]" * end,
    lambda text, start, end, noise: '{"ranking":' * start + text + "}" * end,
    lambda text, start, end, noise: AROUND[start % len(AROUND)][0] + text + AROUND[end % len(AROUND)][1],
    lambda text, start, end, noise: text.translate(str.maketrans(DIGITS[0], DIGITS[end % len(DIGITS)])),
)

REPLIES = st.one_of(
    st.text(),
    JSON,
    st.lists(PIECES, max_size=40).map("".join),
    st.lists(PIECES | st.text(max_size=5) | JSON, max_size=8).map("".join),
    clumsy(),
    mangled(orders().flatmap(valid)),
    mangled(clumsy() | JSON | st.text(max_size=30)),
)
"""Anything at all, most of it close to an answer."""

LONG = st.tuples(st.lists(PIECES | orders(5).flatmap(valid), min_size=1, max_size=4).map("".join), REPLIES).map(
    lambda both: (both[0] * (MOST // max(1, len(both[0]))) + both[1])[-MOST:]
)
"""A megabyte of the same again and again, and something at its end."""
