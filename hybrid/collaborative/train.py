"""Training: choose what works on these very data, then fit it on all of them.

1. Hold back each person's newest likings (``held_back``), inside what may be learnt from.
2. Search settings, fit a bank of sources on the rest, learn weights by how much is known of a person (``tuning``).
3. Compare with the recipe that serves, if one is given (``gate``).
4. Fit the chosen sources on everything.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from typing import TypeAlias

import numpy as np

from hybrid.collaborative.effort import Amount, Effort, effort_for
from hybrid.collaborative.gate import Contender, compared
from hybrid.collaborative.history import History, Rows, held_back
from hybrid.collaborative.interactions import EventColumns, entries
from hybrid.collaborative.lab import Lab, Making
from hybrid.collaborative.links import Links
from hybrid.collaborative.native import moved
from hybrid.collaborative.newcomers import settled
from hybrid.collaborative.pairs import Backing
from hybrid.collaborative.plan import Plan
from hybrid.collaborative.search import first
from hybrid.collaborative.settings import TrainSettings
from hybrid.collaborative.specs import FactorsSpec, Spec
from hybrid.collaborative.trends import with_trends
from hybrid.collaborative.tuning import Task, Tuned, tuned, untuned
from hybrid.described import Described
from hybrid.domain import Json, Keys
from hybrid.draws import draws
from hybrid.errors import NotEnoughData
from hybrid.model import ITEM_TO_ITEM, Counts, Table, TrainedModel
from hybrid.profiles import Engagement

LEAST_PEOPLE, LEAST_ITEMS, LEAST_POSITIVES = 2, 2, 10
LEAST_ASKED = 30
"""With fewer people to ask nothing is tuned."""
APART = 200
"""People not tuned on from whom on the gate asks only them; it asks ``GATE`` at most."""
GATE = 1000

Progress: TypeAlias = Callable[[str, float], None]
"""Called with the stage's name and the share of the whole training that is done, 0 to 1."""


