"""An impression: one answer as it was shown, under the id that events carry back."""

from __future__ import annotations

import secrets
import uuid
from dataclasses import dataclass

VERSION = 7


@dataclass(frozen=True, slots=True)
class Slot:
    """One place of an answer, best first. ``sources``: the largest part first; ``propensity`` of what was explored."""

    item: int
    sources: tuple[str, ...]
    propensity: float | None = None


@dataclass(frozen=True, slots=True)
class Impression:
    """One answer. ``person`` is a keyed hash of the user's id (``Impressions.person``); ``shown_at`` is in UTC
    microseconds.

    ``rerank`` is the status that the answer says. ``prompt`` (as ``rerank@3f2a91c0``) and ``llm`` are "" where no
    language model is configured or wanted; ``model`` is the version of the trained one, ``rules`` that of the
    scenario's document; all are "" where there is none. ``experiment`` and ``arm`` are "" outside experiments.
    """

    recommendation_id: str
    person: bytes
    shown_at: int
    scenario: str
    slots: tuple[Slot, ...]
    session_id: str | None = None
    rerank: str = "off"
    prompt: str = ""
    llm: str = ""
    model: str = ""
    rules: str = ""
    experiment: str = ""
    arm: str = ""


def new_id(now: int) -> str:
    """A recommendation id: UUID version 7 (RFC 9562) as 32 hex digits; later ones sort behind, so that the index
    that they are found by grows at its end. ``now`` in UTC microseconds."""
    value = (now // 1000 & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | VERSION << 76
    return f"{value & ~(0x3 << 62) | 0x2 << 62:032x}"


def made_at(recommendation_id: str) -> int | None:
    """When an id of ``new_id`` was made (UTC microseconds, whole milliseconds); None for other texts."""
    try:
        found = uuid.UUID(recommendation_id)
    except ValueError:
        return None
    return (found.int >> 80) * 1000 if found.version == VERSION else None
