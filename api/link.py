"""The way from a process that only answers to the one that owns the data folder: HTTP over loopback."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlencode

import numpy as np

from api.client import Answer, Client, ServerError
from hybrid.domain import Floats, Keys
from hybrid.errors import IndexFailed
from hybrid.owner import find_owner
from hybrid.ports import VectorIndex

NEAREST = "/internal/nearest"
PATIENCE = 1.0
"""Seconds that a request waits for the index: it has all vectors itself, too."""
PAUSE = 0.5
"""Seconds for which an owner that did not answer is not asked for neighbours."""


class OwnerLink:
    """Reaches whoever owns ``folder`` now; after a restart that is another process at another port."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._idle: deque[Client] = deque()
        self._away_until = 0.0

    @property
    def here(self) -> bool:
        """Whether there is an owner, and it listens."""
        owner = find_owner(self._folder)
        return owner is not None and owner.port is not None

    def send(self, method: str, path: str, body: bytes, media_type: str) -> Answer:
        """Hand a request on, on a connection of its own. Raises ``ServerError`` where nobody answers."""
        with self._connect(timeout=600.0) as client:
            return client.send(method, path, body, media_type)

    def index(self, collection: str) -> VectorIndex:
        """The owner's index of that collection."""
        return _OwnersIndex(self, collection)

    def nearest(self, collection: str, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """As ``Engine.nearest``. Raises ``IndexFailed``, at once where the owner was away a moment ago."""
        if time.monotonic() < self._away_until:
            raise IndexFailed("The index process is away.")
        path = f"{NEAREST}?{urlencode({'collection': collection, 'k': k})}"
        try:
            answer = self._asked(path, vector.astype("<f4").tobytes())
        except ServerError as error:
            self._away_until = time.monotonic() + PAUSE
            raise IndexFailed(str(error)) from error
        if answer.status != 200:
            raise IndexFailed(f"The index process answered {answer.status}.")
        return unpacked(answer.body)

    def close(self) -> None:
        """Close what is kept open."""
        while self._idle:
            self._idle.pop().close()

    def _asked(self, path: str, body: bytes) -> Answer:
        """Over a connection that is kept; one that the other side has closed meanwhile is made anew."""
        try:
            client = self._idle.pop()
        except IndexError:
            client = self._connect(PATIENCE)
        else:
            try:
                return self._answered(client, path, body)
            except ServerError:
                client = self._connect(PATIENCE)
        return self._answered(client, path, body)

    def _answered(self, client: Client, path: str, body: bytes) -> Answer:
        answer = client.send("POST", path, body, "application/octet-stream")
        self._idle.append(client)
        return answer

    def _connect(self, timeout: float) -> Client:
        owner = find_owner(self._folder)
        if owner is None:
            raise ServerError("The index process is away.", "It is started again; try again in a moment.")
        return Client(owner, timeout)


class _OwnersIndex:
    """A ``VectorIndex`` that the owner writes and answers for."""

    def __init__(self, link: OwnerLink, collection: str) -> None:
        self._link = link
        self._collection = collection

    def upsert(self, keys: Keys, vectors: Floats, hashes: Sequence[str]) -> None:
        """Nothing to do: the owner has."""

    def delete(self, keys: Keys) -> None:
        """Nothing to do: the owner has."""

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """At most ``k`` nearest. Raises ``IndexFailed``."""
        return self._link.nearest(self._collection, vector, k)


def packed(keys: Keys, cosines: Floats) -> bytes:
    """Keys and cosines (n,) as bytes: 12 for each."""
    return keys.astype("<i8").tobytes() + cosines.astype("<f4").tobytes()


def unpacked(body: bytes) -> tuple[Keys, Floats]:
    """What ``packed`` made."""
    n = len(body) // 12
    return np.frombuffer(body, "<i8", n).astype(np.int64), np.frombuffer(body, "<f4", n, 8 * n).astype(np.float32)
