"""Who may call: holders of a key, or, where no key is set, programs on this machine only."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from pydantic import SecretStr
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from api.errors import Problem, Trouble
from api.settings import is_loopback

OPEN = frozenset({"/healthz", "/readyz"})
"""Probes: anyone may ask them."""

DOCUMENTATION = ("/docs", "/docs/oauth2-redirect", "/openapi.json")
STATIC = "/static-offline-docs/"
"""The same for every installation and no secret: a browser can send no key before the page is there to ask for it."""

INTERNAL = "/internal/"
"""For the owner of the data folder only: commands that work beside a running server."""


CALLER = "because.caller"
"""Where in a request's scope stands which API key it came with, as a hash; "" without one."""

OPERATES = "because.operates"
"""Where in a request's scope stands whether an operator asks."""

OWNS = "because.owns"
"""Where stands whether a command beside the server asks, with the owner's token."""

EDITS = "because.edits"
"""Where stands whether the request may change what all are served: with operators' keys only, where there are any."""


class Gate:
    """ASGI middleware. ``keys`` open the server, ``operators`` are those among them that operators have.

    ``owner_token`` is asked at each request: it is known only once the folder is owned.
    """

    def __init__(
        self,
        app: ASGIApp,
        keys: Sequence[SecretStr],
        operators: Sequence[SecretStr],
        owner_token: Callable[[], str | None],
    ) -> None:
        self._app = app
        self._keys = _bytes(keys)
        self._operators = _bytes(operators)
        self._owner_token = owner_token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through or answer 401 or 403."""
        if scope["type"] == "http" and scope["path"] not in OPEN:
            headers = Headers(scope=scope)
            given = _bearer(headers)
            problem = self._refusal(scope, headers, given)
            if problem is not None:
                await problem.response()(scope, receive, send)
                return
            scope[CALLER] = hashlib.sha256(given).hexdigest() if _is_one_of(given, self._keys) else ""
            scope[OWNS] = self._owns(given)
            scope[OPERATES] = not self._keys or scope[OWNS] or _is_one_of(given, self._operators)
            scope[EDITS] = scope[OPERATES] or not self._operators
        await self._app(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers, given: bytes) -> Problem | None:
        if self._owns(given):
            return None
        if scope["path"].startswith(INTERNAL):
            return _unauthorised("This is for commands beside the server, which know the owner's token.")
        if self._keys:
            if scope["path"] in DOCUMENTATION or scope["path"].startswith(STATIC):
                return None
            return None if _is_one_of(given, self._keys) else _unauthorised("Send Authorization: Bearer <key>.")
        return _only_here(scope, headers)

    def _owns(self, given: bytes) -> bool:
        token = self._owner_token()
        return token is not None and _is_one_of(given, (token.encode(),))


def only_for_operators(scope: Scope, pointer: str) -> None:
    """Raises a 403 ``Problem`` about the field at ``pointer`` unless an operator asks: the holder of an operator's
    key or of the owner's token, and where no key is set this machine."""
    if not scope.get(OPERATES, False):
        message = f"`{pointer[1:]}` is for operators."
        remedy = "Leave it out, or send one of BECAUSE_OPERATOR_KEYS as Authorization: Bearer <key>."
        raise Problem(403, message, [Trouble(pointer, message, remedy)])


def only_for_editors(scope: Scope) -> None:
    """Raises a 403 ``Problem`` for a key that may only ask, where others may change things."""
    if not scope.get(EDITS, False):
        message = "This is for operators: this key may only ask for recommendations."
        remedy = "Send one of BECAUSE_OPERATOR_KEYS as Authorization: Bearer <key>."
        raise Problem(403, message, [Trouble("", message, remedy)])


def is_command(scope: Scope) -> bool:
    """Did a command beside the server ask? Then somebody looks at the answer who is not the person it is for."""
    return bool(scope.get(OWNS, False))


def _bytes(keys: Sequence[SecretStr]) -> tuple[bytes, ...]:
    return tuple(key.get_secret_value().encode() for key in keys)


def caller(scope: Scope) -> str:
    """Which API key a request came with: a hash of the key, "" for none and for the owner's token."""
    found: str = scope.get(CALLER, "")
    return found


def _bearer(headers: Headers) -> bytes:
    scheme, _, value = headers.get("authorization", "").partition(" ")
    return value.strip().encode() if scheme.lower() == "bearer" else b""


def _is_one_of(given: bytes, keys: Sequence[bytes]) -> bool:
    """Compares with every key in constant time, so that timing tells neither which nor how much matched."""
    matches = [hmac.compare_digest(given, key) for key in keys]
    return any(matches)


def _unauthorised(remedy: str) -> Problem:
    message = "A valid key is needed."
    return Problem(401, message, [Trouble("", message, remedy)], {"WWW-Authenticate": 'Bearer realm="because"'})


def _only_here(scope: Scope, headers: Headers) -> Problem | None:
    """Without keys: from this machine, by a local name (DNS rebinding), from no foreign page, by no proxy."""
    client = scope.get("client")
    if client is None or not is_loopback(client[0]):
        return _forbidden("Without BECAUSE_API_KEYS only this machine is served.")
    if not is_loopback(_host(headers.get("host", ""))):
        return _forbidden("Without BECAUSE_API_KEYS the Host header must be localhost or 127.0.0.1.")
    origin = headers.get("origin")
    if origin is not None and not is_loopback(urlsplit(origin).hostname or ""):
        return _forbidden("Without BECAUSE_API_KEYS web pages of other hosts are not served.")
    if "x-forwarded-for" in headers or "forwarded" in headers:
        return _forbidden("Without BECAUSE_API_KEYS nothing that a proxy hands on is served.")
    return None


def _host(header: str) -> str:
    """The host of a Host header, without its port."""
    return header[: header.find("]") + 1] if header.startswith("[") else header.rpartition(":")[0] or header


def _forbidden(message: str) -> Problem:
    return Problem(403, message, [Trouble("", message, "Set BECAUSE_API_KEYS and send Authorization: Bearer <key>.")])
