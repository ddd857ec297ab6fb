"""Filters by any field or attribute, alone and as columns that follow the catalogue."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.columns import ItemColumns
from hybrid.conditions import Condition, values_of
from hybrid.domain import Item, ItemKey, Json
from hybrid.facets import MOST
from hybrid.profiles import EMPTY
from hybrid.rules import Filter, allowed

OLD, NEW = Condition.of("year", below=1990), Condition.of("year", above=1990)


def item(key: int, available: bool = True, **fields: Json) -> Item:
    return Item(ItemKey(key), f"i{key}", f"Item {key}", available=available, **fields)


def shop(*items: Item) -> tuple[dict[int, Item], ItemColumns]:
    """What is stored, and columns that read it."""
    stored = {int(one.key): one for one in items}
    columns = ItemColumns(stored.values)
    columns.put(items)
    return stored, columns


def shown(columns: ItemColumns, *conditions: Condition) -> list[int]:
    return np.flatnonzero(allowed(columns, Filter(conditions=conditions), EMPTY)).tolist()


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        (NEW, [2, 3]),
        (OLD, [1]),
        (Condition.of("year", above=1980, below=2000), [1, 2]),
        (Condition.of("year", within=(1985, 2010.0)), [1, 3]),
        (Condition.of("year", without=(1985,)), [2, 3, 4, 5]),
        (Condition.of("year", above="1980"), []),
        (Condition.of("colour", within=("RED",)), [1, 4]),
        (Condition.of("colour", within=("red",), without=("blue",)), [1]),
        (Condition.of("used", within=(True,)), [5]),
        (Condition.of("used", within=(1,)), []),
        (Condition.of("used", within=("true",)), []),
        (Condition.of("brand", within=("acme",)), [3]),
        (Condition.of("price", below=10), [3, 4]),
        (Condition.of("published_at", above="2020"), [5]),
        (Condition.of("published_at", below="2020-06"), [5]),
        (Condition.of("tags", within=("quiet",)), [4]),
        (Condition.of("size", above=0), []),
        (Condition.of("title", within=("Item 1",)), []),
        (Condition.of("nested", without=("x",)), [1, 2, 3, 4, 5]),
    ],
)
def test_any_field_and_attribute(condition: Condition, keys: list[int]):
    _, columns = shop(
        item(1, attributes={"year": 1985, "colour": "Red"}),
        item(2, attributes={"year": 1999, "nested": {"x": 1}, "brand": "none"}),
        item(3, attributes={"year": 2010}, brand="ACME", price=9.5),
        item(4, attributes={"colour": ["blue", "red "], "price": 8}, tags=("quiet",)),
        item(5, attributes={"used": True, "year": None}, published_at=1_590_000_000_000_000),
        item(6, attributes={"year": 2020}, available=False),
    )
    assert shown(columns, condition) == keys


def test_all_conditions_must_hold():
    _, columns = shop(*(item(key, attributes={"year": 1980 + key, "even": key % 2 == 0}) for key in range(1, 21)))
    assert shown(columns, NEW, Condition.of("even", within=(True,))) == [12, 14, 16, 18, 20]


def test_a_column_follows_the_catalogue_once_it_was_asked_for():
    stored, columns = shop(item(1, attributes={"year": 1985}))
    assert (shown(columns, OLD), shown(columns, NEW)) == ([1], [])
    for changed in (item(1, attributes={"year": 2001}), item(5_000, attributes={"year": 2002}), item(7)):
        stored[int(changed.key)] = changed
        columns.put([changed])
    assert (shown(columns, OLD), shown(columns, NEW)) == ([], [1, 5_000])


def test_names_and_conditions_out_of_requests_fill_no_memory():
    items, read = [item(1, attributes={"year": 1985})], []

    def stored() -> list[Item]:
        read.append(len(items))
        return items

    columns = ItemColumns(stored)
    columns.put(items)
    for n in range(3 * MOST):
        assert shown(columns, OLD, Condition.of("year", above=n)) == [1]
    assert len(read) == 1, "the catalogue is read once for a name that is used"
    for n in range(MOST):
        assert shown(columns, Condition.of(f"no{n}", within=("x",))) == []
    assert shown(columns, OLD) == [1]
    assert len(read) == 1 + MOST + 1, "a name that was used long ago is read again"


VALUES = st.none() | st.booleans() | st.integers(-3, 3) | st.sampled_from(["a", "A", "b", "true", "1"])


@given(
    held=st.lists(VALUES | st.lists(VALUES, max_size=3), min_size=1, max_size=8),
    within=st.none() | st.lists(VALUES.filter(lambda one: one is not None), min_size=1, max_size=3),
    without=st.lists(VALUES.filter(lambda one: one is not None), max_size=2),
    above=st.none() | st.integers(-3, 3) | st.just("a"),
)
def test_columns_say_what_each_item_says(held: list[Json], within: list[Json] | None, without: list[Json], above: Json):
    items = [item(key, attributes={} if value is None else {"x": value}) for key, value in enumerate(held, 1)]
    condition = Condition.of("x", None if within is None else tuple(within), tuple(without), above)
    _, columns = shop(*items)
    assert shown(columns, condition) == [int(one.key) for one in items if condition.holds(values_of(one, "x"))]
