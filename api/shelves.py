"""The rows of a page: what stands in each, worked out one after the other, so that nothing stands in two. Blocking.

Nor does anything that is nearly the same, but for what editors picked: that is their choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from api.answers import causes_of
from api.prepared import SPARE, Prepared
from hybrid import rules
from hybrid.domain import Item, Keys, Mask
from hybrid.pages import anchors, crowded, newest, only, tastes
from hybrid.reader import Reader
from hybrid.recommend import Ranking, assess, rank
from hybrid.rules.bounds import Bounds, within
from hybrid.rules.near import Near
from hybrid.rules.rows import Row, RowKind
from hybrid.rules.ruling import Ruling
from rerank.because import THRESHOLD, Cause, ReasonKind, because_of

FALLBACKS = 3
"""Further items, and categories, that a row may be about where too little goes with the first."""
HISTORY = 60
"""Entries of the history whose categories say what a person likes."""


@dataclass(frozen=True)
class Shelf:
    """A row before it is worded. ``kind`` names its heading, ``about`` is the category, ``anchor`` has the cause that
    the whole row shares; ``causes`` are the items'."""

    kind: str
    ready: Prepared
    keys: tuple[int, ...]
    causes: Mapping[int, Cause]
    anchor: Cause | None = None
    about: str = ""
    title: str | None = None


