"""What a sentence may claim only where the data say so, or the person did it; the lists are in ``rerank.words``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import ModuleType

from rerank.words import claims_de, claims_en, claims_es, claims_fr

_MODULES: Mapping[str, ModuleType] = {"en": claims_en, "de": claims_de, "fr": claims_fr, "es": claims_es}
_CASED = "(?-i:"
"""In an entry where capitals count: German writes nouns with them."""
_GOES_ON = re.compile(r"\|\n\s*")
_NOTHING = r"(?!)"
_WORD = re.compile(r"won['’]t|(?:soixante|quatre|dix)(?:-[^\W\d_]+)+|[^\W\d_]+", re.IGNORECASE)
MONEY = re.compile(r"[$€£¥₹]")
_LEAKS = (
    r"prompt\w*|instruction\w*|system|candidates?|handles?|json|schema|language model|as an ai|algorithm\w*|"
    r"rank(?:ed|ing)?|the list|database|assistant|ignore|click|subscribe|password|visit|sprachmodell|anweisung\w*|"
    r"kandidat\w*|candidat\w*|modelo de lenguaje"
)
LEAKS = re.compile(rf"\b(?:{_LEAKS})\b")
"""Words about the machinery, or that ask something of the reader, in small letters."""


def listed(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


STOPWORDS: Mapping[str, frozenset[str]] = {
    "en": listed("""
    the a an and of you your with because this that it is for to in on from also another more like as if by
    who will its same similar again which while where these one not just both shares share what was were are
    have has had there their they when all about into but or so be can after before then than enjoy try here
"""),
    "de": listed("""
    der die das und ein eine einen einem einer ist sie ihnen ihr ihre ihrem ihren weil mit auch für zu zum
    zur im in von vom den dem des nicht noch wie auf aus es sich ebenso wieder dieser diese dieses ähnlich
    hier haben hat wer wenn beide als um bei oder aber so du dir dich dein deine
"""),
    "fr": listed("""
    le la les un une des et de du vous votre vos parce que qui avec pour dans est ce cette ces aussi comme
    au aux sur en par plus même encore il elle ils si ou où mais ne pas son sa ses leur ici avez tu te ton
    ta
"""),
    "es": listed("""
    el la los las un una unos unas y e de del que porque con para por en es este esta esto también como más
    su sus al lo te tu tus se si otro otra has ha o pero no le les muy aquí igual mismo misma usted
