"""Prompts on the wire: what editors send."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, Field, ValidationInfo, field_validator

from api.openapi import REF
from api.schemas import Context, Limit, Request, Scenario
from hybrid.domain import Json
from hybrid.fields import ExternalId
from hybrid.problems import refuse
from hybrid.rules.wanted import EMPTY_OBJECT
from hybrid.store.prompts import PRODUCTION

Version: TypeAlias = Annotated[str, Field(min_length=4, max_length=64, examples=["3f2a91c0"])]


class PromptText(Request):
    """A new version: the whole file, front matter and all."""

    text: str = Field(min_length=1, max_length=200_000)


class PromptVersionQuery(BaseModel):
    """The query string of ``GET /v1/prompts/{name}``."""

    version: Version = Field(PRODUCTION, description="its id, the beginning of it, or a label")


class Publishing(Request):
    """Which version is to serve, and as what."""

    version: Version
    label: str = Field(PRODUCTION, max_length=64, description="production or staging")


class RollingBack(Request):
    """Which label goes back to the version before."""

    label: str = Field(PRODUCTION, max_length=64)


class Rendering(Request):
    """For whom and in what moment; with a kept version, or with a ``text`` that is none yet."""

    user_id: ExternalId = Field(examples=["15"])
    version: Version | None = None
    text: str | None = Field(None, min_length=1, max_length=200_000)
    scenario: Scenario = "homepage"
    limit: Limit = 10
    context: Annotated[Context, EMPTY_OBJECT] = Context()

    @field_validator("text")
    @classmethod
    def _alone(cls, text: str | None, info: ValidationInfo) -> str | None:
        if text is not None and info.data.get("version") is not None:
            raise refuse("can't come together with `version`", "Leave one of them out.")
        return text


class Trying(Rendering):
    """The same, and what to compare it with."""

    against: Version | None = Field(PRODUCTION, description="null: with the blended order")
    deadline_ms: int = Field(30_000, ge=1, le=120_000, description="for each of the two")


def schema_of(model: type[BaseModel]) -> dict[str, Json]:
    """The schema for the document, whose nested parts stand among its components already."""
    schema = model.model_json_schema(ref_template=REF)
    schema.pop("$defs", None)
    return schema
