"""Is a title of the catalogue named in a sentence? The time this takes depends on the sentence, not the catalogue."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"\w+")
_BEGINS = re.compile(r"(?:^|[.!?:…]) *[\"“„«‘'(]?$")
_ENDS = re.compile(r"[\"”“»’')]? *(?:[.!?:…]|$)")
_LONGEST = 12
"""Words of a title that are compared: longer ones are known by their beginning."""


@dataclass(frozen=True)
class Titles:
    """The titles of a catalogue, folded, and the words that they begin with."""

    whole: frozenset[str]
    beginnings: frozenset[str]

    @classmethod
    def of(cls, titles: Iterable[str]) -> Titles:
        """An index of ``titles``, which may be those of the whole catalogue. Make it once, ask it often."""
        whole = {parts for title in titles if (parts := _key(title))}
        return cls(frozenset(whole), frozenset(parts.split()[0] for parts in whole))

    def named(
        self, text: str, known: Callable[[str], bool], common: Callable[[str], bool], nouns: bool = False
    ) -> bool:
        """Does ``text`` name one of them that is not ``known`` from the data?

        A name is written with a capital. A title that is one ``common`` word is left alone where something else may
        have given it its capital: the beginning of a longer sentence, or a language that writes all ``nouns`` so.
        """
        found = list(_WORD.finditer(text))
        folded = [_fold(match[0]) for match in found]
        for start, word in enumerate(folded):
            if word not in self.beginnings:
                continue
            for end in range(start + 1, min(start + _LONGEST, len(found)) + 1):
                title = " ".join(folded[start:end])
                if title not in self.whole or known(title):
                    continue
                written = [match[0] for match in found[start:end]]
                first = nouns or _BEGINS.search(text[: found[start].start()]) is not None
                alone = _ENDS.match(text, found[end - 1].end()) and _BEGINS.search(text[: found[start].start()])
                if alone or _as_a_name(written, first, common):
                    return True
        return False


def _as_a_name(written: list[str], first: bool, common: Callable[[str], bool]) -> bool:
    capitals = [word[0].isupper() or word[0].isdigit() for word in written]
    if len(written) == 1:
        return capitals[0] and not (first and common(_fold(written[0])))
    return any(capitals[1:]) or (capitals[0] and not first)


@lru_cache(maxsize=50_000)
def _key(title: str) -> str:
    return " ".join([_fold(word) for word in _WORD.findall(title)][:_LONGEST])


@lru_cache(maxsize=50_000)
def _fold(word: str) -> str:
    return unicodedata.normalize("NFKC", word).casefold()
