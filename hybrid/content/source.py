"""Candidates by what items are about: near what the person liked, or near what the request says. Chroma proposes,
the vectors in memory score."""

from __future__ import annotations

import logging

import numpy as np

from hybrid.candidates import Query
from hybrid.content.space import ContentSpace
from hybrid.domain import Floats, Keys, SourceName
from hybrid.errors import EmbeddingError
from hybrid.profiles import Weighing

log = logging.getLogger(__name__)

NEAR = 0.12
"""A cosine below this says nothing."""


class ContentSource:
    """Items near the weighed sum of the history's vectors (CandidateSource), linear in the history."""

    def __init__(self, space: ContentSpace, weighing: Weighing, scale: float = 1.0) -> None:
        self._space = space
        self._weighing = weighing
        self._scale = scale

    def read(self, query: Query) -> ContentScoring | None:
        """None for someone without a history."""
        return ContentScoring(self._space, self._weighing, self._scale, query) if len(query.profile) else None


class ContentScoring:
    """One person's history as vectors."""

    channel = "content"
    name = SourceName.CONTENT

    def __init__(self, space: ContentSpace, weighing: Weighing, scale: float, query: Query) -> None:
        self._space = space
        self.weighing = weighing
        self.scale = scale
        self._allowed = query.allowed
        self._items = query.profile.items
        self._past = space.vectors(self._items)
        self._weights = query.profile.weights(weighing)

    def propose(self, k: int) -> Keys:
        """The nearest to the weighed sum."""
        return self._space.search(self._weights @ self._past, self._allowed, k)[0]

    def raw(self, keys: Keys) -> Floats:
        """The sum over the history of weight times cosine."""
        return np.asarray(self._weights @ self.similarity(keys), dtype=np.float32)

    def similarity(self, keys: Keys) -> Floats:
        """Cosines; 0 of an item with itself."""
        cosines = self._past @ self._space.vectors(keys).T
        cosines[self._items[:, None] == keys[None, :]] = 0.0
        return np.asarray(cosines, dtype=np.float32)


class ContextSource:
    """Items near the text of the request (CandidateSource); the history plays no part."""

    def __init__(self, space: ContentSpace) -> None:
        self._space = space

    def read(self, query: Query) -> ContextScoring | None:
        """None without a text, or where it cannot be embedded just now."""
        if not query.text:
            return None
        try:
            wanted = self._space.embed_query(query.text)
        except EmbeddingError as error:
            log.warning("Answered without the request's text: %s", error)
            return None
        return ContextScoring(self._space, wanted, query) if np.any(wanted) else None


class ContextScoring:
    """What a request asks for, as a vector. Only what is clearly near it counts: everything has some cosine with
    everything."""

    channel = "context"
    name = SourceName.CONTEXT
    weighing = None

    def __init__(self, space: ContentSpace, wanted: Floats, query: Query) -> None:
        self._space = space
        self._wanted = wanted
        self._allowed = query.allowed
        # Centred unit vectors of d dimensions that have nothing in common have cosines with this deviation.
        self.scale = float(len(wanted)) ** -0.5

    def propose(self, k: int) -> Keys:
        """The nearest to the text that are near enough."""
        keys, cosines = self._space.search(self._wanted, self._allowed, k)
        return keys[cosines > NEAR]

    def raw(self, keys: Keys) -> Floats:
        """By how much the cosine with the text lies above ``NEAR``, not below 0."""
        return np.asarray(np.maximum(self._space.vectors(keys) @ self._wanted - NEAR, 0.0), dtype=np.float32)

    def similarity(self, keys: Keys) -> Floats:
        """Nothing of the history plays a part."""
        return np.zeros((0, len(keys)), np.float32)
