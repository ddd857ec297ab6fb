"""``because evaluate --rerank N``: what the language model's order is worth, on this data folder's own events."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from api.commands.console import out
from api.commands.demo import Llm
from api.commands.tables import Field, tables
from api.local_model import local_settings
from api.prepared import SPARE, Prepared
from api.question import Question, window_of
from api.schemas import RecommendationRequest
from api.settings import Settings
from api.wiring import listwise_of, models_of
from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.profiles import Profile
from hybrid.recommend import Ranking
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from rerank.evaluation.questions import FEW
from rerank.evaluation.run import RerankPart
from rerank.evaluation.telling import Terms
from rerank.library import PromptLibrary
from rerank.listwise import ListwiseReranker
from rerank.llm import LiteLLMModel
from rerank.passes import Passes, at_once
from rerank.ports import PromptStore, Reranker
from rerank.prompts import PromptTemplate
from rerank.task import RerankTask

REQUEST = RecommendationRequest(user_id="evaluated", limit=10)
"""A homepage's first page. Nobody's id: the question has no place for one."""

CALLS = {"window": "window", "few": f"{FEW} candidates"}
"""What each person is asked, by its name in the figures."""
HEADS = (
    "calls", "usable", "failed", "order unchanged", "answers mended", "repairs", "s p50", "s p95", "tokens", "US$",
)  # fmt: skip


@contextmanager
def with_model(settings: Settings, llm: Llm) -> Iterator[Settings]:
    """``settings`` with the model to ask: the configured one, else the local one where ``llm`` says so.

    Raises ``BecauseError`` where there is none.
    """
    if settings.llm.model is not None:
        yield settings
    elif llm is Llm.LOCAL:
        with local_settings(settings) as chosen:
            yield chosen
    else:
        raise BecauseError(
            "No language model is named, so there is no order to measure.",
            "Set BECAUSE_LLM__MODEL, or add --llm local to ask the small local one.",
        )


def rerank_part(settings: Settings, store: Store, people: int) -> RerankPart:
    """The part of the evaluation that asks the configured model as serving would."""
    chosen, limits = settings.llm, settings.rerank
    size = max(limits.window, REQUEST.limit) + SPARE
    window = len(window_of(range(size), limits.window, REQUEST.limit))
    prompt = PromptLibrary(ReadOnly(store.prompts)).rerank()
    return RerankPart(
        connect=partial(connected, settings),
        pose=Pose(store, prompt, chosen.words, settings.rating_scale),
        terms=Terms(window, size, limits.fusion, limits.passes),
        people=people,
        deadline=chosen.timeout,
        concurrency=at_once(chosen.concurrency, limits.passes),
    )


@asynccontextmanager
async def connected(settings: Settings) -> AsyncIterator[Reranker]:
    """The configured model, its library loaded: the first call is timed like any other."""
    llm = LiteLLMModel(models_of(settings)[0])
    await asyncio.to_thread(llm.warm)
    try:
        asking = ListwiseReranker(llm, listwise_of(settings))
        yield Passes(asking, settings.rerank.passes, settings.llm.concurrency)
    finally:
        await llm.aclose()


@dataclass(frozen=True)
class Pose:
    """Puts the question that serving puts, for a profile of the past.

    What people say about themselves bears no date and is left out, with their locale and time zone.
    """

    store: Store
    prompt: PromptTemplate
    words: bool
    scale: tuple[float, float]

    def __call__(self, snapshot: Snapshot, profile: Profile, ranking: Ranking, keys: Sequence[int]) -> RerankTask:
        """About ``keys`` in their order; items are read from SQL."""
        catalog = self.store.catalog
        ready = Prepared(REQUEST, None, profile, snapshot, ranking, catalog.by_keys(keys), tuple(keys), {})
        return Question.of(ready, keys, catalog, profile.now, self.words, self.scale).task(self.prompt)


class ReadOnly:
    """A ``PromptStore`` that is looked at and never written to: evaluating changes nothing."""

    def __init__(self, store: PromptStore) -> None:
        self._store = store

    def add(self, name: str, version_id: str, text: str) -> None:
        """Nothing is kept."""

    def get(self, name: str, version_id: str) -> str | None:
        """The text of a version."""
        return self._store.get(name, version_id)

    def label(self, name: str, label: str) -> str | None:
        """The version that a label points at."""
        return self._store.label(name, label)

    def seed(self, name: str, version_id: str, text: str) -> None:
        """Nothing is kept."""


def tell_calls(about: Mapping[str, Json]) -> None:
    """What the calls took, where some were made."""
    measured = about.get("rerank")
    if measured is None:
        return
    heads = (*HEADS, *(["agreement"] if measured["passes"] > 1 else []))
    passes = f", {measured['passes']} for each answer" if measured["passes"] > 1 else ""
    title = f"Calls of {measured['model']} with {measured['prompt']}{passes}"
    rows = [_cells(one) for one in measured["calls"].values()]
    fields = [Field(head, cells, text=head == "failed") for head, *cells in zip(heads, *rows, strict=True)]
    names = Field("", [CALLS[name] for name in measured["calls"]], text=True)
    for table in tables(title, names, fields, out.width):
        out.print(table)


def _cells(one: Mapping[str, Any]) -> list[str]:
    failed = ", ".join(f"{why} {count:,}" for why, count in one["failures"].items()) or "0"
    counts = [f"{one[name]:,}" for name in ("unchanged", "mended", "repairs")]
    seconds = [f"{one[name]:.2f}" for name in ("seconds_p50", "seconds_p95")]
    cost = "unknown" if one["cost_usd"] is None else f"{one['cost_usd']:.4f}"
    agreement = [] if one["agreement"] is None else [f"{one['agreement']:.2f}"]
    return [
        f"{one['calls']:,}",
        f"{one['usable']:,}",
        failed,
        *counts,
        *seconds,
        f"{one['tokens']:,}",
        cost,
        *agreement,
    ]
