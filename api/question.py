"""What the model is asked about a person's live blend: put in one way, for whoever answers, tries or measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.answers import causes_of
from api.daily import HISTORY, NAMED, task_of
from api.prepared import Prepared
from hybrid.domain import Item
from hybrid.store.catalog import Catalog
from rerank.because import Cause
from rerank.prompts import PromptTemplate
from rerank.task import RerankTask

MOST_RERANKED = 50


def window_of(keys: Sequence[int], window: int, limit: int) -> tuple[int, ...]:
    """Of ``keys``, best first, those that the model may order: ``window`` of them, or as many as are shown."""
    return tuple(keys[: min(max(window, limit), MOST_RERANKED)])


@dataclass(frozen=True)
class Question:
    """``window`` holds the item keys to order, best first, ``causes`` why each is recommended, ``items`` these, the
    causes' X, what the context names and what the person met last; ``words`` whether reasons are wanted, ``scale``
    that of ratings."""

    ready: Prepared
    now: int
    window: tuple[int, ...]
    causes: Mapping[int, Cause]
    items: Mapping[int, Item]
    words: bool
    scale: tuple[float, float]

    @classmethod
    def of(
        cls, ready: Prepared, window: Sequence[int], catalog: Catalog, now: int, words: bool, scale: tuple[float, float]
    ) -> Question:
        """Reads items from SQL. Blocks."""
        causes = causes_of(ready.snapshot, ready.ranking, window)
        anchors = [cause.item for cause in causes.values() if cause.item is not None]
        besides = catalog.by_keys({*ready.profile.items[:HISTORY].tolist(), *anchors, *ready.named.keys[:NAMED]})
        return cls(ready, now, tuple(window), causes, {**besides, **ready.items}, words, scale)

    def task(self, prompt: PromptTemplate) -> RerankTask:
        """With this template."""
        return task_of(self.ready, self.window, self.causes, self.items, prompt, self.words, self.now, self.scale)
