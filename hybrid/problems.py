"""What is wrong with a record, in words: the field, what was expected, what came, the remedy.

Turns pydantic's error list into sentences. Whatever came is shown shortened and printable: it may be a megabyte
long, a number of ten thousand digits, nested a thousand deep or no valid Unicode.
"""

from __future__ import annotations

import difflib
import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic_core import ErrorDetails, PydanticCustomError

SHOWN = 60
"""Characters of what came that a message repeats."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a record; ``pointer`` is a JSON pointer (RFC 6901) within it."""

    pointer: str
    message: str
    remedy: str


def refuse(message: str, remedy: str) -> PydanticCustomError:
    """For validators: ``raise refuse("must …", "Write …")``; the field's name is put in front."""
    return PydanticCustomError("refused", "{message}", {"message": message, "remedy": remedy})


def problems(errors: Iterable[ErrorDetails], fields: Sequence[str], what: str = "record") -> list[Problem]:
    """pydantic's ``error.errors()`` in words; ``fields`` are the names that ``what`` may have."""
    # A misspelt field comes first: it explains the one that is missing.
    ordered = sorted(errors, key=lambda error: error["type"] != "extra_forbidden")
    return [_problem(error, fields, what) for error in ordered]


def printable(text: str, limit: int = SHOWN) -> str:
    """At most ``limit`` characters that can be printed and encoded, with … where it was cut."""
    cut = text[:limit]
    safe = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in cut)
    return safe + ("…" if len(text) > limit else "")


def shown(value: object) -> str:
    """What came, in a few words; total: never raises, never long."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{printable(value)}"'
    if isinstance(value, int):
        return str(value) if value.bit_length() <= 128 else f"a number of {value.bit_length()} bits"
    if isinstance(value, float):
        return str(value) if math.isfinite(value) else {"nan": "NaN"}.get(str(value), "Infinity")
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return f"an object with {len(value)} fields"
    return f"a value of type {type(value).__name__}"


def pointer(location: Iterable[object]) -> str:
    """The JSON pointer of pydantic's ``loc``."""
    parts = (printable(str(part)).replace("~", "~0").replace("/", "~1") for part in location)
    return "".join(f"/{part}" for part in parts)


def nearest(name: str, names: Sequence[str]) -> str:
    """``Did you mean `title`?`` or the list of what there is."""
    folded = {known.lower(): known for known in names}
    near = difflib.get_close_matches(name[:SHOWN].lower(), folded, n=1, cutoff=0.6)
    return f"Did you mean `{folded[near[0]]}`?" if near else f"Known: {', '.join(names)}."


def _problem(error: ErrorDetails, fields: Sequence[str], what: str) -> Problem:
    location, kind, context = error["loc"], error["type"], error.get("ctx", {})
    where = pointer(location)
    if kind == "extra_forbidden":
        name = str(location[-1])
        return Problem(where, f"`{printable(name)}` is no field of {what}.", nearest(name, fields))
    if kind == "invalid_key" or (kind == "string_unicode" and not location):
        return Problem("", f"A field name of {what} is no valid text: {shown(error['input'])}.", "Correct it.")
    if kind == "refused" and not location:
        return Problem("", f"{what} {context['message']}.", context["remedy"])
    if not location:
        return Problem(
            "", f"{what} must be a JSON object; got {shown(error['input'])}.", f"Known: {', '.join(fields)}."
        )
    field = f"`{pointer(location)[1:]}`"
    if kind == "missing":
        return Problem(where, f"{field} is missing.", f"Give every {what} {field}.")
    if kind == "refused":
        return Problem(where, f"{field} {context['message']}.", context["remedy"])
    if kind == "enum":
        known = [part.strip(" '") for part in context["expected"].replace(" or ", ", ").split(",")]
        came = error["input"]
        hint = nearest(came, known) if isinstance(came, str) else f"Known: {', '.join(known)}."
        return Problem(where, f"{field} must be one of {', '.join(known)}; got {shown(came)}.", hint)
    expected, remedy = _expected(kind, context)
    remedy = _unquoted(kind, error["input"]) or remedy
    return Problem(where, f"{field} {expected or error['msg']}; got {_came(kind, error['input'])}.", remedy)


def _expected(kind: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """What was expected and what to do, by pydantic's error type; ("", "") for one not foreseen."""
    simple = {
        "string_type": ("must be text", "Write it in quotes."),
        "string_unicode": ("must be valid Unicode", "Send UTF-8 without lone surrogates."),
        "float_type": ("must be a number", "Correct it or leave it out."),
        "finite_number": ("must be a finite number", "Leave it out where it is not known."),
        "bool_type": ("must be true or false", "Write true or false."),
        "list_type": ("must be a list", 'Write it as ["…"].'),
        "dict_type": ("must be an object", 'Write it as {"name": value}.'),
    }
    limits = {
        "string_too_short": ("must not be empty", "Give it at least {min_length} character."),
        "string_too_long": ("may have at most {max_length} characters", "Shorten it."),
        "too_long": ("may have at most {max_length} entries", "Leave some out."),
        "too_short": ("must have at least {min_length} entry", "Leave the field out instead."),
        "greater_than_equal": ("must be at least {ge}", "Correct it or leave it out."),
        "less_than_equal": ("must be at most {le}", "Correct it or leave it out."),
        "greater_than": ("must be more than {gt:g}", "Correct it or leave it out."),
        "less_than": ("must be less than {lt:g}", "Correct it or leave it out."),
    }
    if kind in simple:
        return simple[kind]
    expected, remedy = limits.get(kind, ("", "Correct it or leave it out."))
    return expected.format(**context), remedy.format(**context)


def _unquoted(kind: str, value: object) -> str:
    """What to do about text where a number or a truth belongs: it may be one in quotes, or none at all."""
    if not isinstance(value, str) or kind not in ("float_type", "bool_type"):
        return ""
    if kind == "bool_type":
        return "Write it without quotes." if value in ("true", "false") else ""
    if re.fullmatch(r"-?\d+(\.\d+)?", value[:SHOWN]):
        return "Write it without quotes."
    return "Write it in digits, with a point as in 9.50, or leave it out."


def _came(kind: str, value: object) -> str:
    if kind == "string_too_long" and isinstance(value, str):
        return f"{len(value):,}"
    return shown(value)
