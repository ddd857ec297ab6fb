"""Words as they are compared: without case and accents, by the light stems of four languages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+")
_ENDINGS: Mapping[str, tuple[str, ...]] = {
    "en": ("s", "es", "e", "ed", "d", "ing", "er", "ers", "ly", "y"),
    "de": ("e", "en", "n", "er", "ern", "em", "es", "s", "t", "te", "ten", "st", "in", "innen"),
    "fr": ("s", "x", "e", "es", "ee", "ees", "er", "ez", "ent", "ant", "nt"),
    "es": ("s", "es", "a", "o", "as", "os", "n", "an", "en", "ado", "ada", "mente"),
}
_DERIVED: Mapping[str, tuple[str, ...]] = {
    "en": ("ion", "ation", "ive", "ment", "ness", "al", "ical", "ics", "ist", "ists", "or", "ors", "ful", "ish", "ous"),
    "de": ("ung", "isch", "ische", "ischen", "lich", "ig", "ige", "igen", "haft", "keit", "heit"),
    "fr": ("ion", "ation", "eur", "euse", "if", "ive", "ique", "ment", "el", "elle", "aire", "eux"),
    "es": ("cion", "acion", "ador", "adora", "ico", "ica", "oso", "osa", "ivo", "iva", "miento"),
}
_SHORTEST, _SHORTEST_DERIVED = 4, 5
"""Letters that a stem keeps."""
_OF_SHORT = frozenset({"s", "es", "ing"})
"""Endings before which three letters will do (wars, flying)."""

_INFLECTED: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]] = {
    "en": (
        ("", ("s", "ed", "d", "ing", "ly")),
        *((sibilant, (sibilant + "es",)) for sibilant in ("s", "x", "z", "ch", "sh", "o")),
        ("e", ("ed", "ing", "es")),
        ("y", ("ies", "ied")),
        ("le", ("ly",)),
        ("ic", ("ically",)),
    ),
    "de": (
        ("", ("e", "en", "n", "er", "em", "es", "s", "t")),
        ("en", ("e", "t", "te", "ten", "et", "est", "st", "end", "ende", "enden", "ender", "endes", "endem")),
        ("ern", ("ert", "erte", "ernd", "ernde", "ernden", "ernder", "erndes")),
        ("eln", ("elt", "elte", "elnd", "elnde", "elnden", "elnder", "elndes")),
        ("el", ("le", "len", "ler", "les", "lem")),
    ),
    "fr": (
        ("", ("s", "x", "e", "es", "ment", "ement")),
        ("er", ("e", "es", "ons", "ez", "ent", "ee", "ees", "es", "ant", "ait", "aient", "era", "eront", "erait",
                "erez", "ante", "ants", "antes")),
        ("ir", ("it", "issent", "issant", "issante", "i", "ie", "is", "ies", "ira", "issez")),
        ("re", ("", "s", "ent", "ez", "ant", "ra", "u", "ue")),
        ("eux", ("euse", "euses", "eusement")),
        ("if", ("ive", "ives", "ivement")),
        ("al", ("aux", "ale", "ales")),
        ("ant", ("amment",)),
    ),
    "es": (
        ("", ("s", "es", "mente")),
        ("o", ("a", "os", "as", "amente")),
        ("or", ("ora", "ores", "oras")),
        ("ar", ("a", "an", "as", "o", "e", "en", "ando", "ado", "ada", "ados", "adas", "aron", "aba", "aban", "ara",
                "aran", "aria", "aste", "arte", "arse", "andote", "ante", "antes")),
        ("er", ("e", "en", "es", "o", "a", "an", "iendo", "ido", "ida", "idos", "idas", "io", "ieron", "ia", "ian",
                "era", "eran", "iste", "erse", "erte")),
        ("ir", ("e", "en", "es", "o", "a", "an", "iendo", "ido", "ida", "idos", "idas", "io", "ieron", "ia", "ian",
                "ira", "iran", "iste", "irse", "irte")),
        ("z", ("ces",)),
    ),
}  # fmt: skip
"""What a listed word may end in, and what an inflection of it ends in instead."""


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Without case and accents: Théière → theiere, süß → suss."""
    plain_letters = (c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return "".join(plain_letters).replace("œ", "oe")


def words_of(text: str) -> Iterator[str]:
    """The folded words of a text; apostrophes and hyphens part them."""
    return (fold(word) for word in WORD.findall(text))


@lru_cache(maxsize=50_000)
def stems(word: str, language: str) -> frozenset[str]:
    """The folded word and what it may be an inflection of. Data may be English in a shop of any language."""
    found = {word}
    languages = dict.fromkeys(("en", language))
    for suffix in (suffix for code in languages for suffix in _ENDINGS.get(code, ())):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= (3 if suffix in _OF_SHORT else _SHORTEST):
            found.add(rest)
            if len(rest) > _SHORTEST and rest[-1] == rest[-2]:
                found.add(rest[:-1])
    if word.endswith("ies") and len(word) > 4:
        found.add(word[:-3] + "y")
    for suffix in (suffix for code in languages for suffix in _DERIVED.get(code, ())):
        rest = word.removesuffix(suffix)
        if rest != word and len(rest) >= _SHORTEST_DERIVED:
            found.add(rest)
    return frozenset(found)


def bases(word: str, language: str) -> Iterator[str]:
    """The folded word, and every word that it would be a regular inflection of."""
    yield word
    for base, endings in _INFLECTED.get(language, _INFLECTED["en"]):
        for ending in endings:
            rest = word.removesuffix(ending)
            if (rest != word or not ending) and len(rest) >= 3:
                yield rest + base
                if language == "en" and not base and rest[-1] == rest[-2]:
                    yield rest[:-1]
    if language == "de" and word.startswith("ge") and len(word) > 5:
        yield word[2:].removesuffix("t") + "en"
        yield word[2:]
