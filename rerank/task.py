"""What a re-rank is asked: the candidates, the person and the moment, without any id or name of the person."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from hybrid.domain import EventType, Item, Json
from rerank.because import ReasonKind
from rerank.cleaning import clip
from rerank.ports import NOBODY, Asker, Toolbox
from rerank.prompts import PromptTemplate

_DID = {
    EventType.VIEW: "viewed",
    EventType.CLICK: "looked at",
    EventType.ADD_TO_CART: "put in the basket",
    EventType.PURCHASE: "bought",
    EventType.CONVERSION: "chose",
    EventType.RATING: "rated",
    EventType.REVIEW: "reviewed",
    EventType.LIKE: "liked",
    EventType.DISLIKE: "disliked",
    EventType.HIDE: "hid",
    EventType.IMPRESSION: "was shown",
}
_UNITS = ((365.0, "year"), (30.0, "month"), (7.0, "week"), (1.0, "day"))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One thing the person did; ``age_days`` counts back from now, ``top`` is the best rating that they could give."""

    title: str
    event: EventType
    age_days: float
    value: float | None = None
    year: int | None = None
    top: float | None = None

    def values(self) -> Mapping[str, Json]:
        """As the template sees it."""
        rating = self.value if self.event in (EventType.RATING, EventType.REVIEW) else None
        return {
            "title": clip(self.title, 120),
            "did": _DID[self.event],
            "ago": ago(self.age_days),
            "rating": rating,
            "top": None if rating is None else self.top,
            "year": self.year,
        }


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the person said about themselves."""

    text: str = ""
    likes: tuple[str, ...] = ()
    dislikes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Moment:
    """The request's context; ``time`` in words, e.g. "Saturday evening" (``part_of_day``)."""

    query: str = ""
    looking_at: str = ""
    recent: tuple[str, ...] = ()
    device: str = ""
    time: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class RerankCandidate:
    """An item that may be recommended, the reason's kind and X (``anchor``), chosen in code, where there is one.

    ``rating`` is what the person gave X, from 0 (the bottom of the scale) to 1 (its top).
    """

    item: Item
    kind: ReasonKind = ReasonKind.NEW
    anchor: Item | None = None
    rating: float | None = None


@dataclass(frozen=True, slots=True)
class RerankTask:
    """One question to the model. ``candidates`` stand in blended order, the ``shown`` best will be seen.

    ``ordered`` is False where they were shuffled for a further pass instead.
    ``language`` is the one that ``words`` are wanted in, a code such as ``en``; ``other_titles`` are titles of
    the catalogue that no reason may name, besides those of the task itself. Whoever waits for the answer does so
    for ``patience`` seconds; ``asker`` is for the budgets and not told.

    ``llm`` names the model that is asked first, where not the usual one. With ``tools`` it is a question for an
    agent, which may look things up first.
    """

    prompt: PromptTemplate
    candidates: tuple[RerankCandidate, ...]
    history: tuple[HistoryLine, ...] = ()
    preferences: Preferences = Preferences()
    moment: Moment = Moment()
    scenario: str = "homepage"
    language: str = "en"
    words: bool = True
    shown: int = 10
    other_titles: tuple[str, ...] = ()
    patience: float = math.inf
    asker: Asker = NOBODY
    tools: Toolbox | None = None
    ordered: bool = True
    llm: str = ""


def year_of(item: Item) -> int | None:
    """The item's ``year`` attribute where it is a plausible one."""
    value = item.attributes.get("year")
    if isinstance(value, str) and value.isdecimal() and len(value) <= 4:
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return int(value) if 0 < value < 3000 else None


def ago(days: float) -> str:
    """An age in words: today, yesterday, 3 weeks ago."""
    if days < 1:
        return "today"
    if days < 2:
        return "yesterday"
    size, unit = next((size, unit) for size, unit in _UNITS if days >= size)
    count = int(days / size)
    return f"{count} {unit}{'s' if count > 1 else ''} ago"
