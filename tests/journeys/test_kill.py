"""``because serve`` is killed with -9 while items and events come in, twenty times on one folder: nothing is lost."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

from api.opening import open_folder
from api.settings import Settings
from tests.api.test_process import environment

ROUNDS = 20
POSTERS = 3
BATCH = 7
NOUNS = (
    "lighthouse", "violin", "glacier", "bakery", "submarine", "orchard", "carnival", "desert", "cathedral", "beehive",
    "railway", "volcano", "library", "windmill", "harbour", "telescope", "vineyard", "circus", "monastery", "canyon",
    "puppet", "typewriter", "chess", "waterfall",
)  # fmt: skip


@dataclass
class Acknowledged:
    """What the server said it had taken, over all rounds."""

    events: dict[str, set[str]] = field(default_factory=dict)
    items: dict[str, str] = field(default_factory=dict)


class Starter:
    """Starts servers on one folder, one after the other, each a process of its own (``forking``)."""

    def __init__(self, folder: Path) -> None:
        command = [sys.executable, "-m", "tests.journeys.forking", "serve", "--port", "0"]
        # Threads of a linear algebra library would not survive the fork.
        alone = environment(folder / "data", OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder,
            env=alone,
        )  # fmt: skip

    def close(self) -> None:
        """No more servers."""
        self._process.communicate(timeout=60)

    @contextmanager
    def served(self) -> Iterator[Served]:
        """A server, once it answers."""
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        said = self._until("open to")
        process, address = re.search(r"(?m)^process (\d+)$", said), re.search(r"http://127\.0\.0\.1:\d+", said)
        assert process is not None
        server = Served(int(process[1]), "" if address is None else address[0])
        try:
            yield server
            server.status = int(self._until("ended").split()[-1])
        except BaseException:
            server.send(signal.SIGKILL)
            raise

    def _until(self, wanted: str) -> str:
        """What is said up to the line that begins with this, or has it."""
        assert self._process.stdout is not None
        said = ""
        for line in self._process.stdout:
            said += line
            if wanted in line:
                return said
        raise AssertionError(said)


@dataclass
class Served:
    """A server's process, its address, and its exit status once it has ended."""

    process: int
    address: str
    status: int | None = None

    def send(self, sign: signal.Signals) -> None:
        """Send it a signal."""
        os.kill(self.process, sign)


@pytest.fixture
def starter(tmp_path: Path) -> Iterator[Starter]:
    made = Starter(tmp_path)
    yield made
    made.close()


def title_of(id: str) -> str:
    """Two things, the same for the same id."""
    draw = random.Random(id)
    return " and ".join(draw.sample(NOUNS, 2))


def post(base: str, kind: str, name: str, poster: int, known: Acknowledged, first: threading.Event) -> None:
    """Post batches one after the other until the server is gone."""
    with httpx.Client(base_url=base, timeout=60) as client:
        for batch in range(100_000):
            ids = [f"{name}-{poster}-{batch}-{n}" for n in range(BATCH)]
            user = f"u{poster}"
            records: list[dict[str, Any]] = (
                [{"id": id, "title": title_of(id)} for id in ids]
                if kind == "items"
                else [{"event_id": id, "user_id": user, "item_id": f"base-{n}", "type": "click"}
                      for n, id in enumerate(ids)]
            )  # fmt: skip
            try:
                answer = client.post(f"/v1/{kind}", json={kind: records})
            except httpx.TransportError:
                return
            assert answer.status_code == 200, answer.text
            assert answer.json()["accepted"] == BATCH
            if kind == "items":
                known.items.update((id, title_of(id)) for id in ids)
            else:
                known.events.setdefault(user, set()).update(ids)
            first.set()


