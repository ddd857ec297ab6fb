"""The same question several times with the candidates shuffled, so that where one stands in the prompt counts less.

Permutation self-consistency: Tang et al., "Found in the Middle: Permutation Self-Consistency Improves Listwise Ranking
in Large Language Models" (NAACL 2024). The orders are brought together by their mean ranks, Borda's count, the
aggregation that costs no search (Dwork et al., "Rank aggregation methods for the Web", WWW 2001).
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from rerank.ports import Outcome, Reranker
from rerank.task import RerankTask

T = TypeVar("T", int, float)
MOST_PASSES: Final = 9


class Passes:
    """A Reranker that asks another one ``passes`` times, ``concurrency`` of them at once.

    The first pass shows the blended order and words the reasons, the others are shuffled by a seed that hangs on the
    question alone. ``agreed`` hears how well they agree.
    """

    def __init__(
        self, reranker: Reranker, passes: int, concurrency: int, agreed: Callable[[float], None] = lambda _: None
    ) -> None:
        self._reranker = reranker
        self._passes = passes
        self._concurrency = concurrency
        self._agreed = agreed

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._reranker.model

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """One outcome of all passes, which share ``deadline`` seconds; one that fails is left out."""
        free = asyncio.Semaphore(self._concurrency)
        ends = asyncio.get_running_loop().time() + deadline

        async def ask(one: RerankTask) -> Outcome:
            async with free:
                return await self._reranker.rerank(one, max(0.0, ends - asyncio.get_running_loop().time()))

        async with asyncio.TaskGroup() as group:
            asking = [group.create_task(ask(one)) for one in (task, *shuffled(task, self._passes - 1))]
        found = combined(task, [one.result() for one in asking])
        if found.agreement is not None:
            self._agreed(found.agreement)
        return found


def at_once(concurrency: int, passes: int) -> int:
    """How many questions of so many passes may be asked together where ``concurrency`` calls may."""
    return max(1, concurrency // passes)


def shuffled(task: RerankTask, times: int) -> list[RerankTask]:
    """The question without words, its candidates in other orders; equal questions give equal orders."""
    draw = np.random.default_rng(_seed(task))
    orders = [draw.permutation(len(task.candidates)).tolist() for _ in range(times)]
    return [
        replace(task, candidates=tuple(task.candidates[at] for at in order), words=False, ordered=False)
        for order in orders
    ]


def combined(task: RerankTask, outcomes: Sequence[Outcome]) -> Outcome:
    """What the passes come to, ``outcomes[0]`` that of the blended order. Usable where one of them is.

    Tokens, cost and repairs add up; ``why`` and the words are the first pass's.
    """
    first, usable = outcomes[0], [outcome for outcome in outcomes if outcome.usable]
    effort = replace(
        first,
        repairs=sum(outcome.repairs for outcome in outcomes),
        tokens=_sum([outcome.tokens for outcome in outcomes]),
        cost_usd=_sum([outcome.cost_usd for outcome in outcomes]),
    )
    if not usable:
        return effort
    blend = {int(candidate.item.key): rank for rank, candidate in enumerate(task.candidates)}
    ranks = np.array([_ranks(outcome, blend) for outcome in usable])
    keys = list(blend)
    return replace(
        effort,
        order=tuple(keys[at] for at in np.argsort(ranks.sum(axis=0), kind="stable")),
        missing=0,
        usable=True,
        model=usable[0].model,
        why=None,
        agreement=agreement(ranks),
    )


def agreement(ranks: NDArray[np.int64]) -> float | None:
    """Mean of Kendall's τ over all pairs of orders without ties, ``ranks`` (orders, items); None without two orders.

    Written out because scipy's takes a second to import, and serving imports it for nothing else.
    """
    orders, items = ranks.shape
    if orders < 2 or items < 2:
        return None
    signs = np.sign(ranks[:, :, None] - ranks[:, None, :]).reshape(orders, -1)
    taus = signs @ signs.T / (items * (items - 1))
    return float((taus.sum() - orders) / (orders * (orders - 1)))


def _seed(task: RerankTask) -> int:
    """From what is asked about whom; not from how long ago things were, which changes while the question does not."""
    keys = [int(candidate.item.key) for candidate in task.candidates]
    asked = repr((keys, [(line.title, line.event) for line in task.history], task.moment.query))
    return int.from_bytes(blake2b(asked.encode("utf-8", "replace"), digest_size=8).digest())


def _ranks(outcome: Outcome, blend: dict[int, int]) -> list[int]:
    """Rank by item, in blended order; what the model did not name follows in blended order as well, not as shuffled."""
    named = len(outcome.order) - outcome.missing
    order = [*outcome.order[:named], *sorted(outcome.order[named:], key=blend.__getitem__)]
    place = {key: rank for rank, key in enumerate(order)}
    return [place[key] for key in blend]


def _sum(values: Sequence[T | None]) -> T | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None
