"""Which items are variants of one another: all that ``variant_of`` joins, in however many steps. Pure."""

from __future__ import annotations


class Families:
    """The originals of items that name one, which may itself name one, or not be there yet, or name them in turn.

    A change costs as much as there are variants below the item: nothing for one that no other names. One writer at a
    time.
    """

    def __init__(self) -> None:
        self._keys: dict[str, int] = {}
        self._original: dict[str, str] = {}
        self._variants: dict[str, set[str]] = {}
        self._root: dict[str, str] = {}

    def put(self, key: int, id: str, variant_of: str | None) -> list[tuple[int, str]]:
        """Take over what an item says of itself. Returns it and the keys that belong to another family than before,
        each with the id that its family goes by: that of the last original, its own without one."""
        original = None if not variant_of or variant_of == id else variant_of
        if original == self._original.get(id):
            return [(key, self._root.get(id, id))]
        self._keys[id] = key
        self._name(id, original)
        below = self._below(id)
        if original in below:
            root = self._first_of_circle(id)
        else:
            root = id if original is None else self._root.get(original, original)
        self._root.update(dict.fromkeys(below, root))
        return [(self._keys[one], root) for one in below]

    def _name(self, id: str, original: str | None) -> None:
        """Let ``id`` name this one and none that it named before."""
        before = self._original.pop(id, None)
        if before is not None:
            self._variants[before].discard(id)
        if original is not None:
            self._original[id] = original
            self._variants.setdefault(original, set()).add(id)

    def _below(self, id: str) -> dict[str, None]:
        """It and all that name it, directly or not."""
        found, waiting = {id: None}, [id]
        while waiting:
            new = [one for one in self._variants.get(waiting.pop(), ()) if one not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return found

    def _first_of_circle(self, id: str) -> str:
        """Of items that name each other in turn the first id by letters."""
        first, one = id, self._original[id]
        while one != id:
            first, one = min(first, one), self._original[one]
        return first
