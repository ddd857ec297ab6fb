"""Small things to re-rank."""

from __future__ import annotations

from typing import Any

from hybrid.domain import EventType, Item, ItemKey
from rerank.because import ReasonKind
from rerank.library import packaged
from rerank.prompts import PromptTemplate, load
from rerank.task import HistoryLine, RerankCandidate, RerankTask

AIRPLANE = Item(
    ItemKey(900), "m3", "Airplane!", categories=("Comedy",), tags=("spoof", "deadpan"), attributes={"year": 1980}
)


def film(key: int, title: str = "", **fields: Any) -> Item:
    """A comedy."""
    given: dict[str, Any] = {"categories": ("Comedy",), "tags": ("spoof",), "attributes": {"year": 1984}}
    return Item(ItemKey(key), f"secret-id-{key}", title or f"Film Number {key}", **{**given, **fields})


def template() -> PromptTemplate:
    """The packaged re-rank prompt."""
    return load(packaged("rerank"), "default.prompt")


def task(n: int = 4, **fields: Any) -> RerankTask:
    """Items 11 … 10+n, all because of Airplane!."""
    candidates = tuple(RerankCandidate(film(10 + i), ReasonKind.BECAUSE_VIEWED, AIRPLANE) for i in range(1, n + 1))
    given: dict[str, Any] = {"history": (HistoryLine("Airplane!", EventType.VIEW, 2.0),), "words": False}
    return RerankTask(template(), candidates, **{**given, **fields})
