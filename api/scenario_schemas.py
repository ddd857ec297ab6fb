"""Scenarios on the wire: what operators send beside the documents themselves."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field

from api.schemas import Request

SCENARIO = r"^(\*|[a-z0-9][a-z0-9_-]{0,63})$"
RuleVersion: TypeAlias = Annotated[str, Field(min_length=4, max_length=64, examples=["9b1c04de77a0"])]


class ScenarioQuery(BaseModel):
    """The query string of ``GET /v1/scenarios/{name}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    version: RuleVersion | None = Field(None, description="its id; absent: the live one")


class PuttingQuery(BaseModel):
    """The query string of ``PUT /v1/scenarios/{name}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    draft: bool = Field(False, description="true: keep the version, which serves nobody yet")


class RollingBack(Request):
    """Nothing is to be said: the version that served before serves again."""
