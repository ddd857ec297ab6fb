"""What a template is given: the shape of every value and how large it can get.

The same sizes cut the values (``building.py``) and bound the text that a template can grow to (``grammar.py``), so
what passes the check stays within the caps whatever the data.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["text", "number", "flag", "list", "group", "any"]

TITLE, NAME, SUMMARY, SAID = 120, 80, 200, 500
HISTORY, CANDIDATES = 30, 50
CATEGORIES, KEYWORDS, LIKES, RECENT, BEFORE = 4, 6, 20, 5, 4
NUMBER = 24
"""Characters of a number: the longest that a 64-bit float prints as."""

KIND_NAMES: Mapping[Kind, str] = {
    "text": "a text",
    "number": "a number",
    "flag": "a yes or no",
    "list": "a list",
    "group": "a group",
    "any": "anything",
}


@dataclass(frozen=True)
class Shape:
    """A kind of value. ``size``: most characters of a text, most entries of a list. ``of``: a list's entries.

    ``parts``: those of a group; an ``open`` one has others as well, texts of at most ``size`` characters.
    """

    kind: Kind
    size: float = 0
    parts: Mapping[str, Shape] = field(default_factory=dict)
    of: Shape | None = None
    open: bool = False

    @property
    def entry(self) -> Shape:
        """What a list holds."""
        return self.of or ANY

    @property
    def written(self) -> float:
        """Most characters that it prints as."""
        return {"text": self.size, "number": NUMBER, "flag": 5, "any": math.inf}.get(self.kind, math.inf)


ANY = Shape("any", math.inf)
NUM = Shape("number")
FLAG = Shape("flag")


def text(size: float) -> Shape:
    """A text of at most ``size`` characters."""
    return Shape("text", size)


def many(size: int, of: Shape) -> Shape:
    """A list of at most ``size`` entries."""
    return Shape("list", size, of=of)


def group(**parts: Shape) -> Shape:
    """Named parts."""
    return Shape("group", parts=parts)


INPUTS: Mapping[str, Shape] = {
    "scenario": text(NAME),
    "instruction": text(SAID),
    "history": many(HISTORY, group(title=text(TITLE), did=text(20), ago=text(20), rating=NUM, top=NUM, year=NUM)),
    "example": group(before=many(BEFORE, text(TITLE)), chose=text(TITLE)),
    "preferences": group(text=text(SAID), likes=many(LIKES, text(NAME)), dislikes=many(LIKES, text(NAME))),
    "moment": group(
        query=text(SAID),
        looking_at=text(TITLE),
        recent=many(RECENT, text(TITLE)),
        device=text(20),
        time=text(60),
        locale=text(20),
    ),
    "candidates": many(
        CANDIDATES,
        group(
            handle=text(3),
            title=text(TITLE),
            x=text(TITLE),
            year=NUM,
            brand=text(60),
            price=text(40),
            language=text(20),
            categories=many(CATEGORIES, text(40)),
            keywords=many(KEYWORDS, text(40)),
            summary=text(SUMMARY),
            attributes=Shape("group", size=NAME, open=True),
        ),
    ),
    "count": NUM,
    "ordered": FLAG,
    "words": FLAG,
    "shown": NUM,
    "language": text(20),
}
"""All that the re-rank prompt can name. Never an id, a name, an address or an event."""
