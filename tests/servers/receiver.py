"""Who gets the webhook's messages, and answers them as the test says."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass
class Receiver:
    """``answers`` are the next statuses, then 204; ``got`` has each message's headers and body.

    So many of the next messages as ``drips`` are answered byte by byte, without an end.
    """

    url: str = ""
    answers: list[int] = field(default_factory=list)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    drips: int = 0

    @property
    def ids(self) -> list[str]:
        """The ids of the messages."""
        return [headers["webhook-id"] for headers, _ in self.got]

    def changes(self, place: int) -> list[tuple[str, str, str]]:
        """Kind, id and state of the changes in a message."""
        told: dict[str, Any] = json.loads(self.got[place][1])
        assert told["type"] == "changes.ready"
        return [(change["kind"], change["id"], change["state"]) for change in told["data"]["changes"]]


@contextmanager
def receiver() -> Iterator[Receiver]:
    """Listens on this machine while the block runs."""
    found, over = Receiver(), threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = found.answers.pop(0) if found.answers else 204
            found.got.append(({name.lower(): value for name, value in self.headers.items()}, body))
            if found.drips:
                found.drips -= 1
                self._drip()
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def _drip(self) -> None:
            self.close_connection = True
            with contextlib.suppress(OSError):
                self.wfile.write(b"HTTP/1.1 204 No Content\r\nX-Slow: ")
                while not over.wait(0.02):
                    self.wfile.write(b"x")

        def log_message(self, format: str, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    found.url = f"http://127.0.0.1:{server.server_port}/hook"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        over.set()
        server.shutdown()
        server.server_close()
        thread.join()
