"""Who vouches for a word of a reason: the item's data, X's, the request's query, or nobody but the language.

Words are compared by light stems, without case and accents; ``words/concepts.txt`` says what the data say in other
words and languages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from types import ModuleType
from typing import NamedTuple

from hybrid.domain import Item
from rerank.because import ReasonKind
from rerank.lexicon import entries
from rerank.words import de, en, es, fr
from rerank.words.concepts import concepts, phrases
from rerank.words.forms import WORD, bases, fold, stems, words_of

_MODULES: Mapping[str, ModuleType] = {"en": en, "de": de, "fr": fr, "es": es}
_COMPOUND = 4
"""Letters that each part of a German compound has at least."""


NONE, PLAIN, ITEM, X, QUERY, FACT = 0, 1, 2, 4, 8, 16
"""Who vouches for a word, as bits (numbers, since flags of the enum module are ten times slower): PLAIN words claim
nothing; FACT words do, and nobody vouches for this one; a word with NONE is in no list."""
DATA = ITEM | X | QUERY


_CAN_BE = ("able", "ables", "ible", "ibles", "bar", "bare", "barer", "bares", "baren", "proof")
"""What words end in that say what can be done with a thing; those that only judge are in the lists."""


_BRAND = "brand maker manufacturer house marke hersteller haus marque fabricant maison marca fabricante casa"
"""What two things of one brand have in common."""


class Token(NamedTuple):
    """A word of a text: as it stands there, where, and folded."""

    text: str
    start: int
    word: str

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.text)


@lru_cache(maxsize=256)
def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; apostrophes and hyphens part them, a phrase of ``concepts.txt`` is one word."""
    found = [Token(match[0], match.start(), fold(match[0])) for match in WORD.finditer(text)]
    known = phrases()
    at, merged = 0, []
    while at < len(found):
        size = _phrase_at(found, at, known[found[at].word]) if found[at].word in known else 1
        merged.append(found[at] if size == 1 else _merged(found[at : at + size], text))
        at += size
    return tuple(merged)


def _phrase_at(found: Sequence[Token], at: int, candidates: Sequence[tuple[str, ...]]) -> int:
    """How many words the longest phrase has that stands there, each right behind the other; 1 if there is none."""
    for phrase in candidates:
        there = found[at : at + len(phrase)]
        close = all(right.start - left.end == 1 for left, right in pairwise(there))
        if close and tuple(token.word for token in there) == phrase:
            return len(phrase)
    return 1


def _merged(parts: Sequence[Token], text: str) -> Token:
    return Token(text[parts[0].start : parts[-1].end], parts[0].start, "".join(part.word for part in parts))


@dataclass(frozen=True)
class Source:
    """The words of a piece of data, as stems, and the concepts that they call up."""

    stems: frozenset[str]
    concepts: frozenset[int]
    language: str
    compounds: str = ""
    """German compounds, each between blanks."""
    _said: dict[str, bool] = field(default_factory=dict, compare=False, repr=False)

    def says(self, word: str) -> bool:
        """Do the data say this folded word, in this or other words?"""
        if word not in self._said:
            self._said[word] = self._says(word)
        return self._said[word]

    def _says(self, word: str) -> bool:
        return (
            word in self.stems
            or not stems(word, self.language).isdisjoint(self.stems)
            or not _named(word, self.language).isdisjoint(self.concepts)
            or any(self._in_compound(stem) for stem in stems(word, self.language) if self.compounds)
        )

    def _in_compound(self, part: str) -> bool:
        """A cork handle in German is a Korkgriff: a compound says both of its parts."""
        return len(part) >= _COMPOUND and (f" {part}" in self.compounds or f"{part} " in self.compounds)


@lru_cache(maxsize=4_096)
def source(texts: tuple[str, ...], language: str) -> Source:
    """What stands in ``texts``."""
    found = {word for text in texts for word in (*(t.word for t in tokens(text)), *words_of(text))}
    if language == "de":
        found |= {head for word in found for head in _heads(word)}
    all_stems: set[str] = set()
    all_called: set[int] = set()
    for word in found:
        all_stems |= stems(word, language)
        all_called |= _called(word, language)
    compounds = " ".join(word for word in found if len(word) >= 2 * _COMPOUND) if language == "de" else ""
    return Source(frozenset(all_stems), frozenset(all_called), language, f" {compounds} " if compounds else "")


@lru_cache(maxsize=50_000)
def _named(word: str, language: str) -> frozenset[int]:
    """The concepts that a word of a sentence may stand for."""
    names = concepts(language).names
    return frozenset(concept for stem in stems(word, language) for concept in names.get(stem, ()))


