"""Several models in order: the first that is there answers, and each leaves time for the next."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from hybrid.domain import Json
from hybrid.ports import Clock
from rerank.breaker import Breaker
from rerank.budget import Budgeted
from rerank.errors import NOT_ASKED, ModelFailed, Why
from rerank.ports import Asker, Completion, Prompt

LEAST = 1.0
"""Seconds that a model has at least: somebody in a great hurry must not make a good one look dead."""


@dataclass(frozen=True, slots=True)
class Trust:
    """After ``failures`` in a row a model is left alone for ``pause`` seconds, see ``Breaker``."""

    failures: int = 5
    pause: float = 10.0


class Models:
    """The LanguageModel that asks its models one after another, each behind a breaker of its own.

    What one could not do is asked of the next, whatever it was: another has other limits, another address and another
    bill. ``told`` hears of every call by the model's name, and why it failed. Belongs to one event loop.
    """

    def __init__(
        self,
        models: Sequence[Budgeted],
        trust: Trust,
        clock: Clock,
        told: Callable[[str, Why | None], None] = lambda _name, _why: None,
    ) -> None:
        self._lines = [_Line(model, Breaker(trust.failures, trust.pause, clock, model.name), told) for model in models]

    @property
    def name(self) -> str:
        """Of the first: the one that is meant to answer."""
        return self._lines[0].model.name

    def refuses(self, asker: Asker) -> Why | None:
        """Why no model would be asked now; None where one would."""
        whys = [line.refuses(asker) for line in self._lines]
        if None in whys:
            return None
        return Why.BUDGET if Why.BUDGET in whys else Why.UNAVAILABLE

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        """The first answer that comes, within ``deadline`` seconds in all. Raises ``ModelFailed``: the first failure.

        A model that is left alone is passed over at once. Of the time that whoever asks is patient, each but the last
        has half of what is left.
        """
        clock = asyncio.get_running_loop().time
        begun, failures = clock(), []
        lines = sorted(self._lines, key=lambda line: line.model.name != prompt.llm)  # the one named comes first
        for place, line in enumerate(lines):
            left, wanted = deadline - (clock() - begun), prompt.patience - (clock() - begun)
            more = any(other.refuses(prompt.asker) is None for other in lines[place + 1 :])
            try:
                return await line.complete(prompt, schema, _share(left, wanted) if more else left)
            except ModelFailed as failed:
                failures.append(failed)
        raise _telling(failures)


@dataclass(frozen=True, slots=True)
class _Line:
    """One model and its breaker."""

    model: Budgeted
    breaker: Breaker
    told: Callable[[str, Why | None], None]

    def refuses(self, asker: Asker) -> Why | None:
        if self.breaker.open:
            return Why.UNAVAILABLE
        return Why.BUDGET if self.model.resting(asker) else None

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        refused = self.refuses(prompt.asker)
        if refused is not None or not self.breaker.admit():
            raise ModelFailed(refused or Why.UNAVAILABLE)
        try:
            completion = await self.model.complete(prompt, schema, deadline)
        except BaseException as error:
            why = error.why if isinstance(error, ModelFailed) else None
            if why is None or why in NOT_ASKED:
                self.breaker.unheard()
            else:
                self._heard(why)
            raise
        self._heard(None)
        return completion

    def _heard(self, why: Why | None) -> None:
        self.breaker.heard(why)
        self.told(self.model.name, why)


def _share(left: float, wanted: float) -> float:
    """Seconds for a model after which others may be asked; ``wanted`` until somebody stops waiting."""
    if wanted <= 0:
        wanted = left
    return min(left, max(LEAST, min(left, wanted) / 2))


def _telling(failures: Sequence[ModelFailed]) -> ModelFailed:
    """The first of a model that was asked; else that a budget is spent rather than that models are left alone."""
    asked = [failed for failed in failures if failed.why not in NOT_ASKED]
    spent = [failed for failed in failures if failed.why is Why.BUDGET]
    return (asked or spent or list(failures))[0]
