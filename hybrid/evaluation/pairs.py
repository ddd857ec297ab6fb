"""Items known to be similar without asking any embedder: liked by the same people, or parts of one series. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from hybrid.domain import Keys, Mask
from hybrid.draws import sample

BLOCK: Final = 256
LARGEST: Final = 12
"""A prefix that more items share is a word like any other, or a shelf, not a series."""
BUSIEST: Final = 1_000
"""People who like more items than this say nothing about which of them belong together, and cost the most."""

_YEAR: Final = re.compile(r"\s*[(\[]\d{4}[)\]]\s*$")
_AFTER: Final = re.compile(r"(?<=\S):\s|\s[-–—]\s")
_NUMBER: Final = re.compile(
    r"[\s,]+(?:(?:part|vol\.?|volume|episode|season|book|chapter|no\.?|#)\s*)?"
    r"(?:\d{1,2}|[ivx]{1,5}|one|two|three|four|five|six)$"
)


@dataclass(frozen=True)
class Partners:
    """``anchors`` (n,) are asked for; those known to be like ``anchors[i]`` are ``items[starts[i]:starts[i + 1]]``.

    ``groups`` (n,) numbers what belongs together, the units of the bootstrap: a series counts once.
    """

    anchors: Keys
    starts: Keys
    items: Keys
    groups: Keys

    @classmethod
    def of(cls, partners: Mapping[int, list[int]], groups: Mapping[int, int] | None = None) -> Partners:
        """By anchor; without ``groups`` each stands for itself."""
        anchors = [key for key in sorted(partners) if partners[key]]
        lengths = [len(partners[key]) for key in anchors]
        numbers = [groups[key] for key in anchors] if groups is not None else list(range(len(anchors)))
        return cls(
            np.array(anchors, np.int64),
            np.r_[0, np.cumsum(lengths)].astype(np.int64),
            np.array([item for key in anchors for item in partners[key]], np.int64),
            np.unique(np.array(numbers, np.int64), return_inverse=True)[1].astype(np.int64),
        )

    @property
    def units(self) -> int:
        """How many groups there are."""
        return int(self.groups.max(initial=-1)) + 1


@dataclass(frozen=True)
class LikedSettings:
    """``most`` items are asked for, drawn by ``seed``; each has at most ``each`` partners, those of the highest
    lift, if it is ``lift`` or more and rests on enough people: ``people``, or ``share`` of all if that is more."""

    most: int = 2_000
    each: int = 5
    lift: float = 2.0
    people: int = 5
    share: float = 0.005
    seed: int = 1


def co_liked(users: Keys, items: Keys, allowed: Mask, settings: LikedSettings | None = None) -> Partners:
    """Pairs that the same people like, of rows (user, item): who likes what. ``allowed`` masks item keys.

    lift(a, b) = people · n_ab / (n_a · n_b): how much more often together than by chance (Brin et al., 1997).
    """
    settings = settings or LikedSettings()
    liked, people = _matrix(users, items, allowed)
    counts = np.asarray(liked.sum(axis=0)).ravel()
    least = max(settings.people, math.ceil(settings.share * people))
    anchors = np.sort(sample(np.flatnonzero(counts >= least), settings.most, settings.seed))
    found: dict[int, list[int]] = {}
    for at in range(0, len(anchors), BLOCK):
        part = anchors[at : at + BLOCK]
        together = np.asarray((liked[:, part].T @ liked).todense(), np.float64)
        together[np.arange(len(part)), part] = 0
        lift = people * together / np.maximum(counts[part][:, None] * counts[None, :], 1.0)
        lift[(together < least) | (lift < settings.lift)] = 0
        for key, row in zip(part.tolist(), lift, strict=True):
            best = np.lexsort((np.arange(len(row)), -row))[: settings.each]
            found[key] = best[row[best] > 0].tolist()
    return Partners.of(found)


def series(titles: Mapping[int, str]) -> Partners:
    """Items whose titles say that they belong together: "Alien 3", "Alien: Resurrection" and "Alien"."""
    named: dict[str, list[tuple[int, bool]]] = {}
    for key in sorted(titles):
        name, marked = series_name(titles[key])
        if len(name) > 2 and any(c.isalpha() for c in name):
            named.setdefault(name, []).append((key, marked))
    partners: dict[int, list[int]] = {}
    groups: dict[int, int] = {}
    for number, members in enumerate(named.values()):
        keys = [key for key, _ in members]
        # Equal titles without a mark are editions and remakes, which no embedder could miss.
        if 2 <= len(keys) <= LARGEST and any(marked for _, marked in members):
            for key in keys:
                partners[key] = [other for other in keys if other != key]
                groups[key] = number
    return Partners.of(partners, groups)


def series_name(title: str) -> tuple[str, bool]:
    """What comes before a colon, a dash or a number, in lower case; whether there was such a mark."""
    whole = _YEAR.sub("", title.casefold().strip())
    before = _AFTER.split(whole, maxsplit=1)[0]
    name = _NUMBER.sub("", before).rstrip(" ,:-–—")
    return (name, name != whole) if name else (whole, False)


def _matrix(users: Keys, items: Keys, allowed: Mask) -> tuple[sparse.csc_matrix, int]:
    """Who likes what, (people, size) of 0 and 1, and how many people there are."""
    inside = items < len(allowed)
    inside[inside] = allowed[items[inside]]
    pairs = np.unique(np.stack([users[inside], items[inside]]), axis=1)
    people, rows, counts = np.unique(pairs[0], return_inverse=True, return_counts=True)
    usual = (counts <= BUSIEST)[rows]
    ones: NDArray[np.float32] = np.ones(int(usual.sum()), np.float32)
    shape = (len(people), len(allowed))
    return sparse.csc_matrix((ones, (rows[usual], pairs[1][usual])), shape=shape), len(people)
