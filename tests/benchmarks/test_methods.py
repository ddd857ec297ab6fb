"""Each method against its formula, or against what it must find in two clear tastes."""

from typing import Any

import numpy as np
import pytest
import scipy.sparse as sp

from benchmarks.cases import ALL, POSITIVES, View
from benchmarks.methods import METHODS, ItemToItem, Popular, fit_ease, fit_popular, positives_of, queries, rank
from tests.benchmarks.worlds import SIZE, matrix, two_tastes
from tests.hybrid.collaborative.worlds import FIRST, SECOND

SETTINGS: dict[str, dict[str, Any]] = {
    "als": {"factors": 8, "regularization": 1.0, "alpha": 1.0, "iterations": 15},
    "bpr": {"factors": 8, "learning_rate": 0.05, "regularization": 0.01, "iterations": 200},
    "knn": {"weighting": "cosine", "neighbours": 8},
    "ease": {"ridge": 10.0},
    "ease-recent": {"ridge": 10.0},
    "lightfm": {"dims": 8, "epochs": 40, "alpha": 1e-5},
}


@pytest.mark.parametrize("method", METHODS[1:], ids=lambda method: method.key)
def test_a_persons_list_is_of_their_taste(method):
    if "implicit" in method.name:
        pytest.importorskip("implicit", reason="the extra bench is not installed")
    base = two_tastes()
    trained = method.fit(positives_of(base), SETTINGS[method.key], 1, 1)
    lists = rank(trained, base, View(ALL), None)
    tastes = [set(FIRST if user % 2 else SECOND) for user in base.users.tolist()]
    own = [key in taste for taste, line in zip(tastes, lists.tolist(), strict=True) for key in line[:2]]
    assert np.mean(own) > 0.9


@pytest.mark.parametrize("key", ["als", "knn", "ease"])
def test_strangers_are_answered_from_their_history_alone(key):
    pytest.importorskip("implicit", reason="the extra bench is not installed")
    method = next(one for one in METHODS if one.key == key)
    base = two_tastes("unseen")
    trained = method.fit(positives_of(base), SETTINGS[key], 1, 1)
    assert trained.folds_in
    first = rank(trained, base, View("three", ALL, 3), None)[:, 0]
    tastes = [FIRST if user % 2 else SECOND for user in base.users.tolist()]
    assert np.mean([key in taste for key, taste in zip(first.tolist(), tastes, strict=True)]) > 0.9


def test_ease_is_the_ridge_regression_of_each_item_on_the_others():
    X, ridge = matrix(), 3.0
    found = fit_ease(X, {"ridge": ridge}, 1, 1)
    dense = X.toarray()[:, 1:].astype(np.float64)
    wanted = np.zeros((dense.shape[1],) * 2)
    for item in range(dense.shape[1]):
        others = np.delete(np.arange(dense.shape[1]), item)
        A = dense[:, others]
        wanted[others, item] = np.linalg.solve(A.T @ A + ridge * np.eye(len(others)), A.T @ dense[:, item])
    assert np.allclose(found.table[1:, 1:], wanted, atol=1e-4)
    assert not found.table[0].any()
    assert not found.table[:, 0].any()


def test_neighbours_are_those_of_the_largest_cosines():
    pytest.importorskip("implicit", reason="the extra bench is not installed")
    from benchmarks.methods import fit_knn

    X = matrix()
    found = sp.csr_array(fit_knn(X, {"weighting": "cosine", "neighbours": 4}, 1, 1).table).toarray()
    unit = X.toarray()[:, 1:] / np.linalg.norm(X.toarray()[:, 1:], axis=0)
    cosines = unit.T @ unit
    kept = np.sort(cosines, axis=1)[:, ::-1][:, :4]
    assert np.allclose(np.sort(found[1:, 1:], axis=1)[:, ::-1][:, :4], kept, atol=1e-5)


def test_popularity_counts_people():
    X = matrix()
    scores = fit_popular(X, {}, 1, 1).scores(np.array([1, 2]), X[[1, 2]], strangers=False)
    assert np.array_equal(scores, np.tile(X.toarray().sum(axis=0), (2, 1)))


def test_what_may_not_be_shown_never_is():
    base = two_tastes()
    shown = View("without", ALL, out=np.array(FIRST))
    lists = rank(Popular(np.ones(SIZE, np.float32)), base, shown, None)
    trained = np.unique(positives_of(base).indices)
    for place, user in enumerate(base.users.tolist()):
        met = {int(event.item) for event in base.cut.history(user)}
        line = [key for key in lists[place].tolist() if key != -1]
        assert len(line) == len(set(line))
        assert set(line) == set(trained.tolist()) - met - set(FIRST)


def test_equal_scores_go_to_the_more_popular():
    base = two_tastes()
    counts = np.bincount(positives_of(base).indices, minlength=SIZE)
    lists = rank(ItemToItem(sp.csr_array((SIZE, SIZE), dtype=np.float32)), base, View(ALL), None)
    for line in lists:
        in_order = counts[line[line != -1]]
        assert (np.diff(in_order) <= 0).all()


def test_newer_items_weigh_more_by_the_half_life():
    base = two_tastes()
    row = queries(base, View(POSITIVES, POSITIVES), 2.0)[0].toarray().ravel()
    told = [int(event.item) for event in base.cut.history(int(base.users[0]))][::-1]
    assert np.allclose(row[told], 0.5 ** (np.arange(len(told)) / 2))
    assert row.sum() == pytest.approx(row[told].sum())
    newest = queries(base, View("one", ALL, 1), 2.0)[0].toarray().ravel()
    assert np.flatnonzero(newest).tolist() == told[:1]
