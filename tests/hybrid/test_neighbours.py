"""Beside an item stand others, not the same one again."""

from __future__ import annotations

import numpy as np
import pytest

from hybrid.domain import SourceName
from hybrid.neighbours import also_liked, similar
from hybrid.rules.document import NearDuplicates
from hybrid.rules.near import Near
from tests.hybrid.rules.shops import Shop, item, shop_of

SHIRT, BLUE, GREEN, AGAIN = 1, 2, 3, 4
"""An item, two variants of it and one with the very same text."""


@pytest.fixture
def shop() -> Shop:
    items = [item(SHIRT), item(BLUE, variant_of="i1"), item(GREEN, variant_of="i1"), item(AGAIN)]
    items += [item(5), item(6), item(7, variant_of="i6")]
    return shop_of(items, [0, 1, 2, 0, 3, 4, 4], [9, 8, 7, 6, 5, 4, 3], [])


def near(shop: Shop) -> Near | None:
    return Near.of(NearDuplicates(), shop.snapshot.columns, shop.snapshot.space)


def test_what_is_nearly_the_same_does_not_stand_beside_an_item_nor_do_two_of_one(shop: Shop):
    snapshot, allowed = shop.snapshot, shop.snapshot.columns.recommendable
    assert {one.key for one in similar(snapshot, SHIRT, 2, allowed, near(shop))} == {5, 6}
    assert {one.key for one in similar(snapshot, GREEN, 2, allowed, near(shop))} <= {5, 6, AGAIN}
    everything = {one.key for one in similar(snapshot, SHIRT, 6, allowed)}
    assert everything == {BLUE, GREEN, AGAIN, 5, 6, 7}, "unless nothing is to collapse"


def test_it_comes_back_where_there_is_nothing_else(shop: Shop):
    snapshot, allowed = shop.snapshot, shop.snapshot.columns.recommendable
    found = [one.key for one in similar(snapshot, SHIRT, 6, allowed, near(shop))]
    assert set(found[:2]) == {5, 6}
    assert set(found) == {BLUE, GREEN, AGAIN, 5, 6, 7}
    assert found[-1] == AGAIN, "the least alike first"
    assert len(similar(snapshot, SHIRT, 50, allowed, near(shop))) == 6


def test_nor_among_what_others_liked(shop: Shop):
    snapshot, allowed = shop.snapshot, shop.snapshot.columns.recommendable
    lately = np.array([BLUE, 6, 7]), np.array([9.0, 2.0, 8.0], np.float32)
    found = also_liked(snapshot, SHIRT, 2, allowed, lately, near=near(shop))
    assert [(one.key, one.source) for one in found] == [(7, SourceName.NEIGHBOURS), (5, SourceName.CONTENT)]
    assert [one.key for one in also_liked(snapshot, SHIRT, 2, allowed, lately)] == [BLUE, 7]


def test_many_variants_leave_room_for_others():
    items = [item(key, variant_of="i1") for key in range(1, 61)] + [item(61), item(62)]
    shop = shop_of(items, [0] * 60 + [1, 2], [1] * 62, [])
    found = similar(shop.snapshot, 1, 2, shop.snapshot.columns.recommendable, near(shop))
    assert {one.key: one.source for one in found} == {61: SourceName.CONTENT, 62: SourceName.CONTENT}
