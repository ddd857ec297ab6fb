"""Vectors by hash of what they were made from, so that nothing is embedded twice and the index can be rebuilt."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from sqlalchemy import Connection, bindparam, select

from hybrid.domain import Floats
from hybrid.store.database import Database
from hybrid.store.sql import CHUNK, chunks, upsert
from hybrid.store.tables import embeddings

_GET = select(embeddings.c.hash, embeddings.c.vector).where(embeddings.c.hash.in_(bindparam("hashes", expanding=True)))


class Embeddings:
    """Raw vectors (float32, little-endian on disk)."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, hashes: Iterable[str]) -> dict[str, Floats]:
        """Those that are kept; each of shape (dims,), read-only. An unknown hash is left out."""
        found: dict[str, Floats] = {}
        for chunk in chunks(hashes):
            with self._database.read() as connection:
                for hash, blob in connection.execute(_GET, {"hashes": chunk}):
                    found[hash] = np.frombuffer(blob, dtype="<f4")
        return found

    def put(self, vectors: Mapping[str, Floats], identity: str) -> None:
        """Keep vectors of shape (dims,) that the embedder ``identity`` made; durable on return."""
        rows = [
            {"hash": hash, "identity": identity, "vector": np.ascontiguousarray(vector, dtype="<f4").tobytes()}
            for hash, vector in vectors.items()
        ]

        def work(connection: Connection) -> None:
            for start in range(0, len(rows), CHUNK):
                upsert(connection, embeddings, rows[start : start + CHUNK])

        if rows:
            self._database.write(work)
