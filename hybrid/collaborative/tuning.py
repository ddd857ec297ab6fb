"""From a validation slice to a recipe: which tables, how they are read, how they are mixed, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Final, TypeAlias

import numpy as np

from hybrid.blend import BlendWeights, Knot
from hybrid.collaborative.effort import Effort
from hybrid.collaborative.history import Rows
from hybrid.collaborative.knots import ascending, by_length, dialled, evened, normed, per_person, taking_part
from hybrid.collaborative.lab import CONTENT_SCALE, Lab
from hybrid.collaborative.mixing import Group, chosen
from hybrid.collaborative.search import Limits, searched
from hybrid.collaborative.sources import sources
from hybrid.collaborative.specs import ContentSpec, Spec
from hybrid.domain import Json
from hybrid.model import CONTENT, ITEM_TO_ITEM, NATIVE, POPULAR, Recipe
from hybrid.profiles import HISTORY_LENGTH

GIVEN: Final = (1, 3, 10, 40)
"""Lengths of history for which people whom training has not met have weights."""
Knots: TypeAlias = dict[int, dict[str, float]]
NOTHING_KNOWN: Final = Knot(0, {POPULAR: 1.0, CONTENT: 1.0})


@dataclass(frozen=True)
class Tuned:
    """The recipe, the tables it needs, what they are divided by, and the figures that led there."""

    recipe: Recipe
    tables: Mapping[str, Spec]
    scales: Mapping[str, float]
    report: Mapping[str, Json] = field(default_factory=dict)


@dataclass(frozen=True)
class Task:
    """``people`` are asked for everything, ``late`` says whether the clock forbids further search."""

    people: Rows
    effort: Effort
    seed: int
    late: Callable[[], bool]


def tuned(lab: Lab, task: Task, step: Callable[[str, float], None]) -> Tuned:
    """Choose settings, sources and weights by the slice that ``lab`` holds back. ``step`` hears each stage begin,
    with the share of the whole that will be done when it ends. The lab's ``making`` becomes what was chosen."""
    step("settings", 0.2)
    effort = task.effort
    limits = Limits(effort.search_items, effort.search_people, effort.search_tries, lab.making.last, task.late)
    found = searched(lab.history, lab.backing, limits, lambda share: lab.tell("settings", share))
    made = sources(lab, _some(task.people, effort.search_people), found.best, effort, step)
    step("weights", 0.6)
    known, scales, known_report = _known(lab, made.tables, task)
    unseen, unseen_report = _unseen(lab, made.tables, scales, task)
    weights = BlendWeights(known=ascending(known), unknown=evened((NOTHING_KNOWN, *ascending(unseen))))
    used = {name for knot in (*weights.known, *weights.unknown) for name, weight in knot.weights.items() if weight}
    tables = {name: spec for name, spec in made.tables.items() if name in used or name == ITEM_TO_ITEM}
    report = {
        "search": {
            **asdict(found.best),
            "ndcg@10": found.value,
            "tried": found.tried,
            "stopped_by_clock": found.stopped,
        },
        **made.report,
        "tables_kept": sorted(tables),
        **known_report,
        "people_not_in_training": unseen_report,
    }
    return Tuned(_recipe(weights, scales, lab.making.content), tables, scales, report)


def untuned(specs: Mapping[str, Spec], scales: Mapping[str, float]) -> Tuned:
    """Where there are too few people to choose anything by: modest weights for everything."""
    known = {"next": 0.5, ITEM_TO_ITEM: 0.2, NATIVE: 0.2, CONTENT: 0.2, POPULAR: 0.2}
    unseen = {"next": 0.4, ITEM_TO_ITEM: 0.3, CONTENT: 0.3, POPULAR: 0.3}
    weights = BlendWeights(known=(Knot(1, known),), unknown=evened((NOTHING_KNOWN, Knot(1, unseen))))
    return Tuned(_recipe(weights, scales, ContentSpec()), specs, scales)


def _recipe(weights: BlendWeights, scales: Mapping[str, float], likeness: ContentSpec) -> Recipe:
    reading = likeness.weighing(HISTORY_LENGTH)
    return Recipe(weights, scales[NATIVE], reading, scales.get(CONTENT, CONTENT_SCALE))


def _some(people: Rows, count: int) -> Rows:
    """About ``count`` of them, from all over."""
    return people[:: max(1, round(len(people) / count))]


def _known(lab: Lab, specs: Mapping[str, Spec], task: Task) -> tuple[Knots, Mapping[str, float], dict[str, Json]]:
    """Knots of people whom training has met, what sources are divided by, and the figures."""
    group = lab.group(task.people, specs)
    choice = chosen(group, task.seed)
    lengths = lab.history.lengths[task.people]
    knots = by_length(group, choice.weights, lengths, task.seed)
    offered = {n: _offered(group, taking_part(normed(group, w), known=True)) for n, w in knots.items()}
    single = choice.singles[choice.best_single]
    blend = float(group.ndcg(per_person(offered, lengths)).mean())
    if blend < single and len(choice.weights) > 1:
        alone = taking_part(normed(group, {choice.best_single: 1.0}), known=True)
        offered = {int(np.median(lengths)): _offered(group, alone)}
    settled, dials = dialled(group, offered, lengths, float(_popularity(lab).std()))
    final = group.top(per_person(settled, lengths), 10)
    report: dict[str, Json] = {
        "sources_alone_ndcg@10": dict(choice.singles),
        "best_single": choice.best_single,
        "left_off": {name: _told(name, why) for name, why in choice.left_off.items()},
        "ndcg@10": float(group.judge.ndcg(final).mean()),
        "best_single_ndcg@10": single,
        "out_of_fold_ndcg@10": choice.checked,
        "out_of_fold_best_single_ndcg@10": choice.checked_single,
        "coverage@10": group.judge.coverage(final),
        "people": len(lengths),
        "popularity_penalties_tried": [asdict(dial) for dial in dials],
    }
    return {n: taking_part(weights, known=True) for n, weights in settled.items()}, group.scales, report


def _told(name: str, why: str) -> str:
    return f"{why}; it takes part with the least weight" if name in (NATIVE, CONTENT) else why


def _offered(group: Group, weights: Mapping[str, float]) -> dict[str, float]:
    """Those of sources that are here: without vectors there is no likeness to measure."""
    return {name: weight for name, weight in weights.items() if name in group.scores}


def _unseen(
    lab: Lab, specs: Mapping[str, Spec], scales: Mapping[str, float], task: Task
) -> tuple[Knots, dict[str, Json]]:
    """Knots of people whom training has not met: those asked, as if only their newest few entries were known."""
    people = _some(task.people, task.effort.unseen)
    knots: Knots = {}
    report: dict[str, Json] = {}
    for given in GIVEN:
        lab.tell("weights", GIVEN.index(given) / len(GIVEN))
        enough = people[lab.history.lengths[people] >= given]
        if len(enough) < min(len(people), 100) or not len(enough):
            continue
        group = lab.group(enough, specs, given, scales)
        choice = chosen(group, task.seed)
        weights = _offered(group, taking_part(normed(group, choice.weights), known=False))
        settled, _ = dialled(group, {given: weights}, np.full(len(enough), given), float(_popularity(lab).std()))
        figure = float(group.ndcg(settled[given]).mean())
        report[str(given)] = {
            "ndcg@10": figure, "best_single": choice.best_single,
            "best_single_ndcg@10": choice.singles[choice.best_single], "people": len(enough),
        }  # fmt: skip
        knots[given] = taking_part(settled[given], known=False)
    return knots, report


def _popularity(lab: Lab) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.log1p(lab.history.popularity)
