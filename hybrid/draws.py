"""Draws that hang on a seed and on what is drawn for, and on nothing else: what comes later changes none of them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Keys


def draws(seed: int, *parts: Keys) -> NDArray[np.uint64]:
    """A number per row that looks drawn and hangs on the seed and the row's parts only (SplitMix64's mixing).

    Formula: Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (OOPSLA 2014).
    """
    state = np.full(len(parts[0]), seed, np.uint64)
    for part in parts:
        state = _mixed(state + part.astype(np.uint64))
    return state


def _mixed(state: NDArray[np.uint64]) -> NDArray[np.uint64]:
    state = state + np.uint64(0x9E3779B97F4A7C15)
    state = (state ^ (state >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    state = (state ^ (state >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return state ^ (state >> np.uint64(31))


def sample(keys: Keys, amount: int, seed: int = 1) -> Keys:
    """At most ``amount`` of the distinct ``keys``, in the order drawn: mostly the same ones as the catalogue grows."""
    return np.asarray(keys[np.argsort(draws(seed, keys), kind="stable")[:amount]])
