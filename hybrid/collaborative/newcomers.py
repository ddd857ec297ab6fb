"""How much is borrowed by an item that training has not met, and when it may take a reserved place: chosen by
pretending that some of the items of the slice's past are new, a tenth at a time.

Their entries leave the histories, and they score by what they borrow from the others, as in serving. More of them
in the lists costs places of items that people are known to want: as many as cost next to nothing are let in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from hybrid.collaborative.history import History, Rows
from hybrid.collaborative.judge import GAINS, PLACES
from hybrid.collaborative.knots import per_person
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.mixing import Group
from hybrid.collaborative.pool import Weights
from hybrid.collaborative.tuning import Tuned
from hybrid.described import Described
from hybrid.domain import Floats, Json, Keys, Mask
from hybrid.draws import sample
from hybrid.likeness import Nearest, nearest
from hybrid.model import CONTENT, POPULAR, StandInSettings
from hybrid.standins import StandIns, least_score

SHARE: Final = 0.1
TIMES: Final = 4
"""A tenth may hold a few items that everybody wants, or none: what they cost differs by half from one to the next."""
LEAST_ITEMS: Final = 10
LEAST_PEOPLE: Final = 30
"""With fewer new items, or fewer people who went for one, nothing is chosen."""
STRENGTHS: Final = (0.4, 0.55, 0.7, 0.85, 1.0, 1.2)
SLOTS: Final = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4)
MOST_LOST: Final = 0.005
"""The share of the NDCG@10 of the other items that offering new ones may cost, with one standard error on top."""
NOTHING: Final = -1e9
KEPT: Final = 0.98
"""The share of the best recall among new items that a strength must leave."""


@dataclass(frozen=True)
class Offer:
    """What p people's lists can be made of: each one's ten best of the other items, and c new ones.

    Of the others: ``scores`` (p, 10) descending, ``NOTHING`` where there are fewer, ``hits`` (p, 10) and the best DCG
    that there could be, ``ideal`` (p,). Of the new ones: ``lent`` (p, c) is what they score for at strength 1,
    ``own`` (p, c) what they have of themselves, ``wanted`` (p, c) who went for them.
    """

    scores: Floats
    hits: Mask
    ideal: Weights
    lent: Floats
    own: Floats
    wanted: Mask


@dataclass(frozen=True)
class Tried:
    """What a strength and a slot do. ``among`` is Recall@10 among the new items alone, ``found`` with everything on
    offer, ``lists`` the share of lists with a new item in the first ten, ``loss`` the share of the other items'
    NDCG@10 that is lost, ``error`` its standard error."""

    strength: float
    slot: float
    among: float
    found: float
    lists: float
    loss: float
    error: float


def settled(lab: Lab, people: Rows, found: Tuned, seed: int) -> tuple[Tuned, dict[str, Json]]:
    """``found`` with the stand-ins' strength and slot chosen on the slice that ``lab`` holds back, and what was
    tried; unchanged, and why, where nothing can be borrowed or too few people went for what is pretended new."""
    settings = found.recipe.standins
    if lab.described is None:
        return found, _left(settings, "nothing is known of what is written about items")
    alike = pretended(lab.history.keys[lab.factors().item_known], lab.described, settings, seed)
    amount = min((len(one.keys) for one in alike), default=0)
    if not amount:
        return found, _left(settings, "no item is like another")
    settings = replace(settings, least=min(float(one.totals.min()) for one in alike))
    found = replace(found, recipe=replace(found.recipe, standins=settings))
    if amount < LEAST_ITEMS:
        return found, _left(settings, f"{amount} items can be pretended new, {LEAST_ITEMS} are needed")
    tried, wanting = _tried(lab, people, found, [one.lent(settings) for one in alike])
    if wanting < LEAST_PEOPLE:
        return found, _left(settings, f"{wanting} people went for what was pretended new, {LEAST_PEOPLE} are needed")
    best = choice(tried)
    told = {**_told(best), "pretended_new": [len(one.keys) for one in alike], "people": len(people)}
    recipe = replace(found.recipe, standins=replace(settings, strength=best.strength, slot=best.slot))
    return replace(found, recipe=recipe), {**told, "tried": [_told(one) for one in tried]}


def choice(tried: Sequence[Tried]) -> Tried:
    """The one with a new item in most lists, of those that surely cost little and keep the recall among new items;
    the cheapest where all cost more."""
    cheap = [one for one in tried if one.loss + one.error <= MOST_LOST]
    if not cheap:
        return min(tried, key=lambda one: (one.loss, one.strength))
    enough = KEPT * max(one.among for one in cheap)
    good = (one for one in cheap if one.among >= enough)
    return max(good, key=lambda one: (one.lists, one.found, one.strength, -one.slot))


def averaged(times: Sequence[Tried]) -> Tried:
    """The same strength and slot with different items pretended new. Its error is that of the mean over the times,
    or over the people where that is larger."""
    loss = np.array([one.loss for one in times])
    over_people = float(np.sqrt(np.mean([one.error**2 for one in times]) / len(times)))
    over_times = float(loss.std(ddof=1) / np.sqrt(len(times))) if len(times) > 1 else 0.0
    return replace(
        times[0],
        among=float(np.mean([one.among for one in times])),
        found=float(np.mean([one.found for one in times])),
        lists=float(np.mean([one.lists for one in times])),
        loss=float(loss.mean()),
        error=max(over_people, over_times),
    )


def pretended(keys: Keys, described: Described, settings: StandInSettings, seed: int) -> list[Nearest]:
    """``TIMES`` another seeded tenth of these items, of which those that are like any, and those among all others
    that are most like them."""
    drawn = sample(keys, TIMES * int(SHARE * len(keys)), seed)
    found = []
    for part in np.split(drawn, TIMES):
        lenders = np.zeros(int(keys.max(initial=0)) + 1, np.bool_)
        lenders[np.setdiff1d(keys, part)] = True
        one = nearest(part, lenders, described.columns, described.space, settings)
        some = one.totals > 0
        found.append(Nearest(one.keys[some], one.neighbours[some], one.worth[some]))
    return found


def offer(group: Group, weights: Mapping[str, float | Weights], lent: StandIns) -> Offer:
    """What lists can be made of where everything but likeness of texts is ``lent`` to the new items (by code);
    popularity in full, as serving does."""
    judge = group.judge
    new = np.zeros(judge.size, np.bool_)
    new[lent.keys] = True
    lending = _matrix(lent, judge.size)
    parts: list[tuple[Floats, NDArray[np.int32], Floats, Floats]] = []
    for block in judge.blocks():
        others = group.mixed({name: one for name, one in weights.items() if name not in (CONTENT, POPULAR)}, block)
        content = group.mixed({name: one for name, one in weights.items() if name == CONTENT}, block)
        popular = group.mixed({name: one for name, one in weights.items() if name == POPULAR}, block)
        total = others + content + popular
        total[:, new] = -np.inf
        top = judge.best(total, block, PLACES)
        scores = np.where(top >= 0, np.take_along_axis(total, np.maximum(top, 0), 1), np.float32(NOTHING))
        parts.append((scores, top, np.asarray(others @ lending, np.float32), content[:, lent.keys] + popular @ lending))
    scores, top, given, own = (np.concatenate(part) for part in zip(*parts, strict=True))
    wanted = np.zeros((len(judge), len(lent.keys)), np.bool_)
    person, item = judge.wanted
    wanted[person[new[item]], np.searchsorted(lent.keys, item[new[item]])] = True
    left = np.bincount(person[~new[item]], minlength=len(judge))
    ideal = np.r_[0.0, np.cumsum(GAINS)][np.minimum(left, PLACES)]
    return Offer(scores, judge.hits(top), ideal, given, own, wanted)


def measured(offered: Offer, strength: float, slot: float) -> Tried:
    """What this strength and this slot do to everybody's first ten."""
    best, places = _best(offered.own + np.float32(strength) * offered.lent)
    order = _lists(offered.scores, best, slot)
    hits_new = np.take_along_axis(offered.wanted, places, 1)
    wanting, amount = offered.wanted.any(axis=1), np.maximum(offered.wanted.sum(axis=1), 1)
    found = _at(order, np.zeros_like(offered.hits), hits_new)
    asked = offered.ideal > 0
    alone = offered.hits[asked] @ GAINS[: offered.hits.shape[1]] / offered.ideal[asked]
    hits = _at(order, offered.hits, np.zeros_like(hits_new))
    change = alone - hits[asked] @ GAINS[: order.shape[1]] / offered.ideal[asked]
    mean = max(float(alone.mean()), 1e-12) if len(alone) else 1.0
    return Tried(
        strength=strength,
        slot=slot,
        among=float((hits_new.sum(axis=1) / amount).sum() / max(wanting.sum(), 1)),
        found=float((found.sum(axis=1) / amount).sum() / max(wanting.sum(), 1)),
        lists=float((order >= offered.scores.shape[1]).any(axis=1).mean()),
        loss=float(change.mean()) / mean if len(change) else 0.0,
        error=float(change.std() / np.sqrt(len(change))) / mean if len(change) else 0.0,
    )


