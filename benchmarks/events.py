"""How fast events are stored, and what that costs whoever asks meanwhile: ``python benchmarks/events.py``.

A server as ``because serve`` starts it, on the trained sample. Round by round, in an order drawn anew: SQLite's own
bulk insert of such rows into a copy of the same tables; batches of 500 posted one after the other as fast as they are
acknowledged; people asked for while nothing else happens; the same people while batches are posted at a steady rate.
In the end the server is killed with -9, and what was acknowledged is counted in the database.
"""

from __future__ import annotations

import http.client
import shutil
import sqlite3
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import quote, urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import numpy as np
import orjson
import typer
from rich.table import Table

from api.commands.console import Report, out, progress, quiet_logs
from benchmarks.meanwhile import meanwhile
from benchmarks.model_dead import DRAWS, draw, trained
from hybrid.evaluation.bootstrap import Interval
from hybrid.store.store import FILE
from tests.api.test_process import served

BATCH: Final = 500
RATE: Final = 5_000
"""Events a second while people are asked for."""
SLOW: Final = 0.05
"""Seconds that an answer takes at most on average: there are batches for so long."""
PEOPLE: Final = 50_000
"""Who the events are of: so many that nobody's history grows much."""
TYPES: Final = ("view", "view", "view", "click", "click", "add_to_cart", "purchase", "like")
JSON: Final = {"Content-Type": "application/json"}


@dataclass
class Found:
    """``bulk`` and ``posted``: events a second of each round; ``cpu``: microseconds of the server's CPU time for each
    event posted; ``idle`` and ``busy``: milliseconds of each answer; ``kept_up``: the share of the rate reached."""

    bulk: list[float] = field(default_factory=list)
    posted: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    idle: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    kept_up: list[float] = field(default_factory=list)
    acknowledged: int = 0


class Making:
    """Batches of events: half of them name an answer, as a page does that carries the id back."""

    def __init__(self, items: Sequence[str], seed: int) -> None:
        self._items = items
        self._random = np.random.default_rng(seed)
        self.answers: list[tuple[str, list[str]]] = []

    def batch(self) -> bytes:
        """One, as it is posted."""
        return orjson.dumps({"events": [self._event() for _ in range(BATCH)]})

    def _event(self) -> dict[str, Any]:
        random = self._random
        event = {
            "event_id": uuid.uuid4().hex,
            "user_id": f"shopper-{random.integers(PEOPLE)}",
            "item_id": self._items[random.integers(len(self._items))],
            "type": TYPES[random.integers(len(TYPES))],
            "timestamp": time.time() - float(random.exponential(600.0)),
            "session_id": f"visit-{random.integers(PEOPLE)}",
        }
        if self.answers and random.random() < 0.5:
            id, shown = self.answers[random.integers(len(self.answers))]
            event |= {"recommendation_id": id, "item_id": shown[random.integers(len(shown))]}
        return event


class Server:
    """A running one, by its process and address."""

    def __init__(self, pid: int, address: str) -> None:
        self.pid = pid
        self._address = urlsplit(address).netloc

    def connect(self) -> http.client.HTTPConnection:
        """A connection of one's own."""
        return http.client.HTTPConnection(self._address, timeout=60)

    def cpu(self) -> int:
        """Nanoseconds of CPU time of the process, all its threads."""
        return time.clock_gettime_ns((~self.pid << 3) | 2)


def post(connection: http.client.HTTPConnection, body: bytes) -> int:
    """How many of the batch are acknowledged: all, or it raises ``RuntimeError``."""
    connection.request("POST", "/v1/events", body, JSON)
    answer = connection.getresponse()
    told = orjson.loads(answer.read())
    if answer.status != 200 or told["accepted"] - told["duplicates"] != BATCH:
        raise RuntimeError(f"{answer.status}: {told}")
    return BATCH


def ask(connection: http.client.HTTPConnection, user: str) -> tuple[float, str, list[str]]:
    """Milliseconds, the answer's id and what it shows."""
    begun = time.perf_counter()
    connection.request("GET", f"/v1/users/{quote(user, safe='')}/recommendations?limit=10")
    body = connection.getresponse().read()
    ms = (time.perf_counter() - begun) * 1000
    told = orjson.loads(body)
    return ms, told["recommendation_id"], [item["id"] for item in told["items"]]


