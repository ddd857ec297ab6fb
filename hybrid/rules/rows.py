"""The rows of a page, as a scenario's document lists them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Final, TypeAlias

from pydantic import Field, model_validator

from hybrid.fields import ExternalId
from hybrid.problems import refuse
from hybrid.records import Record
from hybrid.rules.wanted import Category


class RowKind(StrEnum):
    """What a row is about.

    ``recommended``: the best for the person, as the scenario's list. ``because``: what goes with one of their own
    items, a row for each of several items of different taste. ``trending``: what many people met lately. ``new``: what
    came out last, the best of it for the person. ``category``: the best of a category, by default of those that the
    person likes. ``editorial``: what the editors picked.
    """

    RECOMMENDED = "recommended"
    BECAUSE = "because"
    TRENDING = "trending"
    NEW = "new"
    CATEGORY = "category"
    EDITORIAL = "editorial"


SEVERAL: Final = frozenset({RowKind.BECAUSE, RowKind.CATEGORY})
"""Kinds of which one entry may stand for more than one row."""
OfKind: TypeAlias = Annotated[RowKind, Field(strict=False)]


class Row(Record):
    """One entry: a row, or several of one kind. A row in which too little is left is not shown."""

    kind: OfKind = Field(description="what it shows")
    rows: int | None = Field(
        None, ge=1, le=20, description="of because and category: so many, each about another item or taste; null: one, "
        "or one for each of `categories`",
    )  # fmt: skip
    limit: int = Field(10, ge=1, le=50, description="items in each")
    least: int = Field(3, ge=1, le=50, description="with fewer items the row is left out; never above `limit`")
    title: Annotated[str, Field(min_length=1, max_length=200)] | None = Field(
        None, description="above the row, instead of the words for its kind; not for because, which names the item"
    )
    categories: list[Category] = Field([], max_length=20, description="of category: these, instead of the person's own")
    item_ids: list[ExternalId] = Field([], max_length=200, description="of editorial: the picks, the first one first")

    @model_validator(mode="after")
    def _fitting(self) -> Row:
        if self.count > 1 and self.kind not in SEVERAL:
            raise refuse(f"can't have `rows` above 1 where its kind is {self.kind.value}", "Leave `rows` out.")
        if self.title is not None and self.kind is RowKind.BECAUSE:
            raise refuse("can't have a `title` where its kind is because", "The row's title names the item.")
        if self.categories and self.kind is not RowKind.CATEGORY:
            raise refuse(f"can't have `categories` where its kind is {self.kind.value}", "Only category has them.")
        if bool(self.item_ids) != (self.kind is RowKind.EDITORIAL):
            raise refuse("must have `item_ids` where its kind is editorial, and only there", "Add or remove them.")
        return self

    @property
    def count(self) -> int:
        """Rows that it stands for at most."""
        return self.rows or max(len(self.categories), 1)

    @property
    def enough(self) -> int:
        """Items without which a row is left out; a few picks are enough where no more are named."""
        return min(self.least, self.limit, len(self.item_ids) or self.limit)


DEFAULT_ROWS: Final = [
    Row(kind=RowKind.RECOMMENDED),
    Row(kind=RowKind.BECAUSE, rows=2),
    Row(kind=RowKind.TRENDING),
    Row(kind=RowKind.NEW),
    Row(kind=RowKind.CATEGORY, rows=2),
]
"""Of a page whose scenario lists none."""
