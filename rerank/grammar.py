"""Is a word that no list knows a noun where it stands? Nouns name things; other unknown words mostly describe.

A guess from the neighbouring words, or in German from the capital. It need not be right every time: a noun taken for
something else has still to pass every other check, and a word taken for a noun costs a template.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache

from rerank.vocabulary import Token, module
from rerank.words.forms import words_of

_ABSTRACT = {
    "en": ("ness", "ity", "ance", "ence", "ship", "ly", "ward", "wards", "ing", "ings"),
    "de": ("heit", "keit", "igkeit", "losigkeit"),
    "fr": ("ement", "esse", "itude", "ment", "eté", "ité"),
    "es": ("idad", "mente", "eza", "itud", "ez"),
}
"""What nouns end in that name a quality and no thing."""
_INFINITIVES = {
    "fr": ("er", "ir", "re", "ant"),
    "es": ("ar", "er", "ir", "arse", "irse", "erse", "ando", "iendo", "arte", "erte", "irte"),
}
_ADJECTIVES = {"de": ("e", "en", "er", "es", "em")}
_AND = frozenset({"and", "or", "et", "ou", "y", "e", "o", "und", "oder"})


def is_noun(words: Sequence[Token], at: int, rest: str, language: str, known: Callable[[str], bool]) -> bool:
    """Is the word at ``at`` of ``rest`` a noun? ``known`` tells words of the data from the others."""
    word = words[at].word
    if word.endswith(_ABSTRACT.get(language, ())):
        return False
    if language == "de":
        return _capital(words, at, rest)
    before, after = _before(words, at, rest), _after(words, at, rest)
    if language in _INFINITIVES:
        return before in _closed("BEFORE_NOUN", language) and not word.endswith(_INFINITIVES[language])
    return _english(words, at, before, after, rest, known)


def _english(words: Sequence[Token], at: int, before: str, after: str, rest: str, known: Callable[[str], bool]) -> bool:
    word = words[at].word
    if "-" in (rest[words[at].start - 1 : words[at].start], rest[words[at].end : words[at].end + 1]):
        return False
    if after and after not in _closed("AFTER_NOUN", "en"):
        return False
    plural = word.endswith("s") and not word.endswith(("ss", "ous", "less"))
    if before in _AND or before == "to" or not before:
        return plural
    if before in _closed("BEFORE_NOUN", "en"):
        return True
    if before in _closed("AFTER_THESE_A_VERB", "en") or known(before):
        return False
    return at > 1 and _before(words, at - 1, rest) in _closed("BEFORE_NOUN", "en")


def _capital(words: Sequence[Token], at: int, rest: str) -> bool:
    token = words[at]
    if not token.text[0].isupper():
        return False
    first = not rest[: token.start].rstrip(" „“\"'»«(") or rest[: token.start].rstrip()[-1:] in ".!?:"
    return not (first and token.word.endswith(_ADJECTIVES["de"]))


def _before(words: Sequence[Token], at: int, rest: str) -> str:
    """The folded word right before, empty where a mark or the beginning of a clause stands between."""
    if at == 0 or rest[words[at - 1].end : words[at].start].strip("-'’ "):
        return ""
    return words[at - 1].word


def _after(words: Sequence[Token], at: int, rest: str) -> str:
    if at + 1 == len(words) or rest[words[at].end : words[at + 1].start].strip("-'’ "):
        return ""
    return words[at + 1].word


@cache
def _closed(name: str, language: str) -> frozenset[str]:
    return frozenset(words_of(getattr(module(language), name)))
