"""What is asked of every method: who, knowing what, with what left out of the list, and what came true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.domain import EventType, Keys, Mask
from hybrid.draws import draws
from hybrid.evaluation import metrics
from hybrid.evaluation.events import TYPES, Columns
from hybrid.evaluation.metrics import Values
from hybrid.evaluation.positives import Kind, Positives
from hybrid.evaluation.splits import Protocol, Split, SplitSettings, cold_items, split
from hybrid.profiles import Engagement

TEMPORAL, LOO, UNSEEN, COLD = "temporal", "loo", "unseen", "cold"
PROTOCOLS: Final = (TEMPORAL, LOO, UNSEEN, COLD)
POSITIVES, ALL = "positives", "all"
"""What of the history may not be shown: the hits among it, or all that was met."""
KNOWN: Final = (1, 3, 10)
"""How many of the newest interactions are known of people unseen in training."""
UNSEEN_SHARE: Final = 1 / 6
PLACES: Final = 50


@dataclass(frozen=True)
class View:
    """One way of asking: ``exclude`` says what of the whole history may not be shown, ``given`` how many of the
    newest interactions are known (None: all), ``out`` which items may not be shown either, ``count`` which of the
    test items count (None: all)."""

    name: str
    exclude: str = ALL
    given: int | None = None
    out: Keys | None = None
    count: Keys | None = None


@dataclass(frozen=True)
class Case:
    """One split with everybody who is asked; ``users`` (n,) ascending, ``shown`` (size,) what may be shown, by key."""

    protocol: str
    cut: Split
    users: Keys
    views: tuple[View, ...]
    shown: Mask

    def tested(self, view: View) -> tuple[Keys, Keys]:
        """Test items of the asked people: ``starts`` (n + 1,) and the items."""
        counts = self.shown.copy() if view.count is None else np.isin(np.arange(len(self.shown)), view.count)
        places = np.searchsorted(self.cut.users, self.users)
        found = [items[counts[items]] for items in (self.cut.test(int(place)) for place in places)]
        starts = np.r_[0, np.cumsum([len(items) for items in found])].astype(np.int64)
        return starts, np.concatenate(found) if found else np.empty(0, np.int64)


@dataclass(frozen=True)
class Histories:
    """Rows of the cut's events known of the asked people, oldest first: ``row`` (m,) the person's place in
    ``Case.users``, ``item`` (m,), ``hit`` (m,) whether it is one, ``age`` (m,) how many newer ones there are."""

    row: NDArray[np.intp]
    item: Keys
    hit: Mask
    age: Keys


@dataclass(frozen=True)
class Figures:
    """By name one value (n,) per person, and how much of the catalogue stood in anybody's first ten."""

    users: Keys
    values: Mapping[str, Values]
    coverage: float


def case(protocol: str, events: Columns, scale: tuple[float, float], size: int, seed: int, people: int | None) -> Case:
    """The protocol's split of these events; ``people`` are asked at most, the same ones for every seed."""
    if protocol == LOO:
        cut = split(_clicks(events), SplitSettings(Protocol.LOO, seed, positives=Positives(Kind.ALL)))
        return _case(protocol, cut, people, size, (View(ALL),))
    cut = split(events, SplitSettings(Protocol.TEMPORAL, seed, positives=Positives(engagement=Engagement(scale=scale))))
    if protocol == UNSEEN:
        views = tuple(View(f"{exclude} {k}", exclude, k) for k in KNOWN for exclude in (POSITIVES, ALL))
        return _case(protocol, _strangers(cut, seed), people, size, views)
    if protocol == COLD:
        return _cold(cut, seed, people, size)
    return _case(protocol, cut, people, size, (View(POSITIVES, POSITIVES), View(ALL)))


def validation(base: Case, scale: tuple[float, float], seed: int, people: int | None) -> Case:
    """The same protocol's slice of the training part: what settings are chosen on."""
    protocol = LOO if base.protocol == LOO else TEMPORAL
    return case(protocol, base.cut.training(), scale, len(base.shown), seed, people)


