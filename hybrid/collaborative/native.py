"""LightFM's own factors; the only place that imports lightfm.

WARP: Weston, Bengio and Usunier, "Wsabie: scaling up to large vocabulary image annotation" (IJCAI 2011);
LightFM: Kula, "Metadata embeddings for user and item cold-start recommendations" (CBRecSys 2015).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

import numpy as np
import scipy.sparse as sp
from lightfm import LightFM
from numpy.typing import NDArray

from hybrid.collaborative.factors import Factors
from hybrid.collaborative.history import History
from hybrid.collaborative.links import Links, strongest
from hybrid.collaborative.pairs import Pairs
from hybrid.collaborative.settings import NativeSettings
from hybrid.domain import Floats, Keys, Mask

CELLS = 2_000_000
"""Cosines that are looked at at a time."""
Scalar = TypeVar("Scalar", bound=np.generic)


def factors(
    history: History, settings: NativeSettings, epochs: Sequence[int], seed: int, tell: Callable[[float], None],
    categories: Floats,
) -> dict[int, Factors]:  # fmt: skip
    """One training on the known likings, looked at after each of ``epochs``; rows are codes. What nobody likes stays
    unknown. ``categories`` (m, c) by item code are features beside the item itself, where settings ask for them."""
    rows = history.rows
    good = _likings(history, rows)
    person, item = history.person[good], history.item[rows][good]
    users, row = np.unique(person, return_inverse=True)
    items, column = np.unique(item, return_inverse=True)
    place = (row.astype(np.int32), column.astype(np.int32))
    shape = (len(users), len(items))
    likings = sp.coo_matrix((np.ones(len(row), np.float32), place), shape)
    weights = sp.coo_matrix((_recency(person, settings), place), shape)
    features = _features(categories[items]) if settings.categories else None
    model = LightFM(
        no_components=settings.dims, loss="warp", learning_rate=settings.learning_rate, item_alpha=settings.alpha,
        user_alpha=settings.alpha, max_sampled=settings.max_sampled, random_state=seed,
    )  # fmt: skip
    found = {}
    for epoch in range(1, max(epochs) + 1):
        model.fit_partial(likings, None, features, weights, epochs=1, num_threads=settings.threads)
        tell(epoch / max(epochs))
        if epoch in epochs:
            found[epoch] = _scattered(model, features, users, items, (len(history.people), history.size))
    return found


def item_links(found: Factors, k: int, pairs: Pairs | None) -> Links:
    """Positive cosines between centred item vectors, the ``k`` largest of each that ``pairs`` let join two; rows as in
    ``found``."""
    keys = np.flatnonzero(found.item_known).astype(np.int64)
    vectors = found.item_factors[keys]
    vectors = vectors - vectors.mean(axis=0)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return strongest(_cosines(vectors.astype(np.float32), keys), keys, len(found.item_known), k, pairs)


def moved(found: Factors, users: Keys, items: Keys) -> Factors:
    """Rows by code, moved to their keys."""
    shape = (int(users.max(initial=-1)) + 1, int(items.max(initial=-1)) + 1)
    return Factors(
        _placed(found.user_factors, users, shape[0]),
        _placed(found.user_known, users, shape[0]),
        _placed(found.item_factors, items, shape[1]),
        _placed(found.item_biases, items, shape[1]),
        _placed(found.item_known, items, shape[1]),
    )


def _likings(history: History, rows: NDArray[np.integer[Any]]) -> Mask:
    """What each person liked; for people who never gave a good rating, what they rated best."""
    positive, signal, person = history.told.positive[rows], history.told.signal[rows], history.person
    likes = np.bincount(person[positive], minlength=len(history.people)) > 0
    best = np.zeros(len(history.people), np.float32)
    np.maximum.at(best, person, signal)
    return np.asarray(positive | (~likes[person] & (signal > 0) & (signal >= best[person])))


def _recency(person: Keys, settings: NativeSettings) -> Floats:
    age = np.searchsorted(person, person, side="right") - 1 - np.arange(len(person))
    return np.maximum(settings.floor, 0.5 ** (age / settings.half_life)).astype(np.float32)


def _cosines(vectors: Floats, keys: Keys) -> Iterator[tuple[Keys, Floats]]:
    step = max(1, CELLS // max(len(keys), 1))
    for start in range(0, len(keys), step):
        cosines = vectors[start : start + step] @ vectors.T
        yield keys[start : start + step], np.maximum(cosines, 0)


def _features(categories: Floats) -> sp.csr_matrix:
    """Each item itself, then its categories; shape (n, n + c)."""
    own = sp.identity(len(categories), np.float32, "csr")
    return sp.hstack([own, sp.csr_matrix(categories)], "csr", np.float32)


def _scattered(
    model: LightFM, features: sp.csr_matrix | None, users: Keys, items: Keys, shape: tuple[int, int]
) -> Factors:
    _, user_vectors = model.get_user_representations()
    biases, item_vectors = model.get_item_representations(features)
    return Factors(
        _placed(user_vectors.astype(np.float32), users, shape[0]),
        _placed(np.ones(len(users), np.bool_), users, shape[0]),
        _placed(item_vectors.astype(np.float32), items, shape[1]),
        _placed(biases.astype(np.float32), items, shape[1]),
        _placed(np.ones(len(items), np.bool_), items, shape[1]),
    )


def _placed(values: NDArray[Scalar], at: Keys, size: int) -> NDArray[Scalar]:
    out: NDArray[Scalar] = np.zeros((size, *values.shape[1:]), values.dtype)
    out[at] = values
    return out
