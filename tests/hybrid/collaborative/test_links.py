from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.collaborative.links import Links, strongest
from hybrid.collaborative.tables import TableScoring, TableSource
from hybrid.collaborative.train import by_key
from hybrid.domain import Event, EventType, Floats, Mask, SourceName
from hybrid.model import Table
from hybrid.profiles import Decay, Engagement, Reading, Weighing, fold
from hybrid.standins import NOBODY
from tests.hybrid.collaborative.worlds import event, profile

SIZE = 12
HOW = Weighing(Decay(2.0, None, 4), Reading.GRADED, 0.1)


def everything(size: int = SIZE) -> Mask:
    return np.ones(size, np.bool_)


def dense(links: Links, size: int = SIZE) -> Floats:
    table = np.zeros((size, size), np.float32)
    for row in range(min(size, links.size)):
        keys, strengths = links.of(row, size)
        table[row, keys] = strengths
    return table


def scoring(links: Links, query: Query) -> TableScoring:
    found = TableSource(Table("i2i", SourceName.LIGHTFM, links, HOW, 2.0), NOBODY).read(query)
    assert found is not None
    return found


@st.composite
def tables(draw: st.DrawFn) -> Links:
    """Random links between keys 1 to 11, of either sign, quantised so that there are ties and absent links."""
    cells = draw(st.lists(st.integers(-3, 6), min_size=(SIZE - 1) ** 2, max_size=(SIZE - 1) ** 2))
    block = (np.array(cells, np.float32) / np.float32(4)).reshape(SIZE - 1, SIZE - 1)
    keys = np.arange(1, SIZE, dtype=np.int64)
    return strongest([(keys[:4], block[:4]), (keys[4:], block[4:])], keys, SIZE, draw(st.integers(1, 14)), None)


@st.composite
def pasts(draw: st.DrawFn) -> list[Event]:
    """One event per item, oldest first: views, likes, hides and ratings."""
    items = draw(st.lists(st.integers(1, SIZE + 3), unique=True, max_size=10))
    kinds = st.sampled_from([EventType.VIEW, EventType.LIKE, EventType.HIDE, EventType.RATING])
    return [
        event(1, item, at, kind, draw(st.integers(1, 10)) / 2 if kind is EventType.RATING else None, at)
        for at, (item, kind) in enumerate((item, draw(kinds)) for item in items)
    ]


@given(st.data(), st.integers(1, 8))
def test_strongest_keeps_the_largest_of_each_row_of_either_sign(data: st.DataObject, k: int) -> None:
    cells = data.draw(st.lists(st.floats(-1, 1, width=32), min_size=36, max_size=36))
    block = np.array(cells, np.float32).reshape(6, 6)
    columns = np.array([9, 2, 4, 7, 5, 3], np.int64)
    links = strongest([(columns[:2], block[:2]), (columns[2:], block[2:])], columns, 10, k, None)
    for row, key in enumerate(columns):
        others = sorted((abs(v) for c, v in zip(columns, block[row], strict=True) if c != key and v), reverse=True)
        keys, strengths = links.of(int(key), 10)
        assert np.abs(strengths).tolist() == others[:k]
        assert key not in keys
        assert all(block[row][columns.tolist().index(k)] == s for k, s in zip(keys, strengths, strict=True))
    assert links.of(0, 10)[0].size == 0
    assert links.keys.tolist() == sorted(columns.tolist())


@given(tables())
def test_rows_may_stand_anywhere(links: Links) -> None:
    """The same table with its rows in the order of the keys, keys without links having one, too."""
    spread = Links(*links.rows(np.arange(links.size)))
    assert spread.size == links.size
    for key in range(-1, SIZE + 2):
        ours, theirs = links.of(key, 9), spread.of(key, 9)
        assert ours[0].tolist() == theirs[0].tolist()
        assert ours[1].tolist() == theirs[1].tolist()
    keys, weights = np.array([1, 4, 0, 99]), np.array([1.0, -2.0, 3.0, 4.0], np.float32)
    assert np.allclose(links.combined(keys, weights), spread.combined(keys, weights))


@given(tables())
def test_links_move_from_codes_to_keys(links: Links) -> None:
    keys = np.arange(SIZE) * 3 + 2
    moved = by_key(links, keys)
    assert moved.size == keys[-1] + 1
    assert np.allclose(dense(moved, int(keys[-1]) + 1)[np.ix_(keys, keys)], dense(links))
    assert moved.of(0, 5)[0].size == 0


@settings(deadline=None)
@given(tables(), pasts())
def test_scores_are_weights_times_links(links: Links, past: list[Event]) -> None:
    person = fold(past, 100, Engagement())
    if not len(person):
        return
    found = scoring(links, Query(person, everything()))
    table = dense(links, SIZE + 4)
    expected = person.weights(HOW) @ table[person.items]
    keys = np.arange(SIZE + 4)
    assert np.allclose(found.raw(keys), expected, atol=1e-5)
    assert np.allclose(person.weights(HOW) @ found.similarity(keys), expected, atol=1e-5)
    proposed = found.propose(5)
    assert (found.raw(proposed) > 0).all()
    assert len(proposed) == min(5, int((expected[:SIZE] > 1e-9).sum()))


@settings(deadline=None)
@given(tables(), pasts())
def test_without_is_what_the_table_says_when_the_event_never_happened(links: Links, past: list[Event]) -> None:
    engagement = Engagement()
    person = fold(past, 100, engagement)
    if len(person) < 2:
        return
    keys = np.arange(SIZE)
    without = person.weights_without(HOW) @ scoring(links, Query(person, everything())).similarity(keys)
    for row, item in enumerate(person.items):
        rest = fold([e for e in past if e.item != item], 100, engagement)
        again = scoring(links, Query(rest, everything()))
        assert np.allclose(without[row], again.raw(keys), atol=1e-4)


def test_only_allowed_candidates_and_at_most_k_of_them() -> None:
    block = np.zeros((5, 5), np.float32)
    block[0, 1:4] = [0.9, 0.5, 0.1]
    keys = np.arange(1, 6, dtype=np.int64)
    links = strongest([(keys, block)], keys, 6, 4, None)
    allowed = everything(6)
    allowed[2] = False
    assert scoring(links, Query(profile([1]), allowed)).propose(1).tolist() == [3]
    assert scoring(links, Query(profile([1]), everything(4))).propose(9).tolist() == [2, 3]


def test_an_empty_table_links_nothing() -> None:
    empty = Links(np.empty((0, 1), np.int32), np.empty((0, 1), np.float32))
    assert empty.of(1, 5)[0].size == 0
    assert scoring(empty, Query(profile([1]), everything(6))).propose(5).size == 0
    assert replace(empty, place=np.full(4, -1, np.int32)).of(1, 5)[0].size == 0


@pytest.mark.parametrize("items", [[5], [600]])
def test_nothing_is_proposed_to_people_without_links(items: list[int]) -> None:
    keys = np.arange(1, 6, dtype=np.int64)
    links = strongest([(keys, np.zeros((5, 5), np.float32))], keys, 6, 4, None)
    assert scoring(links, Query(profile(items), everything(6))).propose(5).size == 0
