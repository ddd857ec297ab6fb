"""Small shops with everything that rules speak of, drawn by Hypothesis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Event, Item, ItemKey
from hybrid.evaluation.vectors import ExactIndex
from hybrid.profiles import Engagement, Profile, fold
from hybrid.recommend import Ranking, rank
from hybrid.rules import Filter
from hybrid.rules.document import ScenarioDocument
from hybrid.rules.layers import layered
from hybrid.rules.listing import finished
from hybrid.rules.meant import ids_of
from hybrid.rules.ruling import Ruling
from hybrid.snapshot import Snapshot
from tests.hybrid.content.worlds import Letters
from tests.hybrid.events import NOW, event

KINDS = 12
"""Vectors that there are: items of one are near-duplicates."""
DIRECTIONS = np.random.default_rng(5).normal(size=(KINDS, 26)).astype(np.float32)


@dataclass(frozen=True)
class Shop:
    """A catalogue, what everybody did and a person's deeds."""

    items: dict[int, Item]
    kinds: tuple[int, ...]
    snapshot: Snapshot
    profile: Profile

    def kind_of(self, key: int) -> int:
        """Which of the vectors it has."""
        return self.kinds[list(self.items).index(key)]


def item(key: int, **fields: Any) -> Item:
    return Item(ItemKey(key), f"i{key}", f"Item {key}", **fields)


def shop_of(items: list[Item], kinds: list[int], people: list[int], deeds: list[Event]) -> Shop:
    stored = {int(one.key): one for one in items}
    columns = ItemColumns(stored.values)
    columns.put(items)
    columns.reset_engagement({int(one.key): n for one, n in zip(items, people, strict=True)})
    table = VectorTable(np.zeros(26, np.float32))
    table.put(np.array(list(stored), np.int64), DIRECTIONS[kinds], [str(kind) for kind in kinds])
    space = ContentSpace(Letters(), table, ExactIndex(table))
    profile = fold(deeds, NOW, Engagement())
    return Shop(stored, tuple(kinds), Snapshot.of(columns, space, None), profile)


@st.composite
def shops(draw: st.DrawFn, most: int = 48) -> Shop:
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, brands = draw(st.integers(1, most)), draw(st.integers(1, 6))
    sold_out, varied = draw(st.sampled_from([0.0, 0.2, 0.7])), draw(st.sampled_from([0.0, 0.4]))
    keys = range(1, n + 1)
    items = [
        item(
            key,
            categories=tuple(rng.choice(["a", "b", "c"], rng.integers(0, 3), replace=False).tolist()),
            brand=None if rng.random() < 0.1 else f"brand {rng.integers(brands)}",
            price=float(rng.integers(1, 20)),
            available=bool(rng.random() >= sold_out),
            published_at=None if rng.random() < 0.3 else NOW - int(rng.integers(0, 10**14)),
            variant_of=f"i{rng.integers(1, n + 1)}" if rng.random() < varied else None,
            attributes={"margin": float(rng.random())},
        )
        for key in keys
    ]
    spread = draw(st.sampled_from([1, KINDS]))
    met = rng.permutation(np.arange(1, n + 1))[: draw(st.integers(0, min(n, 8)))].tolist()
    deeds = [event(key, str(rng.choice(["view", "like", "hide", "purchase"])), seq=m) for m, key in enumerate(met)]
    return shop_of(items, rng.integers(0, spread, n).tolist(), rng.integers(0, 30, n).tolist(), deeds)


WHERE = st.sampled_from(
    [{"categories": ["a"]}, {"attributes": {"brand": "brand 0"}}, {"item_ids": ["i1", "i2", "i999"]}]
)
_FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "filter": st.sampled_from(
        [
            {"attributes": {"brand": {"not": "brand 1"}}},
            {"price": {"from": 5, "to": 15}},
            {"exclude_ids": ["i1", "i3"], "include_seen": True},
            {"available": False, "categories": ["a", "b"]},
        ]
    ),
    "seen": st.sampled_from([{"except": ["view"]}, {"expire_after_days": {"like": 1.0}}]),
    "freshness": st.just({"half_life_days": 100, "weight": 2}),
    "boosts": st.lists(st.fixed_dictionaries({"where": WHERE, "weight": st.floats(-5, 5)}), min_size=1, max_size=2),
    "pins": st.lists(
        st.fixed_dictionaries({"slot": st.integers(1, 12), "as": st.sampled_from(["promoted", "editorial"])}),
        min_size=1,
        max_size=3,
        unique_by=lambda pin: pin["slot"],
    ).map(lambda pins: [{**pin, "item_id": f"i{5 * n + 1}"} for n, pin in enumerate(pins)]),
    "buries": st.lists(st.fixed_dictionaries({"where": WHERE}), min_size=1, max_size=1),
    "promoted_share": st.sampled_from([0.0, 0.2, 0.5]),
    "diversity": st.floats(0, 1),
    "caps": st.lists(
        st.fixed_dictionaries({"attribute": st.sampled_from(["brand", "categories"]), "most": st.integers(1, 4)}),
        min_size=1,
        max_size=2,
    ),
    "exploration": st.sampled_from([0.0, 0.3, 1.0]),
    "popularity_penalty": st.floats(0, 3),
    "min_people": st.integers(1, 20),
    "fallbacks": st.fixed_dictionaries(
        {"editorial": st.just(["i7", "i2", "i404"]), "best_sellers": st.booleans(), "trending": st.booleans()}
    ),
}
_ALIKE = st.sampled_from([None, None, {}, {"variants": False}, {"likeness": None}])
DOCUMENTS = st.fixed_dictionaries({"near_duplicates": _ALIKE}, optional=_FIELDS).map(ScenarioDocument.model_validate)


@dataclass(frozen=True)
class Shown:
    """A list, how it was ranked and what might have been in it."""

    keys: list[int]
    ranking: Ranking
    ruling: Ruling
    wanted: Filter


def shown(shop: Shop, document: ScenarioDocument, limit: int, seed: int, model: int | None = 0) -> Shown:
    """The list as serving makes it; ``model`` draws the order that the model gives its window, None: it gives none."""
    in_force = layered(None, document, "v")
    keys = {one.id: key for key, one in shop.items.items()}
    own = document.filter
    excluded = tuple(keys[id] for id in own.exclude_ids if id in keys)
    wanted = Filter((), own.conditions, excluded, own.include_seen, own.available)
    ruling = Ruling(
        in_force.document,
        limit=limit,
        reach=max(12, limit),
        diversity=document.diversity,
        exploration=document.exploration,
        seed=seed,
        now=NOW,
        newest=NOW,
        named={id: keys[id] for id in ids_of(document) if id in keys},
    )
    ranking = rank(shop.snapshot, shop.profile, wanted, ruling.reach + 20, ruling=ruling)
    window = list(ranking.keys[: ruling.reach])
    if model is not None:
        np.random.default_rng(model).shuffle(window)
    fused = [*window, *ranking.keys[ruling.reach :]]
    return Shown(finished(ranking.listed, ranking.slots, fused, limit), ranking, ruling, wanted)
