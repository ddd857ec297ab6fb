"""Further items for a list that the sources leave short. Pure but for the vectors of the content space."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.domain import Keys, Mask, SourceName
from hybrid.profiles import Profile
from hybrid.rules.bounds import Tally, within
from hybrid.rules.document import Fallbacks
from hybrid.rules.fallbacks import stock
from hybrid.rules.near import Near, Twin

CHUNK: Final = 64
"""Items that are looked at at a time."""
Brought: TypeAlias = dict[int, SourceName | None]
"""Keys in their order, and the fallback that brought each; None for the last one, popularity and age."""
Best: TypeAlias = Callable[[Keys], Keys]
"""Of some keys the best for the person, best first; there may be fewer."""


@dataclass(frozen=True)
class Filling:
    """One request's. ``preferred`` are those of the ``allowed`` that are not buried, ``standing`` ones stand
    already; ``best`` puts the best of some keys first."""

    rule: Fallbacks
    columns: ItemColumns
    allowed: Mask
    preferred: Mask
    profile: Profile
    near: Near | None
    standing: Sequence[int]
    named: Mapping[str, int]
    best: Best

    def more(
        self,
        listed: Sequence[int],
        missing: int,
        twins: dict[int, Twin],
        besides: Iterable[int] = (),
        tally: Tally | None = None,
    ) -> Brought:
        """``missing`` further keys, none of ``besides`` and none that breaks what ``tally`` counts; fewer where there
        are no more. What is nearly the same as something listed joins the ``twins`` instead."""
        if missing <= 0:
            return {}
        free = self.preferred.copy()
        free[[*listed, *besides, *twins, *self.standing]] = False
        found: Brought = {}
        for head, how in self._heads(free, tally):
            if self.near is not None:
                collapsed = self.near.collapse(head, [*self.standing, *listed, *found])
                twins |= collapsed.twins
                free[collapsed.gone] = False
                head = collapsed.kept
            for key in head.tolist():
                if len(found) == missing:
                    return found
                if tally is None or tally.broken(key) is None:
                    found[key], free[key] = how, False
                    if tally is not None:
                        tally.add(key)
        return found

    def buried(self, listed: Sequence[int], missing: int, tally: Tally | None = None) -> Brought:
        """What is buried, the best first, where nothing else is left; none that breaks what ``tally`` counts."""
        free = self.allowed & ~self.preferred
        free[[*listed, *self.standing]] = False
        *_, (keys, how) = stock(self.rule, self.columns, free, self.profile, self.named)
        order = list(dict.fromkeys([*self.best(np.flatnonzero(free)).tolist(), *keys.tolist()]))
        found = order if tally is None else within(order, missing, tally)[0]
        return dict.fromkeys(found[:missing], how)

    def newest(self, listed: Sequence[int], most: int) -> Keys:
        """The ``most`` newest items of the catalogue that are neither listed nor nearly the same as one that is."""
        free = self.preferred.copy()
        free[[*listed, *self.standing]] = False
        keys = np.flatnonzero(free)[::-1][:most]
        return keys if self.near is None else self.near.collapse(keys, [*self.standing, *listed]).kept

    def _heads(self, free: Mask, tally: Tally | None) -> Iterator[tuple[Keys, SourceName | None]]:
        """The stock a few at a time, as long as they are free and within bounds when their turn comes."""
        for group, how in stock(self.rule, self.columns, free, self.profile, self.named):
            rest = group
            while rest.size:
                rest = rest if tally is None else rest[tally.open(rest)]
                head, rest = rest[:CHUNK], rest[CHUNK:]
                yield head[free[head]], how
