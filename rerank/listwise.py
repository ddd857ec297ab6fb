"""Candidates → prompt → model → verdict: one call orders all of them and words the best.

The prompt is built in ``rerank/prompting/building.py``; the schema of the answer is made here, where no editor
reaches it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from hybrid.domain import EventType, Json
from rerank.cleaning import one_line
from rerank.errors import ModelFailed, PromptError, Why
from rerank.leaks import repeats, rules_of
from rerank.ports import Completion, LanguageModel, Outcome, Prompt, Words
from rerank.prompting.building import DETAILS, Fitted, ListwiseSettings, build, values
from rerank.prompting.fields import FIELDS
from rerank.prompting.tokens import tokens
from rerank.task import RerankCandidate, RerankTask
from rerank.verdict import Verdict, parse
from rerank.wording import check, skeleton

__all__ = [
    "DETAILS",
    "FIELDS",
    "ListwiseReranker",
    "ListwiseSettings",
    "build",
    "checked",
    "examined",
    "schema",
    "strict_object",
    "tokens",
    "values",
]


class ListwiseReranker:
    """The Reranker that asks a language model once."""

    def __init__(self, model: LanguageModel, settings: ListwiseSettings | None = None) -> None:
        self._model = model
        self._settings = settings or ListwiseSettings()

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._model.name

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """The model's order within ``deadline`` seconds; failures are in the outcome's ``why``."""
        k = len(task.candidates)
        if not k:
            return self._failed(task, Why.EMPTY)
        try:
            fitted = build(task, self._settings)
        except PromptError:
            return self._failed(task, Why.PROMPT)
        try:
            completion = await self._model.complete(fitted.prompt, schema(k, task.words), deadline)
        except ModelFailed as failure:
            return self._failed(task, failure.why, fitted.step)
        return self._judged(task, completion, parse(completion.text, k), fitted)

    def _failed(self, task: RerankTask, why: Why, shortened: int = 0) -> Outcome:
        keys = tuple(int(candidate.item.key) for candidate in task.candidates)
        prompt = task.prompt.reference
        return Outcome(keys, usable=False, why=why, model=self.model, prompt=prompt, shortened=shortened)

    def _judged(self, task: RerankTask, completion: Completion, verdict: Verdict, fitted: Fitted) -> Outcome:
        words, refused = checked(task, verdict, fitted.prompt) if verdict.usable else ({}, {})
        return Outcome(
            order=tuple(int(task.candidates[index].item.key) for index in verdict.order),
            usable=verdict.usable,
            why=None if verdict.usable else Why.UNUSABLE,
            model=completion.model or self.model,
            prompt=task.prompt.reference,
            words=words,
            refused=refused,
            repairs=verdict.repairs,
            shortened=fitted.step,
            tokens=completion.tokens,
            cost_usd=completion.cost_usd,
            missing=verdict.missing,
        )


def schema(k: int, words: bool) -> Mapping[str, Json]:
    """The strict JSON schema of an answer over handles "1" to "k"."""
    handle = {"type": "string", "enum": [str(number) for number in range(1, k + 1)]}
    entry: Json = handle
    if words:
        entry = strict_object({"handle": handle, "reason": {"type": "string"}})
    return strict_object({"ranking": {"type": "array", "items": entry, "minItems": k, "maxItems": k}})


def checked(task: RerankTask, verdict: Verdict, prompt: Prompt) -> tuple[Mapping[int, Words], Mapping[str, int]]:
    """The reasons that may be shown, by item key, and how many were refused for what."""
    words: dict[int, Words] = {}
    refused: Counter[str] = Counter()
    for index, (text, wrong) in examined(task, verdict, prompt).items():
        candidate = task.candidates[index]
        if wrong:
            refused[wrong] += 1
        else:
            anchor = None if candidate.anchor is None else int(candidate.anchor.key)
            words[int(candidate.item.key)] = Words(text, anchor)
    return words, refused


def examined(task: RerankTask, verdict: Verdict, prompt: Prompt) -> Mapping[int, tuple[str, str | None]]:
    """Each reason that came, by candidate's index, and the check that it did not pass (None: it did).

    A sentence that comes for several items, but for their titles, says nothing of any of them: all are refused. So
    is one that repeats the rules of ``prompt``, which asked for it.
    """
    texts = {index: one_line(reason) for index, reason in verdict.reasons.items()}
    told = {index: skeleton(text, c.item, c.anchor) for index, text in texts.items() for c in [task.candidates[index]]}
    repeated = {bones for bones, count in Counter(told.values()).items() if count > 1}
    titles, rules = _titles(task), rules_of(prompt)

    def wrong(index: int, text: str) -> str | None:
        if repeats(text, rules):
            return "machinery"
        return _wrong(text, task.candidates[index], task, titles) or ("repeated" if told[index] in repeated else None)

    return {index: (text, wrong(index, text)) for index, text in texts.items()}


def _titles(task: RerankTask) -> Iterable[str]:
    """Titles that no reason may name but its own."""
    titles = dict.fromkeys(c.item.title for c in task.candidates)
    return titles | dict.fromkeys(line.title for line in task.history) | dict.fromkeys(task.other_titles)


def _wrong(text: str, candidate: RerankCandidate, task: RerankTask, titles: Iterable[str]) -> str | None:
    return check(
        text,
        candidate.item,
        candidate.anchor,
        candidate.kind,
        task.language,
        (title for title in titles if title != candidate.item.title),
        task.moment.query,
        candidate.rating,
        candidate.anchor is not None and _carted(candidate.anchor.title, task),
    )


def _carted(title: str, task: RerankTask) -> bool:
    return any(line.event is EventType.ADD_TO_CART and line.title == title for line in task.history)


def strict_object(properties: Mapping[str, Json]) -> Mapping[str, Json]:
    """The schema of an object with exactly these properties."""
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
