"""May this sentence of a model be shown? Checked against what is known of the item and of X, without a model.

What a sentence may say:

- **facts** of the item (what it is, has, is about, who made it, when) only where its data say them: in the same
  words, inflected, in another language, or as something wider ("heist" allows "crime", not the other way round);
- **what the two share** only where both have it, and what only X has only of X;
- **what the person did** only what they did: viewed is not bought, and not liked; a rating is liking from 0.6 of the
  scale on and love from 0.8 on. "If you liked …" states nothing and may be said;
- **judgement** of manner and effect ("gripping", "in a similar mood", "a quiet pleasure") freely, it claims nothing
  that could be looked up. But no superlatives, prizes, fame, strong praise or comparison, nothing about what others
  do or think, about price, availability or date, and no promise ("may suit you", not "you will love it");
- **of the reader** nothing else, and nothing rude; of the writer nothing at all ("I", "we").

Words of our lists that name a fact must be in the data. Of words that no list knows, two adjectives, verbs or adverbs
pass as judgement, or one noun. What does not pass is replaced by a template, so in doubt it does not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from hybrid.domain import Item
from rerank import lexicon
from rerank.because import ReasonKind
from rerank.cleaning import one_line
from rerank.conduct import ITEM_MARK, X_MARK, personal, rude, without_yours
from rerank.support import own_words, strange
from rerank.titles import Titles
from rerank.vocabulary import DATA, Token, Vocabulary, is_plain, said_of, tokens, vocabulary, without_idioms

MIN_LENGTH, MAX_LENGTH = 10, 200
MAX_SENTENCES = 2
LIKED_FROM, LOVED_FROM = 0.6, 0.8
"""Parts of the rating scale from which on it may be said that somebody liked, or loved, what they rated."""

_MARKUP = re.compile(r"[<>{}\[\]`*_#|\\~^=]|&\w+;")
_ADDRESS = re.compile(r"https?:|://|www\.|@|\w\.(?:[a-z]{2,6})\b(?!\.)", re.IGNORECASE)
_STRANGE = re.compile(rf"[^\w\s.,;:!?…'’‘\"“”„«»‹›()&%/¿¡–—{ITEM_MARK}{X_MARK}-]")
_UNCOMMON = re.compile(rf"[^ -~À-ÖØ-öø-ÿ…‘’“”„«»–—{ITEM_MARK}{X_MARK}]")
_STOPS = ".,;:!?…'’‘\"“”„«»‹›()"
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\w*\d(?:[\w.,]*\w)?")
_QUOTED = re.compile(r"[\"“”„«‹](.{1,120}?)[\"“”»›]|(?<!\w)[‘'‚](.{2,120}?)[’'‘](?!\w)")
_QUOTED_MARK = re.compile(rf"[\"“”„«‹‘'‚]\s?([{ITEM_MARK}{X_MARK}])\s?[\"“”»›’'‘]")
_SENTENCE_END = re.compile(r"(?<!\b[A-Z])[.!?…]+(?=\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_WORD_OR_TITLE = re.compile(rf"\w+|{ITEM_MARK}|{X_MARK}")
_MID_SENTENCE = re.compile(r"(?:[\w,;\ue000\ue001)–—-] |[(\"“„«-]|\w['’])$")
_GERMAN_NAME = re.compile(r"(?:\b(?:in|aus|von|nach|bei)|(?<=[\w,;:] )(?!Sie\b|Ihr|Ihnen\b)[A-ZÄÖÜ]\w+) $")
_CAPITAL = re.compile(r" [A-ZÄÖÜ]\w")
_ALL_OF_THEM = re.compile(
    r"(?i)every|all\b|most|no\b|nobody|jede|alle|(?:die )?meisten|tout|tous|la plupart|tod|nadie|la mayor"
)
_ALLOWED_ACTS = {
    ReasonKind.BECAUSE_BOUGHT: frozenset({"bought", "any"}),
    ReasonKind.BECAUSE_RATED: frozenset({"rated", "any"}),
    ReasonKind.BECAUSE_LIKED: frozenset({"liked", "loved", "any"}),
    ReasonKind.BECAUSE_VIEWED: frozenset({"any"}),
    ReasonKind.BECAUSE_ASKED: frozenset({"asked"}),
}
_MAY_BE_PARAPHRASED = frozenset({"claim", "price", "date", "availability", "trait"})
_OF_OTHERS = frozenset({ReasonKind.POPULAR, ReasonKind.TRENDING})
_OF_THE_HOUSE = frozenset({ReasonKind.EDITORIAL, ReasonKind.PROMOTED})


@dataclass(frozen=True)
class Known:
    """Everything that may be said of an item: one text, case-folded, its words between blanks, and its numbers."""

    text: str
    words: str
    numbers: frozenset[str]

    def says(self, words: str) -> bool:
        """Do these words stand in it, one after the other?"""
        return f" {' '.join(_words(words))} " in self.words


def check(
    text: str,
    item: Item,
    x: Item | None,
    kind: ReasonKind,
    language: str,
    other_titles: Iterable[str] | Titles = (),
    query: str = "",
    rating: float | None = None,
    carted: bool = False,
) -> str | None:
    """None where the sentence may be shown, else one word for what is wrong with it.

    ``other_titles`` are titles of the catalogue besides the item's and X's, which must not be named; a ``Titles``
    made once for the whole catalogue is quicker. ``query`` is what was asked for, ``rating`` what X was given, from 0
    (the bottom of the scale) to 1 (its top). ``carted`` says that X was put in the basket.
    """
    if not MIN_LENGTH <= len(text) <= MAX_LENGTH:
        return "length"
    if one_line(text) != text:
        return "form"
    if x is not None and not _whole(x.title).search(text):
        return "x_missing"
    title, *said = said_of(item)
    known = _known((title, "" if x is None else x.title), (*said, query, *(() if x is None else x.categories + x.tags)))
    rest = without_titles(text, item, x)
    may_say = vocabulary(item, x, kind, query, language)
    return (
        _form(rest, known)
        or _content(rest, known, may_say)
        or _acts(rest, kind, language, query, rating, carted)
        or _foreign(rest, language)
        or _titles(rest, known, other_titles, language)
        or rude(rest, language, known.text)
        or _said(rest, may_say, known)
    )


def skeleton(text: str, item: Item, x: Item | None) -> str:
    """What is left of a sentence without its titles: the same for two items where it says nothing of either."""
    return " ".join(_WORD_OR_TITLE.findall(without_titles(text, item, x).casefold()))


def without_titles(text: str, item: Item, x: Item | None) -> str:
    """The sentence with marks for the right titles and their quotation marks, so that "Best in Show" is no praise."""
    marks = {item.title: ITEM_MARK} | ({} if x is None else {x.title: X_MARK})
    for title in sorted(marks, key=len, reverse=True):
        text = _whole(title).sub(marks[title], text)
    return _QUOTED_MARK.sub(r"\1", text)


@lru_cache(maxsize=4_096)
def _known(titles: tuple[str, ...], said: tuple[str, ...]) -> Known:
    """Numbers in titles are no facts: those titles are marks in the sentence by then."""
    named, text = (unicodedata.normalize("NFKC", "\n".join(parts)).casefold() for parts in (titles, said))
    both = f"{named}\n{text}"
    return Known(both, f" {' '.join(_words(both))} ", frozenset(_NUMBER.findall(text)))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


@lru_cache(maxsize=4_096)
def _whole(title: str) -> re.Pattern[str]:
    """The title as whole words: "It" does not stand in "with"."""
    return re.compile(rf"(?<!\w){re.escape(title)}(?!\w)")


def _form(rest: str, known: Known) -> str | None:
    if _MARKUP.search(rest):
        return "markup"
    if _ADDRESS.search(rest):
        return "address"
    if _STRANGE.search(rest) or (_UNCOMMON.search(rest) and not all(map(_latin, rest))):
        tricks = (word for word in rest.split() if _STRANGE.search(word) or not all(map(_latin, word)))
        if not all(word.strip(_STOPS).casefold() in known.text for word in tricks):
            return "letters"
    ends = len(_SENTENCE_END.findall(rest.rstrip())) + (not _SENTENCE_END.search(rest.rstrip()[-1:]))
    return "sentences" if ends > MAX_SENTENCES else None


@lru_cache(maxsize=4_096)
def _latin(character: str) -> bool:
    """Not a letter of another script, a mark to be set over one, or a disguise of a Latin letter or digit."""
    if character.isascii() or character in (ITEM_MARK, X_MARK, "…"):
        return True
    if not character.isalpha():
        return not character.isalnum() and not unicodedata.combining(character)
    return unicodedata.name(character, "").startswith("LATIN") and unicodedata.normalize("NFKC", character) == character


def _content(rest: str, known: Known, may_say: Vocabulary) -> str | None:
    if lexicon.absent(lexicon.LEAKS, rest.lower(), known.text):
        return "machinery"
    if lexicon.absent(lexicon.MONEY, rest, known.text):
        return "price"
    if _DIGIT.search(rest) and not known.numbers.issuperset(_NUMBER.findall(rest.casefold())):
        return "number"
    if lexicon.unknown_number(rest, known.text):
        return "number"
    found = lexicon.claims(without_idioms(rest, may_say.language), may_say.language)
    return next((wrong.kind for wrong in found if not _borne_out(wrong, known, may_say)), None)


def _borne_out(claim: lexicon.Claim, known: Known, may_say: Vocabulary) -> bool:
    """Do the data, or the kind of reason, say what is claimed?"""
    if claim.kind == "others":
        return may_say.kind in _OF_OTHERS and not _ALL_OF_THEM.match(claim.text)
    if claim.kind == "same":
        return any(may_say.alike.says(token.word) for token in tokens(claim.text))
    if claim.kind == "self" and may_say.kind in _OF_THE_HOUSE:
        return True
    if claim.kind == "new" and may_say.kind is ReasonKind.NEW:
        return True
    if claim.kind == "measure":
        return _measured(claim.text, known, may_say)
    # "Histoire vraie" is no claim of ours where the data say "true story"; a superlative must stand there as it is.
    in_other_words = claim.kind in _MAY_BE_PARAPHRASED and all(
        may_say.origin(token.word) & DATA for token in _of_substance(claim, may_say.language)
    )
    return known.says(claim.text) or in_other_words


def _of_substance(claim: lexicon.Claim, language: str) -> list[Token]:
    """What of a claim the data must have; "for the whole family" says nothing but the family."""
    found = list(tokens(claim.text))
    if claim.kind == "trait":
        small = lexicon.STOPWORDS.get(language, frozenset())
        return [token for token in found if token.text.casefold() not in small] or found
    return found


def _measured(text: str, known: Known, may_say: Vocabulary) -> bool:
    """Do the data have the number, and the unit that stands last?"""
    return not lexicon.unknown_number(text, known.text, loose=False) and bool(
        may_say.origin(tokens(text)[-1].word) & DATA
    )


def _acts(rest: str, kind: ReasonKind, language: str, query: str, rating: float | None, carted: bool) -> str | None:
    """What the person is said to have done must have happened, and a middling rating is not love."""
    allowed = set(_ALLOWED_ACTS.get(kind, ()))
    if kind is ReasonKind.BECAUSE_RATED and rating is not None:
        allowed |= {act for act, least in (("liked", LIKED_FROM), ("loved", LOVED_FROM)) if rating >= least}
    if query:
        allowed.add("asked")
    if carted:
        allowed.add("basket")
    return "act" if any(act not in allowed for act in lexicon.acts(rest, language)) else None


def _foreign(rest: str, language: str) -> str | None:
    """A cheap guess: common words of the asked language must not be outnumbered."""
    words = _WORD.findall(rest.casefold())
    hits = Counter(code for word in words for code in lexicon.LANGUAGES_OF.get(word, ()))
    own = hits.pop(language, 0)
    return "language" if max(hits.values(), default=0) > own or (not own and len(words) > 5) else None


def _titles(rest: str, known: Known, others: Iterable[str] | Titles, language: str) -> str | None:
    for quoted in _QUOTED.findall(rest):
        inner = (quoted[0] or quoted[1]).strip(" .,!?").casefold()
        if inner.strip(ITEM_MARK + X_MARK) and inner not in known.text:
            return "other_title"
    catalogue = others if isinstance(others, Titles) else Titles.of(others)
    return (
        "other_title"
        if catalogue.named(rest, known.says, lambda word: is_plain(word, language), language == "de")
        else None
    )


def _said(rest: str, vocabulary: Vocabulary, known: Known) -> str | None:
    """Every word vouched for; without an X, at least one that is the item's own."""
    if any(token.text[0].isupper() and _names_unknown(rest, token, vocabulary) for token in tokens(rest)):
        return "name"
    told = without_idioms(rest, vocabulary.language)
    wrong = personal(told, vocabulary) or strange(without_yours(told, vocabulary.language), vocabulary, known.text)
    if wrong is None and X_MARK not in rest and not own_words(rest, vocabulary):
        return "empty"
    return wrong


def _names_unknown(rest: str, token: Token, vocabulary: Vocabulary) -> bool:
    """A capital in mid-sentence is a name, and those must be in the data. German writes every noun so: there, what
    no list knows is a name next to another capital, or right behind "from" or "in"."""
    if not _MID_SENTENCE.search(rest[: token.start]):
        return False
    origin = vocabulary.origin(token.word)
    if vocabulary.language != "de":
        return not origin & DATA
    beside = _GERMAN_NAME.search(rest[: token.start]) or _CAPITAL.match(rest[token.start + len(token.text) :])
    return not origin and bool(beside)
