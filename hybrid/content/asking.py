"""What of a wish says something: its words without those that stand in any sentence of its language.

"Something short and funny for tonight" is about *short* and *funny*. The other words would match texts that happen to
hold them, and pull an averaged vector towards the middle.
"""

from __future__ import annotations

import re
from typing import Final

MOST: Final = 16
"""Words of a wish that are looked at."""
_WORD: Final = re.compile(r"\w+")


def _listed(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LITTLE: Final = _listed(
    """
    a about all am an and any anything are as at be been but by can could did do does find for from get give got had
    has have he her here him his how i if in into is it its just like looking m me more most my no not of on or our
    out please re recommend s she should show so some someone something than that the their them then there these
    they thing things this those to today tonight too up us ve very want wanted wants was we were what when where
    which who will with would you your

    aber als am an auch auf aus bei bin bitte da das dass dein dem den der des die dies diese dieser dieses du ein
    eine einem einen einer eines er es etwas für gern gerne hab habe haben hat heute ich ihm ihn ihr im in irgendwas
    ist ja kann mag man mein meine mich mir mit möchte nach nicht noch nur oder sein sich sie sind so suche über um
    und uns vom von vor war was wenn wer wie will wir würde zeig zeige zu zum zur

    au aujourd aux avec c ce cela ces cette cherche chose comme d dans de des du elle en est et eux faire hui il ils
    j je jai l la le les leur lui m ma mais me mes moi mon montre n ne nos notre nous on ou où par pas pour qu que
    quelque quelques qui s sa se ses si soir son sont sur ta te tes toi ton tu un une veux voir voudrais vous y à ça

    al algo ante busco como con cual de del desde donde el ella ellas ellos en entre era eres es esa ese eso esta este
    esto estoy ha hay hoy la las le les lo los más me mi mis muy muéstrame ni no noche nos o para pero por porque
    puedo que quiero quisiera se ser si sin sobre son soy su sus también te tengo tu tus un una unas uno unos y ya yo
    """
)


def telling(text: str) -> tuple[str, ...]:
    """The words of ``text`` that say something, in their order, each once, at most ``MOST``; all words where none
    does."""
    words = dict.fromkeys(_WORD.findall(text.casefold()))
    return tuple([word for word in words if word not in _LITTLE] or words)[:MOST]
