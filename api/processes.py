"""``because serve --workers N``: one process that owns the folder and keeps the index, and N that answer.

See docs/decisions/0008-workers.md.
"""

from __future__ import annotations

import socket
from collections.abc import Callable

from api.commands.console import quiet_logs
from api.opening import open_beside, open_folder
from api.serve import address_of, bind, serve
from api.settings import Settings
from api.supervisor import Kept, Told, keep

INDEX = "index"


def serve_many(settings: Settings, sock: socket.socket, ready: Callable[[str], None]) -> None:
    """Serve on ``sock`` with ``settings.workers`` processes until SIGINT or SIGTERM, see ``api.serve.serve``."""
    owner = Kept("index process", own, settings)
    workers = [Kept(f"worker {n}", answer, settings, sock, f"worker-{n}") for n in range(1, settings.workers + 1)]
    keep(owner, workers, lambda: ready(address_of(sock)))


def own(settings: Settings, told: Told) -> None:
    """The index process: owns the folder and writes; serves this machine only, on a port of its own."""
    quiet_logs(settings.log_level)
    settings = settings.model_copy(update={"host": "127.0.0.1"})
    with bind(settings.host, 0) as sock:
        opened = open_folder(settings, process=INDEX)
        try:
            serve(settings, opened, sock, lambda _: told.ready())
        finally:
            opened.close()


def answer(settings: Settings, sock: socket.socket, process: str, told: Told) -> None:
    """A process that answers on the socket that it shares with others."""
    quiet_logs(settings.log_level)
    opened = open_beside(settings, process)
    try:
        serve(settings, opened, sock, lambda _: told.ready())
    finally:
        opened.close()
