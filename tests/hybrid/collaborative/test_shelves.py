from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.collaborative.history import History
from hybrid.collaborative.shelves import shelf_links
from hybrid.domain import Event, Floats
from tests.hybrid.collaborative.worlds import event, histories, read

CATEGORIES = 3
some = st.lists(st.lists(st.booleans(), min_size=CATEGORIES, max_size=CATEGORIES), min_size=9, max_size=9)


def shelved(history: History, chosen: list[list[bool]]) -> Floats:
    """Unit vectors (m, c): which categories each item code has."""
    made = np.array(chosen[: history.size], np.float32).reshape(history.size, CATEGORIES)
    return np.asarray(made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9), np.float32)


@settings(deadline=None, max_examples=50)
@given(
    histories(), st.lists(st.lists(st.booleans(), min_size=3, max_size=3), min_size=9, max_size=9), st.integers(1, 9)
)
def test_the_strongest_are_popular_and_of_the_same_categories(
    events: list[Event], chosen: list[list[bool]], k: int
) -> None:
    history = read(events)
    categories = shelved(history, chosen)
    links = shelf_links(history, categories, k, 1)
    strength = (categories @ categories.T) * np.log1p(history.popularity)
    for code in range(history.size):
        others = np.delete(strength[code], code)
        best = np.sort(others[others > 1e-6])[::-1][:k]
        found, told = links.of(code, k)
        assert code not in found
        np.testing.assert_allclose(told, best, rtol=1e-5)
        np.testing.assert_allclose(strength[code][found], told, rtol=1e-5)


def test_without_categories_nothing_is_linked() -> None:
    history = read([event(1, item, item, seq=item) for item in range(1, 6)])
    links = shelf_links(history, np.zeros((history.size, 1), np.float32), 4, 1)
    assert links.size == history.size
    assert not len(links.keys)
    assert not links.combined(np.arange(history.size), np.ones(history.size, np.float32)).any()


def test_an_item_nobody_known_engaged_with_is_on_no_shelf() -> None:
    history = read([event(person, item, item, seq=10 * person + item) for person in (1, 2) for item in (1, 2, 3)])
    newest = history.newest(2)
    links = shelf_links(newest, np.ones((3, 1), np.float32), 4, 1)
    assert links.of(1, 4)[0].tolist() == [2]
    assert links.of(0, 4)[0].tolist() == [1, 2], "it still finds the way to others"
