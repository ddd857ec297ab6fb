"""The dozen filters that templates may use. Each is total: any value in, a text, a number or a list out."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rerank.cleaning import clip

MAX_LISTED = 200
ABSURD = 1e15
"""Numbers from here on are printed as they are, not in hundreds of digits."""


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _items(value: object) -> list[object]:
    return list(value)[:MAX_LISTED] if isinstance(value, (list, tuple)) else [value] if value else []


def join(value: object, separator: object = ", ") -> str:
    """``a, b, c``."""
    return _text(separator).join(_text(v) for v in _items(value))


def listed(value: object, word: object = "and") -> str:
    """``a, b and c``, with the language's own word for "and"."""
    texts = [_text(v) for v in _items(value)]
    return f" {_text(word)} ".join([", ".join(texts[:-1]), texts[-1]]) if len(texts) > 1 else "".join(texts)


def truncate(value: object, length: object = 120) -> str:
    """At most ``length`` characters, cut between words, with an ellipsis where something is missing."""
    size = length if isinstance(length, int) and length > 0 else 120
    return clip(_text(value), size)


def first(value: object, count: object = 1) -> object:
    """The first of a list, or the first ``count`` as a list."""
    found = _items(value)
    number = count if isinstance(count, int) else 1
    return found[:number] if number > 1 else (found[0] if found else "")


def last(value: object) -> object:
    """The last of a list."""
    found = _items(value)
    return found[-1] if found else ""


def default(value: object, instead: object = "") -> object:
    """``instead`` where the value is absent or empty."""
    return value if value or value == 0 else instead


def length(value: object) -> int:
    """How many there are."""
    return len(value) if isinstance(value, (list, tuple, str, Mapping)) else 0


def rounded(value: object, digits: object = 0, point: object = ".") -> str:
    """A number with at most ``digits`` decimals, without empty ones, and the language's own point: 4.50 → 4.5."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return _text(value)
    if not abs(value) < ABSURD:
        return _text(value)
    places = min(max(digits, 0), 6) if isinstance(digits, int) else 0
    text = f"{value:.{places}f}"
    short = text.rstrip("0").rstrip(".") if "." in text else text
    return short.replace(".", _text(point)[:1])


def lower(value: object) -> str:
    """Small letters."""
    return _text(value).lower()


def upper(value: object) -> str:
    """Capital letters."""
    return _text(value).upper()


def capitalize(value: object) -> str:
    """The first letter large, the rest as it was."""
    text = _text(value)
    return text[:1].upper() + text[1:]


def trim(value: object) -> str:
    """Without blanks at either end."""
    return _text(value).strip()


FILTERS: Mapping[str, Callable[..., object]] = {
    "join": join,
    "listed": listed,
    "truncate": truncate,
    "first": first,
    "last": last,
    "default": default,
    "length": length,
    "round": rounded,
    "lower": lower,
    "upper": upper,
    "capitalize": capitalize,
    "trim": trim,
}
