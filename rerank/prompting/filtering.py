"""What each filter makes of a shape: refuses values that it is not for, and says how long the outcome can be."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from rerank.filters import MAX_LISTED
from rerank.prompting.shapes import KIND_NAMES, NUM, Shape, text

Constant: TypeAlias = str | int | float | bool | None


class Unfit(Exception):
    """The value is none that the filter is for; ``remedy`` says what to write."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def filtered(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    """The shape of ``value | name(given…)``. Raises ``Unfit``."""
    return _OF[name](name, value, given)


def _joined(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    if value.kind in ("text", "number", "any"):
        return text(value.written)
    _only(name, value, "list")
    if value.entry.kind in ("list", "group"):
        raise Unfit(f"{name} is for a list of texts", "Go through this one with {% for x in … %} and name the parts.")
    between = len(_word(given, ", ")) + 2  # ``listed`` puts blanks around its word
    return text(min(value.size, MAX_LISTED) * (value.entry.written + between))


def _truncated(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "text", "number")
    size = given[0] if given else 120
    if isinstance(size, bool) or not isinstance(size, int) or size < 1:
        raise Unfit(f"{name} takes a whole number from 1", "Write it as in {{ title | truncate(80) }}.")
    return text(min(size, value.written))


def _first(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    if value.kind == "any":
        return value
    _only(name, value, "list")
    count = given[0] if given else 1
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise Unfit(f"{name} takes a whole number from 1", "Write it as in {{ shared | first(2) | join }}.")
    return replace(value, size=min(count, value.size)) if count > 1 else value.entry


def _last(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "list")
    return value if value.kind == "any" else value.entry


def _default(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "text", "number")
    return text(max(value.written, len(_word(given, ""))))


def _length(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "text", "list")
    return NUM


def _rounded(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "number")
    return text(value.written)


def _recased(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    """Some letters become three: U+0390 in capitals."""
    _only(name, value, "text", "number")
    return text(3 * value.written)


def _trimmed(name: str, value: Shape, given: Sequence[Constant]) -> Shape:
    _only(name, value, "text", "number")
    return text(value.written)


_OF: Mapping[str, Callable[[str, Shape, Sequence[Constant]], Shape]] = {
    "join": _joined,
    "listed": _joined,
    "truncate": _truncated,
    "first": _first,
    "last": _last,
    "default": _default,
    "length": _length,
    "round": _rounded,
    "lower": _recased,
    "upper": _recased,
    "capitalize": _recased,
    "trim": _trimmed,
}


def _only(name: str, value: Shape, *kinds: str) -> None:
    if value.kind not in (*kinds, "any"):
        wanted = " or ".join(KIND_NAMES[kind] for kind in KIND_NAMES if kind in kinds)
        raise Unfit(f"{name} is for {wanted}, and this is {KIND_NAMES[value.kind]}", _REMEDIES.get(value.kind, ""))


_REMEDIES: Mapping[str, str] = {
    "list": 'Bring it together first: {{ shared | join(", ") }}.',
    "group": "Name one of its parts, as in {{ moment.query }}.",
    "flag": "Ask for it: {% if words %} … {% endif %}.",
}


def _word(given: Sequence[Constant], usual: str) -> str:
    return str(given[0]) if given else usual
