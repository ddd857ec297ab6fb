"""Ours against the methods one would pick by hand, in one run: ``python benchmarks/quality.py --data ml-1m``.

Every method is tuned on the last fifth of each person's training part, trained in a process of its own, and asked
for a full ranking; equal times are shuffled by each seed. Needs the extra ``bench``.
"""

from __future__ import annotations

import argparse
import json
import os
import shlex
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmarks import table
from benchmarks.cases import COLD, LOO, PROTOCOLS, TEMPORAL
from benchmarks.data import NAMES, DataAbsent, load
from benchmarks.jobs import OURS, Job, Outcome, Tuned, apart, method_of, train, tune
from benchmarks.kept import Kept
from benchmarks.methods import METHODS, Settings
from benchmarks.table import Results
from hybrid.errors import BecauseError

TUNE_ON = 1_500
KEYS = (*(method.key for method in METHODS), OURS)


def main(words: list[str] | None = None) -> int:
    """Measure and print; 0 also where the data is not on this machine, which is said."""
    asked = _asked(words)
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):  # read by the processes that train
        os.environ[name] = str(asked.threads)
    try:
        data = load(asked.data)
    except DataAbsent as error:
        print(f"Skipped: {error}")
        return 0
    except BecauseError as error:
        print(error, file=sys.stderr)
        return 2
    about = table.about(data, asked.seeds, asked.people, asked.threads, _command(words))
    results = measure(asked, Results(about))
    text = table.markdown(results)
    print(text)
    if asked.json:
        asked.json.write_text(json.dumps(table.to_json(results), indent=1), "utf-8")
    return 0


def measure(asked: argparse.Namespace, results: Results) -> Results:
    """Tune once, on the first seed, and train for every seed. A method that fails is left out and named."""
    kept = Kept(asked.keep)
    for protocol in asked.protocols:
        for key in asked.methods:
            if protocol == COLD and key != OURS:
                continue  # what knows no content can't tell new items apart
            try:
                tuned = _tuned(asked, kept, protocol, key, results)
                for seed in asked.seeds:
                    settings: Settings = {} if tuned is None else tuned.settings
                    job = Job(asked.data, protocol, key, seed, asked.people, asked.threads, settings)
                    outcome = kept.outcome(job, partial(apart, train))
                    results.outcomes.setdefault((protocol, key), []).append(outcome)
                    _say(f"{protocol} {key} seed {seed}: {_brief(outcome)}")
            except Exception as error:  # one method must not cost the run of the others
                results.notes.append(f"{key} failed under {protocol}: {type(error).__name__}: {error}")
                _say(results.notes[-1])
    return results


def _tuned(asked: argparse.Namespace, kept: Kept, protocol: str, key: str, results: Results) -> Tuned | None:
    """Chosen settings; people unseen in training are asked with those chosen for everybody."""
    if key == OURS or method_of(key).choices == 1:
        return None
    chosen_for = LOO if protocol == LOO else TEMPORAL
    if (chosen_for, key) not in results.tuned:
        begun = time.perf_counter()
        people = min(TUNE_ON, asked.people or TUNE_ON)
        job = Job(asked.data, chosen_for, key, asked.seeds[0], people, asked.threads)
        tuned = kept.tuned(job, partial(apart, tune))
        results.tuned[chosen_for, key] = tuned
        _say(f"{chosen_for} {key}: {dict(tuned.settings)} of {tuned.tried}, {time.perf_counter() - begun:.0f} s")
    return results.tuned[chosen_for, key]


def _asked(words: list[str] | None) -> argparse.Namespace:
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--data", choices=NAMES, default="sample")
    told.add_argument("--protocols", type=_among(PROTOCOLS), default=list(PROTOCOLS), help=",".join(PROTOCOLS))
    told.add_argument("--methods", type=_among(KEYS), default=list(KEYS), help=",".join(KEYS))
    told.add_argument("--seeds", type=_numbers, default=[1, 2, 3], help="by comma; each shuffles equal times anew")
    told.add_argument("--people", type=int, default=None, help="ask for so many; without it everybody")
    told.add_argument("--threads", type=int, default=os.cpu_count() or 1)
    told.add_argument("--keep", type=Path, default=None, metavar="FOLDER", help="go on where a run of this code was")
    told.add_argument("--json", type=Path, default=None, metavar="FILE", help="write all figures")
    return told.parse_args(words)


def _among(known: tuple[str, ...]) -> Callable[[str], list[str]]:
    """A reader of names by comma, which come in the order known."""

    def read(text: str) -> list[str]:
        chosen = [part.strip() for part in text.split(",") if part.strip()]
        for part in chosen:
            if part not in known:
                raise argparse.ArgumentTypeError(f"{part!r} is none of {', '.join(known)}")
        return [name for name in known if name in chosen]

    return read


def _numbers(text: str) -> list[int]:
    return [int(part) for part in text.split(",")]


def _command(words: list[str] | None) -> str:
    return shlex.join(["python", "benchmarks/quality.py", *(sys.argv[1:] if words is None else words)])


def _brief(outcome: Outcome) -> str:
    first = next(iter(outcome.views.values()), {})
    reached = first["shown"].values["ndcg@10"].mean() if "shown" in first else float("nan")
    return f"NDCG@10 {reached:.4f}, {outcome.seconds:.1f} CPU s, {outcome.peak_mb:.0f} MB {outcome.note}"


def _say(text: str) -> None:
    print(f"[{time.strftime('%H:%M:%S')}] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
