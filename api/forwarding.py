"""Calls that only the owner of the data folder answers: other processes hand them on to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps

from fastapi import Request
from fastapi.responses import Response

from api.body import read_bytes
from api.client import ServerError
from api.errors import Problem, Trouble, plain
from api.link import OwnerLink
from api.serving import serving
from api.threads import run


def by_owner(route: Callable[[Request], Awaitable[Response]]) -> Callable[[Request], Awaitable[Response]]:
    """The route where this process owns the folder, else the owner's answer to the same request."""

    @wraps(route)
    async def answered(request: Request) -> Response:
        link = serving(request).link
        return await route(request) if link is None else await _forwarded(request, link)

    return answered


async def _forwarded(request: Request, link: OwnerLink) -> Response:
    body = await read_bytes(request)
    media_type = request.headers.get("content-type", "")
    try:
        given = await run(link.send, request.method, request.scope["path"], body, media_type)
    except ServerError as error:
        message = "Items and erasures can't be taken just now: the index process does not answer."
        raise Problem(
            503, message, [Trouble("", plain(error), "Send it again in a moment.")], {"Retry-After": "1"}
        ) from error
    return Response(given.body, given.status, media_type=given.media_type)
