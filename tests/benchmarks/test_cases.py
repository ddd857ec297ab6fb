"""Who is asked what: nothing of the test is known, and seeds ask the same people."""

import numpy as np
import pytest

from benchmarks.cases import ALL, COLD, LOO, POSITIVES, PROTOCOLS, UNSEEN, View, case, excluded, figures, validation
from benchmarks.data import load
from hybrid.domain import EventType
from hybrid.evaluation.events import TYPES, Columns
from tests.benchmarks.worlds import SCALE, SIZE, two_tastes
from tests.hybrid.collaborative.worlds import event
from tests.hybrid.evaluation.worlds import tastes, written


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_what_is_tested_on_was_not_learnt_nor_known(protocol):
    base = two_tastes(protocol)
    learnt = set(zip(*(base.cut.training().__getattribute__(name).tolist() for name in ("user", "item")), strict=True))
    for view in base.views:
        starts, items = base.tested(view)
        row, item = excluded(base, view)
        for place, user in enumerate(base.users.tolist()):
            wanted = set(items[starts[place] : starts[place + 1]].tolist())
            assert not wanted & set(item[row == place].tolist())
            assert not {(user, one) for one in wanted} & learnt


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_settings_are_chosen_inside_the_training_part(protocol):
    base = two_tastes(protocol)
    inner = validation(base, SCALE, 1, None)
    training = base.cut.training()
    known = set(zip(training.user.tolist(), training.item.tolist(), strict=True))
    assert set(zip(inner.cut.events.user.tolist(), inner.cut.events.item.tolist(), strict=True)) == known


def test_strangers_are_wholly_out_of_training():
    base = two_tastes(UNSEEN)
    assert len(base.users)
    assert not np.isin(base.users, base.cut.training().user).any()


def test_cold_items_are_wholly_out_of_training():
    base = two_tastes(COLD)
    assert len(base.cut.held)
    assert not np.isin(base.cut.held, base.cut.training().item).any()
    among, offered, alone = base.views
    _, items = base.tested(among)
    assert set(items.tolist()) <= set(base.cut.held.tolist())
    assert all(not np.isin(base.tested(view)[1], base.cut.held).any() for view in (offered, alone))


def test_only_what_was_liked_is_left_out_where_that_is_asked():
    told = [event(1, item, item, EventType.RATING, 2.0 if item % 2 else 5.0) for item in range(1, 21)]
    base = case("temporal", written(told), SCALE, 30, 1, None)
    liked, met = (set(excluded(base, view)[1].tolist()) for view in (View(POSITIVES, POSITIVES), View(ALL)))
    assert liked == {item for item in met if item % 2 == 0}
    assert met == set(range(1, 18))


def test_leave_last_out_knows_no_stars():
    base = two_tastes(LOO)
    events = base.cut.events
    assert set(events.type.tolist()) == {TYPES.index(EventType.CLICK)}
    assert np.isnan(events.value).all()
    assert np.diff(base.tested(base.views[0])[0]).tolist() == [1] * len(base.users)


def test_seeds_ask_the_same_people():
    asked = [two_tastes(seed=seed, people=7).users.tolist() for seed in (1, 2)]
    assert asked[0] == asked[1]
    assert len(asked[0]) == 7


def test_a_perfect_list_is_worth_1():
    base = two_tastes()
    starts, items = base.tested(base.views[1])
    lists = np.full((len(base.users), 50), -1, np.int32)
    for place in range(len(base.users)):
        line = items[starts[place] : starts[place + 1]]
        lists[place, : len(line)] = line
    found = figures(base, base.views[1], lists)
    assert all(np.allclose(found.values[name], 1) for name in ("ndcg@10", "recall@20", "hit@10"))
    assert found.coverage == len(np.unique(items)) / (SIZE - 1)


def test_the_sample_loads():
    data = load("sample")
    assert (len(data.items), len(data.events)) == (2245, 81915)
    assert isinstance(data.events, Columns)
    by_key = {int(item.key): item for item in data.items}
    assert set(data.events.item.tolist()) <= set(by_key)
    assert by_key[1].title == "Toy Story"
    assert by_key[1].attributes == {"year": 1995}
    assert len(tastes()) > 0
