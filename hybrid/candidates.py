"""What a request asks of the candidate sources, and what each of them answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.profiles import Decay, Profile

NO_KEYS: Keys = np.empty(0, dtype=np.int64)
MOST = 300
"""Candidates that a source brings at most."""


@dataclass(frozen=True)
class Query:
    """One request as the sources see it.

    ``allowed`` is a mask over item keys (index = key): what may be shown. A source returns at most
    ``k`` allowed candidates, and besides them every key of ``extra`` (for explanations), allowed or not.
    """

    profile: Profile
    allowed: Mask
    k: int = MOST
    text: str | None = None
    extra: Keys = field(default_factory=lambda: NO_KEYS)


@dataclass(frozen=True)
class Scored:
    """Candidates of one source, best first.

    A source that is linear in the history gives ``similarity`` of shape (h, c), h the profile's
    entries (newest first) and c the candidates: ``scores == decay weights @ similarity``. A source that
    does not look at the history (popularity, the trained user factors, the request's text) gives None.
    ``similarity_to`` gives the same rows for any keys, listed or not, and ``most`` is the size at which the
    list was cut: with an entry of the history gone, what the list lacks may come into it.
    """

    channel: str
    name: SourceName
    keys: Keys
    scores: Floats
    similarity: Floats | None = None
    decay: Decay | None = None
    profile: Profile | None = None
    similarity_to: Callable[[Keys], Floats] | None = None
    most: int = MOST

    @cached_property
    def without(self) -> Floats | None:
        """Scores of shape (h, c) had entry r (row) never happened; None where history does not matter."""
        if self.similarity is None or self.profile is None or self.decay is None:
            return None
        return self.profile.weights_without(self.decay) @ self.similarity

    def without_of(self, keys: Keys) -> Floats:
        """The same for any ``keys``, shape (h, n); zeros where the source cannot tell."""
        if self.similarity_to is None or self.profile is None or self.decay is None:
            return np.zeros((0 if self.profile is None else len(self.profile), len(keys)), np.float32)
        return self.profile.weights_without(self.decay) @ self.similarity_to(keys)


def best(keys: Keys, scores: NDArray[np.floating], allowed: Mask, k: int, extra: Keys = NO_KEYS) -> NDArray[np.intp]:
    """Positions of the at most ``k`` best allowed candidates with a positive score and of ``extra``, best first.

    Ties go to the smaller key, so that equal input gives equal output.
    """
    ok = allowed[keys] & (scores > 0)
    position = np.flatnonzero(ok)
    if 0 < k < position.size:
        kth = np.partition(scores[position], position.size - k)[position.size - k]
        position = position[scores[position] >= kth]
    position = position[np.lexsort((keys[position], -scores[position]))][:k]
    if extra.size:
        wanted = np.flatnonzero(np.isin(keys, extra))
        position = np.union1d(position, wanted)
        position = position[np.lexsort((keys[position], -scores[position]))]
    return position
