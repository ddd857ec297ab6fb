"""One question put to the model for an editor to look at: past the day cache, and kept nowhere."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from hybrid.domain import Json
from rerank.listwise import ListwiseReranker, examined
from rerank.ports import Completion, LanguageModel, Outcome, Prompt
from rerank.prompting.building import Fitted, ListwiseSettings, build
from rerank.task import RerankTask
from rerank.verdict import parse


@dataclass(frozen=True)
class Tried:
    """What the model made of a task. ``reasons``: item key → its words and the check that they did not pass, if any."""

    outcome: Outcome
    fitted: Fitted
    seconds: float
    reasons: Mapping[int, tuple[str, str | None]]


@dataclass
class Overheard:
    """A LanguageModel that keeps what the one behind it said last."""

    model: LanguageModel
    said: str | None = field(default=None)

    @property
    def name(self) -> str:
        """Of the model behind it."""
        return self.model.name

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        """As the model behind it."""
        completion = await self.model.complete(prompt, schema, deadline)
        self.said = completion.text
        return completion


async def attempt(model: LanguageModel, task: RerankTask, settings: ListwiseSettings, deadline: float) -> Tried:
    """Ask once, within ``deadline`` seconds. Raises ``PromptError`` where the prompt can't be written."""
    fitted = build(task, settings)
    overheard = Overheard(model)
    begun = time.monotonic()
    outcome = await ListwiseReranker(overheard, settings).rerank(task, deadline)
    seconds = time.monotonic() - begun
    said = {} if overheard.said is None or not outcome.usable else _said(task, overheard.said, fitted.prompt)
    return Tried(outcome, fitted, seconds, said)


def _said(task: RerankTask, text: str, prompt: Prompt) -> Mapping[int, tuple[str, str | None]]:
    found = examined(task, parse(text, len(task.candidates)), prompt)
    return {int(task.candidates[index].item.key): told for index, told in found.items()}
