from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hybrid.collaborative.interactions import Interactions, positives
from hybrid.domain import Event, EventType
from hybrid.profiles import RATED, Engagement, fold
from tests.hybrid.collaborative.worlds import columns, event, read


@st.composite
def histories(draw: st.DrawFn) -> list[Event]:
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(1, 4),
                st.integers(1, 9),
                st.integers(0, 6),
                st.sampled_from(EventType),
                st.none() | st.integers(1, 10).map(lambda halves: halves / 2),
            ),
            max_size=50,
        )
    )
    return [event(user, item, at, kind, value, seq) for seq, (user, item, at, kind, value) in enumerate(rows, 1)]


def of(interactions: Interactions, user: int) -> list[int]:
    return [int(key) for key in interactions.items[interactions.users == user]]


@given(histories())
def test_the_same_reading_of_events_as_the_profile(events: list[Event]) -> None:
    found = read(events)
    for user in {int(e.user) for e in events}:
        profile = fold([e for e in events if e.user == user], 10, Engagement())
        assert sorted(of(found, user)) == sorted(profile.items[profile.engagement > 0].tolist())


@given(histories(), st.integers(0, 5))
def test_grouped_by_person_and_oldest_first(events: list[Event], seed: int) -> None:
    found = positives(columns(events), Engagement(), seed)
    met = [e for e in events if e.type is not EventType.IMPRESSION]
    assert found.users.tolist() == sorted(found.users.tolist())
    for user in set(found.users.tolist()):
        items = of(found, user)
        newest = [max(e.occurred_at for e in met if (e.user, e.item) == (user, item)) for item in items]
        assert newest == sorted(newest)
        assert found.ages[found.users == user].tolist() == list(range(len(items)))[::-1]


@given(histories())
def test_counts_what_was_read(events: list[Event]) -> None:
    found = read(events)
    assert found.events == len(events)
    assert found.newest_at == max((e.occurred_at for e in events), default=None)
    assert found.user_size == max(found.users.tolist(), default=-1) + 1
    assert found.item_size == max(found.items.tolist(), default=-1) + 1


def test_equal_times_are_shuffled_by_seed() -> None:
    events = [event(1, item, at=0, seq=item) for item in range(1, 41)]
    one, again, other = (of(positives(columns(events), Engagement(), seed), 1) for seed in (1, 1, 2))
    assert one == again != other
    assert one != sorted(one)
    assert sorted(one) == sorted(other) == list(range(1, 41))


def test_a_rating_below_the_persons_mean_is_no_positive() -> None:
    ratings = {1: 5.0, 2: 5.0, 3: 4.5, 4: 2.0}
    events = [event(1, item, item, EventType.RATING, value, item) for item, value in ratings.items()]
    assert of(read(events), 1) == [1, 2, 3]


def test_a_hidden_item_is_no_positive_and_a_price_no_rating() -> None:
    events = [
        event(1, 1, 1, EventType.PURCHASE, value=0.5, seq=1),
        event(1, 2, 1, EventType.PURCHASE, seq=2),
        event(1, 2, 2, EventType.HIDE, seq=3),
    ]
    assert EventType.PURCHASE not in RATED
    assert of(read(events), 1) == [1]


def test_columns_may_be_narrow_integers() -> None:
    full = columns([event(1, item, item, seq=item) for item in range(1, 5)])
    narrow = type(full)(
        full.user.astype(np.int32),
        full.item.astype(np.int32),
        full.type.astype(np.uint8),
        full.value.astype(np.float32),
        full.occurred_at,
        full.seq.astype(np.int32),
    )
    assert of(positives(narrow, Engagement()), 1) == [1, 2, 3, 4]
