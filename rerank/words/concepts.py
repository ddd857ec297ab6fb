"""One thing in several words and four languages: what the data say in one of them may be said in any other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rerank.words.forms import WORD, fold, stems, words_of

_OFTEN = "~"


@dataclass(frozen=True)
class Concepts:
    """Stem → the concepts that it calls up in the data, and those that it may stand for in a sentence."""

    calls: Mapping[str, frozenset[int]]
    names: Mapping[str, frozenset[int]]
    facts: frozenset[str]
    """All words as they stand in the file, folded, but for those that are often said of other things too."""


@cache
def concepts(language: str) -> Concepts:
    """``concepts.txt`` by the stems of a language."""
    calls: dict[str, set[int]] = {}
    names: dict[str, set[int]] = {}
    facts: set[str] = set()
    often: set[str] = set()
    for number, line in enumerate(_lines()):
        narrow, _, same = line.removeprefix(_OFTEN).rpartition(">")
        for targets, text in (((names, calls), same), ((calls,), narrow)):
            for word in map(joined, text.split()):
                if not line.startswith(_OFTEN):
                    facts.add(word)
                elif text is same:
                    often.add(word)
                for stem in stems(word, language):
                    for target in targets:
                        target.setdefault(stem, set()).add(number)
    return Concepts(_frozen(calls), _frozen(names), frozenset(facts - often))


def joined(phrase: str) -> str:
    """A phrase as the one word that it counts as: "los angeles" → "losangeles"."""
    return "".join(WORD.findall(fold(phrase)))


@cache
def phrases() -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """The folded words of each phrase (in the file with underscores or hyphens) by its first one, the longest first."""
    found: dict[str, set[tuple[str, ...]]] = {}
    for line in _lines():
        for word in line.split():
            if (parts := tuple(words_of(word.replace("_", " "))))[1:]:
                found.setdefault(parts[0], set()).add(parts)
    return {first: tuple(sorted(all_of, key=len, reverse=True)) for first, all_of in found.items()}


def _lines() -> Iterator[str]:
    text = files("rerank.words").joinpath("concepts.txt").read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line.strip() and not line.startswith("#"))


def _frozen(found: Mapping[str, set[int]]) -> Mapping[str, frozenset[int]]:
    return {word: frozenset(numbers) for word, numbers in found.items()}
