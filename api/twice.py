"""Names that stand twice in one object of a JSON text: parsers keep the last one and say nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from api.errors import Trouble
from hybrid.domain import Json
from hybrid.problems import pointer


class _Object(dict[str, Any]):
    """An object that remembers which of its names stood in it more than once."""

    def __init__(self, pairs: list[tuple[str, Any]]) -> None:
        super().__init__(pairs)
        counts = Counter(name for name, _ in pairs) if len(self) < len(pairs) else {}
        self.twice = [name for name, count in counts.items() if count > 1]


def given_twice(text: str | bytes) -> list[Trouble]:
    """Each name that an object has more than once, with its place, the outermost first; ``text`` is valid JSON."""
    found: list[Trouble] = []
    level: list[tuple[tuple[str | int, ...], Json]]
    level = [((), json.loads(text, object_pairs_hook=_Object, parse_int=str, parse_float=str))]
    while level:
        found += [_trouble((*at, name)) for at, value in level if isinstance(value, _Object) for name in value.twice]
        level = [((*at, place), part) for at, value in level for place, part in _parts(value)]
    return found


def _parts(value: Json) -> Iterable[tuple[str | int, Json]]:
    if isinstance(value, dict):
        return value.items()
    return enumerate(value) if isinstance(value, list) else ()


def _trouble(at: tuple[str | int, ...]) -> Trouble:
    where = pointer(at)
    return Trouble(where, f"`{where[1:]}` is given more than once.", "Give it once: else all but the last are lost.")
