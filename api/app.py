"""The HTTP application: routes, middlewares, error answers and documentation around one open data folder."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from fastapi import FastAPI
from fastapi_offline import FastAPIOffline

from api import errors, openapi
from api.answering import Heads, Keeping
from api.beside import beside
from api.metrics import Metrics, Observed
from api.opening import Opened, open_folder, system_clock
from api.paths import RawPaths
from api.routes import (
    changes,
    events,
    experiments,
    explanations,
    internal,
    items,
    measures,
    neighbours,
    operations,
    pages,
    prompts,
    recommendations,
    scenarios,
    users,
)
from api.security import Gate
from api.serving import Serving, attach
from api.settings import Settings
from api.threads import limit_threads, run
from api.version import version
from hybrid.ports import Clock

DESCRIPTION = """A self-hosted recommender that says why.

Send items and events, ask for recommendations: each comes with a reason that is true. Errors are RFC 9457
problems that name the field and the remedy. Ids are any text of 1 to 128 characters, percent-encoded in paths.
"""
ROUTERS = (
    recommendations.router,
    pages.router,
    explanations.router,
    items.router,
    neighbours.router,
    events.router,
    users.router,
    prompts.router,
    experiments.router,
    scenarios.router,
    measures.router,
    operations.router,
    changes.router,
    internal.router,
)


def create_app(settings: Settings, opened: Opened | None = None, clock: Clock = system_clock) -> FastAPI:
    """The application for ``settings``.

    A folder ``opened`` before is served and stays the caller's to close; otherwise it is opened at start and closed
    at shutdown.
    """
    serving = Serving(Metrics(), clock)
    app: FastAPI = FastAPIOffline(
        docs_url="/docs",
        redoc_url=None,
        title="Because",
        description=DESCRIPTION,
        version=version(),
        redirect_slashes=False,
        lifespan=_lifespan(settings, serving, opened),
    )
    attach(app, serving)
    for router in ROUTERS:
        app.include_router(router)
    errors.install(app, [route for router in ROUTERS for route in router.routes])
    openapi.install(app)
    # The last added is the first to see a request.
    app.add_middleware(Gate, keys=settings.keys, operators=settings.operator_keys, owner_token=lambda: serving.token)
    app.add_middleware(Observed, metrics=serving.metrics)
    app.add_middleware(Keeping)
    app.add_middleware(Heads)
    app.add_middleware(RawPaths)
    return app


def _lifespan(
    settings: Settings, serving: Serving, opened: Opened | None
) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        limit_threads(settings.threads)
        here = opened if opened is not None else await run(open_folder, settings, serving.clock)
        try:
            async with here.application.running(serving.metrics):
                serving.token = here.announce(settings.host, settings.port)
                serving.application = here.application
                serving.link, serving.process = here.link, here.process
                async with beside(here, serving):
                    yield
        finally:
            serving.application = serving.token = serving.link = serving.feed = None
            if opened is None:
                await run(here.close)

    return lifespan
