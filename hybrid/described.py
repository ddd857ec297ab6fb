"""What is written about items, beside what people did with them: what training may know of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.domain import Floats, Keys
from hybrid.likeness import likeness


@dataclass(frozen=True)
class Described:
    """The catalogue as columns and as vectors; any key may be asked for, also of items that are not there."""

    columns: ItemColumns
    space: ContentSpace

    def vectors(self, keys: Keys) -> Floats:
        """Unit vectors (n, d) of the texts, zeros where an item has none."""
        return self.space.vectors(keys)

    def categories(self, keys: Keys) -> Floats:
        """Unit vectors (n, c) over the categories, the rarer the heavier; zeros where an item has none."""
        return self.columns.category_vectors(keys)

    def likeness(self, keys: Keys, others: Keys) -> Floats:
        """How alike each of ``keys`` (c,) is to each of ``others`` (n,), shape (c, n)."""
        return likeness(keys, others, self.columns, self.space)
