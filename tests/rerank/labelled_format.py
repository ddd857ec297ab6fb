"""How labelled reasons are written down: a head that says what is known, then one sentence a line.

::

    @ ITEM, X, because_rated, en, rating=0.9, query=…, carted=yes     (X may be None)
    + a true sentence that a fair reader would let through
    - way: a sentence that is false in this way
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hybrid.domain import Item, ItemKey
from rerank.because import ReasonKind
from rerank.titles import Titles
from rerank.wording import check


@dataclass(frozen=True)
class Reason:
    """A sentence and all that is known where it was made; ``way`` is how it is false, empty where it is true."""

    text: str
    way: str
    item: Item
    x: Item | None
    kind: ReasonKind
    language: str
    query: str = ""
    rating: float | None = None
    carted: bool = False

    def but(self, text: str) -> Reason:
        """The same with another text."""
        return replace(self, text=text)

    def wrong(self, titles: Titles | tuple[str, ...] = ()) -> str | None:
        """What the gate says of it, in a catalogue with these titles."""
        known = (self.item, self.x, self.kind, self.language)
        return check(self.text, *known, titles, self.query, self.rating, self.carted)


def reasons(text: str, items: Mapping[str, Item]) -> tuple[Reason, ...]:
    """The reasons in ``text``; ``items`` by the names that its heads use."""
    return tuple(_read(text, items))


def _read(text: str, items: Mapping[str, Item]) -> Iterator[Reason]:
    known: dict[str, Any] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        sign, _, rest = line.partition(" ")
        if sign == "@":
            item, x, kind, language, *more = (part.strip() for part in rest.split(","))
            extra = dict(part.split("=", 1) for part in more)
            known = {"item": items[item], "x": items.get(x), "kind": ReasonKind(kind), "language": language}
            known |= {"query": extra.get("query", ""), "rating": float(extra["rating"]) if "rating" in extra else None}
            known["carted"] = extra.get("carted") == "yes"
            assert not extra.keys() - {"query", "rating", "carted"}, line
            assert (x == "None") == (known["x"] is None), line
        elif sign == "+":
            yield Reason(rest, "", **known)
        else:
            way, between, sentence = rest.partition(": ")
            assert (sign, between) == ("-", ": "), line
            yield Reason(sentence, way, **known)


def item(key: int, title: str, categories: str, tags: str, description: str = "", **fields: Any) -> Item:
    """An item; categories and tags in one text each, separated by commas."""

    def names(text: str) -> tuple[str, ...]:
        return tuple(name.strip() for name in text.split(",") if name.strip())

    return Item(ItemKey(key), f"i{key}", title, description, names(categories), names(tags), **fields)
