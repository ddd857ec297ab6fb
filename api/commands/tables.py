"""Tables that fit the terminal: where a table is too wide, its columns go on in another one below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.table import Column, Table

NAMES = 31
"""The most letters of a name in one line, longer ones go on in the next."""
BETWEEN = 3
"""What each column takes besides its letters: a line and a space on either side."""


@dataclass(frozen=True)
class Field:
    """A column: its head and its cells. ``text`` stands left and may be broken into lines of ``NAMES`` letters."""

    head: str
    cells: Sequence[str]
    text: bool = False

    @property
    def width(self) -> int:
        """Letters of its widest line."""
        widest = max(cell_len(cell) for cell in (self.head, *self.cells))
        return min(widest, max(NAMES, cell_len(self.head))) if self.text else widest


def tables(title: str, names: Field, fields: Iterable[Field], width: int) -> Iterator[Table]:
    """As few tables as ``width`` allows, each with all rows and their names; one column at least in each."""
    for place, part in enumerate(_parts(names, fields, width)):
        shown = (names, *part)
        table = Table(
            *(_column(one) for one in shown), title=title if place == 0 else f"{title}, continued", title_justify="left"
        )
        for cells in zip(*(one.cells for one in shown), strict=True):
            table.add_row(*cells)
        yield table


def _parts(names: Field, fields: Iterable[Field], width: int) -> Iterator[Sequence[Field]]:
    free = begun = width - 1 - BETWEEN - names.width
    part: list[Field] = []
    for one in fields:
        if part and one.width + BETWEEN > free:
            yield part
            free, part = begun, []
        free -= one.width + BETWEEN
        part.append(one)
    yield part


def _column(one: Field) -> Column:
    if one.text:
        return Column(one.head, overflow="fold", min_width=one.width, max_width=one.width)
    return Column(one.head, justify="right", no_wrap=True, min_width=one.width)
