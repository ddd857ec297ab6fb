"""Which words may stand in a reason: plain ones, and those of the item, of X and of the request's query.

Words are compared by light stems, without case and accents; ``words/concepts.txt`` says what the data say in other
words and languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Flag, auto
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from types import ModuleType

from hybrid.domain import Item
from rerank.because import ReasonKind
from rerank.words import de, en, es, fr

_WORD = re.compile(r"[^\W\d_]+")
_MODULES: Mapping[str, ModuleType] = {"en": en, "de": de, "fr": fr, "es": es}
_SUFFIXES: Mapping[str, tuple[str, ...]] = {
    "en": ("s", "es", "e", "ed", "d", "ing", "er", "ers", "ly", "y"),
    "de": ("e", "en", "n", "er", "ern", "em", "es", "s", "t", "te", "ten", "st", "in", "innen"),
    "fr": ("s", "x", "e", "es", "ee", "ees", "er", "ez", "ent", "ant", "nt"),
    "es": ("s", "es", "a", "o", "as", "os", "n", "an", "en", "ado", "ada", "mente"),
}
_SHORTEST = 4
"""Letters that a stem keeps; after a plural's s three will do (wars, spies)."""
_COMPOUND = 4


class Origin(Flag):
    """Who vouches for a word; none of them where it may not be said."""

    NONE = 0
    PLAIN = auto()
    ITEM = auto()
    X = auto()
    QUERY = auto()


def fold(text: str) -> str:
    """Without case and accents: Théière → theiere, süß → suss."""
    plain_letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(plain_letters).replace("œ", "oe")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: as it stands there, where, and folded."""

    text: str
    start: int
    word: str


def tokens(text: str) -> Iterator[Token]:
    """The words of a text; apostrophes and hyphens part them, a phrase of ``concepts.txt`` is one word."""
    return (Token(found[0], found.start(), _joined(fold(found[0]))) for found in _tokens().finditer(text))


def words(text: str) -> Iterator[str]:
    """The same, folded words only."""
    return (token.word for token in tokens(text))


def _joined(phrase: str) -> str:
    return "".join(_WORD.findall(phrase))


@lru_cache(maxsize=50_000)
def forms(word: str, language: str) -> frozenset[str]:
    """The folded word and what it may be an inflection of. Data may be English in a shop of any language."""
    found = {word}
    for suffix in (*_SUFFIXES["en"], *(_SUFFIXES.get(language, ()) if language != "en" else ())):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= (3 if suffix in ("s", "es") else _SHORTEST):
            found.add(rest)
            if len(rest) > _SHORTEST and rest[-1] == rest[-2]:
                found.add(rest[:-1])
    if word.endswith("ies") and len(word) > 4:
        found.add(word[:-3] + "y")
    return frozenset(found)


@dataclass(frozen=True)
class Source:
    """The words of a piece of data, as stems, and the concepts that they call up."""

    stems: frozenset[str]
    concepts: frozenset[int]
    language: str

    @classmethod
    def of(cls, texts: Iterable[str], language: str) -> Source:
        """What stands in ``texts``."""
        folded = tuple(texts)
        found = {word for text in folded for word in (*words(text), *_WORD.findall(fold(text)))}
        calls = _concepts(language).calls
        # "See" is a lake in German: what is a plain word in a text means nothing in particular there.
        telling = found - plain("en") - plain(language)
        concepts = {concept for word in telling for form in forms(word, language) for concept in calls.get(form, ())}
        return cls(frozenset(form for word in found for form in forms(word, language)), frozenset(concepts), language)

    def says(self, word: str) -> bool:
        """Does the data say this folded word, in this or other words?"""
        found = forms(word, self.language)
        if found & self.stems:
            return True
        named = _concepts(self.language).names
        return any(concept in self.concepts for form in found for concept in named.get(form, ()))


@dataclass(frozen=True)
class Vocabulary:
    """What may be said about one item. ``x_all`` is all that is known of X, which tells what is truly shared."""

    language: str
    kind: ReasonKind
    item: Source
    x: Source
    query: Source
    x_all: Source

    def origin(self, word: str) -> Origin:
        """Who vouches for this folded word. A German compound needs a word for both of its parts."""
        found = self._simple(word)
        if found or self.language != "de":
            return found
        for at in range(_COMPOUND, len(word) - _COMPOUND + 1):
            left, right = self._simple(word[:at]), self._simple(word[at:])
            if left and right:
                return (left | right) & ~Origin.PLAIN or Origin.PLAIN
        return Origin.NONE

    def _simple(self, word: str) -> Origin:
        found = Origin.PLAIN if self._plain(word) else Origin.NONE
        for origin, source in ((Origin.ITEM, self.item), (Origin.X, self.x), (Origin.QUERY, self.query)):
            if source.says(word):
                found |= origin
        return found

    def _plain(self, word: str) -> bool:
        return word in plain(self.language) or word in self._of_kind

    @cached_property
    def _of_kind(self) -> frozenset[str]:
        listed: Mapping[str, str] = _module(self.language).KINDS
        return frozenset(words(listed.get(self.kind.value, "")))


def vocabulary(item: Item, x: Item | None, kind: ReasonKind, query: str, language: str) -> Vocabulary:
    """Of X only what it is called and filed under counts, and the facts that it has in common with the item."""
    of_x = () if x is None else (x.title, *x.categories, *x.tags)
    return Vocabulary(
        language,
        kind,
        Source.of((*said_of(item), *_alike(item, x)), language),
        Source.of((*of_x, *_alike(item, x)), language),
        Source.of((query,), language),
        Source.of((*of_x, *(() if x is None else said_of(x))), language),
    )


def said_of(item: Item) -> Iterator[str]:
    """All texts and values of the item's data."""
    yield from (item.title, item.description, item.brand or "", *item.categories, *item.tags)
    yield from (f"{item.price:g}" if item.price is not None else "", item.currency or "", item.language or "")
    yield from (str(value) for value in item.attributes.values())


