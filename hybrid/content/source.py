"""Candidates by what items are about: near what the person liked, or near what the request says. Chroma proposes,
the vectors in memory score."""

from __future__ import annotations

import logging
from dataclasses import dataclass

import numpy as np

from hybrid.candidates import NO_KEYS, Query
from hybrid.content.asking import telling
from hybrid.content.space import NO_COSINES, ContentSpace
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.errors import EmbeddingError
from hybrid.ports import WordIndex
from hybrid.profiles import Weighing

log = logging.getLogger(__name__)

NEAR = 0.12
"""A cosine below this says nothing."""
LEXICAL = 0.06
"""What BM25 divided by the logarithm of the number of items counts beside a cosine: see benchmarks/wishes.py."""
MOST_BY_WORDS = 300
"""Items that are looked at because they hold a word of the text."""


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
    """Items that the text of the request asks for (CandidateSource), by meaning and by its words; the history plays
    no part."""

    def __init__(self, space: ContentSpace, words: WordIndex | None = None) -> None:
        self._space = space
        self._words = words

    def read(self, query: Query) -> ContextScoring | None:
        """None without a text, and where nothing is found by it."""
        if not query.text:
            return None
        try:
            wanted = Wanted.of(query.text, self._space, self._words)
        except EmbeddingError as error:
            log.warning("Answered without the request's text: %s", error)
            return None
        return None if wanted is None else ContextScoring(self._space, wanted, query.allowed)


@dataclass(frozen=True)
class Wanted:
    """What a text asks for: a vector (dims,), zeros where it could not be made, and the items that hold its words:
    ``keys`` (n,) ascending with ``strengths`` in units of a cosine."""

    vector: Floats
    keys: Keys
    strengths: Floats

    @classmethod
    def of(cls, text: str, space: ContentSpace, words: WordIndex | None) -> Wanted | None:
        """None where there is nothing to search by. While the embedder fails, the words alone are searched.

        Raises ``EmbeddingError`` where it fails and nothing holds the words.
        """
        keys, strengths = (NO_KEYS, NO_COSINES) if words is None else words.find(telling(text), MOST_BY_WORDS)
        try:
            vector = space.embed_query(text)
        except EmbeddingError as error:
            if not keys.size:
                raise
            log.warning("Searched by words alone: %s", error)
            vector = np.zeros(space.dims, np.float32)
        if not vector.any() and not keys.size:
            return None
        # BM25 grows with the logarithm of the catalogue's size: a rare word says more among many items.
        order, unit = np.argsort(keys), LEXICAL / np.log(2.0 + space.count)
        return cls(vector, keys[order], np.asarray(strengths[order] * unit, np.float32))

    def near(self, space: ContentSpace, keys: Keys) -> Floats:
        """How near any keys are to it by meaning: cosines, shape (n,)."""
        return np.asarray(space.vectors(keys) @ self.vector, np.float32)

    def named(self, keys: Keys) -> Floats:
        """How well any keys hold its words, 0 where they do not, shape (n,)."""
        if not self.keys.size:
            return np.zeros(len(keys), np.float32)
        at = np.minimum(np.searchsorted(self.keys, keys), self.keys.size - 1)
        return np.where(self.keys[at] == keys, self.strengths[at], np.float32(0))

    def candidates(self, space: ContentSpace, allowed: Mask, k: int) -> Keys:
        """The ``k`` nearest by meaning and all that hold its words, of what is allowed; distinct."""
        known = self.keys[self.keys < allowed.size]
        near, _ = space.search(self.vector, allowed, k)
        return np.union1d(near, known[allowed[known]])


class ContextScoring:
    """What a request asks for. Only what is clearly near it counts: everything has some cosine with everything."""

    channel = "context"
    name = SourceName.CONTEXT
    weighing = None

    def __init__(self, space: ContentSpace, wanted: Wanted, allowed: Mask) -> None:
        self._space = space
        self._wanted = wanted
        self._allowed = allowed
        # Centred unit vectors of d dimensions that have nothing in common have cosines with this deviation.
        self.scale = float(max(len(wanted.vector), 1)) ** -0.5

    def propose(self, k: int) -> Keys:
        """The best by meaning and words that are near enough."""
        keys = self._wanted.candidates(self._space, self._allowed, k)
        scores = self.raw(keys)
        return keys[np.lexsort((keys, -scores))][: min(k, np.count_nonzero(scores > 0))]

    def raw(self, keys: Keys) -> Floats:
        """By how much the cosine with the text lies above ``NEAR``, not below 0, and what its words add."""
        near = np.maximum(self._wanted.near(self._space, keys) - NEAR, 0.0)
        return np.asarray(near + self._wanted.named(keys), dtype=np.float32)

    def similarity(self, keys: Keys) -> Floats:
        """Nothing of the history plays a part."""
        return np.zeros((0, len(keys)), np.float32)