def _lists(others: Floats, new: Floats, slot: float) -> NDArray[np.intp]:
    """Everybody's first ten as places in ``others`` and, behind them, ``new`` (scores descending): the best of both,
    the tenth place reserved as in serving."""
    together = np.concatenate([others, new], axis=1)
    order = np.argsort(-together, axis=1, kind="stable")[:, :PLACES]
    if order.shape[1] == PLACES:
        tenth = np.take_along_axis(together, order[:, -1:], 1)[:, 0]
        taken = (order < others.shape[1]).all(axis=1) & (new[:, 0] >= least_score(tenth, slot))
        order[taken, -1] = others.shape[1]
    return order


def _at(order: NDArray[np.intp], others: Mask, new: Mask) -> Mask:
    return np.take_along_axis(np.concatenate([others, new], axis=1), order, 1)


def _best(scores: Floats) -> tuple[Floats, NDArray[np.intp]]:
    """Each row's ten best, descending, and where they stand."""
    k = min(PLACES, scores.shape[1])
    part = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    order = np.argsort(-np.take_along_axis(scores, part, 1), axis=1, kind="stable")
    places = np.take_along_axis(part, order, 1)
    return np.take_along_axis(scores, places, 1), places


def _tried(lab: Lab, people: Rows, found: Tuned, times: Sequence[StandIns]) -> tuple[list[Tried], int]:
    """All strengths and slots, averaged over the times, and how often somebody went for what was pretended new."""
    figures, wanting = [], 0
    for borrowing in times:
        offered = _offered(lab, people, found, borrowing)
        wanting += int(offered.wanted.any(axis=1).sum())
        figures.append([measured(offered, *each) for each in product(STRENGTHS, SLOTS)])
    return [averaged(each) for each in zip(*figures, strict=True)], wanting


