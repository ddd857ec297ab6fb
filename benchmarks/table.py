"""What was measured, as one table of Markdown with what stands beside it, and as JSON."""

from __future__ import annotations

import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from statistics import median
from typing import Final

import numpy as np

from benchmarks.cases import ALL, COLD, KNOWN, LOO, POSITIVES, TEMPORAL, UNSEEN
from benchmarks.data import Dataset
from benchmarks.jobs import OURS, SHOWN, Outcome, Tuned, over_seeds
from benchmarks.methods import METHODS
from hybrid.domain import Json
from hybrid.evaluation.bootstrap import Interval, Resampling

DRAW: Final = Resampling()
NAMES: Final = {method.key: method.name for method in METHODS} | {OURS: "**ours**"}
NDCG: Final = "ndcg@10"
COLUMNS: Final = (
    ("NDCG@10", TEMPORAL, POSITIVES, NDCG),
    ("Recall@20", TEMPORAL, POSITIVES, "recall@20"),
    ("NDCG@10, seen left out", TEMPORAL, ALL, NDCG),
    ("very next: HR@10", LOO, ALL, "hit@10"),
    ("NDCG@10", LOO, ALL, NDCG),
    *((f"new people, {k} known", UNSEEN, f"{POSITIVES} {k}", NDCG) for k in KNOWN),
)
"""Heading, protocol, view and figure."""
COMPARED: Final = (
    ("temporal", TEMPORAL, POSITIVES),
    ("temporal, seen left out", TEMPORAL, ALL),
    ("very next", LOO, ALL),
    *((f"new people, {k} known", UNSEEN, f"{POSITIVES} {k}") for k in KNOWN),
)
FURTHER: Final = tuple((f"new people, {k} known, seen left out", UNSEEN, f"{ALL} {k}") for k in KNOWN)
"""In the JSON only."""


@dataclass
class Results:
    """Filled as the run goes: outcomes by protocol and method, one per seed, and the settings chosen."""

    about: Mapping[str, Json]
    outcomes: dict[tuple[str, str], list[Outcome]] = field(default_factory=dict)
    tuned: dict[tuple[str, str], Tuned] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def values(self, protocol: str, key: str, view: str, name: str, stage: str = SHOWN) -> PerPerson | None:
        """One value per person over the seeds, None where this was not measured."""
        runs = [run.views.get(view, {}).get(stage) for run in self.outcomes.get((protocol, key), [])]
        found = [one for one in runs if one is not None and len(one.users)]
        return None if not found else PerPerson(*over_seeds(found, name))

    def coverage(self, protocol: str, key: str, view: str) -> float:
        """The mean over the seeds; NaN where this was not measured."""
        found = [run.views[view][SHOWN].coverage for run in self.outcomes.get((protocol, key), []) if view in run.views]
        return float(np.mean(found)) if found else float("nan")

    def methods(self) -> list[str]:
        """Those measured, ours last."""
        measured = {key for _, key in self.outcomes}
        return [key for key in NAMES if key in measured]


@dataclass(frozen=True)
class PerPerson:
    """``values`` (n,) of the people ``users`` (n,)."""

    users: np.ndarray[tuple[int], np.dtype[np.int64]]
    values: np.ndarray[tuple[int], np.dtype[np.float64]]

    @property
    def interval(self) -> Interval:
        """Their mean."""
        return DRAW.means(self.values[:, None])[0]

    def beside(self, other: PerPerson) -> tuple[PerPerson, PerPerson]:
        """Both for the people they share."""
        shared = np.intersect1d(self.users, other.users)
        mine, theirs = (one.values[np.searchsorted(one.users, shared)] for one in (self, other))
        return PerPerson(shared, mine), PerPerson(shared, theirs)


def about(data: Dataset, seeds: Sequence[int], people: int | None, threads: int, command: str) -> dict[str, Json]:
    """What was measured on what, with what."""
    packages = ("implicit", "lightfm-next", "numpy", "scipy")
    return {
        "data": data.name,
        "ratings": len(data.events),
        "people": len(np.unique(data.events.user)),
        "items": len(data.items),
        "asked": people,
        "seeds": list(seeds),
        "threads": threads,
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "packages": {name: _version(name) for name in packages},
        "command": command,
    }


