"""What the stages of a request hand on: the live blend, the model's opinion of it, the answer made of both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from api.daily import Day
from api.prepared import Prepared
from api.schemas import Recommendations
from rerank.daily import Peek
from rerank.daycache import DayEntry
from rerank.prompts import PromptTemplate


@dataclass(frozen=True)
class Kept:
    """The model's side of a request: the prompt in force, whose day it is, and what the day cache has."""

    prompt: PromptTemplate
    day: Day
    peek: Peek


@dataclass(frozen=True)
class Looked:
    """The live blend, and the model's side of it; ``kept`` is None where no model takes part."""

    ready: Prepared
    now: int
    kept: Kept | None = None


@dataclass(frozen=True)
class Opinion:
    """The model's part in an answer: how it came, the order to fuse (if any), why there is none, how that came."""

    status: Literal["llm", "cache", "stale", "pending", "off", "fallback"]
    entry: DayEntry | None = None
    why: str | None = None
    failed: DayEntry | None = None

    @classmethod
    def without_model(cls, peek: Peek, why: str | None, failed: DayEntry | None = None) -> Opinion:
        """A kept order if there is one, else the blend, and why."""
        return cls("stale" if peek.entry else "fallback", peek.entry, why, failed)


@dataclass(frozen=True)
class Made:
    """An answer, the keys of its items, and what it was made from."""

    given: Recommendations
    shown: tuple[int, ...]
    ready: Prepared
