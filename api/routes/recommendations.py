"""The lists: ``/v1/recommendations`` and the homepage's ``/v1/users/{id}/recommendations``."""

from __future__ import annotations

import hashlib
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic_core import to_json

from api.body import read_model, read_query
from api.openapi import asks, gives, ref, takes
from api.opinion import Made
from api.page_schemas import Page
from api.paths import id_of
from api.schemas import HomepageQuery, RecommendationRequest, Recommendations, RerankInfo
from api.security import caller, is_command, only_for_operators
from api.serving import serving
from hybrid.domain import to_micros
from hybrid.loop.attribution import DAY

router = APIRouter(tags=["recommendations"])

CHANGING = {"recommendation_id", "took_ms"}
"""Differ between answers that say the same."""

HEADERS = {"Cache-Control": "private, no-cache"}
ASKED = {
    "user_id": "15",
    "limit": 10,
    "rerank": "auto",
    "context": {"query": "something short and funny for tonight", "timezone": "Europe/London"},
    "filter": {"categories": ["Comedy"], "exclude_ids": ["m7"], "attributes": {"year": {"gt": 1990}}},
}
AGENT = {
    "user_id": "15",
    "limit": 5,
    "scenario": "chat",
    "mode": "agent",
    "deadline_ms": 20000,
    "context": {"query": "something like Airplane! but darker"},
    "debug": True,
}
GIVEN = {
    "recommendation_id": "0199…",
    "user_id": "15",
    "scenario": "homepage",
    "items": [
        {
            "id": "m12",
            "rank": 1,
            "score": 0.83,
            "sources": ["lightfm", "content"],
            "propensity": None,
            "reason": {
                "kind": "because_viewed",
                "text": "Because you viewed Top Secret!: also Comedy and spoof.",
                "because": {
                    "item_id": "m3",
                    "title": "Top Secret!",
                    "event": "view",
                    "at": "2026-11-19T20:11:00Z",
                },
                "evidence": {"contribution": 0.41, "shared": ["Comedy", "spoof"], "method": "contribution"},
                "worded_by": "template",
            },
            "item": {
                "title": "Airplane!",
                "categories": ["Comedy"],
                "image_url": None,
                "attributes": {"year": 1980},
            },
        }
    ],
    "rerank": {"status": "off", "why": None, "model": None, "prompt": None},
    "filled": 0,
    "took_ms": {"total": 9.1},
}


@router.post(
    "/v1/recommendations",
    summary="Recommend, with reasons",
    description="A list for a person and a moment. With `mode: agent` the model may first search the catalogue and "
    "look at items and what is like them; what it finds joins the list within the rules of the request.",
    openapi_extra=takes(ref(RecommendationRequest), ASKED, more={"agent": AGENT}),
    responses=gives(GIVEN, ref(Recommendations)),
)
async def post_recommendations(request: Request) -> Response:
    """A list for a person and a moment."""
    asked = await read_model(request, RecommendationRequest)
    if asked.debug:
        only_for_operators(request.scope, "/debug")
    return Response(to_json(await _recommend(request, asked)), 200, HEADERS, "application/json")


@router.get(
    "/v1/users/{id}/recommendations",
    summary="Recommend for a homepage",
    description="The same as the POST form. With an ETag over what is shown: send it back as If-None-Match and "
    "get 304 while nothing has changed on the same day (UTC) and in the same session. Clicks of what was shown "
    "again so carry the `recommendation_id` of the answer it came with.",
    openapi_extra=asks(["id"], HomepageQuery),
    responses=gives(GIVEN, ref(Recommendations)),
)
async def get_recommendations(request: Request) -> Response:
    """A list, or 304."""
    asked = read_query(request, HomepageQuery).request(id_of(request))
    made = await serving(request).open().pipeline.make(asked, caller(request.scope))
    return shown(request, made.given, made)


def shown(request: Request, given: Recommendations | Page, made: Made) -> Response:
    """The answer with an ETag over what is shown, or 304; an impression is kept of what goes out.

    Whoever gets 304 shows what they have, and clicks carry the id of that: it is no new impression. A new UTC day or
    session is one; and in an experiment every answer, lest the arm whose lists change more has more of them.
    """
    server = serving(request)
    server.metrics.answered(given.rerank.status, _age(given.rerank, server.clock()))
    told = [given.model_dump(exclude=CHANGING), server.clock() // DAY, made.ready.request.session_id]
    headers = {**HEADERS, "ETag": f'"{hashlib.blake2b(to_json(told), digest_size=12).hexdigest()}"'}
    known = _matches(request.headers.get("if-none-match"), headers["ETag"])
    if known and not made.ready.treatment.experiment:
        return Response(status_code=304, headers=headers)
    if not is_command(request.scope):
        server.open().pipeline.log(made)
    return Response(to_json(given), 200, headers, "application/json")


async def _recommend(request: Request, asked: RecommendationRequest) -> Recommendations:
    server = serving(request)
    scope = request.scope
    given = await server.open().pipeline.recommend(asked, caller(scope), logged=not is_command(scope))
    server.metrics.answered(given.rerank.status, _age(given.rerank, server.clock()))
    return given


def _age(rerank: RerankInfo, now: int) -> float | None:
    """Seconds since a kept order was made; None where none is in the answer."""
    if rerank.status not in ("cache", "stale") or rerank.computed_at is None:
        return None
    return (now - to_micros(datetime.fromisoformat(rerank.computed_at))) / 1_000_000


def _matches(given: str | None, etag: str) -> bool:
    """RFC 9110, weak comparison."""
    if given is None:
        return False
    tags = [tag.strip().removeprefix("W/") for tag in given.split(",")]
    return "*" in tags or etag in tags
