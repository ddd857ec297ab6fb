"""What counts as nearly the same, against the same told pair by pair."""

from __future__ import annotations

import numpy as np
import pytest

from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import Floats, Item, ItemKey
from hybrid.evaluation.vectors import ExactIndex
from hybrid.rules.document import NearDuplicates
from hybrid.rules.near import Near
from tests.hybrid.content.worlds import Letters

DIMS = 96


def near(vectors: Floats, items: list[Item], **rule: object) -> Near:
    columns = ItemColumns()
    columns.put(items)
    table = VectorTable(np.zeros(vectors.shape[1], np.float32))
    table.put(np.array([int(one.key) for one in items]), vectors, [str(n) for n in range(len(items))])
    found = Near.of(NearDuplicates.model_validate(rule), columns, ContentSpace(Letters(), table, ExactIndex(table)))
    assert found is not None
    return found


def item(key: int, described: bool = True, variant_of: str | None = None) -> Item:
    return Item(ItemKey(key), f"i{key}", f"Item {key}", "Told at length." if described else "", variant_of=variant_of)


def turned(cosine: float) -> Floats:
    """Two vectors with this cosine, their difference spread over all dimensions."""
    rng = np.random.default_rng(2)
    one, other = rng.normal(size=(2, DIMS))
    one /= np.linalg.norm(one)
    other -= one * (one @ other)
    other /= np.linalg.norm(other)
    return np.stack([one, cosine * one + np.sqrt(1 - cosine**2) * other]).astype(np.float32)


@pytest.mark.parametrize(
    ("cosine", "described", "rule", "together"),
    [
        (0.96, (True, True), {}, False),
        (0.94, (True, True), {}, True),
        (0.96, (True, False), {}, True),
        (0.96, (False, False), {}, True),
        (0.995, (True, False), {}, False),
        (0.995, (False, False), {"likeness_of_titles": None}, True),
        (0.96, (False, False), {"likeness_of_titles": 0.9}, False),
        (0.92, (False, False), {"likeness_of_titles": 0.9}, True),
        (1.0, (True, True), {"likeness": None}, True),
    ],
)
def test_a_title_alone_must_say_more_than_a_description(
    cosine: float, described: tuple[bool, bool], rule: dict[str, object], together: bool
):
    found = near(turned(cosine), [item(1, described[0]), item(2, described[1])], **rule).collapse(np.array([1, 2]))
    assert found.kept.tolist() == ([1, 2] if together else [1])
    assert [twin.likeness for twin in found.twins.values()] == ([] if together else [pytest.approx(cosine, abs=1e-5)])


def test_variants_are_one_whatever_their_texts_say():
    items = [item(1), item(2, variant_of="i1"), item(3, variant_of="i1"), item(4)]
    vectors = np.eye(4, DIMS, dtype=np.float32)
    found = near(vectors, items).collapse(np.array([4, 3, 1, 2]))
    assert found.kept.tolist() == [4, 3]
    assert {key: (twin.into, twin.likeness) for key, twin in found.twins.items()} == {1: (3, 1.0), 2: (3, 1.0)}
    assert near(vectors, items, variants=False).collapse(np.array([4, 3, 1, 2])).gone.size == 0


@pytest.mark.parametrize("order", [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1]])
def test_variants_of_variants_are_one_in_whatever_order_they_come(order: list[int]):
    names = {1: None, 2: "i1", 3: "i2", 4: "i5", 5: "i4"}
    items = [item(key, variant_of=names[key]) for key in order]
    found = near(np.eye(5, DIMS, dtype=np.float32), items).collapse(np.array([3, 1, 4, 2, 5]))
    assert found.kept.tolist() == [3, 4]


def test_what_is_fixed_stays_even_where_it_is_twice():
    items = [item(1), item(2, variant_of="i1"), item(3, variant_of="i1"), item(4)]
    found = near(np.eye(4, DIMS, dtype=np.float32), items).collapse(np.array([4, 3]), [1, 2])
    assert (found.kept.tolist(), found.gone.tolist(), found.into.tolist()) == ([4], [3], [1])
    assert near(np.eye(4, DIMS, dtype=np.float32), items).collapse(np.array([], np.int64), [1]).kept.size == 0


def test_an_item_that_is_edited_is_compared_as_it_is_now():
    found = near(np.eye(2, DIMS, dtype=np.float32), [item(1), item(2)])
    assert found.collapse(np.array([1, 2])).kept.tolist() == [1, 2]
    found.columns.put([item(2, variant_of="i1")])
    assert found.collapse(np.array([1, 2])).kept.tolist() == [1]


@pytest.mark.parametrize("likeness", [0.3, 0.8, 0.95])
def test_the_first_dimensions_tell_the_same_as_all(likeness: float):
    """Crowded vectors, many of them near the bound: each gives way to the first of the kept ones that it is like."""
    rng = np.random.default_rng(4)
    middles = rng.normal(size=(9, DIMS))
    vectors = (middles[rng.integers(0, 9, 150)] + rng.uniform(0, 0.8, (150, 1)) * rng.normal(size=(150, DIMS))).astype(
        np.float32
    )
    items = [item(key, variant_of=f"v{key % 60}" if key % 3 else None) for key in range(1, 151)]
    order = rng.permutation(np.arange(1, 151))
    found = near(vectors, items, likeness=likeness).collapse(order)
    unit = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    kept: list[int] = []
    gone: dict[int, int] = {}
    for key in order.tolist():
        same = [
            other
            for other in kept
            if unit[key - 1] @ unit[other - 1] > likeness
            or (items[key - 1].variant_of or f"i{key}") == (items[other - 1].variant_of or f"i{other}")
        ]
        if same:
            gone[key] = same[0]
        else:
            kept.append(key)
    assert found.kept.tolist() == kept
    assert {key: twin.into for key, twin in found.twins.items()} == gone
    assert len(gone) > 20
