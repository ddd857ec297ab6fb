"""What people do: ``/v1/events``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.openapi import gives, ref, takes
from api.routes.batches import read_batch, report, store
from api.serving import serving
from api.threads import run
from hybrid.records import EventRecord

router = APIRouter(tags=["events"])

VIEW = {
    "event_id": "5f1c-1",
    "user_id": "ana",
    "item_id": "m12",
    "type": "view",
    "timestamp": "2026-11-20T09:05:00Z",
}
BATCH = {
    "type": "object",
    "required": ["events"],
    "properties": {"events": {"type": "array", "maxItems": 1000, "items": ref(EventRecord)}},
}


@router.post(
    "/v1/events",
    summary="Tell what people did",
    description="A batch of at most 1,000 as JSON, or NDJSON. Idempotent by `event_id`: send again what was not "
    "acknowledged. What was answered with 200 is on the disk and counts at the next request. Items and people "
    "need not be known yet. Whatever answer an event names, it is kept; `unattributed` counts those whose "
    "`recommendation_id` is not known here, whose item was not in that answer, or that come outside its window.",
    openapi_extra=takes(BATCH, {"events": [VIEW]}, lines=ref(EventRecord)),
    responses=gives({"accepted": 1, "rejected": 0, "duplicates": 0, "unattributed": {}, "results": []}),
)
async def post_events(request: Request) -> Response:
    """Append a batch."""
    server = serving(request)
    batch = await read_batch(request, "events")
    outcome = await run(store, server.open(), batch, server.clock())
    server.metrics.stored(events=outcome.accepted - outcome.duplicates)
    server.metrics.refused("events", len(outcome.bad))
    server.metrics.unattributed(outcome.unattributed)
    for type, shown in outcome.attributed:
        server.metrics.attributed(type, shown.scenario, shown.experiment, shown.arm)
    return report(batch, outcome)
