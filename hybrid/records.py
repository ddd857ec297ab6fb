"""What comes in, validated: items, events and people's settings, the same over HTTP and from files."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count
from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator

from hybrid.domain import EventType, Json
from hybrid.fields import (
    Attributes,
    Currency,
    Description,
    ExternalId,
    ImageUrl,
    Locale,
    Name,
    Preferences,
    Price,
    PublishedAt,
    Timestamp,
    Timezone,
    Title,
    Vector,
    Words,
)
from hybrid.problems import printable, problems, refuse, shown

Scale: TypeAlias = tuple[float, float]
SCALE: Scale = (0.0, 100.0)
"""Ratings lie somewhere in here; a catalogue's own scale is the setting ``rating_scale``."""


class Record(BaseModel):
    """Base: nothing unknown, nothing converted, nothing infinite."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class ItemPatch(Record):
    """Some of an item's fields; those that were not sent stay. ``attributes`` are merged, null removes one."""

    title: Title = ""
    description: Description = ""
    categories: Words = []
    tags: Words = []
    brand: Name = None
    price: Price | None = None
    currency: Currency = None
    language: Name = None
    available: bool = True
    published_at: PublishedAt = None
    image_url: ImageUrl = None
    variant_of: ExternalId | None = None
    attributes: Attributes = {}
    vector: Vector | None = None

    def changes(self) -> dict[str, Any]:
        """The fields that were sent."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class ItemRecord(ItemPatch):
    """A whole item; ``published_at`` is in microseconds once read. ``vector`` is for the content index."""

    id: ExternalId
    title: Title


class EventRecord(Record):
    """One interaction; ``timestamp`` is in microseconds once read, None means now."""

    user_id: ExternalId
    item_id: ExternalId
    type: Annotated[EventType, Field(strict=False)] = EventType.VIEW
    value: float | None = Field(default=None, validate_default=True)
    timestamp: Timestamp = None
    event_id: ExternalId | None = None
    recommendation_id: ExternalId | None = None
    session_id: ExternalId | None = None

    @field_validator("value")
    @classmethod
    def _rating(cls, value: float | None, info: ValidationInfo) -> float | None:
        type = info.data.get("type")
        if type is EventType.RATING and value is None:
            raise refuse("is missing: a rating needs one", "Send the stars that were given.")
        low, high = (info.context or {}).get("scale", SCALE)
        if type in (EventType.RATING, EventType.REVIEW) and value is not None and not low <= value <= high:
            remedy = "Correct it, or set rating_scale to the scale in use."
            raise refuse(f"of a {type} must lie between {low:g} and {high:g}; got {shown(value)}", remedy)
        return value


class UserSettings(Record):
    """A person's own settings, all optional; ``preferences`` is free text for the prompt."""

    timezone: Timezone | None = None
    locale: Locale | None = None
    preferences: Preferences | None = None
    likes: Words = []
    dislikes: Words = []
    attributes: Attributes = {}


@dataclass(frozen=True)
class LineError:
    """Why a line was kept out; ``pointer`` is a JSON pointer within the record (e.g. ``/price``)."""

    line: int
    id: str | None
    pointer: str
    message: str
    remedy: str


R = TypeVar("R", bound=Record)


def parse_items(
    raws: Iterable[Any], now: int, lines: Iterable[int] | None = None
) -> tuple[list[tuple[int, ItemRecord]], list[LineError]]:
    """Good items with their line numbers (from 1, or ``lines``), and one error for each bad one."""
    return _parse(ItemRecord, "item", "id", raws, lines, {"now": now})


def parse_events(
    raws: Iterable[Any], now: int, lines: Iterable[int] | None = None, scale: Scale = SCALE
) -> tuple[list[tuple[int, EventRecord]], list[LineError]]:
    """Good events with their line numbers (from 1, or ``lines``), and one error for each bad one.

    ``scale`` is the lowest and highest rating.
    """
    return _parse(EventRecord, "event", "event_id", raws, lines, {"now": now, "scale": scale})


def fields_of(model: type[Record]) -> list[str]:
    """The names of a record's fields, the required ones first."""
    fields = model.model_fields
    return sorted(fields, key=lambda name: not fields[name].is_required())


def _parse(
    model: type[R], what: str, named: str, raws: Iterable[Any], lines: Iterable[int] | None, context: dict[str, Any]
) -> tuple[list[tuple[int, R]], list[LineError]]:
    good: list[tuple[int, R]] = []
    bad: list[LineError] = []
    for line, raw in zip(lines or count(1), raws, strict=False):
        try:
            good.append((line, model.model_validate(raw, context=context)))
        except ValidationError as error:
            bad.append(_line_error(error, model, what, line, _name(raw, named)))
    return good, bad


def _line_error(error: ValidationError, model: type[Record], what: str, line: int, id: str | None) -> LineError:
    # Four are told: a record of a thousand unknown fields must not cost a thousand messages.
    found = problems(error.errors(include_url=False)[:4], fields_of(model), what)
    first, more = found[0], error.error_count() - 1
    also = f" ({more} more: {', '.join(p.pointer for p in found[1:4])})" if more else ""
    return LineError(line, id, first.pointer, first.message + also, first.remedy)


def _name(raw: Json, named: str) -> str | None:
    id = raw.get(named) if isinstance(raw, dict) else None
    return printable(id, 128) if isinstance(id, str) else None
