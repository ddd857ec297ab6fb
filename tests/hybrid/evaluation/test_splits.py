"""No split lets the future into the past."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.domain import EventType
from hybrid.errors import NotEnoughData
from hybrid.evaluation.events import Columns, in_order
from hybrid.evaluation.positives import Kind, Positives
from hybrid.evaluation.splits import (
    FlatteringSplit,
    Protocol,
    Split,
    SplitSettings,
    cold_items,
    split,
    unseen_people,
)
from tests.hybrid.collaborative.worlds import event
from tests.hybrid.evaluation.worlds import HONEST, any_events, tastes, told, written

settings_ = st.builds(
    SplitSettings,
    protocol=st.sampled_from(HONEST),
    seed=st.integers(0, 3),
    positives=st.builds(Positives, st.sampled_from(Kind)),
)


def equal(left: Columns, right: Columns) -> bool:
    names = ("user", "item", "type", "value", "occurred_at", "seq")
    return all(np.array_equal(getattr(left, n), getattr(right, n), equal_nan=n == "value") for n in names)


def without_overlap(cut: Split) -> None:
    """What holds of every split."""
    assert len(cut.starts) == len(cut.users) + 1
    for row, user in enumerate(cut.users.tolist()):
        test = cut.test(row)
        known = cut.history(user)
        assert test.size
        assert len(set(test.tolist())) == test.size
        assert not {e.item for e in known if e.type is not EventType.IMPRESSION} & set(test.tolist())
        learnt = cut.training()
        met = (learnt.user == user) & learnt.met
        assert not set(learnt.item[met].tolist()) & set(test.tolist())


@given(any_events, settings_)
def test_a_person_trains_before_they_are_tested(events, settings):
    try:
        cut = split(written(events), settings)
    except NotEnoughData:
        return
    without_overlap(cut)
    assert np.array_equal(cut.train, cut.context)
    order = np.arange(len(cut.events))
    for row, user in enumerate(cut.users.tolist()):
        own = cut.events.user == user
        tested = own & np.isin(cut.events.item, cut.test(row)) & settings.positives.of(cut.events)
        assert order[own & cut.train].max(initial=-1) < order[tested].min()
        assert cut.events.occurred_at[own & cut.train].max(initial=-1) <= cut.asked_at[row]
        if settings.protocol is Protocol.LOO:
            assert cut.test(row).size == 1
    if settings.protocol is Protocol.CUTOFF:
        assert cut.events.occurred_at[cut.train].max() < cut.asked_at.min()


@given(any_events, settings_, st.randoms())
def test_the_order_in_which_events_were_read_changes_nothing(events, settings, random):
    columns = written(events)
    rows = list(range(len(events)))
    random.shuffle(rows)
    try:
        cut = split(columns, settings)
    except NotEnoughData:
        return
    again = split(columns.where(np.array(rows, int)), settings)
    assert equal(cut.training(), again.training())
    assert np.array_equal(cut.items, again.items)


def test_a_fifth_is_tested_and_a_fifth_of_the_rest_validates():
    cut = split(tastes(people=6, each=10), SplitSettings())
    assert np.diff(cut.starts).tolist() == [2] * 6
    valid = split(cut.training(), SplitSettings())
    assert np.diff(valid.starts).tolist() == [2] * 6
    assert len(valid.training()) == 36
    learnt, tested = valid.training(), cut.events.where(~cut.train)
    assert not np.isin(learnt.user * 1_000 + learnt.item, tested.user * 1_000 + tested.item).any()


def test_equal_times_are_shuffled_by_seed():
    columns = tastes(people=30, apart=0)
    first, again, other = (split(columns, SplitSettings(seed=seed)) for seed in (1, 1, 2))
    assert np.array_equal(first.items, again.items)
    assert not np.array_equal(first.items, other.items)
    ordered = in_order(columns, 1)
    ascending = [np.all(np.diff(ordered.item[ordered.user == user]) > 0) for user in range(1, 31)]
    assert not any(ascending)


@given(any_events, st.integers(1, 7), st.integers(1, 4))
def test_a_later_event_changes_nothing_before_the_cut_off(events, item, user):
    settings = SplitSettings(Protocol.CUTOFF, cutoff_at=3)
    columns = written(events)
    more = told(columns, written([event(user, item, 4)]))
    try:
        cut, planted = split(columns, settings), split(more, settings)
    except NotEnoughData:
        return
    assert equal(cut.training(), planted.training())


@pytest.mark.parametrize("protocol", [Protocol.TEMPORAL, Protocol.LOO])
def test_what_the_tested_events_are_changes_nothing_before_them(protocol):
    cut = split(tastes(), SplitSettings(protocol))
    other = np.where(cut.train, cut.events.item, cut.events.item + 1_000)
    again = split(
        Columns(cut.events.user, other, cut.events.type, cut.events.value, cut.events.occurred_at, cut.events.seq),
        SplitSettings(protocol),
    )
    assert equal(cut.training(), again.training())
    assert np.array_equal(cut.items + 1_000, again.items)


def test_a_random_split_is_refused_unless_meant():
    with pytest.raises(FlatteringSplit, match=r"what came after.*2 to 4 times.*--yes-random"):
        split(tastes(), SplitSettings(Protocol.RANDOM))
    cut = split(tastes(each=10), SplitSettings(Protocol.RANDOM, allow_random=True))
    without_overlap(cut)
    assert np.diff(cut.starts).tolist() == [2] * 40
    assert not np.array_equal(cut.items, split(tastes(each=10), SplitSettings()).items)


@given(any_events, st.integers(0, 5), st.integers(0, 3))
def test_unseen_people_are_nowhere_in_training(events, k, seed):
    try:
        base = split(written(events), SplitSettings(seed=seed))
    except NotEnoughData:
        return
    cut = unseen_people(base, k, share=0.5, seed=seed)
    without_overlap(cut)
    held = np.setdiff1d(base.events.user[base.train], cut.training().user)
    assert not np.isin(cut.users, cut.training().user).any()
    for user in cut.users.tolist():
        known = {e.item for e in cut.history(user) if e.type is not EventType.IMPRESSION}
        assert len(known) <= k
    assert set(cut.users.tolist()) <= {*held.tolist(), *cut.users.tolist()}


def test_the_same_people_are_unseen_for_every_length():
    base = split(tastes(), SplitSettings())
    found = [unseen_people(base, k, 0.2) for k in (0, 1, 3, 5)]
    assert all(np.array_equal(found[0].users, one.users) for one in found)
    assert [len(one.history(int(one.users[0]))) for one in found] == [0, 1, 3, 5]
    assert all(np.array_equal(found[0].items, one.items) for one in found)
    user = int(found[0].users[0])
    everything = [e.item for e in base.history(user)]
    for k, one in zip((0, 1, 3, 5), found, strict=True):
        told_ = [e.item for e in one.history(user)]
        assert told_ == everything[len(everything) - k :]
        assert sorted([*told_, *one.barred(user).tolist()]) == sorted(everything)


def test_who_has_fewer_before_the_cut_is_asked_with_all_of_it():
    base = split(tastes(), SplitSettings())
    most = max(len(base.history(int(user))) for user in base.users)
    few, many = (unseen_people(base, k, 0.2) for k in (1, most + 1))
    assert np.array_equal(few.users, many.users)
    assert all(many.history(user) == base.history(user) for user in many.users.tolist())
    assert not any(many.barred(user).size for user in many.users.tolist())


def test_who_has_nothing_before_the_cut_off_is_not_among_the_unseen():
    columns = written([event(user, user + n, n) for user in range(1, 11) for n in range(user % 2 * 8, 11)])
    base = split(columns, SplitSettings(Protocol.CUTOFF, cutoff_at=7))
    cut = unseen_people(base, 2, share=0.5)
    assert (base.users % 2 == 1).any()
    assert len(cut.users)
    assert (cut.users % 2 == 0).all()


def test_with_a_cut_off_unseen_people_are_tested_after_it_and_known_from_before_it():
    columns = written([event(user, user + n, n) for user in range(1, 11) for n in range(1, 11)])
    base = split(columns, SplitSettings(Protocol.CUTOFF, cutoff_at=7))
    cut = unseen_people(base, 2, share=0.5)
    assert len(cut.users) == 5
    assert (cut.asked_at >= 7).all()
    for row, user in enumerate(cut.users.tolist()):
        assert [e.occurred_at for e in cut.history(user)] == [5, 6]
        assert np.array_equal(cut.test(row), user + np.arange(7, 11))


@given(any_events, st.integers(0, 3))
def test_cold_items_are_nowhere_in_training(events, seed):
    try:
        base = split(written(events), SplitSettings(seed=seed))
    except NotEnoughData:
        return
    cut = cold_items(base, share=0.4, seed=seed)
    without_overlap(cut)
    assert not np.isin(cut.held, cut.training().item).any()
    assert np.array_equal(cut.items, base.items)
    shown = cut.events.item[cut.events.met]
    assert np.isin(cut.held[np.isin(cut.held, shown)], cut.cold).all()


@pytest.mark.parametrize(
    ("events", "protocol", "message"),
    [
        ([], Protocol.TEMPORAL, "no events"),
        ([event(1, 1, 1, EventType.IMPRESSION)], Protocol.TEMPORAL, "None of the 1 events is a hit"),
        ([event(1, n, n, EventType.RATING, 1.0) for n in range(1, 9)], Protocol.LOO, "a rating of 3.875 or more"),
        ([event(1, 1, 1), event(2, 1, 2)], Protocol.TEMPORAL, "Nobody has two hits"),
        ([event(1, n, 7) for n in range(1, 9)], Protocol.CUTOFF, "No moment parts"),
    ],
)
def test_what_is_missing_is_named(events, protocol, message):
    with pytest.raises(NotEnoughData, match=message):
        split(written(events), SplitSettings(protocol))


def test_hits_by_kind():
    ratings = [event(1, n, n, EventType.RATING, value) for n, value in enumerate([2.0, 3.5, 4.0, 5.0], 1)]
    deeds = [event(1, 9, 9, kind) for kind in (EventType.CLICK, EventType.HIDE, EventType.IMPRESSION)]
    columns = written([*ratings, *deeds, event(1, 5, 10, EventType.RATING)])
    good, liked, every = (Positives(kind).of(columns).tolist() for kind in Kind)
    assert good == [False, False, True, True, True, False, False, False]
    assert liked == [False, True, True, True, True, False, False, False]
    assert every == [True, True, True, True, True, False, False, True]


@given(any_events, any_events)
def test_what_an_event_is_hangs_on_nothing_later(before, after):
    ordered = in_order(written(before), 1)
    later = written([event(e.user, e.item, e.occurred_at + 100, e.type, e.value) for e in after])
    more = in_order(told(written(before), later), 1)
    early = more.occurred_at < 100
    for kind in Kind:
        assert np.array_equal(Positives(kind).of(ordered), Positives(kind).of(more)[early])
