"""What a dead model costs a homepage, and by how much a chat's deadline is kept: ``python benchmarks/model_dead.py``.

Servers as ``because serve`` starts them, each on a copy of the trained sample: one without a model, one whose model
refuses connections, one whose model takes them and never answers. Every person is asked for at all of them, in an
order drawn anew, once with nothing kept of them and then again. A request's CPU time is all that its server's process
takes until its next request, so that what goes on behind an answer counts as well; two requests of a person are a
pair.
"""

from __future__ import annotations

import shutil
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
import numpy as np
import typer
from rich.table import Table

from api.commands.console import Report, out, progress, quiet_logs
from api.commands.demo import prepare, sample_files
from api.opening import open_folder
from api.settings import Settings
from hybrid.evaluation.bootstrap import Interval
from hybrid.store import Store
from tests.api.test_process import served
from tests.servers.model_server import model_server

OFF: Final = "off"
REFUSES, HANGS = "refuses", "hangs"
FIRST, AGAIN = "first time", "again"
PATIENCE: Final = 60.0
DRAWS: Final = 2000


@dataclass(frozen=True)
class Asked:
    """One answer: milliseconds on the clock, what the server had computed before (ns) and what it said of the model."""

    ms: float
    cpu: int
    said: str


@dataclass
class Server:
    """A server's process and a connection to it; ``asked`` by pass."""

    pid: int
    client: httpx.Client
    asked: dict[str, list[Asked]] = field(default_factory=dict)

    def cpu(self) -> int:
        """Nanoseconds of CPU time of the process, all its threads, those that have ended as well."""
        # Linux: the clock of a process, as clock_getcpuclockid makes it.
        return time.clock_gettime_ns((~self.pid << 3) | 2)

    def ask(self, user: str, turn: str) -> None:
        """Its homepage."""
        before, begun = self.cpu(), time.perf_counter()
        answer = self.client.get(f"/v1/users/{user}/recommendations", params={"limit": 10})
        ms = (time.perf_counter() - begun) * 1000
        self.asked.setdefault(turn, []).append(Asked(ms, before, _said(answer)))

    def wait(self, user: str, deadline_ms: int) -> Asked:
        """A chat that waits for the model's answer."""
        asked = {"user_id": user, "limit": 10, "rerank": "wait", "deadline_ms": deadline_ms}
        before, begun = self.cpu(), time.perf_counter()
        answer = self.client.post("/v1/recommendations", json=asked)
        return Asked((time.perf_counter() - begun) * 1000, before, _said(answer))

    def figures(self, turn: str) -> tuple[np.ndarray, np.ndarray]:
        """CPU and clock of a pass that has just ended, milliseconds of shape (people,) each."""
        asked = self.asked[turn]
        cpu = np.diff([*(one.cpu for one in asked), self.cpu()]) / 1e6
        return cpu, np.array([one.ms for one in asked])


@dataclass(frozen=True)
class Pass:
    """A dead model beside none: CPU and clock of each person, milliseconds of shape (people,); what was said."""

    cpu: np.ndarray
    cpu_off: np.ndarray
    ms: np.ndarray
    ms_off: np.ndarray
    said: Mapping[str, int]


def main(
    people: Annotated[int, typer.Option(min=1, help="Of the sample's 671.")] = 671,
    waits: Annotated[int, typer.Option(min=1, help="Requests that wait for the model that hangs.")] = 30,
    deadline_ms: Annotated[int, typer.Option(min=1, help="How long they wait at most.")] = 1000,
    seed: Annotated[int, typer.Option(help="Draws who is asked when, and where first.")] = 1,
) -> None:
    """Take in the sample, train, measure and print."""
    quiet_logs()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = trained(place / "sample")
        drawn = draw(folder, people, seed)
        with refusing() as refused, hanging() as hung, ExitStack() as stack:
            models = {OFF: None, REFUSES: refused, HANGS: hung}
            servers = {name: stack.enter_context(serving(folder, place / name, at)) for name, at in models.items()}
            with progress("Homepages") as report:
                out.print(homepages(measure(servers, drawn, seed, report)))
        # Here the model is asked each time: it is never left alone, and there is room for every call.
        with hanging() as hung, serving(folder, place / "waiting", hung, failures=1000, concurrency=256) as server:
            out.print(margins([server.wait(user, deadline_ms) for user in drawn[:waits]], deadline_ms))


def trained(folder: Path) -> Path:
    """The sample, taken in and trained there."""
    settings = Settings(data_dir=folder)
    opened = open_folder(settings)
    try:
        prepare(settings, opened, sample_files())
    finally:
        opened.close()
    return folder


