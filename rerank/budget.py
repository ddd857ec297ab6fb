"""Budgets: tokens, and money where the price is known, by day, by API key and by user.

An estimate is put down before a call and set right after it, so that calls made at once cannot all pass together.
What may have been billed counts. A day is a UTC day: several processes and machines agree on it.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass

from hybrid.domain import Json, to_datetime
from hybrid.ports import Clock
from hybrid.store.spending import EVERYBODY, Account, Spending, Spent
from rerank.errors import ModelFailed, Why
from rerank.ports import Asker, Completion, PricedModel, Prompt
from rerank.prompting.tokens import tokens

log = logging.getLogger(__name__)

KEY, USER = "key", "user"
REST = 60_000_000
"""Microseconds for which a spent budget is not asked again: room comes back only where an estimate was too high."""
_MOST_RESTING = 10_000
_UNBILLED = frozenset(
    {Why.AUTH, Why.BAD_REQUEST, Why.NOT_FOUND, Why.RATE_LIMITED, Why.SERVER_ERROR, Why.TOO_LONG, Why.UNREACHABLE}
)
"""Failures that say that nothing was completed; for what came too late or came broken a provider may want money."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """The most that a UTC day may cost: in all, for each API key and for each user; None: any sum."""

    tokens_per_day: int | None = None
    usd_per_day: float | None = None
    tokens_per_key: int | None = None
    usd_per_key: float | None = None
    tokens_per_user: int | None = None
    usd_per_user: float | None = None

    def accounts(self, asker: Asker) -> tuple[Account, ...]:
        """Those that a call for this asker goes to: the day's always, others only where they are limited."""
        each = (
            Account(KEY, asker.key, self.tokens_per_key, self.usd_per_key),
            Account(USER, asker.user, self.tokens_per_user, self.usd_per_user),
        )
        day = Account(EVERYBODY, "", self.tokens_per_day, self.usd_per_day)
        return (day, *(a for a in each if a.holder and (a.most_tokens is not None or a.most_usd is not None)))


@dataclass(frozen=True, slots=True)
class Reserved:
    """An estimate that was put down."""

    day: str
    accounts: tuple[Account, ...]
    spent: Spent


class Budget:
    """For any thread and process: what is spent stands in the store. Only ``resting`` does not block."""

    def __init__(self, allowance: Allowance, spending: Spending, clock: Clock) -> None:
        self._allowance = allowance
        self._spending = spending
        self._clock = clock
        self._resting: dict[tuple[str, str, str, str], int] = {}
        self._said: set[tuple[str, str]] = set()

    def today(self) -> Spent:
        """What was spent today in all. Blocks."""
        return self._spending.of(self._day())

    def figures(self) -> Mapping[str, float]:
        """The same by name, with what a day may cost where that is limited. Blocks."""
        spent, most = self.today(), self._allowance
        limits = {"tokens_per_day": most.tokens_per_day, "usd_per_day": most.usd_per_day}
        return {
            "tokens_today": spent.tokens,
            "usd_today": spent.cost_usd,
            **{name: limit for name, limit in limits.items() if limit is not None},
        }

    def resting(self, asker: Asker, model: str) -> bool:
        """Had a budget of this asker no room for a call of this model a moment ago?"""
        if not self._resting:
            return False
        now, day = self._clock(), self._day()
        since = (self._resting.get((day, a.scope, a.holder, model)) for a in self._allowance.accounts(asker))
        # A clock that was put back must not lengthen the rest.
        return any(begun is not None and 0 <= now - begun < REST for begun in since)

    def reserve(self, asker: Asker, model: str, estimate: Spent) -> Reserved | None:
        """Put an estimate down; None, where a budget has no room for it. Blocks."""
        day, accounts = self._day(), self._allowance.accounts(asker)
        full = self._spending.take(day, accounts, estimate)
        if full is None:
            return Reserved(day, accounts, estimate)
        if len(self._resting) >= _MOST_RESTING:
            self._resting.clear()
        self._resting[day, full.scope, full.holder, model] = self._clock()
        self._warn(day, full)
        return None

    def settle(self, reserved: Reserved, spent: Spent) -> None:
        """What it came to. Blocks."""
        tokens, usd = spent.tokens - reserved.spent.tokens, spent.cost_usd - reserved.spent.cost_usd
        if tokens or usd:
            self._spending.correct(reserved.day, reserved.accounts, Spent(tokens, usd))

    def _day(self) -> str:
        return to_datetime(self._clock()).date().isoformat()

    def _warn(self, day: str, full: Account) -> None:
        """Once a day and scope."""
        if (day, full.scope) not in self._said:
            self._said = {(day, full.scope), *(said for said in self._said if said[0] == day)}
            whose = {EVERYBODY: "the day's budget", KEY: "the budget of an API key", USER: "the budget of a user"}
            log.warning(
                "%s for the language model has no room for another call until midnight UTC; "
                "answers come in blended order (see BECAUSE_BUDGET__*)",
                whose[full.scope],
            )


class Budgeted:
    """A LanguageModel whose calls go through a budget: without room in it they fail as ``Why.BUDGET``, unasked."""

    def __init__(self, model: PricedModel, budget: Budget) -> None:
        self._model = model
        self._budget = budget

    @property
    def name(self) -> str:
        """Of the model within."""
        return self._model.name

    def resting(self, asker: Asker) -> bool:
        """Had the budget no room a moment ago?"""
        return self._budget.resting(asker, self.name)

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        """As the model within. Raises ``ModelFailed``."""
        reserved = await asyncio.to_thread(self._reserve, prompt, schema)
        if reserved is None:
            raise ModelFailed(Why.BUDGET, "A budget has no room for the call.")
        try:
            completion = await self._model.complete(prompt, schema, deadline)
        except ModelFailed as failed:
            if failed.why in _UNBILLED:
                await asyncio.to_thread(self._budget.settle, reserved, Spent())
            raise
        await asyncio.to_thread(self._budget.settle, reserved, _spent(completion, reserved.spent))
        return completion

    def _reserve(self, prompt: Prompt, schema: Mapping[str, Json]) -> Reserved | None:
        asked = sum(tokens(message.content) for message in prompt.messages) + tokens(json.dumps(schema))
        price = self._model.price(asked, prompt.max_tokens) or 0.0
        return self._budget.reserve(prompt.asker, self.name, Spent(asked + prompt.max_tokens, price))


def _spent(completion: Completion, estimate: Spent) -> Spent:
    """What a completion says of itself; where it says nothing, the estimate."""
    used, cost = completion.tokens, completion.cost_usd
    return Spent(estimate.tokens if used is None else used, estimate.cost_usd if cost is None else cost)
