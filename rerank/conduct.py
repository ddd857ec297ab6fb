"""How a reason speaks to its reader, and what it says of X: rules that hold however true the single words are.

Texts come with titles replaced by marks: ``ITEM_MARK`` and ``X_MARK``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from rerank.lexicon import phrases, stems, words_of
from rerank.vocabulary import Origin, Token, Vocabulary, fold, idioms, tokens, yours

ITEM_MARK, X_MARK = "\ue000", "\ue001"
_NEAR = 4
"""Words between X's title and what only X has: "the horror of Alien"."""
_CLAUSE_END = re.compile(r"[.,;:!?…()–—]+")
_DATA = Origin.ITEM | Origin.X | Origin.QUERY

_YOU: Mapping[str, str] = {
    "en": r"(?i:you|your|yours|yourself)",
    "de": r"(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?|[Dd](?:u|ich|ir|ein(?:e[mnrs]?)?))",
    "fr": r"(?i:vous|votre|vos|tu|te|toi|ton|ta|tes)",
    "es": r"(?i:tú|tu|tus|te|ti|usted|ustedes|has|viste|compraste|miraste|leíste|elegiste|valoraste|disfrutaste)",
}
"""The reader, as the sentence speaks to them."""

_YOUR: Mapping[str, str] = {
    "en": r"(?i:your)",
    "de": r"(?:(?:Ihr|[Dd]ein)(?:e[mnrs]?)?)",
    "fr": r"(?i:votre|vos|ton|ta|tes)",
    "es": r"(?i:tu|tus|vuestr[oa]s?)",
}

_SAID_OF_YOU: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        r"(?i)\byou(?:['’]re| are| were| feel| felt| seem| become| must| have to| should|"
        r"(?<!if you) (?:want|need|prefer|know))\b"
        r"(?! (?:looking for|searching|in the mood|in search|after|like))"
    ),
    "de": re.compile(
        r"\b(?:(?:Sie|[Dd]u) (?:\w+ )?(?:sind|waren|bist|warst|fühlen|fühlst|müssen|musst|brauchen|brauchst|sollten)|"
        r"(?:[Ss]ind|[Ww]aren|[Bb]ist|[Ff]ühlen|[Mm]üssen) (?:Sie|du))\b(?! (?:auf der Suche|in der Stimmung))"
    ),
    "fr": re.compile(
        r"(?i)\b(?:vous (?:êtes|étiez|vous sentez|devez|avez besoin)|tu (?:es|étais|te sens|dois|as besoin))\b"
        r"(?! (?:à la recherche|d['’]humeur))"
    ),
    "es": re.compile(
        r"(?i)\b(?:eres|estás|estabas|te sientes|usted (?:es|está|debe)|debes|necesitas)\b(?! (?:buscando|en busca))"
    ),
}
"""What the reader is, feels or must: we know nothing of it."""

_CIRCUMSTANCE = re.compile(
    r"(?i)^,? ?(?:with|on|at|in|during|when|while|alone|together|because|twice|once|last|again|today|tonight|"
    r"mit|auf|im|am|beim|während|allein|zusammen|"
    r"avec|chez|dans|pendant|quand|seule?|ensemble|con|en|cuando|durante|junto|solo|sola)\b"
)
"""Right after X, in a clause about the reader: where, when and with whom is not known."""

_NOT = re.compile(
    r"(?i)(?<![\w-])(?:not|never|no|without|nor|hardly|\w+n['’]t|nicht|kein\w*|ohne|nie|pas|sans|jamais|aucune?|sin|nunca|jamás|"
    r"ning[uú]n\w*|tampoco)\b(?! (?:only|just|nur|allein|seulement|sólo|solo)\b)((?:\W+[^\W\d_]+){1,3})"
)
_SHARE = re.compile(
    r"(?i)\b(?:shar(?:es?|ing|ed)|both|teil(?:t|en)|beiden?|verbinde[tn]|partage\w*|compart\w+|amb[oa]s)\b([^,;:.]*)|"
    r"\b(?:in common|gemeinsam|en commun|en común)\b([^.;]*)"
)

