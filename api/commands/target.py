"""Where a command's work goes: through the running server, or into the folder itself."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from api.client import Client, ServerError, refusal
from api.metrics import Metrics
from api.opening import Opened, existing, open_folder, system_clock
from api.routes.batches import MOST, Batch, Kind, Outcome, store
from api.schemas import RecommendationRequest
from api.settings import Settings
from hybrid.artifacts import RolledBack
from hybrid.domain import Json
from hybrid.engine import silent
from hybrid.errors import FolderOwned, NotFound
from hybrid.owner import find_owner
from hybrid.records import LineError, parse_events, parse_items

BYTES = 4 * 1024 * 1024
"""Of one request to the server, which takes twice that."""

PAUSE = 0.25
"""Seconds between two tries to reach a folder."""


class Target(Protocol):
    """What commands ask of a data folder."""

    def store(self, kind: Kind, raws: Sequence[Json], lines: Sequence[int]) -> Outcome:
        """Take in records; durable on return."""

    def promote(self, version: str) -> None:
        """Let a trained model serve."""

    def rollback(self) -> RolledBack:
        """Let the model serve again that did before. Raises ``NotFound``, ``BadArtifact`` where none can be used."""

    def reindex(self, embedder: str | None) -> None:
        """Rebuild the index."""

    def check(self, after: str) -> None:
        """Look at the quality of what is indexed; the outcome is kept for ``because doctor``."""

    def erase(self, id: str) -> None:
        """Forget a person. Raises ``NotFound``."""

    def recommend(self, asked: RecommendationRequest) -> dict[str, Json]:
        """The answer of ``POST /v1/recommendations``."""


class Folder:
    """The folder itself, owned by this process."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened

    def store(self, kind: Kind, raws: Sequence[Json], lines: Sequence[int]) -> Outcome:
        batch = Batch(kind, list(raws), list(lines), [], ndjson=True)
        return store(self._opened.application, batch, system_clock())

    def promote(self, version: str) -> None:
        self._opened.application.owned.promote(version)

    def rollback(self) -> RolledBack:
        return self._opened.application.owned.rollback()

    def reindex(self, embedder: str | None) -> None:
        self._opened.application.owned.reindex(embedder, silent)

    def check(self, after: str) -> None:
        self._opened.application.owned.check(after)

    def erase(self, id: str) -> None:
        if not self._opened.application.erase_user(id):
            raise NotFound(f"There is no user {id!r}.")

    def recommend(self, asked: RecommendationRequest) -> dict[str, Json]:
        return asyncio.run(self._recommend(asked))

    async def _recommend(self, asked: RecommendationRequest) -> dict[str, Json]:
        application = self._opened.application
        async with application.running(Metrics()):
            given = await application.pipeline.recommend(asked, logged=False)
        return given.model_dump(mode="json")


class Server:
    """A server that owns the folder."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def store(self, kind: Kind, raws: Sequence[Json], lines: Sequence[int]) -> Outcome:
        good, bad = (parse_items if kind == "items" else parse_events)(raws, system_clock(), lines)
        by_line = dict(zip(lines, raws, strict=True))
        outcome = Outcome(bad=bad)
        for part in _portions([(line, by_line[line]) for line, _ in good]):
            self._send(kind, part, outcome)
        return outcome

    def _send(self, kind: Kind, part: Sequence[tuple[int, Json]], outcome: Outcome) -> None:
        status, told = self._client.ask("POST", f"/v1/{kind}", {kind: [raw for _, raw in part]})
        if status not in (200, 422) or not isinstance(told, dict) or "results" not in told:
            raise refusal(status, told)
        outcome.accepted += told["accepted"]
        outcome.duplicates += told.get("duplicates", 0)
        for result in told["results"]:
            line = part[result["line"] - 1][0]
            outcome.bad.append(LineError(line, result["id"], **result["error"]))

    def promote(self, version: str) -> None:
        self._client.call("POST", "/internal/promote", {"version": version})

    def rollback(self) -> RolledBack:
        told = self._client.call("POST", "/internal/rollback", {})
        return RolledBack(told["version"], tuple(told["skipped"]))

    def reindex(self, embedder: str | None) -> None:
        self._client.call("POST", "/internal/reindex", {"embedder": embedder})

    def check(self, after: str) -> None:
        self._client.call("POST", "/internal/check", {"after": after})

    def erase(self, id: str) -> None:
        self._client.call("DELETE", f"/v1/users/{quote(id, safe='')}")

    def recommend(self, asked: RecommendationRequest) -> dict[str, Json]:
        told: dict[str, Json] = self._client.call("POST", "/v1/recommendations", asked.model_dump(exclude_unset=True))
        return told


@contextmanager
def target(
    settings: Settings, create: bool = False, tries: int = 1, pause: Callable[[float], None] = time.sleep
) -> Iterator[Target]:
    """The running server where there is one, else the folder, opened for the length of the block.

    Only with ``create`` a folder is made; others raise ``BecauseError`` for one that is not there. A folder in the
    hands of another command, or of a server that does not listen yet, is tried ``tries`` times, every ``PAUSE``.
    """
    if not create:
        existing(settings)
    found = _reach(settings, tries, pause)
    try:
        yield Server(found) if isinstance(found, Client) else Folder(found)
    finally:
        found.close()


def _reach(settings: Settings, tries: int, pause: Callable[[float], None]) -> Client | Opened:
    for left in reversed(range(tries)):
        try:
            owner = find_owner(settings.data_dir)
            return open_folder(settings) if owner is None else Client(owner)
        except (FolderOwned, ServerError):
            if not left:
                raise
            pause(PAUSE)
    raise ValueError("at least one try is needed")


def _portions(records: Sequence[tuple[int, Json]]) -> Iterator[list[tuple[int, Json]]]:
    """In order, each small enough for one request."""
    part: list[tuple[int, Json]] = []
    size = 0
    for line, raw in records:
        length = len(json.dumps(raw))
        if part and (size + length > BYTES or len(part) == MOST):
            yield part
            part, size = [], 0
        part.append((line, raw))
        size += length
    if part:
        yield part
