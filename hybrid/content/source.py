"""Candidates by what items are about: near the person's history, or near what was asked for."""

from __future__ import annotations

import logging

import numpy as np

from hybrid.candidates import Query, Scored, best
from hybrid.content.space import ContentSpace
from hybrid.domain import Floats, Keys, SourceName
from hybrid.errors import EmbeddingError
from hybrid.profiles import Decay

log = logging.getLogger(__name__)

NEAR = 0.12
"""A cosine with the request's text that is not above this says nothing: everything is a little like everything."""


class ContentSource:
    """Items near the decayed sum of the history's vectors (CandidateSource), linear in the history."""

    def __init__(self, space: ContentSpace, decay: Decay) -> None:
        self._space = space
        self._decay = decay

    def score(self, query: Query) -> Scored | None:
        """``similarity[j, i]`` is the cosine of entry j and candidate i, 0 of an item with itself."""
        profile = query.profile
        past = self._space.vectors(profile.items)
        weights = profile.weights(self._decay)
        keys, _ = self._space.search(weights @ past, query.allowed, query.k + len(profile))
        keys = _with_extra(keys, query)

        def similarity_to(keys: Keys) -> Floats:
            cosines = past @ self._space.vectors(keys).T
            cosines[profile.items[:, None] == keys[None, :]] = 0.0
            return cosines

        similarity = similarity_to(keys)
        scores = weights @ similarity
        at = best(keys, scores, query.allowed, query.k, query.extra)
        if not np.any(scores[at] > 0):
            return None
        return Scored(
            channel="content",
            name=SourceName.CONTENT,
            keys=keys[at],
            scores=scores[at],
            similarity=similarity[:, at],
            decay=self._decay,
            profile=profile,
            similarity_to=similarity_to,
            most=query.k,
        )


class ContextSource:
    """Items near the text of the request (CandidateSource); the history plays no part."""

    def __init__(self, space: ContentSpace) -> None:
        self._space = space

    def score(self, query: Query) -> Scored | None:
        """Cosines with the text less ``NEAR``; None without a text, or where it can't be embedded just now."""
        if not query.text:
            return None
        try:
            wanted = self._space.embed_query(query.text)
        except EmbeddingError as error:
            log.warning("Answered without the request's text: %s", error)
            return None
        keys, _ = self._space.search(wanted, query.allowed, query.k)
        keys = _with_extra(keys, query)
        scores = self._space.vectors(keys) @ wanted - NEAR
        at = best(keys, scores, query.allowed, query.k, query.extra)
        if not np.any(scores[at] > 0):
            return None
        return Scored("context", SourceName.CONTEXT, keys[at], scores[at])


def _with_extra(keys: Keys, query: Query) -> Keys:
    """The found keys and the request's further ones, as far as the mask knows them."""
    return np.union1d(keys, query.extra[query.extra < len(query.allowed)])
