"""The HTTP client under LiteLLM's calls: no answer is read whole that is too long, none is unpacked, none sends on.

LiteLLM keeps one client for all event loops where it is given one; this one has a client of its own for each.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from weakref import WeakKeyDictionary

import httpx

MAX_BODY = 4_000_000
"""Bytes of a provider's answer, four times what its text may have in characters."""


class AnswerTooLong(Exception):
    """A provider's answer has more bytes than are read."""


class AnswerPacked(Exception):
    """A provider's answer is compressed, which was not asked for: how long it is shows only once it is unpacked."""


class ModelClient(httpx.AsyncClient):
    """One client by its type, several by event loop. Redirects are not followed: they would take a prompt elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self._by_loop: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = WeakKeyDictionary()

    async def send(self, request: httpx.Request, **options: Any) -> httpx.Response:  # noqa: ANN401 - as httpx has it
        """As httpx, by the client of the running loop."""
        loop = asyncio.get_running_loop()
        client = self._by_loop.get(loop)
        if client is None:
            hooks: dict[str, list[Any]] = {"request": [_plain], "response": [_bounded]}
            client = self._by_loop[loop] = httpx.AsyncClient(follow_redirects=False, event_hooks=hooks)
        return await client.send(request, **options)

    async def aclose(self) -> None:
        """Close the running loop's connections; the client itself stays of use."""
        client = self._by_loop.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.aclose()


class _Bounded(httpx.AsyncByteStream):
    """A stream that breaks off with ``AnswerTooLong``."""

    def __init__(self, stream: httpx.AsyncByteStream) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        read = 0
        async for chunk in self._stream:
            read += len(chunk)
            if read > MAX_BODY:
                raise AnswerTooLong
            yield chunk

    async def aclose(self) -> None:
        """Of the stream within."""
        await self._stream.aclose()


async def _plain(request: httpx.Request) -> None:
    request.headers["accept-encoding"] = "identity"


async def _bounded(response: httpx.Response) -> None:
    if response.headers.get("content-encoding", "identity").lower() != "identity":
        raise AnswerPacked
    if isinstance(response.stream, httpx.AsyncByteStream):
        response.stream = _Bounded(response.stream)
