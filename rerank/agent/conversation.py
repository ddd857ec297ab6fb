"""One question to an agent: asks step by step, looks things up, takes the ranking. The bounds are kept here.

At most ``STEPS`` looks; whatever is wrong with a call costs one and is answered with what to do instead. Then, or when
the time gets short, only a ranking is asked for.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from hybrid.domain import Json
from hybrid.errors import BecauseError
from rerank.agent import telling
from rerank.agent.protocol import BadStep, Call, Tool, read, step_schema
from rerank.errors import Why
from rerank.listwise import checked, schema
from rerank.ports import LanguageModel, Message, Outcome, Prompt, Step, Toolbox
from rerank.prompting.building import DETAILS, ListwiseSettings, build, told_fields
from rerank.task import RerankCandidate, RerankTask
from rerank.verdict import Verdict, parse

STEPS = 4
"""Looks of one agent."""
HURRY = 2.0
"""No look is taken when the time left is less than so many times the slowest step so far."""


class Conversation:
    """What was said so far, what was found, what it cost. ``deadline`` in seconds from now, ``clock`` tells them."""

    def __init__(
        self,
        task: RerankTask,
        tools: Toolbox,
        model: LanguageModel,
        settings: ListwiseSettings,
        clock: Callable[[], float],
        deadline: float,
    ) -> None:
        self._task = task
        self._tools = tools
        self._model = model
        self._settings = settings
        self._clock = clock
        self._ends = clock() + deadline
        self._wanted = clock() + task.patience
        self._answered_by = model.name
        self._slowest = 0.0
        self._candidates = list(task.candidates)
        self._messages: list[Message] = []
        self._asked = Prompt(())
        self._calls: list[Call] = []
        self._steps: list[Step] = []
        self._shortened = 0
        self._tokens: int | None = None
        self._cost: float | None = None

    async def verdict(self) -> Verdict:
        """The model's ranking of the candidates and of what was found. Raises ``ModelFailed`` and ``PromptError``."""
        words = self._task.words
        fitted = build(self._task, self._settings, telling.form(STEPS, words))
        self._asked, self._shortened = fitted.prompt, fitted.step
        self._messages = list(fitted.prompt.messages)
        while len(self._steps) < STEPS and not self._hurried():
            begun = self._clock()
            said = await self._said(fitted.prompt, "step", step_schema(self._k, words))
            heard = read(said, self._k)
            if isinstance(heard, Verdict):
                return heard
            await self._look(said, heard, begun)
        self._tell(telling.finishing(self._k, words))
        return parse(await self._said(fitted.prompt, "ranking", schema(self._k, words)), self._k)

    def outcome(self, verdict: Verdict | None, why: Why | None) -> Outcome:
        """What became of it; ``verdict`` is None where there is none."""
        known = {int(candidate.item.key) for candidate in self._task.candidates}
        order = range(self._k) if verdict is None else verdict.order
        keys = tuple(int(self._candidates[index].item.key) for index in order)
        whole = replace(self._task, candidates=tuple(self._candidates))
        words, refused = checked(whole, verdict, self._asked) if verdict is not None and why is None else ({}, {})
        return Outcome(
            order=keys,
            usable=why is None,
            why=why,
            model=self._answered_by,
            prompt=self._task.prompt.reference,
            words=words,
            refused=refused,
            repairs=0 if verdict is None else verdict.repairs,
            shortened=self._shortened,
            tokens=self._tokens,
            cost_usd=self._cost,
            found=tuple(key for key in keys if key not in known),
            steps=tuple(self._steps),
        )

    @property
    def _k(self) -> int:
        return len(self._candidates)

    def _hurried(self) -> bool:
        """Is there too little time for another look and the ranking?"""
        return bool(self._steps) and self._clock() + HURRY * self._slowest > min(self._wanted, self._ends)

    async def _said(self, prompt: Prompt, name: str, form: Mapping[str, Json]) -> str:
        now = self._clock()
        asked = replace(prompt, messages=tuple(self._messages), name=name, patience=self._wanted - now)
        completion = await self._model.complete(asked, form, max(self._ends - now, 0.0))
        self._answered_by = completion.model or self._answered_by
        if completion.tokens is not None:
            self._tokens = (self._tokens or 0) + completion.tokens
        if completion.cost_usd is not None:
            self._cost = (self._cost or 0.0) + completion.cost_usd
        return completion.text

    def _tell(self, text: str) -> None:
        """To the end of our own turn: some models insist on turns that alternate."""
        *before, last = self._messages
        self._messages = [*before, replace(last, content=f"{last.content}\n\n{text}")]

    async def _look(self, said: str, heard: Call | BadStep, begun: float) -> None:
        """Take one step of the model's, whatever it was, and answer it."""
        if isinstance(heard, Call) and heard in self._calls:
            heard = BadStep(heard.tool, "You have looked that up, it stands above. Look up something else or answer.")
        if isinstance(heard, BadStep):
            turn, answer, step = telling.echo(said), heard.help, Step(heard.tool, {}, error=heard.help)
        else:
            self._calls.append(heard)
            turn = heard.text
            answer, step = await self._answered(heard)
        took = self._clock() - begun
        self._slowest = max(self._slowest, took)
        self._steps.append(replace(step, took_ms=round(took * 1000, 1)))
        self._messages += [Message("assistant", turn), Message("user", answer)]
        if len(self._steps) < STEPS:
            self._tell(telling.going_on(STEPS - len(self._steps)))

    async def _answered(self, call: Call) -> tuple[str, Step]:
        try:
            lines, count = await self._lines(call)
        except BecauseError:
            help = "That can't be looked up just now. Look up something else or answer."
            return help, Step(call.tool, call.arguments, error=help)
        return telling.found(lines), Step(call.tool, call.arguments, count)

    async def _lines(self, call: Call) -> tuple[list[str], int]:
        """What is told, and of how many items. Raises ``BecauseError``."""
        detail, fields = DETAILS[self._shortened], told_fields(self._task, self._settings)
        if call.tool is Tool.USER_HISTORY:
            history = await asyncio.to_thread(self._tools.history)
            lines = telling.within(telling.history_line(line, detail) for line in history)
            return lines, len(lines)
        if call.tool is Tool.SEARCH_ITEMS:
            words, categories = call.arguments["query"], call.arguments["filter"]["categories"]
            return self._joining(await asyncio.to_thread(self._tools.search, words, categories))
        candidate = self._candidates[int(call.arguments["handle"]) - 1]
        if call.tool is Tool.GET_ITEM:
            return telling.item_lines(call.arguments["handle"], candidate, detail, fields), 1
        return self._joining(await asyncio.to_thread(self._tools.similar, int(candidate.item.key)))

    def _joining(self, found: Sequence[RerankCandidate]) -> tuple[list[str], int]:
        """Those that there is room to tell, with handles: their own if they have one, else the next free ones."""
        detail, fields = DETAILS[self._shortened], told_fields(self._task, self._settings)
        place = {candidate.item.key: n for n, candidate in enumerate(self._candidates)}
        handles = [str(place.setdefault(candidate.item.key, len(place)) + 1) for candidate in found]
        lines = telling.within(
            telling.item_line(handle, candidate, detail, fields)
            for handle, candidate in zip(handles, found, strict=True)
        )
        for candidate in found[: len(lines)]:
            if place[candidate.item.key] == self._k:
                self._candidates.append(candidate)
        return lines, len(lines)
