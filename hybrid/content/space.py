"""One vector space: embedder, centre, the vectors in memory and the index over them."""

from __future__ import annotations

import logging
import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from hybrid.candidates import NO_KEYS
from hybrid.content.table import VectorTable
from hybrid.domain import Floats, Keys, Mask
from hybrid.errors import IndexFailed
from hybrid.ports import Embedder, VectorIndex

log = logging.getLogger(__name__)

MOST_FETCHED: Final = 1_000
"""Asking the index for more than this costs more than reading all vectors."""
SPARE: Final = 1.25
NO_COSINES: Final[Floats] = np.empty(0, dtype=np.float32)


class ContentSpace:
    """Items as points on the unit sphere. Readers keep the object they have while another is made.

    One writer at a time (the ``Indexer`` sees to it). Should the index fail, answers go on from the
    vectors in memory, exactly; ``degraded`` says so.
    """

    def __init__(self, embedder: Embedder, table: VectorTable, index: VectorIndex) -> None:
        self._embedder = embedder
        self._table = table
        self._index = index
        self._degraded = False
        self._alone = False

    @property
    def embedder(self) -> Embedder:
        """What made the vectors."""
        return self._embedder

    @property
    def table(self) -> VectorTable:
        """The vectors themselves."""
        return self._table

    @property
    def index(self) -> VectorIndex:
        """What proposes."""
        return self._index

    @property
    def identity(self) -> str:
        """The embedder's name and version."""
        return self._embedder.identity

    @property
    def dims(self) -> int:
        """Length of a vector; 0 while nothing was embedded."""
        return self._table.dims

    @property
    def centre(self) -> Floats:
        """The point that counts as the middle, shape (dims,)."""
        return self._table.centre

    @property
    def count(self) -> int:
        """How many items are here."""
        return self._table.count

    @property
    def has(self) -> Mask:
        """Which keys have a vector, shape (largest key + 1,); a view, not to be written."""
        return self._table.view()[1]

    @property
    def degraded(self) -> bool:
        """Whether the index has missed a change or could not answer; a restart mends it."""
        return self._degraded

    def vectors(self, keys: Keys, first: int | None = None) -> Floats:
        """Centred unit vectors of these keys, or their ``first`` dimensions alone, shape (n, dims); zeros where an item
        has none."""
        return self._table.rows(keys, first)

    def project(self, raw: Floats) -> Floats:
        """Raw vectors (n, dims) of the same embedder as centred unit vectors."""
        return self._table.project(raw)

    def embed_query(self, text: str) -> Floats:
        """The centred unit vector of a text, shape (dims,); zeros where it says nothing or no item is here.

        Raises ``EmbeddingError``.
        """
        if not text.strip() or not self.count:
            return np.zeros(self.dims, np.float32)
        raw = self._embedder.embed_query(text)
        return self.project(raw[None, :])[0] if np.any(raw) else np.zeros(self.dims, np.float32)

    def add(self, keys: Keys, raw: Floats, hashes: Sequence[str]) -> None:
        """Add or replace items by distinct keys; seen by the next ``search``."""
        if not len(keys):
            return
        self._table.put(keys, raw, hashes)
        try:
            self._index.upsert(keys, self._table.rows(keys), hashes)
        except IndexFailed as error:
            self._degrade(error)

    def remove(self, keys: Keys) -> None:
        """Take items out; unknown keys are ignored."""
        held = keys[np.isin(keys, np.flatnonzero(self.has))]
        if not len(held):
            return
        self._table.remove(held)
        try:
            self._index.delete(held)
        except IndexFailed as error:
            self._degrade(error)

    def search(self, vector: Floats, allowed: Mask, k: int) -> tuple[Keys, Floats]:
        """The at most ``k`` allowed items nearest to a (dims,) vector: keys and cosines, best first.

        ``allowed`` is a mask over item keys. The index is asked for more than ``k``; where too few of
        its answers are allowed, all allowed vectors are compared instead. Ties go to the smaller key.
        """
        unit, has = self._table.view()
        size = min(len(has), len(allowed))
        ok = has[:size] & allowed[:size]
        wanted = min(k, int(np.count_nonzero(ok)))
        length = float(np.linalg.norm(vector))
        if wanted < 1 or not length > 0:
            return NO_KEYS, NO_COSINES
        towards = np.asarray(vector / length, dtype=np.float32)
        keys = self._approximate(towards, ok, wanted)
        if keys is None:
            keys = np.flatnonzero(ok)
        cosines = np.asarray(unit[keys] @ towards, dtype=np.float32)
        order = np.lexsort((keys, -cosines))[:wanted]
        return keys[order], cosines[order]

    def _approximate(self, towards: Floats, ok: Mask, wanted: int) -> Keys | None:
        """Allowed keys among what the index brings; None where it cannot bring ``wanted`` of them, or where a filter
        leaves fewer to compare than it would have to bring."""
        count = int(np.count_nonzero(ok))
        fetch = math.ceil(wanted * self.count / count * SPARE) + 20
        if self._degraded or fetch > MOST_FETCHED or (count <= fetch and 2 * count < self.count):
            return None
        try:
            found, _ = self._index.query(towards, min(fetch, self.count))
        except IndexFailed as error:
            # Not a reason to give the index up: its collection may be the one of a space replaced since.
            if not self._alone:
                log.warning("Searched without the index: %s", error)
            self._alone = True
            return None
        self._alone = False
        found = found[found < len(ok)]
        found = found[ok[found]]
        return found if len(found) >= wanted else None

    def _degrade(self, error: IndexFailed) -> None:
        log.error("The index missed a change; answers come from memory until a restart. %s", error)
        self._degraded = True
