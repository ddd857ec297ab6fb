"""Run by test_kill.py: writes without end and says on stdout what was acknowledged, until it is killed."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from threading import Thread

from hybrid.records import EventRecord, ItemRecord
from hybrid.store import Store

BATCH = 7


def main(folder: str, run: str) -> None:
    store = Store.open(Path(folder), lambda: time.time_ns() // 1000)

    def events(thread: int) -> None:
        for n in range(1_000_000):
            name = f"{run}-{thread}-{n}"
            store.events.append(
                [EventRecord(user_id=f"u{thread}", item_id=f"i{j}", event_id=f"{name}-{j}") for j in range(BATCH)]
            )
            sys.stdout.write(f"events {name}\n")
            sys.stdout.flush()

    def items() -> None:
        for n in range(1_000_000):
            store.catalog.upsert(
                [ItemRecord(id=f"{run}-{n}-{j}", title=f"T {n}", tags=["x"] * 1) for j in range(BATCH)]
            )
            sys.stdout.write(f"items {run}-{n}\n")
            sys.stdout.flush()

    threads = [Thread(target=events, args=(thread,)) for thread in range(3)] + [Thread(target=items)]
    for thread in threads:
        thread.start()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
