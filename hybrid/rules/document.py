"""A scenario's document: everything that a merchandiser may say about its lists. Each field is neutral by default.

What a scenario leaves out, the document of all scenarios (``EVERYWHERE``) says (``hybrid/rules/layers.py``).
"""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

from pydantic import Field, field_validator, model_validator

from hybrid.conditions import Condition
from hybrid.domain import EventType
from hybrid.fields import ExternalId, PublishedAt
from hybrid.problems import refuse
from hybrid.profiles import ALL_SEEN, Seen
from hybrid.records import Record
from hybrid.rules.rows import DEFAULT_ROWS, Row, RowKind
from hybrid.rules.wanted import Attribute, Attributes, Category, ItemFilter

EVERYWHERE = "*"
"""The name of the document that all scenarios stand on."""
EXPLORED = 0.1
"""The share of slots that try something out where no document says another."""
MIN_PEOPLE = 5
"""So many people must stand behind anything collaborative where no document says another number."""

Days: TypeAlias = Annotated[float, Field(gt=0, le=36_500)]
Share: TypeAlias = Annotated[float, Field(ge=0, le=1)]
Type: TypeAlias = Annotated[EventType, Field(strict=False)]
Name: TypeAlias = Annotated[str, Field(min_length=1, max_length=128)]


class Span(Record):
    """A range of prices, both ends included."""

    least: float | None = Field(None, alias="from", ge=0, description="from this price on")
    most: float | None = Field(None, alias="to", ge=0, description="up to this price")

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.least is None and self.most is None:
            raise refuse("must have an end", "Give `from`, `to` or both.")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise refuse("must not be empty: `from` is above `to`", "Swap them.")
        return self

    @property
    def condition(self) -> Condition:
        """The same with excluded ends, as conditions have them."""
        above = None if self.least is None else math.nextafter(self.least, -math.inf)
        below = None if self.most is None else math.nextafter(self.most, math.inf)
        return Condition.of("price", above=above, below=below)


class Viewer(Record):
    """What an item must be for the person who asks."""

    language: bool = Field(
        False, description="true: only items in the language of the request's locale, else of the person's; items "
        "without a language stay, and without a locale all do",
    )  # fmt: skip
    region: Attribute | None = Field(
        None, description="the attribute that lists in which regions an item may be shown, such as DE; items without "
        "one stay. The person's is their attribute `region`, else their locale's; without one no listed item is shown",
    )  # fmt: skip
    minimum_age: Attribute | None = Field(
        None, description="the attribute with the age from which an item may be shown. The person's is their "
        "attribute `age`, or follows from `birth_year`",
    )  # fmt: skip
    assumed_age: int = Field(0, ge=0, le=150, description="the age of people whose age is not known")


