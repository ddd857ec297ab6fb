"""``because serve --workers 2`` as real processes, and a connection to each of them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from tests.api.test_process import environment

PATIENCE = 300.0
"""Seconds after which something that should happen is given up; no bound on how fast it is."""


@dataclass
class Many:
    """Several processes that serve one folder; ``workers`` are connections, by process id."""

    folder: Path
    parent: subprocess.Popen[str]
    address: str
    workers: dict[int, httpx.Client] = field(default_factory=dict)

    @property
    def a(self) -> httpx.Client:
        """A connection to one worker."""
        return self.workers[min(self.workers)]

    @property
    def b(self) -> httpx.Client:
        """A connection to the other."""
        return self.workers[max(self.workers)]

    def connect(self, processes: set[int]) -> None:
        """Open a connection to each worker, by holding up the others: who takes a connection keeps it."""
        self.close()
        for one in processes:
            for other in processes - {one}:
                os.kill(other, signal.SIGSTOP)
            try:
                client = httpx.Client(base_url=self.address, timeout=PATIENCE)
                assert client.get("/healthz").status_code == 200
            finally:
                for other in processes - {one}:
                    os.kill(other, signal.SIGCONT)
            self.workers[one] = client

    def close(self) -> None:
        """Close the connections."""
        for client in self.workers.values():
            client.close()
        self.workers.clear()

    def owner(self) -> int | None:
        """The index process, once it listens."""
        try:
            told = json.loads((self.folder / "owner.json").read_text())
        except FileNotFoundError:
            return None
        return None if told["port"] is None else int(told["pid"])

    def processes(self) -> set[int]:
        """All that the server has started."""
        return {process for process in spawned() if parent_of(process) == self.parent.pid}


def spawned() -> set[int]:
    """Processes of Python's that were spawned."""
    found = set()
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"spawn_main" in (path / "cmdline").read_bytes():
                found.add(int(path.name))
        except OSError:
            continue
    return found


def parent_of(process: int) -> int | None:
    """Of one that runs."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return None
    if re.search(r"(?m)^State:\s+Z", status):
        return None
    return int(re.findall(r"(?m)^PPid:\s+(\d+)", status)[0])


def until(true: Callable[[], Any]) -> Any:
    """What it gives, once that is true."""
    end = time.monotonic() + PATIENCE
    while True:
        found = true()
        if found:
            return found
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


@contextmanager
def many(folder: Path, log: Path, **settings: str) -> Iterator[Many]:
    """Serve ``folder`` with two workers; what they say goes to ``log``."""
    command = [sys.executable, "-m", "api.cli", "serve", "--port", "0", "--workers", "2"]
    with (
        log.open("w") as errors,
        subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            cwd=folder.parent,
            env=environment(folder, OPENBLAS_NUM_THREADS="1", **settings),
        ) as parent,
    ):
        assert parent.stdout is not None
        said = ""
        for line in parent.stdout:
            said += line
            if "open to" in line:
                break
        address = re.search(r"http://127\.0\.0\.1:\d+", said)
        assert address is not None, log.read_text()
        server = Many(folder, parent, address[0])
        try:
            owner = server.owner()
            assert owner is not None
            server.connect(server.processes() - {owner})
            yield server
        finally:
            server.close()
            parent.terminate()
            try:
                parent.wait(PATIENCE)
            finally:
                parent.kill()
