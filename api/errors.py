"""Every error leaves as RFC 9457 problem+json: what is wrong, where, and what to do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field

import orjson
from fastapi import FastAPI, Request
from fastapi.responses import Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Route
from starlette.types import Scope

from hybrid.domain import Json
from hybrid.errors import (
    BadArtifact,
    BecauseError,
    CannotMerge,
    EmbeddingError,
    FolderOwned,
    IndexFailed,
    NotEnoughData,
    NotFound,
    NotNow,
    StoreError,
)

MEDIA_TYPE = "application/problem+json"
STATUS_OF: Mapping[type[BecauseError], int] = {
    NotFound: 404,
    NotNow: 409,
    CannotMerge: 409,
    FolderOwned: 409,
    NotEnoughData: 409,
    BadArtifact: 409,
    EmbeddingError: 503,
    IndexFailed: 503,
    StoreError: 503,
}
"""Every other ``BecauseError`` is the caller's: 422."""

TITLES: Mapping[int, str] = {
    400: "Malformed request",
    401: "Key needed",
    403: "Not allowed",
    404: "Not found",
    405: "Wrong method",
    409: "Not possible now",
    413: "Too large",
    415: "Unsupported encoding",
    422: "Invalid input",
    500: "Internal error",
    503: "Not available",
}
"""Ours, since Python's own phrases change between versions and clients may look at ``type``."""


@dataclass(frozen=True)
class Trouble:
    """One thing that is wrong; ``pointer`` is a JSON pointer into the body, or names a parameter."""

    pointer: str
    message: str
    remedy: str = ""


@dataclass(eq=False)
class Problem(Exception):
    """Raised anywhere below a route; answered as problem+json with this status."""

    status: int
    detail: str
    errors: Sequence[Trouble] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    extra: Mapping[str, Json] = field(default_factory=dict)

    def response(self) -> Response:
        """The answer."""
        title = TITLES.get(self.status, "Not possible")
        body = {
            "type": f"urn:because:{title.lower().replace(' ', '-')}",
            "title": title,
            "status": self.status,
            "detail": self.detail,
            "errors": [asdict(trouble) for trouble in self.errors],
            **self.extra,
        }
        content = orjson.dumps(body, default=str, option=orjson.OPT_NON_STR_KEYS)
        return Response(content, self.status, dict(self.headers), MEDIA_TYPE)


def invalid(troubles: Sequence[Trouble], **extra: Json) -> Problem:
    """422 for input that was understood but can't be accepted; the detail names the first trouble."""
    first = troubles[0]
    more = f" (and {len(troubles) - 1} more)" if len(troubles) > 1 else ""
    return Problem(422, f"{first.message}{more}", troubles, extra=extra)


def plain(error: BecauseError) -> str:
    """The error's message without its remedy."""
    return str(error.args[0]) if error.args else str(error)


def of_because(error: BecauseError) -> Problem:
    """The problem that a domain error means to an HTTP caller."""
    status = next((code for kind, code in STATUS_OF.items() if isinstance(error, kind)), 422)
    return Problem(status, plain(error), [Trouble("", plain(error), error.remedy)])


def _of_http(error: HTTPException, request: Request, routes: Sequence[BaseRoute]) -> Problem:
    headers = dict(error.headers or {})
    if error.status_code == 404:
        return Problem(404, f"There is nothing at {request.url.path}.", [Trouble("", "unknown path", "See /docs.")])
    if error.status_code == 405:
        allowed = ", ".join(sorted(methods_at(request.scope, routes)))
        remedy = f"Use {allowed}." if allowed else "See /docs."
        detail = f"{request.method} does not work at {request.url.path}."
        return Problem(405, detail, [Trouble("", detail, remedy)], {"Allow": allowed} if allowed else headers)
    return Problem(error.status_code, str(error.detail), headers=headers)


def methods_at(scope: Scope, routes: Sequence[BaseRoute]) -> set[str]:
    """Every method that works at the path; the framework names those of one route only."""
    found: set[str] = set()
    for route in routes:
        if isinstance(route, Route | APIRoute) and route.matches(scope)[0] is not Match.NONE:
            found.update(route.methods or ())
    return found | ({"HEAD"} if "GET" in found else set())


def install(app: FastAPI, routes: Sequence[BaseRoute] = ()) -> None:
    """Let the app answer every error as a problem; ``routes`` are those that ``Allow`` is made from."""

    @app.exception_handler(Problem)
    async def _problem(_: Request, error: Problem) -> Response:
        return error.response()

    @app.exception_handler(BecauseError)
    async def _because(_: Request, error: BecauseError) -> Response:
        return of_because(error).response()

    @app.exception_handler(HTTPException)
    async def _http(request: Request, error: HTTPException) -> Response:
        return _of_http(error, request, routes).response()

    @app.exception_handler(Exception)
    async def _unexpected(_request: Request, _error: Exception) -> Response:
        # The server logs the traceback; nothing of it goes out.
        return Problem(500, "Something went wrong on our side; the log tells what.").response()
