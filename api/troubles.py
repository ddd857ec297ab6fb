"""pydantic's validation errors as the entries of a problem, with pointers and remedies."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from api.errors import Trouble
from hybrid.problems import nearest, pointer, printable, problems, shown

MOST = 20
"""Troubles told at once: enough to mend by."""

EXPECTED: Mapping[str, tuple[str, str]] = {
    "int_type": ("must be a whole number", "Write it without quotes."),
    "int_parsing": ("must be a whole number", "Write it in digits."),
    "int_from_float": ("must be a whole number", "Round it."),
    "bool_parsing": ("must be true or false", "Write true or false."),
    "literal_error": ("must be {expected}", "Choose one of them."),
    "string_pattern_mismatch": ("must look like {pattern}", "See /docs for examples."),
    "model_type": ("must be an object", 'Write it as {"name": value}.'),
    "greater_than_equal": ("must be at least {ge}", "Correct it or leave it out."),
    "less_than_equal": ("must be at most {le}", "Correct it or leave it out."),
}
"""What a request's fields need in addition to those of a record."""


def troubles(error: ValidationError, model: type[BaseModel], one: str = "field of the request") -> list[Trouble]:
    """Everything that is wrong with what should be ``model``, at most ``MOST`` of it; ``one`` is what names are."""
    # A misspelt field comes first: it explains the one that is missing.
    ordered = sorted(error.errors(include_url=False), key=lambda detail: detail["type"] != "extra_forbidden")
    return [_trouble(detail, model, one) for detail in ordered[:MOST]]


def _trouble(detail: ErrorDetails, model: type[BaseModel], one: str) -> Trouble:
    kind, where = detail["type"], detail["loc"]
    if kind == "extra_forbidden":
        name = str(where[-1])
        return Trouble(pointer(where), f"`{printable(name)}` is no {one}.", nearest(name, _siblings(model, where)))
    if kind in EXPECTED and where:
        expected, remedy = EXPECTED[kind]
        expected = expected.format_map(detail.get("ctx", {}))
        at = pointer(where)
        return Trouble(at, f"`{at[1:]}` {expected}; got {shown(detail['input'])}.", remedy)
    (found,) = problems([detail], _siblings(model, where), "request")
    return Trouble(found.pointer, found.message, found.remedy)


def _siblings(model: type[BaseModel], path: tuple[int | str, ...]) -> list[str]:
    """The field names of the object in which the last part of ``path`` stands."""
    for part in path[:-1]:
        field = model.model_fields.get(str(part))
        inner = _model_in(field.annotation) if field is not None else None
        model = inner if inner is not None else model
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(part) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inner if found is not None), None)
