"""Which facts of an item a model may be told: an allow-list by name. An item's id and address are never on it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from rerank.prompting.grammar import suggestion

FIELDS = frozenset({"year", "brand", "price", "language", "categories", "keywords", "summary"})
"""Besides the title."""
ATTRIBUTE = "attributes."
_ATTRIBUTE = re.compile(r"attributes\.[A-Za-z0-9_]{1,64}")


def known_field(name: str) -> str:
    """``name`` if it may stand on an allow-list: one of ``FIELDS`` or ``attributes.<name>``. Raises ``ValueError``."""
    if name not in FIELDS and not _ATTRIBUTE.fullmatch(name):
        remedy = suggestion(name, [*FIELDS, "attributes.<name>"])
        raise ValueError(f"{name!r} is no field that a model may be told. {remedy}")
    return name


def allowed(operators: Iterable[str], scenarios: Iterable[str] | None) -> frozenset[str]:
    """What both the operator's list and the scenario's (None: everything) allow."""
    mine = frozenset(operators)
    return mine if scenarios is None else mine & frozenset(scenarios)
