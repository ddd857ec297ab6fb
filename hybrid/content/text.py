"""What an embedder reads of an item: more than its title, less than its row.

Labels ("title:", "categories:") are left out: they would stand in every text alike and only move the mean.
The short fields are said twice where a long description follows: averaged word vectors would otherwise be
the description's. On ml-1m (content alone, 1,200 people, temporal 80/20) that lifts NDCG@10 from .020 to .025.
"""

from __future__ import annotations

import difflib
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from hybrid.domain import Json, to_datetime

CREATORS: Final = ("creator", "author", "authors", "artist", "artists", "director", "directors")
"""Attributes that say who made it; they stand with the brand."""
PRICES: Final = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000)
LONGEST_ATTRIBUTE: Final = 200
_ADDRESS = re.compile(r"^[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class Described(Protocol):
    """What this module reads of an item; ``Item`` has it, and so has an item record not yet stored."""

    @property
    def title(self) -> str: ...
    @property
    def description(self) -> str | None: ...
    @property
    def categories(self) -> Sequence[str] | None: ...
    @property
    def tags(self) -> Sequence[str] | None: ...
    @property
    def brand(self) -> str | None: ...
    @property
    def price(self) -> float | None: ...
    @property
    def currency(self) -> str | None: ...
    @property
    def published_at(self) -> object: ...
    @property
    def attributes(self) -> Mapping[str, Json] | None: ...


def item_text(item: Described, settings: TextSettings | None = None) -> str:
    """The item's text, at most ``settings.limit`` characters; empty where none of the fields has one."""
    settings = settings or TextSettings()
    found = {field: _FIELDS[field](item).strip() for field in settings.fields}
    description = found.pop("description", "")
    short = "\n".join(text for text in found.values() if text)
    parts = [short] * (settings.repeat if description else 1) + [description]
    return "\n".join(part for part in parts if part)[: settings.limit].strip()


def _year(item: Described) -> str:
    given = (item.attributes or {}).get("year")
    try:
        return str(int(float(given))) if given not in (None, "") else _published(item)
    except (TypeError, ValueError, OverflowError):
        return _published(item)


def _published(item: Described) -> str:
    return str(to_datetime(item.published_at).year) if isinstance(item.published_at, int) else ""


def _brand(item: Described) -> str:
    attributes = item.attributes or {}
    makers = [word for name in CREATORS for word in _words(name, attributes.get(name))]
    return ", ".join(filter(None, [item.brand, *makers]))


def _attributes(item: Described) -> str:
    others = {k: v for k, v in (item.attributes or {}).items() if k != "year" and k not in CREATORS}
    return ", ".join(word for name, value in others.items() for word in _words(name, value))


def _words(name: str, value: Json) -> Iterator[str]:
    """The words in an attribute: texts, lists of texts, the name of what is true. Numbers say nothing here."""
    if value is True:
        yield name.replace("_", " ")
    elif isinstance(value, str):
        speaks = any(c.isalpha() for c in value) and not _ADDRESS.match(value)
        if speaks and len(value) <= LONGEST_ATTRIBUTE:
            yield value
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _words(name, one)


def _price(item: Described) -> str:
    if item.price is None or item.price < 0:
        return ""
    if item.price == 0:
        return "free"
    at = bisect_right(PRICES, item.price)
    low = PRICES[at - 1] if at else 0
    band = f"{low} to {PRICES[at]}" if at < len(PRICES) else f"over {low}"
    return f"price {band} {item.currency or ''}".strip()


_FIELDS: Final[Mapping[str, Callable[[Described], str]]] = {
    "title": lambda item: item.title,
    "year": _year,
    "categories": lambda item: ", ".join(item.categories or ()),
    "tags": lambda item: ", ".join(item.tags or ()),
    "brand": _brand,
    "attributes": _attributes,
    "price": _price,
    "description": lambda item: item.description or "",
}


@dataclass(frozen=True)
class TextSettings:
    """Which fields an item's text has, how often the short ones are said beside a description, how long it may get."""

    fields: tuple[str, ...] = tuple(_FIELDS)
    repeat: int = 2
    limit: int = 8000

    def __post_init__(self) -> None:
        for field in self.fields:
            if field not in _FIELDS:
                near = difflib.get_close_matches(field, _FIELDS, n=1)
                hint = f"did you mean {near[0]!r}?" if near else f"known are {', '.join(_FIELDS)}."
                raise ValueError(f"{field!r} is not a field of an item's text; {hint}")
        if self.repeat < 1 or self.limit < 1:
            raise ValueError("repeat and limit of an item's text must be at least 1.")
