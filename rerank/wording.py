"""May this sentence of a model be shown? Checked against what is known of the item and of X, without a model.

A sentence passes that is short, plain, in the right language, names X where there is one, and says nothing
that the data do not: no other title, number, price, date, prize, praise or name, and no act of the person's
that did not happen. What does not pass is replaced by a template, so in doubt it does not pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hybrid.domain import Item
from rerank import lexicon
from rerank.because import ReasonKind
from rerank.cleaning import one_line

MIN_LENGTH, MAX_LENGTH = 10, 200
MAX_SENTENCES = 2
TITLE = "\ue000"
"""Stands for a title that is known to be right while the rest of the sentence is looked at."""

_MARKUP = re.compile(r"[<>{}\[\]`*_#|\\~^=]|&\w+;")
_ADDRESS = re.compile(r"https?:|://|www\.|@|\w\.(?:com|net|org|io|de|fr|es|uk|info|biz|co|eu|app)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“”„«‹](.{1,120}?)[\"“”»›]|(?<!\w)[‘'‚](.{2,120}?)[’'‘](?!\w)")
_SENTENCE_END = re.compile(r"[.!?…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CAPITAL = re.compile(r"(?:(?<=[\w,;\ue000)–—-] )|(?<=[(\"“„«]))[A-ZÀ-ÖØ-Þ][^\W\d_]+")
_TWO_CAPITALS = re.compile(r"(?<=[\w,;\ue000)] )([A-ZÀ-ÖØ-Þ][^\W\d_]+) ([A-ZÀ-ÖØ-Þ][^\W\d_]+)")
_ALLOWED_ACTS = {
    ReasonKind.BECAUSE_BOUGHT: frozenset({"bought", "any"}),
    ReasonKind.BECAUSE_RATED: frozenset({"rated", "liked", "any"}),
    ReasonKind.BECAUSE_LIKED: frozenset({"liked", "any"}),
    ReasonKind.BECAUSE_VIEWED: frozenset({"any"}),
}


def check(
    text: str, item: Item, x: Item | None, kind: ReasonKind, language: str, other_titles: Iterable[str] = ()
) -> str | None:
    """None where the sentence may be shown, else one word for what is wrong with it.

    ``other_titles`` are titles of the catalogue besides the item's and X's, which must not be named.
    """
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return "length"
    if one_line(text) != text:
        return "form"
    if x is not None and not _whole(x.title).search(text):
        return "x_missing"
    known = _known(item, x)
    rest = _without_titles(text, item, x)
    return (
        _form(rest)
        or _content(rest, known, kind)
        or _foreign(rest, language)
        or _titles(rest, known, other_titles)
        or _unknown_names(rest, known, language)
    )


def _known(item: Item, x: Item | None) -> str:
    """Everything that may be said, case-folded: the item's data, and X's title and kinds."""
    parts: list[str] = [item.title, item.description, item.brand or "", *item.categories, *item.tags]
    parts += [f"{item.price:g}" if item.price is not None else "", item.currency or "", item.language or ""]
    parts += [str(value) for value in item.attributes.values()]
    if x is not None:
        parts += [x.title, *x.categories, *x.tags]
    return unicodedata.normalize("NFKC", "\n".join(parts)).casefold()


def _without_titles(text: str, item: Item, x: Item | None) -> str:
    """The sentence with the right titles replaced, so that "Best in Show" is no praise and "Se7en" no number."""
    titles = {item.title} if x is None else {item.title, x.title}
    for title in sorted(titles, key=len, reverse=True):
        text = _whole(title).sub(TITLE, text)
    return text


def _whole(title: str) -> re.Pattern[str]:
    """The title as whole words: "It" does not stand in "with"."""
    return re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")


def _form(rest: str) -> str | None:
    if _MARKUP.search(rest):
        return "markup"
    if _ADDRESS.search(rest):
        return "address"
    ends = len(_SENTENCE_END.findall(rest.rstrip())) + (not _SENTENCE_END.search(rest.rstrip()[-1:]))
    return "sentences" if ends > MAX_SENTENCES else None


def _content(rest: str, known: str, kind: ReasonKind) -> str | None:
    if lexicon.absent(lexicon.LEAKS, rest, known):
        return "machinery"
    numbers = set(_NUMBER.findall(known))
    if any(number not in numbers for number in _NUMBER.findall(unicodedata.normalize("NFKC", rest))):
        return "number"
    if lexicon.absent(lexicon.NUMBER_WORDS, rest, known) or any(unicodedata.category(c) in ("No", "Nl") for c in rest):
        return "number"
    if lexicon.absent(lexicon.MONEY, rest, known):
        return "price"
    if lexicon.absent(lexicon.DATES, rest, known):
        return "date"
    if lexicon.absent(lexicon.CLAIMS, rest, known):
        return "claim"
    allowed = _ALLOWED_ACTS.get(kind, frozenset())
    if any(act not in allowed and pattern.search(rest) for act, pattern in lexicon.DONE.items()):
        return "act"
    return None


def _foreign(rest: str, language: str) -> str | None:
    """A cheap guess: common words of the asked language must not be outnumbered, letters must be Latin ones."""
    letters = [c for c in rest if c.isalpha() and c != TITLE]
    if sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters) * 10 > len(letters):
        return "language"
    words = [word.casefold() for word in _WORD.findall(rest)]
    hits = {code: sum(word in common for word in words) for code, common in lexicon.STOPWORDS.items()}
    own = hits.pop(language, 0)
    return "language" if max(hits.values()) > own or (not own and len(words) > 5) else None


def _titles(rest: str, known: str, others: Iterable[str]) -> str | None:
    for quoted in _QUOTED.findall(rest):
        inner = (quoted[0] or quoted[1]).strip(" .,!?").casefold()
        if inner.strip(TITLE) and inner not in known:
            return "other_title"
    named = any(_names(rest, title) for title in others if title.casefold() not in known)
    return "other_title" if named else None


def _names(rest: str, title: str) -> bool:
    """Is this catalogue title named? Titles of a few letters ("It", "Up") are left to the check of capitals."""
    return len(title) >= 4 and not title.islower() and title in rest and bool(_whole(title).search(rest))


def _unknown_names(rest: str, known: str, language: str) -> str | None:
    """Capitalised words in mid-sentence that the data do not hold: people, places, other titles.

    German writes every noun so; there only two in a row count.
    """
    if language == "de":
        ours = lexicon.STOPWORDS["de"]
        pairs = [(a.casefold(), b.casefold()) for a, b in _TWO_CAPITALS.findall(rest)]
        strange = any(a not in known and b not in known and a not in ours for a, b in pairs)
    else:
        strange = any(word.casefold() not in known for word in _CAPITAL.findall(rest))
    return "name" if strange else None
