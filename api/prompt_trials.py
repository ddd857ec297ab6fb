"""A version tried on a real person: the question as production would put it, and what comes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.answers import reason
from api.prepared import prepare
from api.prompt_schemas import Rendering
from api.question import Question, window_of
from api.schemas import Reason, RecommendationRequest
from api.threads import run
from api.wiring import Application, listwise_of
from hybrid.domain import Json
from hybrid.errors import BecauseError
from rerank.library import PromptLibrary
from rerank.prompting.building import Fitted
from rerank.prompting.checking import Checked
from rerank.prompting.trial import Tried, attempt
from rerank.sentences import Sentences
from rerank.task import RerankTask


class ModelNeeded(BecauseError):
    """There is no model to try it with."""


def task_with(question: Question, chosen: Checked, label: str) -> RerankTask:
    """What the model is asked with this version. Raises ``BecauseError`` for sentences."""
    if chosen.prompt is None:
        raise BecauseError(f"{chosen.name} asks the model nothing.")
    return question.task(replace(chosen.prompt, label=label))


def question_of(application: Application, asked: Rendering, now: int) -> Question:
    """As ``api/pipeline.py`` puts it, with any prompt. Blocks."""
    engine, settings = application.engine, application.settings
    request = RecommendationRequest(
        user_id=asked.user_id, limit=asked.limit, scenario=asked.scenario, rerank="wait", context=asked.context
    )
    ready = prepare(engine, request, settings.rerank.window)
    window = window_of(ready.keys, settings.rerank.window, asked.limit)
    scale = engine.settings.engagement.scale
    return Question.of(ready, window, engine.store.catalog, now, settings.llm.words, scale)


@dataclass(frozen=True)
class Trial:
    """One question, answered with several versions; ``deadline`` in seconds for each."""

    application: Application
    question: Question
    deadline: float

    async def side(self, chosen: Checked, label: str) -> dict[str, Json]:
        """What the person would see with this version, and what it took."""
        about = {"prompt": f"{chosen.name}@{chosen.version} ({label})"}
        if chosen.sentences is not None:
            return {**about, "items": await run(listing, self.application, self.question, chosen.sentences)}
        model = self.application.model
        if model is None:
            raise ModelNeeded("No language model is configured.", "Set BECAUSE_LLM__MODEL.")
        settings = listwise_of(self.application.settings)
        task = task_with(self.question, chosen, label)
        tried = await attempt(model.models, task, settings, self.deadline)
        model.meter.asked(tried.outcome, tried.seconds)
        return {**about, **_effort(tried), "items": await run(self._items, tried)}

    def blended(self) -> dict[str, Json]:
        """What the person sees without a model. Blocks."""
        sentences = _sentences(self.application, self.question)
        return {"prompt": "blend", "items": listing(self.application, self.question, sentences)}

    def _items(self, tried: Tried) -> list[dict[str, Json]]:
        ready, window = self.question.ready, self.question.window
        fusion = self.application.settings.rerank.fusion
        usable = tried.outcome.usable
        given = tried.outcome.order if usable else window
        order = fusion.order(window, given, ready.profile.interactions, ready.asks)
        place = {key: rank for rank, key in enumerate(tried.outcome.order, 1)} if usable else {}
        sentences = _sentences(self.application, self.question)
        shown = _listed(self.application, self.question, sentences, order)
        for key, item in zip(order, shown, strict=False):
            text, wrong = tried.reasons.get(key, ("", None))
            item["model_rank"] = place.get(key)
            if text and not wrong:
                item["reason"] = {**item["reason"], "text": text, "worded_by": "llm"}
            item["refused"] = {"text": text, "check": wrong} if wrong and text else None
        return shown


def listing(application: Application, question: Question, sentences: Sentences) -> list[dict[str, Json]]:
    """The list in blended order, with reasons from these sentences. Blocks."""
    return _listed(application, question, sentences, question.window)


def length_view(fitted: Fitted) -> dict[str, Json]:
    """How long the prompt is and what was left out for it, both by the recommender's own estimate."""
    return {
        "estimated_tokens": fitted.tokens,
        "budget": fitted.budget,
        "fits": fitted.fits,
        "cut": dict(fitted.cut),
    }


def _effort(tried: Tried) -> dict[str, Json]:
    outcome = tried.outcome
    return {
        "status": "llm" if outcome.usable else "fallback",
        "why": None if outcome.why is None else outcome.why.value,
        "model": outcome.model,
        "tokens": outcome.tokens,
        "cost_usd": outcome.cost_usd,
        "seconds": round(tried.seconds, 3),
        "repairs": outcome.repairs,
        "refused": dict(outcome.refused),
        **length_view(tried.fitted),
    }


def _sentences(application: Application, question: Question) -> Sentences:
    return PromptLibrary(application.engine.store.prompts).sentences(question.ready.locale)


def _listed(
    application: Application, question: Question, sentences: Sentences, order: Sequence[int]
) -> list[dict[str, Json]]:
    blend = {key: rank for rank, key in enumerate(question.window, 1)}
    top = question.scale[1]
    return [
        {
            "rank": rank,
            "id": question.items[key].id,
            "title": question.items[key].title,
            "blend_rank": blend[key],
            "move": blend[key] - rank,
            "reason": _reason(reason(question.items[key], question.causes[key], question.items, sentences, top)),
        }
        for rank, key in enumerate(order[: question.ready.request.limit], 1)
    ]


def _reason(made: Reason) -> dict[str, Json]:
    return {"kind": made.kind, "text": made.text, "worded_by": made.worded_by}
