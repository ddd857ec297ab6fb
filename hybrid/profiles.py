"""Events to Profile: a pure fold. What was done with each item, how well it was liked, how long ago.

Sources weigh the same history in their own ways (``Weighing``). Removing one entry changes more than that entry:
older ones move up. ``weights_without`` therefore recomputes the weights with each entry left out, so that
"without X this would score lower" is the exact truth and not an approximation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import Event, EventType, Floats, Keys, Mask, UserKey

MICROS_PER_DAY = 86_400_000_000
HISTORY_LENGTH = 240
"""Distinct newest items that a profile keeps. More than any decay reaches (200): with an entry left out, the next one
moves into reach."""

RATED = frozenset({EventType.RATING, EventType.REVIEW})
REJECTIONS = frozenset({EventType.DISLIKE, EventType.HIDE})
SIGNALS = {
    EventType.VIEW: 0.75,
    EventType.CLICK: 1.0,
    EventType.ADD_TO_CART: 1.25,
    EventType.PURCHASE: 1.25,
    EventType.LIKE: 1.25,
    EventType.CONVERSION: 1.25,
    EventType.REVIEW: 1.0,
    EventType.DISLIKE: 0.0,
    EventType.HIDE: 0.0,
}
"""What deeds say in absolute terms, beside ratings; see ``Engagement.signal``."""
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

    @property
    def mark(self) -> float:
        """A rating from here on counts as positive in training, whoever gave it."""
        return 0.8 * self.scale[1]

    def signal(self, event: Event) -> float:
        """How much an event says in absolute terms: 1 is a rating at the mark or a click, 0 a dislike or hide."""
        if event.type in RATED and event.value is not None:
            return max(event.value / self.mark, 1e-3)
        return SIGNALS.get(event.type, 1.0)

    def positive(self, event: Event) -> bool:
        """Does the event count as liking in training?"""
        if event.type in RATED and event.value is not None:
            return event.value >= self.mark
        return self.signal(event) > 0

    def of_rating(self, value: NDArray[np.float64], mean: NDArray[np.float64]) -> NDArray[np.float64]:
        """Signed weight of ratings given the person's mean(s); broadcasts."""
        bottom, top = self.scale
        above = self.rating_best * (value - mean) / np.maximum(top - mean, 1e-6)
        below = self.rating_worst * (mean - value) / np.maximum(mean - bottom, 1e-6)
        return np.clip(np.where(value >= mean, above, below), self.rating_worst, self.rating_best)


@dataclass(frozen=True)
class Decay:
    """How fast the past fades: half-lives in interactions and in days (None: not at all).

    An entry's age counts the newer ones that were not rejected, the newest ``last`` of them at most weigh
    anything; entries of the same time share the mean of their weights, since their order says nothing. Days are
    counted back from the newest entry that was not rejected, not from now: how long somebody stayed away makes no
    entry older than another, and must not silence what reads the history for whoever comes back."""

    interactions: float | None = 3.0
    days: float | None = None
    last: int = 30


class Reading(StrEnum):
    """What an entry is worth to a source, before it fades."""

    GRADED = "graded"
    """The better liked the more, whatever was met at least a little; nothing for what was rejected."""
    POSITIVE = "positive"
    """One for what was liked, nothing for the rest."""
    SIGNED = "signed"
    """One for what was liked, minus one for what was rejected."""


@dataclass(frozen=True)
class Weighing:
    """How a source weighs the history. ``base`` is what the worst graded entry is worth, 1 makes all alike."""

    decay: Decay
    reading: Reading = Reading.POSITIVE
    base: float = 0.0


@dataclass(frozen=True)
class Profile:
    """What a person's events say, entries newest first, one per distinct item; h entries.

    ``engagement`` (h,) is signed and relative to the person; ``signal`` (h,) is absolute: 1 is a rating at the
    mark or a click, 0 what was disliked or hidden. ``liked`` marks what may be named as a reason, ``positive``
    what counts as liked in training; ``event`` is the event that says most about the item, ``times`` when it was
    last met. ``seen`` holds every key the person has met (as ``Seen`` counts), beyond the h entries too, ``rejected``
    those whose last judgement was hide or dislike; ``interactions`` counts the met ones that were not.
    """

    user: UserKey | None
    items: Keys
    events: tuple[Event, ...]
    engagement: Floats
    signal: Floats
    positive: Mask
    liked: Mask
    times: NDArray[np.int64]
    now: int
    seen: Keys
    rejected: Keys
    interactions: int
    _with: dict[Weighing, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)
    _without: dict[Weighing, Floats] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.items)

    @property
    def age_days(self) -> Floats:
        """Days since each entry, shape (h,)."""
        return np.asarray(np.maximum(self.now - self.times, 0) / MICROS_PER_DAY, dtype=np.float32)

    def weights(self, how: Weighing) -> Floats:
        """Worth times recency, shape (h,)."""
        if how not in self._with:
            self._with[how] = np.asarray(self._weighed(how, np.ones((1, len(self)), np.bool_))[0])
        return self._with[how]

    def weights_without(self, how: Weighing) -> Floats:
        """Row r: the weights had entry r never happened, shape (h, h)."""
        if how not in self._without:
            self._without[how] = self._weighed(how, ~np.eye(len(self), dtype=np.bool_))
        return self._without[how]

    @cached_property
    def position(self) -> Mapping[int, int]:
        """Item key to entry index."""
        return {int(key): row for row, key in enumerate(self.items)}

    def _weighed(self, how: Weighing, kept: Mask) -> Floats:
        return (_worth(self.signal, self.positive, how) * self._fade(kept, how.decay)).astype(np.float32)

    def _fade(self, kept: Mask, decay: Decay) -> NDArray[np.float64]:
        """Recency weights where only the entries ``kept`` (rows, h) had happened, shape (rows, h)."""
        counts = kept & (self.signal > 0)
        age: NDArray[np.int64] = np.cumsum(counts, axis=1) - counts
        fade = np.ones(age.shape) if decay.interactions is None else 0.5 ** (age / decay.interactions)
        fade = np.where(kept & (age < decay.last), fade, 0.0)
        if len(self) > 1 and (self.times[1:] == self.times[:-1]).any():
            fade = np.where(counts, _shared(self.times, counts, fade), fade)
        if decay.days is not None and len(self):
            fade = fade * 0.5 ** (self._days_before(kept, counts) / decay.days)
        return np.asarray(fade)

    def _days_before(self, kept: Mask, counts: Mask) -> NDArray[np.float64]:
        """Days from each entry to the newest that counts in its row, or to the newest at all; (rows, h)."""
        newest = np.where(counts.any(axis=1), counts.argmax(axis=1), kept.argmax(axis=1))
        return np.asarray(np.maximum(self.times[newest][:, None] - self.times, 0) / MICROS_PER_DAY)


