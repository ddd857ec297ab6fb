"""Events to Profile: a pure fold. Engagement says how much, decay says how recently.

Removing one entry changes more than that entry: later ages shift and the person's mean rating moves.
``weights_without`` therefore recomputes the fold with each entry left out, so that "without X this
would score lower" is the exact truth and not an approximation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Event, EventType, Floats, Keys, Mask, UserKey

MICROS_PER_DAY = 86_400_000_000
HISTORY_LENGTH = 100
"""Distinct newest items that a profile keeps; with the longest half-life in use (10) the next one weighs .001."""

RATED = frozenset({EventType.RATING, EventType.REVIEW})
REJECTIONS = frozenset({EventType.DISLIKE, EventType.HIDE})
JUDGEMENTS = RATED | REJECTIONS | {EventType.LIKE}


@dataclass(frozen=True)
class Engagement:
    """How much one event says about liking the item; ratings speak relative to the person's own mean.

    A rating at the top of the scale weighs ``rating_best``, one at its bottom ``rating_worst``, one at
    the person's mean 0, linearly between. The mean is shrunk towards ``prior_mean`` by ``prior_count``
    ratings, so that a single high rating still counts as high. A low rating says less than a dislike: the
    person chose the item, after all.
    """

    weights: Mapping[EventType, float] = field(
        default_factory=lambda: {
            EventType.IMPRESSION: 0.0,
            EventType.VIEW: 0.5,
            EventType.CLICK: 1.0,
            EventType.ADD_TO_CART: 2.0,
            EventType.PURCHASE: 3.0,
            EventType.CONVERSION: 3.0,
            EventType.LIKE: 3.0,
            EventType.REVIEW: 1.0,
            EventType.DISLIKE: -3.0,
            EventType.HIDE: -3.0,
        }
    )
    rating_best: float = 4.0
    rating_worst: float = -1.0
    scale: tuple[float, float] = (0.5, 5.0)
    prior_mean: float = 3.5
    prior_count: float = 5.0

    @property
    def low(self) -> float:
        """A rating below this is never called liked, however low the person's mean is."""
        return self.scale[0] + 0.55 * (self.scale[1] - self.scale[0])

    def of_rating(self, value: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
        """Signed weight of ratings given the person's mean(s); broadcasts."""
        bottom, top = self.scale
        above = self.rating_best * (value - mean) / np.maximum(top - mean, 1e-6)
        below = self.rating_worst * (mean - value) / np.maximum(mean - bottom, 1e-6)
        return np.clip(np.where(value >= mean, above, below), self.rating_worst, self.rating_best)


@dataclass(frozen=True)
class Decay:
    """How fast the past fades: half-lives in interactions and in days (None: not at all).

    Interactions that speak for their item count, the newest ``last`` of them at most."""

    interactions: float | None = 3.0
    days: float | None = None
    last: int = 30


@dataclass(frozen=True)
class Profile:
    """What a person's events say, entries newest first, one per distinct item.

    ``engagement`` (h,) is signed, ``engagement_without`` (h, h) has in row r the engagements had entry r
    never happened (0 at r itself). ``liked`` marks what may be named as a reason; ``event`` is the
    event that says most about the item. ``seen`` holds every key the person has met, beyond the h
    entries too, ``rejected`` those of them whose last judgement was hide or dislike; ``interactions``
    counts the distinct items met.
    """

    user: UserKey | None
    items: Keys
    events: tuple[Event, ...]
    engagement: Floats
    engagement_without: Floats
    liked: Mask
    age_days: Floats
    seen: Keys
    rejected: Keys
    interactions: int
    _without: dict[Decay, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.items)

    def weights(self, decay: Decay) -> Floats:
        """Engagement times recency, shape (h,)."""
        return self._weighed(self.engagement, decay)

    def weights_without(self, decay: Decay) -> Floats:
        """Row r: the weights had entry r never happened, shape (h, h)."""
        if decay not in self._without:
            self._without[decay] = self._weighed(self.engagement_without, decay)
        return self._without[decay]

    def reach(self, decay: Decay) -> int:
        """How many of the newest entries weigh anything, now or with some other entry left out."""
        weighing = self.weights(decay).astype(bool) | self.weights_without(decay).any(axis=0)
        return int(np.flatnonzero(weighing)[-1]) + 1 if weighing.any() else 0

    def _weighed(self, engagement: Floats, decay: Decay) -> Floats:
        """An entry's age is the number of newer entries that speak for their items: what somebody disliked
        lately does not make what they liked before it older."""
        positive = engagement > 0
        age: NDArray[np.int64] = np.cumsum(positive, axis=-1) - positive
        fade = np.ones(age.shape) if decay.interactions is None else 0.5 ** (age / decay.interactions)
        if decay.days is not None:
            fade = fade * 0.5 ** (self.age_days.astype(np.float64) / decay.days)
        return np.where(age < decay.last, engagement * fade, 0.0).astype(np.float32)

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Item key to entry index."""
        return {int(key): row for row, key in enumerate(self.items)}


def fold(events: Sequence[Event], now: int, engagement: Engagement, user: UserKey | None = None) -> Profile:
    """The profile of one person's events (any order); ``now`` is the clock for ages, in microseconds.

    An item met several times counts once, at its newest event, with the weight of the event that says
    most; an explicit judgement (rating, like, dislike, hide) outweighs what was merely done, and the
    newest judgement wins.
    """
    newest_first = sorted(events, key=lambda e: (e.occurred_at, e.seq), reverse=True)
    met: dict[int, list[Event]] = {}
    for event in newest_first:
        if event.type is not EventType.IMPRESSION:
            met.setdefault(int(event.item), []).append(event)
    said = [_most_telling(group, engagement) for group in met.values()]
    h = min(len(said), HISTORY_LENGTH)
    ratings = np.array([_rating(e) for e in said], dtype=np.float64)
    base = np.array([engagement.weights.get(e.type, 0.0) for e in said], dtype=np.float64)
    full, without = _engagements(ratings, base, h, engagement)
    newest = np.array([group[0].occurred_at for group in met.values()], dtype=np.int64)[:h]
    seen = np.fromiter(met, np.int64, len(met))
    return Profile(
        user=user,
        items=seen[:h],
        events=tuple(said[:h]),
        engagement=full.astype(np.float32),
        engagement_without=without.astype(np.float32),
        liked=(full > 0) & ~(ratings[:h] < engagement.low),
        age_days=(np.maximum(now - newest, 0) / MICROS_PER_DAY).astype(np.float32),
        seen=seen,
        rejected=np.array([e.item for e in said if e.type in REJECTIONS], dtype=np.int64),
        interactions=len(said),
    )


def _most_telling(group: Sequence[Event], engagement: Engagement) -> Event:
    judged = next((e for e in group if e.type in JUDGEMENTS), None)
    return judged or max(group, key=lambda e: engagement.weights.get(e.type, 0.0))


def _rating(event: Event) -> float:
    return event.value if event.type in RATED and event.value is not None else np.nan


def _engagements(
    ratings: NDArray[np.float64], base: NDArray[np.float64], h: int, engagement: Engagement
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Engagement of the newest ``h`` entries, shape (h,), and with each of them left out, shape (h, h)."""
    rated = ~np.isnan(ratings)
    total = np.nansum(ratings) + engagement.prior_count * engagement.prior_mean
    count = rated.sum() + engagement.prior_count
    mean_without = (total - np.nan_to_num(ratings[:h])) / (count - rated[:h])
    value, known = ratings[None, :h], rated[:h]
    full = np.where(known, engagement.of_rating(ratings[:h], np.full(h, total / count)), base[:h])
    without = np.where(known[None, :], engagement.of_rating(value, mean_without[:, None]), base[None, :h])
    np.fill_diagonal(without, 0.0)
    return full, without


EMPTY = fold((), 0, Engagement())
"""The profile of someone who never was here."""