class ScenarioFilter(ItemFilter):
    """What may be shown at all, beside what each request asks for."""

    price: Span | None = Field(None, description="lowest and highest price; items without a price are left out")
    viewer: Viewer = Field(Viewer(), description="what fits the person who asks")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those that are the same for everybody: attributes, categories, price."""
        found = super().conditions
        if self.categories:
            found += (Condition.of("categories", tuple(self.categories)),)
        if self.price is not None:
            found += (self.price.condition,)
        return found


class SeenRule(Record):
    """Which deeds make an item one that the person has seen. Hidden and disliked items never come back."""

    uncounted: list[Type] = Field([], alias="except", max_length=20, description="types after which it may come back")
    expire_after_days: dict[Type, Days] = Field({}, max_length=20, description="by type: after so many days it may")

    @property
    def counted(self) -> Seen:
        """As profiles read it."""
        return Seen(frozenset(self.uncounted), self.expire_after_days) if self != SeenRule() else ALL_SEEN


class NearDuplicates(Record):
    """Items that are nearly the same collapse to the best of them that is there."""

    variants: bool = Field(True, description="true: those with the same variant_of are one")
    likeness: float | None = Field(
        0.95, gt=0, le=1, description="so are those whose texts have a larger cosine; null: never"
    )
    likeness_of_titles: float | None = Field(
        0.99, gt=0, le=1, description="the same where one of them has no description: a title alone hardly tells a "
        "sequel from the film before; never below `likeness`; null: never",
    )  # fmt: skip


class Freshness(Record):
    """What is new comes first: adds ``weight``, halved each ``half_life_days`` of age, to the score."""

    half_life_days: Days = Field(30.0, description="age counts back from the newest event, by published_at or year")
    weight: float = Field(0.5, ge=0, le=10, description="in standard deviations of the blended score")


class Where(Record):
    """Which items are meant: all that is given must hold, and something must be given."""

    categories: list[Category] = Field([], max_length=50, description="any of these")
    attributes: Attributes = Field({}, max_length=20, description="as in a filter")
    item_ids: list[ExternalId] = Field([], max_length=1000, description="exactly these")

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """On categories and attributes."""
        by_category = (Condition.of("categories", tuple(self.categories)),) if self.categories else ()
        return (*by_category, *(condition.of(name) for name, condition in self.attributes.items()))


class Campaign(Record):
    """Something that may have a name, and a beginning and an end (``end`` itself is out)."""

    name: Name | None = Field(None, description="how reports call it")
    start: PublishedAt = Field(None, description="from then on; a day is its midnight UTC")
    end: PublishedAt = Field(None, description="until then")

    @model_validator(mode="after")
    def _ordered(self) -> Campaign:
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise refuse("must end after it starts", "Correct `start` or `end`.")
        return self

    def runs(self, now: int) -> bool:
        """At this moment (UTC microseconds)?"""
        return (self.start is None or self.start <= now) and (self.end is None or now < self.end)


class Amount(Record):
    """A number that an item says of itself, such as its margin or its stock."""

    attribute: Attribute = Field(description="the one that holds the number")
    full: float = Field(gt=0, description="from so much on the boost counts in full, below it by the share")


class Boost(Campaign):
    """Lifts items, or lowers them where ``weight`` is below 0."""

    where: Where = Field(Where(), description="which items; all where nothing is said")
    by: Amount | None = Field(None, description="in proportion to this number")
    weight: float = Field(1.0, ge=-10, le=10, description="in standard deviations of the blended score")

    @model_validator(mode="after")
    def _says_something(self) -> Boost:
        if self.by is None and self.where == Where():
            raise refuse("must say which items it means", "Give `where` or `by`.")
        return self


class Pin(Campaign):
    """Puts an item into a slot, where it may be shown to the person at all."""

    item_id: ExternalId = Field(description="which item")
    slot: int = Field(ge=1, le=100, description="1 is the first")
    shown_as: Literal["promoted", "editorial"] = Field("promoted", alias="as", description="what its reason says")


class Bury(Campaign):
    """Items that are shown only where nothing else is left."""

    where: Where = Field(description="which items")

    @model_validator(mode="after")
    def _says_something(self) -> Bury:
        if self.where == Where():
            raise refuse("must say which items it means", "Give `where` a condition.")
        return self


class Cap(Record):
    """At most so many items of a list share a value of a field or attribute."""

    attribute: Attribute = Field(description="of several values, such as categories, each counts", examples=["brand"])
    most: int = Field(ge=1, le=100, description="so many items of a list")


class Fallbacks(Record):
    """What fills a list that the sources leave short, in this order; what most people like comes after them."""

    editorial: list[ExternalId] = Field([], max_length=100, description="picks of the editors, the first one first")
    best_sellers: bool = Field(False, description="true: the best of each category that the person likes, in turn")
    trending: bool = Field(False, description="true: what many people met lately")


class ScenarioDocument(Record):
    """The rules of one scenario. Absent fields are those of the document of all scenarios, else neutral."""

    description: str = Field("", max_length=2_000, description="for whoever edits it next")
    filter: ScenarioFilter = Field(ScenarioFilter(), description="what may be shown")
    seen: SeenRule = Field(SeenRule(), description="what counts as seen")
    near_duplicates: NearDuplicates | None = Field(
        NearDuplicates(), description="null: items that are nearly the same may stand in one list"
    )
    freshness: Freshness | None = Field(None, description="null: age plays no part")
    boosts: list[Boost] = Field([], max_length=100, description="in force beside those of all scenarios")
    pins: list[Pin] = Field(
        [], max_length=100, description="in force beside those of all scenarios; in a slot that both name the "
        "scenario's own stands",
    )  # fmt: skip
    buries: list[Bury] = Field([], max_length=100, description="in force beside those of all scenarios")
    promoted_share: Share = Field(
        1.0, description="most of a list that promotions may take, rounded down; where that is none, no promoted pin "
        "stands and no boost lifts anything, while those below 0 lower as ever",
    )  # fmt: skip
    diversity: Share = Field(0.0, description="where a request says none: 0 the best, towards 1 the least alike")
    caps: list[Cap] = Field(
        [], max_length=20, description="in force beside those of all scenarios; of two on one attribute the later one "
        "holds, so a scenario's own instead of that of all",
    )  # fmt: skip
    exploration: Share = Field(EXPLORED, description="the share of slots that try something out; 0: none")
    popularity_penalty: float = Field(
        0.0, ge=0, le=10, description="what the item that most people like loses, in standard deviations of the score"
    )
    min_people: int = Field(
        MIN_PEOPLE, ge=1, le=1_000, description="nothing is recommended or explained by what fewer people did"
    )
    fallbacks: Fallbacks = Field(Fallbacks(), description="what fills a list up")
    rows: list[Row] = Field(
        DEFAULT_ROWS, max_length=30, description="what /v1/users/{id}/pages/{scenario} shows, from top to bottom"
    )

    @field_validator("rows")
    @classmethod
    def _one_list(cls, rows: list[Row]) -> list[Row]:
        if sum(row.kind is RowKind.RECOMMENDED for row in rows) > 1:
            raise refuse("can't have two rows of kind recommended", "Nothing stands in two rows: raise its `limit`.")
        return rows

    @field_validator("pins")
    @classmethod
    def _one_item_a_slot(cls, pins: list[Pin]) -> list[Pin]:
        for n, pin in enumerate(pins):
            if any(pin.slot == other.slot and overlap(pin, other) for other in pins[:n]):
                raise refuse(f"has two pins in slot {pin.slot} at the same time", "Move one, or part their windows.")
        return pins


NEUTRAL = ScenarioDocument()


def overlap(one: Campaign, other: Campaign) -> bool:
    """Is there a moment at which both run?"""
    latest_start = max(one.start or -(2**63), other.start or -(2**63))
    return latest_start < min(one.end or 2**63, other.end or 2**63)
