"""The catalogue: ``/v1/items``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer, read_model
from api.forwarding import by_owner
from api.openapi import asks, gives, ref, takes
from api.paths import id_of
from api.routes.batches import read_batch, report, store
from api.serving import serving
from api.threads import run
from api.views import item_view
from hybrid.errors import NotFound
from hybrid.records import ItemPatch, ItemRecord

router = APIRouter(tags=["items"])

FILM = {
    "id": "m12",
    "title": "Airplane!",
    "description": "An ex-pilot afraid of flying has to land a plane whose crew has fallen ill.",
    "categories": ["Comedy"],
    "tags": ["deadpan", "spoof"],
    "attributes": {"year": 1980},
}
REPORT = {
    "accepted": 1,
    "rejected": 1,
    "results": [
        {
            "line": 2,
            "id": "m13",
            "error": {
                "pointer": "/title",
                "message": "`title` is missing.",
                "remedy": "Give every item `title`.",
            },
        }
    ],
}
BATCH = {
    "type": "object",
    "required": ["items"],
    "properties": {"items": {"type": "array", "maxItems": 1000, "items": ref(ItemRecord)}},
}


@router.post(
    "/v1/items",
    summary="Add or replace items",
    description="A batch of at most 1,000 as JSON, or NDJSON with an item on each line. Each is recommendable at "
    "the next request. Bad lines are kept out and reported, the good ones go in; 422 if none is accepted.",
    openapi_extra=takes(BATCH, {"items": [FILM]}, lines=ref(ItemRecord)),
    responses=gives(REPORT),
)
@by_owner
async def post_items(request: Request) -> Response:
    """Upsert a batch."""
    server = serving(request)
    batch = await read_batch(request, "items")
    outcome = await run(store, server.open(), batch, server.clock())
    server.metrics.stored(items=outcome.accepted)
    server.metrics.refused("items", len(outcome.bad))
    return report(batch, outcome)


@router.get(
    "/v1/items/{id}",
    summary="One item",
    openapi_extra=asks(["id"]),
    responses=gives({**FILM, "available": True}),
)
async def get_item(request: Request) -> Response:
    """An item that is known and not deleted."""
    id = id_of(request)
    item = await run(serving(request).engine.store.catalog.get, id)
    if item is None:
        raise NotFound(f"There is no item {id!r}.", "Post it to /v1/items first.")
    return answer(item_view(item))


@router.patch(
    "/v1/items/{id}",
    summary="Change some fields of an item",
    description="What is not sent stays. `attributes` are merged, null removes one.",
    openapi_extra={**asks(["id"]), **takes(ref(ItemPatch), {"available": False})},
    responses=gives({**FILM, "available": False}),
)
@by_owner
async def patch_item(request: Request) -> Response:
    """Change, then show the item."""
    id = id_of(request)
    server = serving(request)
    patch = await read_model(request, ItemPatch, {"now": server.clock()})
    return answer(item_view(await run(server.owned.patch_item, id, patch)))


@router.delete(
    "/v1/items/{id}",
    status_code=204,
    summary="Take an item out",
    description="It is never recommended again; its title stays for reasons already given.",
    openapi_extra=asks(["id"]),
    responses=gives(status=204),
)
@by_owner
async def delete_item(request: Request) -> Response:
    """Leave a tombstone."""
    await run(serving(request).owned.delete_item, id_of(request))
    return Response(status_code=204)
