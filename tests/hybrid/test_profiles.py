import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import EventType
from hybrid.profiles import HISTORY_LENGTH, Decay, Engagement, Profile, Reading, Weighing, fold
from tests.hybrid.events import NOW, clicks, event

KINDS = [kind.value for kind in EventType]
DECAYS = [Decay(), Decay(None, None), Decay(2.0, 30.0, 5), Decay(None, 7.0)]
WEIGHINGS = [Weighing(decay, reading, 0.1) for decay in DECAYS for reading in Reading]

histories = st.lists(
    st.tuples(
        st.integers(1, 12),
        st.sampled_from(KINDS),
        st.floats(0.5, 5.0),
        st.floats(0, 400),
    ),
    max_size=25,
).map(
    lambda rows: [
        event(item, kind, value if kind in {"rating", "review"} else None, days, seq)
        for seq, (item, kind, value, days) in enumerate(rows)
    ]
)


def folded(events: list) -> Profile:
    return fold(events, NOW, Engagement())


def test_newest_first_and_each_item_once() -> None:
    profile = folded([event(1, days_ago=3), event(2, days_ago=2), event(1, "view", days_ago=1)])
    assert profile.items.tolist() == [1, 2]
    assert profile.events[0].type is EventType.CLICK, "the click says more than the later view"
    assert profile.age_days[0] == pytest.approx(1.0)


def test_the_newest_judgement_outweighs_deeds() -> None:
    profile = folded([event(1, "purchase", days_ago=3), event(1, "like", days_ago=2), event(1, "dislike", days_ago=1)])
    assert profile.engagement[0] < 0
    assert not profile.liked[0]
    assert profile.rejected.tolist() == [1]


def test_impressions_say_nothing() -> None:
    profile = folded([event(1, "impression")])
    assert len(profile) == 0
    assert profile.seen.size == 0


@pytest.mark.parametrize(("value", "liked"), [(5.0, True), (4.0, True), (2.5, False), (0.5, False)])
def test_a_single_rating(value: float, liked: bool) -> None:
    assert folded([event(1, "rating", value)]).liked.tolist() == [liked]


def test_a_low_rating_is_never_liked_however_low_the_mean() -> None:
    harsh = [event(item, "rating", 0.5, seq=item) for item in range(2, 30)]
    profile = folded([*harsh, event(1, "rating", 2.5, seq=99)])
    row = profile.position[1]
    assert profile.engagement[row] > 0
    assert not profile.liked[row]


def test_an_old_interaction_weighs_half_after_each_half_life() -> None:
    profile = clicks(1, 2, 3, 4)
    assert profile.weights(Weighing(Decay(interactions=1.0))).tolist() == pytest.approx([1, 0.5, 0.25, 0.125])
    assert profile.weights(Weighing(Decay(interactions=None, last=2))).tolist() == [1, 1, 0, 0]


def test_dislikes_do_not_age_what_was_liked_before() -> None:
    profile = folded([event(1, days_ago=3), event(2, "dislike", days_ago=2), event(3, "dislike", days_ago=1)])
    decay = Decay(interactions=1.0)
    assert profile.weights(Weighing(decay, Reading.POSITIVE)).tolist() == [0, 0, 1]
    assert profile.weights(Weighing(decay, Reading.SIGNED)).tolist() == [-1, -1, 1]
    assert profile.interactions == 1


def test_equal_times_share_their_weights() -> None:
    profile = folded([event(1, days_ago=1, seq=1), event(2, days_ago=1, seq=2), event(3, days_ago=0, seq=3)])
    weights = profile.weights(Weighing(Decay(interactions=1.0)))
    assert weights.tolist() == pytest.approx([1, 0.375, 0.375])


def test_a_better_rating_is_worth_more() -> None:
    profile = folded([event(1, "rating", 5.0, seq=2), event(2, "rating", 2.0, seq=1), event(3, "hide", seq=0)])
    flat = Decay(interactions=None)
    assert profile.weights(Weighing(flat, Reading.GRADED, 0.0)).tolist() == pytest.approx([1.25, 0.5, 0])
    assert profile.weights(Weighing(flat, Reading.GRADED, 1.0)).tolist() == pytest.approx([1, 1, 0])
    assert profile.weights(Weighing(flat, Reading.POSITIVE)).tolist() == [1, 0, 0]


def test_long_histories_keep_the_newest_but_count_all() -> None:
    profile = folded([event(item, seq=item) for item in range(1, 301)])
    assert len(profile) == HISTORY_LENGTH
    assert profile.items[0] == 300
    assert profile.interactions == profile.seen.size == 300


@given(histories, st.sampled_from(WEIGHINGS))
def test_weights_without_an_entry_are_those_of_a_history_that_never_had_it(events: list, how: Weighing) -> None:
    profile = folded(events)
    without = profile.weights_without(how)
    assert without.shape == (len(profile), len(profile))
    for row, key in enumerate(profile.items):
        never = folded([e for e in events if e.item != key])
        kept = [r for r in range(len(profile)) if r != row]
        assert without[row, row] == 0
        np.testing.assert_allclose(without[row, kept], never.weights(how), rtol=1e-4, atol=1e-6)
