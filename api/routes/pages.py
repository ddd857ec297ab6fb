"""Whole pages: ``/v1/users/{id}/pages/{name}``."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import read_query
from api.errors import Problem, Trouble
from api.openapi import asks, gives, ref
from api.page_schemas import Page, PageQuery
from api.paths import id_of
from api.routes.recommendations import shown
from api.security import caller
from api.serving import serving
from rerank.prompts import SCENARIO

router = APIRouter(tags=["recommendations"])

GIVEN = {
    "recommendation_id": "0199…",
    "user_id": "15",
    "page": "home",
    "rows": [
        {
            "kind": "because_viewed",
            "title": "Because you viewed “Top Secret!”",
            "because": {"item_id": "m3", "title": "Top Secret!", "event": "view", "at": "2026-11-19T20:11:00Z"},
            "category": None,
            "items": [],
        }
    ],
    "rerank": {"status": "cache"},
    "took_ms": {"total": 21.4},
}


@router.get(
    "/v1/users/{id}/pages/{name}",
    summary="A whole page of rows",
    description="The rows that the document of the scenario `name` lists (`rows`), by default the best for the person, "
    "what goes with some of their own items, what trends, what is new, and their categories. Nothing stands in two "
    "rows. Events carry the page's `recommendation_id` back. With an ETag, as the homepage's list.",
    openapi_extra=asks(["id", "name"], PageQuery),
    responses=gives(GIVEN, ref(Page)),
)
async def get_page(request: Request) -> Response:
    """A page, or 304."""
    name, query = _name(request), read_query(request, PageQuery)
    pages = serving(request).open().pages
    given, made = await pages.make(query, id_of(request), name, caller(request.scope))
    return shown(request, given, made)


def _name(request: Request) -> str:
    name = id_of(request, "name")
    if not re.fullmatch(SCENARIO, name):
        message = f"There can be no page {name!r}."
        raise Problem(404, message, [Trouble("/name", message, "Use a to z, 0 to 9, - and _, at most 64 of them.")])
    return name
