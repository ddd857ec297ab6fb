"""People: their settings, all that is held about them, and erasing it: ``/v1/users/{id}``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from itertools import islice

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.body import answer, read_model
from api.forwarding import by_owner
from api.openapi import asks, gives, ref, takes
from api.paths import id_of
from api.serving import serving
from api.threads import run
from api.views import event_view, settings_view
from hybrid.domain import Event, User
from hybrid.errors import NotFound
from hybrid.records import UserSettings
from hybrid.store import Store

router = APIRouter(tags=["users"])

PAGE = 500
SETTINGS = {"timezone": "Europe/Madrid", "locale": "es-ES", "preferences": "no horror", "likes": ["spoof"]}


@router.get(
    "/v1/users/{id}",
    summary="All that is held about a person",
    description="Settings and every event with its id, newest first, streamed as one JSON document.",
    openapi_extra=asks(["id"]),
    responses=gives({"id": "ana", **SETTINGS, "events": [{"event_id": "5f1c-1", "item_id": "m12", "type": "view"}]}),
)
async def get_user(request: Request) -> Response:
    """Stream it, a page of events at a time."""
    id = id_of(request)
    store = serving(request).engine.store
    user = await run(store.users.get, id)
    if user is None:
        raise _nobody(id)
    return StreamingResponse(_document(store, user), media_type="application/json")


@router.put(
    "/v1/users/{id}",
    summary="Store a person's settings",
    description="Replaces all settings; what is left out is empty. Creates the person.",
    openapi_extra={**asks(["id"]), **takes(ref(UserSettings), SETTINGS)},
    responses=gives({"id": "ana", **SETTINGS}),
)
async def put_user(request: Request) -> Response:
    """Replace the settings."""
    id = id_of(request)
    settings = await read_model(request, UserSettings)
    return answer(settings_view(await run(serving(request).engine.put_user, id, settings)))


@router.delete(
    "/v1/users/{id}",
    status_code=204,
    summary="Erase a person",
    description="Settings, events and the id itself, from every file. A later retry can't bring the events back.",
    openapi_extra=asks(["id"]),
    responses=gives(status=204),
)
@by_owner
async def delete_user(request: Request) -> Response:
    """Erase; 404 where there is nobody."""
    id = id_of(request)
    if not await run(serving(request).open().erase_user, id):
        raise _nobody(id)
    return Response(status_code=204)


def _nobody(id: str) -> NotFound:
    return NotFound(f"There is no user {id!r}.", "A person is known from the first event or settings on.")


async def _document(store: Store, user: User) -> AsyncIterator[bytes]:
    yield orjson.dumps(settings_view(user))[:-1] + b',"events":['
    events = store.events.stream_of_user(user.key)
    first = True
    while page := await run(_page, store, events):
        yield page if first else b"," + page
        first = False
    yield b"]}"


def _page(store: Store, events: Iterator[Event]) -> bytes:
    """The next events as comma-separated JSON, empty at the end. Blocks."""
    page = list(islice(events, PAGE))
    items = store.catalog.by_keys({event.item for event in page})
    return b",".join(orjson.dumps(event_view(event, items)) for event in page)
