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
from api.pages import Pages
from api.pipeline import Pipeline, PipelineSettings
from api.settings import Settings
from hybrid.collaborative.settings import NativeSettings, TrainSettings
from hybrid.content.following import IndexOf
from hybrid.engine import Engine, EngineSettings
from hybrid.errors import FolderOwned
from hybrid.experiments.treatments import Treatments
from hybrid.loop.log import ImpressionLog
from hybrid.ports import Clock
from hybrid.profiles import Engagement
from hybrid.reader import Reader
from hybrid.replica import Replica
from hybrid.store.merging import Merged
from hybrid.store.secret import Secret
from rerank.agent.loop import AgentReranker
from rerank.budget import Allowance, Budget, Budgeted
from rerank.calls import Calls, Limits
from rerank.daily import DayReranker
from rerank.day import person_hash
from rerank.daycache import DayCache
from rerank.errors import NOT_ASKED, Why
from rerank.library import PromptLibrary
from rerank.listwise import ListwiseReranker, ListwiseSettings
from rerank.llm import PROMPTS, LiteLLMModel, ModelSettings
from rerank.models import Models, Trust
from rerank.passes import Passes, at_once
from rerank.ports import Outcome, Reranker
from rerank.task import RerankTask

log = logging.getLogger(__name__)

DAYCACHE = "daycache"
PERSONS = "persons of the day cache"
"""What the folder's secret is used for here; another use gets another key."""


@dataclass
class Meter:
    """Counts what becomes of questions to the models, once there are ``metrics``."""

    metrics: Metrics | None = None

    def asked(self, outcome: Outcome, seconds: float) -> None:
        """One question, however many models it took."""
        if outcome.why in NOT_ASKED:
            self.spared(outcome.why)
        elif self.metrics is not None:
            why = None if outcome.why is None else outcome.why.value
            self.metrics.model_called(why, seconds, outcome.tokens, outcome.cost_usd, outcome.repairs)
            self.metrics.prompted(outcome.shortened)

    def heard(self, model: str, why: Why | None) -> None:
        """How one of the models did."""
        if self.metrics is not None:
            self.metrics.model_heard(model, None if why is None else why.value)

    def agreed(self, tau: float) -> None:
        """How well the passes of a question agree."""
        if self.metrics is not None:
            self.metrics.passes_agreed(tau)

    def spared(self, why: Why) -> None:
        """A question that reached none."""
        if self.metrics is not None:
            self.metrics.model_spared(why.value)


class Metered:
    """A Reranker whose calls are counted."""

    def __init__(self, reranker: Reranker, meter: Meter) -> None:
        self._reranker = reranker
        self._meter = meter

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._reranker.model

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """As the one behind it."""
        begun = time.monotonic()
        outcome = await self._reranker.rerank(task, deadline)
        self._meter.asked(outcome, time.monotonic() - begun)
        return outcome


@dataclass(frozen=True)
class Loading:
    """Language models, first to last, whose library is being loaded by a thread."""

    llms: tuple[LiteLLMModel, ...]
    thread: threading.Thread


@dataclass(frozen=True)
class Model:
    """The language model's parts, where one is configured."""

    loading: Loading
    models: Models
    meter: Meter
    day: DayReranker


@dataclass(frozen=True)
class Application:
    """Everything that serves one data folder."""

    settings: Settings
    engine: Reader
    pipeline: Pipeline
    pages: Pages
    cache: DayCache
    secret: bytes
    budget: Budget
    model: Model | None
    impressions: ImpressionLog
    parts: ExitStack

    @asynccontextmanager
    async def running(self, metrics: Metrics) -> AsyncIterator[None]:
        """While requests are served; what is under way ends with them.

        Waits for the model's library first: whoever comes before it is loaded would wait in vain.
        """
        if self.model is None:
            yield
            return
        self.model.meter.metrics = metrics
        await asyncio.to_thread(self.model.loading.thread.join)
        try:
            yield
        finally:
            await self.model.day.aclose()
            for llm in self.model.loading.llms:
                await llm.aclose()

    @property
    def owned(self) -> Engine:
        """The engine where this process owns the folder. Raises ``FolderOwned`` elsewhere."""
        if not isinstance(self.engine, Engine):
            raise FolderOwned("Another process owns the data folder.", "Send it there.")
        return self.engine

    def erase_user(self, id: str) -> bool:
        """Forget a person, under every id, in every file. False where there was nobody."""
        known = self.engine.store.users.ids_of(id)
        persons = [person_hash(self.secret, each) for each in known or [id]]
        spent = [self.engine.store.spending.forget(person) for person in persons]
        erased = self.owned.erase_user(id)
        if any(spent) and not erased:
            self.engine.store.database.scrub()
        for person in persons:
            self.cache.forget(person)
        return erased

    def merge_users(self, id: str, other: str) -> Merged:
        """As ``Reader.merge_users``; what the day cache kept of ``other`` goes, what it has of ``id`` is stale."""
        merged = self.engine.merge_users(id, other)
        if merged.changed:
            self.cache.forget(person_hash(self.secret, other))
        return merged

    def close(self) -> None:
        """Close files and stores."""
        self.parts.close()


