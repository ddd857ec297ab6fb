"""Which items are known to be similar."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.evaluation.pairs import BUSIEST, LARGEST, LikedSettings, Partners, co_liked, series, series_name

FEW = LikedSettings(people=2, lift=1.5, each=3)


def allowed(size: int) -> np.ndarray:
    mask = np.ones(size, np.bool_)
    mask[0] = False
    return mask


def rows(likes: dict[int, list[int]]) -> tuple[np.ndarray, np.ndarray]:
    pairs = [(user, item) for user, items in likes.items() for item in items]
    users, items = zip(*pairs, strict=True) if pairs else ((), ())
    return np.array(users, np.int64), np.array(items, np.int64)


def told(found: Partners) -> dict[int, list[int]]:
    bounds = zip(found.anchors.tolist(), found.starts[:-1], found.starts[1:], strict=True)
    return {key: found.items[low:high].tolist() for key, low, high in bounds}


def test_what_the_same_people_like():
    likes = {user: [1, 2, 9] for user in range(1, 6)} | {user: [3, 4, 9] for user in range(6, 11)}
    found = co_liked(*rows(likes), allowed(10), FEW)
    assert told(found) == {1: [2], 2: [1], 3: [4], 4: [3]}
    assert found.units == 4


def test_a_pair_needs_enough_people():
    likes = {1: [1, 2], 2: [1, 2], 3: [3, 4], 4: [5], 5: [5], 6: [6]}
    assert told(co_liked(*rows(likes), allowed(7), FEW)) == {1: [2], 2: [1]}
    assert told(co_liked(*rows(likes), allowed(7), LikedSettings(people=3))) == {}
    assert told(co_liked(*rows(likes), allowed(7), LikedSettings(people=2, share=0.5))) == {}


def test_items_out_of_the_catalogue_and_doubled_likes_do_not_count():
    likes = {1: [1, 2, 2, 99], 2: [1, 2, 99], 3: [4], 4: [4], 5: [5], 6: [5]}
    mask = allowed(6)
    assert told(co_liked(*rows(likes), mask, FEW)) == {1: [2], 2: [1]}
    mask[2] = False
    assert told(co_liked(*rows(likes), mask, FEW)) == {}


def test_who_likes_everything_is_not_asked():
    crowd = {user: list(range(1, BUSIEST + 2)) for user in (1, 2)}
    likes = crowd | {user: [user] for user in range(3, 30)}
    assert told(co_liked(*rows(likes), allowed(BUSIEST + 2), FEW)) == {}


@given(st.lists(st.tuples(st.integers(1, 12), st.integers(1, 8)), max_size=80))
def test_the_lift_is_that_of_the_formula(pairs):
    likes = {user: sorted({item for one, item in pairs if one == user}) for user, _ in pairs}
    found = told(co_liked(*rows(likes), allowed(9), FEW))
    people = len(likes)
    count = {item: sum(item in liked for liked in likes.values()) for item in range(1, 9)}
    expected: dict[int, list[tuple[float, int]]] = {}
    for a, b in combinations(range(1, 9), 2):
        both = sum({a, b} <= set(liked) for liked in likes.values())
        if both >= 2 and people * both / (count[a] * count[b]) >= FEW.lift:
            lift = people * both / (count[a] * count[b])
            expected.setdefault(a, []).append((-lift, b))
            expected.setdefault(b, []).append((-lift, a))
    assert found == {key: [item for _, item in sorted(found_)[:3]] for key, found_ in sorted(expected.items())}


def test_no_more_items_are_asked_for_than_wanted():
    likes = {user: list(range(10 * (user % 5) + 1, 10 * (user % 5) + 11)) for user in range(1, 31)}
    found = co_liked(*rows(likes), allowed(51), LikedSettings(most=7, each=2))
    assert len(found.anchors) == 7
    assert max(np.diff(found.starts)) == 2


@pytest.mark.parametrize(
    ("title", "name", "marked"),
    [
        ("Toy Story", "toy story", False),
        ("Toy Story 2 (1999)", "toy story", True),
        ("Rocky IV", "rocky", True),
        ("Alien: Resurrection", "alien", True),
        ("Star Wars: Episode IV - A New Hope", "star wars", True),
        ("Back to the Future Part II", "back to the future", True),
        ("Kill Bill: Vol. 2", "kill bill", True),
        ("Homeward Bound II: Lost in San Francisco", "homeward bound", True),
        ("The Hobbit – Part One", "the hobbit", True),
        ("Spider-Man", "spider-man", False),
        ("Catch-22", "catch-22", False),
        ("Blade Runner 2049", "blade runner 2049", False),
        ("7", "7", False),
        ("", "", False),
        (": a story", ": a story", False),
    ],
)
def test_names_of_series(title, name, marked):
    assert series_name(title) == (name, marked)


def test_series_of_titles():
    titles = {
        1: "Alien", 2: "Alien 3", 3: "Alien: Resurrection", 4: "Heat", 5: "Psycho", 6: "Psycho", 7: "Jaws 2",
        8: "2001: A Space Odyssey", 9: "Rocky II", 10: "Rocky III",
    }  # fmt: skip
    found = series(titles)
    assert told(found) == {1: [2, 3], 2: [1, 3], 3: [1, 2], 9: [10], 10: [9]}
    assert found.groups.tolist() == [0, 0, 0, 1, 1]
    assert found.units == 2


def test_a_prefix_of_a_whole_shelf_is_no_series():
    assert series({n: f"Shirt: number {n}" for n in range(1, LARGEST + 2)}).units == 0
    assert series({}).units == 0


@given(st.dictionaries(st.integers(1, 50), st.text(max_size=30)))
def test_any_titles_can_be_read(titles):
    found = told(series(titles))
    for key, others in found.items():
        assert key not in others
        assert all(key in found[other] for other in others)
