"""A real server on a free port of this machine, and a client for it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import uvicorn

from api.app import create_app
from api.opening import system_clock
from api.serve import bind
from api.settings import Settings
from hybrid.ports import Clock


@dataclass
class Running:
    """A server and a client that speaks to it."""

    client: httpx.Client
    settings: Settings

    def post(self, path: str, content: Any, **headers: str) -> httpx.Response:
        """POST JSON."""
        return self.client.post(path, json=content, headers=headers)

    def get(self, path: str, **headers: str) -> httpx.Response:
        """GET."""
        return self.client.get(path, headers=headers)


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    async def startup(self, sockets: Any = None) -> None:
        try:
            await super().startup(sockets)
        finally:
            self.settled.set()


@contextmanager
def running(folder: Path, clock: Clock = system_clock, **given: Any) -> Iterator[Running]:
    """Serve ``folder`` while the block runs; ``given`` are settings."""
    host = given.pop("host", "127.0.0.1")
    with bind(host, 0) as sock:
        settings = Settings(data_dir=folder, host=host, port=sock.getsockname()[1], **given)
        config = uvicorn.Config(
            create_app(settings, clock=clock),
            log_config=None,
            access_log=False,
            proxy_headers=False,
            timeout_graceful_shutdown=5,
        )
        server = _Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        assert server.settled.wait(60)
        assert server.started, "the server did not start"
        try:
            with httpx.Client(base_url=f"http://127.0.0.1:{settings.port}", timeout=30) as client:
                yield Running(client, settings)
        finally:
            server.should_exit = True
            thread.join(30)
            assert not thread.is_alive()
