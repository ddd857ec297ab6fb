"""Cells of files to JSON values: what a CSV writes as text and Parquet as its own types becomes one and the same."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from hybrid.domain import Json

IDS: Final = frozenset({"id", "variant_of", "user_id", "item_id", "event_id", "recommendation_id", "session_id"})
"""Text even where it looks like a number: ``007`` is not 7."""
TEXTS: Final = frozenset({"title", "description", "brand", "currency", "language", "image_url", "type"})
LISTS: Final = frozenset({"categories", "tags"})
NUMBERS: Final = frozenset({"price", "value", "published_at", "timestamp"})
_NUMBER: Final = re.compile(r"-?(0|[1-9]\d{0,17})(\.\d+)?([eE][+-]?\d{1,3})?")
_BOOLS: Final = {"true": True, "false": False, "yes": True, "no": False, "1": True, "0": False}
_ABSENT: Final = frozenset({"", "nan"})


def from_text(field: str, text: str) -> Json:
    """The value of a CSV cell; None where it is empty. What does not fit stays text, for the record to refuse."""
    if field in IDS or field in TEXTS:
        return text or None
    trimmed = text.strip()
    if trimmed.lower() in _ABSENT:
        return None
    if field in LISTS:
        return _list(trimmed)
    if field in NUMBERS:
        return _number(trimmed)
    if field == "available":
        return _BOOLS.get(trimmed.lower(), trimmed)
    return _free(trimmed)


def from_value(field: str, value: Json) -> Json:
    """The value of a JSON or Parquet cell; None where it is null, NaN or empty text."""
    value = _plain(value)
    if field in IDS:
        return _id(value)
    if isinstance(value, str) and field in LISTS:
        return from_text(field, value)
    return None if value == "" else value


def _plain(value: Json) -> Json:
    """Parquet's types as JSON's; NaN as None, also inside lists and structs."""
    if isinstance(value, float):
        return None if math.isnan(value) else value
    if value is None or isinstance(value, str | bool | int):
        return value
    if isinstance(value, Decimal):
        return _plain(float(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode(errors="surrogateescape")
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    return str(value)


def _id(value: Json) -> Json:
    """Numbers as text; a whole float too, for that is how pandas writes integers beside missing ones."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None if value == "" else value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else value
    return str(value) if value.bit_length() <= 128 else value


def _list(text: str) -> Json:
    parsed = _json(text)
    return parsed if isinstance(parsed, list) else [part.strip() for part in text.split("|") if part.strip()]


def _number(text: str) -> Json:
    if not _NUMBER.fullmatch(text):
        return text
    return float(text) if any(c in text for c in ".eE") else int(text)


def _free(text: str) -> Json:
    """An attribute or a vector: a number, a truth, JSON or a list where it looks like one."""
    if text in ("true", "false", "True", "False"):
        return text.lower() == "true"
    parsed = _json(text)
    if parsed is not None:
        return parsed
    return _list(text) if "|" in text else _number(text)


def _json(text: str) -> Json:
    """The list or object that the text is in JSON, else None."""
    if text[:1] not in ("[", "{"):
        return None
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
