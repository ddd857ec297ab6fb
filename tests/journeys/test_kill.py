"""``because serve`` is killed with -9 while items and events come in, twenty times on one folder: nothing is lost."""

from __future__ import annotations

import json
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


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The process, and its address once it answers."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=folder,
        env=environment(folder / "data"),
    ) as process:  # fmt: skip
        assert process.stdout is not None
        try:
            said = ""
            for line in process.stdout:
                said += line
                if "open to" in line:
                    break
            address = re.search(r"http://127\.0\.0\.1:\d+", said)
            assert address is not None, said
            yield process, address[0]
        finally:
            process.kill()


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


def one_round(folder: Path, name: str, pause: float, known: Acknowledged) -> None:
    """Start, see that all is well, let others post, and kill in the middle."""
    with served(folder) as (process, base):
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
        process.send_signal(signal.SIGKILL)
        for thread in threads:
            thread.join(60)
        assert process.wait(60) == -signal.SIGKILL


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
def test_nothing_acknowledged_is_lost_by_twenty_kills(tmp_path: Path):
    draw = random.Random(20)
    known = Acknowledged()
    for number in range(ROUNDS):
        one_round(tmp_path, f"r{number}", draw.uniform(0.0, 0.8), known)
    assert set(known.events) == {f"u{n}" for n in range(POSTERS)}
    with served(tmp_path) as (process, base):
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
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
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
