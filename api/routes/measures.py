"""What was shown and what came of it: ``/v1/metrics``."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, TypeAlias

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationInfo, field_validator

from api.body import answer, read_query
from api.measuring import Measuring, default_span
from api.openapi import asks, gives
from api.security import only_for_editors
from api.serving import serving
from api.threads import run_in_turn
from hybrid.errors import BecauseError
from hybrid.loop.grouping import NAMES
from hybrid.loop.span import FIRST_YEAR, LAST_YEAR
from hybrid.loop.weekly import week_of
from hybrid.problems import nearest, printable, refuse

router = APIRouter(tags=["metrics"])

MOST_DAYS = 400
MOST_NAMES = 3

RATE = {"value": 0.0312, "low": 0.0279, "high": 0.0348}
ROW = {
    "day": "2026-11-27",
    "scenario": "homepage",
    "answers": 1040,
    "people": 612,
    "slots": 10400,
    "clicked": 324,
    "ctr": RATE,
    "conversions": 12,
    "revenue": {"EUR": 418.5},
    "coverage": 0.41,
    "diversity": 0.63,
}
GIVEN = {
    "from": "2026-11-21",
    "to": "2026-11-27",
    "by": ["day", "scenario"],
    "rows": [ROW],
    "unattributed": {"unknown_recommendation": 3},
}


def _listed(value: object) -> object:
    return [part.strip() for part in value.split(",") if part.strip()] if isinstance(value, str) else value


def _known(names: list[str]) -> list[str]:
    for name in names:
        if name not in NAMES or name == "day":
            raise refuse(f"can't have {printable(name)!r}", nearest(name, [n for n in NAMES if n != "day"]))
    if len(set(names)) > MOST_NAMES:
        raise refuse(f"may have at most {MOST_NAMES} names", "Ask several times.")
    return list(dict.fromkeys(names))


Names: TypeAlias = Annotated[list[str], BeforeValidator(_listed), AfterValidator(_known)]


def _day(value: object) -> object:
    """A day as it is written everywhere here; others of ISO 8601 (20261128) pydantic takes for seconds."""
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        raise refuse(f"must be a day; got {printable(value)!r}", "Write it as 2026-11-28.")
    return value


def _within_time(day: date) -> date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise refuse(f"must be between the years {FIRST_YEAR} and {LAST_YEAR}", "Correct the year.")
    return day


def _week(text: str) -> str:
    try:
        week_of(text)
    except BecauseError as error:
        raise refuse(f"must be a week; got {printable(text)!r}", error.remedy) from None
    return text


Day: TypeAlias = Annotated[date, BeforeValidator(_day), AfterValidator(_within_time)]


class Days(BaseModel):
    """Which days (UTC), and what is told apart."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    first: Day | None = Field(None, alias="from", description="the first day; six days before the last by default")
    last: Day | None = Field(None, alias="to", description="the last day, which is in it; today by default")
    by: Names = Field([], description=f"at most {MOST_NAMES}, comma-separated, of {', '.join(NAMES[1:])}")

    @field_validator("last")
    @classmethod
    def _in_order(cls, last: date | None, info: ValidationInfo) -> date | None:
        first = info.data.get("first")
        if first is not None and last is not None and not 0 <= (last - first).days < MOST_DAYS:
            raise refuse(f"must be less than {MOST_DAYS} days after `from`, and not before it", "Correct one of them.")
        return last


class Weekly(BaseModel):
    """Which week."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    week: Annotated[str, AfterValidator(_week)] | None = Field(
        None, description="as 2026-W48 (ISO 8601); the last whole one by default"
    )


def _operators(request: Request) -> Measuring:
    only_for_editors(request.scope)
    server = serving(request)
    return Measuring(server.open(), server.clock())


async def _figures(request: Request, daily: bool) -> Response:
    measuring, asked = _operators(request), read_query(request, Days)
    span = default_span(measuring.today, asked.first, asked.last)
    return answer(await run_in_turn(measuring.figures, span, asked.by, daily))


@router.get(
    "/v1/metrics/daily",
    summary="Figures by day",
    description="What was shown and what came of it. An event counts on the UTC day of the answer that it belongs to. "
    "Shares come with 95 % intervals; null is what can't be said.",
    openapi_extra=asks(query=Days),
    responses=gives(GIVEN),
)
async def get_daily(request: Request) -> Response:
    """One row a day and group."""
    return await _figures(request, daily=True)


@router.get(
    "/v1/metrics/total",
    summary="Figures of several days together",
    openapi_extra=asks(query=Days),
    responses=gives({**GIVEN, "by": ["scenario"]}),
)
async def get_total(request: Request) -> Response:
    """One row a group."""
    return await _figures(request, daily=False)


@router.get(
    "/v1/metrics/weekly",
    summary="The report of a week",
    description="Its figures beside those of the four weeks before, by day and told apart, and what is alarming. "
    "`because report` makes a page of it.",
    openapi_extra=asks(query=Weekly),
    responses=gives({"week": "2026-W48", "total": ROW, "before": [], "days": [ROW], "by": {}, "alarms": []}),
)
async def get_weekly(request: Request) -> Response:
    """The report."""
    measuring, asked = _operators(request), read_query(request, Weekly)
    return answer(await run_in_turn(measuring.weekly, asked.week))
