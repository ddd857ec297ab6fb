"""Rows of CSV and TSV files with their line numbers; a quote that is never closed costs its own line only.

A quoted cell may hold line ends, so one forgotten quote makes the lines below it part of a cell. Where that shows,
the first line is reported and those below it are read again as rows of their own.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Final, TypeAlias

from hybrid.cells import IDS, LISTS, NUMBERS, TEXTS

LINE_LIMIT: Final = 4 << 20
"""Bytes of one line; a longer one is skipped, for it may be a whole file without line ends."""
CELL_LIMIT: Final = 1 << 18
"""Characters of one cell."""
ROW_LINES: Final = 1_000
"""Lines of one row: the longest description has fewer."""
ONE_LINE: Final = IDS | LISTS | NUMBERS | (TEXTS - {"description"}) | {"available"}
"""Fields that no line end belongs in."""

Row: TypeAlias = tuple[int, list[str] | str]
"""The number of its first line, and its cells or what is wrong with it."""


def bounded(file: IO[bytes]) -> Iterator[bytes]:
    """The lines; of one longer than ``LINE_LIMIT`` only that many bytes and one more."""
    while line := file.readline(LINE_LIMIT + 1):
        rest = line
        while len(rest) > LINE_LIMIT and not rest.endswith(b"\n"):
            rest = file.readline(LINE_LIMIT + 1)
        yield line


def first_row(head: str, delimiter: str) -> list[str]:
    """The cells of the header. Raises ``csv.Error``."""
    return next(csv.reader([head], delimiter=delimiter), [])


def rows(lines: Iterable[str], fields: Sequence[str], delimiter: str) -> Iterator[Row]:
    """The rows below the header; ``fields`` are the columns' fields. Blank lines are left out."""
    csv.field_size_limit(CELL_LIMIT)
    source = _Lines(lines)
    next(source, None)
    while True:
        source.taken.clear()
        try:
            # A reader of its own for each row: after an error it would go on in the middle of one.
            cells = next(csv.reader(source, delimiter=delimiter, strict=True))
        except StopIteration:
            return
        except csv.Error as error:
            yield source.first, _wrong(error, len(source.taken))
            source.put_back()
            continue
        if _swallowed(source.taken, cells, fields, delimiter):
            yield source.first, f"A quote is not closed: the cell goes on to line {source.last}."
            source.put_back()
        elif cells:
            yield source.first, cells


class _Lines:
    """Numbered lines, of which those of the row at hand can be put back, all but its first."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._fresh = enumerate(lines, start=1)
        self._again: deque[tuple[int, str]] = deque()
        self.taken: list[tuple[int, str]] = []

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if len(self.taken) == ROW_LINES:
            raise csv.Error(f"a cell of more than {ROW_LINES:,} lines")
        self.taken.append(self._again.popleft() if self._again else next(self._fresh))
        return self.taken[-1][1]

    @property
    def first(self) -> int:
        return self.taken[0][0]

    @property
    def last(self) -> int:
        return self.taken[-1][0]

    def put_back(self) -> None:
        self._again.extendleft(reversed(self.taken[1:]))


def _wrong(error: csv.Error, lines: int) -> str:
    if lines > 1:
        return f"A quote is not closed, or closed too early ({error})."
    return f"The line is no valid CSV ({error})."


def _swallowed(taken: Sequence[tuple[int, str]], cells: Sequence[str], fields: Sequence[str], delimiter: str) -> bool:
    """Are the lines after the first rows of their own, by their number of cells?

    One is enough where a cell of one line goes over several; in free text it may be chance, two hardly are.
    """
    if len(taken) == 1:
        return False
    broken = {field for field, cell in zip(fields, cells, strict=False) if "\n" in cell or "\r" in cell}
    alike = sum(len(next(csv.reader([line], delimiter=delimiter), [])) == len(fields) for _, line in taken[1:])
    return alike >= (1 if broken & ONE_LINE else 2) and len(fields) > 1
