"""What training anew beside the answers costs them: ``python benchmarks/retraining.py``.

``because serve`` with the trained sample, which trains itself anew, as an operator sets it: the process of its own
that it starts, at its priority. That process is held up and let go on in turns, in an order drawn anew for each pair,
while people ask for their homepages; so whatever else this machine does meets both sides alike. Afterwards it goes
on to its end, with everybody asking: every answer must be whole, also while the new model takes over.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
import numpy as np
import typer
from rich.table import Table

from api.commands.console import Report, out, progress, quiet_logs
from benchmarks.model_dead import draw, median, trained
from hybrid.evaluation.bootstrap import Interval
from tests.api.test_process import served

PATIENCE = 60.0
LIMIT = 10
BEGUN = 5.0
"""Seconds of CPU time after which the training has read its data and learns."""
SPARE = 60
"""Seconds of the training's budget beyond what is measured."""


@dataclass
class Server:
    """A connection to the server, and how often an answer was not whole."""

    pid: int
    client: httpx.Client
    people: Iterator[str]
    pause: float
    asked: int = 0
    failed: list[str] = field(default_factory=list)

    def ask(self) -> float:
        """The next person's homepage; milliseconds."""
        user, begun = next(self.people), time.perf_counter()
        try:
            answer = self.client.get(f"/v1/users/{user}/recommendations", params={"limit": LIMIT})
            whole = answer.status_code == 200 and len(answer.json()["items"]) == LIMIT
        except httpx.HTTPError:
            whole = False
        ms = (time.perf_counter() - begun) * 1000
        self.asked += 1
        if not whole:
            self.failed.append(user)
        time.sleep(self.pause)
        return ms

    def trained(self) -> str | None:
        """What became of the training, None before it ended."""
        for line in self.client.get("/metrics").text.splitlines():
            if line.startswith("because_retrainings_total{"):
                return line.partition('outcome="')[2].partition('"')[0]
        return None


@dataclass(frozen=True)
class Leg:
    """One side of a pair: how long its requests took in milliseconds (n,), and the cores that training had."""

    ms: np.ndarray
    cores: float


@dataclass(frozen=True)
class Found:
    """Pairs of legs, at rest and training; and what became of the training and of all requests."""

    pairs: Sequence[tuple[Leg, Leg]]
    outcome: str
    asked: int
    failed: int


def main(
    rounds: Annotated[int, typer.Option(min=2, help="Pairs of legs.")] = 24,
    requests: Annotated[int, typer.Option(min=2, help="Of a leg.")] = 80,
    pause: Annotated[float, typer.Option(min=0, help="Seconds between an answer and the next request.")] = 0.025,
    seed: Annotated[int, typer.Option(help="Draws who is asked for, and which side of a pair comes first.")] = 1,
) -> None:
    """Take in the sample, train, measure and print."""
    quiet_logs()
    with tempfile.TemporaryDirectory() as name:
        folder = trained(Path(name) / "data")
        people = draw(folder, 671, seed)
        seconds = round(2 * rounds * requests * (pause + 0.02)) + SPARE
        with retraining(folder, people, pause, seconds) as server, progress("Homepages") as report:
            out.print(told(measure(server, rounds, requests, seed, report)))


@contextmanager
def retraining(folder: Path, people: Sequence[str], pause: float, seconds: int) -> Iterator[Server]:
    """A server whose first new event makes it train for so long."""
    settings = {"BECAUSE_RETRAIN__AFTER_EVENTS": "1", "BECAUSE_TRAIN__BUDGET": str(seconds)}
    with served(folder.parent, **settings) as (process, said):
        address = next(word for line in said for word in line.split() if word.startswith("http://"))
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            yield Server(process.pid, client, itertools.cycle(people), pause)


def measure(server: Server, rounds: int, requests: int, seed: int, report: Report = lambda stage, share: None) -> Found:
    """Let it train, hold that up for one side of each pair, and see it through."""
    for _ in range(20):  # fills the processor's and the libraries' caches
        server.ask()
    trainer = _trainer(server)
    random, pairs = np.random.default_rng(seed), []
    for n in range(rounds):
        legs = {}
        try:
            for running in random.permutation([False, True]).tolist():
                os.kill(trainer, signal.SIGCONT if running else signal.SIGSTOP)
                legs[running] = _leg(server, trainer, requests)
        except OSError:  # it has ended: cores that are idle train faster than pairs are measured
            break
        pairs.append((legs[False], legs[True]))
        report("pairs", (n + 1) / rounds)
    with suppress(ProcessLookupError):
        os.kill(trainer, signal.SIGCONT)
    while (outcome := server.trained()) is None:
        server.ask()
    for _ in range(requests):
        server.ask()
    return Found(pairs, outcome, server.asked, len(server.failed))


def _leg(server: Server, trainer: int, requests: int) -> Leg:
    server.ask()  # what the other side left in the caches is not this one's
    begun, before = time.perf_counter(), _cpu(trainer)
    ms = np.array([server.ask() for _ in range(requests)])
    return Leg(ms, (_cpu(trainer) - before) / (time.perf_counter() - begun))


def _trainer(server: Server) -> int:
    """The process that trains, once it does. An event may have been what it was waiting for."""
    event = {"user_id": "somebody", "item_id": "1", "type": "view"}
    server.client.post("/v1/events", json={"events": [event]}).raise_for_status()
    while True:
        for path in Path("/proc").glob("[0-9]*"):
            if _parent(path) == server.pid and b"train" in (path / "cmdline").read_bytes().split(b"\0"):
                pid = int(path.name)
                while _cpu(pid) < BEGUN:
                    server.ask()
                return pid
        server.ask()


def _parent(process: Path) -> int | None:
    try:
        return int((process / "stat").read_text().rpartition(")")[2].split()[1])
    except OSError:
        return None


def _cpu(pid: int) -> float:
    """Seconds of CPU time of a process, all its threads."""
    # Linux: the clock of a process, as clock_getcpuclockid makes it.
    return time.clock_gettime_ns((~pid << 3) | 2) / 1e9


def ratio(pairs: Sequence[tuple[Leg, Leg]], quantile: float) -> Interval:
    """Training against rest, of this quantile of each leg: the median over pairs, 95 % by bootstrap."""
    return median(np.array([np.quantile(on.ms, quantile) / np.quantile(off.ms, quantile) for off, on in pairs]))


def told(found: Found) -> Table:
    """The figures."""
    off, on = (np.concatenate([pair[side].ms for pair in found.pairs]) for side in (0, 1))
    table = Table("homepage", "at rest", "training", "ratio", title="Training anew beside the answers")
    for name, quantile in (("median, ms", 0.5), ("p90, ms", 0.9)):
        one = ratio(found.pairs, quantile)
        cells = [f"{np.quantile(side, quantile):.1f}" for side in (off, on)]
        table.add_row(name, *cells, f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})")
    cells = [f"{np.quantile(side, 0.99):.1f}" for side in (off, on)]
    table.add_row("p99 of all, ms", *cells, f"{np.quantile(on, 0.99) / np.quantile(off, 0.99):.2f}")
    shares = [f"{np.mean([pair[side].cores for pair in found.pairs]):.2f}" for side in (0, 1)]
    table.add_row("cores that training had", *shares, "")
    table.add_row("requests", str(len(off)), str(len(on)), f"{len(found.pairs)} pairs")
    table.add_row("in all, failed", "", "", f"{found.failed} of {found.asked}; the training: {found.outcome}")
    return table


if __name__ == "__main__":
    typer.run(main)
