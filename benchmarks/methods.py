"""The methods to compare with, each from its library or as its paper has it, and the grid it is tuned on.

Hu, Koren and Volinsky, "Collaborative filtering for implicit feedback datasets" (ICDM 2008); Rendle et al.,
"BPR: Bayesian personalized ranking from implicit feedback" (UAI 2009); Steck, "Embarrassingly shallow autoencoders
for sparse data" (WWW 2019); Weston, Bengio and Usunier, "Wsabie" (IJCAI 2011), as LightFM has it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Protocol, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from benchmarks.cases import PLACES, Case, View, excluded, histories, hits_of
from hybrid.domain import Floats, Keys

Settings: TypeAlias = Mapping[str, Any]
BLOCK: Final = 512
HALF_LIFE: Final = "half_life"
"""The one setting that training does not read: after how many newer interactions one counts half."""


class Trained(Protocol):
    """What a method has learnt."""

    @property
    def folds_in(self) -> bool:
        """Whether it can answer for somebody whom training did not know."""

    def scores(self, users: Keys, query: sp.csr_array, strangers: bool) -> Floats:
        """Of every item for these people (by key), whose histories are the rows of ``query`` (n, size)."""


Fit: TypeAlias = Callable[[sp.csr_array, Settings, int, int], Trained]
"""Learns from positives (people, items) by key; further the settings, the seed and how many threads may be used."""


@dataclass(frozen=True)
class Method:
    """``key`` is what the command line calls it; ``grid`` are the settings to train with, ``half_lives`` the ways to
    read a history with what came of it."""

    key: str
    name: str
    fit: Fit
    grid: Sequence[Settings] = ({},)
    half_lives: Sequence[float | None] = (None,)

    @property
    def choices(self) -> int:
        """How many settings there are to choose from."""
        return len(self.grid) * len(self.half_lives)


def grid(**choices: Sequence[Any]) -> list[Settings]:
    """All combinations."""
    return [dict(zip(choices, chosen, strict=True)) for chosen in product(*choices.values())]


@dataclass(frozen=True)
class ItemToItem:
    """Scores are history times ``table`` (size, size)."""

    table: Floats | sp.csr_array
    folds_in: bool = True

    def scores(self, users: Keys, query: sp.csr_array, strangers: bool) -> Floats:
        """The weighted rows of what is in the history, added up."""
        found = query @ self.table
        return np.asarray(found.toarray() if sp.issparse(found) else found, np.float32)


@dataclass(frozen=True)
class Popular:
    """The same scores (size,) for everybody."""

    counts: Floats
    folds_in: bool = True

    def scores(self, users: Keys, query: sp.csr_array, strangers: bool) -> Floats:
        """Counts of people."""
        return np.tile(self.counts, (len(users), 1))


@dataclass(frozen=True)
class Factors:
    """Scores are products of people's and items' vectors; ``fold`` makes those of strangers from their histories."""

    people: Floats
    items: Floats
    biases: Floats | None = None
    fold: Callable[[sp.csr_array], Floats] | None = None

    @property
    def folds_in(self) -> bool:
        """Where strangers' vectors can be made."""
        return self.fold is not None

    def scores(self, users: Keys, query: sp.csr_array, strangers: bool) -> Floats:
        """Products, and the items' biases."""
        people = self.fold(query) if strangers and self.fold is not None else self.people[users]
        found = people @ self.items.T
        return np.asarray(found if self.biases is None else found + self.biases, np.float32)


