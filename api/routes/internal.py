"""For commands that work beside a running server; they alone know the owner's token."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np
from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from api.body import answer, read_bytes, read_model, read_query
from api.link import NEAREST, packed
from api.preparing import MOST_DAYS, active, estimate, prepare
from api.schemas import Scenario
from api.serving import serving
from api.threads import run
from hybrid.fields import ExternalId

router = APIRouter(include_in_schema=False)


class Promote(BaseModel):
    """Which model is to serve."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    version: str = Field(min_length=1, max_length=80)


class Reindex(BaseModel):
    """With which embedder; None keeps the present one."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    embedder: str | None = Field(None, min_length=1, max_length=200)


class Check(BaseModel):
    """On what occasion."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    after: str = Field(min_length=1, max_length=200)


class Active(BaseModel):
    """Within how many days before the newest event."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    days: float = Field(gt=0, le=MOST_DAYS)


class Person(BaseModel):
    """Whose next morning, and for which page."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    user_id: ExternalId
    scenario: Scenario


class People(BaseModel):
    """For whom an estimate is made, and for which page."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    user_ids: list[ExternalId] = Field(min_length=1, max_length=100)
    scenario: Scenario


class Nearest(BaseModel):
    """In which collection, and how many."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    collection: str = Field(min_length=1, max_length=200)
    k: int = Field(ge=1, le=10_000)


@router.post(NEAREST)
async def nearest(request: Request) -> Response:
    """What the index finds near the vector in the body (float32, little-endian), as ``api.link.unpacked`` reads it."""
    asked = read_query(request, Nearest)
    vector = np.frombuffer(await read_bytes(request), "<f4")
    keys, cosines = await run(serving(request).owned.nearest, asked.collection, vector, asked.k)
    return Response(packed(keys, cosines), media_type="application/octet-stream")


@router.post("/internal/promote")
async def promote(request: Request) -> Response:
    """Serve another model from now on."""
    wanted = await read_model(request, Promote)
    await run(serving(request).owned.promote, wanted.version)
    return answer({"version": wanted.version})


@router.post("/internal/rollback")
async def rollback(request: Request) -> Response:
    """Serve the model again that did before this one."""
    back = await run(serving(request).owned.rollback)
    return answer({"version": back.version, "skipped": list(back.skipped)})


@router.post("/internal/reindex")
async def reindex(request: Request) -> Response:
    """Rebuild the index while the old one serves; answers when it is done."""
    wanted = await read_model(request, Reindex)
    await run(serving(request).owned.reindex, wanted.embedder)
    return answer({"embedder": wanted.embedder})


@router.post("/internal/check")
async def check(request: Request) -> Response:
    """Look at the quality of what is indexed and keep what is found."""
    wanted = await read_model(request, Check)
    await run(serving(request).owned.check, wanted.after)
    return answer({"after": wanted.after})


@router.get("/internal/retraining")
async def retraining(request: Request) -> Response:
    """When this server trains anew, in words; null where it does not."""
    schedule = serving(request).open().settings.retrain.schedule
    return answer({"when": None if schedule is None else str(schedule)})


@router.post("/internal/active")
async def active_people(request: Request) -> Response:
    """Who did something lately."""
    wanted = await read_model(request, Active)
    return answer({"user_ids": await run(active, serving(request).open(), wanted.days)})


@router.post("/internal/estimate")
async def estimate_calls(request: Request) -> Response:
    """What a call for people like these takes."""
    wanted = await read_model(request, People)
    return answer(asdict(await run(estimate, serving(request).open(), wanted.user_ids, wanted.scenario)))


@router.post("/internal/prepare")
async def prepare_person(request: Request) -> Response:
    """Have the order of a person's next morning made, unless it is there."""
    wanted = await read_model(request, Person)
    return answer(asdict(await prepare(serving(request).open(), wanted.user_id, wanted.scenario)))
