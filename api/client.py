"""A plain HTTP client for the commands that work beside a running server, over loopback."""

from __future__ import annotations

import http.client
import json
from dataclasses import dataclass

from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.owner import OwnerInfo

ANYWHERE = {"0.0.0.0": "127.0.0.1", "": "127.0.0.1", "::": "::1"}  # noqa: S104 - addresses to translate, not to bind


class ServerError(BecauseError):
    """The running server refused or could not be reached."""

    status = 0


@dataclass(frozen=True)
class Answer:
    """As it came."""

    status: int
    body: bytes
    media_type: str | None


class Client:
    """Talks to the owner of a data folder; closes with ``close`` or at the end of a ``with``."""

    def __init__(self, owner: OwnerInfo, timeout: float = 600.0) -> None:
        if owner.host is None or owner.port is None or owner.token is None:
            raise ServerError(
                f"The data folder is in use by {owner}.", "Wait until it serves, or stop it, and try again."
            )
        self.base = f"http://{owner.host}:{owner.port}"
        self._token = owner.token
        self._connection = http.client.HTTPConnection(ANYWHERE.get(owner.host, owner.host), owner.port, timeout=timeout)

    def __enter__(self) -> Client:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()

    def call(self, method: str, path: str, content: Json = None) -> Json:
        """The answer's JSON. Raises ``ServerError`` with the problem's words for any other status than 2xx."""
        status, told = self.ask(method, path, content)
        if 200 <= status < 300:
            return told
        raise refusal(status, told)

    def ask(self, method: str, path: str, content: Json = None) -> tuple[int, Json]:
        """Status and JSON of the answer. Raises ``ServerError`` where there is none."""
        answer = self.send(method, path, None if content is None else json.dumps(content).encode())
        try:
            return answer.status, json.loads(answer.body) if answer.body else None
        except ValueError:
            raise ServerError(f"What answers at {self.base} is not Because.") from None

    def send(self, method: str, path: str, body: bytes | None, media_type: str = "application/json") -> Answer:
        """The answer to these bytes. Raises ``ServerError`` where there is none."""
        headers = {"Authorization": f"Bearer {self._token}", "Content-Type": media_type, "Host": "localhost"}
        try:
            self._connection.request(method, path, body, headers)
            response = self._connection.getresponse()
            return Answer(response.status, response.read(), response.getheader("Content-Type"))
        except (OSError, http.client.HTTPException) as error:
            self._connection.close()
            raise ServerError(
                f"The server at {self.base} does not answer ({error!r}).",
                "See whether it still runs; the same command again goes on where it was.",
            ) from error


def refusal(status: int, told: Json) -> ServerError:
    """What the server said with a status that is no success."""
    problem = told if isinstance(told, dict) else {}
    remedies = [str(error.get("remedy", "")) for error in problem.get("errors", [])]
    error = ServerError(str(problem.get("detail") or f"The server answered {status}."), next(iter(remedies), ""))
    error.status = status
    return error
