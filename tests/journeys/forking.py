"""``python -m tests.journeys.forking ARGUMENTS``: a ``because ARGUMENTS`` for each line read, forked from a process
that has loaded the code. Starting the interpreter and importing cost more than all the rest of a start.

Each is a process of its own, to be killed as any other. Says ``process N`` when one begins and ``ended N`` when it is
over, with its exit status (negative: the signal).
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

from api.cli import main

LOADED_AT_START = ("hybrid.store.migrations.run", "chromadb.api.rust")


def forked() -> bool:
    """Fork for each line until there are no more; true in those that were forked."""
    for _ in sys.stdin:
        if len(os.listdir("/proc/self/task")) > 1:  # noqa: PTH208 - no path is wanted
            raise RuntimeError("Threads do not survive a fork.")
        process = os.fork()
        if not process:
            return True
        _say(f"process {process}")
        _say(f"ended {os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])}")
    return False


def _say(text: str) -> None:
    """Past any buffer, which a fork would double."""
    os.write(1, f"{text}\n".encode())


if __name__ == "__main__":
    for module in LOADED_AT_START:
        import_module(module)
    if forked():
        sys.argv = ["because", *sys.argv[1:]]
        main()
