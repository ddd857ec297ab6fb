"""A day's answers as columns, which is what figures are counted from; and the bytes that they are kept as. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
import orjson
from numpy.typing import NDArray

from hybrid.domain import Mask

Ints: TypeAlias = NDArray[np.int64]
Numbers: TypeAlias = NDArray[np.uint64]
NOBODY: Final = 0
"""Stands for no session."""


class Kind(NamedTuple):
    """All that answers are told apart by beside their day, as in ``Impression``."""

    scenario: str
    rerank: str
    prompt: str
    llm: str
    model: str
    rules: str
    experiment: str
    arm: str


@dataclass(frozen=True, slots=True)
class AnswerColumns:
    """Answers in order of their ``key``, columns of shape (n,).

    ``person`` and ``session`` are 64 bits of a hash, session 0 for none: of a million people two are taken for one with
    a probability of 3e-8. ``at`` in UTC microseconds; ``kind`` is a place in ``kinds``, ``size`` the number of slots.
    """

    key: Ints
    person: Numbers
    at: Ints
    session: Numbers
    kind: NDArray[np.int32]
    size: NDArray[np.int32]
    kinds: tuple[Kind, ...]

    @property
    def starts(self) -> Ints:
        """Where the slots of each answer begin in ``SlotColumns``."""
        return np.cumsum(self.size, dtype=np.int64) - self.size

    @property
    def numbers(self) -> Ints:
        """The place in the answer of each slot, from 1 on; shape (m,)."""
        return np.arange(self.size.sum()) - np.repeat(self.starts, self.size) + 1

    def to_bytes(self) -> bytes:
        """What ``answers_from`` reads."""
        return _packed(self, [list(kind) for kind in self.kinds])


@dataclass(frozen=True, slots=True)
class SlotColumns:
    """Slots in order of their answers and their places there, columns of shape (m,).

    ``source`` is a place in ``sources``: the one that brought the largest part of the score.
    """

    item: NDArray[np.int32]
    source: NDArray[np.int16]
    explored: Mask
    sources: tuple[str, ...]

    def to_bytes(self) -> bytes:
        """What ``slots_from`` reads."""
        return _packed(self, self.sources)


def number_of(digest: bytes) -> int:
    """The first 64 bits of a hash."""
    return int.from_bytes(digest[:8], "big")


def session_numbers(ids: Iterable[str]) -> Numbers:
    """64 bits of a hash of each session's id."""
    digests = (hashlib.blake2b(id.encode("utf-8", "surrogatepass"), digest_size=8).digest() for id in ids)
    return np.frombuffer(b"".join(digests), ">u8").astype(np.uint64)


def answers_from(packed: bytes) -> AnswerColumns:
    """What ``AnswerColumns.to_bytes`` made."""
    columns, kinds = _unpacked(packed)
    return AnswerColumns(**columns, kinds=tuple(Kind(*kind) for kind in kinds))


def slots_from(packed: bytes) -> SlotColumns:
    """What ``SlotColumns.to_bytes`` made."""
    columns, sources = _unpacked(packed)
    return SlotColumns(**columns, sources=tuple(sources))


_NAMES: Final = "names"


def _packed(columns: AnswerColumns | SlotColumns, names: Sequence[Any]) -> bytes:
    file = BytesIO()
    arrays: dict[str, Any] = {name: getattr(columns, name) for name in columns.__slots__}
    arrays = {name: value for name, value in arrays.items() if isinstance(value, np.ndarray)}
    arrays[_NAMES] = np.frombuffer(orjson.dumps(names), np.uint8)
    np.savez(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _unpacked(packed: bytes) -> tuple[Mapping[str, Any], Any]:
    with np.load(BytesIO(packed), allow_pickle=False) as file:
        columns = {name: file[name] for name in file.files}
    return columns, orjson.loads(columns.pop(_NAMES).tobytes())
