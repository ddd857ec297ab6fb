from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.candidates import Query
from hybrid.collaborative.links import Links, LinkSource, strongest
from hybrid.domain import Event, EventType, Floats, Mask, SourceName
from hybrid.profiles import Decay, Engagement, fold
from tests.hybrid.collaborative.worlds import event, profile

SIZE = 12


def everything(size: int = SIZE) -> Mask:
    return np.ones(size, np.bool_)


def dense(links: Links, size: int = SIZE) -> Floats:
    table = np.zeros((size, size), np.float32)
    for row in range(min(size, links.size)):
        keys, strengths = links.of(row, size)
        table[row, keys] = strengths
    return table


def source(links: Links, decay: Decay | None = None) -> LinkSource:
    return LinkSource("i2i", SourceName.LIGHTFM, links, decay or Decay(2.0, None, 4))


@st.composite
def tables(draw: st.DrawFn) -> Links:
    """Random links between keys 1 to 11, quantised so that there are ties and absent links."""
    cells = draw(st.lists(st.integers(-2, 6), min_size=(SIZE - 1) ** 2, max_size=(SIZE - 1) ** 2))
    block = (np.array(cells, np.float32) / np.float32(4)).reshape(SIZE - 1, SIZE - 1)
    keys = np.arange(1, SIZE, dtype=np.int64)
    return strongest([(keys[:4], block[:4]), (keys[4:], block[4:])], keys, SIZE, draw(st.integers(1, 14)))


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
def test_strongest_keeps_the_largest_of_each_row(data: st.DataObject, k: int) -> None:
    cells = data.draw(st.lists(st.floats(-1, 1, width=32), min_size=36, max_size=36))
    block = np.array(cells, np.float32).reshape(6, 6)
    columns = np.array([9, 2, 4, 7, 5, 3], np.int64)
    links = strongest([(columns[:2], block[:2]), (columns[2:], block[2:])], columns, 10, k)
    for row, key in enumerate(columns):
        others = sorted((v for c, v in zip(columns, block[row], strict=True) if c != key and v > 0), reverse=True)
        keys, strengths = links.of(int(key), 10)
        assert strengths.tolist() == others[:k]
        assert key not in keys
        assert all(block[row][columns.tolist().index(k)] == s for k, s in zip(keys, strengths, strict=True))
    assert links.of(0, 10)[0].size == 0


@settings(deadline=None)
@given(tables(), pasts())
def test_scores_are_weights_times_similarity_of_the_table(links: Links, past: list[Event]) -> None:
    person = fold(past, 100, Engagement())
    scored = source(links).score(Query(person, everything(), k=SIZE))
    table = dense(links, SIZE + 4)
    weights = person.weights(Decay(2.0, None, 4))
    expected = weights @ table[person.items] if len(person) else np.zeros(SIZE + 4)
    if scored is None:
        assert not (expected > 1e-6).any()
        return
    assert scored.similarity is not None
    assert np.allclose(scored.scores, weights @ scored.similarity, atol=1e-5)
    assert np.allclose(scored.scores, expected[scored.keys], atol=1e-5)
    assert set(np.flatnonzero(expected > 1e-6)) <= set(scored.keys.tolist())
    assert (scored.scores > 0).all()
    assert (np.diff(scored.scores) <= 0).all()


@settings(deadline=None)
@given(tables(), pasts())
def test_without_is_what_the_source_says_when_the_event_never_happened(links: Links, past: list[Event]) -> None:
    engagement = Engagement()
    person = fold(past, 100, engagement)
    scored = source(links).score(Query(person, everything(), k=SIZE))
    if scored is None:
        return
    assert scored.without is not None
    for row, item in enumerate(person.items):
        rest = fold([e for e in past if e.item != item], 100, engagement)
        again = source(links).score(Query(rest, everything(), k=0, extra=scored.keys))
        assert again is not None
        told = dict(zip(again.keys.tolist(), again.scores.tolist(), strict=True))
        assert np.allclose(scored.without[row], [told[int(key)] for key in scored.keys], atol=1e-4)


def chain() -> Links:
    """1 → 2, 3, 4 and 2 → 3; 5 stands alone."""
    block = np.zeros((5, 5), np.float32)
    block[0, 1:4] = [0.9, 0.5, 0.1]
    block[1, 2] = 0.8
    keys = np.arange(1, 6, dtype=np.int64)
    return strongest([(keys, block)], keys, 6, 4)


def test_only_allowed_candidates_and_at_most_k_of_them() -> None:
    allowed = everything(6)
    allowed[2] = False
    scored = source(chain()).score(Query(profile([1]), allowed, k=1))
    assert scored is not None
    assert scored.keys.tolist() == [3]


def test_extra_keys_are_scored_even_if_not_allowed_or_not_linked() -> None:
    allowed = everything(6)
    allowed[2] = False
    scored = source(chain()).score(Query(profile([1]), allowed, k=1, extra=np.array([2, 5, 77], np.int64)))
    assert scored is not None
    assert scored.keys.tolist() == [2, 3, 5]
    assert scored.scores[2] == 0


def test_an_item_is_no_evidence_for_itself() -> None:
    scored = source(chain()).score(Query(profile([1, 2]), everything(6), k=9))
    assert scored is not None
    assert scored.similarity is not None
    column = scored.keys.tolist().index(2)
    row = scored.profile.position[2] if scored.profile else -1
    assert scored.similarity[row, column] == 0
    assert scored.scores[column] > 0


def test_silent_about_people_without_links() -> None:
    assert source(chain()).score(Query(profile([]), everything(6))) is None
    assert source(chain()).score(Query(profile([5]), everything(6))) is None
    assert source(chain()).score(Query(profile([600]), everything(6))) is None


def test_links_to_items_beyond_the_catalogue_mask_are_left_out() -> None:
    scored = source(chain()).score(Query(profile([1]), everything(4), k=9))
    assert scored is not None
    assert scored.keys.tolist() == [2, 3]


def test_an_empty_table_links_nothing() -> None:
    empty = Links(np.empty((0, 1), np.int32), np.empty((0, 1), np.float32))
    assert source(empty).score(Query(profile([1]), everything(6))) is None
    assert empty.of(1, 5)[0].size == 0
