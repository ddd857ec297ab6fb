"""The nouns. Frozen, without behaviour beyond what follows from their own fields.

External ids (``str``) are what callers use; keys (``int``) are ours, never reused, and the only ones
that artifacts, index and cache hold. Time is UTC microseconds since the epoch (``int``) everywhere inside.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, NewType, TypeAlias

import numpy as np
from numpy.typing import NDArray

ItemKey = NewType("ItemKey", int)
UserKey = NewType("UserKey", int)

Keys: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float32]
Mask: TypeAlias = NDArray[np.bool_]
Json: TypeAlias = Any


class EventType(StrEnum):
    """What a person did with an item."""

    IMPRESSION = "impression"
    VIEW = "view"
    CLICK = "click"
    ADD_TO_CART = "add_to_cart"
    PURCHASE = "purchase"
    RATING = "rating"
    REVIEW = "review"
    LIKE = "like"
    DISLIKE = "dislike"
    HIDE = "hide"
    CONVERSION = "conversion"


class SourceName(StrEnum):
    """Where a candidate came from, as the answer's ``sources`` shows it."""

    CONTENT = "content"
    CONTEXT = "context"
    LIGHTFM = "lightfm"
    NEXT = "next"
    EASE = "ease"
    NEIGHBOURS = "neighbours"
    POPULAR = "popular"
    TRENDING = "trending"
    NEW = "new"
    PROMOTED = "promoted"
    EDITORIAL = "editorial"
    EXPLORE = "explore"


@dataclass(frozen=True, slots=True)
class Item:
    """One catalogue entry. ``known`` is False while only events have named its id."""

    key: ItemKey
    id: str
    title: str
    description: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    brand: str | None = None
    price: float | None = None
    currency: str | None = None
    language: str | None = None
    available: bool = True
    published_at: int | None = None
    image_url: str | None = None
    variant_of: str | None = None
    attributes: Mapping[str, Json] = field(default_factory=dict)
    known: bool = True
    deleted: bool = False

    @property
    def listed(self) -> bool:
        """In the catalogue: described and not deleted."""
        return self.known and not self.deleted

    @property
    def recommendable(self) -> bool:
        """May be shown: in the catalogue and in stock."""
        return self.listed and self.available


@dataclass(frozen=True, slots=True)
class Event:
    """One interaction; ordered by ``(occurred_at, seq)``."""

    seq: int
    event_id: str
    user: UserKey
    item: ItemKey
    type: EventType
    value: float | None
    occurred_at: int
    received_at: int
    recommendation_id: str | None = None
    session_id: str | None = None


@dataclass(frozen=True, slots=True)
class User:
    """A person's own settings; every field but the id is optional. ``merged_at`` is when another id was last merged
    into theirs (microseconds, 0 for never)."""

    key: UserKey
    id: str
    timezone: str | None = None
    locale: str | None = None
    preferences: str | None = None
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()
    attributes: Mapping[str, Json] = field(default_factory=dict)
    merged_at: int = 0


def to_micros(moment: datetime) -> int:
    """UTC microseconds of an aware ``datetime``."""
    return round(moment.timestamp() * 1_000_000)


def to_datetime(micros: int) -> datetime:
    """The aware UTC ``datetime`` of ``micros``."""
    return datetime.fromtimestamp(micros / 1_000_000, tz=UTC)


def iso(micros: int) -> str:
    """RFC 3339 text in UTC, seconds precision where the fraction is zero."""
    return to_datetime(micros).isoformat().replace("+00:00", "Z")