@lru_cache(maxsize=50_000)
def _called(word: str, language: str) -> frozenset[int]:
    """The concepts that a word of the data calls up. "See" is a lake in German: a plain word of a text calls none."""
    if word in _listed("en") or word in _listed(language):
        return frozenset()
    calls = concepts(language).calls
    return frozenset(concept for stem in stems(word, language) for concept in calls.get(stem, ()))


@lru_cache(maxsize=50_000)
def _heads(word: str) -> tuple[str, ...]:
    """What a German compound is a kind of: Eichenholz is Holz."""
    facts = concepts("de").facts
    return tuple(word[at:] for at in range(_COMPOUND, len(word) - _COMPOUND + 1) if word[at:] in facts)


@dataclass(frozen=True)
class Vocabulary:
    """What may be said about one item. ``x_all`` is all that is known of X, which tells what is truly shared;
    ``alike`` are the facts that both have, such as the author."""

    language: str
    kind: ReasonKind
    item: Source
    x: Source
    query: Source
    x_all: Source
    alike: Source
    _origins: dict[str, int] = field(default_factory=dict, compare=False, repr=False)

    def origin(self, word: str) -> int:
        """Who vouches for this folded word. A German compound needs a word for both of its parts."""
        if word not in self._origins:
            self._origins[word] = self._origin(word)
        return self._origins[word]

    def _origin(self, word: str) -> int:
        found = self._simple(word)
        if found & ~FACT or self.language != "de":
            return found
        for at in range(_COMPOUND, len(word) - _COMPOUND + 1):
            left, right = self._simple(word[:at]) & ~FACT, self._simple(word[at:].lstrip("s")) & ~FACT
            if left and right:
                return (left | right) & ~PLAIN or PLAIN
        return found

    def _simple(self, word: str) -> int:
        found = PLAIN if is_plain(word, self.language) or word in _of_kind(self.kind, self.language) else NONE
        for origin, said in ((ITEM, self.item), (X, self.x), (QUERY, self.query)):
            if said.says(word):
                found |= origin
        return found or (FACT if is_fact(word, self.language) else NONE)


def vocabulary(item: Item, x: Item | None, kind: ReasonKind, query: str, language: str) -> Vocabulary:
    """Of X only what it is called and filed under counts, and the facts that it has in common with the item."""
    of_x = () if x is None else (x.title, *x.categories, *x.tags)
    alike = tuple(_alike(item, x))
    return Vocabulary(
        language,
        kind,
        source((*said_of(item), *alike), language),
        source((*of_x, *alike), language),
        source((query,), language),
        source((*of_x, *alike, *(() if x is None else said_of(x))), language),
        source(alike, language),
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
        yield f"{item.brand} {_BRAND}"
    for name, value in item.attributes.items():
        if value and x.attributes.get(name) == value:
            yield f"{name.replace('_', ' ')} {value}"


@lru_cache(maxsize=50_000)
def is_plain(word: str, language: str) -> bool:
    """Is the folded word, or what it is an inflection of, among those that claim nothing?"""
    listed = _listed(language)
    return word in listed or any(base in listed for base in bases(word, language))


@lru_cache(maxsize=50_000)
def is_fact(word: str, language: str) -> bool:
    """Does the folded word name something that ``concepts.txt`` knows, or say what a thing is made to bear?"""
    facts = concepts(language).facts
    return word.endswith(_CAN_BE) or word in facts or any(base in facts for base in bases(word, language))


def module(language: str) -> ModuleType:
    """The word lists of a language; English ones where there are none."""
    return _MODULES.get(language, en)


@cache
def _listed(language: str) -> frozenset[str]:
    return frozenset(words_of(module(language).PLAIN))


@cache
def _of_kind(kind: ReasonKind, language: str) -> frozenset[str]:
    listed: Mapping[str, str] = module(language).KINDS
    return frozenset(words_of(listed.get(kind.value, "")))


@cache
def yours(language: str) -> frozenset[str]:
    """What may be called the reader's own, folded."""
    return frozenset(words_of(module(language).YOURS))


@lru_cache(maxsize=256)
def without_idioms(text: str, language: str) -> str:
    """The text without turns of phrase that are plain as a whole only."""
    if not _idioms(language).search(text.lower()):
        return text
    return re.compile(_idioms(language).pattern, re.IGNORECASE).sub(" ", text)


@cache
def _idioms(language: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries(module(language).IDIOMS))})\b")
