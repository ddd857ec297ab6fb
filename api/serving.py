"""What the routes find in ``app.state``: the open application and what belongs to this server."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI, Request

from api.errors import Problem
from api.metrics import Metrics
from api.wiring import Application
from hybrid.engine import Engine
from hybrid.ports import Clock


@dataclass
class Serving:
    """One server. ``application`` is there between start and shutdown, ``token`` once the folder is owned."""

    metrics: Metrics
    clock: Clock
    application: Application | None = None
    token: str | None = None

    @property
    def engine(self) -> Engine:
        """The open engine. Raises a 503 ``Problem`` outside the lifespan."""
        return self.open().engine

    def open(self) -> Application:
        """The open application. Raises a 503 ``Problem`` outside the lifespan."""
        if self.application is None:
            raise Problem(503, "The server is starting or stopping; try again in a moment.")
        return self.application


def attach(app: FastAPI, serving: Serving) -> None:
    """Let the app's routes find ``serving``."""
    app.state.serving = serving


def serving(request: Request) -> Serving:
    """The server that answers this request."""
    found: Serving = request.app.state.serving
    return found
