"""Items beside an item, and items that a text asks for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from api.body import answer, read_query
from api.openapi import asks, gives
from api.paths import id_of
from api.schemas import Limit, Text
from api.serving import serving
from api.threads import run
from api.views import found_view
from hybrid.domain import Json
from hybrid.engine import Found
from hybrid.rules.wanted import Category

router = APIRouter(tags=["items"])

HIT = {
    "id": "m12",
    "rank": 1,
    "score": 0.71,
    "source": "content",
    "item": {"title": "Airplane!", "categories": ["Comedy"], "image_url": None, "attributes": {"year": 1980}},
}


class NeighbourQuery(BaseModel):
    """Query string of the item-to-item routes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Limit = 10
    same_category: bool = Field(False, description="only items that share a category")


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


class SearchQuery(BaseModel):
    """Query string of the search."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    q: Text
    limit: Limit = 10
    categories: Annotated[list[Category], BeforeValidator(_as_list)] = Field(
        [], max_length=50, description="any of these; may be repeated"
    )


@router.get(
    "/v1/items/{id}/similar",
    summary="Items alike in content",
    description="Never the item itself; its variants, and what is nearly the same, only where there is nothing else, "
    "unless the document `*` of the scenarios says otherwise.",
    openapi_extra=asks(["id"], NeighbourQuery),
    responses=gives({"item_id": "m3", "items": [HIT]}),
)
async def similar(request: Request) -> Response:
    """Content neighbours, never the item itself."""
    return await _beside(request, serving(request).engine.similar)


@router.get(
    "/v1/items/{id}/also-liked",
    summary="Items that the same people liked",
    description="Never the item itself, nor its variants, as for similar items.",
    openapi_extra=asks(["id"], NeighbourQuery),
    responses=gives({"item_id": "m3", "items": [{**HIT, "source": "lightfm"}]}),
)
async def also_liked(request: Request) -> Response:
    """Collaborative neighbours, never the item itself."""
    return await _beside(request, serving(request).engine.also_liked)


@router.get(
    "/v1/search",
    summary="Items by meaning and by words",
    openapi_extra=asks(query=SearchQuery),
    responses=gives({"query": "planes and puns", "items": [HIT]}),
)
async def search(request: Request) -> Response:
    """The items that a text asks for."""
    query = read_query(request, SearchQuery)
    found = await run(serving(request).engine.search, query.q, query.limit, query.categories)
    return answer({"query": query.q, "items": _ranked(found)})


async def _beside(request: Request, neighbours: Callable[[str, int, bool], list[Found]]) -> Response:
    id = id_of(request)
    query = read_query(request, NeighbourQuery)
    found = await run(neighbours, id, query.limit, query.same_category)
    return answer({"item_id": id, "items": _ranked(found)})


def _ranked(found: list[Found]) -> list[dict[str, Json]]:
    return [found_view(rank, one) for rank, one in enumerate(found, start=1)]
