"""What a regression of the future on the past needs, summed up without ever making its rows.

For every position p of every history let x_p be the items before it, each weighing its input times how recent it
is, and y_p the items from there on, each weighing its target times ``horizon`` to the power of the steps to it:

    x_p = sum over i < p of input_i * .5 ** ((p - 1 - i) / half_life) * e_i
    y_p = sum over q >= p of target_q * horizon ** (q - p) * e_q

X'X and X'Y hang only on pairs of entries of one person, so they are sums over the distance between them, exact up
to ``depth``. After Steck, "Embarrassingly shallow autoencoders" (WWW 2019), and Choi et al., "Session-aware linear
item-item models" (WWW 2021).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import History
from hybrid.domain import Floats, Mask


@dataclass(frozen=True)
class Horizon:
    """How fast the past fades (``half_life``, in entries; None: not at all) and the future with it (``reach``,
    0 for the very next only); pairs up to ``depth`` apart count."""

    half_life: float | None
    reach: float
    depth: int


def moments(history: History, over: Horizon, inputs: Floats, targets: Floats) -> tuple[Floats, Floats]:
    """X'X and X'Y, each (m, m), over the known rows; ``inputs`` and ``targets`` (n,) weigh all rows."""
    rows, person, size = history.rows, history.person, history.size
    item = history.item[rows]
    a, b = inputs[rows], targets[rows]
    same = person[1:] == person[:-1]
    factor = 1.0 if over.half_life is None else 0.5 ** (1 / over.half_life)
    xx, xy = np.zeros(size * size, np.float32), np.zeros(size * size, np.float32)
    # How often (and how strongly, squared) an entry stands in a context that something follows.
    lasting = _lasting(np.r_[same, False] * np.float32(factor), np.r_[~same, True][: len(rows)])
    np.add.at(xx, item * (size + 1), a * a * lasting)
    left = np.repeat(np.cumsum(history.lengths), history.lengths) - np.arange(len(rows))
    faded, future = np.float32(1.0), np.float32(0.0)
    for gap in range(1, over.depth + 1):
        # Slices where most entries have one so much later, index lists where few do: whichever copies less.
        alive = left[:-gap] > gap if gap < len(left) else np.zeros(0, np.bool_)
        share = np.count_nonzero(alive) / max(len(alive), 1)
        if not share:
            break
        now: slice | NDArray[np.intp] = slice(None, -gap) if share > 0.5 else np.flatnonzero(alive)
        later: slice | NDArray[np.intp] = slice(gap, None) if isinstance(now, slice) else now + gap
        pair = item[now] * size + item[later]
        said = a[now] * alive if isinstance(now, slice) else a[now]
        future = np.float32(over.reach) * future + faded
        np.add.at(xy, pair, said * b[later] * future)
        faded = np.float32(faded * factor)
        np.add.at(xx, pair, said * a[later] * lasting[later] * faded)
    square = xx.reshape(size, size)
    diagonal = np.diag(square).copy()
    square += square.T.copy()
    square[np.diag_indices(size)] = diagonal
    return square, xy.reshape(size, size)


def _lasting(step: Floats, last: Mask) -> Floats:
    """c_j = 0 at a person's last row, else 1 + step_j ** 2 * c_(j+1); for all people at once, by doubling."""
    c = np.where(last, 0, 1).astype(np.float32)
    weight: NDArray[np.float32] = (step * step).astype(np.float32)
    hop = 1
    while hop < len(c) and weight.any():
        c[:-hop] += weight[:-hop] * c[hop:]
        weight[:-hop] = weight[:-hop] * weight[hop:]
        weight[-hop:] = 0
        hop *= 2
    return c