def _offered(lab: Lab, people: Rows, found: Tuned, borrowing: StandIns) -> Offer:
    """By the chosen sources without a past of the borrowing items, weighted for each person as in serving."""
    lent = replace(_by_code(borrowing, lab.history.keys), strength=1.0)
    past = without(lab.history, lent.keys)
    group = replace(lab, history=past).group(people, found.tables, scales=found.scales)
    each = per_person({knot.interactions: knot.weights for knot in found.recipe.weights.known}, past.lengths[people])
    weights: dict[str, float | Weights] = {name: one for name, one in each.items() if name in group.scores}
    return offer(group, weights, lent)


def _by_code(lent: StandIns, keys: Keys) -> StandIns:
    return replace(lent, keys=np.searchsorted(keys, lent.keys), neighbours=np.searchsorted(keys, lent.neighbours))


def _matrix(lent: StandIns, size: int) -> sp.csr_array:
    """What each of ``size`` items lends to each stand-in, shape (size, c)."""
    columns = np.repeat(np.arange(len(lent.keys)), lent.weights.shape[1])
    return sp.csr_array((lent.weights.ravel(), (lent.neighbours.ravel(), columns)), (size, len(lent.keys)))


def without(history: History, items: Keys) -> History:
    """The same with nothing known of these items, codes and the future staying as they are."""
    keep = np.ones(len(history.item), np.bool_)
    rows = history.rows
    keep[rows[np.isin(history.item[rows], items)]] = False
    before = np.r_[0, np.cumsum(keep)]
    return replace(
        history, item=history.item[keep], time=history.time[keep], told=history.told.where(keep),
        engaged=history.engaged[keep], start=before[history.start], end=before[history.end],
        stop=before[history.stop],
    )  # fmt: skip


def _told(one: Tried) -> dict[str, Json]:
    return {
        "strength": one.strength, "slot": one.slot, "recall@10_among_new": round(one.among, 4),
        "recall@10_of_new_with_all_on_offer": round(one.found, 4), "lists_with_a_new_item": round(one.lists, 4),
        "others_ndcg@10_lost": round(one.loss, 5), "standard_error": round(one.error, 5),
    }  # fmt: skip


def _left(settings: StandInSettings, why: str) -> dict[str, Json]:
    return {"strength": settings.strength, "slot": settings.slot, "note": f"Not chosen but given: {why}."}
