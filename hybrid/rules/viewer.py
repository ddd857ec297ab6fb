"""What an item must be for the person who asks, as conditions. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TypeGuard

from hybrid.conditions import Condition
from hybrid.domain import Json, User
from hybrid.rules.document import Viewer


def viewer_conditions(viewer: Viewer, user: User | None, locale: str | None, year: int) -> Iterator[Condition]:
    """For somebody in this calendar ``year`` who reads in this ``locale``; ``user`` is what they say of themselves."""
    tag = (locale or "").replace("_", "-")
    if viewer.language and tag:
        yield Condition.of("language", within=(tag, tag.partition("-")[0]), absent=True)
    if viewer.region is not None:
        region = _region(user, tag)
        yield Condition.of(viewer.region, within=() if region is None else (region,), absent=True)
    if viewer.minimum_age is not None:
        age = _age(user, year)
        most = viewer.assumed_age if age is None else age
        yield Condition.of(viewer.minimum_age, below=math.nextafter(most, math.inf), absent=True)


def _region(user: User | None, tag: str) -> str | None:
    """The attribute ``region``, else the two letters or three digits of a language tag (RFC 5646)."""
    said = None if user is None else user.attributes.get("region")
    if isinstance(said, str) and said.strip():
        return said
    parts = [
        part
        for part in tag.split("-")[1:]
        if (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit())
    ]
    return parts[0] if parts else None


def _age(user: User | None, year: int) -> float | None:
    """The attribute ``age``, else full years since ``birth_year`` at the least."""
    attributes = {} if user is None else user.attributes
    age, born = attributes.get("age"), attributes.get("birth_year")
    if _is_number(age):
        return float(age)
    return year - float(born) - 1 if _is_number(born) else None


def _is_number(value: Json) -> TypeGuard[float]:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
