"""Simple scorings for tests of the blend."""

from dataclasses import dataclass

import numpy as np

from hybrid.candidates import gathered, top
from hybrid.domain import SourceName
from hybrid.profiles import Decay, Profile, Weighing

FLAT = Weighing(Decay(interactions=None))


@dataclass
class Linear:
    """A source that is the history times a dense table (size, size)."""

    channel: str
    profile: Profile
    table: np.ndarray
    weighing: Weighing = FLAT
    name: SourceName = SourceName.NEXT
    scale: float = 0.5
    size: int = 0

    def raw(self, keys: np.ndarray) -> np.ndarray:
        return np.asarray(self.profile.weights(self.weighing) @ self.similarity(keys))

    def similarity(self, keys: np.ndarray) -> np.ndarray:
        return np.asarray(self.table[self.profile.items][:, keys])

    def propose(self, k: int) -> np.ndarray:
        return top(self.raw(np.arange(self.size)), np.ones(self.size, bool), k)


@dataclass
class Prior:
    """A source that does not look at the history."""

    channel: str
    dense: np.ndarray
    name: SourceName = SourceName.POPULAR
    scale: float = 1.0
    weighing = None

    def raw(self, keys: np.ndarray) -> np.ndarray:
        return gathered(self.dense, keys)

    def similarity(self, keys: np.ndarray) -> np.ndarray:
        return np.zeros((0, len(keys)), np.float32)

    def propose(self, k: int) -> np.ndarray:
        return top(self.dense, np.ones(len(self.dense), bool), k)