@contextmanager
def posting(server: Server, bodies: Sequence[bytes], found: Found, rate: float = RATE) -> Iterator[None]:
    """While the block runs a batch is posted every so often; a late one is followed by the next at once."""

    def keep_posting(over: threading.Event) -> None:
        with closing(server.connect()) as connection:
            begun, sent = time.perf_counter(), 0
            for body in bodies:
                if over.wait(max(0.0, begun + sent / rate - time.perf_counter())):
                    break
                sent += post(connection, body)
            found.acknowledged += sent
            found.kept_up.append(sent / rate / max(time.perf_counter() - begun, sent / rate))

    with meanwhile(keep_posting):
        yield


class Bulk:
    """SQLite by itself, in a copy of the tables with all their indexes, as durable: a commit for each batch."""

    def __init__(self, path: Path, seed: int) -> None:
        self._database = sqlite3.connect(path, isolation_level=None)
        self._random = np.random.default_rng(seed)
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "secure_delete=ON",
            "cache_size=-32000",
            "wal_autocheckpoint=8000",
        ):
            self._database.execute(f"PRAGMA {pragma}")
        self._last = self._database.execute("SELECT max(key) FROM items").fetchone()[0]

    def run(self, batches: int) -> float:
        """Events a second."""
        rows = [[self._row() for _ in range(BATCH)] for _ in range(batches)]
        begun = time.perf_counter()
        for some in rows:
            self._database.execute("BEGIN IMMEDIATE")
            self._database.executemany(
                "INSERT INTO events (event_id, user_key, item_key, type, value, occurred_at, received_at,"
                " recommendation_id, session_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", some,
            )  # fmt: skip
            self._database.execute("COMMIT")
        return batches * BATCH / (time.perf_counter() - begun)

    def close(self) -> None:
        """No more."""
        self._database.close()

    def _row(self) -> tuple[Any, ...]:
        random, now = self._random, time.time_ns() // 1000
        person, item = int(random.integers(PEOPLE)) + 10_000, int(random.integers(1, self._last + 1))
        at, answer = now - int(random.exponential(6e8)), uuid.uuid4().hex if random.random() < 0.5 else None
        return uuid.uuid4().hex, person, item, int(random.integers(1, 6)), None, at, now, answer, f"visit-{person}"


def main(
    rounds: Annotated[int, typer.Option(min=2, help="Each takes about five seconds.")] = 12,
    batches: Annotated[int, typer.Option(min=1, help="Of 500 events, at full speed in each round.")] = 20,
    asked: Annotated[int, typer.Option(min=1, help="People asked for in each round, twice.")] = 60,
    seed: Annotated[int, typer.Option(help="Draws the events, the people and the order.")] = 1,
) -> None:
    """Take in the sample, train, measure and print."""
    quiet_logs()
    with tempfile.TemporaryDirectory() as name:
        folder = trained(Path(name) / "data")
        people = draw(folder, rounds * asked, seed)
        bulk = Bulk(Path(shutil.copy(folder / FILE, Path(name) / "bulk.sqlite3")), seed)
        before = count(folder)
        with served(Path(name)) as (process, said):
            address = next(word for line in said for word in line.split() if word.startswith("http://"))
            with progress("Rounds") as report:
                found = measure(
                    Server(process.pid, address), bulk, items(folder), people, (rounds, batches, asked), seed, report
                )
            process.kill()
            process.wait()
        bulk.close()
        out.print(table(found))
        kept = count(folder) - before
        out.print(f"killed with -9: {found.acknowledged:,} events were acknowledged, {kept:,} are there", markup=False)
        if kept < found.acknowledged:
            raise typer.Exit(1)


