"""One training of one method in a process of its own, so that its peak of memory is its own."""

from __future__ import annotations

import multiprocessing
import resource
import sys
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, TypeVar

import numpy as np

from benchmarks.cases import Case, Figures, case, figures, validation
from benchmarks.data import load
from benchmarks.methods import HALF_LIFE, METHODS, Method, Settings, positives_of, rank

OURS: Final = "ours"
SHOWN: Final = "shown"
"""What a method puts in front of people; ``ours`` has further stages: each of its sources alone."""
MB: Final = 1024.0
T = TypeVar("T")


@dataclass(frozen=True)
class Job:
    """``people`` are asked at most; ``settings`` are those of a method's grid and its half-life."""

    data: str
    protocol: str
    method: str
    seed: int
    people: int | None
    threads: int
    settings: Settings = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """``views`` by name of the view and the stage; ``seconds`` (of all cores together) and ``peak_mb`` (this
    process's) are training's."""

    views: Mapping[str, Mapping[str, Figures]]
    seconds: float
    peak_mb: float
    note: str = ""


@dataclass(frozen=True)
class Tuned:
    """The settings that were best on the validation slice, what they reached there, and what was tried."""

    settings: Settings
    ndcg: float
    tried: int
    seconds: float


def method_of(key: str) -> Method:
    """By the name on the command line. Raises KeyError."""
    return {method.key: method for method in METHODS}[key]


def apart(work: Callable[[Job], T], job: Job) -> T:
    """``work`` in a fresh process, which ends with it; what it raises is raised here."""
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=1, mp_context=fresh, max_tasks_per_child=1) as process:
        return process.submit(work, job).result()


def tune(job: Job) -> Tuned:
    """Try the grid on the last fifth (or the last one) of each person's training part; the test part is not read."""
    data = load(job.data)
    whole = case(job.protocol, data.events, data.scale, data.size, job.seed, None)
    base = validation(whole, data.scale, job.seed, job.people)
    method, view = method_of(job.method), base.views[0]
    begun, tried = time.process_time(), 0
    best: tuple[float, Settings] = (-1.0, {})
    for chosen in method.grid:
        trained = method.fit(positives_of(base), chosen, job.seed, job.threads)
        for half_life in method.half_lives:
            reached = float(figures(base, view, rank(trained, base, view, half_life)).values["ndcg@10"].mean())
            best, tried = max(best, (reached, {**chosen, HALF_LIFE: half_life}), key=lambda one: one[0]), tried + 1
    return Tuned(best[1], best[0], tried, time.process_time() - begun)


def train(job: Job) -> Outcome:
    """Train on the past, rank for everybody, compare with what came next."""
    data = load(job.data)
    base = case(job.protocol, data.events, data.scale, data.size, job.seed, job.people)
    return _ours(job, base) if job.method == OURS else _other(job, base)


def _other(job: Job, base: Case) -> Outcome:
    method = method_of(job.method)
    chosen = {name: value for name, value in job.settings.items() if name != HALF_LIFE}
    forget_peak()
    begun = time.process_time()
    trained = method.fit(positives_of(base), chosen, job.seed, job.threads)
    seconds, peak = time.process_time() - begun, peak_mb()
    half_life = job.settings.get(HALF_LIFE)
    able = [view for view in base.views if view.given is None or trained.folds_in]
    found = {view.name: {SHOWN: figures(base, view, rank(trained, base, view, half_life))} for view in able}
    return Outcome(found, seconds, peak)


def _ours(job: Job, base: Case) -> Outcome:
    from benchmarks import ours
    from hybrid.evaluation.fitting import RULES

    data = load(job.data)
    fit = ours.product_fit(data, job.protocol, job.seed)
    training = base.cut.training()
    forget_peak()
    begun = time.process_time()
    fitted = fit(training, lambda stage, share: None)
    seconds, peak = time.process_time() - begun, peak_mb()
    found = {}
    for view in base.views:
        lists = ours.rank(fitted, base, view, ours.engagement(data))
        named = {SHOWN if stage == RULES else stage: one for stage, one in lists.items()}
        found[view.name] = {stage: figures(base, view, one) for stage, one in named.items()}
    return Outcome(found, seconds, peak, fitted.note)


def peak_mb() -> float:
    """The most memory this process has held so far, in MB.

    Linux's ``ru_maxrss`` of a child begins at what its parent held, so the process's own mark is read there.
    """
    status = Path("/proc/self/status")
    if status.exists():
        mark = next((line for line in status.read_text().splitlines() if line.startswith("VmHWM")), None)
        if mark is not None:
            return int(mark.split()[1]) / MB
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / MB / (MB if sys.platform == "darwin" else 1)


def forget_peak() -> None:
    """Count from what is held now, where the system lets a process do so (Linux does)."""
    with suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def over_seeds(found: list[Figures], name: str) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Each person once: ``users`` (n,) ascending and the mean (n,) of their figures under the seeds they were asked."""
    users = np.concatenate([one.users for one in found])
    values = np.concatenate([one.values[name] for one in found])
    distinct, place, count = np.unique(users, return_inverse=True, return_counts=True)
    return distinct, np.bincount(place, values) / count
