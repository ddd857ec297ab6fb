"""Answers made ahead, for a person's next morning: who was active lately, what a call takes, and the call itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

from api.opening import system_clock
from api.prompt_schemas import Rendering
from api.prompt_trials import ModelNeeded, question_of
from api.schemas import HomepageQuery
from api.wiring import Application, listwise_of
from rerank.day import next_morning
from rerank.library import PromptLibrary
from rerank.listwise import build, tokens
from rerank.llm import LiteLLMModel
from rerank.task import RerankTask

MOST_DAYS = 36_500.0
_DAY = 86_400 * 1_000_000
_REASON = "x" * 90
"""About as long as a reason is."""


@dataclass(frozen=True)
class Estimate:
    """What one call takes on average; ``cost_usd`` is None where the model's price is not known."""

    model: str
    prompt_tokens: int
    answer_tokens: int
    cost_usd: float | None


@dataclass(frozen=True)
class Made:
    """What became of a person's next morning (``day``, ISO 8601).

    ``status`` is llm where the model was asked, cache where the order was there, off where nobody of that id is,
    and else whatever stands in meanwhile, with ``why``.
    """

    status: str
    why: str | None = None
    day: str | None = None
    tokens: int | None = None
    cost_usd: float | None = None


def active(application: Application, days: float) -> list[str]:
    """Ids of those who did something in the ``days`` before the newest event, the latest first. Blocks."""
    events = application.engine.store.events
    newest = events.newest_at()
    return [] if newest is None else events.active(newest - round(days * _DAY))


def estimate(application: Application, ids: Sequence[str], scenario: str) -> Estimate:
    """What a call takes for these people on average. Raises ``ModelNeeded``. Blocks."""
    llm = _model(application)
    told = listwise_of(application.settings)
    prompt = PromptLibrary(application.engine.store.prompts).rerank()
    moment = next_morning(system_clock(), None)
    asked, answered = [], []
    for id in ids:
        task = question_of(application, Rendering(user_id=id, scenario=scenario), moment).task(prompt)
        asked.append(build(task, told).tokens)
        answered.append(_answer_tokens(task))
    prompts, answers = round(fmean(asked)), round(fmean(answered))
    return Estimate(llm.name, prompts, answers, llm.price(prompts, answers))


async def prepare(application: Application, id: str, scenario: str) -> Made:
    """Have the order of the person's next morning made, unless it is there, for what the homepage asks then.

    Raises ``ModelNeeded``.
    """
    _model(application)
    opinion, day = await application.pipeline.prepare(HomepageQuery(scenario=scenario).request(id))
    entry = opinion.entry if opinion.status == "llm" else None
    return Made(
        opinion.status,
        opinion.why,
        None if day is None else day.key.day.isoformat(),
        None if entry is None else entry.tokens,
        None if entry is None else entry.cost_usd,
    )


def _model(application: Application) -> LiteLLMModel:
    if application.model is None:
        raise ModelNeeded("No language model is configured, so nothing can be made ahead.", "Set BECAUSE_LLM__MODEL.")
    return application.model.loading.llms[0]


def _answer_tokens(task: RerankTask) -> int:
    """Of a well-formed answer: all handles, and a sentence for each where words are wanted."""
    handles = range(1, len(task.candidates) + 1)
    ranking = [{"handle": str(n), "reason": _REASON} if task.words else str(n) for n in handles]
    return tokens(json.dumps({"ranking": ranking}))
