"""Puts the questions to the model, so many at once; stopped early, it keeps what was answered."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass

from rerank.ports import Outcome, Reranker
from rerank.task import RerankTask


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one call, and its seconds from its turn on, with all attempts."""

    outcome: Outcome
    seconds: float

    @property
    def order(self) -> tuple[int, ...] | None:
        """The model's order, None where serving would show the blend."""
        return self.outcome.order if self.outcome.usable else None


async def ask(
    reranker: Reranker,
    questions: Sequence[Sequence[RerankTask]],
    deadline: float,
    concurrency: int,
    progress: Callable[[float], None],
) -> list[tuple[Answer, ...] | None]:
    """Each person's answers, in the order of their ``questions``; ``deadline`` seconds for each call.

    ``concurrency`` people are asked at once, from the first to the last. A cancellation (Ctrl-C) ends it early:
    None for those who do not have all their answers then.
    """
    answered: list[tuple[Answer, ...] | None] = [None] * len(questions)
    turns = asyncio.Semaphore(concurrency)

    async def person(place: int) -> None:
        async with turns:
            answered[place] = tuple([await _answer(reranker, task, deadline) for task in questions[place]])
            progress(sum(one is not None for one in answered) / len(answered))

    # Ctrl-C comes as a cancellation; whoever waits gets what there is instead.
    with suppress(asyncio.CancelledError):
        async with asyncio.TaskGroup() as people:
            for place in range(len(questions)):
                _ = people.create_task(person(place))
    return answered


async def _answer(reranker: Reranker, task: RerankTask, deadline: float) -> Answer:
    begun = time.perf_counter()
    outcome = await reranker.rerank(task, deadline)
    return Answer(outcome, time.perf_counter() - begun)