def one_round(starter: Starter, name: str, pause: float, known: Acknowledged) -> None:
    """Start, see that all is well, let others post, and kill in the middle."""
    with starter.served() as server:
        base = server.address
        if not known.items:
            items = [{"id": f"base-{n}", "title": f"{noun} stories"} for n, noun in enumerate(NOUNS)]
            assert httpx.post(f"{base}/v1/items", json={"items": items}).json()["accepted"] == len(NOUNS)
            known.items.update((item["id"], item["title"]) for item in items)
        else:
            still_recommends(base)
            finds(base, known, list(known.items)[-1])
        first = threading.Event()
        jobs = [("items", name, 0, known, first)]
        jobs += [("events", name, poster, known, first) for poster in range(POSTERS)]
        threads = [threading.Thread(target=post, args=(base, *job)) for job in jobs]
        for thread in threads:
            thread.start()
        assert first.wait(60)
        threads[0].join(pause)
        server.send(signal.SIGKILL)
        for thread in threads:
            thread.join(60)
    assert server.status == -signal.SIGKILL


def still_recommends(base: str) -> None:
    asked = {"user_id": "u0", "limit": 5, "filter": {"include_seen": True}}
    answer = httpx.post(f"{base}/v1/recommendations", json=asked, timeout=60)
    assert answer.status_code == 200
    assert len({item["id"] for item in answer.json()["items"]}) == 5


def finds(base: str, known: Acknowledged, id: str) -> None:
    """Search brings the item among those of the same title or better."""
    told = httpx.get(f"{base}/v1/search", params={"q": known.items[id], "limit": 100}, timeout=60).json()
    found = [item["id"] for item in told["items"]]
    twins = [other for other, title in known.items.items() if title == known.items[id]]
    assert id in found or len(twins) >= 100, (id, known.items[id])


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_by_twenty_kills(starter: Starter, tmp_path: Path):
    draw = random.Random(20)
    known = Acknowledged()
    for number in range(ROUNDS):
        one_round(starter, f"r{number}", draw.uniform(0.0, 0.8), known)
    assert set(known.events) == {f"u{n}" for n in range(POSTERS)}
    with starter.served() as server:
        base = server.address
        for user, ids in known.events.items():
            told = json.loads(httpx.get(f"{base}/v1/users/{user}", timeout=60).content)
            kept = [event["event_id"] for event in told["events"]]
            assert len(kept) == len(set(kept))
            assert ids - set(kept) == set()
            batches: dict[str, int] = {}
            for id in kept:
                batches[id.rpartition("-")[0]] = batches.get(id.rpartition("-")[0], 0) + 1
            assert set(batches.values()) == {BATCH}, "a batch was half written"
        for id in draw.sample(list(known.items), 40):
            assert httpx.get(f"{base}/v1/items/{id}", timeout=60).json()["title"] == known.items[id]
            finds(base, known, id)
        still_recommends(base)
        server.send(signal.SIGTERM)
    assert server.status == 0
    count = sum(len(ids) for ids in known.events.values())
    sys.stdout.write(f"{ROUNDS} kills; {count} events and {len(known.items)} items acknowledged, all there\n")
    every_item_is_in_the_index(tmp_path / "data", known)


def every_item_is_in_the_index(folder: Path, known: Acknowledged) -> None:
    opened = open_folder(Settings(data_dir=folder))
    try:
        engine = opened.application.engine
        space = engine.snapshot.space
        keys = engine.store.catalog.keys_of(list(known.items))
        assert set(keys) == set(known.items)
        assert not space.degraded
        stored = np.array([item.key for item in engine.store.catalog.all()], np.int64)
        assert space.has[stored].all()
        assert space.count == len(stored)
        allowed = np.ones(engine.store.catalog.size() + 1, np.bool_)
        for key in random.Random(21).sample([int(key) for key in keys.values()], 60):
            vector = space.vectors(np.array([key], np.int64))[0]
            found, cosines = space.search(vector, allowed, 10)
            assert cosines[0] == pytest.approx(1.0, abs=1e-4)
            assert key in found or cosines[-1] == pytest.approx(1.0, abs=1e-4)
    finally:
        opened.close()
