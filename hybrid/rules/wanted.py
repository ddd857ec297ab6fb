"""Conditions as requests and scenarios write them, in JSON."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from hybrid.conditions import Condition
from hybrid.domain import Json
from hybrid.fields import ExternalId
from hybrid.problems import refuse, shown
from hybrid.records import Record


def _scalar(value: Json) -> Json:
    if not isinstance(value, (str, int, float)):
        raise refuse(f"must be text, a number, true or false; got {shown(value)}", "Correct it.")
    if not isinstance(value, str) and not abs(value) < 2**63:
        raise refuse(f"must be a number within 64 bits; got {shown(value)}", "Correct it.")
    return value


def _bound(value: Json) -> Json:
    if isinstance(value, bool):
        raise refuse(f"must be a number or text such as a date; got {shown(value)}", "Correct it.")
    return _scalar(value)


def _listed(value: object) -> object:
    return value if value is None or isinstance(value, list) else [value]


EMPTY_OBJECT = BeforeValidator(lambda value: {} if value is None else value)
EMPTY_LIST = BeforeValidator(lambda value: [] if value is None else value)
TRUE = BeforeValidator(lambda value: True if value is None else value)

Category: TypeAlias = Annotated[str, Field(min_length=1, max_length=128)]
Attribute: TypeAlias = Annotated[str, Field(min_length=1, max_length=128)]
Scalar: TypeAlias = Annotated[Json, AfterValidator(_scalar)]
Bound: TypeAlias = Annotated[Json, AfterValidator(_bound)]


class AttributeCondition(Record):
    """What a field or attribute must be; all that is given must hold. Of a list, one entry is enough."""

    eq: Scalar | None = Field(None, description="equal to this, in any case of letters")
    any_of: list[Scalar] | None = Field(None, alias="in", min_length=1, max_length=1000, description="one of these")
    gt: Bound | None = Field(None, description="greater than this; texts, such as ISO dates, in their own order")
    lt: Bound | None = Field(None, description="less than this")
    no: Annotated[list[Scalar], BeforeValidator(_listed)] | None = Field(
        None, alias="not", max_length=1000, description="not this, or none of these; items without the attribute stay"
    )

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: object) -> object:
        """A value alone means eq, a list alone means in."""
        if isinstance(value, list):
            return {"in": value}
        if isinstance(value, (str, int, float)):
            return {"eq": value}
        if not isinstance(value, dict) or all(given is None for given in value.values()):
            raise refuse(f"must say a condition; got {shown(value)}", 'Write a value, a list, or {"gt": 1990}.')
        if value.get("eq") is not None and value.get("in") is not None:
            raise refuse("can't have both eq and in", "Leave one out.")
        return value

    def of(self, name: str) -> Condition:
        """As the rules read it."""
        within = self.any_of if self.eq is None else [self.eq]
        return Condition.of(name, None if within is None else tuple(within), tuple(self.no or ()), self.gt, self.lt)


Attributes: TypeAlias = Annotated[dict[Attribute, AttributeCondition], EMPTY_OBJECT]


class ItemFilter(Record):
    """What may be shown."""

    categories: Annotated[list[Category], EMPTY_LIST] = Field([], max_length=50, description="any of these")
    available: Annotated[bool, TRUE] = Field(True, description="false: also what is out of stock")
    exclude_ids: Annotated[list[ExternalId], EMPTY_LIST] = Field([], max_length=1000, description="none of these")
    include_seen: bool = Field(False, description="true: also what the person has met; never what they rejected")
    attributes: Attributes = Field(
        {},
        max_length=20,
        description="by field (brand, price, currency, language, published_at, categories, tags) or attribute",
        examples=[{"year": {"gt": 1990}, "language": ["en", "fr"]}],
    )

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Those on attributes, as the rules read them."""
        return tuple(condition.of(name) for name, condition in self.attributes.items())
