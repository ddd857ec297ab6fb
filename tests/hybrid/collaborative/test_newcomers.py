"""What new items borrow and when they get a place: chosen on the validation slice."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.collaborative.history import held_back
from hybrid.collaborative.judge import GAINS
from hybrid.collaborative.lab import Lab, Making
from hybrid.collaborative.newcomers import MOST_LOST, Offer, Tried, averaged, choice, measured, offer, settled, without
from hybrid.collaborative.pairs import ANY
from hybrid.collaborative.settings import NativeSettings, Objective
from hybrid.collaborative.specs import FactorsSpec, NextSpec, Spec
from hybrid.collaborative.tuning import Tuned, untuned
from hybrid.described import Described
from hybrid.model import CONTENT, ITEM_TO_ITEM, POPULAR, StandInSettings
from hybrid.recommend import reserved
from hybrid.standins import StandIns
from tests.hybrid.collaborative.worlds import described, read, silent, steps

ITEMS = 150
MAKING = Making(
    head=ITEMS, orders=1, links=ITEMS, last=20, native=NativeSettings(dims=8, epochs=3), seed=1,
)  # fmt: skip
SPECS: dict[str, Spec] = {"next": NextSpec(half_life=1.0), ITEM_TO_ITEM: FactorsSpec()}


def ring(shuffled: bool = False) -> Described:
    """Vectors of a ring's items: each is most like those beside it, or like any where they are ``shuffled``."""
    keys = np.arange(1, ITEMS + 1)
    turn = 2 * np.pi * (np.random.default_rng(1).permutation(keys) if shuffled else keys) / ITEMS
    return described(keys, np.c_[np.cos(turn), np.sin(turn), np.cos(8 * turn), np.sin(8 * turn)])


def lab(told: Described | None) -> Lab:
    return Lab(held_back(read(steps(200, ITEMS)), Objective.WINDOW), MAKING, told, silent, ANY)


def people(of: Lab) -> np.ndarray:
    return np.unique(of.history.hits[0])


def found(of: Lab) -> Tuned:
    return untuned(SPECS, of.group(people(of), SPECS).scales)


@pytest.fixture(scope="module")
def told() -> Lab:
    return lab(ring())


