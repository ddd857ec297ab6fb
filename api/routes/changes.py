"""What has become recommendable, as it happens: ``/v1/changes/stream``."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator

import orjson
from fastapi import APIRouter, Request
from fastapi.responses import Response
from fastapi.sse import EventSourceResponse, format_sse_event

from api.errors import Problem, Trouble, invalid
from api.feed import Feed
from api.metrics import Metrics
from api.openapi import gives
from api.serving import serving
from hybrid.ports import Clock
from hybrid.problems import shown

router = APIRouter(tags=["operations"])

HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that nobody on the way takes the connection for dead."""
RETRY = 2000
"""Milliseconds after which a browser connects again."""
LOST = {"message": "Some changes are no longer kept: read anew what you keep of items, models, prompts and rules."}


@router.get(
    "/v1/changes/stream",
    summary="Hear what has become recommendable",
    description="Server-sent events, each once the change holds for the next request: `item` (its state is ready, "
    "unavailable or deleted), `model`, `prompt` and `rules`. A client that sends the last `id` it got as "
    "`Last-Event-ID`, as browsers do by themselves, misses none; `reset` says that some are no longer kept (20,000 "
    "are). Without it the stream begins now. 503 where too many listen.",
    responses=gives(describe="text/event-stream"),
)
async def stream(request: Request) -> Response:
    """Follow the log until the client goes or the server stops."""
    server = serving(request)
    feed = server.listened()
    after = _last_event_id(request)
    if feed.full:
        message = "Too many listen to the changes of this process."
        raise Problem(503, message, [Trouble("", message, "Try again in a moment.")], {"Retry-After": "5"})
    told = _told(feed, after, server.metrics, server.clock)
    return EventSourceResponse(told, headers={"Cache-Control": "no-cache", "X-Accel-Buffering": "no"})


def _last_event_id(request: Request) -> int | None:
    given = request.headers.get("last-event-id", "").strip()
    if not given:
        return None
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        message = f"`Last-Event-ID` must be an id that came with an event; got {shown(given)}."
        raise invalid([Trouble("/Last-Event-ID", message, "Leave it out to begin now.")])
    return int(given)


async def _told(feed: Feed, after: int | None, metrics: Metrics, clock: Clock) -> AsyncIterator[bytes]:
    with feed.listening():
        seq = await feed.place() if after is None else after
        yield format_sse_event(id=str(seq), retry=RETRY)  # a place to go on from, also for who hears nothing before
        spoken = time.monotonic()
        while not feed.closed:
            page = await feed.page(seq)
            seq = page.until
            if page.lost:
                yield format_sse_event(data_str=orjson.dumps(LOST).decode(), event="reset", id=str(seq))
            for change in page.changes:
                data = orjson.dumps(change.view()).decode()
                yield format_sse_event(data_str=data, event=change.kind.value, id=str(change.seq))
                if change.ready_at is not None:
                    metrics.published("stream", (clock() - change.ready_at) / 1_000_000)
            if page.changes or page.lost:
                spoken = time.monotonic()
                continue
            if time.monotonic() - spoken >= HEARTBEAT:
                yield format_sse_event(comment="still here")
                spoken = time.monotonic()
            await feed.wait(seq, HEARTBEAT)
