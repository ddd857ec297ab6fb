"""What the processes of ``test_supervisor`` do. Few imports: each of them begins with these."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from api.supervisor import Kept, Told, keep
from hybrid.errors import BecauseError


def note(folder: Path, what: str) -> None:
    with (folder / "log").open("a") as file:
        file.write(f"{what}\n")


def noted(folder: Path) -> list[str]:
    path = folder / "log"
    return path.read_text().splitlines() if path.exists() else []


def work(folder: Path, name: str, told: Told) -> None:
    """Until SIGTERM."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    note(folder, f"{name} {os.getpid()}")
    told.ready()
    try:
        while True:
            signal.pause()
    finally:
        note(folder, f"{name} over")


def refuse(told: Told) -> None:
    """It can't."""
    raise BecauseError("The moon is in the way.", "Wait for it to set.")


def vanish(told: Told) -> None:
    """Ends without a word."""
    os._exit(3)


def run_forever(folder: Path) -> None:
    """What the subprocess below runs."""
    owner, workers = Kept("owner", work, folder, "owner"), [Kept("worker", work, folder, "worker")]
    keep(owner, workers, lambda: note(folder, "ready"))
    note(folder, "stopped")