def build(settings: Settings, clock: Clock, index_of: IndexOf | None = None) -> Application:
    """Open the data folder's parts. This process must own it, or reach the owner's index by ``index_of``."""
    loading = _loading(settings)
    with ExitStack() as parts:
        engine: Reader = (
            Engine.open(settings.data_dir, engine_of(settings), clock)
            if index_of is None
            else Replica.open(settings.data_dir, engine_of(settings), clock, index_of)
        )
        parts.callback(engine.close)
        secret = Secret.of(settings.data_dir).digest(PERSONS)
        cache = DayCache(settings.data_dir / DAYCACHE, settings.cache.size_mb * 1024 * 1024, clock)
        parts.callback(cache.close)
        budget = Budget(Allowance(**settings.budget.model_dump()), engine.store.spending, clock)
        model = None if loading is None else _model(loading, settings, cache, budget, clock)
        library = PromptLibrary(engine.store.prompts)
        day = None if model is None else model.day
        impressions = ImpressionLog(engine.store.impressions, clock, settings.loop.retention_days)
        parts.callback(impressions.close)
        treating = Treatments(engine.store.experiments, engine.rulebook, engine.artifacts)
        pipeline = Pipeline(engine, library, day, secret, _pipeline_of(settings), clock, impressions, treating)
        pages = Pages(engine, library, pipeline, treating)
        return Application(
            settings, engine, pipeline, pages, cache, secret, budget, model, impressions, parts.pop_all()
        )


def engagement_of(settings: Settings) -> Engagement:
    """How events count."""
    low, high = settings.rating_scale
    return Engagement(scale=(low, high), prior_mean=low + 2 / 3 * (high - low))


def training_of(settings: Settings) -> TrainSettings:
    """How to train."""
    chosen = settings.train
    native = NativeSettings(epochs=chosen.epochs, threads=chosen.threads)
    return TrainSettings(chosen.objective, chosen.budget, native, seed=chosen.seed, min_people=chosen.min_people)


def models_of(settings: Settings) -> tuple[ModelSettings, ...]:
    """Every configured language model, in the order in which they are asked."""
    return tuple(
        ModelSettings(
            one.model,
            one.api_base,
            None if one.api_key is None else one.api_key.get_secret_value(),
            log_prompts=settings.llm.log_prompts,
        )
        for one in settings.llm.line
    )


def engine_of(settings: Settings) -> EngineSettings:
    """How the catalogue embeds, reads histories and blends."""
    return EngineSettings(
        embedder=settings.embedder,
        text_fields=settings.text_fields,
        engagement=engagement_of(settings),
        shared=settings.workers > 1,
        kept=settings.train.kept,
    )


def _pipeline_of(settings: Settings) -> PipelineSettings:
    return PipelineSettings(
        window=settings.rerank.window,
        fusion=settings.rerank.fusion,
        words=settings.llm.words,
        timeout=settings.llm.timeout,
        refresh_after=settings.cache.refresh_after,
    )


def listwise_of(settings: Settings) -> ListwiseSettings:
    """What the model may be told."""
    by_scenario = {scenario: frozenset(fields) for scenario, fields in settings.llm.scenario_fields.items()}
    return ListwiseSettings(fields=frozenset(settings.llm.fields), scenario_fields=by_scenario)


def _loading(settings: Settings) -> Loading | None:
    """Starts to load the model's library, which takes seconds, beside the opening of the folder."""
    if not settings.llm.line:
        return None
    llms = tuple(LiteLLMModel(one) for one in models_of(settings))
    if settings.llm.log_prompts:
        log.warning("BECAUSE_LLM__LOG_PROMPTS is on: what people did and said stands in the log in full")
        PROMPTS.setLevel(logging.INFO)  # whatever the level of the rest
    thread = threading.Thread(target=_warm, args=(llms[0],), name="warm", daemon=True)
    thread.start()
    return Loading(llms, thread)


def _warm(llm: LiteLLMModel) -> None:
    try:
        llm.warm()
    except Exception:
        log.exception("the model's library could not be loaded; answers will be the blend")


def _model(loading: Loading, settings: Settings, cache: DayCache, budget: Budget, clock: Clock) -> Model:
    chosen, passes, meter = settings.llm, settings.rerank.passes, Meter()
    trust = Trust(chosen.failures, chosen.pause)
    models = Models([Budgeted(llm, budget) for llm in loading.llms], trust, clock, meter.heard)
    told = listwise_of(settings)
    listwise = Passes(ListwiseReranker(models, told), passes, chosen.concurrency, meter.agreed)
    reranker = AgentReranker(listwise, models, told)
    limits = Limits(at_once(chosen.concurrency, passes), chosen.queue)
    calls = Calls(Metered(reranker, meter), limits, models.refuses, meter.spared)
    return Model(loading, models, meter, DayReranker(cache, calls, clock))
