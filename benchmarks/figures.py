"""What figures cost at a shop's size, and what that costs whoever asks meanwhile: ``python benchmarks/figures.py``.

On the trained sample, four weeks of answers are written as the server would have, an experiment over half of the
people, clicks and purchases of them, and views that come from nowhere. Then each report is made once, in turns in a
process of its own, CPU time of all its threads: first with nothing kept, then after the owner has kept what it keeps.
In the end a server answers people one after the other, round by round while nothing else happens and while a report
is asked for again and again.
"""

from __future__ import annotations

import multiprocessing
import resource
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import typer
from rich.table import Table

from api.commands.console import JsonFile, Report, out, progress, quiet_logs, write_json
from api.experimenting import judge_of
from api.measuring import Measuring
from api.opening import open_folder, system_clock
from api.settings import Settings
from benchmarks.events import Server, ask, ratio
from benchmarks.meanwhile import meanwhile
from benchmarks.model_dead import draw, trained
from hybrid.domain import EventType, to_datetime
from hybrid.experiments.definition import Arm, Definition
from hybrid.loop.attribution import DAY
from hybrid.loop.impressions import new_id
from hybrid.loop.span import Span
from hybrid.store import Store
from hybrid.store.bulk import Insertion
from hybrid.store.tables import TYPE_CODES, events, impression_slots, impressions, users
from tests.api.test_process import served

SLOTS: Final = 10
CLICKED, BOUGHT = 0.05, 0.005
"""Of the places shown."""
SOURCES: Final = ("lightfm,content", "content", "next,lightfm,content", "popular", "ease,next", "explore")
EXPERIMENT: Final = "bench"
BY: Final = ("scenario", "slot", "source", "category", "arm")


@dataclass(frozen=True)
class Size:
    """``views`` that name no answer, for each answer."""

    days: int = 28
    answers: int = 20_000
    views: int = 1


@dataclass(frozen=True)
class Cost:
    """CPU and clock in seconds, and the process's peak in MB beyond what it had before."""

    cpu: float
    clock: float
    peak: float


@dataclass
class Found:
    """``plain`` and ``kept``: what each report costs with nothing kept and after; ``keeping``: what that took; ``idle``
    and ``busy``: milliseconds of each answer; ``reports`` made meanwhile."""

    plain: dict[str, Cost] = field(default_factory=dict)
    kept: dict[str, Cost] = field(default_factory=dict)
    keeping: Cost | None = None
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    reports: int = 0


