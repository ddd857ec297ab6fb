"""Metrics of several processes on one folder: each keeps its own in a file there, and any of them shows all.

A label ``process`` tells them apart; ``sum without (process)`` puts them together. The files hold counts, no ids.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeAlias

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.metrics_core import Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from api.threads import run
from hybrid.errors import BecauseError

log = logging.getLogger(__name__)

Figures: TypeAlias = Callable[[], bytes]
"""What one process has counted, in Prometheus' text format; blocks."""
FOLDER, SUFFIX = "metrics", ".prom"
EVERY = 1.0
"""Seconds between two writings: so old the other processes' figures may be."""
GONE = 15.0
"""Seconds after which a file is that of a process that has ended."""


@asynccontextmanager
async def published(figures: Figures, folder: Path, process: str | None) -> AsyncIterator[None]:
    """While the block runs the figures are kept in the folder; where there is one ``process`` only (None), not."""
    if process is None:
        yield
        return
    path = _path(folder, process)
    writing = asyncio.create_task(_keep_writing(figures, path))
    try:
        yield
    finally:
        writing.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await writing
        await run(path.unlink, missing_ok=True)


def shown(figures: Figures, folder: Path, process: str | None) -> bytes:
    """The figures of this process, where there are several of all, in Prometheus' text format. Blocks."""
    if process is None:
        return figures()
    write(figures, _path(folder, process))
    return merged({path.stem: path.read_text("utf-8") for path in _present(folder)})


def write(figures: Figures, path: Path) -> None:
    """Replace the file as a whole."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    beside = path.with_name(f".{path.name}")
    beside.write_bytes(figures())
    beside.replace(path)


def merged(texts: dict[str, str]) -> bytes:
    """Every process' figures, each with the label ``process``, families put together."""
    registry = CollectorRegistry()
    registry.register(_Merged(texts))
    return generate_latest(registry)


class _Merged(Collector):
    def __init__(self, texts: dict[str, str]) -> None:
        self._texts = texts

    def collect(self) -> Iterable[Metric]:
        families: dict[str, Metric] = {}
        for process, text in sorted(self._texts.items()):
            for family in text_string_to_metric_families(text):
                whole = families.setdefault(family.name, Metric(family.name, family.documentation, family.type))
                for sample in family.samples:
                    whole.add_sample(sample.name, {**sample.labels, "process": process}, sample.value)
        return families.values()


async def _keep_writing(figures: Figures, path: Path) -> None:
    while True:
        try:
            await run(write, figures, path)
        except (OSError, BecauseError) as error:
            log.warning("the figures of this process are not shown by others: %s", error)
        await asyncio.sleep(EVERY)


def _path(folder: Path, process: str) -> Path:
    return folder / FOLDER / f"{process}{SUFFIX}"


def _present(folder: Path) -> list[Path]:
    """Of the processes that run; a file may vanish at any time."""
    found = []
    for path in sorted((folder / FOLDER).glob(f"[!.]*{SUFFIX}")):
        with contextlib.suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime < GONE:
                found.append(path)
    return found
