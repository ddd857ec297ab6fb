"""Run the HTTP server: bind first, open the folder, serve until told to stop."""

from __future__ import annotations

import errno
import gc
import logging
import signal
import socket
import sys
from collections.abc import Awaitable, Callable
from types import FrameType
from typing import NoReturn

import uvicorn
from threadpoolctl import threadpool_limits

from api.app import create_app
from api.opening import Opened
from api.serving import attached
from api.settings import Settings
from hybrid.errors import BecauseError

SWITCH = 0.001
"""Seconds that a thread may compute while another waits for the interpreter, a fifth of Python's own: an answer waits
for it after each of its reads, and a batch of events computes for tens of milliseconds."""
GRACE = 10
"""Seconds that requests have to finish at shutdown."""


class CannotListen(BecauseError):
    """The address can't be had."""


def bind(host: str, port: int) -> socket.socket:
    """A bound socket that does not listen yet; port 0 takes a free one. Raises ``CannotListen``.

    No process inherits it, which would keep the port after this one's end; workers are handed it.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family, socket.SOCK_STREAM)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host.strip("[]"), port))
    except OSError as error:
        sock.close()
        if error.errno == errno.EADDRINUSE:
            raise CannotListen(f"Port {port} is taken by another program.", "Choose another with --port.") from None
        raise CannotListen(
            f"Can't listen on {host}:{port} ({error.strerror or error}).", "See --host and --port."
        ) from None
    return sock


def address_of(sock: socket.socket) -> str:
    """What to type into a browser."""
    host, port = sock.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """Tells once when it serves, and ``stopping`` when it begins to end."""

    def __init__(
        self, config: uvicorn.Config, ready: Callable[[], None], stopping: Callable[[], Awaitable[None]]
    ) -> None:
        super().__init__(config)
        self._ready = ready
        self._stopping = stopping

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn, and then the word that it stands."""
        await super().startup(sockets)
        if self.started:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn, which waits for answers under way: those that have no end are ended first."""
        await self._stopping()
        await super().shutdown(sockets)


def serve(settings: Settings, opened: Opened, sock: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve on ``sock`` until SIGINT or SIGTERM; ``ready`` gets the address once requests are answered.

    Returns after a shutdown in good order.
    """
    settings = settings.model_copy(update={"port": sock.getsockname()[1]})
    app = create_app(settings, opened)
    config = uvicorn.Config(
        app,
        log_config=None,
        log_level=logging.WARNING,
        access_log=False,  # paths hold the ids of people
        proxy_headers=False,  # the client is who connects; see security.py
        server_header=False,
        timeout_graceful_shutdown=GRACE,
        timeout_keep_alive=30,
    )
    signal.signal(signal.SIGTERM, _stop)
    sys.setswitchinterval(SWITCH)
    gc.collect()
    gc.freeze()  # what start-up made stays: the collector need not look through it again while requests wait
    try:
        # Requests already come side by side: products as small as theirs only make BLAS's threads wait for each other.
        with threadpool_limits(1, "blas"):
            _Server(config, lambda: ready(address_of(sock)), attached(app).stop_streams).run(sockets=[sock])
    except (KeyboardInterrupt, _Stopped):
        # uvicorn has shut down in good order and then raises the signal again.
        return
    except OSError as error:
        # Two that bound the port at the same moment: only one can listen.
        raise CannotListen(
            f"Can't listen on port {settings.port} ({error.strerror}).", "Choose another with --port."
        ) from error


class _Stopped(Exception):
    """SIGTERM came."""


def _stop(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise _Stopped
