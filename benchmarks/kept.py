"""What a run has finished, in a folder, so that a run of hours may be interrupted and goes on where it was.

A result is found again only where the code that made it is still the same.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np

from benchmarks.cases import Figures
from benchmarks.data import ROOT
from benchmarks.jobs import OURS, Job, Outcome, Tuned

MEASURING: Final = ("methods", "cases", "data", "jobs")
"""Modules that every method's figures hang on; ours hang on all of hybrid as well."""


class Kept:
    """``folder`` is None where nothing is kept."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)

    def outcome(self, job: Job, work: Callable[[Job], Outcome]) -> Outcome:
        """What was kept of the job, else what ``work`` makes of it."""
        path = self._path("train", job, ".npz")
        if path is None:
            return work(job)
        if not path.exists():
            _write(path, work(job))
        return _read(path)

    def tuned(self, job: Job, work: Callable[[Job], Tuned]) -> Tuned:
        """What was kept of the search, else what ``work`` finds."""
        path = self._path("tune", job, ".json")
        if path is None:
            return work(job)
        if not path.exists():
            path.write_text(json.dumps(asdict(work(job))), "utf-8")
        return Tuned(**json.loads(path.read_text("utf-8")))

    def _path(self, what: str, job: Job, suffix: str) -> Path | None:
        if self._folder is None:
            return None
        said = json.dumps([what, asdict(job), _code(job.method == OURS)], sort_keys=True)
        name = hashlib.sha256(said.encode()).hexdigest()[:12]
        return self._folder / f"{what}-{job.data}-{job.protocol}-{job.method}-{job.seed}-{name}{suffix}"


@cache
def _code(ours: bool) -> str:
    digest = hashlib.sha256()
    for path in [ROOT / "benchmarks" / f"{name}.py" for name in (*MEASURING, *(["ours"] if ours else []))] + (
        sorted((ROOT / "hybrid").rglob("*.py")) if ours else []
    ):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _write(path: Path, outcome: Outcome) -> None:
    arrays: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.generic]]] = {}
    stages: list[list[object]] = []
    for view, found in outcome.views.items():
        for stage, one in found.items():
            place = len(stages)
            stages.append([view, stage, one.coverage, list(one.values)])
            arrays[f"{place}.users"] = one.users
            arrays |= {f"{place}.{name}": values for name, values in one.values.items()}
    about = {"seconds": outcome.seconds, "peak_mb": outcome.peak_mb, "note": outcome.note, "stages": stages}
    beside = path.with_suffix(".part.npz")
    with beside.open("wb") as file:
        np.savez(file, allow_pickle=False, about=np.array(json.dumps(about)), **arrays)
    beside.replace(path)


def _read(path: Path) -> Outcome:
    with np.load(path, allow_pickle=False) as held:
        about = json.loads(str(held["about"]))
        views: dict[str, dict[str, Figures]] = {}
        for place, (view, stage, coverage, names) in enumerate(about["stages"]):
            values = {name: held[f"{place}.{name}"] for name in names}
            views.setdefault(view, {})[stage] = Figures(held[f"{place}.users"], values, coverage)
    return Outcome(views, about["seconds"], about["peak_mb"], about["note"])
