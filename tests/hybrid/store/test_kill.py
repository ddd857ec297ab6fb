"""A process that writes is killed with -9: what it acknowledged is there, what it did not is whole or absent."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import text

from hybrid.store import Store

CHILD = Path(__file__).with_name("writing_child.py")
ROOT = Path(__file__).parents[3]
BATCH = 7


def start(script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, script, *arguments],
        stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def acknowledged_until_killed(folder: Path, run: int, after: int) -> list[str]:
    """Lines that the child wrote before it was killed, which happens upon its ``after``-th."""
    child = start(str(CHILD), str(folder), str(run))
    assert child.stdout is not None
    lines = []
    for line in child.stdout:
        lines.append(line)
        if len(lines) == after:
            child.send_signal(signal.SIGKILL)
    child.stdout.close()
    assert child.wait() == -signal.SIGKILL
    return [line.strip() for line in lines if line.endswith("\n")]


@pytest.mark.slow
def test_nothing_acknowledged_is_lost_and_nothing_is_half_written(folder, clock):
    acknowledged: list[str] = []
    draw = random.Random(7)
    for run in range(8):
        acknowledged += acknowledged_until_killed(folder, run, draw.randrange(1, 150))
    store = Store.open(folder, clock)
    kept: dict[str, int] = {}
    for user in ("u0", "u1", "u2"):
        for event in store.events.of_user(known.key if (known := store.users.get(user)) else 0):
            batch = event.event_id.rpartition("-")[0]
            kept[f"events {batch}"] = kept.get(f"events {batch}", 0) + 1
    for item in store.catalog.all():
        if item.known:
            batch = item.id.rpartition("-")[0]
            kept[f"items {batch}"] = kept.get(f"items {batch}", 0) + 1
    assert len(acknowledged) > 8
    assert {line.split()[0] for line in acknowledged} == {"events", "items"}
    assert [line for line in acknowledged if line not in kept] == []
    assert set(kept.values()) == {BATCH}
    with store.database.read() as connection:
        assert connection.execute(text("PRAGMA integrity_check")).scalars().all() == ["ok"]
    store.close()


ERASE_AND_DIE = """
import os, signal, sys, time
from pathlib import Path
from hybrid.store import Store
store = Store.open(Path(sys.argv[1]), lambda: time.time_ns() // 1000)
store.database.write(lambda connection: store.users._erase(connection, "person-who-left"))
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_an_erase_that_was_killed_before_wiping_is_finished_at_the_next_start(store, folder, clock, tmp_path):
    from hybrid.records import EventRecord

    store.events.append(
        [EventRecord(user_id="person-who-left", item_id="i", event_id=f"event-of-{n}") for n in range(9)]
    )
    store.close()
    script = tmp_path / "erase.py"
    script.write_text(ERASE_AND_DIE)
    with start(str(script), str(folder)) as child:
        assert child.wait() == -signal.SIGKILL
    assert b"person-who-left" in everything(folder)
    Store.open(folder, clock).close()
    assert b"person-who-left" not in everything(folder)
    assert b"event-of-" not in everything(folder)


def everything(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