def draw(folder: Path, people: int, seed: int) -> list[str]:
    """Ids of people of the folder."""
    store = Store.open(folder, lambda: 0)
    try:
        everybody = sorted(store.events.active(0))
    finally:
        store.close()
    return list(np.random.default_rng(seed).permutation(everybody)[:people].tolist())


def measure(
    servers: Mapping[str, Server], people: Sequence[str], seed: int, report: Report = lambda stage, share: None
) -> dict[tuple[str, str], Pass]:
    """By what the model does, and by pass; one of the ``servers`` is ``OFF``."""
    random, found = np.random.default_rng(seed), {}
    for turn in (FIRST, AGAIN):
        for n, user in enumerate(people):
            for name in random.permutation(list(servers)).tolist():
                servers[name].ask(user, turn)
            report(turn, (n + 1) / len(people))
        figures = {name: server.figures(turn) for name, server in servers.items()}
        for name, (cpu, ms) in figures.items():
            if name != OFF:
                said = Counter(one.said for one in servers[name].asked[turn])
                found[name, turn] = Pass(cpu, figures[OFF][0], ms, figures[OFF][1], said)
    return found


@contextmanager
def refusing() -> Iterator[str]:
    """The address of a model that refuses connections: the port is held, and nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield f"http://127.0.0.1:{held.getsockname()[1]}/v1"


@contextmanager
def hanging() -> Iterator[str]:
    """The address of a model that takes every question and answers none."""
    with model_server(mode="hang") as model:
        yield model.api_base


@contextmanager
def serving(folder: Path, place: Path, model: str | None, **llm: int) -> Iterator[Server]:
    """``because serve`` on a copy of the folder."""
    shutil.copytree(folder, place / "data")
    settings = {} if model is None else {"MODEL": "openai/dead", "API_BASE": model, "API_KEY": "k"}
    settings |= {name.upper(): str(value) for name, value in llm.items()}
    with served(place, **{f"BECAUSE_LLM__{name}": value for name, value in settings.items()}) as (process, said):
        address = next(word for line in said for word in line.split() if word.startswith("http://"))
        with httpx.Client(base_url=address, timeout=PATIENCE) as client:
            for _ in range(20):  # of nobody: fills the processor's and the libraries' caches, and asks no model
                client.post("/v1/recommendations", json={"user_id": "nobody", "rerank": "off"})
            yield Server(process.pid, client)


def _said(answer: httpx.Response) -> str:
    answer.raise_for_status()
    told = answer.json()["rerank"]
    return str(told["why"] or told["status"])


def median(values: np.ndarray) -> Interval:
    """The median of ``values`` (n,), 95 % by bootstrap."""
    rows = np.random.default_rng(1).integers(0, len(values), (DRAWS, len(values)))
    low, high = np.quantile(np.median(values[rows], axis=1), [0.025, 0.975])
    return Interval(float(np.median(values)), float(low), float(high))


def homepages(found: Mapping[tuple[str, str], Pass]) -> Table:
    """By what the model does, and by pass; times are medians in milliseconds, with no model and with the dead one."""
    heads = ("pairs", "CPU", "ratio, median", "ratio of sums", "latency", "ratio, median", "answers")
    table = Table("the model", "asked", *heads, title="Homepages: a dead model against none")
    for (name, turn), one in found.items():
        cells = [
            f"{np.median(one.cpu_off):.1f} → {np.median(one.cpu):.1f}",
            _told(median(one.cpu / one.cpu_off)),
            f"{one.cpu.sum() / one.cpu_off.sum():.2f}",
            f"{np.median(one.ms_off):.1f} → {np.median(one.ms):.1f}",
            _told(median(one.ms / one.ms_off)),
        ]
        table.add_row(name, turn, str(len(one.cpu)), *cells, _counts(one.said))
    return table


def margins(asked: Sequence[Asked], deadline_ms: int) -> Table:
    """How long before the deadline the answers came that waited for the model that hangs."""
    left = deadline_ms - np.array([one.ms for one in asked])
    table = Table("deadline", "requests", "margin, median", "worst", "answers", title="Waiting for a model that hangs")
    said = _counts(Counter(one.said for one in asked))
    table.add_row(f"{deadline_ms} ms", str(len(asked)), f"{np.median(left):.1f} ms", f"{left.min():.1f} ms", said)
    return table


def _counts(said: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {what}" for what, count in sorted(said.items()))


def _told(one: Interval) -> str:
    return f"{one.value:.3f} ({one.low:.3f} to {one.high:.3f})"


if __name__ == "__main__":
    typer.run(main)
