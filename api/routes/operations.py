"""For operators: probes, metrics, version."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer
from api.errors import Problem
from api.metrics import Metrics
from api.openapi import gives
from api.serving import serving
from api.threads import run
from api.version import version

router = APIRouter(tags=["operations"])


@router.get("/healthz", summary="Is the process alive?", responses=gives({"status": "ok"}))
async def healthz(_request: Request) -> Response:
    """Always, while the event loop turns."""
    return answer({"status": "ok"})


@router.get(
    "/readyz",
    summary="Can it recommend?",
    description="`index` is `degraded` where the content index missed a change or failed: answers stay right, "
    "compared with every item's vector, which is slow in large catalogues. A restart mends it.",
    responses=gives({"status": "ready", "trained": True, "index": "ok"}),
)
async def readyz(request: Request) -> Response:
    """200 between start and shutdown; without a trained model too, since content and popularity serve."""
    application = serving(request).application
    if application is None:
        raise Problem(503, "The server is starting or stopping.")
    snapshot = application.engine.snapshot
    index = "degraded" if snapshot.space.degraded else "ok"
    return answer({"status": "ready", "trained": snapshot.model is not None, "index": index})


@router.get("/metrics", summary="Prometheus metrics", responses=gives(describe="Text format"))
async def metrics(request: Request) -> Response:
    """What was counted since the start, what models cost today, and what the last check of the content found."""
    server = serving(request)
    application = server.open()
    snapshot = application.engine.snapshot
    server.metrics.serving(snapshot.version, snapshot.space.degraded)
    quality = await run(server.engine.quality)
    server.metrics.checked({} if quality is None else quality.figures())
    server.metrics.spent(await run(application.budget.figures))
    leases = {} if application.model is None else application.model.day.leases.counts
    server.metrics.kept(*await run(application.cache.size), leases)
    return Response(server.metrics.text(), media_type=Metrics.media_type)


@router.get(
    "/v1/version",
    summary="What runs here",
    responses=gives({"version": "0.1.0", "model": "20261120T090000-000000-1a2b3c4d", "llm": None}),
)
async def running(request: Request) -> Response:
    """Release, trained model and language model."""
    application = serving(request).open()
    model = application.engine.snapshot.model
    content = {
        "version": version(),
        "model": None if model is None else model.version,
        "llm": application.settings.llm.model,
    }
    return answer(content)
