"""What the rows of a page are about."""

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.domain import Floats, Item, ItemKey
from hybrid.pages import anchors, crowded, newest, only, tastes
from hybrid.profiles import Engagement, fold
from tests.hybrid.events import NOW, clicks, event


def film(key: int, *categories: str, year: int | None = None) -> Item:
    return Item(
        ItemKey(key), f"m{key}", f"Film {key}", categories=categories, attributes={"year": year} if year else {}
    )


def turned(*degrees: float) -> Floats:
    angles = np.radians(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def test_the_rows_are_about_items_of_different_taste_the_newest_first():
    profile = clicks(7, 8, 9)
    assert anchors(profile, turned(0, 5, 90), 2) == [0, 2], "8 is as 7 is"
    assert anchors(profile, turned(0, 5, 90), 9) == [0, 2, 1]
    assert anchors(profile, turned(0, 5, 90), 1) == [0]


def test_no_row_is_about_what_was_not_liked():
    events = [event(1, "dislike"), event(2, "rating", 1.0, 1), event(3, "rating", 5.0, 2), event(4, "hide", None, 3)]
    profile = fold(events, NOW, Engagement())
    (place,) = anchors(profile, np.zeros((4, 2), np.float32), 3)
    assert profile.items[place] == 3
    assert anchors(fold((), NOW, Engagement()), np.zeros((0, 2), np.float32), 3) == []


def test_one_entry_alone_speaks_and_what_was_met_stays_met():
    profile = fold([event(1), event(2, "dislike"), event(3)], NOW, Engagement())
    alone = only(profile, profile.position[3], Engagement())
    assert alone.items.tolist() == [3]
    assert set(alone.seen.tolist()) == {1, 2, 3}
    assert alone.rejected.tolist() == [2]


def test_a_rare_taste_says_more_of_a_person_than_what_everything_is():
    items = [film(n, "Drama") for n in range(3, 40)] + [film(1, "Drama", "Anime"), film(2, "drama", "Anime")]
    columns = ItemColumns()
    columns.put(items)
    by_key = {int(item.key): item for item in items}
    profile = clicks(1, 2)
    assert tastes(profile, by_key, columns, 1) == ["Anime"]
    assert tastes(profile, by_key, columns, 5) == ["Anime", "Drama"], "once each, in any case of letters"
    assert tastes(profile, {}, columns, 5) == []


def test_the_newest_by_year_then_by_when_they_came_in():
    columns = ItemColumns()
    columns.put([film(1, year=2001), film(2, year=2020), film(3, year=2020), film(4), film(5, year=1990)])
    allowed = np.array([False, True, True, True, True, True])
    assert newest(columns, allowed, 3).tolist() == [4, 3, 2], "who says no year may be as new as any"
    allowed[3] = False
    assert newest(columns, allowed, 9).tolist() == [4, 2, 1, 5]


def test_of_a_large_catalogue_a_tenth_is_new():
    columns = ItemColumns()
    columns.put(film(key, year=1900 + key) for key in range(1, 101))
    allowed = columns.recommendable
    assert newest(columns, allowed, 3).tolist() == list(range(100, 90, -1))
    assert newest(columns, allowed, 20).tolist() == list(range(100, 80, -1))


def test_without_any_year_the_last_ones_in_are_the_newest():
    columns = ItemColumns()
    columns.put([film(1), film(2)])
    assert newest(columns, np.ones(3, np.bool_) & columns.recommendable, 9).tolist() == [2, 1]


def test_crowded_is_what_enough_people_met():
    people = np.array([0.0, 6.0, 9.0, 4.9, 9.0])
    allowed = np.array([True, True, True, True, True, True])
    assert crowded(people, allowed, 10, 5) == [2, 4, 1]
    assert crowded(people, ~allowed, 10, 5) == []
    assert crowded(people, allowed[:3], 1, 5) == [2]