def histories(base: Case, view: View) -> Histories:
    """What is known of the asked people in this view."""
    found = _rows(base)
    if view.given is None:
        return found
    return _of(found, found.age < view.given)


def excluded(base: Case, view: View) -> tuple[NDArray[np.intp], Keys]:
    """Pairs of person (place in ``users``) and item that may not be shown because of the history."""
    found = _rows(base)
    kept = found.hit if view.exclude == POSITIVES else np.ones(len(found.row), np.bool_)
    return found.row[kept], found.item[kept]


def hits_of(cut: Split) -> Mask:
    """Which of the training rows are hits, shape of ``cut.training()``."""
    return np.asarray(cut.positives.of(cut.training()), np.bool_)


def figures(base: Case, view: View, lists: NDArray[np.int32]) -> Figures:
    """What ``lists`` (n, PLACES), padded with -1, are worth to those asked who have a test item that counts."""
    starts, items = base.tested(view)
    hit, relevant = metrics.hits(lists, starts, items), np.diff(starts)
    some = relevant > 0
    hit, relevant = hit[some], relevant[some]
    values = {
        "ndcg@10": metrics.ndcg(hit, relevant, 10),
        "recall@10": metrics.recall(hit, relevant, 10),
        "recall@20": metrics.recall(hit, relevant, 20),
        "hit@10": metrics.hit_rate(hit, 10),
    }
    return Figures(base.users[some], values, metrics.coverage(lists, int(base.shown.sum()), 10))


def some(users: Keys, people: int | None) -> Keys:
    """At most so many of them, drawn once and for all."""
    if people is None or people >= len(users):
        return users
    return np.sort(users[np.argsort(draws(0, users), kind="stable")[:people]])


def _case(protocol: str, cut: Split, people: int | None, size: int, views: tuple[View, ...]) -> Case:
    shown = np.ones(size, np.bool_)
    shown[0] = False
    return Case(protocol, cut, some(cut.users, people), views, shown)


def _clicks(events: Columns) -> Columns:
    """Every rating as a mere click: what leave-last-out with all ratings positive lets a method know."""
    code = TYPES.index(EventType.CLICK)
    return replace(events, type=np.full_like(events.type, code), value=np.full_like(events.value, np.nan))


def _strangers(cut: Split, seed: int) -> Split:
    """A share of the people out of training wholly; what is known of them, and their test, stay."""
    everybody = np.unique(cut.events.user)
    drawn = everybody[np.argsort(draws(seed, everybody), kind="stable")]
    held = np.sort(drawn[: max(1, round(UNSEEN_SHARE * len(everybody)))])
    rows = np.isin(cut.users, held)
    count = np.diff(cut.starts)
    items = cut.items[np.repeat(rows, count)]
    starts = np.r_[0, np.cumsum(count[rows])].astype(np.int64)
    out = np.isin(cut.events.user, held)
    return replace(
        cut, train=cut.train & ~out, users=cut.users[rows], starts=starts, items=items, asked_at=cut.asked_at[rows]
    )


def _cold(cut: Split, seed: int, people: int | None, size: int) -> Case:
    one = cold_items(cut, seed=seed)
    warm = np.setdiff1d(np.arange(1, size), one.held)
    views = (
        View("among cold", out=warm, count=one.held),
        View("all on offer", count=warm),
        View("warm alone", out=one.held, count=warm),
    )
    return _case(COLD, one, people, size, views)


def _rows(base: Case) -> Histories:
    events, cut = base.cut.events, base.cut
    rows = np.flatnonzero(cut.context & events.met & np.isin(events.user, base.users))
    users = events.user[rows]
    hit = np.asarray(cut.positives.of(events), np.bool_)[rows]
    age = np.searchsorted(users, users, side="right") - 1 - np.arange(len(users))
    return Histories(np.searchsorted(base.users, users), events.item[rows], hit, age)


def _of(found: Histories, kept: Mask) -> Histories:
    return Histories(found.row[kept], found.item[kept], found.hit[kept], found.age[kept])
