"""Events to training positives: what each person liked, once per item, oldest first; pure numpy.

The same reading of events as ``profiles.fold``, for everybody at once: the most telling event of a person
and an item counts, ratings speak relative to the person's own shrunk mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import EventType, Keys, Mask
from hybrid.profiles import JUDGEMENTS, RATED, Engagement

TYPES = tuple(EventType)


class EventColumns(Protocol):
    """Events as columns of equal length (n,), in any order; ``hybrid.store`` brings them."""

    @property
    def user(self) -> NDArray[np.integer[Any]]:
        """User keys."""

    @property
    def item(self) -> NDArray[np.integer[Any]]:
        """Item keys."""

    @property
    def type(self) -> NDArray[np.integer[Any]]:
        """Positions in ``list(EventType)``."""

    @property
    def value(self) -> NDArray[np.floating[Any]]:
        """Rating, price or seconds; NaN where absent."""

    @property
    def occurred_at(self) -> NDArray[np.integer[Any]]:
        """UTC microseconds."""

    @property
    def seq(self) -> NDArray[np.integer[Any]]:
        """Order of arrival, which settles equal times."""


@dataclass(frozen=True)
class Interactions:
    """Positives of shape (n,), each pair of user and item once, grouped by user, oldest first.

    ``ages`` counts the same person's later positives (0 = newest). ``events`` and ``newest_at`` tell what
    was read, positive or not.
    """

    users: Keys
    items: Keys
    ages: Keys
    events: int
    newest_at: int | None

    def __len__(self) -> int:
        return len(self.users)

    @property
    def user_size(self) -> int:
        """Length of an array indexed by user key."""
        return int(self.users.max()) + 1 if len(self) else 0

    @property
    def item_size(self) -> int:
        """Length of an array indexed by item key."""
        return int(self.items.max()) + 1 if len(self) else 0


def positives(events: EventColumns, engagement: Engagement, seed: int = 1) -> Interactions:
    """What everybody liked (engagement above 0).

    Equal times are shuffled by ``seed``: imports often give a whole session one time and ascending ids,
    and a model of sequences would learn the ids.
    """
    told = _most_telling(events, engagement)
    users, items = events.user[told].astype(np.int64), events.item[told].astype(np.int64)
    liked = _engagements(users, events.type[told], events.value[told], engagement) > 0
    users, items = users[liked], items[liked]
    times = _newest(events, told)[liked]
    tie = np.random.default_rng(seed).permutation(len(users))
    order = np.lexsort((tie, times, users))
    users, items = users[order], items[order]
    newest = int(events.occurred_at.max()) if len(events.occurred_at) else None
    return Interactions(users, items, _ages(users), len(events.user), newest)


def _base_weights(types: NDArray[np.integer[Any]], engagement: Engagement) -> NDArray[np.float64]:
    by_code = np.array([engagement.weights.get(kind, 0.0) for kind in TYPES], dtype=np.float64)
    return np.asarray(by_code[types])


def _is_one_of(types: NDArray[np.integer[Any]], wanted: frozenset[EventType]) -> Mask:
    return np.asarray(np.array([kind in wanted for kind in TYPES], dtype=np.bool_)[types])


def _groups(events: EventColumns, order: NDArray[np.intp]) -> NDArray[np.intp]:
    """Of events ordered by user and item: the first of each pair."""
    if not order.size:
        return order
    users, items = events.user[order], events.item[order]
    first = np.r_[True, (users[1:] != users[:-1]) | (items[1:] != items[:-1])]
    return order[first]


def _met(events: EventColumns) -> NDArray[np.intp]:
    return np.flatnonzero(events.type != TYPES.index(EventType.IMPRESSION))


def _most_telling(events: EventColumns, engagement: Engagement) -> NDArray[np.intp]:
    """One event per (user, item): the newest judgement, else the weightiest deed, the newest of equals."""
    met = _met(events)
    judged = _is_one_of(events.type[met], JUDGEMENTS)
    weight = np.where(judged, 0.0, _base_weights(events.type[met], engagement))
    newest_first = (-events.seq[met], -events.occurred_at[met])
    order = np.lexsort((*newest_first, -weight, ~judged, events.item[met], events.user[met]))
    return _groups(events, met[order])


def _newest(events: EventColumns, told: NDArray[np.intp]) -> NDArray[np.int64]:
    """When each pair last met; pairs in the order of ``told`` (by user, then item)."""
    met = _met(events)
    order = np.lexsort((-events.occurred_at[met], events.item[met], events.user[met]))
    newest = _groups(events, met[order])
    return events.occurred_at[newest].astype(np.int64)


def _engagements(
    users: Keys, types: NDArray[np.integer[Any]], values: NDArray[np.floating[Any]], engagement: Engagement
) -> NDArray[np.float64]:
    rated = _is_one_of(types, RATED) & ~np.isnan(values)
    _, person = np.unique(users, return_inverse=True)
    size = int(person.max()) + 1 if person.size else 0
    prior = engagement.prior_count
    total = np.bincount(person, np.where(rated, values, 0.0), size) + prior * engagement.prior_mean
    count = np.bincount(person, rated, size) + prior
    mean = (total / count)[person]
    by_rating = engagement.of_rating(np.where(rated, values, mean).astype(np.float64), mean)
    return np.asarray(np.where(rated, by_rating, _base_weights(types, engagement)))


def _ages(users: Keys) -> Keys:
    """Later entries of the same person; ``users`` is sorted."""
    last = np.searchsorted(users, users, side="right") - 1
    return np.asarray(last - np.arange(len(users)), dtype=np.int64)