_VERBS = r"(?:kill|murder|hurt|stab|shoot|beat|burn|hang|drown|poison|rape|destroy|attack|cut)(?:s|ed|ing)?"
_VICTIMS = r"you|yourself|your|every\w*|all|them|him|her|people|someone|anyone|himself|herself|themselves"
_TUEN = r"(?:töte\w*|ermord\w+|erschieß\w*|schlag\w*|verletz\w*|vergift\w*)"
_HARM = phrases(rf"""
    (?:find|get|catch|follow|trap|hunt|chase|watch|watching|hunting|following|chasing) you; leave (?:him|her|them);
    (?:waits?|waiting|comes?|coming) for you; {_VERBS} (?:\w+ )?(?:{_VICTIMS});
    {_TUEN} (?:Sie|dich|sich|alle|jeden|ihn|die|deine?|Ihre?);
    bring\w* (?:dich|sich|Sie|ihn|alle) um; umbring\w*; um(?:zu)?bringen;
    (?:tue[zrs]?|frappe[zrs]?|bless\w+)[ -](?:vous|toi|vos|tous|les|votre); suicid\w+; suicíd\w+; mátate;
    (?:mata|matar|golpea|hiere)(?:te|los|las)? (?:a|todos|tus?|los|las)
""")
_INSULT = stems(r"""
    stupid; fool; idiot; moron; loser;
    lonely; loneliness; fat\b; ugly; sick\b; ill\b; poor\b; sad\b; bored?\b; boring; hate;
    die[sd]?\b; dead\b; dying; death; suicid; drunk; pregnan; divorc; cancer; crazy; mad\b; guilty; porn; sex; kill\b;
    nazi; whore; slut; bitch; shit; fuck; naked; worthless; pathetic; dumm; narr\b; hässlich; einsam;
    krank; arm\b; traurig; langweil;
    sterb; stirb; tot\b; hass; betrunken; schwanger; verrückt; nackt; bête; imbécile; laid; malade; pauvre; triste;
    ennu;
    mour; meur; mort; hai(?:r|s|ne); ivre; enceinte; fou\b; folle; tonto; feo; enferm; pobre;
    aburr; muer; mor[ií]; odi[oa];
    borrach; embarazad; loc[oa]\b
""")
"""Bad enough where the sentence speaks of the reader, even if the item's data say it of somebody."""

_ASKS = re.compile(
    r"(?i)(?:^|[.!?:;,–—] ?)(?:send|buy|pay|call|order|transfer|donate|give|vote|sign|download|register|phone|"
    r"text|wire|"
    r"kauf(?:e|en sie)?|zahl\w*|send\w*|schick\w*|überweis\w*|ruf\w*|spend\w*|bestell\w*|achetez?|payez?|envoye[zr]|"
    r"donnez|appelez|votez|compra|paga|envía|manda|llama|vota|dona)\b(?! (?:you|a |to))"
)
"""An order to the reader at the beginning of a clause."""

_YOU_AND = re.compile(r"(?i)\byou ([^\W\d_]+)")
_AFTER_YOU = words_of("""
    cannot guessing quite viewed watched saw seen looked read bought purchased rated reviewed gave liked loved
    adored enjoyed appreciated chose put picked added asked searched requested wanted visited have had ve already
    recently just also may might can could will would ll d want like love enjoy find found are were re need look
    prefer know a an the this that these another more some one to into in on at for from through across back along
    with of but so because if when while who which what both too again here there now next before after once
""")
"""What may come after "you": things that are known to have been done, what may be, and what begins anew."""


def rude(rest: str, language: str) -> str | None:
    """Threats, insults, orders, and what nobody knows of the reader."""
    if _HARM.search(rest) or _ASKS.search(rest):
        return "abuse"
    you = re.compile(rf"\b{_YOU.get(language, _YOU['en'])}\b")
    for clause in _clauses(rest):
        to_reader = you.search(clause)
        if to_reader and _INSULT.search(clause):
            return "abuse"
        if to_reader and any(_CIRCUMSTANCE.match(after) for after in clause.split(X_MARK)[1:]):
            return "person"
    return "person" if _SAID_OF_YOU.get(language, _SAID_OF_YOU["en"]).search(rest) else None


