"""Items beside an item, by content and by the people who liked both; and items that a text asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hybrid.candidates import gathered
from hybrid.content.source import Wanted
from hybrid.domain import Floats, Keys, Mask, SourceName
from hybrid.popularity import fill_up
from hybrid.rules.near import Near
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


def similar(snapshot: Snapshot, key: int, limit: int, allowed: Mask, near: Near | None = None) -> list[Neighbour]:
    """The items nearest in content, filled up by popularity; never the item itself, nor what is nearly the same, as
    ``near`` tells, unless there is nothing else."""
    allowed = _without(allowed, key)
    return _filled(snapshot, key, _by_content(snapshot, key, limit, allowed, near), limit, allowed, near)


def also_liked(
    snapshot: Snapshot,
    key: int,
    limit: int,
    allowed: Mask,
    lately: tuple[Keys, Floats] = NOBODY,
    min_people: int = 1,
    near: Near | None = None,
) -> list[Neighbour]:
    """The items liked by the same people, as training knows and ``lately``: items and how many people since.

    Where both know an item the stronger counts. One that nobody knows so borrows from content. ``min_people`` must
    have engaged with both items, and be behind what was counted lately. ``near`` as above.
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
    found = _strongest([*found, *_lately(snapshot, key, lately, allowed)])
    found = _apart(near, [key], found)[:limit]
    if len(found) < limit:
        found += _by_content(snapshot, key, limit - len(found), allowed, near, found)
    return _filled(snapshot, key, found, limit, allowed, near)


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


def _by_content(
    snapshot: Snapshot,
    key: int,
    limit: int,
    allowed: Mask,
    near: Near | None = None,
    besides: Sequence[Neighbour] = (),
) -> list[Neighbour]:
    """The ``limit`` nearest to the item and not ``besides`` it; more are looked at where many are nearly the same."""
    vector = snapshot.space.vectors(np.array([key], np.int64))[0]
    taken = [one.key for one in besides]
    allowed, found = _without(allowed, *taken), list[Neighbour]()
    for looked_at in (limit, MOST):
        keys, cosines = snapshot.space.search(vector, allowed, looked_at)
        found = _apart(near, [key, *taken], _first(keys, cosines, allowed, looked_at, SourceName.CONTENT))
        if near is None or len(found) >= limit or keys.size < looked_at:
            break
    return found[:limit]


def _apart(near: Near | None, taken: Sequence[int], found: Sequence[Neighbour]) -> list[Neighbour]:
    """Without what is nearly the same as a better one or as one ``taken``."""
    if near is None:
        return list(found)
    kept = set(near.collapse(np.array([one.key for one in found], np.int64), taken).kept.tolist())
    return [one for one in found if one.key in kept]


def _first(keys: Keys, scores: Floats, allowed: Mask, limit: int, source: SourceName) -> list[Neighbour]:
    inside = keys < allowed.size
    keys, scores = keys[inside], scores[inside]
    ok = allowed[keys]
    pairs = zip(keys[ok].tolist(), scores[ok].tolist(), strict=True)
    return [Neighbour(key, score, source) for key, score in pairs][:limit]


def _filled(
    snapshot: Snapshot, key: int, found: Sequence[Neighbour], limit: int, allowed: Mask, near: Near | None
) -> list[Neighbour]:
    """``found``, then what most people like, then what is nearly the same after all, the least alike first."""
    missing, taken = limit - len(found), np.array([n.key for n in found], np.int64)
    more = fill_up(snapshot.columns, allowed, taken, missing if near is None or not missing else MOST)
    popular = [Neighbour(other, 0.0, SourceName.POPULAR) for other in more.tolist()]
    found = [*found, *_apart(near, [key, *taken.tolist()], popular)[:missing]]
    missing = limit - len(found)
    if near is None or not missing:
        return found
    found += _by_content(snapshot, key, MOST, allowed, besides=found)[::-1][:missing]
    return _filled(snapshot, key, found, limit, allowed, None)


def _without(allowed: Mask, *keys: int) -> Mask:
    mask = allowed.copy()
    mask[[key for key in keys if key < mask.size]] = False
    return mask