def markdown(results: Results) -> str:
    """The table, the comparisons and the settings."""
    parts = [_main(results), _compared(results), _cold(results), _stages(results), _settings(results)]
    notes = "\n".join(f"- {note}" for note in [*results.notes, *_said(results)])
    return "\n\n".join(part for part in [_title(results), *parts, notes] if part)


def to_json(results: Results) -> Json:
    """All figures with their intervals."""
    return {
        "about": dict(results.about),
        "figures": list(_figures(results)),
        "comparisons": list(_comparisons(results)),
        "tuned": [
            {"protocol": protocol, "method": key, "settings": dict(one.settings), "validation": one.ndcg,
             "tried": one.tried, "seconds": one.seconds}
            for (protocol, key), one in results.tuned.items()
        ],
        "training": [
            {"protocol": protocol, "method": key, "seconds": [run.seconds for run in runs],
             "peak_mb": [run.peak_mb for run in runs]}
            for (protocol, key), runs in results.outcomes.items()
        ],
        "notes": [*results.notes, *_said(results)],
    }  # fmt: skip


def _title(results: Results) -> str:
    told = results.about
    asked = "everybody" if told["asked"] is None else f"{told['asked']:,} people"
    seeds = ", ".join(map(str, told["seeds"]))
    return (
        f"{told['data']}: {told['ratings']:,} ratings of {told['items']:,} items by {told['people']:,} people; "
        f"{asked} asked, full ranking, seeds {seeds}.\n`{told['command']}`"
    )


def _main(results: Results) -> str:
    measured = [one for one in COLUMNS if any(results.values(*one[1:2], key, *one[2:]) for key in results.methods())]
    heads = [name for name, *_ in measured]
    rows = []
    for key in results.methods():
        cells = [_cell(results.values(protocol, key, view, name)) for _, protocol, view, name in measured]
        rows.append([NAMES[key], *cells, _times(results, key), _number(results.coverage(TEMPORAL, key, ALL), 2),
                     *_cost(results, key)])  # fmt: skip
    return _table(["", *heads, "ours is", "coverage@10", "training, CPU", "peak"], rows)


def _times(results: Results, key: str) -> str:
    ratio = _against(results, key, TEMPORAL, POSITIVES)[1] if key != OURS else None
    return "" if ratio is None else f"{ratio.value:.2f}×"


def _cost(results: Results, key: str) -> tuple[str, str]:
    """Seconds and memory of the temporal protocol's training, the median of the seeds."""
    runs = results.outcomes.get((TEMPORAL, key)) or next(
        found for (_, one), found in results.outcomes.items() if one == key
    )
    return f"{median(run.seconds for run in runs):,.0f} s", f"{median(run.peak_mb for run in runs):,.0f} MB"


def _compared(results: Results) -> str:
    measured = [one for one in COMPARED if results.values(one[1], OURS, one[2], NDCG)]
    rows = []
    for key in results.methods():
        if key == OURS:
            continue
        found = [_against(results, key, protocol, view) for _, protocol, view in measured]
        rows.append([NAMES[key], *(_difference(*one) for one in found)])
    if not measured or not rows:
        return ""
    title = "NDCG@10 of ours minus theirs, same people, 95 % by bootstrap over people; in brackets the ratio:"
    return f"{title}\n\n{_table(['', *(name for name, *_ in measured)], rows)}"


def _cold(results: Results) -> str:
    among = results.values(COLD, OURS, "among cold", "recall@10")
    alone = results.values(COLD, OURS, "among cold", "recall@10", "content")
    lost = _loss(results)
    if among is None or lost is None:
        return ""
    told = f"New items (a tenth, out of training): Recall@10 among them {_spread(among.interval)}"
    by_text = "" if alone is None else f" (content alone {alone.interval.value:.3f})"
    return f"{told}{by_text}; offering them changes the NDCG@10 of the others by {100 * (lost.value - 1):+.1f} %."


def _loss(results: Results) -> Interval | None:
    pair = [results.values(COLD, OURS, view, NDCG) for view in ("all on offer", "warm alone")]
    if pair[0] is None or pair[1] is None:
        return None
    offered, alone = pair[0].beside(pair[1])
    return DRAW.ratio(offered.values, alone.values)


