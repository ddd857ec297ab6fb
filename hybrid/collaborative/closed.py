"""Item-to-item tables in closed form: a ridge regression of what comes next, and EASE."""

from __future__ import annotations

from typing import Final

import numpy as np
import scipy.linalg
import scipy.sparse as sp

from hybrid.domain import Floats

RAISED: Final = 20
"""Ridges that are tried, each four times the one before."""


def ridge(xx: Floats, xy: Floats, amount: float) -> Floats:
    """(X'X + amount * I)^-1 X'Y, (m, m), with nothing on the diagonal; overwrites both arguments.

    X'X of pairs up to some distance need not be positive definite; then ``amount`` is raised until the sum is.
    """
    factor = _factor(xx, amount)
    found = np.ascontiguousarray(scipy.linalg.cho_solve(factor, xy, check_finite=False), dtype=np.float32)
    np.fill_diagonal(found, 0.0)
    return found


def _factor(matrix: Floats, amount: float) -> tuple[Floats, bool]:
    """Cholesky's factor of the symmetric ``matrix`` (m, m) plus ``amount`` on its diagonal; overwrites it."""
    diagonal = np.diag(matrix).copy()
    for attempt in range(RAISED):
        matrix[np.diag_indices(len(matrix))] = diagonal + np.float32(amount * 4**attempt)
        try:
            # Its transpose is the same and laid out as LAPACK wants it, so that nothing is copied.
            factor: tuple[Floats, bool] = scipy.linalg.cho_factor(
                matrix.T, lower=True, overwrite_a=True, check_finite=False
            )
            return factor
        except np.linalg.LinAlgError:
            below = np.tril(matrix, -1)  # the half that LAPACK left alone
            matrix[:] = below + below.T
    raise np.linalg.LinAlgError("not positive definite, however large the ridge")


def ease(liked: sp.csr_array, amount: float) -> Floats:
    """The item-to-item weights (m, m) of people's likings (u, m) that foretell each from the others.

    Formula: Steck, "Embarrassingly shallow autoencoders for sparse data" (WWW 2019).
    """
    gram = (liked.T @ liked).toarray().astype(np.float32)
    factor, _ = _factor(gram, amount)
    half, info = scipy.linalg.lapack.spotri(np.tril(factor), lower=1, overwrite_c=1)
    if info:
        raise np.linalg.LinAlgError(f"spotri ended with {info}")
    inverse = half + np.tril(half, -1).T
    found = inverse / -np.diag(inverse)
    np.fill_diagonal(found, 0.0)
    return np.ascontiguousarray(found, dtype=np.float32)
