"""What the routes find in ``app.state``: the open application and what belongs to this server."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request

from api.errors import Problem
from api.feed import Feed
from api.link import OwnerLink
from api.measuring import META, gauges
from api.metrics import Metrics
from api.wiring import Application
from hybrid.engine import Engine
from hybrid.ports import Clock
from hybrid.reader import Reader


@dataclass
class Serving:
    """One server. ``application`` is there between start and shutdown, ``token`` once the folder is owned.

    ``link`` leads to the owner of the folder, and is None in the owner itself. ``process`` is the name of one of
    several, see ``api.processes``.
    """

    metrics: Metrics
    clock: Clock
    application: Application | None = None
    token: str | None = None
    link: OwnerLink | None = None
    process: str | None = None
    feed: Feed | None = None

    @property
    def owner_here(self) -> bool:
        """Whether the owner of the folder can be reached. Blocks."""
        return self.link is None or self.link.here

    def figures(self) -> bytes:
        """What this process has counted, and how it stands, in Prometheus' text format. Blocks."""
        snapshot, quality = self.engine.snapshot, self.engine.quality()
        self.metrics.serving(snapshot.version, snapshot.space.degraded, self.owner_here)
        self.metrics.checked({} if quality is None else quality.figures())
        application = self.open()
        self.metrics.spent(application.budget.figures())
        leases = {} if application.model is None else application.model.day.leases.counts
        self.metrics.kept(*application.cache.size(), leases)
        self.metrics.impressions(application.impressions.counts, application.impressions.shown.counts)
        self.metrics.measured(gauges(application.engine.store.meta.get(META)))
        self.metrics.listening(0 if self.feed is None else self.feed.listeners)
        return self.metrics.text()

    @property
    def engine(self) -> Reader:
        """What to answer from. Raises a 503 ``Problem`` outside the lifespan."""
        return self.open().engine

    @property
    def owned(self) -> Engine:
        """The same in the owner of the folder. Raises a 503 ``Problem`` outside the lifespan."""
        return self.open().owned

    def open(self) -> Application:
        """The open application. Raises a 503 ``Problem`` outside the lifespan."""
        if self.application is None:
            raise Problem(503, "The server is starting or stopping; try again in a moment.")
        return self.application

    def listened(self) -> Feed:
        """What becomes recommendable. Raises a 503 ``Problem`` outside the lifespan."""
        if self.feed is None or self.feed.closed:
            raise Problem(503, "The server is starting or stopping; try again in a moment.")
        return self.feed

    async def stop_streams(self) -> None:
        """Let who listens go: they would hold up the end."""
        if self.feed is not None:
            await self.feed.close()


def attach(app: FastAPI, serving: Serving) -> None:
    """Let the app's routes find ``serving``."""
    app.state.serving = serving


def attached(app: FastAPI) -> Serving:
    """What was attached to the app."""
    found: Serving = app.state.serving
    return found


def serving(request: Request) -> Serving:
    """The server that answers this request."""
    return attached(request.app)
