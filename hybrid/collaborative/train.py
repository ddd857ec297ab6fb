"""Training, the only place that imports lightfm: two WARP models and the counted transitions.

WARP: Weston, Bengio and Usunier, "Wsabie: scaling up to large vocabulary image annotation" (IJCAI 2011);
LightFM: Kula, "Metadata embeddings for user and item cold-start recommendations" (CBRecSys 2015).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from typing import TypeAlias

import numpy as np
import scipy.sparse as sp
from lightfm import LightFM

from hybrid.collaborative.factors import Factors
from hybrid.collaborative.interactions import Interactions
from hybrid.collaborative.links import Links, strongest
from hybrid.collaborative.settings import TrainSettings
from hybrid.collaborative.transitions import next_links
from hybrid.domain import Floats, Keys
from hybrid.errors import NotEnoughData
from hybrid.model import Counts, TrainedModel

BLOCK = 512
LEAST_USERS, LEAST_ITEMS, LEAST_POSITIVES = 2, 2, 10

Progress: TypeAlias = Callable[[str, float], None]
"""Called with the stage's name and the share of the whole training that is done, 0 to 1."""


@dataclass(frozen=True)
class _Coded:
    """Positives with consecutive codes in place of keys, so that nothing untrained gets a row."""

    users: Keys
    items: Keys
    matrix: sp.coo_matrix


def train(interactions: Interactions, settings: TrainSettings, progress: Progress) -> TrainedModel:
    """Train on the positives. Raises ``NotEnoughData`` and names what is missing."""
    started = time.monotonic()
    _check(interactions)
    coded = _code(interactions)
    recency = _recency(interactions, settings)
    native = _fit(coded, settings, settings.native_dims, recency, _part(progress, "native", 0.0, 0.3))
    plain = _fit(coded, settings, settings.i2i_dims, None, _part(progress, "item-to-item", 0.3, 0.7))
    i2i = _similar(plain, coded.items, interactions.item_size, settings.links)
    progress("next", 0.8)
    follow = next_links(interactions, settings.next_steps, settings.next_damp, settings.links)
    progress("done", 1.0)
    return TrainedModel(
        factors=_scatter(native, coded, interactions),
        i2i=i2i,
        next=follow,
        counts=_counts(interactions, coded),
        settings=asdict(settings),
        seconds=time.monotonic() - started,
    )


def _check(interactions: Interactions) -> None:
    have = {
        "people": (len(np.unique(interactions.users)), LEAST_USERS),
        "items": (len(np.unique(interactions.items)), LEAST_ITEMS),
        "positive interactions": (len(interactions), LEAST_POSITIVES),
    }
    missing = [
        f"{found} {what} (at least {least} are needed)" for what, (found, least) in have.items() if found < least
    ]
    if missing:
        raise NotEnoughData(
            f"There is too little to train on: {', '.join(missing)}.",
            "Send more events such as views, purchases or good ratings, and train again.",
        )


def _code(interactions: Interactions) -> _Coded:
    users, rows = np.unique(interactions.users, return_inverse=True)
    items, columns = np.unique(interactions.items, return_inverse=True)
    ones = np.ones(len(interactions), dtype=np.float32)
    indices = (rows.astype(np.int32), columns.astype(np.int32))
    return _Coded(users, items, sp.coo_matrix((ones, indices), shape=(len(users), len(items))))


def _recency(interactions: Interactions, settings: TrainSettings) -> Floats:
    fade = 0.5 ** (interactions.ages / settings.recency_half_life)
    return np.maximum(settings.recency_floor, fade).astype(np.float32)


def _fit(
    coded: _Coded,
    settings: TrainSettings,
    dims: int,
    weights: Floats | None,
    tell: Callable[[float], None],
) -> LightFM:
    model = LightFM(
        no_components=dims,
        loss="warp",
        learning_rate=settings.learning_rate,
        item_alpha=settings.alpha,
        user_alpha=settings.alpha,
        max_sampled=settings.max_sampled,
        random_state=settings.seed,
    )
    matrix = coded.matrix
    sample = None if weights is None else sp.coo_matrix((weights, (matrix.row, matrix.col)), matrix.shape)
    for epoch in range(settings.epochs):
        tell(epoch / settings.epochs)
        model.fit_partial(matrix, sample_weight=sample, epochs=1, num_threads=settings.threads)
    return model


def _part(progress: Progress, stage: str, start: float, end: float) -> Callable[[float], None]:
    return lambda share: progress(stage, start + share * (end - start))


def _similar(model: LightFM, keys: Keys, size: int, k: int) -> Links:
    """Squared positive cosines between centred item vectors, the ``k`` strongest of each."""
    _, vectors = model.get_item_representations()
    vectors = vectors - vectors.mean(axis=0)
    vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
    return strongest(_cosines(vectors.astype(np.float32), keys), keys, size, k)


def _cosines(vectors: Floats, keys: Keys) -> Iterator[tuple[Keys, Floats]]:
    for start in range(0, len(keys), BLOCK):
        cosines = vectors[start : start + BLOCK] @ vectors.T
        yield keys[start : start + BLOCK], np.maximum(cosines, 0) ** 2


def _scatter(model: LightFM, coded: _Coded, interactions: Interactions) -> Factors:
    """LightFM's rows, moved to their keys."""
    _, users = model.get_user_representations()
    biases, items = model.get_item_representations()
    user_factors = np.zeros((interactions.user_size, users.shape[1]), dtype=np.float32)
    item_factors = np.zeros((interactions.item_size, items.shape[1]), dtype=np.float32)
    item_biases = np.zeros(interactions.item_size, dtype=np.float32)
    user_known = np.zeros(interactions.user_size, dtype=np.bool_)
    item_known = np.zeros(interactions.item_size, dtype=np.bool_)
    user_factors[coded.users], user_known[coded.users] = users, True
    item_factors[coded.items], item_known[coded.items] = items, True
    item_biases[coded.items] = biases
    return Factors(user_factors, user_known, item_factors, item_biases, item_known)


def _counts(interactions: Interactions, coded: _Coded) -> Counts:
    return Counts(
        users=len(coded.users),
        items=len(coded.items),
        positives=len(interactions),
        events=interactions.events,
        newest_at=interactions.newest_at,
    )
