"""What a reason says of the item, of X and of both: whether every word is vouched for, and for the right one.

Texts come with titles replaced by marks: ``ITEM_MARK`` and ``X_MARK``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rerank.conduct import CLAUSE_END, ITEM_MARK, X_MARK
from rerank.grammar import is_noun
from rerank.lexicon import STOPWORDS, listed
from rerank.vocabulary import DATA, FACT, ITEM, PLAIN, Token, Vocabulary, X, tokens
from rerank.words.forms import fold

MAX_UNKNOWN, NOUN = 2, 2
"""How many words of a sentence may be in no list at all, and as how many of them a noun counts."""

_NOT = re.compile(
    r"(?i)(?<![\w-])(?:not|never|no|without|nor|hardly|\w+n['’]t|nicht|kein\w*|ohne|nie|niemals|pas|sans|jamais|"
    r"aucune?|sin|nunca|jamás|ning[uú]n\w*|tampoco)\b(?! (?:only|just|nur|allein|seulement|sólo|solo)\b)"
    r"((?:[ '’-]+[^\W\d_]+){1,3})"
)
_SHARE = re.compile(
    r"(?i)\b(?:shar(?:es?|ing|ed)(?! an? )|both|teil(?:t|en)|beiden?|verbinde[tn]|"
    r"partag(?:ent?|eant|ées?|és?)\b|compart\w+|amb[oa]s)\b"
    r"([^,;:.]*)|\b(?:in common|gemeinsam|en commun|en común)\b([^.;]*)"
)
_SAME = re.compile(
    r"(?i)\b(?:the (?:very )?same|(?:der|die|das|dem|den|des)(?:selben?| gleichen?)|(?:vom|im|zum) (?:selben|gleichen)|"
    r"(?:le|la|les|du|des|au|aux|cette|ce) mêmes?|(?:el|la|los|las|del|al) mism[oa]s?)((?: [^\W\d_]+){1,2})"
)

_THIS = re.compile(
    rf"(?i)\b(?:this|these|here|it|its|it['’]s|another|dies\w*|hier|noch|ce|cet|cette|voici|ici|"
    rf"est[eao]s?|aquí|otr[oa])\b|{ITEM_MARK}"
)
"""The item, as a sentence points at it."""
_COMPANION = listed("""
    with for to like as and zu mit wie für und pour avec comme à con para como y al
""")
_LINK = listed("""
    of the in from s a an its own that der die das des den dem von vom aus im in de du des la le les l d el
    los las del
""")
_INSTEAD = re.compile(
    r"(?i)\b(?:instead of|in place of|rather than|swaps?|swapping|trades?|trading|leaves?|leaving|"
    r"not|unlike|"
    r"anders als|statt|anstelle|tauscht?|au lieu de|à la place de|plutôt que|quitte[rz]?|échange[rz]?|"
    r"en vez de|lugar de|cambia|deja)\s+(?:\S+\s+){0,2}$|"
    r"^\s*(?:From|Von|Vom|De|Du|Des|Del) (?:\S+\s+){0,3}$"
)
"""What is named here, the item has not."""


def strange(rest: str, vocabulary: Vocabulary, known: str) -> str | None:
    """What nothing vouches for, or what is said of the wrong thing; ``known`` is all that the data say."""
    found = tokens(rest)
    return _unvouched(found, rest, vocabulary) or _negated(rest, vocabulary, known) or _of_x(found, rest, vocabulary)


def own_words(rest: str, vocabulary: Vocabulary) -> int:
    """How many words say something of the item itself; its title is one."""
    common = STOPWORDS.get(vocabulary.language, frozenset())
    found = (token.word for token in tokens(rest) if token.text.casefold() not in common and len(token.word) > 3)
    return sum(bool(vocabulary.origin(word) & ITEM) for word in found) + (ITEM_MARK in rest)


def _unvouched(found: Sequence[Token], rest: str, vocabulary: Vocabulary) -> str | None:
    """A thing or fact that nothing vouches for, or too many words that no list knows."""
    unknown = 0

    def of_data(word: str) -> bool:
        return bool(vocabulary.origin(word) & DATA)

    for at, token in enumerate(found):
        origin = vocabulary.origin(token.word)
        if origin == FACT:
            return "fact"
        if not origin:
            unknown += NOUN if is_noun(found, at, rest, vocabulary.language, of_data) else 1
    return "word" if unknown > MAX_UNKNOWN else None


def _negated(rest: str, vocabulary: Vocabulary, known: str) -> str | None:
    """ "No comedy" of a comedy: no word that says something stands after a no, unless it does in the data too."""
    for found in _NOT.finditer(rest):
        for token in tokens(found[1]):
            if vocabulary.origin(token.word) & PLAIN:
                continue
            if not any(token.word in after for after in map(fold, _said_negated(known))):
                return "negation"
    return None


def _said_negated(known: str) -> list[str]:
    return [found[1] for found in _NOT.finditer(known)]


def _of_x(found: Sequence[Token], rest: str, vocabulary: Vocabulary) -> str | None:
    """What only X has is said of X; what is called shared, both have."""
    for match in _SHARE.finditer(rest):
        for token in tokens(match[1] or match[2] or ""):
            origin = vocabulary.origin(token.word)
            common = origin & ITEM and vocabulary.x_all.says(token.word)
            if origin & DATA and not origin & PLAIN and not common:
                return "shared"
    if any(not _alike(match[1], vocabulary) for match in _SAME.finditer(rest)):
        return "same"
    for token in found:
        if vocabulary.origin(token.word) == X and not _said_of_x(token, rest):
            return "of_x"
    return None


def _alike(named: str, vocabulary: Vocabulary) -> bool:
    """Are the words behind "the same" plain ones (kind, mood), up to the first that both have or that links?"""
    for token in tokens(named):
        origin = vocabulary.origin(token.word)
        common = origin & ITEM and vocabulary.x_all.says(token.word)
        if common or token.text.casefold() in STOPWORDS.get(vocabulary.language, ()):
            return True
        if not origin & PLAIN:
            return False
    return True


def _said_of_x(token: Token, rest: str) -> bool:
    """Is this word said of X: linked to its title, in a clause of its own, or as what the item has not?"""
    after = CLAUSE_END.split(rest[token.end :])[0]
    before = CLAUSE_END.split(rest[: token.start])[-1]
    if _INSTEAD.search(before):
        return True
    if X_MARK in before:
        between = before.rsplit(X_MARK, 1)[1]
        return not _THIS.search(between)
    if X_MARK in after and not _THIS.search(before):
        between = after.split(X_MARK)[0].split()
        if not between or all(word.casefold().strip("'’") in _LINK for word in between):
            return True
        return len(between) < 4 and between[-1].casefold() not in _COMPANION
    return False
