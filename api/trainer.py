"""One training in a process of its own: it inherits nothing, ends when this process does, and leaves its result."""

from __future__ import annotations

import asyncio
import contextlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import orjson

from api.opening import TRAINING
from hybrid.domain import Json
from hybrid.engine import MODELS
from hybrid.owner import held

COMMAND = (sys.executable, "-m", "api.attended", "train")
MADE = ".made.json"
"""What the last training made that a server began, as ``because train --json`` tells it; beside the models."""
END = 5.0
"""Seconds that a training has to end when the server stops."""


@dataclass(frozen=True)
class Result:
    """What a training came to; ``refused`` is a model worse than the one that serves."""

    outcome: Literal["promoted", "refused", "failed"]
    why: str = ""
    version: str | None = None
    seconds: float = 0.0


async def train(command: Sequence[str], folder: Path, environment: Mapping[str, str], nice: int) -> Result:
    """Run ``command``, which is to write what it made to ``--json FILE``; where this is cancelled, it is ended."""
    made = folder / MODELS / MADE
    made.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    end, ours = os.pipe()
    try:
        process = _begin([*command, "--json", str(made)], environment, end)
        _give_way(process.pid, nice)
        ending = asyncio.ensure_future(asyncio.to_thread(process.communicate))
        try:
            _, said = await asyncio.shield(ending)
        except asyncio.CancelledError:
            await asyncio.shield(_end(process, ending))
            raise
    finally:
        os.close(ours)
    version = (_made(folder) or {}).get("version")
    if process.returncode == 0:
        return Result("promoted", version=version)
    return Result("failed" if version is None else "refused", _last_line(said, process.returncode), version)


def forget(folder: Path) -> None:
    """Before the next one begins: what the last one left is no result of it. Blocks."""
    (folder / MODELS / MADE).unlink(missing_ok=True)


def left(folder: Path) -> Result | None:
    """What came of a training whose server was killed before it was told; None where it was cut off. Blocks."""
    told = _made(folder)
    if told is None:
        return None
    version, seconds = str(told["version"]), float(told.get("seconds", 0.0))
    if told.get("current"):
        return Result("promoted", "", version, seconds)
    gate = told.get("gate")
    figures = f": NDCG@10 {gate['new_ndcg@10']:.3f} against {gate['live_ndcg@10']:.3f}" if gate else ""
    return Result("refused", f"Model {version} is worse than the one that serves{figures}.", version, seconds)


def under_way(folder: Path) -> bool:
    """Does any process train on this folder now? Blocks."""
    return held(folder / MODELS / TRAINING)


def _begin(command: Sequence[str], environment: Mapping[str, str], end: int) -> subprocess.Popen[bytes]:
    """Start it with one end of a pipe as its standard input, whose other end closes when this process ends.

    Not by the event loop: uvloop's processes inherit files that native libraries opened, as Chroma does. This takes
    no longer, since memory is not copied.
    """
    try:
        return subprocess.Popen(
            command, stdin=end, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment, close_fds=True
        )
    finally:
        os.close(end)


def _give_way(pid: int, nice: int) -> None:
    """Let every other process go first, while it has one thread yet: those that follow inherit it."""
    with contextlib.suppress(ProcessLookupError):
        os.setpriority(os.PRIO_PROCESS, pid, nice)


async def _end(process: subprocess.Popen[bytes], ending: asyncio.Future[tuple[bytes, bytes]]) -> None:
    process.terminate()
    try:
        await asyncio.wait_for(asyncio.shield(ending), END)
    except TimeoutError:
        process.kill()
        await ending


def _made(folder: Path) -> dict[str, Json] | None:
    """None where it is not there whole."""
    try:
        told = orjson.loads((folder / MODELS / MADE).read_bytes())
    except (OSError, ValueError):
        return None
    return told if isinstance(told, dict) and "version" in told else None


def _last_line(said: bytes, code: int | None) -> str:
    lines = [line for line in said.decode(errors="replace").splitlines() if line.strip()]
    return lines[-1].strip().removeprefix("because: ")[:1000] if lines else f"It ended with {code} and no word."
