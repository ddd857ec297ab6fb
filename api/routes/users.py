"""People: their settings, all that is held about them, merging and erasing it: ``/v1/users/{id}``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from functools import partial
from itertools import chain, islice

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse

from api.body import answer, read_model
from api.errors import Problem, Trouble, invalid, plain
from api.forwarding import by_owner
from api.openapi import asks, gives, ref, takes
from api.paths import id_of
from api.schemas import MergeRequest
from api.serving import serving
from api.threads import run
from api.views import event_view, impression_view, settings_view
from hybrid.domain import Event, User, UserKey
from hybrid.errors import CannotMerge, NotFound
from hybrid.loop.impressions import Impression
from hybrid.records import UserSettings
from hybrid.store import Store

router = APIRouter(tags=["users"])

PAGE = 500
SETTINGS = {"timezone": "Europe/Madrid", "locale": "es-ES", "preferences": "no horror", "likes": ["spoof"]}

WHOLE = {
    "id": "ana",
    **SETTINGS,
    "aliases": ["visitor-7f3a"],
    "events": [{"event_id": "5f1c-1", "item_id": "m12", "type": "view"}],
    "impressions": [{"recommendation_id": "0199c1d6", "scenario": "homepage", "items": [{"id": "m12"}]}],
}


@router.get(
    "/v1/users/{id}",
    summary="All that is held about a person",
    description="Settings, the ids that were merged into theirs, every event with its id and every list that they "
    "were shown, newest first, streamed as one JSON document.",
    openapi_extra=asks(["id"]),
    responses=gives(WHOLE),
)
async def get_user(request: Request) -> Response:
    """Stream it, a page at a time."""
    id = id_of(request)
    store = serving(request).engine.store
    held = await run(_held, store, id)
    if held is None:
        raise _nobody(id)
    return StreamingResponse(_document(store, *held), media_type="application/json")


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


@router.post(
    "/v1/users/{id}/merge",
    summary="Merge a visitor into an account",
    description="Somebody signed in: what the visitor did and said counts for the account at the next request, "
    "where the account says otherwise the account wins. From then on `from` is one more id of the same person, for "
    "events that come late, too. The same call again changes nothing. There is no way back: give a browser a new "
    "visitor's id when somebody signs out. 409 where `from` was merged into another account before.",
    openapi_extra={**asks(["id"]), **takes(ref(MergeRequest), {"from": "visitor-7f3a"})},
    responses=gives({"id": "ana", "aliases": ["visitor-7f3a"], "events": 12}),
)
async def merge_users(request: Request) -> Response:
    """Merge; says how many events came over."""
    id, asked = id_of(request), await read_model(request, MergeRequest)
    application = serving(request).open()
    known = await run(application.engine.store.users.ids_of, id)
    if asked.other in (id, *known[:1]):
        raise invalid([Trouble("/from", "`from` is the account itself.", "Name the visitor's id.")])
    try:
        merged = await run(application.merge_users, id, asked.other)
    except CannotMerge as error:
        raise Problem(409, plain(error), [Trouble("/from", plain(error), error.remedy)]) from None
    account, *aliases = await run(application.engine.store.users.ids_of, id) or [id]
    return answer({"id": account, "aliases": aliases, "events": merged.events})


@router.delete(
    "/v1/users/{id}",
    status_code=204,
    summary="Erase a person",
    description="Settings, events and every id of theirs, from every file. A later retry can't bring the events back.",
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


async def _document(store: Store, user: User, ids: Sequence[str]) -> AsyncIterator[bytes]:
    yield orjson.dumps({**settings_view(user), "aliases": list(ids[1:])})[:-1]
    events = store.events.stream_of_user(user.key)
    shown = chain.from_iterable(store.impressions.of_person(id) for id in ids)
    for name, pages in (("events", partial(_events, store, events)), ("impressions", partial(_shown, store, shown))):
        yield f',"{name}":['.encode()
        first = True
        while page := await run(pages):
            yield page if first else b"," + page
            first = False
        yield b"]"
    yield b"}"


def _events(store: Store, events: Iterator[Event]) -> bytes:
    """The next events as comma-separated JSON, empty at the end. Blocks."""
    page = list(islice(events, PAGE))
    items = store.catalog.by_keys({event.item for event in page})
    return b",".join(orjson.dumps(event_view(event, items)) for event in page)


def _shown(store: Store, shown: Iterator[Impression]) -> bytes:
    """The same of impressions."""
    page = list(islice(shown, PAGE))
    items = store.catalog.by_keys({slot.item for one in page for slot in one.slots})
    return b",".join(orjson.dumps(impression_view(one, items)) for one in page)


def _held(store: Store, id: str) -> tuple[User, list[str]] | None:
    """The person and all their ids; also one who was only shown something. Blocks."""
    user = store.users.get(id)
    if user is not None:
        return user, store.users.ids_of(id) or [id]
    seen = next(store.impressions.of_person(id), None)
    return None if seen is None else (User(UserKey(0), id), [id])
