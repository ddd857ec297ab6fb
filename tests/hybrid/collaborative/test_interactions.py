from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.collaborative.history import History
from hybrid.collaborative.interactions import entries
from hybrid.collaborative.scores import weighed
from hybrid.domain import Event, EventType
from hybrid.profiles import Decay, Engagement, Reading, Weighing, fold
from tests.hybrid.collaborative.worlds import columns, event, histories, read


def rows_of(history: History, user: int) -> np.ndarray:
    place = history.people.tolist().index(user)
    return np.arange(history.start[place], history.end[place])


weighings = st.builds(
    Weighing,
    st.builds(
        Decay,
        st.none() | st.sampled_from([0.7, 3.0]),
        # Times of ``histories`` are a few microseconds.
        st.none() | st.just(3e-11),
        st.sampled_from([2, 5, 30]),
    ),
    st.sampled_from(Reading),
    st.sampled_from([-0.3, 0.07, 1.0]),
)


@settings(deadline=None)
@given(histories(), weighings)
def test_people_weigh_as_they_do_in_serving(events: list[Event], how: Weighing) -> None:
    found = read(events)
    weights = weighed(found, how).toarray()
    for place, user in enumerate(found.people.tolist()):
        profile = fold([e for e in events if e.user == user], 10, Engagement())
        told = dict(zip(profile.items.tolist(), profile.weights(how).tolist(), strict=True))
        here = {key: weights[place, code] for code, key in enumerate(found.keys.tolist()) if weights[place, code]}
        expected = {key: weight for key, weight in told.items() if weight}
        if how.decay.last >= 30:
            assert here.keys() == expected.keys()
        # Where the newest few are cut off amid entries of one time, another draw takes others of them; and the age
        # of what was rejected, which shares no weight, hangs on the draw.
        distinct = len(set(profile.times.tolist())) == len(profile)
        if how.decay.last >= 30 or distinct:
            compared = [key for key in sorted(expected) if distinct or expected[key] > 0]
            assert np.allclose([here[key] for key in compared], [expected[key] for key in compared], atol=1e-5)


@settings(deadline=None)
@given(histories(), st.integers(0, 5))
def test_grouped_by_person_and_oldest_first(events: list[Event], seed: int) -> None:
    found = entries(columns(events), Engagement(), seed)
    met = [e for e in events if e.type is not EventType.IMPRESSION]
    assert found.people.tolist() == sorted({int(e.user) for e in met})
    for user in found.people.tolist():
        rows = rows_of(found, user)
        items = found.keys[found.item[rows]].tolist()
        assert len(set(items)) == len(items) == len({e.item for e in met if e.user == user})
        newest = [max(e.occurred_at for e in met if (e.user, e.item) == (user, item)) for item in items]
        assert newest == sorted(newest) == found.time[rows].tolist()


@settings(deadline=None)
@given(histories())
def test_popularity_counts_as_serving_does(events: list[Event]) -> None:
    """One person each, by the most telling event: never for a rejection, nor for a low rating."""
    found = read(events)
    for code, key in enumerate(found.keys.tolist()):
        people = 0
        for user in found.people.tolist():
            profile = fold([e for e in events if e.user == user], 10, Engagement())
            place = profile.position.get(key)
            if place is not None:
                said = profile.events[place]
                low = said.type in (EventType.RATING, EventType.REVIEW) and (said.value or 5.0) < Engagement().low
                people += profile.signal[place] > 0 and not low
        assert found.popularity[code] == people


def test_equal_times_are_shuffled_by_seed_and_by_the_entry_alone() -> None:
    events = [event(1, item, at=0, seq=item) for item in range(1, 41)]
    one, again, other = (entries(columns(events), Engagement(), seed) for seed in (1, 1, 2))
    assert one.item.tolist() == again.item.tolist() != other.item.tolist()
    assert one.item.tolist() != sorted(one.item.tolist())
    later = [*events, *(event(2, item, at=9, seq=100 + item) for item in range(1, 60))]
    assert read(later).item[:40].tolist() == one.item.tolist()


def test_a_hidden_item_is_rejected_and_a_price_no_rating() -> None:
    events = [
        event(1, 1, 1, EventType.PURCHASE, value=0.5, seq=1),
        event(1, 2, 1, EventType.PURCHASE, seq=2),
        event(1, 2, 2, EventType.HIDE, seq=3),
        event(1, 3, 3, EventType.RATING, value=1.0, seq=4),
        event(1, 4, 4, EventType.RATING, value=4.0, seq=5),
    ]
    found = read(events)
    by_key = {int(found.keys[item]): row for row, item in enumerate(found.item)}
    assert {key: bool(found.told.positive[row]) for key, row in by_key.items()} == {
        1: True,
        2: False,
        3: False,
        4: True,
    }
    assert found.told.signal[by_key[2]] == 0
    assert found.told.signal[by_key[3]] > 0


def test_columns_may_be_narrow_integers() -> None:
    full = columns([event(1, item, item, seq=item) for item in range(1, 5)])
    narrow = type(full)(
        full.user.astype(np.int32),
        full.item.astype(np.int32),
        full.type.astype(np.int8),
        full.value.astype(np.float32),
        full.occurred_at,
        full.seq.astype(np.int32),
    )
    assert entries(narrow, Engagement()).item.tolist() == [0, 1, 2, 3]
