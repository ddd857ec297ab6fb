"""The editors' prompts: ``/v1/prompts``."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer, read_model, read_optional, read_query
from api.errors import Problem, Trouble
from api.openapi import asks, gives, takes
from api.paths import id_of
from api.prompt_schemas import (
    PromptText,
    PromptVersionQuery,
    Publishing,
    Rendering,
    RollingBack,
    Trying,
    schema_of,
)
from api.prompt_trials import ModelNeeded
from api.prompting import Prompting
from api.security import only_for_editors
from api.serving import serving
from api.threads import run
from rerank.prompting.mistakes import Mistake

router = APIRouter(tags=["prompts"])
T = TypeVar("T")

OVERVIEW = {
    "name": "rerank",
    "description": "Puts the best candidates in order for one person and one moment, and gives short reasons.",
    "labels": {"production": "3f2a91c0"},
    "versions": [
        {"version": "3f2a91c0", "created_at": "2026-11-20T09:00:00Z", "labels": ["production"], "packaged": True}
    ],
}
CHECKED = {"name": "rerank", "version": "9b1c04de", "description": "…", "variables": ["candidates", "history"]}
MOVED = {"name": "rerank", "label": "production", "version": "9b1c04de", "before": "3f2a91c0"}
FILE = "---\nname: rerank\ndescription: Mine\n…\n--- user\n{% for c in candidates %}…"
SIDE = {
    "prompt": "rerank@9b1c04de (staging)",
    "status": "llm",
    "tokens": 612,
    "cost_usd": 0.0004,
    "seconds": 1.2,
    "repairs": 0,
    "refused": {"claim": 1},
    "estimated_tokens": 540,
    "budget": 3000,
    "fits": True,
    "cut": {},
    "items": [
        {
            "rank": 1,
            "id": "m12",
            "title": "Airplane!",
            "blend_rank": 3,
            "move": 2,
            "reason": {"kind": "because_viewed", "text": "Because you viewed …", "worded_by": "llm"},
            "model_rank": 1,
            "refused": None,
        }
    ],
}


def _desk(request: Request) -> Prompting:
    only_for_editors(request.scope)
    server = serving(request)
    return Prompting(server.open(), server.clock)


async def _told(work: Awaitable[T]) -> T:
    """Mistakes in a text leave as 422 with ``line`` and ``column``; what needs a model that is not there as 409."""
    try:
        return await work
    except Mistake as mistake:
        place = {"line": mistake.line, "column": mistake.column}
        trouble = Trouble("/text", str(mistake.args[0]), mistake.remedy)
        raise Problem(422, str(mistake.args[0]), [trouble], extra=place) from None
    except ModelNeeded as needed:
        message = str(needed.args[0])
        raise Problem(409, message, [Trouble("", message, needed.remedy)]) from None


@router.get(
    "/v1/prompts",
    summary="All prompts",
    description="With their versions, newest first, and where the labels point.",
    responses=gives({"prompts": [OVERVIEW]}),
)
async def get_prompts(request: Request) -> Response:
    """Every prompt."""
    return answer(await _told(run(_desk(request).list)))


@router.post(
    "/v1/prompts",
    status_code=201,
    summary="Keep a new version",
    description="The text is checked first: 422 names `line`, `column` and the remedy. Its name stands in its front "
    "matter, its id is made from its content; the same text again is the same version (`new` is false). It serves "
    "nobody until it is published.",
    openapi_extra=takes(schema_of(PromptText), {"text": FILE}),
    responses=gives({**CHECKED, "new": True}, status=201),
)
async def post_prompt(request: Request) -> Response:
    """Check and keep."""
    sent = await read_model(request, PromptText)
    return answer(await _told(run(_desk(request).add, sent.text)), 201)


@router.post(
    "/v1/prompts/check",
    summary="Check a text without keeping it",
    openapi_extra=takes(schema_of(PromptText), {"text": FILE}),
    responses=gives(CHECKED),
)
async def check_prompt(request: Request) -> Response:
    """Check only."""
    sent = await read_model(request, PromptText)
    return answer(await _told(run(_desk(request).check, sent.text)))


@router.get(
    "/v1/prompts/{name}",
    summary="One version with its text",
    openapi_extra=asks(["name"], PromptVersionQuery),
    responses=gives({**OVERVIEW, "version": "3f2a91c0", "text": FILE}),
)
async def get_prompt(request: Request) -> Response:
    """The version that is asked for, else the one in production."""
    name, query = id_of(request, "name"), read_query(request, PromptVersionQuery)
    return answer(await _told(run(_desk(request).show, name, query.version)))


@router.post(
    "/v1/prompts/{name}/publish",
    summary="Let a version serve",
    description="Points `production` (or `staging`) at it. Every process serves it from its next request on. A "
    "version that does not pass the check is refused.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Publishing), {"version": "9b1c04de"})},
    responses=gives(MOVED),
)
async def publish_prompt(request: Request) -> Response:
    """Move the label."""
    name, asked = id_of(request, "name"), await read_model(request, Publishing)
    return answer(await _told(run(_desk(request).publish, name, asked)))


@router.post(
    "/v1/prompts/{name}/rollback",
    summary="Let the version serve again that did before",
    openapi_extra={**asks(["name"]), **takes(schema_of(RollingBack), {"label": "production"}, required=False)},
    responses=gives({**MOVED, "version": "3f2a91c0", "before": "9b1c04de"}),
)
async def rollback_prompt(request: Request) -> Response:
    """Move the label back."""
    name, asked = id_of(request, "name"), await read_optional(request, RollingBack)
    return answer(await _told(run(_desk(request).rollback, name, asked)))


@router.post(
    "/v1/prompts/{name}/render",
    summary="What the model would be sent",
    description="For a real person now, with a kept version or with a `text`. No model is asked. Tokens are estimated "
    "by the recommender itself (three bytes are a token); `cut` says what was left out to stay within the budget.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Rendering), {"user_id": "15", "version": "staging"})},
    responses=gives({"prompt": SIDE["prompt"], "messages": [{"role": "system", "content": "…"}], "cut": {}}),
)
async def render_prompt(request: Request) -> Response:
    """The messages."""
    name, asked = id_of(request, "name"), await read_model(request, Rendering)
    return answer(await _told(run(_desk(request).render, name, asked)))


@router.post(
    "/v1/prompts/{name}/try",
    summary="Try a version on a person",
    description="Asks the configured model with it and with what it is compared with, past the day's cache; nothing "
    "is kept. `move` counts ranks up from the blended order; `refused` is what the model wrote and which check it "
    "did not pass. 409 where no model is configured.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Trying), {"user_id": "15", "version": "9b1c04de"})},
    responses=gives({"user_id": "15", "known": True, "scenario": "homepage", "sides": [SIDE, SIDE]}),
)
async def try_prompt(request: Request) -> Response:
    """Both lists."""
    name, asked = id_of(request, "name"), await read_model(request, Trying)
    return answer(await _told(_desk(request).try_out(name, asked)))
