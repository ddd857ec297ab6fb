"""A request, on one page: live blend → the day's kept order or the model → fuse → reasons → answer."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.agent import Tools, joined
from api.answers import causes_of, recommended
from api.daily import Day, day_of, said_by
from api.debug import debug_of
from api.explaining import explained
from api.impressions import impression_of
from api.opinion import Kept, Looked, Made, Opinion
from api.prepared import Prepared, prepare
from api.question import Question, window_of
from api.schemas import (
    Debug,
    ExplanationRequest,
    Explanations,
    Recommendation,
    RecommendationRequest,
    Recommendations,
    RerankInfo,
)
from api.threads import run
from hybrid.domain import iso
from hybrid.experiments.treatments import Treating
from hybrid.loop.impressions import new_id
from hybrid.loop.log import ImpressionLog
from hybrid.ports import Clock
from hybrid.reader import Reader
from hybrid.rules.listing import finished
from rerank.daily import Ask, DayReranker, State
from rerank.day import next_morning, person_hash
from rerank.daycache import DayEntry
from rerank.errors import Why
from rerank.fuse import Fusion
from rerank.library import PromptLibrary
from rerank.ports import Asker
from rerank.task import RerankTask
from rerank.weight import Weight

ANSWERING = 0.05
"""Seconds of a deadline that are kept for making the answer, at least: ten times what it takes on an idle machine."""


@dataclass(frozen=True)
class PipelineSettings:
    """How far the model may go. ``timeout`` is for an answer computed behind the request, in seconds."""

    window: int = 20
    fusion: Fusion = Fusion()
    words: bool = True
    timeout: float = 20.0
    refresh_after: int = 3


class Pipeline:
    """Answers requests. ``day`` is None where no model is configured."""

    def __init__(
        self,
        engine: Reader,
        library: PromptLibrary,
        day: DayReranker | None,
        secret: bytes,
        settings: PipelineSettings,
        clock: Clock,
        impressions: ImpressionLog,
        treating: Treating,
    ) -> None:
        self._engine = engine
        self._library = library
        self._day = day
        self._secret = secret
        self._settings = settings
        self._clock = clock
        self._impressions = impressions
        self._treating = treating

    async def recommend(self, request: RecommendationRequest, caller: str = "", logged: bool = True) -> Recommendations:
        """The list for a person and a moment. A failing model never fails the request.

        ``caller`` tells API keys apart, for their budgets: a hash of the key, "" for none. The impression is
        ``logged`` unless only an operator looks.
        """
        made = await self.make(request, caller)
        if logged:
            self.log(made)
        return made.given

    async def make(self, request: RecommendationRequest, caller: str = "") -> Made:
        """The same, and what it was made from; no impression is kept."""
        begun = time.perf_counter()
        looked = await run(self._look, request)
        opinion = Opinion("off")
        if self._day is not None and looked.kept is not None:
            opinion = await self._ask(self._day, looked, looked.kept, caller, begun)
            if opinion.status == "llm":  # time has passed: what was bought meanwhile is gone
                looked = await run(self._look, request)
        return await run(self._answer, looked, opinion, begun)

    def log(self, made: Made) -> None:
        """Keep the impression of what is shown, soon and behind the answer."""
        person = self._engine.store.impressions.person(made.ready.user_id)
        self._impressions.add(impression_of(made.given, made.shown, made.ready, person, self._clock()))

    async def prepare(self, request: RecommendationRequest) -> tuple[Opinion, Day | None]:
        """Have the order of the person's next morning made, unless it is there; in the background's turns.

        Which day that is comes with it; None where there is no such person, or no model.
        """
        looked = await run(self._look, request, ahead=True)
        day, kept = self._day, looked.kept
        if day is None or kept is None or looked.ready.user is None:
            return Opinion("off"), None
        peek = kept.peek
        if peek.state is State.FRESH:
            return Opinion("cache", peek.entry), kept.day
        asker = Asker(kept.day.key.person, "")
        why = peek.why or day.refuses(False, asker)
        if why is not None or not looked.ready.keys:
            return Opinion.without_model(peek, why or "no_candidates"), kept.day
        task, ask = await run(self._question, looked, kept)
        entry = await day.compute(kept.day.key, replace(task, asker=asker), ask, urgent=False)
        return Opinion("llm", entry) if entry.why is None else Opinion.without_model(peek, entry.why), kept.day

    async def explain(self, request: ExplanationRequest) -> Explanations:
        """Why these items would suit this person."""
        return await run(explained, self._engine, self._library, request)

    # -- the day's order and the model -------------------------------------------------------------

    def _look(self, request: RecommendationRequest, ahead: bool = False) -> Looked:
        now = self._clock()
        ready = prepare(self._engine, request, self._settings.window, treating=self._treating)
        changes = ready.treatment.changes
        if self._day is None or request.rerank == "off" or changes.baseline is not None:
            return Looked(ready, now)
        prompt = self._library.rerank(changes.prompt)
        at = next_morning(now, ready.timezone) if ahead else now
        day = day_of(ready, prompt, self._day.model, self._secret, at)
        peek = self._day.peek(day.key, lambda entry: self._outdated(entry, ready))
        return Looked(ready, now, Kept(prompt, day, peek))

    def _outdated(self, entry: DayEntry, ready: Prepared) -> bool:
        """Overtaken by a promoted model, other settings, or enough of what the person did since."""
        if entry.artifact != ready.snapshot.version or entry.said != said_by(ready.user, self._secret):
            return True
        if ready.user is None:
            return False
        if ready.user.merged_at > entry.events_until:
            return True
        strong = self._engine.store.events.strong_since(ready.user.key, entry.events_until)
        return strong >= self._settings.refresh_after

    async def _ask(self, day: DayReranker, looked: Looked, kept: Kept, caller: str, begun: float) -> Opinion:
        peek, request = kept.peek, looked.ready.request
        if peek.state is State.FRESH:
            return Opinion("cache", peek.entry)
        if not peek.due or not looked.ready.keys:
            return Opinion.without_model(peek, peek.why or "no_candidates")
        asker = Asker(kept.day.key.person, person_hash(self._secret, caller) if caller else "")
        refused = day.refuses(request.waits, asker)
        if refused in (Why.UNAVAILABLE, Why.BUDGET):
            return Opinion.without_model(peek, refused.value)
        later = Opinion("stale", peek.entry) if peek.entry else Opinion("pending")
        if refused is not None:
            return later  # asked for again by the next request
        task, ask = await run(self._question, looked, kept)
        task = replace(task, asker=asker)
        if not request.waits:
            day.start(kept.day.key, task, ask)
            return later
        left = patience(request.deadline_ms / 1000, time.perf_counter() - begun)
        task = replace(task, patience=left)
        entry = await day.compute(kept.day.key, task, ask, left)
        return Opinion("llm", entry) if entry.why is None else Opinion.without_model(peek, entry.why, entry)

    def _question(self, looked: Looked, kept: Kept) -> tuple[RerankTask, Ask]:
        ready, engine = looked.ready, self._engine
        scale = engine.settings.engagement.scale
        asked = Question.of(ready, self._window(ready), engine.store.catalog, kept.day.at, self._settings.words, scale)
        ask = Ask(
            deadline=self._settings.timeout,
            valid_until=kept.day.ends,
            peek=kept.peek,
            events_until=looked.now,
            said=said_by(ready.user, self._secret),
            artifact=ready.snapshot.version,
        )
        task = replace(asked.task(kept.prompt), llm=ready.treatment.changes.llm or "")
        if ready.request.mode == "agent":
            task = replace(task, tools=Tools(ready, engine.store.catalog, scale))
        return task, ask

    def _window(self, ready: Prepared) -> tuple[int, ...]:
        size = len(window_of(ready.keys, self._settings.window, ready.request.limit))
        return ready.keys[: size + ready.joined]

    # -- the answer --------------------------------------------------------------------------------

    def _answer(self, looked: Looked, opinion: Opinion, begun: float) -> Made:
        ready, request, entry = looked.ready, looked.ready.request, opinion.entry
        if entry is not None and entry.found:
            ready = joined(ready, entry.found, self._engine.store.catalog)
        shown = finished(ready.ranking.listed, ready.slots, self._order(ready, entry), request.limit)
        given = Recommendations.model_construct(
            recommendation_id=new_id(self._clock()),
            user_id=request.user_id,
            scenario=request.scenario,
            items=self._items(ready, shown, entry),
            rerank=self._info(looked.kept, opinion),
            filled=sum(key in ready.ranking.filled for key in shown),
            unknown=list(ready.named.unknown),
            took_ms=took(begun, ready),
            debug=self._debug(ready, opinion) if request.debug else None,
        )
        return Made(given, tuple(shown), ready)

    def _debug(self, ready: Prepared, opinion: Opinion) -> Debug:
        fusion = self._fusion(ready)
        weight = fusion.weight.at(ready.profile.interactions, ready.asks)
        told, catalog = opinion.failed or opinion.entry, self._engine.store.catalog
        return debug_of(ready, self._window(ready), told, weight, fusion.cap, catalog)

    def _fusion(self, ready: Prepared) -> Fusion:
        weight, usual = ready.treatment.changes.rerank_weight, self._settings.fusion
        return usual if weight is None else replace(usual, weight=Weight.constant(weight))

    def _order(self, ready: Prepared, entry: DayEntry | None) -> Sequence[int]:
        if entry is None:
            return ready.keys
        window = self._window(ready)
        fused = self._fusion(ready).order(window, entry.order, ready.profile.interactions, ready.asks)
        return [*fused, *ready.keys[len(window) :]]

    def _items(self, ready: Prepared, shown: Sequence[int], entry: DayEntry | None) -> list[Recommendation]:
        causes = causes_of(ready.snapshot, ready.ranking, shown)
        sentences, top = self._library.sentences(ready.locale), self._engine.settings.engagement.scale[1]
        return recommended(ready, shown, causes, self._engine.store.catalog, sentences, top, entry)

    def _info(self, kept: Kept | None, opinion: Opinion) -> RerankInfo:
        if kept is None:
            return RerankInfo(status="off")
        entry = opinion.entry
        if entry is None:
            return RerankInfo(
                status=opinion.status, why=opinion.why, model=kept.day.key.model, prompt=kept.prompt.reference
            )
        return RerankInfo(
            status=opinion.status,
            why=opinion.why,
            model=entry.model,
            prompt=entry.prompt,
            computed_at=iso(entry.computed_at),
            valid_until=iso(entry.valid_until),
            tokens=entry.tokens,
            cost_usd=entry.cost_usd,
            agreement=entry.agreement,
        )


def patience(deadline: float, spent: float) -> float:
    """Seconds of a ``deadline`` that the model may be waited for, once some are ``spent``.

    The answer is still to be made, and takes about as long as the blend did: a busy machine is slow at both.
    """
    left = max(deadline - spent, 0.0)
    return left - min(max(spent, ANSWERING), left / 4)


def took(begun: float, ready: Prepared) -> dict[str, float]:
    """Milliseconds in all and by stage."""
    stages = {name: round(ms, 2) for name, ms in ready.took_ms.items()}
    return {"total": round((time.perf_counter() - begun) * 1000, 2), **stages}
