"""Ids in paths: percent-encoded, so that ``/``, ``%``, spaces and emoji all work.

The server decodes a path before routing, which would make ``good%2F1`` two segments. ``RawPaths`` routes on
the encoded path instead, and ``id_of`` decodes the one segment.
"""

from __future__ import annotations

from urllib.parse import quote, unquote_to_bytes

from fastapi import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Problem, Trouble


class RawPaths:
    """ASGI middleware: the path that routes see is the encoded one, each segment encoded in one canonical way."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand on with the canonical path."""
        if scope["type"] == "http":
            raw = scope.get("raw_path")
            encoded = raw if raw is not None else quote(scope["path"], safe="/%").encode()
            scope = {**scope, "path": canonical(encoded)}
        await self._app(scope, receive, send)


def canonical(raw: bytes) -> str:
    """The encoded path with every segment decoded and encoded again: ``%61`` is ``a``, ``/`` inside stays ``%2F``."""
    return "/".join(quote(unquote_to_bytes(segment), safe="~!$&'()*+,;=:@") for segment in raw.split(b"/"))


def id_of(request: Request, name: str = "id") -> str:
    """The external id in the path. Raises a 404 ``Problem`` for what can be no id."""
    raw = unquote_to_bytes(request.path_params[name])
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise _no_id(name, "is not valid UTF-8") from None
    if not 1 <= len(text) <= 128:
        raise _no_id(name, "must have 1 to 128 characters")
    if any(ord(c) < 32 or 127 <= ord(c) < 160 for c in text):
        raise _no_id(name, "must not contain control characters")
    return text


def _no_id(name: str, why: str) -> Problem:
    message = f"The {name} in the path {why}."
    return Problem(404, message, [Trouble(f"/{name}", message, "Percent-encode the id as UTF-8.")])
