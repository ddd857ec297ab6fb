"""How a reason speaks to its reader: rules that hold however true the single words are.

Texts come with titles replaced by marks: ``ITEM_MARK`` and ``X_MARK``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rerank.lexicon import entries, listed, of_reader
from rerank.vocabulary import DATA, PLAIN, Vocabulary, is_plain, yours
from rerank.words.forms import fold

ITEM_MARK, X_MARK = "\ue000", "\ue001"
CLAUSE_END = re.compile(r"[.,;:!?…()–—]+|(?<=\s)-(?=\s)")


def _phrases(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries(text))})\b")


def _stems(text: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(entries(text))})")


_YOU: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(r"\b(?i:you|your|yours|yourself)\b"),
    "de": re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?|[Dd](?:u|ich|ir|ein(?:e[mnrs]?)?))\b"),
    "fr": re.compile(r"\b(?i:vous|votre|vos|tu|te|toi|ton|ta|tes)\b"),
    "es": re.compile(
        r"\b(?i:tú|tu|tus|te|ti|usted|ustedes|has|viste|compraste|miraste|leíste|elegiste|valoraste|disfrutaste)\b"
    ),
}
"""The reader, as the sentence speaks to them."""

_YOUR: Mapping[str, str] = {
    "en": r"(?i:your)",
    "de": r"(?:(?:Ihr|[Dd]ein)(?:e[mnrs]?)?)",
    "fr": r"(?i:votre|vos|ton|ta|tes)",
    "es": r"(?i:tu|tus|vuestr[oa]s?)",
}

_CIRCUMSTANCE = re.compile(
    r"(?i)^,? ?(?:with|on|at|during|when|while|alone|together|because|twice|once|last|again|today|tonight|"
    r"mit|auf|im|am|beim|während|allein|zusammen|"
    r"avec|chez|pendant|quand|seule?|ensemble|con|en(?! (?:tu|su) (?:cesta|carrito|lista))|"
    r"cuando|durante|junto|solo|sola)\b"
)
"""Right after X, in a clause about what the reader did: where, when and with whom is not known."""
_DID = re.compile(
    r"(?i)\b(?:you(?:['’]ve| have)? (?:\w+ )?(?:\w+ed|saw|seen|bought|read|gave)|(?:Sie|du)\b|"
    r"vous (?:avez|venez)|tu as|has|viste|compraste|miraste|leíste)\b"
)

_VERBS = r"(?:kill|murder|hurt|stab|shoot|beat|burn|hang|drown|poison|rape|destroy|attack|cut)(?:s|ed|ing)?"
_VICTIMS = r"you|yourself|your|every\w*|all|them|him|her|people|someone|anyone|himself|herself|themselves"
_TUEN = r"(?:töte\w*|ermord\w+|erschieß\w*|schlag\w*|verletz\w*|vergift\w*)"
_HARM = _phrases(rf"""
    (?:find|get|catch|follow|trap|hunt|chase|watch|watching|hunting|following|chasing) you; leave (?:him|her|them);
    (?:waits?|waiting|comes?|coming) for you; {_VERBS} (?:\w+ )?(?:{_VICTIMS});
    {_TUEN} (?:sie|dich|sich|alle|jeden|ihn|die|deine?|ihre?); verschwinde\w* sie;
    bring\w* (?:dich|sich|sie|ihn|alle) um; umbring\w*; um(?:zu)?bringen; trust no(?:body|\sone); don['’]t trust;
    (?:tue[zrs]?|frappe[zrs]?|bless\w+)[ -](?:vous|toi|vos|tous|les|votre); suicid\w+; suicíd\w+; mátate;
    disparaiss\w+; desaparece;
    (?:mata|matar|golpea|hiere)(?:te|los|las)? (?:a|todos|tus?|los|las)
""")
_SLURS = _stems(r"""
    porn; nazi; whore; slut; bitch; shit; fuck; stupid; idiot; moron; worthless; pathetic; dumm(?:e|er|en|kopf)?\b;
    hurensohn; scheiß; imbécile; connard; salope; merde; putain; gilipollas; mierda; estúpid; imbécil; puta\b;
    muslims?; jews?; hate[sd]?\b; hass\b; hasst
""")
"""Never without the data saying it, of whomever."""
_INSULT: Mapping[str, re.Pattern[str]] = {
    "en": _stems(r"""
        fool; loser; lonely; loneliness; fat\b; ugly; sick\b; ill\b; poor\b; sad\b; bored?\b; boring; hate; die[sd]?\b;
        dead\b; dying; death; suicid; drunk; pregnan; divorc; cancer; crazy; mad\b; guilty; sex; kill\b; naked
    """),
    "de": _stems(r"""
        narr\b; hässlich; einsam; krank; arm\b; traurig; langweil; sterb; stirb; tot\b; hass; betrunken; schwanger;
        nackt; dick\b
    """),
    "fr": _stems(r"""
        bête; laid\b; malade; pauvre; triste; ennu; mour; meur; mort\b; hai(?:r|s|ne); ivre; enceinte; folle; gros\b
    """),
    "es": _stems(r"""
        tonto; feo\b; enferm; pobre; aburr; muer; mor[ií]; odi[oa]; borrach; embarazad; loc[oa]\b; gord[oa]\b
    """),
}
"""Bad enough where the sentence speaks of the reader, even if the item's data say it of somebody."""

_ASKS = re.compile(
    r"(?i)(?:^|[.!?:;,–—] ?)(?:send|buy|pay|give up|call|order|transfer|donate|give|vote|sign|download|register|phone|"
    r"text|wire|kauf(?:e|en sie)?|zahl\w*|send\w*|schick\w*|überweis\w*|ruf\w*|spend\w*|bestell\w*|achetez?|payez?|"
    r"envoye[zr]|donnez|appelez|votez|compra|paga|envía|manda|llama|vota|dona)\b(?! (?:you|a |to|another))"
)
"""An order to the reader at the beginning of a clause."""

_YOU_AND = re.compile(r"(?i)(?:(\w+) )?\byou ([^\W\d_]+)")
_NOT_AFTER_YOU = listed("""
    lost left fell fall cry cried laugh laughed spend spent finish finished complete completed own owned
    feel felt seem must kill die hate hated steal fear hurt suffer drink smoke sleep slept eat ate and
""")
"""After "you": what nobody knows of the reader, though the words are plain."""
_NOT_YOURS = listed("""
    heart life lives soul career job hair past secret secrets wound loss partner partners little young small ones
    team group person
    people friend herz leben seele arbeit freund freunde partner menschen haut kraft vie coeur ame travail
    ami amis peau corps vida corazon alma trabajo amigo amigos piel cuerpo
""")
"""Plain words for what nobody knows of a reader."""

_BEFORE_YOU = listed("""
    because since as and so if when while what after before though that but now
""")
"""Words before a "you" that did or does something; none stands at the beginning of a clause."""


def rude(rest: str, language: str, known: str) -> str | None:
    """Threats, insults, orders, and what nobody knows of the reader; ``known`` is all that the data say."""
    small = rest.lower()
    if _HARM.search(small) or _ASKS.search(small):
        return "abuse"
    if any(found[0] not in known for found in _SLURS.finditer(small)):
        return "abuse"
    you, insult = _YOU.get(language, _YOU["en"]), _INSULT.get(language, _INSULT["en"])
    for clause in filter(you.search, _clauses(rest)):
        if insult.search(clause.lower()):
            return "abuse"
        if _DID.search(clause) and any(_CIRCUMSTANCE.match(after) for after in clause.split(X_MARK)[1:]):
            return "person"
    return "person" if of_reader(rest, language) else None


def personal(rest: str, vocabulary: Vocabulary) -> str | None:
    """ "Your" is followed by what a reader has here (taste, list); "you" by a plain word, and by no unknown deed."""
    language = vocabulary.language
    for found in _your(language).finditer(rest):
        if not any(_may_be_yours(word, language) for word in found[1].split()):
            return "person"
    if language == "en":
        return "person" if any(_did_unknown(found, vocabulary) for found in _YOU_AND.finditer(rest)) else None
    if language != "es" and any(_described(found, vocabulary) for found in _you_and_word(language).finditer(rest)):
        return "person"
    return None


def without_yours(rest: str, language: str) -> str:
    """The sentence without "your" and what follows it, which ``personal`` judges."""
    return _your(language).sub(" ", rest)


@cache
def _your(language: str) -> re.Pattern[str]:
    """A word for "your", and what is the reader's: up to the first word that they can have, two words on at most."""
    own = "|".join(sorted(yours(language)))
    return re.compile(
        rf"\b{_YOUR.get(language, _YOUR['en'])}\b "
        rf"((?:\w+ ){{0,2}}?(?i:{own})\b|(?:\w+ ){{0,1}}[{ITEM_MARK}{X_MARK}]|\w+)"
    )


def _clauses(rest: str) -> Iterator[str]:
    return (clause for clause in CLAUSE_END.split(rest) if clause.strip())


@cache
def _you_and_word(language: str) -> re.Pattern[str]:
    return re.compile(rf"{_YOU.get(language, _YOU['en']).pattern} ([^\W\d_]+)")


def _did_unknown(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "You" as the one who does something, and not what is known to have been done."""
    if found[1] and found[1].casefold() not in _BEFORE_YOU:
        return False
    word = found[2].casefold()
    origin = vocabulary.origin(word)
    return word in _NOT_AFTER_YOU or bool(origin and not origin & PLAIN)


def _described(found: re.Match[str], vocabulary: Vocabulary) -> bool:
    """ "You", and right behind it what the data say of the item."""
    origin = vocabulary.origin(fold(found[1]))
    return bool(origin & DATA and not origin & PLAIN) and not _your(vocabulary.language).match(found[0])


def _may_be_yours(word: str, language: str) -> bool:
    if word in (X_MARK, ITEM_MARK) or fold(word) in yours(language):
        return True
    return fold(word) not in _NOT_YOURS and is_plain(fold(word), language)