def test_strength_and_slot_are_chosen_and_said(told: Lab) -> None:
    before = found(told)
    after, report = settled(told, people(told), before, 1)
    chosen = after.recipe.standins
    assert (chosen.strength, chosen.slot) == (report["strength"], report["slot"])
    assert chosen.least > 0
    assert report["pretended_new"] == [ITEMS // 10] * 4
    assert report["others_ndcg@10_lost"] + report["standard_error"] <= MOST_LOST + 1e-4
    assert {(one["strength"], one["slot"]) for one in report["tried"]} >= {(chosen.strength, chosen.slot), (1.0, 0.9)}
    assert replace(after, recipe=before.recipe) == before, "nothing else is touched"
    assert settled(told, people(told), before, 1)[1] == report
    assert settled(told, people(told), before, 2)[1] != report


def test_borrowing_from_the_like_finds_new_items_and_from_the_unlike_does_not(told: Lab) -> None:
    misled = replace(told, described=ring(shuffled=True))
    best, worst = (settled(one, people(one), found(one), 1)[1]["tried"] for one in (told, misled))
    recall = [np.mean([one["recall@10_of_new_with_all_on_offer"] for one in tried]) for tried in (best, worst)]
    assert recall[0] > 2 * recall[1]


def test_more_strength_and_a_smaller_slot_bring_more_new_items_into_lists(told: Lab) -> None:
    _, report = settled(told, people(told), found(told), 1)
    lists = {(one["strength"], one["slot"]): one["lists_with_a_new_item"] for one in report["tried"]}
    for (strength, slot), share in lists.items():
        assert all(share <= more for (s, o), more in lists.items() if s >= strength and o <= slot)
    assert len(set(lists.values())) > 3


@pytest.mark.parametrize("told_of", [None, described(np.arange(1, ITEMS + 1), np.zeros((ITEMS, 2)))])
def test_where_nothing_is_written_nothing_is_chosen(told_of: Described | None) -> None:
    silent_lab = lab(told_of)
    before = found(silent_lab)
    after, report = settled(silent_lab, people(silent_lab), before, 1)
    assert after is before
    assert "Not chosen" in report["note"]
    assert (report["strength"], report["slot"]) == (StandInSettings().strength, StandInSettings().slot)


def test_too_few_who_went_for_what_is_new_are_told_of(told: Lab) -> None:
    after, report = settled(told, people(told)[:6], found(told), 1)
    assert replace(after.recipe.standins, least=0.0) == StandInSettings()
    assert "people went for" in report["note"]


def test_the_past_forgets_what_is_pretended_new_and_the_future_stays(told: Lab) -> None:
    history, gone = told.history, np.array([3, 40, 41])
    past = without(history, gone)
    assert not np.isin(past.item[past.rows], gone).any()
    kept = ~np.isin(history.item[history.rows], gone)
    assert np.array_equal(past.item[past.rows], history.item[history.rows][kept])
    assert np.array_equal(past.person, history.person[kept])
    assert np.array_equal(past.time[past.rows], history.time[history.rows][kept])
    assert all(np.array_equal(one, other) for one, other in zip(past.hits, history.hits, strict=True))
    assert not past.popularity[gone].any()


def test_new_items_score_in_training_as_in_serving(told: Lab) -> None:
    """Source by source through ``StandIns.spread``, which serving reads."""
    asked = people(told)[:40]
    lent = StandIns(
        np.array([3, 40]), np.array([[2, 4, 9], [39, 42, 43]]), np.array([[0.5, 0.4, 0.1], [0.6, 0.2, 0.1]], np.float32)
    )
    group = replace(told, history=without(told.history, lent.keys)).group(asked, SPECS)
    weights = {"next": 0.7, ITEM_TO_ITEM: 0.2, "native": 0.4, "popular": -0.3, CONTENT: 0.5}
    got = offer(group, weights, lent)
    for person in range(len(asked)):
        served = np.zeros(len(lent.keys))
        for name in weights.keys() - {CONTENT, POPULAR}:
            dense = group.scores[name].rows(slice(person, person + 1))[0]
            served += weights[name] / group.scales[name] * lent.spread(dense)[lent.keys]
        np.testing.assert_allclose(got.lent[person], served, atol=1e-4)
    blended = group.mixed(weights, slice(0, len(asked)))
    blended[:, lent.keys] = -np.inf
    blended[group.judge.met] = -np.inf
    np.testing.assert_allclose(got.scores, -np.sort(-blended, axis=1)[:, :10], atol=1e-5)
    near = group.scores[CONTENT].rows(slice(0, len(asked)))[:, lent.keys]
    popular = lent.spread(group.scores[POPULAR].rows(slice(0, 1))[0])[lent.keys]  # whatever the strength
    np.testing.assert_allclose(got.own, 0.5 / group.scales[CONTENT] * near - 0.3 * popular, atol=1e-4)
    wanted = {(int(p), int(i)) for p, i in zip(*group.judge.wanted, strict=True)}
    assert {(p, k) for p, c in np.argwhere(got.wanted) for k in (int(lent.keys[c]),)} == {
        (p, i) for p, i in wanted if i in lent.keys
    }


@given(st.integers(0, 10_000), st.sampled_from([0.5, 0.7, 0.9, 1.0]), st.floats(0.5, 3.0), st.booleans())
def test_lists_are_those_that_serving_makes(seed: int, slot: float, strength: float, shifted: bool) -> None:
    draw = np.random.default_rng(seed)
    others = np.sort(draw.normal(size=10)).astype(np.float32)[::-1] + (-3 if shifted else 4)
    lent, own = (draw.normal(size=(1, 12)).astype(np.float32) for _ in range(2))
    hits, wanted = draw.random((1, 10)) < 0.4, draw.random((1, 12)) < 0.4
    hits[0, 0] = wanted[0, 0] = True
    ideal = GAINS[: int(hits.sum())].sum()
    got = measured(Offer(others[None], hits, np.array([ideal]), lent, own, wanted), strength, slot)
    scores = np.r_[others, (own + np.float32(strength) * lent)[0]].astype(np.float64)
    by_score = np.argsort(-scores, kind="stable")
    order, _ = reserved(scores[by_score], by_score >= 10, slot, 10)
    first = by_score[order[:10]]
    hit = np.r_[hits[0], np.zeros(12, bool)][first]
    assert got.lists == (first >= 10).any()
    assert got.loss == pytest.approx(1 - hit @ GAINS / (hits[0] @ GAINS), abs=1e-6)
    assert got.found == pytest.approx(np.r_[np.zeros(10, bool), wanted[0]][first].sum() / wanted.sum())


def tried(strength: float, slot: float, **figures: float) -> Tried:
    return Tried(**{"strength": strength, "slot": slot, "among": 0.2, "found": 0.01, "lists": 0.1, "loss": 0.001,
                    "error": 0.001, **figures})  # fmt: skip


def test_what_differs_from_tenth_to_tenth_is_not_sure() -> None:
    alike, apart = [tried(1.0, 0.7, loss=0.004)] * 4, [tried(1.0, 0.7, loss=loss) for loss in (0.0, 0.0, 0.0, 0.016)]
    assert averaged(alike).error == pytest.approx(0.001 / 2), "that of the people"
    assert averaged(apart).loss == averaged(alike).loss == pytest.approx(0.004)
    assert averaged(apart).error == pytest.approx(0.004)
    assert choice([averaged(alike)]).loss + averaged(alike).error <= MOST_LOST < averaged(apart).error + 0.004


def test_the_choice_shows_most_of_what_costs_little() -> None:
    shy, bold = tried(0.5, 1.0, lists=0.01), tried(0.7, 0.7, lists=0.2)
    dear = tried(1.2, 0.5, lists=0.9, loss=0.02)
    unsure = tried(1.0, 0.5, lists=0.5, loss=0.004, error=0.002)
    blind = tried(0.4, 0.5, lists=0.4, among=0.1)
    assert choice([shy, bold, dear, unsure, blind]) is bold
    assert choice([dear, unsure]) is unsure, "the cheapest where all cost more"
    twin = tried(0.7, 0.8, lists=0.2)
    assert choice([twin, bold]) is choice([bold, twin]) is bold