"""),
}
"""Words that tell one language from the others."""
LANGUAGES_OF: Mapping[str, tuple[str, ...]] = {
    word: tuple(code for code, words in STOPWORDS.items() if word in words)
    for word in frozenset().union(*STOPWORDS.values())
}

_NUMBERS = tuple(
    frozenset(line.split())
    for line in """
        2 two zwei deux dos
        3 three drei trois tres
        4 four vier quatre cuatro
        5 five fünf cinq cinco
        6 six sechs seis
        7 seven sieben sept siete
        8 eight acht huit ocho
        9 nine neun neuf nueve
        10 ten zehn dix diez
        11 eleven elf onze once
        12 twelve dozen dozens zwölf dutzend douze doce
        13 thirteen dreizehn treize trece
        14 fourteen vierzehn quatorze catorce
        15 fifteen fünfzehn quinze quince
        16 sixteen sechzehn seize dieciséis
        17 seventeen siebzehn dix-sept diecisiete
        18 eighteen achtzehn dix-huit dieciocho
        19 nineteen neunzehn dix-neuf diecinueve
        20 twenty zwanzig vingt veinte
        30 thirty dreißig trente treinta
        40 forty vierzig quarante cuarenta
        50 fifty fünfzig cinquante cincuenta
        60 sixty sechzig soixante sesenta
        70 seventy siebzig soixante-dix setenta
        80 eighty achtzig quatre-vingts ochenta
        90 ninety neunzig quatre-vingt-dix noventa
        100 hundred hundreds hundert hunderte cent cien cientos
        1000 thousand thousands tausend tausende mille miles mil
        1000000 million millions millionen millones
        1000000000 billion billions milliarde milliarden milliards
        0.5 half hälfte halb moitié mitad
    """.strip().splitlines()
)
_NUMBER_OF = {word: numbers for numbers in _NUMBERS for word in numbers if not word[0].isdigit()}
_LOOSE = frozenset({"half", "halb", "hälfte", "moitié", "mitad", "once", "two", "zwei", "deux", "dos"})
"""Number words that mostly count nothing."""


@dataclass(frozen=True)
class Lexicon:
    """The lists of one language, compiled. ``conditions`` are clauses that state nothing ("if you liked …")."""

    words: re.Pattern[str]
    phrases: re.Pattern[str]
    cased: re.Pattern[str]
    acts: Mapping[str, re.Pattern[str]]
    conditions: re.Pattern[str]
    said_of_you: re.Pattern[str]
    measures: re.Pattern[str]


@cache
def lexicon(language: str) -> Lexicon:
    """The lists of a language; English ones where there are none."""
    module = _MODULES.get(language, claims_en)
    return Lexicon(
        words=re.compile("|".join(f"(?P<{name}>{_either(entries(text))})" for name, text in module.WORDS.items())),
        phrases=_named(module.PHRASES, cased=False),
        cased=_named(module.PHRASES, cased=True),
        acts={name: _phrases(text) for name, text in module.ACTS.items()},
        conditions=_phrases(module.CONDITIONS),
        said_of_you=_phrases(module.SAID_OF_YOU),
        measures=_measures(module),
    )


@dataclass(frozen=True, slots=True)
class Claim:
    """What is claimed, and its kind: claim, superlative, same, price, availability, date, others, promise, compare,
    self, trait (length, format, colour, origin), new or measure (a number and its unit)."""

    kind: str
    text: str


def claims(rest: str, language: str) -> Iterator[Claim]:
    """What ``rest`` claims."""
    for found in _WORD.finditer(rest):
        kind = _kind_of(found[0].casefold(), language)
        if kind:
            yield Claim(kind, found[0])
    lists = lexicon(language)
    for found in (*lists.phrases.finditer(rest.lower()), *lists.cased.finditer(rest)):
        yield Claim(found.lastgroup or "claim", found[0])
    yield from (Claim("measure", found[0]) for found in lists.measures.finditer(rest.lower()))


def acts(rest: str, language: str) -> Iterator[str]:
    """The kinds of things that the person is said to have done; what stands after an "if" is not said."""
    told = stated(rest, language)
    return (act for act, pattern in lexicon(language).acts.items() if pattern.search(told))


def of_reader(rest: str, language: str) -> bool:
    """Does it say what the reader is, feels or must?"""
    return lexicon(language).said_of_you.search(stated(rest, language)) is not None


def stated(rest: str, language: str) -> str:
    """In small letters, which are searched several times as fast, and without what states nothing: "if you liked"."""
    return lexicon(language).conditions.sub(" ", rest.lower())


def unknown_number(text: str, known: str, loose: bool = True) -> bool:
    """Is a number written out in ``text`` that ``known`` (case-folded) has in no language and not in digits?

    ``loose`` leaves out words that mostly count nothing; with a unit of measure they do count.
    """
    found = [_NUMBER_OF[word] for word in _words(text) if word in _NUMBER_OF and not (loose and word in _LOOSE)]
    if not found:
        return False
    said = set(re.findall(r"\w+", known))
    return any(not said & numbers for numbers in found)


def absent(pattern: re.Pattern[str], text: str, known: str) -> bool:
    """Does ``pattern`` find something in ``text`` that does not stand in ``known`` (case-folded)?"""
    return any(match.group(0).casefold() not in known for match in pattern.finditer(text))


def entries(text: str) -> list[str]:
    """The entries of a list: regular expressions separated by semicolons; one may go on in a new line after "|"."""
    return [entry.strip() for entry in _GOES_ON.sub("|", text).replace("\n", " ").split(";") if entry.strip()]


@lru_cache(maxsize=50_000)
def _kind_of(word: str, language: str) -> str | None:
    found = lexicon(language).words.fullmatch(word)
    return found.lastgroup if found else None


def _words(text: str) -> Iterator[str]:
    return (word.casefold() for word in _WORD.findall(text))


def _either(alternatives: Iterable[str]) -> str:
    return "|".join(alternatives)


def _phrases(text: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{_either(entries(text))})(?!\w)")


def _measures(module: ModuleType) -> re.Pattern[str]:
    """A number, or a word for some of them, and a unit; or a number of things that are left."""
    number = _either((*sorted(_NUMBER_OF, key=len, reverse=True), *entries(module.SOME)))
    units, with_article, left = (_either(entries(text)) for text in (module.UNITS, module.WITH_ARTICLE, module.LEFT))
    return re.compile(
        rf"(?<!\w)(?:(?:{number})(?:[ -][^\W\d_]+)??[ -](?:{units})|(?:{module.ARTICLE})[ '’](?:{with_article})|"
        rf"(?:{number})(?: [^\W\d_]+)?? (?:{left}))(?!\w)"
    )


def _named(kinds: Mapping[str, str], cased: bool) -> re.Pattern[str]:
    """One pattern for all kinds; ``lastgroup`` names the one that was found."""
    chosen = {name: [entry for entry in entries(text) if (_CASED in entry) is cased] for name, text in kinds.items()}
    pattern = "|".join(f"(?P<{name}>{_either(found)})" for name, found in chosen.items() if found) or _NOTHING
    return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE if cased else re.NOFLAG)
