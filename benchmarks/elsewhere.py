"""How training fares on other customers' data: ``python benchmarks/elsewhere.py``.

Every world of ``worlds`` is cut in time, each person's newest fifth being the test; the product is trained with all
defaults, and what it shows is compared, person by person, with each of its own sources alone and with methods that
share nothing with it, each tuned a little on the same past. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
from numpy.typing import NDArray

from benchmarks import ours, worlds
from benchmarks.cases import TEMPORAL, Case, case, figures, hits_of, validation
from benchmarks.data import DataAbsent, Dataset, load
from benchmarks.methods import METHODS, Method, grid, positives_of, rank
from hybrid.evaluation.bootstrap import Interval, Resampling
from hybrid.evaluation.fitting import BLEND, RULES
from hybrid.evaluation.metrics import Values

NAMES: Final = (*worlds.MADE, *worlds.SHAPES)
OTHERS: Final = ("popularity", "knn", "ease", "ease-recent")
RIDGES: Final = (0.3, 1.0, 4.0, 16.0, 64.0)
"""EASE's, in multiples of the mean popularity: worlds differ too much in size for absolute ones."""
HALF_LIVES: Final = (10.0, 3.0, 1.0)
LEAD: Final = "ndcg@10"


@dataclass(frozen=True)
class Found:
    """NDCG@10 of the same people, (n,), under what is shown, under each of its sources alone and by other methods;
    ``seconds`` of a core that training took."""

    world: str
    seed: int
    shown: Values
    sources: Mapping[str, Values]
    others: Mapping[str, Values]
    seconds: float
    note: str


@dataclass(frozen=True)
class Against:
    """The best of several rivals, what it reached, and how much better is what is shown."""

    name: str
    ndcg: float
    gain: Interval

    @property
    def verdict(self) -> str:
        """``ahead`` and ``behind`` where chance does not explain it."""
        return "ahead" if self.gain.low > 0 else "behind" if self.gain.high < 0 else "even"


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    asked = _asked(words)
    found: list[Found] = []
    for name, seed in ((name, seed) for name in asked.worlds for seed in asked.seeds):
        try:
            data = worlds.world(name, seed, lambda: load("ml-1m"))
        except DataAbsent as error:
            print(f"Skipped {name}: {error}", file=sys.stderr)
            continue
        found.append(measured(data, seed, asked.people, asked.budget, asked.validation))
        print(f"[{time.strftime('%H:%M:%S')}] {brief(found[-1])}", file=sys.stderr, flush=True)
    print(markdown(found))
    if asked.json:
        asked.json.write_text(json.dumps([to_json(one) for one in found], indent=1), "utf-8")
    return 0


def cut(data: Dataset, seed: int, people: int | None, inside: bool) -> Case:
    """Each person's newest fifth is the test; ``inside`` leaves that unread and cuts what comes before it once more."""
    base = case(TEMPORAL, data.events, data.scale, data.size, seed, people)
    return validation(base, data.scale, seed, people) if inside else base


def measured(data: Dataset, seed: int, people: int | None, budget: float | None, inside: bool) -> Found:
    """One world: trained, asked, and compared with."""
    base = cut(data, seed, people, inside)
    view = base.views[-1]
    fit = ours.product_fit(data, TEMPORAL, seed)
    if budget is not None:
        fit = replace(fit, train=replace(fit.train, budget=budget))
    begun = time.process_time()
    fitted = fit(base.cut.training(), lambda stage, share: None)
    seconds = time.process_time() - begun
    lists = ours.rank(fitted, base, view, ours.engagement(data))
    reached = {stage: figures(base, view, one).values[LEAD] for stage, one in lists.items()}
    shown, _ = reached.pop(RULES), reached.pop(BLEND)
    others = {key: figures(base, view, one).values[LEAD] for key, one in rivals(base, data.scale, seed)}
    return Found(data.name, seed, shown, reached, others, seconds, fitted.note)


def rivals(base: Case, scale: tuple[float, float], seed: int) -> Iterator[tuple[str, NDArray[np.int32]]]:
    """Each other method's lists, (n, PLACES), with the settings that were best on the last fifth of the past."""
    past, whole = once(validation(base, scale, seed, None)), once(base)
    for method in METHODS:
        if method.key in OTHERS:
            method = _sized(method, past)
            settings, half_life = _best(method, past, seed)
            yield (
                method.key,
                rank(method.fit(positives_of(whole), settings, seed, 1), whole, whole.views[-1], half_life),
            )


