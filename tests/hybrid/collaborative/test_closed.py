"""Closed forms, also of what is not positive definite."""

import numpy as np
import scipy.sparse as sp

from hybrid.collaborative.closed import ease, ridge


def test_ridge_solves_the_normal_equations() -> None:
    draw = np.random.default_rng(1)
    x, y = draw.normal(size=(50, 6)), draw.normal(size=(50, 6))
    wanted = np.linalg.solve(x.T @ x + 2.0 * np.eye(6), x.T @ y)
    np.fill_diagonal(wanted, 0.0)
    np.testing.assert_allclose(
        ridge((x.T @ x).astype(np.float32), (x.T @ y).astype(np.float32), 2.0), wanted, atol=1e-5
    )


def test_what_is_not_positive_definite_gets_a_larger_ridge() -> None:
    """As pairs up to some distance can be: the sum over all distances would be, a part of it need not."""
    draw = np.random.default_rng(2)
    half = draw.normal(size=(9, 9))
    xx = (half + half.T).astype(np.float32)
    assert np.linalg.eigvalsh(xx).min() < -1
    xy = draw.normal(size=(9, 9)).astype(np.float32)
    found = ridge(xx.copy(), xy, 0.1)
    raised = [0.1 * 4**n for n in range(20) if np.linalg.eigvalsh(xx + 0.1 * 4**n * np.eye(9)).min() > 0]
    wanted = np.linalg.solve(xx + raised[0] * np.eye(9), xy)
    np.fill_diagonal(wanted, 0.0)
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-4)


def test_ease_is_the_inverse_gram_matrix() -> None:
    liked = sp.csr_array((np.random.default_rng(3).random((40, 7)) < 0.4).astype(np.float32))
    inverse = np.linalg.inv((liked.T @ liked).toarray() + 3.0 * np.eye(7))
    wanted = inverse / -np.diag(inverse)
    np.fill_diagonal(wanted, 0.0)
    np.testing.assert_allclose(ease(liked, 3.0), wanted, atol=1e-4)
