"""May this sentence of a model be shown? Checked against what is known of the item and of X, without a model.

A sentence passes that is short, plain, in the right language and names X where there is one, and in which every word
is vouched for: by the item's data, by X's, by what was asked for, or by a list of words that cannot be false. No
other title, number, price, date, prize, praise or name, no act of the person's that did not happen, nothing rude.
What does not pass is replaced by a template, so in doubt it does not pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from hybrid.domain import Item
from rerank import lexicon
from rerank.because import ReasonKind
from rerank.cleaning import one_line
from rerank.conduct import ITEM_MARK, X_MARK, own_words, rude, strange
from rerank.vocabulary import Origin, Token, Vocabulary, said_of, tokens, vocabulary

MIN_LENGTH, MAX_LENGTH = 10, 200
MAX_SENTENCES = 2
LIKED_FROM, LOVED_FROM = 0.6, 0.8
"""Parts of the rating scale from which on it may be said that somebody liked, or loved, what they rated."""

_MARKUP = re.compile(r"[<>{}\[\]`*_#|\\~^=]|&\w+;")
_ADDRESS = re.compile(r"https?:|://|www\.|@|\w\.(?:com|net|org|io|de|fr|es|uk|info|biz|co|eu|app)\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_QUOTED = re.compile(r"[\"“”„«‹](.{1,120}?)[\"“”»›]|(?<!\w)[‘'‚](.{2,120}?)[’'‘](?!\w)")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD_OR_TITLE = re.compile(rf"\w+|{ITEM_MARK}|{X_MARK}")
_MID_SENTENCE = re.compile(r"(?:[\w,;\ue000\ue001)–—-] |[(\"“„«])$")
_ALLOWED_ACTS = {
    ReasonKind.BECAUSE_BOUGHT: frozenset({"bought", "any"}),
    ReasonKind.BECAUSE_RATED: frozenset({"rated", "any"}),
    ReasonKind.BECAUSE_LIKED: frozenset({"liked", "loved", "any"}),
    ReasonKind.BECAUSE_VIEWED: frozenset({"any"}),
    ReasonKind.BECAUSE_ASKED: frozenset({"asked"}),
}


def check(
    text: str,
    item: Item,
    x: Item | None,
    kind: ReasonKind,
    language: str,
    other_titles: Iterable[str] = (),
    query: str = "",
    rating: float | None = None,
) -> str | None:
    """None where the sentence may be shown, else one word for what is wrong with it.

    ``other_titles`` are titles of the catalogue besides the item's and X's, which must not be named. ``query`` is
    what was asked for, ``rating`` what X was given, from 0 (the bottom of the scale) to 1 (its top).
    """
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return "length"
    if one_line(text) != text:
        return "form"
    if x is not None and not _whole(x.title).search(text):
        return "x_missing"
    known = _known(item, x, query)
    rest = without_titles(text, item, x)
    may_say = vocabulary(item, x, kind, query, language)
    return (
        _form(rest)
        or _content(rest, known, may_say)
        or _acts(rest, kind, query, rating)
        or _foreign(rest, language)
        or _titles(rest, known, other_titles)
        or rude(rest, language)
        or _words(rest, may_say)
    )


def skeleton(text: str, item: Item, x: Item | None) -> str:
    """What is left of a sentence without its titles: the same for two items where it says nothing of either."""
    return " ".join(_WORD_OR_TITLE.findall(without_titles(text, item, x).casefold()))


def _known(item: Item, x: Item | None, query: str) -> str:
    """Everything that may be said, case-folded: the item's data, X's title and kinds, and the query."""
    parts = [*said_of(item), query]
    if x is not None:
        parts += [x.title, *x.categories, *x.tags]
    return unicodedata.normalize("NFKC", "\n".join(parts)).casefold()


def without_titles(text: str, item: Item, x: Item | None) -> str:
    """The sentence with marks for the right titles, so that "Best in Show" is no praise and "Se7en" no number."""
    marks = {item.title: ITEM_MARK} | ({} if x is None else {x.title: X_MARK})
    for title in sorted(marks, key=len, reverse=True):
        text = _whole(title).sub(marks[title], text)
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


def _content(rest: str, known: str, may_say: Vocabulary) -> str | None:
    if lexicon.absent(lexicon.LEAKS, rest, known):
        return "machinery"
    numbers = set(_NUMBER.findall(known))
    if any(number not in numbers for number in _NUMBER.findall(unicodedata.normalize("NFKC", rest))):
        return "number"
    if lexicon.unknown_number(rest, known) or any(unicodedata.category(c) in ("No", "Nl") for c in rest):
        return "number"
    if lexicon.absent(lexicon.MONEY, rest, known):
        return "price"
    if lexicon.absent(lexicon.DATES, rest, known):
        return "date"
    claims = (match[0] for match in lexicon.CLAIMS.finditer(rest) if match[0].casefold() not in known)
    # "Histoire vraie" is no claim of ours where the data say "true story".
    told = (all(may_say.origin(token.word) & ~Origin.PLAIN for token in tokens(claim)) for claim in claims)
    return None if all(told) else "claim"


def _acts(rest: str, kind: ReasonKind, query: str, rating: float | None) -> str | None:
    """What the person is said to have done must have happened, and a middling rating is not love."""
    allowed = set(_ALLOWED_ACTS.get(kind, ()))
    if kind is ReasonKind.BECAUSE_RATED and rating is not None:
        allowed |= {act for act, least in (("liked", LIKED_FROM), ("loved", LOVED_FROM)) if rating >= least}
    if query:
        allowed.add("asked")
    return "act" if any(act not in allowed and found.search(rest) for act, found in lexicon.DONE.items()) else None


def _foreign(rest: str, language: str) -> str | None:
    """A cheap guess: common words of the asked language must not be outnumbered, letters must be Latin ones."""
    letters = [c for c in rest if c.isalpha() and c not in (ITEM_MARK, X_MARK)]
    if sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters) * 10 > len(letters):
        return "language"
    words = [word.casefold() for word in _WORD.findall(rest)]
    hits = {code: sum(word in common for word in words) for code, common in lexicon.STOPWORDS.items()}
    own = hits.pop(language, 0)
    return "language" if max(hits.values()) > own or (not own and len(words) > 5) else None


def _titles(rest: str, known: str, others: Iterable[str]) -> str | None:
    for quoted in _QUOTED.findall(rest):
        inner = (quoted[0] or quoted[1]).strip(" .,!?").casefold()
        if inner.strip(ITEM_MARK + X_MARK) and inner not in known:
            return "other_title"
    named = any(_names(rest, title) for title in others if title.casefold() not in known)
    return "other_title" if named else None


def _names(rest: str, title: str) -> bool:
    """Is this catalogue title named? Titles of a few letters ("It", "Up") are left to the check of capitals."""
    return len(title) >= 4 and not title.islower() and title in rest and bool(_whole(title).search(rest))


def _words(rest: str, vocabulary: Vocabulary) -> str | None:
    """Every word vouched for; without an X, at least one that is the item's own."""
    if vocabulary.language != "de" and any(_names_unknown(rest, token, vocabulary) for token in tokens(rest)):
        return "name"
    wrong = strange(rest, vocabulary)
    if wrong is None and X_MARK not in rest and not own_words(rest, vocabulary):
        return "empty"
    return wrong


def _names_unknown(rest: str, token: Token, vocabulary: Vocabulary) -> bool:
    """A capital in mid-sentence is a name, and those must be in the data. (German writes every noun so.)"""
    if not token.text[0].isupper() or len(token.text) < 2 or not _MID_SENTENCE.search(rest[: token.start]):
        return False
    return not vocabulary.origin(token.word) & ~Origin.PLAIN