def measure(
    server: Server,
    bulk: Bulk,
    items: Sequence[str],
    people: Sequence[str],
    size: tuple[int, int, int],
    seed: int,
    report: Report = lambda stage, share: None,
) -> Found:
    """``size``: rounds, batches at full speed and people asked for in each."""
    rounds, batches, asked = size
    found, making, order = Found(), Making(items, seed), np.random.default_rng(seed)
    with closing(server.connect()) as asking, closing(server.connect()) as sending:
        for user in people[:20]:  # fills the processor's and the libraries' caches
            making.answers.append(ask(asking, user)[1:])
        for number in range(rounds):
            some = [people[n % len(people)] for n in range(number * asked, (number + 1) * asked)]
            steady = [making.batch() for _ in range(max(1, round(asked * SLOW * RATE / BATCH)))]
            for step in order.permutation(4):
                if step == 0:
                    found.bulk.append(bulk.run(batches))
                elif step == 1:
                    full_speed(server, sending, [making.batch() for _ in range(batches)], found)
                elif step == 2:
                    found.idle += [ask(asking, user)[0] for user in some]
                else:
                    with posting(server, steady, found):
                        answers = [ask(asking, user) for user in some]
                    found.busy += [ms for ms, *_ in answers]
                    making.answers = [(id, shown) for _, id, shown in answers]
            report("", (number + 1) / rounds)
    return found


def full_speed(server: Server, connection: http.client.HTTPConnection, bodies: Sequence[bytes], found: Found) -> None:
    """Post all, one after the other."""
    cpu, begun = server.cpu(), time.perf_counter()
    sent = sum(post(connection, body) for body in bodies)
    found.posted.append(sent / (time.perf_counter() - begun))
    found.cpu.append((server.cpu() - cpu) / 1000 / sent)
    found.acknowledged += sent


def items(folder: Path) -> list[str]:
    """Their ids."""
    return [row[0] for row in _read(folder, "SELECT id FROM items WHERE known AND NOT deleted")]


def count(folder: Path) -> int:
    """Events in the database."""
    return int(_read(folder, "SELECT count(*) FROM events")[0][0])


def _read(folder: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / FILE)) as database:
        return database.execute(query).fetchall()


def ratio(ours: Sequence[float], theirs: Sequence[float], quantile: float) -> Interval:
    """A quantile of one over that of the other, 95 % by bootstrap over each."""
    draws, a, b = np.random.default_rng(1), np.array(ours), np.array(theirs)
    drawn = [np.quantile(x[draws.integers(0, len(x), (DRAWS, len(x)))], quantile, axis=1) for x in (a, b)]
    low, high = np.quantile(drawn[0] / drawn[1], [0.025, 0.975])
    return Interval(float(np.quantile(a, quantile) / np.quantile(b, quantile)), float(low), float(high))


def table(found: Found) -> Table:
    """What was found."""
    table = Table("", "found", "ratio (95 %)", title="Events in batches of 500, and answers meanwhile")
    bulk, posted = np.median(found.bulk), np.median(found.posted)
    table.add_row(
        "SQLite's bulk insert, events/s", f"{bulk:,.0f} ({min(found.bulk):,.0f} to {max(found.bulk):,.0f})", ""
    )
    share = ratio(found.posted, found.bulk, 0.5)
    posted_in = f"{posted:,.0f} ({min(found.posted):,.0f} to {max(found.posted):,.0f})"
    table.add_row("posted and acknowledged, events/s", posted_in, f"{_told(share)} of it")
    table.add_row("the server's CPU for an event, µs", f"{np.median(found.cpu):.0f}", "")
    table.add_row(f"share of {RATE:,} events/s kept up meanwhile", f"{np.median(found.kept_up):.2f}", "")
    for name, quantile in (("median", 0.5), ("p99", 0.99)):
        idle, busy = np.quantile(found.idle, quantile), np.quantile(found.busy, quantile)
        told = _told(ratio(found.busy, found.idle, quantile))
        table.add_row(f"an answer, {name}, ms: idle → meanwhile", f"{idle:.1f} → {busy:.1f}", told)
    return table


def _told(one: Interval) -> str:
    return f"{one.value:.2f} ({one.low:.2f} to {one.high:.2f})"


if __name__ == "__main__":
    typer.run(main)
