import numpy as np

from hybrid.candidates import Query
from hybrid.columns import ItemColumns
from hybrid.domain import Item, ItemKey
from hybrid.fading import Engaging
from hybrid.popularity import Crowd, PopularSource, fill_up
from hybrid.profiles import EMPTY, Engagement, fold
from hybrid.rules import Filter, allowed
from tests.hybrid.events import NOW, clicks, event


def item(key: int, *categories: str, available: bool = True) -> Item:
    return Item(ItemKey(key), f"i{key}", f"Item {key}", categories=categories, available=available)


def columns(*items: Item) -> ItemColumns:
    made = ItemColumns()
    made.put(items)
    return made


def test_grows_past_any_capacity() -> None:
    grown = columns(item(1), item(5000, "far"))
    assert grown.size == 5001
    assert np.flatnonzero(grown.recommendable).tolist() == [1, 5000]
    assert np.flatnonzero(grown.in_categories(["far"], grown.size)).tolist() == [5000]


def test_an_edit_moves_an_item_between_categories_and_out_of_stock() -> None:
    made = columns(item(1, "a", "b"))
    made.put([item(1, "b", "c", available=False)])
    assert not made.in_categories(["a"], made.size).any()
    assert made.in_categories(["C"], made.size)[1]
    assert not made.recommendable[1]


def test_engagement_counts_each_person_once() -> None:
    made = columns(item(1), item(2))
    new = [Engaging(ItemKey(key), NOW, None) for key in (1, 2, 2)]
    made.engaged([*new, Engaging(ItemKey(1), NOW, NOW - 1)], NOW)
    assert made.engagement.tolist() == [0, 1, 2]
    made.reset_engagement({1: 7})
    assert made.engagement.tolist() == [0, 7, 0]


def test_every_change_is_told() -> None:
    made = columns(item(1))
    told = [made.changes]
    for change in (
        lambda: made.put([item(2)]),
        lambda: made.engaged([], NOW),
        lambda: made.reset_engagement({}),
    ):
        change()
        told.append(made.changes)
    assert told == sorted(set(told))


def test_rules_hide_what_may_not_be_shown() -> None:
    made = columns(item(1, "a"), item(2, "a", available=False), item(3, "b"), item(4, "a"), item(5, "a"))
    profile = fold([event(4), event(5, "hide")], NOW, Engagement())

    def shown(**wanted: object) -> list[int]:
        return np.flatnonzero(allowed(made, Filter(**wanted), profile)).tolist()  # type: ignore[arg-type]

    assert shown() == [1, 3]
    assert shown(categories=("a",)) == [1]
    assert shown(exclude=(3, 99)) == [1]
    assert shown(include_seen=True) == [1, 3, 4], "hidden stays hidden"


def test_a_newcomer_sees_several_tastes_first() -> None:
    made = columns(*(item(k, "drama") for k in range(1, 7)), *(item(k, "comedy") for k in range(7, 9)))
    made.reset_engagement({k: 100 - k for k in range(1, 9)})
    everything = made.recommendable
    source = PopularSource(Crowd(made))
    newcomer = source.read(Query(EMPTY, everything)).propose(9)
    known = source.read(Query(clicks(99), everything)).propose(9)
    assert known.tolist() == list(range(1, 9)), "by count alone"
    assert newcomer[0] == 1
    assert 7 in newcomer[:3], "a second taste comes early"


def test_fill_up_takes_the_popular_then_the_newest() -> None:
    made = columns(*(item(k) for k in range(1, 6)))
    made.reset_engagement({2: 3.0})
    assert fill_up(made, made.recommendable, np.array([5]), 3).tolist() == [2, 4, 3]
    assert fill_up(made, made.recommendable, np.array([5]), 99).tolist() == [2, 4, 3, 1]
