"""The re-rank's part of an evaluation: put people's questions to the model, and keep what it made of them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from itertools import compress
from typing import TypeAlias

import numpy as np

from hybrid.draws import draws
from hybrid.evaluation.measure import Measured, measure
from hybrid.evaluation.run import Ground, Part, drawn
from rerank.evaluation.asking import Answer, ask
from rerank.evaluation.questions import Pose, Posed, Windows, few, first_hits
from rerank.evaluation.telling import Asked, Terms, tell
from rerank.ports import Reranker
from rerank.task import RerankTask

Connect: TypeAlias = Callable[[], AbstractAsyncContextManager[Reranker]]
"""Gives the model for a while."""


@dataclass(frozen=True)
class RerankPart:
    """A ``Further`` part: asks ``connect``'s model two questions for each of at most ``people``, drawn by seed.

    ``deadline`` seconds for a call, ``concurrency`` people at once; ``pose`` puts a question as serving does.
    """

    connect: Connect
    pose: Pose
    terms: Terms
    people: int
    deadline: float
    concurrency: int

    def __call__(self, ground: Ground, progress: Callable[[float], None]) -> Part:
        """Ctrl-C ends the asking; the people whose answers are there by then are measured."""
        people = drawn(ground.cut, self.people, ground.settings.split.seed)
        windows = Windows(ground.fitted.snapshot, self.pose, self.terms.window, self.terms.size)
        engagement = ground.settings.split.positives.engagement
        blend = measure([windows], ground.cut, ground.shelf.recommendable, engagement, lambda _: None, people)
        short = few(ground, blend, windows.profiles, self.pose)
        answered = self._answers(ground, blend, [*zip(windows.posed, short, strict=True)], progress)
        done = [one is not None for one in answered]
        kept = blend.people(np.array(done, np.bool_))
        pairs = [one for one in answered if one is not None]
        return tell(
            ground,
            self.terms,
            Asked(kept, [*compress(windows.posed, done)], [first for first, _ in pairs]),
            Asked(first_hits(kept), [*compress(short, done)], [second for _, second in pairs]),
            left=done.count(False),
        )

    def _answers(
        self,
        ground: Ground,
        blend: Measured,
        posed: Sequence[tuple[Posed, Posed]],
        progress: Callable[[float], None],
    ) -> list[tuple[Answer, ...] | None]:
        """By row. Asked in the order drawn: those who were asked before a Ctrl-C are a fair draw as well."""
        order = np.argsort(draws(ground.settings.split.seed, blend.users), kind="stable").tolist()
        questions = [tuple(one.task for one in posed[row]) for row in order]
        by_row = dict(zip(order, asyncio.run(self._ask(questions, progress)), strict=True))
        return [by_row[row] for row in range(len(order))]

    async def _ask(
        self, questions: Sequence[Sequence[RerankTask]], progress: Callable[[float], None]
    ) -> list[tuple[Answer, ...] | None]:
        async with self.connect() as reranker:
            return await ask(reranker, questions, self.deadline, self.concurrency, progress)
