"""Free fields of items and people: plain JSON of a bounded size."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from typing import Any

from hybrid.problems import refuse, shown

KEYS = 64
BYTES = 16 * 1024
DEPTH = 8
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def checked(attributes: dict[str, Any]) -> dict[str, Any]:
    """The same, or a refusal: at most 64 keys, 8 levels and 16 KB; numbers finite and within 64 bits."""
    if len(attributes) > KEYS:
        raise refuse(f"may have at most {KEYS} keys; got {len(attributes)}", "Leave some out.")
    _walk(attributes)
    size = len(json.dumps(attributes, ensure_ascii=False).encode())
    if size > BYTES:
        raise refuse(f"may have at most {BYTES:,} bytes in all; got {size:,}", "Leave some out or shorten them.")
    return attributes


def merged(old: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """``old`` with ``changes``; null removes a key (RFC 7396, at the top level). Checked again: it has grown."""
    both = {**old, **changes}
    return checked({key: value for key, value in both.items() if value is not None})


def _walk(attributes: dict[str, Any]) -> None:
    """Look at every value without recursion: what came may be nested deeper than the stack."""
    todo: list[tuple[object, int]] = [(attributes, 1)]
    while todo:
        value, depth = todo.pop()
        if depth > DEPTH + 1:
            raise refuse(f"may be nested at most {DEPTH} levels deep", "Flatten them.")
        if isinstance(value, dict):
            for key in value:
                _text(key)
            todo += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            todo += [(inner, depth + 1) for inner in value]
        else:
            _leaf(value)


def _leaf(value: object) -> None:
    if isinstance(value, str):
        _text(value)
    elif isinstance(value, float):
        if not math.isfinite(value):
            raise refuse(f"must hold finite numbers; got {shown(value)}", "Leave it out where it is not known.")
    elif isinstance(value, int):
        if not -(2**63) <= value < 2**63:
            raise refuse(f"must hold numbers within 64 bits; got {shown(value)}", "Write it in quotes.")
    elif value is not None:
        raise refuse(f"must be plain JSON; got {shown(value)}", "Use text, numbers, true, false, lists, objects.")


def _text(value: object) -> None:
    if not isinstance(value, str) or _FORBIDDEN.search(value):
        raise refuse(f"must hold text without control characters; got {shown(value)}", "Remove them.")