def _alike(item: Item, x: Item | None) -> Iterator[str]:
    """Names and values of the facts that both have: "by the same author" is said of the same author only."""
    if x is None:
        return
    if item.brand and x.brand and item.brand.casefold() == x.brand.casefold():
        yield f"{item.brand} brand maker manufacturer marke hersteller marque fabricant marca fabricante"
    for name, value in item.attributes.items():
        if value and x.attributes.get(name) == value:
            yield f"{name.replace('_', ' ')} {value}"


@cache
def plain(language: str) -> frozenset[str]:
    """The plain words of a language, folded."""
    return frozenset(words(_module(language).PLAIN))


@cache
def yours(language: str) -> frozenset[str]:
    """What may be called the reader's own, folded."""
    return frozenset(words(_module(language).YOURS))


@cache
def idioms(language: str) -> re.Pattern[str]:
    """Turns of phrase that are plain as a whole only."""
    found = (entry.strip() for entry in _module(language).IDIOMS.replace("\n", " ").split(";"))
    return re.compile(rf"\b(?:{'|'.join(entry for entry in found if entry)})\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Concepts:
    """Stem → the concepts that it calls up in the data, and those that it may stand for in a sentence."""

    calls: Mapping[str, frozenset[int]]
    names: Mapping[str, frozenset[int]]


@cache
def _concepts(language: str) -> _Concepts:
    calls: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    for number, line in enumerate(_lines()):
        narrow, _, same = line.rpartition(">")
        for word in same.split():
            for form in forms(_joined(fold(word)), language):
                names.setdefault(form, set()).add(number)
                calls.setdefault(form, set()).add(number)
        for word in narrow.split():
            for form in forms(_joined(fold(word)), language):
                calls.setdefault(form, set()).add(number)
    return _Concepts(_frozen(calls), _frozen(names))


@cache
def _tokens() -> re.Pattern[str]:
    """A word, or a phrase: those are written with underscores in ``concepts.txt``."""
    found = {word for line in _lines() for word in line.split() if "_" in word}
    phrases = "|".join(word.replace("_", "[ -]") for word in sorted(found, reverse=True))
    return re.compile(rf"\b(?:{phrases})\b|{_WORD.pattern}", re.IGNORECASE)


@cache
def _lines() -> list[str]:
    text = files("rerank.words").joinpath("concepts.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def _frozen(found: Mapping[str, set[int]]) -> Mapping[str, frozenset[int]]:
    return {word: frozenset(numbers) for word, numbers in found.items()}


def _module(language: str) -> ModuleType:
    return _MODULES.get(language, en)