def _sized(method: Method, base: Case) -> Method:
    """EASE with ridges for data of this size, and with short half-lives too."""
    if not method.key.startswith("ease"):
        return method
    counts = np.bincount(positives_of(base).indices)
    mean = float(counts[counts > 0].mean())
    return replace(
        method,
        grid=grid(ridge=[ridge * mean for ridge in RIDGES]),
        half_lives=(None,) if method.key == "ease" else HALF_LIVES,
    )


def _best(method: Method, base: Case, seed: int) -> tuple[Mapping[str, float], float | None]:
    if method.choices == 1:
        return method.grid[0], None
    view, best = base.views[-1], (-1.0, method.grid[0], method.half_lives[0])
    for settings in method.grid:
        trained = method.fit(positives_of(base), settings, seed, 1)
        for half_life in method.half_lives:
            reached = float(figures(base, view, rank(trained, base, view, half_life)).values[LEAD].mean())
            best = max(best, (reached, settings, half_life), key=lambda one: one[0])
    return best[1], best[2]


def once(base: Case) -> Case:
    """The same with each person's hits on an item told once, the newest of them: what is viewed, put into a cart and
    bought is one thing to methods that know of no deeds."""
    cut, events = base.cut, base.cut.events
    rows = np.flatnonzero(cut.train)[hits_of(cut)][::-1]
    _, newest = np.unique(events.pairs()[rows], return_index=True)
    kept = np.ones(len(events), np.bool_)
    kept[rows] = False
    kept[rows[newest]] = True
    return replace(base, cut=replace(cut, events=events.where(kept), train=cut.train[kept], context=cut.context[kept]))


def against(shown: Values, rivals: Mapping[str, Values]) -> Against:
    """Compare with whichever is best on the test itself: a little unfair to what is shown, which chose before."""
    name = max(rivals, key=lambda one: float(rivals[one].mean()))
    return Against(name, float(rivals[name].mean()), Resampling().difference(shown, rivals[name]))


def brief(found: Found) -> str:
    """One line."""
    sides = [against(found.shown, rivals) for rivals in (found.sources, found.others)]
    told = ", ".join(f"{side.name} {side.ndcg:.4f} ({side.verdict})" for side in sides)
    who = f"{found.world}, seed {found.seed}, {len(found.shown)} people"
    return f"{who}: {found.shown.mean():.4f} against {told}, {found.seconds:.0f} s {found.note}"


def markdown(found: Sequence[Found]) -> str:
    """A row for each world and seed."""
    lines = [
        "| world | people | shown | best own source | gain | best other method | gain | CPU s |",
        "|---|---:|---:|---|---|---|---|---:|",
    ]
    for one in found:
        cells = " | ".join(_cell(against(one.shown, rivals)) for rivals in (one.sources, one.others))
        lines.append(f"| {one.world} | {len(one.shown)} | {one.shown.mean():.4f} | {cells} | {one.seconds:.0f} |")
    return "\n".join(lines)


def _cell(side: Against) -> str:
    gain = side.gain
    return f"{side.name} {side.ndcg:.4f} | {gain.value:+.4f} ({gain.low:+.4f} to {gain.high:+.4f}), {side.verdict}"


def to_json(found: Found) -> dict[str, object]:
    """Means and comparisons."""
    means = {name: float(one.mean()) for name, one in {**found.sources, **found.others}.items()}
    return {
        "world": found.world, "seed": found.seed, "people": len(found.shown), "shown": float(found.shown.mean()),
        "alone": means, "own": asdict(against(found.shown, found.sources)),
        "others": asdict(against(found.shown, found.others)), "seconds": found.seconds, "note": found.note,
    }  # fmt: skip


def _asked(words: list[str] | None) -> argparse.Namespace:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--worlds", type=_known, default=list(NAMES), help=",".join(NAMES))
    told.add_argument("--seeds", type=lambda text: [int(one) for one in text.split(",")], default=[1])
    told.add_argument("--people", type=int, default=1_500, help="ask for at most so many")
    told.add_argument(
        "--budget", type=float, default=None, metavar="SECONDS", help="of training, as because train has it"
    )
    told.add_argument("--validation", action="store_true", help="leave the test part unread: cut what comes before it")
    told.add_argument("--json", type=Path, default=None, metavar="FILE", help="write all figures")
    return told.parse_args(words)


def _known(text: str) -> list[str]:
    asked = text.split(",")
    for name in asked:
        if name not in NAMES:
            raise argparse.ArgumentTypeError(f"{name!r} is none of {', '.join(NAMES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
