"""A file of lines that grows, read on from where it was: over rotation, truncation and a half-written last line.

Looked at now and then rather than told by the system: that works on every file system, and a look is one ``stat``.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

MOST = 1000
"""Lines that are read at once."""
BYTES = 4 * 1024 * 1024
"""Bytes that are read at once; a line that is longer is cut."""
HEAD = 1024
"""Bytes of a file's beginning that tell whether it is still the same."""


@dataclass(frozen=True)
class Mark:
    """How far a file was taken in: to which byte and line, and which file that was, by its inode and a hash of its
    beginning (``HEAD`` bytes of what was taken in)."""

    inode: int
    offset: int = 0
    line: int = 0
    head: str = ""


@dataclass(frozen=True)
class Lines:
    """Whole lines with their numbers, without their ends, and the mark behind them; ``source`` is another one for
    each file that there was under the name."""

    lines: Sequence[tuple[int, bytes]]
    mark: Mark | None
    source: str = ""


class Tail:
    """Follows ``path`` from ``mark``, which is where an earlier one was; without one, from the beginning."""

    def __init__(self, path: Path, mark: Mark | None = None) -> None:
        self._path = path
        self._mark = mark
        self._file: BinaryIO | None = None

    def read(self) -> Lines:
        """The next lines that are whole; none where there is nothing new. The same again until ``commit``."""
        file, left = self._turn()
        mark = self._mark
        if file is None or mark is None:
            return Lines((), mark)
        file.seek(mark.offset)
        data = file.read(BYTES)
        # A half line is whole where nobody writes on, or no more of it can be read at once.
        over = b"\n" not in data if len(data) == BYTES else left
        lines = list(split(data if over else data[: data.rfind(b"\n") + 1]))[:MOST]
        numbered = [(mark.line + n, line.rstrip(b"\r\n")) for n, line in enumerate(lines, 1)]
        offset = mark.offset + sum(map(len, lines))
        after = Mark(mark.inode, offset, mark.line + len(lines), _head(file, offset))
        return Lines(numbered, after if lines else mark, _source(file, mark.inode))

    def commit(self, mark: Mark | None) -> None:
        """What came before ``mark`` is taken in for good."""
        self._mark = mark

    def close(self) -> None:
        """Let go of the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _turn(self) -> tuple[BinaryIO | None, bool]:
        """The file to read, and whether its name is another file's by now, so that nobody writes on."""
        if self._file is None:
            self._open()
        file, there = self._file, _inode(self._path)
        if file is None or self._mark is None:
            return None, False
        left = there is not None and there != self._mark.inode
        if left and os.fstat(file.fileno()).st_size <= self._mark.offset:
            self.close()
            self._mark = None
            self._open()
            return self._file, False
        if not _is_same(file, self._mark):  # cut off, or written anew under the same inode
            self._mark = Mark(self._mark.inode)
        return file, left

    def _open(self) -> None:
        """The file of the mark, by whatever name it goes now; else the one that has the name."""
        for path in [self._path, *(self._renamed() if self._mark is not None else [])]:
            try:
                file = path.open("rb")
            except FileNotFoundError:
                continue
            inode = os.fstat(file.fileno()).st_ino
            if self._mark is None or (inode == self._mark.inode and _is_same(file, self._mark)):
                self._mark = self._mark or Mark(inode)
                self._file = file
                return
            file.close()
        if self._mark is not None:
            self._mark = None
            self._open()

    def _renamed(self) -> Iterator[Path]:
        for path in sorted(self._path.parent.glob(f"{self._path.name}*")):
            if self._mark is not None and _inode(path) == self._mark.inode:
                yield path


def split(data: bytes) -> Iterator[bytes]:
    """Lines by their line feeds alone, with them."""
    *whole, rest = data.split(b"\n")
    yield from (line + b"\n" for line in whole)
    if rest:
        yield rest


def _inode(path: Path) -> int | None:
    with contextlib.suppress(FileNotFoundError):
        return path.stat().st_ino
    return None


def _is_same(file: BinaryIO, mark: Mark) -> bool:
    return os.fstat(file.fileno()).st_size >= mark.offset and _head(file, mark.offset) == mark.head


def _head(file: BinaryIO, offset: int) -> str:
    """A hash of the file's beginning, as far as it was taken in; "" where nothing was."""
    begun = os.pread(file.fileno(), min(offset, HEAD), 0)
    return hashlib.sha256(begun).hexdigest() if begun else ""


def _source(file: BinaryIO, inode: int) -> str:
    """Tells files apart that had one name after another, even where an inode comes again."""
    first = os.pread(file.fileno(), HEAD, 0).partition(b"\n")[0]
    return hashlib.sha256(f"{inode} ".encode() + first).hexdigest()