def _shared(times: NDArray[np.int64], counts: Mask, fade: NDArray[np.float64]) -> NDArray[np.float64]:
    """The mean over the counted entries of equal time, which stand side by side; shape of ``fade``, (rows, h)."""
    starts = np.flatnonzero(np.r_[True, times[1:] != times[:-1]])
    block = np.repeat(np.arange(len(starts)), np.diff(np.r_[starts, len(times)]))
    total = np.add.reduceat(np.where(counts, fade, 0.0), starts, axis=1)
    count = np.add.reduceat(counts.astype(np.float64), starts, axis=1)
    return np.asarray((total / np.maximum(count, 1.0))[:, block])


def _worth(signal: Floats, positive: Mask, how: Weighing) -> NDArray[np.float64]:
    if how.reading is Reading.GRADED:
        return np.where(signal > 0, np.maximum(how.base + (1.0 - how.base) * signal, 0.0), 0.0)
    if how.reading is Reading.SIGNED:
        return np.where(signal > 0, positive.astype(np.float64), -1.0)
    return positive.astype(np.float64)


@dataclass(frozen=True)
class Seen:
    """Which deeds make an item a seen one: not those of a type in ``uncounted``, and those of a type in ``expiring``
    for so many days. What was rejected stays seen."""

    uncounted: frozenset[EventType] = frozenset()
    expiring: Mapping[EventType, float] = field(default_factory=dict)

    def marks(self, event: Event, now: int) -> bool:
        """Does this event?"""
        if event.type in REJECTIONS:
            return True
        days = self.expiring.get(event.type)
        return event.type not in self.uncounted and (days is None or now - event.occurred_at < days * MICROS_PER_DAY)


ALL_SEEN = Seen()


def fold(
    events: Sequence[Event], now: int, engagement: Engagement, user: UserKey | None = None, counted: Seen = ALL_SEEN
) -> Profile:
    """The profile of one person's events (any order); ``now`` is the clock for ages, in microseconds, ``counted``
    says what makes an item a seen one.

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
    kept = said[:HISTORY_LENGTH]
    items = np.fromiter(met, np.int64, len(met))
    seen = items if counted == ALL_SEEN else _seen(met, now, counted)
    ratings = np.array([_rating(event) for event in said], dtype=np.float64)
    weight = _engagements(said, ratings, engagement)[: len(kept)]
    return Profile(
        user=user,
        items=items[: len(kept)],
        events=tuple(kept),
        engagement=weight.astype(np.float32),
        signal=np.array([engagement.signal(event) for event in kept], dtype=np.float32),
        positive=np.array([engagement.positive(event) for event in kept], dtype=np.bool_),
        liked=(weight > 0) & ~(ratings[: len(kept)] < engagement.low),
        times=np.array([group[0].occurred_at for group in met.values()], dtype=np.int64)[: len(kept)],
        now=now,
        seen=seen,
        rejected=np.array([e.item for e in said if e.type in REJECTIONS], dtype=np.int64),
        interactions=sum(e.type not in REJECTIONS for e in said),
    )


def _seen(met: Mapping[int, Sequence[Event]], now: int, counted: Seen) -> Keys:
    marked = [item for item, group in met.items() if any(counted.marks(event, now) for event in group)]
    return np.array(marked, dtype=np.int64)


def _most_telling(group: Sequence[Event], engagement: Engagement) -> Event:
    judged = next((e for e in group if e.type in JUDGEMENTS), None)
    return judged or max(group, key=lambda e: engagement.weights.get(e.type, 0.0))


def _rating(event: Event) -> float:
    return event.value if event.type in RATED and event.value is not None else np.nan


def _engagements(said: Sequence[Event], ratings: NDArray[np.float64], engagement: Engagement) -> NDArray[np.float64]:
    """Signed weight of each entry, shape (len(said),); ratings relative to the person's shrunk mean."""
    base = np.array([engagement.weights.get(event.type, 0.0) for event in said], dtype=np.float64)
    rated = ~np.isnan(ratings)
    total = np.nansum(ratings) + engagement.prior_count * engagement.prior_mean
    mean = np.full(len(said), total / (rated.sum() + engagement.prior_count))
    return np.where(rated, engagement.of_rating(ratings, mean), base)


EMPTY = fold((), 0, Engagement())
"""The profile of someone who never was here."""