class Writer:
    """Writes days of answers and what came of them, past the server but into its tables."""

    def __init__(self, store: Store, size: Size, seed: int) -> None:
        self._store = store
        self._size = size
        self._random = np.random.default_rng(seed)
        self._items = np.array(sorted(store.catalog.main_categories()))
        weights = 1 / np.arange(1, self._items.size + 1)
        self._weights = np.cumsum(weights / weights.sum())
        self._people = size.answers * 2
        names = [f"shopper-{n}" for n in range(self._people)]
        self._persons = [store.impressions.person(name) for name in names]
        empty = {"likes": "[]", "dislikes": "[]", "attributes": "{}"}
        told = Insertion(users, "id", "likes", "dislikes", "attributes")
        rows = [(name, *empty.values()) for name in names]
        store.database.write(lambda connection: told.run(connection, rows))
        with store.database.read() as connection:
            found = connection.exec_driver_sql("SELECT max(key) FROM users").scalar_one()
        self._first_user = int(found) - self._people + 1
        self._key = self._event = 0

    def day(self, day: int) -> None:
        """All of one UTC day."""
        n, random = self._size.answers, self._random
        people = random.integers(0, self._people, n)
        at = day * DAY + np.sort(random.integers(0, DAY, n))
        places = np.searchsorted(self._weights, random.random((n, SLOTS)))
        shown = self._items[np.minimum(places + np.arange(SLOTS), self._items.size - 1)]
        ids = [new_id(int(moment)) for moment in at]
        keys = range(self._key + 1, self._key + n + 1)
        self._key += n
        answers = [
            (key, id, self._persons[person], int(moment), ("homepage", "basket", "product")[key % 3],
             f"visit-{person}-{day}", "off", "", "", f"v{day // 7}", "", EXPERIMENT if person % 2 else "",
             ("control", "other")[person // 2 % 2] if person % 2 else "")
            for key, id, person, moment in zip(keys, ids, people.tolist(), at.tolist(), strict=True)
        ]  # fmt: skip
        sources = random.choice(len(SOURCES), (n, SLOTS), p=[0.4, 0.2, 0.15, 0.1, 0.05, 0.1])
        slots = [
            (key, slot + 1, item, SOURCES[source], 0.1 if source == 5 else None)
            for key, items, brought in zip(keys, shown.tolist(), sources.tolist(), strict=True)
            for slot, (item, source) in enumerate(zip(items, brought, strict=True))
        ]
        told = [*self._told(people, at, shown, ids, day), *self._views(day)]
        inserted = (Insertion(t, *(c.name for c in t.columns)) for t in (impressions, impression_slots, events))
        for insertion, rows in zip(inserted, (answers, slots, told), strict=True):
            self._store.database.write(lambda connection, i=insertion, r=rows: i.run(connection, r))

    def _told(
        self, people: np.ndarray, at: np.ndarray, shown: np.ndarray, ids: Sequence[str], day: int
    ) -> Iterator[tuple[Any, ...]]:
        """Clicks, and purchases of which half name no answer."""
        drawn = self._random.random(shown.shape)
        for row, slot in zip(*np.nonzero(drawn < CLICKED), strict=True):
            person, item = int(people[row]), int(shown[row, slot])
            moment, session = int(at[row]) + 30_000_000, f"visit-{person}-{day}"
            yield self._row(person, item, EventType.CLICK, moment, ids[row], session)
            if drawn[row, slot] < BOUGHT:
                id = ids[row] if drawn[row, slot] < BOUGHT / 2 else None
                yield self._row(person, item, EventType.PURCHASE, moment + 3_600_000_000, id, session)

    def _views(self, day: int) -> Iterator[tuple[Any, ...]]:
        n, random = self._size.answers * self._size.views, self._random
        drawn = (random.integers(0, self._people, n), random.choice(self._items, n), random.integers(0, DAY, n))
        for person, item, at in zip(*(column.tolist() for column in drawn), strict=True):
            yield self._row(person, item, EventType.VIEW, day * DAY + at, None, f"visit-{person}-{day}")

    def _row(self, person: int, item: int, type: EventType, at: int, id: str | None, session: str) -> tuple[Any, ...]:
        self._event += 1
        user = self._first_user + person
        key = 10_000_000 + self._event
        return key, f"bench-{self._event}", user, item, TYPE_CODES[type], None, at, at, id, session


def fill(folder: Path, size: Size, seed: int, report: Report = lambda stage, share: None) -> int:
    """Answers of so many days before today, which number is returned; the experiment runs since the first."""
    now = system_clock()
    today = now // DAY
    store = Store.open(folder, lambda: (today - size.days) * DAY)
    try:
        store.experiments.put(EXPERIMENT, Definition(scenarios=["homepage"], arms={"control": Arm(), "other": Arm()}))
        store.experiments.start(EXPERIMENT)
        writer = Writer(store, size, seed)
        for n in range(size.days):
            writer.day(today - size.days + n)
            report("", (n + 1) / size.days)
    finally:
        store.close()
    return int(today)


def reports(size: Size) -> dict[str, Callable[[Measuring], object]]:
    """What is measured, by name."""

    def total(days: int, *by: str, daily: bool = False) -> Callable[[Measuring], object]:
        def made(measuring: Measuring) -> object:
            last = measuring.today - timedelta(days=1)
            return measuring.figures(Span(last - timedelta(days=days - 1), last), by, daily)

        return made

    def experiment(measuring: Measuring) -> object:
        judge = judge_of(measuring.application, lambda: measuring.now)
        return judge.results(measuring.application.engine.store.experiments.get(EXPERIMENT))

    week = min(7, size.days)
    return {
        **{f"total of {week} days by {name}": total(week, name) for name in BY},
        f"daily over {size.days} days": total(size.days, daily=True),
        "weekly": lambda measuring: measuring.weekly(None),
        "an experiment's result": experiment,
    }


def cost(folder: Path, name: str, size: Size) -> Cost:
    """Of one report in a process of its own."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_cost, (folder, name, size))


def keep(folder: Path) -> Cost:
    """What the owner does beside its answers, once."""
    return made_in(folder, lambda measuring: measuring.keep_days())


def _cost(folder: Path, name: str, size: Size) -> Cost:
    return made_in(folder, reports(size)[name])


def made_in(folder: Path, work: Callable[[Measuring], object]) -> Cost:
    """What a report costs in this process, opening the folder aside."""
    opened = open_folder(Settings(data_dir=folder))
    try:
        return costs(Measuring(opened.application, system_clock()), work)
    finally:
        opened.close()


def costs(measuring: Measuring, work: Callable[[Measuring], object]) -> Cost:
    """The same of an open folder."""
    before = _peak()
    cpu, clock = time.process_time(), time.perf_counter()
    work(measuring)
    return Cost(time.process_time() - cpu, time.perf_counter() - clock, _peak() - before)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@contextmanager
def reporting(server: Server, path: str, found: Found) -> Iterator[None]:
    """While the block runs the report is asked for, the next as soon as one is there."""

    def keep_asking(over: threading.Event) -> None:
        with closing(server.connect()) as connection:
            while not over.is_set():
                connection.request("GET", path)
                answer = connection.getresponse()
                answer.read()
                found.reports += answer.status == 200

    with meanwhile(keep_asking):
        yield


def latency(server: Server, people: Sequence[str], rounds: int, path: str, seed: int, found: Found) -> None:
    """Round by round the same people, idle and while the report is made, in an order drawn anew."""
    order, each = np.random.default_rng(seed), len(people) // rounds
    asked(server, people[:20])  # fills the processor's and the libraries' caches
    for number in range(rounds):
        some = people[number * each : (number + 1) * each]
        for step in order.permutation(2):
            if step == 0:
                found.idle += asked(server, some)
            else:
                with reporting(server, path, found):
                    time.sleep(0.05)
                    found.busy += asked(server, some)


def asked(server: Server, people: Sequence[str]) -> list[float]:
    """Milliseconds of each homepage."""
    with closing(server.connect()) as connection:
        return [ask(connection, user)[0] for user in people]


def main(
    days: Annotated[int, typer.Option(min=1, max=59)] = 28,
    answers: Annotated[int, typer.Option(min=10, help="Of ten places, each day.")] = 20_000,
    views: Annotated[int, typer.Option(min=0, help="That name no answer, for each answer.")] = 1,
    homepages: Annotated[int, typer.Option(min=10, help="People asked for, idle and meanwhile.")] = 400,
    seed: Annotated[int, typer.Option(help="Draws everything.")] = 1,
    json_file: JsonFile = None,
) -> None:
    """Take in the sample, train, write, measure and print."""
    quiet_logs()
    size, found = Size(days, answers, views), Found()
    with tempfile.TemporaryDirectory() as name:
        folder = trained(Path(name) / "data")
        people = draw(folder, homepages, seed)
        with progress("Writing days") as report:
            today = fill(folder, size, seed, report)
        for kept in (found.plain, found.kept):
            for made in reports(size):
                kept[made] = cost(folder, made, size)
                out.print(f"{made}: {kept[made].cpu:.2f} s of CPU", markup=False)
            if kept is found.plain:
                with multiprocessing.get_context("spawn").Pool(1) as pool:
                    found.keeping = pool.apply(keep, (folder,))
        with served(Path(name)) as (process, said):
            address = next(word for line in said for word in line.split() if word.startswith("http://"))
            first, last = (to_datetime(day * DAY).date() for day in (today - min(7, days), today - 1))
            path = f"/v1/metrics/total?from={first}&to={last}&by=scenario"
            latency(Server(process.pid, address), people, 8, path, seed, found)
        out.print(table(found))
    write_json(json_file, told(found))


def told(found: Found) -> Mapping[str, Any]:
    """Every figure."""
    costs = {"plain": found.plain, "kept": found.kept}
    return {
        **{kind: {name: vars(one) for name, one in those.items()} for kind, those in costs.items()},
        "keeping": vars(found.keeping) if found.keeping else None,
        "idle_ms": found.idle,
        "busy_ms": found.busy,
        "reports": found.reports,
    }


def table(found: Found) -> Table:
    """What was found."""
    table = Table("", "CPU s", "clock s", "peak MB", "CPU s, kept", "clock s", "peak MB", title="Figures")
    for name, one in found.plain.items():
        table.add_row(name, *_row(one), *_row(found.kept[name]))
    if found.keeping:
        table.add_row("what the owner does of it beside, once", *_row(found.keeping), "", "", "")
    for name, quantile in (("median", 0.5), ("p99", 0.99)):
        idle, busy = np.quantile(found.idle, quantile), np.quantile(found.busy, quantile)
        one = ratio(found.busy, found.idle, quantile)
        said = f"{idle:.1f} → {busy:.1f} ms: {one.value:.2f} ({one.low:.2f} to {one.high:.2f})"
        table.add_row(f"an answer meanwhile, {name}", said, "", "", "", "", "")
    return table


def _row(one: Cost) -> tuple[str, str, str]:
    return f"{one.cpu:.2f}", f"{one.clock:.2f}", f"{one.peak:.0f}"


if __name__ == "__main__":
    typer.run(main)
