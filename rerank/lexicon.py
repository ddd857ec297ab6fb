"""The words that give a false or foreign sentence away, in the four languages that sentences come in.

Lists are written as text: entries are regular expressions, separated by semicolons.
"""

from __future__ import annotations

import re
from collections.abc import Mapping


def _entries(text: str) -> str:
    return "|".join(entry.strip() for entry in text.split(";") if entry.strip())


def stems(text: str) -> re.Pattern[str]:
    """Matches at the start of a word."""
    return re.compile(rf"\b(?:{_entries(text)})", re.IGNORECASE)


def phrases(text: str) -> re.Pattern[str]:
    """Matches whole words."""
    return re.compile(rf"\b(?:{_entries(text)})\b", re.IGNORECASE)


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


STOPWORDS: Mapping[str, frozenset[str]] = {
    "en": words_of("""
        the a an and of you your with because this that it is for to in on from also another more like as if by who
        will its same similar again which while where these one not just both shares share what was were are have has
        had there their they when all about into but or so be can after before then than enjoy try here
    """),
    "de": words_of("""
        der die das und ein eine einen einem einer ist sie ihnen ihr ihre ihrem ihren weil mit auch für zu zum zur im in
        von vom den dem des nicht noch wie auf aus es sich ebenso wieder dieser diese dieses ähnlich hier haben hat wer
        wenn beide als um bei oder aber so du dir dich dein deine
    """),
    "fr": words_of("""
        le la les un une des et de du vous votre vos parce que qui avec pour dans est ce cette ces aussi comme au aux
        sur en par plus même encore il elle ils si ou où mais ne pas son sa ses leur ici avez tu te ton ta
    """),
    "es": words_of("""
        el la los las un una unos unas y e de del que porque con para por en es este esta esto también como más su
        sus al lo te tu tus se si otro otra has ha o pero no le les muy aquí igual mismo misma usted
    """),
}

CLAIMS = stems(r"""
    award; oscar; prize; acclaim; masterpiece; masterwork; best\b; best-?sell; greatest; finest\b; top-?rated;
    highly rated; most[- ](?:popular|loved|watched|beloved|famous|acclaimed); must-?(?:see|have|read|watch);
    legendary; world-?famous; blockbuster; record-?breaking; number one; critics?\b; critical; celebrated; renowned;
    perfect\b; unmatched; guarantee; exclusive; discount; bargain; cheap; free\b; (?:on )?sale\b;
    limited (?:time|edition); everyone; beloved; iconic; groundbreaking; nominat; cult\b; hit\b; smash; famous;
    highest; unforgettable; amazing; incredible; stunning; box[- ]office; first[- ](?:ever|class); true story;
    (?:written|made|created|produced|painted|invented|recommended) by; (?:the )?only (?:\w+ ){1,3}(?:worth|for); banned;
    based on; sequel; remake; prequel; directed\b; starring;
    preisgekrönt; ausgezeichnet; meisterwerk; beste[rnsm]?\b; größte; bestseller; legendär; weltberühmt; kultfilm;
    gefeiert; hochgelobt; rabatt; günstig; kostenlos; nominiert; regie; fortsetzung; wahre geschichte; verboten;
    (?:geschrieben|gemacht|geschaffen) von; (?:écrit|réalisé|créé) par; interdit; (?:escrit|cread)[oa] por; prohibid;
    primé; récompens; chef-d.œuvre; meilleur; plus grand; incontournable; légendaire; acclamé; culte\b; célèbre;
    gratuit; promotion; soldes?\b; nommé; réalisé; histoire vraie;
    premiad; galardonad; obra maestra; mejor(?:es)?\b; imprescindible; legendari; aclamad; de culto; famos; gratis;
    descuento; oferta; nominad; dirigid; historia real; secuela
""")
"""Praise, prizes, prices and production facts: allowed only where the item's own data say them."""

