"""What holds for every answer: a HEAD is a GET without its body, and each says who may keep it."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PRIVATE = "/v1/users/"
"""Here stands what is held about a person: nobody on the way keeps it, not even the browser."""


class Heads:
    """ASGI middleware: routes know GET only; whoever asks with HEAD gets the same head."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask as GET, send no body."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def bodiless(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self._app({**scope, "method": "GET"}, receive, bodiless)


class Keeping:
    """ASGI middleware: ``Cache-Control`` for answers that say nothing of it themselves."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve, and add the header."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        control = "no-store" if scope["path"].startswith(PRIVATE) else "private, no-cache"

        async def saying(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).setdefault("Cache-Control", control)
            await send(message)

        await self._app(scope, receive, saying)
