"""The fields that records are made of: types that check and tidy what comes in."""

from __future__ import annotations

import re
from datetime import date, datetime
from difflib import get_close_matches
from functools import lru_cache
from typing import Annotated, Any, TypeAlias
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, WithJsonSchema

from hybrid.attributes import checked
from hybrid.domain import to_micros
from hybrid.problems import SHOWN, refuse, shown

AHEAD = 5 * 60 * 1_000_000
"""Clocks differ: a timestamp may lie this many microseconds ahead of ours."""

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LOCALE = re.compile(r"[A-Za-z]{2,8}([-_][A-Za-z0-9]{1,8}){0,4}")
_IMAGE = re.compile(r"(https?://|/)\S*", re.IGNORECASE)


def _id(value: str) -> str:
    if _CONTROL.search(value):
        raise refuse(f"must have no control characters; got {shown(value)}", "Remove them.")
    return value


def _clean(value: str) -> str:
    if _UNPRINTABLE.search(value):
        raise refuse(f"must have no control characters; got {shown(value)}", "Remove all but tabs and line ends.")
    return value


def _line(value: str) -> str:
    """One line of text, trimmed."""
    return re.sub(r"[\t\r\n]+", " ", _clean(value)).strip()


def _said(value: str) -> str:
    line = _line(value)
    if not line:
        raise refuse("must not be blank", "Give it some text.")
    return line


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


def _none_is_empty(value: object) -> object:
    return [] if value is None else value


def _none_is_no_text(value: object) -> object:
    return "" if value is None else value


def _none_is_no_fields(value: object) -> object:
    return {} if value is None else value


def _distinct(values: list[str]) -> list[str]:
    return list(dict.fromkeys(values))


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z]{3}", value):
        raise refuse(f"must be a currency code of three letters; got {shown(value)}", 'Write it as "EUR".')
    return value.upper()


def _image(value: str) -> str:
    if not _IMAGE.fullmatch(value):
        raise refuse(f"must be an http(s) address or a path; got {shown(value)}", 'Begin it with "https://" or "/".')
    return value


def _locale(value: str) -> str:
    if not _LOCALE.fullmatch(value):
        raise refuse(f"must be a language tag; got {shown(value)}", 'Write it as "en-GB".')
    return value


@lru_cache(maxsize=1)
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _timezone(value: str) -> str:
    if value not in _zones():
        raise refuse(f"must be an IANA time zone; got {shown(value)}", _nearest_zone(value))
    return value


def _nearest_zone(value: str) -> str:
    """By the whole name, else by the city alone; there are too many zones to list."""
    names = sorted(_zones())
    cities = {name.rpartition("/")[2].lower(): name for name in names if "/" in name}
    for known, asked in (({n.lower(): n for n in names}, value), (cities, value.rpartition("/")[2])):
        near = get_close_matches(asked[:SHOWN].lower(), known, n=1, cutoff=0.75)
        if near:
            return f"Did you mean `{known[near[0]]}`?"
    return 'Write it as "Europe/London".'


def _moment(value: object) -> int:
    """Microseconds of an ISO 8601 text with zone or of unix seconds."""
    if isinstance(value, str):
        return to_micros(_aware(value))
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise refuse(f"must be a time; got {shown(value)}", 'Write it as "2026-01-31T09:00:00Z" or in unix seconds.')
    if not -1e11 < value < 1e11:  # the years -1200 to 5138; also catches NaN
        raise refuse(f"must be unix seconds; got {shown(value)}", "Divide milliseconds by 1000.")
    return round(value * 1_000_000)


def _aware(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise refuse(
            f"must be a time; got {shown(value)}", 'Write it as "2026-01-31T09:00:00Z" or in unix seconds.'
        ) from None
    if moment.tzinfo is None:
        raise refuse(f"must name its time zone; got {shown(value)}", 'Add "Z" for UTC or an offset as "+01:00".')
    return moment


def _published(value: object) -> object:
    """As ``_moment``, and a bare date, which is a day and not a moment, as its midnight UTC."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            date.fromisoformat(value)
        except ValueError:
            raise refuse(f"must be a day of the calendar; got {shown(value)}", "Correct it.") from None
        value += "T00:00:00+00:00"
    return None if value is None else _moment(value)


def _happened(value: object, info: ValidationInfo) -> object:
    if value is None:
        return None
    moment = _moment(value)
    now = (info.context or {}).get("now")
    if now is not None and moment > now + AHEAD:
        raise refuse(f"lies more than 5 minutes ahead; got {shown(value)}", "Correct the sender's clock.")
    if moment < 0:
        raise refuse(f"lies before 1970; got {shown(value)}", "Correct it, or leave it out for now.")
    return moment


_TIME_SCHEMA = WithJsonSchema(
    {"anyOf": [{"type": "string", "format": "date-time"}, {"type": "number"}, {"type": "null"}]}
)

ExternalId: TypeAlias = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_id)]
Title: TypeAlias = Annotated[str, Field(min_length=1, max_length=512), AfterValidator(_said)]
Description: TypeAlias = Annotated[
    str, Field(max_length=20_000), BeforeValidator(_none_is_no_text), AfterValidator(_clean)
]
Word: TypeAlias = Annotated[str, Field(min_length=1, max_length=128), AfterValidator(_said)]
Words: TypeAlias = Annotated[
    list[Word], Field(max_length=50), BeforeValidator(_none_is_empty), AfterValidator(_distinct)
]
Name: TypeAlias = Annotated[
    Annotated[str, Field(max_length=128), AfterValidator(_line)] | None, BeforeValidator(_blank_is_none)
]
Currency: TypeAlias = Annotated[Annotated[str, AfterValidator(_currency)] | None, BeforeValidator(_blank_is_none)]
ImageUrl: TypeAlias = Annotated[
    Annotated[str, Field(max_length=2048), AfterValidator(_id), AfterValidator(_image)] | None,
    BeforeValidator(_blank_is_none),
]
Price: TypeAlias = Annotated[float, Field(ge=0, le=1e12)]
Vector: TypeAlias = Annotated[list[float], Field(min_length=1, max_length=8192)]
Attributes: TypeAlias = Annotated[dict[str, Any], BeforeValidator(_none_is_no_fields), AfterValidator(checked)]
PublishedAt: TypeAlias = Annotated[int | None, BeforeValidator(_published), _TIME_SCHEMA]
Timestamp: TypeAlias = Annotated[int | None, BeforeValidator(_happened), _TIME_SCHEMA]
Timezone: TypeAlias = Annotated[str, AfterValidator(_timezone)]
Locale: TypeAlias = Annotated[str, AfterValidator(_locale)]
Preferences: TypeAlias = Annotated[str, Field(max_length=2_000), AfterValidator(_clean)]
