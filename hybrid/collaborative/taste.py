"""How long LightFM is trained, on what, and how its likeness of items is read: by what both add to the best tables.

They are asked in a blend, since there they work: their own lists say little about what they settle where tables leave
something open. Alone, likeness would be read ever more like trained taste, which the blend has already.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.history import Rows
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.mixing import Group, scale_of
from hybrid.collaborative.pool import listwise, pooled
from hybrid.collaborative.scores import Scores, by_factors
from hybrid.collaborative.settings import NativeSettings
from hybrid.collaborative.specs import FactorsSpec, Spec
from hybrid.collaborative.variants import Axes, Settled, settled
from hybrid.model import ITEM_TO_ITEM, NATIVE

SHARES: Final = (0.25, 0.5, 0.75, 1.0)
"""Of the most epochs, what is tried."""
FIRST: Final = 0.75


@dataclass(frozen=True)
class Beside:
    """People with what the best tables, the partners, say of all items, and with each one's best, (p, k)."""

    lab: Lab
    people: Rows
    base: Group
    tops: Sequence[NDArray[np.int32]]

    @classmethod
    def of(cls, lab: Lab, people: Rows, partners: Mapping[str, Spec]) -> Beside:
        """All that is known of them, but as if training had not met them: LightFM is what is being tried."""
        base = lab.group(people, partners, newest=int(lab.history.lengths.max(initial=1)))
        return cls(lab, people, base, [base.top({name: 1.0}) for name in base.scores])

    def ndcg(self, native: NativeSettings, likeness: FactorsSpec) -> NDArray[np.float64]:
        """NDCG@10 of each person, (p,), with the likeliest weights of the partners and these two."""
        own: dict[str, Scores] = {
            NATIVE: by_factors(self.lab.factors(native), self.people.astype(np.int64)),
            ITEM_TO_ITEM: self.lab.scores(likeness, self.lab.history.of(self.people), native),
        }
        scales = {name: scale_of(found, self.base.judge) for name, found in own.items()}
        group = Group({**self.base.scores, **own}, {**self.base.scales, **scales}, self.base.judge)
        tops = [*self.tops, *(group.top({name: 1.0}) for name in own)]
        pool = pooled(group.scores, group.scales, group.judge, tops)
        return pool.ndcg(pool.scores(listwise(pool)))


def tasted(beside: Beside, several: bool, categories: bool) -> Settled[NativeSettings]:
    """The settings of the lab with the number of epochs, and the features, that are best.

    ``several`` numbers of epochs are tried or only the most, ``categories`` or none of them.
    """
    lab = beside.lab
    most = lab.making.native
    epochs = sorted({max(1, round(most.epochs * share)) for share in SHARES}) if several else [most.epochs]
    lab.train(most, epochs)
    first = min(epochs, key=lambda one: abs(one - FIRST * most.epochs)) if several else most.epochs
    axes: Axes = {"epochs": epochs, "categories": (False, True) if categories and lab.categories.any() else ()}
    return settled(replace(most, epochs=first), axes, lambda native: beside.ndcg(native, FactorsSpec()))


def likened(beside: Beside, axes: Axes) -> Settled[FactorsSpec]:
    """How the likeness of the lab's vectors is best made and read."""
    native = beside.lab.making.native
    return settled(FactorsSpec(), axes, lambda spec: beside.ndcg(native, spec))
