"""Scenarios on the wire: what operators send beside the documents themselves."""

from __future__ import annotations

from typing import Annotated, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, model_validator

from api.schemas import Limit, Request, Scenario
from hybrid.fields import ExternalId
from hybrid.problems import refuse
from hybrid.rules.document import ScenarioDocument

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


class Trying(Request):
    """Which document is to be tried, and on whose lists."""

    document: ScenarioDocument | None = Field(None, description="one that is not kept yet")
    version: RuleVersion | None = Field(None, description="or one that is kept")
    scenario: Scenario = Field("homepage", description="whose lists to look at, where the document is that of all")
    user_ids: list[ExternalId] | None = Field(None, min_length=1, max_length=100, description="these people")
    people: int = Field(20, ge=1, le=100, description="else so many who were here in the last 30 days")
    seed: int = Field(0, ge=0, lt=2**63, description="another number draws others")
    limit: Limit = 10

    @model_validator(mode="after")
    def _one_of_both(self) -> Trying:
        if (self.document is None) == (self.version is None):
            raise refuse("must give `document` or `version`", "Give one of them.")
        return self


class RollingBack(Request):
    """Nothing is to be said: the version that served before serves again."""