class Steps:
    """Shares of a stage as shares of the whole, never going back."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._name, self._begun, self._end, self._told = "", 0.0, 0.0, 0.0

    def begin(self, name: str, end: float) -> None:
        """A stage that will have brought the whole to ``end``."""
        self._name, self._begun, self._end = name, self._end, end
        self.tell(name, 0.0)

    def tell(self, name: str, share: float) -> None:
        """How much of the present stage is done; ``name`` says what exactly is under way."""
        self._told = max(self._told, self._begun + min(share, 1.0) * (self._end - self._begun))
        self._progress(name, self._told)


def train(
    events: EventColumns,
    engagement: Engagement,
    settings: TrainSettings,
    progress: Progress,
    described: Described | None = None,
    live: Contender | None = None,
) -> TrainedModel:
    """Raises ``NotEnoughData`` and names what is missing. ``live`` is what the result is compared with."""
    started = time.monotonic()
    steps = Steps(progress)
    steps.begin("reading", 0.02)
    history = entries(events, engagement, settings.seed)
    newest = int(events.occurred_at.max()) if len(events.occurred_at) else None
    counts = _counts(history, len(events.user), newest)
    _check(counts, engagement)
    effort = effort_for(settings.budget, _amount(history), settings.head)
    making = Making(
        effort.head, effort.orders, settings.links, settings.last,
        replace(settings.native, epochs=min(settings.native.epochs, effort.epochs)), settings.seed,
    )  # fmt: skip
    found, making, report = _chosen(history, making, effort, settings, described, live, steps, started)
    found, report["trending"] = with_trends(found, history)
    steps.begin("fitting on everything", 1.0)
    whole = Lab(history, making, described, steps.tell, Backing.of(history, settings.min_people))
    model = _fitted(whole, found, counts, settings, report)
    progress("done", 1.0)
    return replace(model, seconds=time.monotonic() - started)


def _chosen(
    history: History, making: Making, effort: Effort, settings: TrainSettings,
    described: Described | None, live: Contender | None, steps: Steps, started: float,
) -> tuple[Tuned, Making, dict[str, Json]]:  # fmt: skip
    """What to make and how, chosen on the newest slice where there are people enough to ask."""
    past = held_back(history, settings.objective)
    asked = _asked(past, settings.seed)
    if len(asked) < LEAST_ASKED:
        why = f"Nothing was tuned: {len(asked)} people have newer likings to be asked about, {LEAST_ASKED} are needed."
        found, report = _default(history, making, described, settings, steps), dict[str, Json](notes=[why])
        if live is not None and len(asked):
            past = held_back(history, settings.objective, only=asked)
            lab = Lab(past, making, described, steps.tell, Backing.of(past, settings.min_people, history))
            report["gate"] = _gate(lab, np.sort(asked), found, settings, live, tuned_on=False)
        return found, making, report
    # Only who is asked is cut: where everybody is, what needs few data looks better than it will be.
    most = effort.people + (GATE if live is not None else 0)
    past = held_back(history, settings.objective, only=asked[:most])
    lab = Lab(past, making, described, steps.tell, Backing.of(past, settings.min_people, history))
    people = np.sort(asked[: effort.people])
    late = lambda: time.monotonic() - started > settings.budget  # noqa: E731
    found = tuned(lab, Task(people, effort, settings.seed, late), steps.begin)
    found, new_items = settled(lab, people, found, settings.seed)
    report = {"notes": [], "effort": asdict(effort), "validation": dict(found.report), "new_items": new_items}
    if live is not None:
        steps.begin("comparing with the live model", 0.65)
        others = asked[effort.people : most]
        apart = len(others) >= APART
        judged = np.sort(others[:GATE]) if apart else people
        report["gate"] = _gate(lab, judged, found, settings, live, tuned_on=not apart)
    return found, lab.making, report


def _gate(
    lab: Lab, people: Rows, found: Tuned, settings: TrainSettings, live: Contender, tuned_on: bool
) -> dict[str, Json]:
    new = Contender("new", Plan(settings.objective, found.tables, lab.making), found.recipe, found.scales)
    return compared(lab, people, new, live, tuned_on).to_json()


def _default(
    history: History, making: Making, described: Described | None, settings: TrainSettings, steps: Steps
) -> Tuned:
    """Everything at modest weights, measured on the people there are."""
    specs: dict[str, Spec] = {"next": first(history), ITEM_TO_ITEM: FactorsSpec()}
    steps.begin("tables", 0.5)
    lab = Lab(history, making, described, steps.tell, Backing.of(history, settings.min_people))
    group = lab.group(np.arange(len(history.people))[:500], specs)
    return untuned(specs, group.scales)


def _asked(past: History, seed: int) -> Rows:
    """People with something known and something to foretell, in an order drawn by seed."""
    able = np.unique(past.hits[0])
    able = able[past.lengths[able] > 0]
    return able[np.argsort(draws(seed, past.people[able]), kind="stable")]


def _fitted(
    lab: Lab, found: Tuned, counts: Counts, settings: TrainSettings, report: Mapping[str, Json]
) -> TrainedModel:
    """The chosen sources on everything ``lab`` has, rows moved from codes to keys."""
    history = lab.history
    tables, left_out = [], {}
    for done, (name, spec) in enumerate(found.tables.items()):
        lab.tell(name, done / (len(found.tables) + 1))
        links = by_key(lab.links(spec), history.keys)
        left_out[name] = round(links.left_out, 4)
        lab.forget([])
        weighing = spec.weighing(lab.making.last)
        tables.append(Table(name, spec.source, links, weighing, found.scales.get(name, 1.0)))
    return TrainedModel(
        factors=moved(lab.factors(), history.people, history.keys),
        tables=tuple(tables),
        recipe=found.recipe,
        counts=counts,
        settings=asdict(settings),
        plan=Plan(settings.objective, found.tables, lab.making).to_json(),
        report={**report, "few_people": {"min_people": settings.min_people, "links_left_out": left_out}},
        seconds=0.0,
    )


def by_key(links: Links, keys: Keys) -> Links:
    """Rows and neighbours by code, moved to their keys."""
    place = np.full(int(keys.max(initial=-1)) + 1, -1, np.int32)
    place[keys] = links.row(np.arange(len(keys)))
    neighbours = np.where(links.neighbours >= 0, keys[links.neighbours], -1).astype(np.int32)
    return replace(links, neighbours=neighbours, place=place)


def _amount(history: History) -> Amount:
    rows = history.rows
    items = int((history.support > 0).sum())
    return Amount(len(rows), int(history.told.positive[rows].sum()), items, len(history.people))


def _counts(history: History, events: int, newest: int | None) -> Counts:
    """People and items with a liking, likings, and all that was read."""
    rows = history.rows
    good = history.told.positive[rows]
    people, items = np.unique(history.person[good]), np.unique(history.item[rows][good])
    return Counts(len(people), len(items), int(good.sum()), events, newest)


def _check(counts: Counts, engagement: Engagement) -> None:
    have = {
        "people": (counts.users, LEAST_PEOPLE),
        "items": (counts.items, LEAST_ITEMS),
        "positive interactions": (counts.positives, LEAST_POSITIVES),
    }
    missing = [
        f"{found} {what} (at least {least} are needed)" for what, (found, least) in have.items() if found < least
    ]
    too_little = f"There is too little to train on: {', '.join(missing)}."
    if counts.events and not counts.positives:
        raise NotEnoughData(
            f"{too_little} None of the {counts.events:,} events speaks for an item: that would be a click, a purchase "
            f"or another deed, or a rating of {engagement.mark:g} or more.",
            "Set BECAUSE_RATING_SCALE to your scale, or send such events.",
        )
    if missing:
        raise NotEnoughData(
            too_little,
            "Send more events such as views, purchases or good ratings, and train again.",
        )
