"""What a request asks of the candidate sources, and what each of them answers.

A source reads the request once (``Reading``), proposes its best candidates, and then scores whatever all
sources proposed together. So every candidate has its exact score from every source, listed by it or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.profiles import EMPTY, Profile, Weighing

NO_KEYS: Keys = np.empty(0, dtype=np.int64)


@dataclass(frozen=True)
class Query:
    """One request as the sources see it. ``allowed`` is a mask over item keys (index = key): what may be shown.

    ``text`` is what it asks for, ``session`` the items that it names (``hybrid/session.py``). ``enough`` marks the
    keys that so many people engaged with that what these did may speak for them, or of them; None: all. ``people`` is
    how many that are, also behind a pair of items.
    """

    profile: Profile
    allowed: Mask
    text: str | None = None
    session: Profile = EMPTY
    enough: Mask | None = None
    people: int = 1

    def backed(self, keys: Keys) -> Floats:
        """1 for each of ``keys`` that enough people engaged with, else 0, shape (n,)."""
        return np.ones(len(keys), np.float32) if self.enough is None else gathered(self.enough, keys)

    @property
    def acquainted(self) -> bool:
        """Is anything known that the person met, ever or in this session?"""
        return bool(len(self.profile) or len(self.session))


class Scoring(Protocol):
    """One source's view of one request."""

    @property
    def channel(self) -> str:
        """The source's own name, by which the blend weighs it."""

    @property
    def name(self) -> SourceName:
        """How answers name it."""

    @property
    def scale(self) -> float:
        """What its raw scores are divided by; fixed in training, hence the same for everybody."""

    @property
    def weighing(self) -> Weighing | None:
        """How it weighs the person's history; None where that plays no part."""

    def propose(self, k: int) -> Keys:
        """At most ``k`` allowed candidates, best first."""

    def raw(self, keys: Keys) -> Floats:
        """Raw scores of any keys, shape (n,): ``weights @ similarity`` where the history plays a part."""

    def similarity(self, keys: Keys) -> Floats:
        """Rows for the history's entries, shape (h, n); an entry says nothing about itself."""


def top(scores: NDArray[np.floating], allowed: Mask, k: int) -> Keys:
    """The at most ``k`` best keys of dense ``scores`` (index = key) with a positive score that are allowed.

    Ties go to the smaller key, so that equal input gives equal output.
    """
    size = min(len(scores), len(allowed))
    found = np.flatnonzero(allowed[:size] & (scores[:size] > 0))
    if found.size > k:
        kth = np.partition(scores[found], found.size - k)[found.size - k]
        found = found[scores[found] >= kth]
    return found[np.lexsort((found, -scores[found]))][:k]


def gathered(dense: NDArray[np.floating | np.bool_], keys: Keys) -> Floats:
    """``dense[keys]``, 0 for keys beyond it."""
    inside = keys < len(dense)
    return np.where(inside, dense[np.where(inside, keys, 0)], 0.0).astype(np.float32) if len(dense) else _none(keys)


def anonymous(dense: Floats, enough: Mask | None) -> Floats:
    """``dense`` scores (index = key) of those keys that enough people stand behind (``Query.enough``), else 0."""
    if enough is None:
        return dense
    kept = np.zeros_like(dense)
    size = min(dense.size, enough.size)
    np.multiply(dense[:size], enough[:size], out=kept[:size])
    return kept


def _none(keys: Keys) -> Floats:
    return np.zeros(len(keys), np.float32)
