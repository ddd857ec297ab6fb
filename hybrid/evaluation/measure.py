"""Ask for everybody's list, and count what the future says about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from hybrid.domain import Floats, Keys, Mask, UserKey
from hybrid.evaluation import metrics
from hybrid.evaluation.metrics import NOBODY, Values
from hybrid.evaluation.splits import Split
from hybrid.profiles import Engagement, Profile, fold
from hybrid.rules import Filter

SIZE: Final = 50
"""Places that are looked at."""
Progress: TypeAlias = Callable[[str, float], None]
"""Hears a stage's name and the share of it that is done; what it raises ends the run."""


@dataclass(frozen=True)
class Question:
    """What a scorer is asked: the best ``size`` items for this profile that ``wanted`` lets through."""

    profile: Profile
    wanted: Filter
    size: int


class Scorer(Protocol):
    """Whatever ranks: the product, or a method that it is measured against."""

    def ranked(self, question: Question) -> Mapping[str, Sequence[int] | Keys]:
        """Lists of item keys, best first, by the name of what made them; nothing that may not be shown."""


@dataclass(frozen=True)
class Shelf:
    """What the figures need to know of the items, from the training part alone.

    ``recommendable`` and ``popularity`` (people who engaged) are of shape (size,) by item key, ``vectors`` gives
    unit vectors (n, d) of n keys, zeros where an item has none; ``people`` is how many trained.
    """

    recommendable: Mask
    popularity: Values
    people: int
    vectors: Callable[[Keys], Floats]


@dataclass(frozen=True)
class Measured:
    """Everybody's lists: ``lists[stage]`` (n, SIZE), padded with -1, and what was relevant for each row.

    ``users`` (n,), ``interactions`` (n,) how much was known of each; test items as in ``Split``.
    """

    users: Keys
    interactions: Keys
    starts: Keys
    items: Keys
    lists: Mapping[str, NDArray[np.int32]]

    def __len__(self) -> int:
        return len(self.users)

    def relevant(self, only: Mask) -> Measured:
        """The same with only these items (mask by key) counting; people without any are left out."""
        kept = only[self.items]
        count = np.bincount(np.repeat(np.arange(len(self)), np.diff(self.starts))[kept], minlength=len(self))
        whole = Measured(self.users, self.interactions, np.r_[0, np.cumsum(count)], self.items[kept], self.lists)
        return whole.people(count > 0)

    def people(self, rows: Mask) -> Measured:
        """Only these people, mask of shape (n,)."""
        count = np.diff(self.starts)
        items = self.items[np.repeat(rows, count)]
        lists = {stage: lists[rows] for stage, lists in self.lists.items()}
        return Measured(self.users[rows], self.interactions[rows], np.r_[0, np.cumsum(count[rows])], items, lists)


def measure(
    scorers: Sequence[Scorer],
    split: Split,
    recommendable: Mask,
    engagement: Engagement,
    progress: Callable[[float], None],
    people: Keys | None = None,
    exclude: Keys | None = None,
) -> Measured:
    """Ask every scorer for every tested person (of ``people``), at the time of their first test event.

    Test items that are not ``recommendable`` (mask by key) can't be shown and do not count; ``exclude`` are
    items that may not be shown, besides those that the split bars.
    """
    asked = _asked(split, recommendable, people)
    lists: dict[str, NDArray[np.int32]] = {}
    interactions = np.zeros(len(asked), np.int64)
    relevant: list[Keys] = []
    never = () if exclude is None else tuple(exclude.tolist())
    with threadpool_limits(1, "blas"):  # products as small as one person's only make threads wait for each other
        for place, row in enumerate(asked.tolist()):
            progress(place / len(asked))
            user = int(split.users[row])
            profile = fold(split.history(user), int(split.asked_at[row]), engagement, UserKey(user))
            interactions[place] = profile.interactions
            relevant.append(_shown(split.test(row), recommendable))
            wanted = Filter(exclude=(*never, *split.barred(user).tolist()))
            for scorer in scorers:
                for stage, keys in scorer.ranked(Question(profile, wanted, SIZE)).items():
                    found = lists.setdefault(stage, np.full((len(asked), SIZE), NOBODY, np.int32))
                    top = np.asarray(keys, np.int32)[:SIZE]
                    found[place, : len(top)] = top
    starts = np.r_[0, np.cumsum([len(items) for items in relevant])].astype(np.int64)
    items = np.concatenate(relevant) if relevant else np.empty(0, np.int64)
    return Measured(split.users[asked], interactions, starts, items, lists)


def figures(measured: Measured, stage: str, shelf: Shelf) -> dict[str, Values]:
    """Every figure of a stage, one value (n,) per person."""
    lists = measured.lists[stage]
    hit = metrics.hits(lists, measured.starts, measured.items)
    relevant = np.diff(measured.starts)
    shown, place = np.unique(lists[:, :10], return_inverse=True)
    places = np.where(lists[:, :10] == NOBODY, NOBODY, place.reshape(-1, 10)).astype(np.int32)
    return {
        "ndcg@10": metrics.ndcg(hit, relevant, 10),
        "recall@10": metrics.recall(hit, relevant, 10),
        "recall@20": metrics.recall(hit, relevant, 20),
        "recall@50": metrics.recall(hit, relevant, 50),
        "hit@10": metrics.hit_rate(hit, 10),
        "precision@10": metrics.precision(hit, 10),
        "mrr@10": metrics.reciprocal_rank(hit, 10),
        "diversity@10": metrics.diversity(places, shelf.vectors(shown.astype(np.int64)), 10),
        "novelty@10": metrics.novelty(lists, shelf.popularity, shelf.people, 10),
        "popularity@10": metrics.popularity_percentile(lists, shelf.popularity, shelf.recommendable, 10),
    }


def _asked(split: Split, recommendable: Mask, people: Keys | None) -> NDArray[np.intp]:
    """Rows of the split's users who are asked for and have a test item that can be shown."""
    count = np.diff(split.starts)
    row = np.repeat(np.arange(len(split.users)), count)
    inside = split.items < len(recommendable)
    can = inside & recommendable[np.where(inside, split.items, 0)]
    some = np.bincount(row[can], minlength=len(split.users)) > 0
    return np.flatnonzero(some if people is None else some & np.isin(split.users, people))


def _shown(items: Keys, recommendable: Mask) -> Keys:
    items = items[items < len(recommendable)]
    return items[recommendable[items]]
