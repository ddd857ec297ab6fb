"""Request bodies: read with a limit, parsed strictly (no NaN, no deep nesting), validated by a model."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, get_origin

import orjson
from fastapi import Request
from fastapi.responses import Response
from pydantic import BaseModel, ValidationError

from api.errors import Problem, Trouble, invalid
from api.threads import run
from api.troubles import MOST, troubles
from api.twice import given_twice
from hybrid.domain import Json
from hybrid.problems import printable

LIMIT = 8 * 1024 * 1024
DEPTH = 64
"""Levels of nesting, far beyond any field of ours and far below Python's recursion limit."""

WIDTH = 5000
"""Fields of one object: each unknown one costs a message."""

NODES = 200_000
"""Opening brackets of a body: each makes an object, and parsing can't be interrupted."""

SMALL = 64 * 1024
"""Bodies up to this size are parsed at once; longer ones in a thread, away from the event loop."""

M = TypeVar("M", bound=BaseModel)


def answer(content: Json, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON from plain Python: ready bytes, no validation on the way out."""
    body = orjson.dumps(content, option=orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY)
    return Response(body, status, dict(headers or {}), "application/json")


async def read_bytes(request: Request) -> bytes:
    """The whole body. Raises a 413 ``Problem`` beyond ``LIMIT``, without reading on, and 415 for a packed one."""
    encoding = request.headers.get("content-encoding", "identity").strip().lower()
    if encoding not in ("", "identity"):
        message = f"Bodies with Content-Encoding: {printable(encoding)} are not read."
        raise Problem(415, message, [Trouble("", message, "Send it as it is.")], {"Accept-Encoding": "identity"})
    declared = request.headers.get("content-length", "0")
    if declared.isdigit() and len(declared) < 20 and int(declared) > LIMIT:
        raise _too_large()
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > LIMIT:
            raise _too_large()
        chunks.append(chunk)
    return b"".join(chunks)


def _too_large() -> Problem:
    message = f"The body is larger than {LIMIT // 1024 // 1024} MB."
    return Problem(413, message, [Trouble("", message, "Send it in several requests.")], {"Connection": "close"})


def parse(body: bytes) -> Json:
    """JSON to Python. Raises a 400 ``Problem`` naming line and column."""
    if body.count(b"[") + body.count(b"{") > NODES:
        raise _unwieldy(f"The body has more than {NODES:,} lists and objects.")
    try:
        value = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        at = f"line {error.lineno}, column {error.colno}"
        message = f"The body is not valid JSON: {error.msg} at {at}." if body else "The body is empty."
        raise Problem(400, message, [Trouble("", message, "Send valid JSON in UTF-8.")]) from None
    unwieldy = shape_trouble(value)
    if unwieldy:
        raise _unwieldy(unwieldy)
    return value


def _unwieldy(message: str) -> Problem:
    return Problem(400, message, [Trouble("", message, "Send less, and flatter.")])


def shape_trouble(value: Json) -> str:
    """What is unwieldy about a parsed body, or an empty text. Level by level: no nesting can overflow us."""
    level = [value]
    for _ in range(DEPTH):
        inner: list[Json] = []
        for part in level:
            if isinstance(part, dict):
                if len(part) > WIDTH:
                    return f"The body has an object of more than {WIDTH:,} fields."
                inner.extend(v for v in part.values() if isinstance(v, dict | list))
            elif isinstance(part, list):
                inner.extend(v for v in part if isinstance(v, dict | list))
        if not inner:
            return ""
        level = inner
    return f"The body is nested deeper than {DEPTH} levels."


async def read_json(request: Request) -> Json:
    """The body as Python."""
    body = await read_bytes(request)
    return parse(body) if len(body) <= SMALL else await run(parse, body)


async def read_document(request: Request) -> Json:
    """The same of a document that people write: a 422 ``Problem`` where a name stands in an object twice."""
    body = await read_bytes(request)
    return _document(body) if len(body) <= SMALL else await run(_document, body)


def _document(body: bytes) -> Json:
    value = parse(body)
    if twice := given_twice(body):
        raise invalid(twice[:MOST])
    return value


async def read_model(request: Request, model: type[M], context: Mapping[str, Json] | None = None) -> M:
    """The body as ``model``. Raises a 400, 413 or 422 ``Problem``."""
    return validated(await read_json(request), model, context)


async def read_optional(request: Request, model: type[M]) -> M:
    """As ``read_model``; no body at all is one that says nothing."""
    body = await read_bytes(request)
    return validated(parse(body) if body else {}, model)


def validated(value: Json, model: type[M], context: Mapping[str, Json] | None = None) -> M:
    """``value`` as ``model``. Raises a 422 ``Problem`` with a pointer to each wrong field."""
    try:
        return model.model_validate(value, context=dict(context or {}))
    except ValidationError as error:
        raise invalid(troubles(error, model)) from None


def read_query(request: Request, model: type[M]) -> M:
    """The query string as ``model``, whose fields are texts until validated; unknown names are refused."""
    value: dict[str, Json] = {}
    for name in request.query_params:
        given = request.query_params.getlist(name)
        field = model.model_fields.get(name)
        if len(given) > 1 and field is not None and get_origin(field.annotation) is not list:
            message = f"`{name}` is given {len(given)} times."
            raise invalid([Trouble(f"/{name}", message, "Give it once.")])
        value[name] = given[0] if len(given) == 1 else given
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise invalid(troubles(error, model, "parameter here")) from None
