"""Calls of a model: so many at once, some kept free for those who are waited for, none while it would be in vain."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from rerank.errors import Why
from rerank.ports import Asker, Outcome, Reranker
from rerank.task import RerankTask


@dataclass(frozen=True, slots=True)
class Limits:
    """``concurrency`` calls at once; ``queue`` more that nobody waits for may stand in line."""

    concurrency: int = 8
    queue: int = 32


@dataclass(eq=False, slots=True)
class _Place:
    """A place in line; ``turn`` becomes True when it has its turn, False when there is no room for it."""

    name: str
    turn: asyncio.Future[bool]


class Turns:
    """Who may call when: first those that somebody waits for, then those behind, each in the order they came.

    Those behind have at most two thirds of the turns, so that others find a free one however slow a model is.
    Belongs to one event loop.
    """

    def __init__(self, concurrency: int, queue: int) -> None:
        self._most = concurrency
        self._most_behind = max(1, concurrency * 2 // 3)
        self._queue = queue
        self._awaited: Counter[str] = Counter()
        self._line: list[_Place] = []
        self._calling: list[_Place] = []

    @property
    def full(self) -> bool:
        """Would one more that nobody waits for be sent away?"""
        return not self._free(behind=True) and sum(map(self._behind, self._line)) >= self._queue

    def queued(self, name: str) -> bool:
        """Is it standing in line?"""
        return any(place.name == name for place in self._line)

    @contextmanager
    def awaited(self, name: str) -> Iterator[None]:
        """Meanwhile somebody waits for the call of this name, whether it is standing in line or still to come."""
        self._awaited[name] += 1
        self._move()
        try:
            yield
        finally:
            self._awaited[name] -= 1
            if not self._awaited[name]:
                del self._awaited[name]
            self._move()

    @asynccontextmanager
    async def turn(self, name: str, patience: float) -> AsyncIterator[bool]:
        """A turn, once it comes. False where it does not come within ``patience`` seconds or the line is full."""
        place = _Place(name, asyncio.get_running_loop().create_future())
        self._line.append(place)
        self._move()
        try:
            yield await _within(patience, place.turn)
        finally:
            for places in (self._line, self._calling):
                if place in places:
                    places.remove(place)
            self._move()

    def _move(self) -> None:
        """Give out the turns that are free and send away those behind that are too many."""
        for place in sorted(self._line, key=self._behind):
            if self._free(self._behind(place)):
                self._line.remove(place)
                self._calling.append(place)
                _tell(place, True)
        for place in [place for place in self._line if self._behind(place)][self._queue :]:
            self._line.remove(place)
            _tell(place, False)

    def _free(self, behind: bool) -> bool:
        if len(self._calling) >= self._most:
            return False
        return not behind or sum(map(self._behind, self._calling)) < self._most_behind

    def _behind(self, place: _Place) -> bool:
        return place.name not in self._awaited


class Calls:
    """A Reranker's calls, in turns.

    ``refusal`` says why the model would not be asked for somebody now (``Models.refuses``); ``spared`` is told of
    every question that did not reach it, and why.
    """

    def __init__(
        self,
        reranker: Reranker,
        limits: Limits,
        refusal: Callable[[Asker], Why | None],
        spared: Callable[[Why], None] = lambda _: None,
    ) -> None:
        self.turns = Turns(limits.concurrency, limits.queue)
        self._reranker = reranker
        self._refusal = refusal
        self._spared = spared

    @property
    def model(self) -> str:
        """The name of the model behind it."""
        return self._reranker.model

    def refuses(self, waits: bool, asker: Asker) -> Why | None:
        """Why a question of somebody who ``waits``, or of nobody, would not be put now; None where it would."""
        why = self._refusal(asker)
        if why is None and not waits and self.turns.full:
            why = Why.BUSY
        if why is not None:
            self._spared(why)
        return why

    async def rerank(self, name: str, task: RerankTask, deadline: float) -> Outcome:
        """As the Reranker behind it, which has ``deadline`` seconds from its turn on; as many to wait for the turn.

        What the model was never asked fails as one of ``NOT_ASKED``.
        """
        refused = self._refusal(task.asker)
        if refused is not None:
            return self._spare(task, refused)
        async with self.turns.turn(name, deadline) as mine:
            refused = self._refusal(task.asker) if mine else Why.BUSY
            if refused is not None:
                return self._spare(task, refused)
            return await self._reranker.rerank(task, deadline)

    def _spare(self, task: RerankTask, why: Why) -> Outcome:
        self._spared(why)
        return Outcome((), usable=False, why=why, model=self.model, prompt=task.prompt.reference)


async def _within(patience: float, turn: asyncio.Future[bool]) -> bool:
    try:
        async with asyncio.timeout(patience):
            return await turn
    except TimeoutError:
        return False


def _tell(place: _Place, turn: bool) -> None:
    if not place.turn.done():  # else its caller has gone, and is about to leave the line
        place.turn.set_result(turn)
