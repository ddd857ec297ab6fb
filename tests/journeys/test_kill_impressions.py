"""``because serve`` is killed with -9 while people are shown lists: what it had written stays, and it writes soon."""

from __future__ import annotations

import random
import signal
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest

from api.opening import system_clock
from hybrid.store import Store
from tests.journeys.days import until
from tests.journeys.test_kill import Starter, starter

__all__ = ["starter"]

ROUNDS = 3


@dataclass
class Shown:
    """Answers that arrived: id → when (seconds of a steady clock)."""

    at: dict[str, float] = field(default_factory=dict)

    def ask(self, client: httpx.Client, user: str) -> None:
        told = client.get(f"/v1/users/{user}/recommendations").json()
        self.at[told["recommendation_id"]] = time.monotonic()

    def all_written(self, client: httpx.Client) -> None:
        """Wait until they are."""
        until(lambda: written(client), lambda count: count == len(self.at))


def written(client: httpx.Client) -> int:
    lines = client.get("/metrics").text.splitlines()
    return next(int(float(line.split()[-1])) for line in lines if line.startswith("because_impressions_logged_total"))


@pytest.mark.slow
def test_what_was_written_survives_and_a_stop_writes_all(starter: Starter, tmp_path: Path):
    draw, known, lost = random.Random(4), 0, list[float]()
    for number in range(ROUNDS):
        shown = Shown()
        with starter.served() as server, httpx.Client(base_url=server.address, timeout=60) as client:
            if number == 0:
                items = [{"id": f"i{n}", "title": f"Thing number {n}"} for n in range(20)]
                assert client.post("/v1/items", json={"items": items}).json()["accepted"] == len(items)
            for n in range(draw.randrange(30, 60)):
                shown.ask(client, f"u{n % 7}")
            if number % 2:
                shown.all_written(client)  # by itself, nobody asks for more
                for n in range(9):
                    shown.ask(client, f"u{n}")
            sure = written(client)
            server.send(signal.SIGKILL)
            killed = time.monotonic()
        found = kept(tmp_path, shown)
        assert len(found) >= sure
        lost += [killed - at for id, at in shown.at.items() if id not in found]
        known += len(found)
    with starter.served() as server, httpx.Client(base_url=server.address, timeout=60) as client:
        shown = Shown()
        for n in range(40):
            shown.ask(client, f"u{n % 7}")
        server.send(signal.SIGTERM)
    assert server.status == 0
    assert kept(tmp_path, shown) == set(shown.at)
    oldest = f", the oldest answered {max(lost) * 1000:.0f} ms before" if lost else ""
    sys.stdout.write(f"{ROUNDS} kills; {known} impressions kept, {len(lost)} lost{oldest}\n")


def kept(folder: Path, shown: Shown) -> set[str]:
    """Those answers that are among the impressions."""
    store = Store.beside(folder / "data", system_clock)
    try:
        return {id for id in shown.at if store.impressions.get(id) is not None}
    finally:
        store.close()
