"""The whole evaluation: split, train on the past, ask for everybody, compare with the future."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

import numpy as np

from hybrid.collaborative.interactions import EventColumns
from hybrid.domain import Json, Keys, Mask, iso
from hybrid.draws import draws
from hybrid.errors import NotEnoughData
from hybrid.evaluation.bootstrap import Interval, Resampling
from hybrid.evaluation.fitting import BLEND, RULES, Fit, Fitted, Product, shelf_of
from hybrid.evaluation.measure import Measured, Progress, Shelf, figures, measure
from hybrid.evaluation.metrics import Values, coverage
from hybrid.evaluation.report import Comparison, Report, Row, Section
from hybrid.evaluation.splits import Protocol, Split, SplitSettings, cold_items, split, unseen_people

HISTORY, UNSEEN, COLD = "history", "unseen", "cold"
BY: Final = (HISTORY, UNSEEN, COLD)
LEAD: Final = "ndcg@10"
PLACES: Final = 10
"""Of the lists that most figures look at."""
CERTAIN: Final = {20: "recall@20", 50: "recall@50"}
"""Figures of longer lists, by their places: 1 whatever the order where there are no more items than these."""


@dataclass(frozen=True)
class EvaluateSettings:
    """``people`` are asked at most (drawn by the split's seed; None: everybody). ``by`` names the further
    views of ``BY``; ``unseen`` and ``cold`` train once more each, without the share that is held out."""

    split: SplitSettings = field(default_factory=SplitSettings)
    people: int | None = None
    by: frozenset[str] = frozenset(BY)
    lengths: tuple[int, ...] = (0, 1, 3, 5, 10, 20)
    given: tuple[int, ...] = (0, 1, 3, 5, 10, 20)
    share_people: float = 0.1
    share_items: float = 0.1
    resampling: Resampling = field(default_factory=Resampling)


@dataclass(frozen=True)
class Ground:
    """What a further part is measured on: the cut, what was trained on its past, the items as the past knew them."""

    cut: Split
    fitted: Fitted
    shelf: Shelf
    settings: EvaluateSettings


@dataclass(frozen=True)
class Part:
    """What a further part adds to the report."""

    sections: Sequence[Section] = ()
    comparisons: Sequence[Comparison] = ()
    notes: Sequence[str] = ()
    about: Mapping[str, Json] = field(default_factory=dict)


Further: TypeAlias = Callable[[Ground, Callable[[float], None]], Part]
"""Measures something else on the same training; tells its share that is done."""


class _Steps:
    """Shares of steps as shares of the whole."""

    def __init__(self, progress: Progress, amount: int) -> None:
        self._progress, self._amount, self._done = progress, amount, 0

    def next(self, name: str) -> Callable[[float], None]:
        """What the next step tells its share to."""
        begun = self._done
        self._done += 1
        return lambda share: self._progress(name, (begun + share) / self._amount)


@dataclass(frozen=True)
class _Run:
    """What all parts share."""

    fit: Fit
    settings: EvaluateSettings
    steps: _Steps
    notes: list[str]

    def fitted(self, cut: Split, name: str) -> tuple[Fitted, Shelf]:
        tell = self.steps.next(name)
        training = cut.training()
        fitted = self.fit(training, lambda _, share: tell(share))
        if fitted.note and fitted.note not in self.notes:
            self.notes.append(fitted.note)
        return fitted, shelf_of(fitted, training)

    def measured(self, fitted: Fitted, shelf: Shelf, cut: Split, name: str, exclude: Keys | None = None) -> Measured:
        engagement = self.settings.split.positives.engagement
        people = self._people(cut)
        asking = [Product(fitted)]
        return measure(asking, cut, shelf.recommendable, engagement, self.steps.next(name), people, exclude)

    def row(self, name: str, measured: Measured, stage: str, shelf: Shelf) -> Row:
        return row_of(name, measured, stage, shelf, self.settings.resampling)

    def compared(self, names: tuple[str, str], ours: Values, theirs: Values) -> Comparison:
        return compared(names, ours, theirs, self.settings.resampling)

    def _people(self, cut: Split) -> Keys | None:
        most = self.settings.people
        return None if most is None or most >= len(cut.users) else drawn(cut, most, self.settings.split.seed)


def evaluate(
    events: EventColumns, fit: Fit, settings: EvaluateSettings, progress: Progress, further: Further | None = None
) -> Report:
    """Measure what ``fit`` makes of the past by the future. Raises ``NotEnoughData`` and says what is missing."""
    cut = split(events, settings.split)
    amount = 2 + (1 + len(settings.given)) * (UNSEEN in settings.by) + 4 * (COLD in settings.by) + (further is not None)
    run = _Run(fit, settings, _Steps(progress, amount), [*_caveats(settings.split)])
    fitted, shelf = run.fitted(cut, "training on the past")
    measured = run.measured(fitted, shelf, cut, "asking for everybody")
    if not len(measured):
        raise NotEnoughData(
            "None of the test items is in the catalogue and recommendable.", "Run because ingest items as well."
        )
    sections = [_by_stage(run, measured, shelf)]
    comparisons = _against_sources(run, measured, shelf)
    if HISTORY in settings.by:
        sections.append(_by_history(run, measured, shelf))
    if UNSEEN in settings.by:
        sections.append(_unseen(run, cut))
    if COLD in settings.by:
        section, loss = _cold(run, cut)
        sections.append(section)
        comparisons += loss
    part = Part()
    if further is not None:
        part = further(Ground(cut, fitted, shelf, settings), run.steps.next("asking the language model"))
    progress("done", 1.0)
    about = {**_about(cut, measured, shelf, settings), **part.about}
    return Report(about, [*sections, *part.sections], [*comparisons, *part.comparisons], [*run.notes, *part.notes])


def drawn(cut: Split, most: int, seed: int) -> Keys:
    """At most so many of the tested people, in the order drawn: fewer people are the first of more."""
    return cut.users[np.argsort(draws(seed, cut.users), kind="stable")[:most]]


def row_of(name: str, measured: Measured, stage: str, shelf: Shelf, resampling: Resampling) -> Row:
    """Every figure of a stage with its interval."""
    if stage not in measured.lists:
        return Row(name, 0, {})
    found = figures(measured, stage, shelf)
    intervals = resampling.means(np.stack(list(found.values()), axis=1))
    alone = Interval(coverage(measured.lists[stage], int(shelf.recommendable.sum()), 10), np.nan, np.nan)
    return Row(name, len(measured), {**dict(zip(found, intervals, strict=True)), "coverage@10": alone})


def compared(names: tuple[str, str], ours: Values, theirs: Values, resampling: Resampling) -> Comparison:
    """``LEAD`` of the same people, one value each."""
    found = resampling.difference(ours, theirs), resampling.ratio(ours, theirs)
    return Comparison(*names, LEAD, len(ours), *found)


def by_length(interactions: Keys, lengths: Sequence[int]) -> Iterator[tuple[str, Mask]]:
    """Name and mask (n,) of each group of people by how many items were known of them; none without people."""
    for low, high in zip(lengths, [*lengths[1:], None], strict=True):
        inside = (interactions >= low) & (interactions < (high or np.inf))
        if inside.any():
            yield f"{low} or more" if high is None else f"{low}" if high == low + 1 else f"{low} to {high - 1}", inside


def _stages(measured: Measured) -> list[str]:
    """Sources by name, then what is made of them."""
    return [*sorted(set(measured.lists) - {BLEND, RULES}), BLEND, RULES]


def _by_stage(run: _Run, measured: Measured, shelf: Shelf) -> Section:
    rows = [run.row(stage, measured, stage, shelf) for stage in _stages(measured)]
    about = "Each source alone, the blend of all, and what is shown after the rules and the fill-up."
    return Section("stages", "By stage", about, rows)


def _against_sources(run: _Run, measured: Measured, shelf: Shelf) -> list[Comparison]:
    ours = figures(measured, RULES, shelf)[LEAD]
    others = [stage for stage in _stages(measured) if stage != RULES]
    return [run.compared((RULES, stage), ours, figures(measured, stage, shelf)[LEAD]) for stage in others]


def _by_history(run: _Run, measured: Measured, shelf: Shelf) -> Section:
    groups = by_length(measured.interactions, run.settings.lengths)
    rows = [run.row(name, measured.people(inside), RULES, shelf) for name, inside in groups]
    rows.append(run.row("all", measured, RULES, shelf))
    about = "What is shown, by how many items were known of the person when they asked."
    return Section(HISTORY, "By length of history", about, rows)


def _unseen(run: _Run, cut: Split) -> Section:
    settings = run.settings
    cuts = [unseen_people(cut, k, settings.share_people, settings.split.seed) for k in settings.given]
    fitted, shelf = run.fitted(cuts[0], "training without some people")
    rows = []
    for k, one in zip(settings.given, cuts, strict=True):
        measured = run.measured(fitted, shelf, one, "asking for people unseen in training")
        rows.append(run.row(f"newest {k} known", measured, RULES, shelf))
    about = "People who were not there when the model was trained, by how much is known; the test stays the same."
    return Section(UNSEEN, "People unseen in training", about, [row for row in rows if row.people])


def _cold(run: _Run, cut: Split) -> tuple[Section, list[Comparison]]:
    settings = run.settings
    one = cold_items(cut, settings.share_items, settings.split.seed)
    fitted, shelf = run.fitted(one, "training without some items")
    cold = np.zeros(len(shelf.recommendable), np.bool_)
    cold[one.held[one.held < len(cold)]] = True
    name = "asking with items unseen in training"
    with_cold = run.measured(fitted, shelf, one, name)
    without = run.measured(fitted, shelf, one, name, np.flatnonzero(cold))
    warm, left = with_cold.relevant(~cold), without.relevant(~cold)
    labels = ("warm items, cold ones on offer", "warm items, cold ones left out")
    rows = [
        *_among(run, one, fitted, shelf, cold),
        run.row("cold items, everything on offer", with_cold.relevant(cold), RULES, shelf),
        run.row(labels[0], warm, RULES, shelf),
        run.row(labels[1], left, RULES, shelf),
    ]
    loss = []
    if len(warm):
        loss = [run.compared(labels, *(figures(found, RULES, shelf)[LEAD] for found in (warm, left)))]
    about = f"{len(one.held):,} items taken out of training: how well they are found, and what offering them costs."
    return Section(COLD, "Cold items", about, [row for row in rows if row.people], "recall@10"), loss


def _among(run: _Run, cut: Split, fitted: Fitted, shelf: Shelf, cold: Mask) -> list[Row]:
    """The cold items ranked among themselves, where a list does not simply hold all of them."""
    offered = int((cold & shelf.recommendable).sum())
    if offered <= PLACES:
        run.notes.append(
            f"Too few cold items to rank among themselves: {PLACES} places hold all {offered} that were taken out of "
            "training, however they are ranked."
        )
        return []
    found = run.measured(fitted, shelf, cut, "asking for items unseen in training", np.flatnonzero(~cold))
    row = run.row("cold items among themselves", found.relevant(cold), RULES, shelf)
    certain = {figure for places, figure in CERTAIN.items() if offered <= places}
    return [replace(row, figures={name: one for name, one in row.figures.items() if name not in certain})]


def _about(cut: Split, measured: Measured, shelf: Shelf, settings: EvaluateSettings) -> dict[str, Json]:
    times = cut.events.occurred_at[cut.train]
    return {
        "protocol": settings.split.protocol.value,
        "positives": settings.split.positives.kind.value,
        "seed": settings.split.seed,
        "people": len(measured),
        "people_with_a_test": len(cut.users),
        "people_trained_on": shelf.people,
        "events": len(cut.events),
        "events_trained_on": int(cut.train.sum()),
        "test_items": len(measured.items),
        "test_items_not_recommendable": len(cut.items) - _on_offer(cut, shelf),
        "test_items_not_in_training": int(np.isin(cut.items, cut.cold).sum()),
        "catalogue": int(shelf.recommendable.sum()),
        "newest_trained_on": iso(int(times.max())),
        "interval": settings.resampling.level,
        "resamples": settings.resampling.resamples,
    }


def _on_offer(cut: Split, shelf: Shelf) -> int:
    inside = cut.items[cut.items < len(shelf.recommendable)]
    return int(shelf.recommendable[inside].sum())


def _caveats(settings: SplitSettings) -> Iterator[str]:
    if settings.protocol is Protocol.RANDOM:
        yield "RANDOM SPLIT: the model has learnt from what came after; figures are 2 to 4 times too high."
    elif settings.protocol is not Protocol.CUTOFF:
        yield (
            "Each person is cut at their own time, so other people's later events are learnt from; "
            "--protocol cutoff parts everybody at one moment, as production does."
        )
