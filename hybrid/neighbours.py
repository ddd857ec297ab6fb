"""Items beside an item, by content and by the people who liked both; and items that a text asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hybrid.candidates import gathered
from hybrid.content.source import Wanted
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.popularity import fill_up
from hybrid.snapshot import Snapshot
from hybrid.together import NOBODY, cosines

MOST = 1_000
"""Collaborative neighbours looked at: more than any table keeps."""


@dataclass(frozen=True)
class Neighbour:
    """An item key with its score (a similarity; 0 where popularity filled up) and where it came from."""

    key: int
    score: float
    source: SourceName


def similar(snapshot: Snapshot, key: int, limit: int, allowed: Mask) -> list[Neighbour]:
    """The items nearest in content, filled up by popularity; never the item itself."""
    allowed = _without(allowed, key)
    found = _by_content(snapshot, key, limit, allowed)
    return _filled(snapshot, found, limit, allowed)


def also_liked(
    snapshot: Snapshot,
    key: int,
    limit: int,
    allowed: Mask,
    lately: tuple[Keys, Floats] = NOBODY,
    min_people: int = 1,
) -> list[Neighbour]:
    """The items liked by the same people, as training knows and ``lately``: items and how many people since.

    Where both know an item the stronger counts. One that nobody knows so borrows from content. ``min_people`` must
    have engaged with both items, and be behind what was counted lately.
    """
    allowed = _without(allowed, key)
    found: list[Neighbour] = []
    people = snapshot.columns.engagement
    if snapshot.model is not None and gathered(people, np.array([key]))[0] >= min_people:
        keys, strengths = snapshot.model.also_liked(key, MOST)
        enough = gathered(people, keys) >= min_people
        found = _first(keys[enough], strengths[enough], allowed, MOST, SourceName.LIGHTFM)
    behind = lately[1] >= min_people
    lately = lately[0][behind], lately[1][behind]
    found = _strongest([*found, *_lately(snapshot, key, lately, allowed)])[:limit]
    if len(found) < limit:
        rest = _without(allowed, *(n.key for n in found))
        found += _by_content(snapshot, key, limit - len(found), rest)
    return _filled(snapshot, found, limit, allowed)


def _lately(snapshot: Snapshot, key: int, lately: tuple[Keys, Floats], allowed: Mask) -> list[Neighbour]:
    """By cosine of who engaged with both (``together.cosines``)."""
    keys, people = lately
    ever = snapshot.columns.engagement
    strengths = cosines(people, gathered(ever, np.array([key])), gathered(ever, keys))
    return _first(keys, strengths, allowed, MOST, SourceName.NEIGHBOURS)


def _strongest(found: Sequence[Neighbour]) -> list[Neighbour]:
    """Each item once, the strongest first, equal ones by key."""
    best: dict[int, Neighbour] = {}
    for one in found:
        if one.key not in best or one.score > best[one.key].score:
            best[one.key] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.key))


def search(snapshot: Snapshot, text: str, limit: int, allowed: Mask) -> list[Neighbour]:
    """Items that ``text`` asks for, by meaning and by its words, best first; nothing is filled up.

    The score is the cosine with the text and what its words add. Raises ``EmbeddingError`` where the embedder fails
    and nothing holds the words.
    """
    wanted = Wanted.of(text, snapshot.space, snapshot.words)
    if wanted is None:
        return []
    keys = wanted.candidates(snapshot.space, allowed, limit)
    scores = wanted.near(snapshot.space, keys) + wanted.named(keys)
    order = np.lexsort((keys, -scores))
    return _first(keys[order], scores[order], allowed, limit, SourceName.CONTENT)


def _by_content(snapshot: Snapshot, key: int, limit: int, allowed: Mask) -> list[Neighbour]:
    vector = snapshot.space.vectors(np.array([key], np.int64))[0]
    keys, cosines = snapshot.space.search(vector, allowed, limit)
    return _first(keys, cosines, allowed, limit, SourceName.CONTENT)


def _first(keys: Keys, scores: Floats, allowed: Mask, limit: int, source: SourceName) -> list[Neighbour]:
    inside = keys < allowed.size
    keys, scores = keys[inside], scores[inside]
    ok = allowed[keys]
    pairs = zip(keys[ok].tolist(), scores[ok].tolist(), strict=True)
    return [Neighbour(key, score, source) for key, score in pairs][:limit]


def _filled(snapshot: Snapshot, found: Sequence[Neighbour], limit: int, allowed: Mask) -> list[Neighbour]:
    taken = np.array([n.key for n in found], np.int64)
    more = fill_up(snapshot.columns, allowed, taken, limit - len(found))
    return [*found, *(Neighbour(key, 0.0, SourceName.POPULAR) for key in more.tolist())]


def _without(allowed: Mask, *keys: int) -> Mask:
    mask = allowed.copy()
    mask[[key for key in keys if key < mask.size]] = False
    return mask
