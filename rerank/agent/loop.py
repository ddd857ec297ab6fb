"""The Reranker that lets a model look things up: for whoever asks for an agent, within the deadline of any other."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from rerank.agent.conversation import Conversation
from rerank.errors import ModelFailed, PromptError, Why
from rerank.ports import LanguageModel, Outcome, Reranker
from rerank.prompting.building import ListwiseSettings
from rerank.task import RerankTask


class AgentReranker:
    """The Reranker for tasks with tools; ``plain`` gets the others. ``clock`` tells seconds."""

    def __init__(
        self,
        plain: Reranker,
        model: LanguageModel,
        settings: ListwiseSettings | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._plain = plain
        self._model = model
        self._settings = settings or ListwiseSettings()
        self._clock = clock

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._model.name

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """The model's order within ``deadline`` seconds; failures are in the outcome's ``why``."""
        if task.tools is None:
            return await self._plain.rerank(task, deadline)
        if not task.candidates:
            return Outcome((), False, Why.EMPTY, self.model, task.prompt.reference)
        talk = Conversation(task, task.tools, self._model, self._settings, self._clock, deadline)
        try:
            async with asyncio.timeout(deadline):
                verdict = await talk.verdict()
        except TimeoutError:
            return talk.outcome(None, Why.TIMEOUT)
        except ModelFailed as failure:
            return talk.outcome(None, failure.why)
        except PromptError:
            return talk.outcome(None, Why.PROMPT)
        return talk.outcome(verdict, None if verdict.usable else Why.UNUSABLE)
