"""Experiments on the wire: what operators send beside a definition."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from api.schemas import Request
from hybrid.experiments.definition import Share


class Ramping(Request):
    """What share of the people is to take part."""

    traffic: Share = Field(examples=[0.5])


class Stopping(Request):
    """Why it ends, for the history."""

    why: Annotated[str, Field(max_length=500)] = ""
