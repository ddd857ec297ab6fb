"""Whatever is put into a sentence that may be shown, it may not be shown any more."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from rerank.titles import Titles
from rerank.vocabulary import is_plain
from tests.rerank.labelled_catalogue import ITEMS
from tests.rerank.labelled_format import Reason
from tests.rerank.labelled_reasons import REASONS

CATALOGUE = (
    *(item.title for item in ITEMS.values()),
    "It",
    "Up",
    "Se7en",
    "The Game",
    "Das Boot",
    "2001",
    "Être et avoir",
)
TITLES = Titles.of(CATALOGUE)
SHOWN = [reason for reason in REASONS if not reason.way and reason.wrong(TITLES) is None]
HIDDEN = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e\u202e\u2066\u3164\u115f\u0301\ufe0f"
LOOKALIKES = str.maketrans("aeopcxyiAEOPCXHT", "аеорсхуіАЕОРСХНТ")

reasons = st.sampled_from(SHOWN)
numbers = st.integers(2, 10**7).map(str) | st.sampled_from(
    ["½", "³", "Ⅳ", "٣", "９", "twelve", "zwölf", "douze", "doce"]
)
addresses = st.sampled_from(
    ["https://a.example/x", "www.spoofs.org", "spoofs.com", "a.ly/3x", "me@example.org", "t.me"]
)


def places(reason: Reason) -> list[int]:
    """Where a word can be put: in mid-sentence, behind a word, and in neither title."""
    found = [match.end() for match in re.finditer(r"\w (?=\w)", reason.text)]
    titles = [title for title in (reason.item.title, reason.x.title if reason.x else "") if title]
    inside = {at for title in titles for m in re.finditer(re.escape(title), reason.text) for at in range(*m.span())}
    return [at for at in found if at not in inside]


def said_of(reason: Reason) -> str:
    x = reason.x
    return f"{reason.item} {reason.query} {(x.title, x.categories, x.tags) if x else ''}".casefold()


@given(data=st.data(), reason=reasons, title=st.sampled_from(CATALOGUE))
def test_another_title_of_the_catalogue(data: st.DataObject, reason: Reason, title: str):
    assume(title.casefold() not in said_of(reason))
    # German writes all nouns with a capital: there a title that is one common word cannot be told from the word.
    assume(reason.language != "de" or " " in title or not is_plain(title.casefold(), "de"))
    at = data.draw(st.sampled_from(places(reason)))
    told = reason.but(f"{reason.text[:at]}{title} {reason.text[at:]}")
    assert told.wrong(TITLES)
    assert reason.but(f"{reason.text} {title}.").wrong(TITLES)


@given(data=st.data(), reason=reasons, number=numbers)
def test_a_number(data: st.DataObject, reason: Reason, number: str):
    assume(not re.search(rf"(?<!\w){number}(?!\w)", said_of(reason)))
    at = data.draw(st.sampled_from(places(reason)))
    assert reason.but(f"{reason.text[:at]}{number} {reason.text[at:]}").wrong(TITLES)


@given(data=st.data(), reason=reasons, address=addresses)
def test_an_address(data: st.DataObject, reason: Reason, address: str):
    at = data.draw(st.sampled_from(places(reason)))
    assert reason.but(f"{reason.text[:at]}{address} {reason.text[at:]}").wrong(TITLES)


@given(data=st.data(), reason=reasons, hidden=st.sampled_from(HIDDEN))
def test_a_character_that_is_not_seen(data: st.DataObject, reason: Reason, hidden: str):
    at = data.draw(st.integers(1, len(reason.text) - 1))
    assert reason.but(f"{reason.text[:at]}{hidden}{reason.text[at:]}").wrong(TITLES)


@given(data=st.data(), reason=reasons)
def test_letters_that_look_like_others(data: st.DataObject, reason: Reason):
    at = data.draw(st.integers(0, len(reason.text) - 1))
    other = reason.text[at].translate(LOOKALIKES)
    assume(other != reason.text[at])
    assert reason.but(f"{reason.text[:at]}{other}{reason.text[at + 1 :]}").wrong(TITLES)


@given(reason=reasons, added=st.sampled_from(["🎉", "**", "<b>", "`", "{{x}}", "[1]", "#top", "★", "\n", "\x00"]))
def test_markup_and_pictures(reason: Reason, added: str):
    assert reason.but(f"{reason.text[:-1]} {added}.").wrong(TITLES)


@given(text=st.text(max_size=220), reason=reasons)
def test_nothing_makes_it_fail(text: str, reason: Reason):
    assert reason.but(text).wrong(TITLES) is None or isinstance(reason.but(text).wrong(TITLES), str)
    assert reason.but(f"{reason.x.title if reason.x else ''} {text}").wrong(TITLES) != ""


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("a spoof like The Game of spies", True),
        ("a spoof of the game of spies", False),
        ("Up it goes", False),
        ("A spoof. Up.", True),
        ("goes Up again", True),
        ("the story of Das Boot", True),
        ("Se7en is near", True),
    ],
)
def test_a_title_is_told_from_its_words(text: str, named: bool):
    assert TITLES.named(text, lambda words: False, lambda word: word in ("up", "it")) is named
    assert not TITLES.named(text, lambda words: True, lambda word: False)
