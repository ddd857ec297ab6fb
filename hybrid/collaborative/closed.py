"""Item-to-item tables in closed form: a ridge regression of what comes next, and EASE."""

from __future__ import annotations

import numpy as np
import scipy.linalg
import scipy.sparse as sp

from hybrid.domain import Floats


def ridge(xx: Floats, xy: Floats, amount: float) -> Floats:
    """(X'X + amount * I)^-1 X'Y, (m, m), with nothing on the diagonal; overwrites both arguments."""
    xx[np.diag_indices(len(xx))] += np.float32(amount)
    # X'X is symmetric: its transpose is laid out as LAPACK wants it, so that nothing is copied.
    factor = scipy.linalg.cho_factor(xx.T, lower=True, overwrite_a=True, check_finite=False)
    found = np.ascontiguousarray(scipy.linalg.cho_solve(factor, xy, check_finite=False), dtype=np.float32)
    np.fill_diagonal(found, 0.0)
    return found


def ease(liked: sp.csr_array, amount: float) -> Floats:
    """The item-to-item weights (m, m) of people's likings (u, m) that foretell each from the others.

    Formula: Steck, "Embarrassingly shallow autoencoders for sparse data" (WWW 2019).
    """
    gram = (liked.T @ liked).toarray().astype(np.float32)
    gram[np.diag_indices(len(gram))] += np.float32(amount)
    factor, _ = scipy.linalg.lapack.spotrf(gram.T, lower=1, clean=1, overwrite_a=1)
    half, _ = scipy.linalg.lapack.spotri(factor, lower=1, overwrite_c=1)
    inverse = half + np.tril(half, -1).T
    found = inverse / -np.diag(inverse)
    np.fill_diagonal(found, 0.0)
    return np.ascontiguousarray(found, dtype=np.float32)