@dataclass
class Shelves:
    """What a page fills its rows from. ``taken`` are the keys that stand on it already."""

    engine: Reader
    ready: Prepared
    taken: set[int] = field(default_factory=set)

    def fill(self, row: Row) -> Iterator[Shelf]:
        """The rows that ``row`` stands for, but for those in which too little is left."""
        found = {
            RowKind.BECAUSE: self._because,
            RowKind.TRENDING: self._trending,
            RowKind.NEW: self._new,
            RowKind.CATEGORY: self._category,
            RowKind.EDITORIAL: self._editorial,
        }[row.kind](row)
        left = row.count
        for shelf in found:
            if len(shelf.keys) >= row.enough:
                self.taken.update(shelf.keys)
                yield shelf
                left -= 1
            if not left:
                return

    # -- kinds of rows -----------------------------------------------------------------------------

    def _because(self, row: Row) -> Iterator[Shelf]:
        """What goes with one of the person's items: proposed by that item alone, and not without it where it stands."""
        profile, snapshot = self.ready.profile, self.ready.snapshot
        for place in anchors(profile, snapshot.space.vectors(profile.items), row.count + FALLBACKS):
            alone = only(profile, place, self.engine.settings.engagement)
            proposed = rank(snapshot, alone, self._wanted(), row.limit + SPARE, ruling=self._ruling(row.limit))
            ready = self._with(self._assess(self._only_once(proposed)))
            columns = {key: column for key in ready.keys if (column := ready.ranking.column(key)) is not None}
            found = because_of(ready.ranking.blended, place, list(columns.values()))
            causes = {key: cause for key, cause in zip(columns, found, strict=True) if cause.share > THRESHOLD}
            keys = self._bounded(list(causes), row)
            if keys:
                first = causes[keys[0]]
                yield Shelf(first.kind.value, ready, keys, causes, anchor=first)

    def _category(self, row: Row) -> Iterator[Shelf]:
        """The best of a category, ranked for the person."""
        profile = self.ready.profile
        if row.categories:
            names: Sequence[str] = row.categories
        else:
            items = self.engine.store.catalog.by_keys(profile.items[:HISTORY].tolist())
            names = tastes(profile, items, self.ready.snapshot.columns, row.count + FALLBACKS)
        for name in names:
            wanted = self._wanted()
            ready = self._ranked(replace(wanted, categories=(name,)), row)
            once = self._only_once(ready.ranking)
            keys = self._bounded([key for key in ready.keys if key in once], row)
            causes = causes_of(ready.snapshot, ready.ranking, keys)
            yield Shelf("category", ready, keys, causes, about=name, title=row.title)

    def _trending(self, row: Row) -> Iterator[Shelf]:
        """What most people met: lately, or ever where hardly anybody met anything lately."""
        columns, allowed = self.ready.snapshot.columns, self._allowed()
        lately, least = columns.fading(allowed.size), self.ready.ruling.document.min_people
        for kind, people in ((ReasonKind.TRENDING, lately), (ReasonKind.POPULAR, columns.engagement)):
            keys = [] if people is None else crowded(people, allowed, row.limit + SPARE, least)
            title = row.title if kind is ReasonKind.TRENDING else None  # it may say that these trend
            yield replace(self._shelf(kind, self._assess(self._apart(keys)), row, kind), title=title)

    def _new(self, row: Row) -> Iterator[Shelf]:
        """What came out last, in the order of what it is to the person."""
        columns, allowed = self.ready.snapshot.columns, self._allowed()
        keys = newest(columns, allowed, row.limit)
        ranking = self._assess(keys.tolist())
        best = sorted(keys.tolist(), key=lambda key: (-ranking.score(key), key))
        apart = self._apart(best[: row.limit + SPARE])
        yield self._shelf(ReasonKind.NEW, replace(ranking, keys=tuple(apart)), row)

    def _editorial(self, row: Row) -> Iterator[Shelf]:
        """What the editors picked, in their order."""
        allowed, found = self._allowed(), self.engine.store.catalog.keys_of(row.item_ids)
        keys = [int(found[id]) for id in dict.fromkeys(row.item_ids) if id in found]
        keys = [key for key in keys if key < allowed.size and allowed[key]]
        yield self._shelf(ReasonKind.EDITORIAL, self._assess(keys), row, ReasonKind.EDITORIAL)

    # -- parts of them -----------------------------------------------------------------------------

    def _wanted(self) -> rules.Filter:
        """As the page's list, without what stands on the page."""
        return replace(self.ready.wanted, exclude=(*self.ready.wanted.exclude, *self.taken))

    def _allowed(self) -> Mask:
        columns = self.ready.snapshot.columns
        allowed = rules.allowed(columns, self._wanted(), self.ready.profile)
        buried = self.ready.ruling.buried(columns, allowed.size)
        return allowed if buried is None else allowed & ~buried

    def _ruling(self, limit: int) -> Ruling:
        """The page's rules, but for what has a slot in its list of recommended items; beside what stands already."""
        document, beside = self.ready.ruling.document.model_copy(update={"pins": []}), tuple(self.taken)
        return replace(self.ready.ruling, document=document, limit=limit, reach=limit, exploration=0.0, beside=beside)

    def _ranked(self, wanted: rules.Filter, row: Row) -> Prepared:
        snapshot, profile = self.ready.snapshot, self.ready.profile
        ranking = rank(snapshot, profile, wanted, row.limit + SPARE, ruling=self._ruling(row.limit))
        return self._with(ranking)

    def _assess(self, keys: Sequence[int]) -> Ranking:
        return assess(self.ready.snapshot, self.ready.profile, keys, ruling=self.ready.ruling)

    def _shelf(self, kind: ReasonKind, ranking: Ranking, row: Row, reason: ReasonKind | None = None) -> Shelf:
        """The keys of ``ranking`` in its order; with one ``reason`` for all of them, or each with its own cause."""
        ready = self._with(ranking)
        shown = self._bounded(ready.keys, row)
        own = (
            causes_of(ready.snapshot, ready.ranking, shown) if reason is None else {key: Cause(reason) for key in shown}
        )
        return Shelf(kind.value, ready, shown, own, title=row.title)

    def _bounded(self, keys: Sequence[int], row: Row) -> tuple[int, ...]:
        """The first of ``keys`` that the caps let into one row."""
        columns = self.ready.snapshot.columns
        bounds = Bounds.of(self.ready.ruling.document.caps, columns, columns.size, (), row.limit)
        return tuple(within(keys, row.limit, bounds.tally())[0])

    def _with(self, ranking: Ranking) -> Prepared:
        """The page's request with another ranking, as far as SQL has its items."""
        items: dict[int, Item] = self.engine.store.catalog.by_keys(ranking.keys)
        keys = tuple(key for key in ranking.keys if key in items and self.ready.wanted.passes(items[key]))
        return replace(self.ready, ranking=ranking, items=items, keys=keys, slots={})

    @staticmethod
    def _only_once(ranking: Ranking) -> list[int]:
        """Without what came back into a list that would be short: a row may be, and with too little in it is not
        shown."""
        return [key for key in ranking.keys if key not in ranking.listed.collapsed]

    def _apart(self, keys: Sequence[int]) -> list[int]:
        """Without what is nearly the same as a better one, or as something on the page, if the rules say so."""
        snapshot = self.ready.snapshot
        near = Near.of(self.ready.ruling.document.near_duplicates, snapshot.columns, snapshot.space)
        array: Keys = np.array(keys, np.int64)
        return [int(key) for key in (array if near is None else near.collapse(array, list(self.taken)).kept)]
