"""For operators: probes, metrics, version."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer
from api.errors import Problem
from api.metrics import Metrics
from api.openapi import gives
from api.published import shown
from api.serving import Serving, serving
from api.threads import run
from api.version import version
from hybrid.domain import Json

router = APIRouter(tags=["operations"])


@router.get("/healthz", summary="Is the process alive?", responses=gives({"status": "ok"}))
async def healthz(_request: Request) -> Response:
    """Always, while the event loop turns."""
    return answer({"status": "ok"})


@router.get(
    "/readyz",
    summary="Can it recommend?",
    description="`index` is `degraded` where the content index missed a change or failed: answers stay right, "
    "compared with every item's vector, which is slow in large catalogues. A restart mends it. With `--workers`, "
    "`process` is the one that answers; while `owner` is `away` (it is started again), answers go on from memory, "
    "but items and erasures are not taken.",
    responses=gives({"status": "ready", "trained": True, "index": "ok", "owner": "ok", "process": None}),
)
async def readyz(request: Request) -> Response:
    """200 between start and shutdown; without a trained model too, since content and popularity serve."""
    server = serving(request)
    if server.application is None:
        raise Problem(503, "The server is starting or stopping.")
    return answer(await run(_state, server))


def _state(server: Serving) -> dict[str, Json]:
    snapshot = server.engine.snapshot
    return {
        "status": "ready",
        "trained": snapshot.model is not None,
        "index": "degraded" if snapshot.space.degraded else "ok",
        "owner": "ok" if server.owner_here else "away",
        "process": server.process,
    }


@router.get(
    "/metrics",
    summary="Prometheus metrics",
    description="With `--workers`: of all processes, told apart by the label `process`; those of the others are up "
    "to a second old.",
    responses=gives(describe="Text format"),
)
async def metrics(request: Request) -> Response:
    """What was counted since the start, what models cost today, and what the last check of the content found."""
    server = serving(request)
    text = await run(shown, server.figures, server.engine.folder, server.process)
    return Response(text, media_type=Metrics.media_type)


@router.get(
    "/v1/version",
    summary="What runs here",
    responses=gives({"version": "0.1.0", "model": "20261120T090000-000000-1a2b3c4d", "llm": None}),
)
async def running(request: Request) -> Response:
    """Release, trained model and language model."""
    application = serving(request).open()
    model = (await run(lambda: application.engine.snapshot)).model
    content = {
        "version": version(),
        "model": None if model is None else model.version,
        "llm": application.settings.llm.model,
    }
    return answer(content)