def _stages(results: Results) -> str:
    runs = results.outcomes.get((TEMPORAL, OURS), [])
    stages = sorted({stage for run in runs for stage in run.views.get(ALL, {})})
    found = {stage: results.values(TEMPORAL, OURS, ALL, NDCG, stage) for stage in stages}
    told = [f"{stage} {one.interval.value:.3f}" for stage, one in found.items() if one is not None]
    return f"Ours by stage, NDCG@10, temporal, seen left out: {', '.join(told)}." if told else ""


def _settings(results: Results) -> str:
    lines = []
    for (protocol, key), one in results.tuned.items():
        chosen = ", ".join(f"{name} {value}" for name, value in one.settings.items() if value is not None)
        if chosen:
            lines.append(f"- {NAMES[key]}, {protocol}: {chosen} (best of {one.tried}, {one.seconds:.0f} CPU s)")
    return "Chosen on the validation slice:\n\n" + "\n".join(lines) if lines else ""


def _said(results: Results) -> Iterator[str]:
    said = {run.note for runs in results.outcomes.values() for run in runs if run.note}
    yield from sorted(said)


def _figures(results: Results) -> Iterator[Json]:
    for (protocol, key), runs in results.outcomes.items():
        views = {(view, stage) for run in runs for view, stages in run.views.items() for stage in stages}
        for view, stage in sorted(views):
            names = next(run.views[view][stage].values for run in runs if stage in run.views.get(view, {}))
            for name in names:
                found = results.values(protocol, key, view, name, stage)
                if found is not None:
                    where = {"protocol": protocol, "method": key, "view": view, "stage": stage, "figure": name}
                    yield {**where, "people": len(found.users), **_plain(found.interval)}
            if stage == SHOWN:
                where = {"protocol": protocol, "method": key, "view": view, "stage": stage, "figure": "coverage@10"}
                yield {**where, "value": results.coverage(protocol, key, view)}


def _comparisons(results: Results) -> Iterator[Json]:
    for _, protocol, view in (*COMPARED, *FURTHER):
        for key in results.methods():
            difference, ratio = _against(results, key, protocol, view)
            if key != OURS and difference is not None and ratio is not None:
                told = {"protocol": protocol, "view": view, "against": key, "figure": NDCG}
                yield {**told, "difference": _plain(difference), "ratio": _plain(ratio)}
    lost = _loss(results)
    if lost is not None:
        yield {"protocol": COLD, "view": "all on offer against warm alone", "figure": NDCG, "ratio": _plain(lost)}


def _against(results: Results, key: str, protocol: str, view: str) -> tuple[Interval | None, Interval | None]:
    mine, theirs = (results.values(protocol, one, view, NDCG) for one in (OURS, key))
    if mine is None or theirs is None:
        return None, None
    mine, theirs = mine.beside(theirs)
    return DRAW.difference(mine.values, theirs.values), DRAW.ratio(mine.values, theirs.values)


def _difference(difference: Interval | None, ratio: Interval | None) -> str:
    if difference is None or ratio is None:
        return "–"
    spread = f"{difference.low:+.3f} to {difference.high:+.3f}"
    return f"{difference.value:+.3f}, {spread} ({ratio.value:.2f}×, {ratio.low:.2f} to {ratio.high:.2f})"


def _cell(found: PerPerson | None) -> str:
    return "–" if found is None else f"{found.interval.value:.3f}"


def _spread(found: Interval) -> str:
    return f"{found.value:.3f} ({found.low:.3f} to {found.high:.3f})"


def _number(value: float, digits: int) -> str:
    return f"{value:.{digits}f}" if np.isfinite(value) else "–"


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    aligned = ["---", *["---:"] * (len(heads) - 1)]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, aligned, *rows))


def _plain(found: Interval) -> dict[str, float | None]:
    given = {"value": found.value, "low": found.low, "high": found.high}
    return {name: round(value, 6) if np.isfinite(value) else None for name, value in given.items()}


def _version(name: str) -> str:
    try:
        return version(name)
    except ModuleNotFoundError:
        return "absent"