DONE: Mapping[str, re.Pattern[str]] = {
    "bought": phrases(r"""
        you(?:'ve| have)? (?:\w+ )?(?:bought|purchased|own|ordered); your (?:\w+ )?(?:purchase|order);
        gekauft; Ihr(?:em|en)? Kauf; (?:avez|as) (?:\w+ )?(?:acheté|commandé); votre achat;
        (?:has|ha) comprado; compraste; tu compra
    """),
    "rated": phrases(r"""
        you(?:'ve| have)? (?:\w+ )?(?:rated|reviewed|scored|gave); your (?:\w+ )?(?:rating|review|score); stars?;
        bewertet; Bewertung; Sterne?; (?:avez|as) (?:\w+ )?noté; votre (?:note|avis); étoiles?;
        (?:has|ha) (?:valorado|puntuado|reseñado); valoraste; tu (?:valoración|nota|reseña); estrellas?
    """),
    "liked": phrases(r"""
        you(?:'ve| have)? (?:\w+ )?(?:liked|loved|enjoyed|adored|appreciated); your (?:\w+ )?favou?rites?;
        (?:because|since|as) you (?:\w+ )?(?:like|love|enjoy|adore); your (?:love|liking|enjoyment|fondness);
        gefallen (?:hat|haben); geliebt; gemocht; (?:avez|as) (?:\w+ )?(?:aimé|adoré|apprécié);
        (?:vous|t) ?(?:a|ont|avait) (?:\w+ )?plu; (?:has|ha) (?:disfrutado|amado); gust(?:ó|aron|ado); disfrutaste
    """),
    "loved": phrases(r"""
        you(?:'ve| have)? (?:\w+ )?(?:loved|adored); (?:because|since|as) you (?:\w+ )?(?:love|adore); highly;
        loved by you; adored; your (?:\w+ )?favou?rites?; your (?:love|fondness); fond of; so much;
        (?:Sie|du) (?:\S+ ){0,8}(?:lieb(?:en|st|ten)|geliebt); geliebt; begeistert\w*; Lieblings\w*;
        ador(?:é|ez|es|ée|ez|iez); préférée?s?; favori(?:te)?s?; ador(?:aste|as|ado|ó); encant(?:ó|a|an|aron|ado);
        (?:has|ha) amado; favorit[oa]s?
    """),
    "asked": phrases(r"""
        you(?:'ve| have)? (?:just )?(?:asked|searched|requested|wished); your (?:search|request|question);
        (?:was|is|just) what you (?:wanted|want); (?<!if )you (?:are|were) looking for;
        (?<!wenn )Sie (?:\w+ )?(?:gesucht|gefragt);
        (?:gesucht|gefragt|gewünscht) haben; Ihre[rn]? (?:Suche|Frage|Anfrage);
        (?:avez|as) (?:demandé|cherché|recherché);
        votre (?:recherche|demande|question); (?:has|ha) (?:pedido|buscado); pediste; buscaste; buscabas;
        tu (?:búsqueda|pregunta|petición)
    """),
    "any": phrases(r"""
        you(?:'ve| have)? (?:\w+ )?(?:viewed|watched|saw|seen|looked|read|visited|chose|chosen|hid|disliked);
        your (?:\w+ )?(?:history|past|previous|recent); angesehen; gesehen; angeschaut;
        (?:avez|as) (?:\w+ )?(?:vu|regardé|consulté|choisi); (?:has|ha) (?:visto|mirado|elegido); viste; miraste
    """),
}
"""What a sentence may say that the person did, by the kinds of acts that it must then be true of."""

LEAKS = stems(r"""
    prompt; instruction; system\b; candidates?\b; handles?\b; json; schema; language model; as an ai\b; algorithm;
    rank(?:ed|ing)?\b; the list; database; assistant; ignore\b; click\b; subscribe; password; visit\b;
    sprachmodell; anweisung; kandidat; candidat; modelo de lenguaje
""")
"""Words about the machinery, or that ask something of the reader."""

MONEY = re.compile(r"[$€£¥₹]|\b(?:dollars?|euros?|pounds?|cents?|usd|eur|gbp|chf|yen|dólares?)\b", re.IGNORECASE)
DATES = phrases("""
    january; february; march; april; june; july; august; september; october; november; december; monday; tuesday;
    wednesday; thursday; friday; saturday; sunday; yesterday; tomorrow; last (?:week|month|year);
    januar; februar; märz; juni; juli; oktober; dezember; janvier; février; mars; avril; juin; juillet; août;
    décembre; enero; febrero; marzo; abril; junio; julio; agosto; septiembre; octubre; noviembre; diciembre;
    century; jahrhundert; siècle; siglo; decade
""")
_NUMBERS = tuple(
    line.split()
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
        12 twelve dozen dozens zwölf dutzend douze doce
        100 hundred hundreds hundert cent cien
        1000 thousand thousands tausend mille mil
        1000000 million millions millionen millones
    """.strip().splitlines()
)
_NUMBER_WORD = re.compile(rf"\b(?:{'|'.join(word for line in _NUMBERS for word in line[1:])})\b", re.IGNORECASE)


def unknown_number(text: str, known: str) -> bool:
    """Is a number written out in ``text`` that ``known`` (case-folded) has in no language and not in digits?"""
    said = set(re.findall(r"\w+", known))
    found = {match[0].casefold() for match in _NUMBER_WORD.finditer(text)}
    return any(not said & set(line) for line in _NUMBERS if found & set(line))


def absent(pattern: re.Pattern[str], text: str, known: str) -> bool:
    """Does ``pattern`` find something in ``text`` that does not stand in ``known`` (case-folded)?"""
    return any(match.group(0).casefold() not in known for match in pattern.finditer(text))
