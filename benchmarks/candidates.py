"""What the candidates of one person cost: ``python benchmarks/candidates.py``. CPU time, not the clock's.

Every person is asked for several times, and the data take turns, so that what else runs on the machine meets all
alike; each person counts with the median of their repetitions.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OMP_NUM_THREADS", "1")  # one request is served by one thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from benchmarks import ours
from benchmarks.cases import TEMPORAL, case
from benchmarks.data import NAMES, DataAbsent, Dataset, load
from hybrid.candidates import Query
from hybrid.domain import Event, UserKey
from hybrid.profiles import Engagement, Profile, fold
from hybrid.recommend import rank
from hybrid.rules import Filter, allowed
from hybrid.rules.document import ScenarioDocument
from hybrid.rules.ruling import Ruling
from hybrid.snapshot import Snapshot

SIZE = 10
STEPS = ("profile", "gather", "candidates", "apart")
"""The history folded; all sources read; sources and blend without rules; the same where near-duplicates collapse."""
APART = Ruling(ScenarioDocument(exploration=0.0, min_people=1))


@dataclass(frozen=True)
class Asking:
    """One person of one catalogue."""

    data: str
    snapshot: Snapshot
    events: Sequence[Event]
    now: int
    engagement: Engagement
    user: UserKey

    def profile(self) -> Profile:
        """Folded anew, for a profile keeps what was worked out from it."""
        return fold(self.events, self.now, self.engagement, self.user)


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    asked = _asked(words)
    people: list[Asking] = []
    for name in asked.data:
        try:
            people += asking(load(name), asked.people)
        except DataAbsent as error:
            print(f"Skipped: {error}")
    if not people:
        return 0
    times = measure(people, asked.repeat)
    found = {name: summary(people, times, name) for name in dict.fromkeys(one.data for one in people)}
    print(markdown(found))
    if asked.json:
        asked.json.write_text(json.dumps(found, indent=1), "utf-8")
    return 0


def asking(data: Dataset, people: int) -> list[Asking]:
    """Train on everybody's past and draw people."""
    base = case(TEMPORAL, data.events, data.scale, data.size, 1, people)
    print(f"{data.name}: training …", file=sys.stderr, flush=True)
    fitted = ours.product_fit(data, TEMPORAL, 1)(base.cut.training(), lambda stage, share: None)
    said = ours.engagement(data)
    asked_at = base.cut.asked_at[np.searchsorted(base.cut.users, base.users)].tolist()
    return [
        Asking(data.name, fitted.snapshot, base.cut.history(user), at, said, UserKey(user))
        for user, at in zip(base.users.tolist(), asked_at, strict=True)
    ]


def measure(people: Sequence[Asking], repeat: int) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """CPU milliseconds of shape (repeat, people, steps), in another order each time."""
    times = np.zeros((repeat + 1, len(people), len(STEPS)))
    draw = np.random.default_rng(1)
    for round_ in range(repeat + 1):
        for place in draw.permutation(len(people)).tolist():
            times[round_, place] = _one(people[place])
    return times[1:]  # the first round fills the processor's and the libraries' caches


def _one(asking: Asking) -> list[float]:
    snapshot, wanted = asking.snapshot, Filter()
    profile, fresh, other = (asking.profile() for _ in range(3))
    shown = allowed(snapshot.columns, wanted, profile)
    return [
        _cpu(asking.profile),
        _cpu(lambda: snapshot.gather(Query(profile, shown))),
        _cpu(lambda: rank(snapshot, fresh, wanted, SIZE)),
        _cpu(lambda: rank(snapshot, other, wanted, SIZE, ruling=APART)),
    ]


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time_ns()
    work()
    return (time.process_time_ns() - begun) / 1e6


def summary(
    people: Sequence[Asking], times: np.ndarray[tuple[int, ...], np.dtype[np.float64]], name: str
) -> dict[str, float]:
    """Of one catalogue: how many people, their median history, and each step's p50 and p95 over people, in ms."""
    rows = [place for place, one in enumerate(people) if one.data == name]
    each = np.median(times[:, rows], axis=0)
    found = {"people": float(len(rows)), "history": float(np.median([len(people[row].events) for row in rows]))}
    for step, column in zip(STEPS, each.T, strict=True):
        p50, p95 = np.quantile(column, [0.5, 0.95]).tolist()
        found |= {f"{step} p50": round(p50, 3), f"{step} p95": round(p95, 3)}
    return found


def markdown(found: dict[str, dict[str, float]]) -> str:
    """One row for each catalogue."""
    columns = [f"{step} {part}" for step in STEPS for part in ("p50", "p95")]
    lines = [f"| CPU ms | people | history | {' | '.join(columns)} |", f"|---|{'---:|' * (2 + len(columns))}"]
    for name, one in found.items():
        cells = " | ".join(f"{one[column]:.2f}" for column in columns)
        lines.append(f"| {name} | {one['people']:.0f} | {one['history']:.0f} | {cells} |")
    return "\n".join(lines)


def _asked(words: list[str] | None) -> argparse.Namespace:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", type=lambda text: text.split(","), default=list(NAMES), help=",".join(NAMES))
    told.add_argument("--people", type=int, default=300)
    told.add_argument("--repeat", type=int, default=5)
    told.add_argument("--json", type=Path, default=None, metavar="FILE")
    return told.parse_args(words)


if __name__ == "__main__":
    sys.exit(main())
