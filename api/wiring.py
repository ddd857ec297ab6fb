"""The composition root: Settings → Application. The only place that knows every part."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import dataclass

from api.metrics import Metrics
from api.pipeline import Pipeline, PipelineSettings
from api.settings import Settings
from hybrid.collaborative.settings import NativeSettings, TrainSettings
from hybrid.engine import Engine, EngineSettings
from hybrid.ports import Clock
from hybrid.profiles import Engagement
from hybrid.store.secret import Secret
from rerank.calls import Calls, Limits
from rerank.daily import DayReranker
from rerank.day import person_hash
from rerank.daycache import DayCache
from rerank.errors import Why
from rerank.library import PromptLibrary
from rerank.listwise import ListwiseReranker, ListwiseSettings
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.ports import Outcome, Reranker
from rerank.task import RerankTask

log = logging.getLogger(__name__)

DAYCACHE = "daycache"
PERSONS = "persons of the day cache"
"""What the folder's secret is used for here; another use gets another key."""


class Metered:
    """A Reranker that counts its calls, once there are ``metrics``."""

    def __init__(self, reranker: Reranker) -> None:
        self._reranker = reranker
        self.metrics: Metrics | None = None

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._reranker.model

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """As the one behind it."""
        begun = time.monotonic()
        outcome = await self._reranker.rerank(task, deadline)
        if self.metrics is not None:
            why = None if outcome.why is None else outcome.why.value
            self.metrics.model_called(why, time.monotonic() - begun, outcome.tokens, outcome.cost_usd)
        return outcome

    def spared(self, why: Why) -> None:
        """Count a question that did not reach it."""
        if self.metrics is not None:
            self.metrics.model_spared(why.value)


@dataclass(frozen=True)
class Loading:
    """A language model whose library is being loaded by a thread."""

    llm: LiteLLMModel
    thread: threading.Thread


@dataclass(frozen=True)
class Model:
    """The language model's parts, where one is configured."""

    loading: Loading
    metered: Metered
    day: DayReranker


@dataclass(frozen=True)
class Application:
    """Everything that serves one data folder."""

    settings: Settings
    engine: Engine
    pipeline: Pipeline
    cache: DayCache
    secret: bytes
    model: Model | None
    parts: ExitStack

    @asynccontextmanager
    async def running(self, metrics: Metrics) -> AsyncIterator[None]:
        """While requests are served; what is under way ends with them.

        Waits for the model's library first: whoever comes before it is loaded would wait in vain.
        """
        if self.model is None:
            yield
            return
        self.model.metered.metrics = metrics
        await asyncio.to_thread(self.model.loading.thread.join)
        try:
            yield
        finally:
            await self.model.day.aclose()
            await self.model.loading.llm.aclose()

    def erase_user(self, id: str) -> bool:
        """Forget a person in every file. False where there was nobody."""
        erased = self.engine.erase_user(id)
        self.cache.forget(person_hash(self.secret, id))
        return erased

    def close(self) -> None:
        """Close files and stores."""
        self.parts.close()


def build(settings: Settings, clock: Clock) -> Application:
    """Open the data folder's parts; its owner must be this process."""
    loading = _loading(settings)
    with ExitStack() as parts:
        engine = Engine.open(settings.data_dir, engine_of(settings), clock)
        parts.callback(engine.close)
        secret = Secret.of(settings.data_dir).digest(PERSONS)
        cache = DayCache(settings.data_dir / DAYCACHE, settings.cache.size_mb * 1024 * 1024, clock)
        parts.callback(cache.close)
        model = None if loading is None else _model(loading, settings, cache, clock)
        library = PromptLibrary(engine.store.prompts)
        day = None if model is None else model.day
        pipeline = Pipeline(engine, library, day, secret, _pipeline_of(settings), clock)
        return Application(settings, engine, pipeline, cache, secret, model, parts.pop_all())


def engagement_of(settings: Settings) -> Engagement:
    """How events count."""
    low, high = settings.rating_scale
    return Engagement(scale=(low, high), prior_mean=low + 2 / 3 * (high - low))


def training_of(settings: Settings) -> TrainSettings:
    """How to train."""
    chosen = settings.train
    native = NativeSettings(epochs=chosen.epochs, threads=chosen.threads)
    return TrainSettings(chosen.objective, chosen.budget, native, seed=chosen.seed)


def engine_of(settings: Settings) -> EngineSettings:
    """How the catalogue embeds, reads histories and blends."""
    return EngineSettings(
        embedder=settings.embedder, text_fields=settings.text_fields, engagement=engagement_of(settings)
    )


def _pipeline_of(settings: Settings) -> PipelineSettings:
    return PipelineSettings(
        window=settings.rerank.window,
        weight=settings.rerank.weight,
        cap=settings.rerank.cap,
        words=settings.llm.words,
        timeout=settings.llm.timeout,
        refresh_after=settings.cache.refresh_after,
    )


def _loading(settings: Settings) -> Loading | None:
    """Starts to load the model's library, which takes seconds, beside the opening of the folder."""
    chosen = settings.llm
    if chosen.model is None:
        return None
    key = None if chosen.api_key is None else chosen.api_key.get_secret_value()
    llm = LiteLLMModel(ModelSettings(chosen.model, chosen.api_base, key))
    thread = threading.Thread(target=_warm, args=(llm,), name="warm", daemon=True)
    thread.start()
    return Loading(llm, thread)


def _warm(llm: LiteLLMModel) -> None:
    try:
        llm.warm()
    except Exception:
        log.exception("the model's library could not be loaded; answers will be the blend")


def _model(loading: Loading, settings: Settings, cache: DayCache, clock: Clock) -> Model:
    chosen = settings.llm
    metered = Metered(ListwiseReranker(loading.llm, ListwiseSettings(fields=frozenset(chosen.fields))))
    limits = Limits(chosen.concurrency, chosen.queue, chosen.failures, chosen.pause)
    calls = Calls(metered, limits, clock, metered.spared)
    return Model(loading, metered, DayReranker(cache, calls, clock))