def fit_popular(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> Popular:
    """How many people liked each item."""
    return Popular(_popularity(positives))


def fit_ease(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> ItemToItem:
    """The closed form of EASE: B = I − P / diag(P), P = (X'X + ridge I)⁻¹, zero on the diagonal."""
    from scipy.linalg import inv

    used = np.flatnonzero(_popularity(positives))
    gram = (positives.T @ positives).tocsr()[used][:, used].toarray().astype(np.float32)
    gram[np.diag_indices(len(used))] += chosen["ridge"]
    inverse = inv(gram, overwrite_a=True, check_finite=False)
    table = np.zeros((positives.shape[1],) * 2, np.float32)
    table[np.ix_(used, used)] = inverse / -np.diag(inverse)
    np.fill_diagonal(table, 0.0)
    return ItemToItem(table)


def fit_knn(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> ItemToItem:
    """implicit's item-to-item neighbours."""
    from implicit import nearest_neighbours as nn

    kinds = {"cosine": nn.CosineRecommender, "tfidf": nn.TFIDFRecommender, "bm25": nn.BM25Recommender}
    model = kinds[chosen["weighting"]](K=chosen["neighbours"], num_threads=threads)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a conversion of its own
        model.fit(_matrix(positives), show_progress=False)
    return ItemToItem(sp.csr_array(model.similarity.astype(np.float32)))


def fit_als(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> Factors:
    """implicit's alternating least squares; strangers' vectors are its own least squares too."""
    from implicit.cpu.als import AlternatingLeastSquares
    from threadpoolctl import threadpool_limits

    with threadpool_limits(1, "blas"):  # its own threads and those of BLAS get in each other's way
        model = AlternatingLeastSquares(**chosen, num_threads=threads, random_state=seed)
        model.fit(_matrix(positives), show_progress=False)

    def fold(query: sp.csr_array) -> Floats:
        return np.asarray(model.recalculate_user(np.arange(query.shape[0]), _matrix(query)))

    return Factors(model.user_factors, model.item_factors, fold=fold)


def fit_bpr(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> Factors:
    """implicit's BPR; on one thread, for with more its updates race and no run is like another."""
    from implicit.cpu.bpr import BayesianPersonalizedRanking

    model = BayesianPersonalizedRanking(**chosen, num_threads=1, random_state=seed)
    model.fit(_matrix(positives), show_progress=False)
    return Factors(model.user_factors, model.item_factors)


def fit_lightfm(positives: sp.csr_array, chosen: Settings, seed: int, threads: int) -> Factors:
    """LightFM with WARP on ids alone; on one thread, as BPR."""
    from lightfm import LightFM

    alphas = {"item_alpha": chosen["alpha"], "user_alpha": chosen["alpha"]}
    model = LightFM(no_components=chosen["dims"], loss="warp", max_sampled=10, random_state=seed, **alphas)
    model.fit(_matrix(positives).tocoo(), epochs=chosen["epochs"], num_threads=1)
    biases, items = model.get_item_representations()
    _, people = model.get_user_representations()
    return Factors(people, items, biases)


METHODS: Final = (
    Method("popularity", "popularity", fit_popular),
    Method(
        "als",
        "ALS (implicit)",
        fit_als,
        grid(factors=(32, 64, 128), regularization=(1.0, 10.0, 30.0), alpha=(1.0, 4.0), iterations=(15,)),
    ),
    Method(
        "bpr",
        "BPR (implicit)",
        fit_bpr,
        grid(factors=(64,), learning_rate=(0.01, 0.03), regularization=(0.01, 0.03), iterations=(50, 200)),
    ),
    Method(
        "knn",
        "item-kNN (implicit)",
        fit_knn,
        grid(weighting=("cosine", "tfidf", "bm25"), neighbours=(20, 50, 200)),
        (None, 10.0, 3.0),
    ),
    Method("ease", "EASE, flat", fit_ease, grid(ridge=(200.0, 500.0, 1000.0, 2000.0, 5000.0))),
    Method(
        "ease-recent",
        "EASE, recency-weighted",
        fit_ease,
        grid(ridge=(200.0, 500.0, 1000.0, 2000.0)),
        (10.0, 5.0, 3.0, 2.0),
    ),
    Method("lightfm", "LightFM, plain", fit_lightfm, grid(dims=(32, 64), epochs=(15, 30), alpha=(1e-5, 1e-4))),
)


def positives_of(base: Case) -> sp.csr_array:
    """What may be learnt from: the hits of training, people × items, by key."""
    training = base.cut.training()
    hit = hits_of(base.cut)
    users, items = training.user[hit], training.item[hit]
    shape = (int(base.cut.events.user.max()) + 1, len(base.shown))
    return sp.csr_array((np.ones(len(users), np.float32), (users, items)), shape)


def rank(trained: Trained, base: Case, view: View, half_life: float | None) -> NDArray[np.int32]:
    """Everybody's best items, shape (n, PLACES), padded with -1; what nobody in training liked is never shown."""
    strangers = view.given is not None
    positives = positives_of(base)
    counts = _popularity(positives)
    open_ = base.shown & (counts > 0)
    if view.out is not None:
        open_[view.out] = False
    query = queries(base, view, half_life)
    row, item = excluded(base, view)
    out = sp.csr_array((np.ones(len(row), np.bool_), (row, item)), query.shape)
    blocks = [slice(at, at + BLOCK) for at in range(0, len(base.users), BLOCK)]
    lists = [_best(trained, base.users[at], query[at], out[at], open_, counts, strangers) for at in blocks]
    return np.concatenate(lists) if lists else np.empty((0, PLACES), np.int32)


def queries(base: Case, view: View, half_life: float | None) -> sp.csr_array:
    """Histories as rows (n, size): what was liked or, where only the newest are known, those; newer ones weigh more."""
    found = histories(base, view)
    used = found.hit if view.given is None else np.ones(len(found.row), np.bool_)
    row, item = found.row[used], found.item[used]
    age = np.searchsorted(row, row, side="right") - 1 - np.arange(len(row))
    weight = np.ones(len(row)) if half_life is None else 0.5 ** (age / half_life)
    return sp.csr_array((weight.astype(np.float32), (row, item)), (len(base.users), len(base.shown)))


def _best(
    trained: Trained,
    users: Keys,
    query: sp.csr_array,
    out: sp.csr_array,
    open_: NDArray[np.bool_],
    counts: Floats,
    strangers: bool,
) -> NDArray[np.int32]:
    found = trained.scores(users, query, strangers)
    # Equal scores (none at all, often) go to the more popular item, not to the smaller id.
    rest = counts / (counts.max(initial=0.0) + 1)
    spread = np.abs(found).max(axis=1, keepdims=True, initial=0.0)
    scores = found.astype(np.float64) + rest * np.maximum(spread, 1e-9) * 1e-9
    scores[:, ~open_] = -np.inf
    scores[out.nonzero()] = -np.inf
    top = np.argpartition(-scores, min(PLACES, scores.shape[1] - 1), axis=1)[:, :PLACES]
    value = np.take_along_axis(scores, top, axis=1)
    order = np.argsort(-value, axis=1, kind="stable")
    found_keys = np.take_along_axis(np.where(np.isfinite(value), top, -1), order, axis=1).astype(np.int32)
    padding = np.full((len(found_keys), PLACES - found_keys.shape[1]), -1, np.int32)
    return np.hstack([found_keys, padding])


def _popularity(positives: sp.csr_array) -> Floats:
    return np.bincount(positives.indices, minlength=positives.shape[1]).astype(np.float32)


def _matrix(rows: sp.csr_array) -> sp.csr_matrix:
    """As implicit wants it: 32-bit indices."""
    found = sp.csr_matrix(rows)
    found.indices, found.indptr = found.indices.astype(np.int32), found.indptr.astype(np.int32)
    return found
