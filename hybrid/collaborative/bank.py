"""Fitting the tables a spec asks for, on the popular head of the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hybrid.collaborative.closed import ease, ridge
from hybrid.collaborative.history import History
from hybrid.collaborative.links import Links, strongest
from hybrid.collaborative.moments import moments
from hybrid.collaborative.pairs import Pairs
from hybrid.collaborative.signals import targets, worth
from hybrid.collaborative.specs import AlikeSpec, CountedSpec, EaseSpec, NextSpec
from hybrid.collaborative.transitions import transitions
from hybrid.domain import Floats, Keys

CELLS = 2_000_000
"""Of a table that are looked at at a time."""
LEAST_SUPPORT = 4
SHUFFLES_UP_TO = 60
"""Tables that see this far are fitted on two orders of entries of equal time; beyond, the order hardly matters."""


def head_of(history: History, most: int, least: int = LEAST_SUPPORT) -> NDArray[np.int64]:
    """Codes, ascending, of the at most ``most`` items that most people met, ``least`` of them at least.

    Where nearly nothing has as much support, less will do.
    """
    order = np.argsort(-history.support, kind="stable")[:most]
    enough = history.support[order] >= least
    if enough.sum() < min(10, history.size):
        enough = history.support[order] > 0
    return np.sort(order[enough])


def fitted_links(
    spec: NextSpec | EaseSpec | CountedSpec | AlikeSpec, history: History, head: Keys, orders: int, k: int,
    pairs: Pairs | None,
) -> Links:  # fmt: skip
    """The ``k`` strongest links of each item among those that ``pairs`` let join two, by code. Only the items ``head``
    are linked."""
    small = history.within(head)
    if isinstance(spec, CountedSpec | AlikeSpec):
        sparse = transitions(small, spec.both_ways) if isinstance(spec, CountedSpec) else _alike(small)
        k = min(k, spec.neighbours) if isinstance(spec, AlikeSpec) else k
        return strongest(((keys, sparse[part].toarray()) for part, keys in _parts(head)), head, history.size, k, pairs)
    matrix = fitted_matrix(spec, small, orders)
    return strongest(((keys, matrix[part]) for part, keys in _parts(head)), head, history.size, k, pairs)


def fitted_matrix(spec: NextSpec | EaseSpec, history: History, orders: int) -> Floats:
    """The whole table (m, m) over all items of ``history``."""
    if isinstance(spec, EaseSpec):
        return _ease(spec, history)
    xx, xy = _moments(spec, history)
    for extra in range(1, orders if spec.over.depth < SHUFFLES_UP_TO else 1):
        more = _moments(spec, history.reshuffled(extra))
        xx += more[0]
        xy += more[1]
    return ridge(xx, xy, spec.ridge * _mean_above_0(np.diag(xx)))


def _moments(spec: NextSpec, history: History) -> tuple[Floats, Floats]:
    inputs = worth(history.told, spec.weighing(1))
    return moments(history, spec.over, inputs, targets(history.told, spec.power))


def _ease(spec: EaseSpec, history: History) -> Floats:
    good = history.told.positive[history.rows]
    place = (history.person[good], history.item[history.rows][good])
    liked = sp.csr_array((np.ones(int(good.sum()), np.float32), place), (len(history.people), history.size))
    popularity = np.bincount(place[1], minlength=history.size)
    return ease(liked, spec.ridge * _mean_above_0(popularity))


def _alike(history: History) -> sp.csr_array:
    """Cosines of items by who liked them, a person weighing log(items / (1 + likings)), shape (m, m)."""
    good = history.told.positive[history.rows]
    person, item = history.person[good], history.item[history.rows][good]
    worth = np.maximum(np.log(max(history.size, 2)) - np.log1p(np.bincount(person, minlength=len(history.people))), 0.1)
    liked = sp.csr_array((worth[person].astype(np.float32), (person, item)), (len(history.people), history.size))
    length = np.sqrt(np.asarray(liked.multiply(liked).sum(axis=0)).ravel())
    liked = liked @ sp.diags_array(1 / np.maximum(length, 1e-9).astype(np.float32))
    return (liked.T @ liked).tocsr()


def _mean_above_0(values: NDArray[np.floating] | NDArray[np.integer]) -> float:
    above = values[values > 0]
    return float(above.mean()) if above.size else 1.0


def _parts(keys: Keys) -> Iterator[tuple[slice, Keys]]:
    """The rows of a square table over ``keys``, a few at a time."""
    step = max(1, CELLS // max(len(keys), 1))
    for start in range(0, len(keys), step):
        part = slice(start, start + step)
        yield part, keys[part]