def strange(rest: str, vocabulary: Vocabulary) -> str | None:
    """Words that nothing vouches for, or that are said of the wrong thing."""
    rest = idioms(vocabulary.language).sub(" ", rest)
    wrong = _of_reader(rest, vocabulary)
    if wrong:
        return wrong
    rest = _your(vocabulary.language).sub(" ", rest)
    if not all(vocabulary.origin(token.word) for token in tokens(rest)):
        return "word"
    return _negated(rest, vocabulary) or _of_x(rest, vocabulary)


def own_words(rest: str, vocabulary: Vocabulary) -> int:
    """How many words say something of the item itself; its title is one."""
    found = (vocabulary.origin(token.word) for token in tokens(idioms(vocabulary.language).sub(" ", rest)))
    return sum(Origin.ITEM in origin and Origin.PLAIN not in origin for origin in found) + (ITEM_MARK in rest)


@cache
def _your(language: str) -> re.Pattern[str]:
    """A word for "your", and what is the reader's: up to the first word that they can have, two words on at most."""
    own = "|".join(sorted(yours(language)))
    return re.compile(
        rf"\b{_YOUR.get(language, _YOUR['en'])}\b ((?:\w+ ){{0,2}}?(?i:{own})\b|[\w{ITEM_MARK}{X_MARK}]+)"
    )


def _clauses(rest: str) -> Iterator[str]:
    return (clause for clause in _CLAUSE_END.split(rest) if clause.strip())


def _of_reader(rest: str, vocabulary: Vocabulary) -> str | None:
    """ "Your" is followed by what a reader has here (taste, list); "you" by a plain word, and by no unknown deed."""
    language = vocabulary.language
    for found in _your(language).finditer(rest):
        if not any(fold(word) in yours(language) or word in (X_MARK, ITEM_MARK) for word in found[1].split()):
            return "person"
    if language == "en" and any(found[1].casefold() not in _AFTER_YOU for found in _YOU_AND.finditer(rest)):
        return "person"
    for found in re.finditer(rf"\b{_YOU.get(language, _YOU['en'])} ([^\W\d_]+)", rest):
        if language != "es" and not _your(language).match(found[0]):
            origin = vocabulary.origin(fold(found[1]))
            if origin & _DATA and Origin.PLAIN not in origin:
                return "person"
    return None


def _negated(rest: str, vocabulary: Vocabulary) -> str | None:
    """ "No comedy" of a comedy: a word of the data must not stand right after a no."""
    for found in _NOT.finditer(rest):
        if any(Origin.PLAIN not in vocabulary.origin(token.word) for token in tokens(found[1])):
            return "negation"
    return None


def _of_x(rest: str, vocabulary: Vocabulary) -> str | None:
    """What only X has is named right beside X's title; what is called shared, both have."""
    for found in _SHARE.finditer(rest):
        for token in tokens(found[1] or found[2] or ""):
            origin = vocabulary.origin(token.word)
            if Origin.PLAIN not in origin and not (Origin.ITEM in origin and vocabulary.x_all.says(token.word)):
                return "shared"
    found_words = list(tokens(rest))
    for token in found_words:
        if vocabulary.origin(token.word) == Origin.X and not _beside(token, rest):
            return "of_x"
    return None


def _beside(token: Token, rest: str) -> bool:
    """Is the word within a few words of X's title, in the same clause?"""
    at = token.start + len(token.text)
    after, before = _CLAUSE_END.split(rest[at:])[0], _CLAUSE_END.split(rest[: token.start])[-1]
    ahead = X_MARK in after and len(list(tokens(after.split(X_MARK)[0]))) < _NEAR
    return ahead or (X_MARK in before and len(list(tokens(before.rsplit(X_MARK, 1)[1]))) < 2)
