"""What was spent on language models, by day and by who had it spent: one row each, shared by all processes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, bindparam, delete, select, update

from hybrid.store.database import Database
from hybrid.store.sql import insert_new
from hybrid.store.tables import spending

EVERYBODY = "day"
"""The scope of a day's sum; its rows stay, those of other scopes go with their day."""
_ROW = (
    spending.c.day == bindparam("on_day"),
    spending.c.scope == bindparam("in_scope"),
    spending.c.holder == bindparam("of_holder"),
)
_SPENT = select(spending.c.tokens, spending.c.cost_usd).where(*_ROW)
_ADD = (
    update(spending)
    .where(*_ROW)
    .values(tokens=spending.c.tokens + bindparam("more_tokens"), cost_usd=spending.c.cost_usd + bindparam("more_usd"))
)
_OLD = delete(spending).where(spending.c.day < bindparam("on_day"), spending.c.scope != EVERYBODY)


@dataclass(frozen=True, slots=True)
class Account:
    """One row of a day: its ``scope`` and ``holder`` (a keyed hash, "" in the scope ``EVERYBODY``), and the most
    that it may come to (None: any sum)."""

    scope: str
    holder: str = ""
    most_tokens: int | None = None
    most_usd: float | None = None


@dataclass(frozen=True, slots=True)
class Spent:
    """Tokens and US dollars; what has no known price costs nothing here."""

    tokens: int = 0
    cost_usd: float = 0.0


class Spending:
    """Days are UTC dates as ``2026-11-28``."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, day: str, scope: str = EVERYBODY, holder: str = "") -> Spent:
        """What was spent so far, what is reserved included."""
        with self._database.read() as connection:
            return _spent(connection, day, Account(scope, holder))

    def take(self, day: str, accounts: Sequence[Account], spent: Spent) -> Account | None:
        """Put ``spent`` down on all accounts, in one transaction; or on none, and name one that has no room for it."""
        return self._database.write(lambda connection: _take(connection, day, accounts, spent))

    def correct(self, day: str, accounts: Sequence[Account], more: Spent) -> None:
        """Add to accounts that are there, take off where negative; those of an erased person stay gone."""
        rows = [{**_row(day, a), "more_tokens": more.tokens, "more_usd": more.cost_usd} for a in accounts]
        self._database.write(lambda connection: connection.execute(_ADD, rows))

    def forget(self, holder: str) -> bool:
        """Delete all rows of a holder; were there any? ``Database.scrub`` wipes the files."""
        work = delete(spending).where(spending.c.holder == holder)
        return self._database.write(lambda connection: connection.execute(work).rowcount > 0)


def _take(connection: Connection, day: str, accounts: Sequence[Account], more: Spent) -> Account | None:
    for account in accounts:
        if not _room(account, _spent(connection, day, account), more):
            return account
    connection.execute(_OLD, {"on_day": day})
    for account in accounts:
        row = {"day": day, "scope": account.scope, "holder": account.holder, "tokens": 0, "cost_usd": 0.0}
        insert_new(connection, spending, [row])
        connection.execute(_ADD, {**_row(day, account), "more_tokens": more.tokens, "more_usd": more.cost_usd})
    return None


def _room(account: Account, spent: Spent, more: Spent) -> bool:
    tokens = account.most_tokens is None or spent.tokens + more.tokens <= account.most_tokens
    # What has no price cannot be too dear.
    usd = account.most_usd is None or not more.cost_usd or spent.cost_usd + more.cost_usd <= account.most_usd
    return tokens and usd


def _spent(connection: Connection, day: str, account: Account) -> Spent:
    row = connection.execute(_SPENT, _row(day, account)).one_or_none()
    return Spent() if row is None else Spent(*row)


def _row(day: str, account: Account) -> dict[str, str]:
    return {"on_day": day, "in_scope": account.scope, "of_holder": account.holder}
