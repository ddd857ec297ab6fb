"""Which items hold the words of a text: SQLite's full-text index over their texts, ranked by BM25.

The index is SQLite's own (FTS5, https://sqlite.org/fts5.html): triggers keep it as the items are, in the same
transaction, and every process reads it. It splits words, folds accents and stems English; it holds no person's data.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from sqlalchemy import bindparam, text

from hybrid.candidates import NO_KEYS
from hybrid.domain import Floats, Keys
from hybrid.store.database import Database

COLUMNS: Final = ("title", "categories", "tags", "brand", "attributes", "description")
_FIND: Final = text(
    # What a word counts in each column: categories and tags say what an item is, a title how it is called.
    "SELECT rowid, -bm25(item_words, 1.0, 3.0, 3.0, 2.0, 1.0, 1.0) AS strength FROM item_words "
    "WHERE item_words MATCH :wanted ORDER BY strength DESC, rowid LIMIT :most"
).bindparams(bindparam("wanted"), bindparam("most"))


class ItemWords:
    """The full-text index of one catalogue. ``fields``: which of an item's are searched; others are left out."""

    def __init__(self, database: Database, fields: Iterable[str] = COLUMNS) -> None:
        self._database = database
        self._columns = [column for column in COLUMNS if column in set(fields)]

    def find(self, words: Sequence[str], most: int) -> tuple[Keys, Floats]:
        """The at most ``most`` items that hold any of ``words``, best first: keys and BM25 (above 0)."""
        if not words or not self._columns:
            return NO_KEYS, np.empty(0, np.float32)
        either = " OR ".join('"' + word.replace('"', '""') + '"' for word in words)
        wanted = f"{{{' '.join(self._columns)}}} : ({either})"
        with self._database.read() as connection:
            rows = connection.execute(_FIND, {"wanted": wanted, "most": most}).all()
        keys = np.array([key for key, _ in rows], np.int64)
        return keys, np.array([strength for _, strength in rows], np.float32)
