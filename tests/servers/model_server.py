"""An OpenAI-compatible model over real HTTP that counts what it is asked and misbehaves on demand."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = Callable[[dict[str, Any]], Any]
"""Request body → what stands as the message's content."""
Raw = Callable[[dict[str, Any]], bytes]
"""Request body → all bytes of the response, its head included; the connection is closed after them."""


def wants_step(request: dict[str, Any]) -> bool:
    """Does the request's schema let an agent look something up?"""
    return "step" in request["response_format"]["json_schema"]["schema"]["properties"]


def _ranking(request: dict[str, Any]) -> dict[str, Any]:
    """The schema of the ranking in the request's."""
    schema = request["response_format"]["json_schema"]["schema"]
    if wants_step(request):
        schema = schema["properties"]["step"]["anyOf"][-1]
    return dict(schema["properties"]["ranking"])


def handles(request: dict[str, Any]) -> list[str]:
    """The handles that the request's schema allows."""
    entry = _ranking(request)["items"]
    return list(entry["properties"]["handle"]["enum"] if entry["type"] == "object" else entry["enum"])


def wants_words(request: dict[str, Any]) -> bool:
    """Does the request's schema ask for reasons?"""
    return bool(_ranking(request)["items"]["type"] == "object")


def ranking(order: list[str], request: dict[str, Any], reason: str = "") -> str:
    """A well-formed answer with this order of handles."""
    entries: list[Any] = [{"handle": h, "reason": reason} for h in order] if wants_words(request) else list(order)
    told = {"ranking": entries}
    return json.dumps({"step": told} if wants_step(request) else told)


def reverse(request: dict[str, Any]) -> str:
    """The well-behaved answer: all handles, last one first."""
    return ranking(list(reversed(handles(request))), request)


def copy(request: dict[str, Any]) -> str:
    """All handles in the order given."""
    return ranking(handles(request), request)


def look(tool: str, **arguments: Any) -> str:
    """A well-formed call of an agent's tool."""
    return json.dumps({"step": {"tool": tool, **arguments}})


def search(query: str, *categories: str) -> str:
    """A well-formed search."""
    return look("search_items", query=query, filter={"categories": list(categories)})


def agent(*looks: str, then: Answer = reverse) -> Answer:
    """Looks these up in turn, as far as the conversation has got, and answers when it may not or has no more."""

    def answer(request: dict[str, Any]) -> Any:
        taken = sum(message["role"] == "assistant" for message in request["messages"])
        return looks[taken] if wants_step(request) and taken < len(looks) else then(request)

    return answer


@dataclass
class ModelServer:
    """``mode`` may be changed between requests; ``fails`` are statuses sent first, one each, before ``mode`` rules."""

    mode: str = "ok"
    answer: Answer = reverse
    raw: Raw | None = None
    fails: list[int] = field(default_factory=list)
    retry_after: str | None = None
    requests: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    api_base: str = ""

    @property
    def calls(self) -> int:
        """Requests so far."""
        return len(self.requests)


@contextmanager
def model_server(**settings: Any) -> Iterator[ModelServer]:
    """A running server on a free loopback port."""
    state = ModelServer(**settings)
    server = _Server(state)
    state.api_base = f"http://127.0.0.1:{server.server_port}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        state.gate.set()
        server.shutdown()
        server.server_close()
        thread.join()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, state: ModelServer) -> None:
        self.state = state
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One connection."""

    server: _Server

    @property
    def state(self) -> ModelServer:
        return self.server.state

    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Silence."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        request = json.loads(body)
        self.state.bodies.append(body)
        self.state.requests.append(request)
        self.state.arrived.set()
        if self.state.fails:
            self._status(self.state.fails.pop(0))
        elif self.state.mode.isdecimal():
            self._status(int(self.state.mode))
        else:
            getattr(self, f"_{self.state.mode}")(request)

    def _ok(self, request: dict[str, Any]) -> None:
        self._content(self.state.answer(request))

    def _raw(self, request: dict[str, Any]) -> None:
        assert self.state.raw is not None
        self.wfile.write(self.state.raw(request))
        self.close_connection = True

    def _endless(self, request: dict[str, Any]) -> None:
        """An answer that never ends, as fast as it is read."""
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.end_headers()
        with suppress(OSError):
            while not self.state.gate.is_set():
                self.wfile.write(b" " * 65_536)
        self.close_connection = True

    def _gated(self, request: dict[str, Any]) -> None:
        """Answers well, but only once the test opens the gate."""
        self.state.gate.wait(30)
        self._content(self.state.answer(request))

    def _hang(self, request: dict[str, Any]) -> None:
        self.state.gate.wait(30)
        self.close_connection = True

    def _drip(self, request: dict[str, Any]) -> None:
        """Headers at once, then a byte now and then."""
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", "100000")
        self.end_headers()
        with suppress(OSError):
            while not self.state.gate.wait(0.05):
                self.wfile.write(b" ")
        self.close_connection = True

    def _close(self, request: dict[str, Any]) -> None:
        self.close_connection = True

    def _cut(self, request: dict[str, Any]) -> None:
        """Promises more than it sends."""
        self.send_response(200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", "1000")
        self.end_headers()
        self.wfile.write(b'{"id": "x", "choices": [')
        self.close_connection = True

    def _html(self, request: dict[str, Any]) -> None:
        self._send(200, b"<html><body>gateway</body></html>", "text/html")

    def _nothing(self, request: dict[str, Any]) -> None:
        self._send(200, b"")

    def _number(self, request: dict[str, Any]) -> None:
        self._send(200, b"7")

    def _null(self, request: dict[str, Any]) -> None:
        self._content(None)

    def _object(self, request: dict[str, Any]) -> None:
        self._content({"ranking": handles(request)})

    def _nochoices(self, request: dict[str, Any]) -> None:
        self._send(200, json.dumps({"id": "x", "object": "chat.completion", "model": "m", "choices": []}).encode())

    def _huge(self, request: dict[str, Any]) -> None:
        self._content("x" * 10_000_000)

    def _overflow(self, request: dict[str, Any]) -> None:
        message = "This model's maximum context length is 4096 tokens. However, your messages resulted in 9000."
        self._send(400, json.dumps({"error": {"message": message, "code": "context_length_exceeded"}}).encode())

    def _content(self, content: Any) -> None:
        message = {"role": "assistant", "content": content}
        answer = {
            "id": "x",
            "object": "chat.completion",
            "created": 1,
            "model": "m",
            "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            "usage": {"prompt_tokens": 500, "completion_tokens": 50, "total_tokens": 550},
        }
        self._send(200, json.dumps(answer).encode())

    def _status(self, status: int) -> None:
        self._send(status, json.dumps({"error": {"message": "no", "type": "x"}}).encode())

    def _send(self, status: int, body: bytes, kind: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("content-type", kind)
        self.send_header("content-length", str(len(body)))
        if self.state.retry_after is not None and status in (429, 503):
            self.send_header("retry-after", self.state.retry_after)
        self.end_headers()
        self.wfile.write(body)
