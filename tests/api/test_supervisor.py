"""The processes of ``--workers``: started in order, started again, ended in order, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from api.supervisor import Kept, StartFailed, keep, pause_after
from tests.api.working import noted, refuse, vanish, work

ROOT = Path(__file__).resolve().parents[2]

PATIENCE = 60.0


def until(true: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def alive(process: int) -> bool:
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    code = f"import pathlib, tests.api.working as w; w.run_forever(pathlib.Path({str(tmp_path)!r}))"
    # As a shell starts what it puts into the background.
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        process = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
    finally:
        signal.signal(signal.SIGINT, before)
    try:
        until(lambda: "ready" in noted(tmp_path))
        yield process
    finally:
        process.kill()
        process.wait()


def process_of(folder: Path, name: str) -> int:
    return int([line for line in noted(folder) if line.startswith(f"{name} ") and "over" not in line][-1].split()[1])


@pytest.mark.parametrize("sign", [signal.SIGTERM, signal.SIGINT])
def test_the_owner_begins_first_and_ends_last(tmp_path: Path, kept: subprocess.Popen[bytes], sign: int) -> None:
    kept.send_signal(sign)
    assert kept.wait(PATIENCE) == 0
    names = [line.split()[0] if "over" not in line else line for line in noted(tmp_path)]
    assert names == ["owner", "worker", "ready", "worker over", "owner over", "stopped"]


def test_what_is_killed_is_started_again(tmp_path: Path, kept: subprocess.Popen[bytes]) -> None:
    for name in ("worker", "owner"):
        before = process_of(tmp_path, name)
        os.kill(before, signal.SIGKILL)
        until(lambda name=name, before=before: process_of(tmp_path, name) != before)  # type: ignore[misc]
    kept.terminate()
    assert kept.wait(PATIENCE) == 0
    assert not alive(process_of(tmp_path, "owner"))
    assert not alive(process_of(tmp_path, "worker"))


def test_nobody_outlives_a_killed_supervisor(tmp_path: Path, kept: subprocess.Popen[bytes]) -> None:
    kept.kill()
    kept.wait()
    until(lambda: not alive(process_of(tmp_path, "worker")) and not alive(process_of(tmp_path, "owner")))
    assert "stopped" not in noted(tmp_path)


def test_why_the_owner_cannot_begin_is_told(tmp_path: Path) -> None:
    with pytest.raises(StartFailed, match=r"The moon is in the way. Wait for it to set."):
        keep(Kept("owner", refuse), [Kept("worker", work, tmp_path, "worker")], lambda: None)
    assert noted(tmp_path) == [], "no worker begins without the owner"


def test_a_worker_that_cannot_begin_ends_all(tmp_path: Path) -> None:
    with pytest.raises(StartFailed, match="worker ended before it was ready"):
        keep(Kept("owner", work, tmp_path, "owner"), [Kept("worker", vanish)], lambda: None)
    assert noted(tmp_path)[-1] == "owner over"


def test_one_that_keeps_ending_is_given_ever_longer_pauses() -> None:
    early, pauses = 0, []
    for lived in (60.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0, 60.0):
        early, pause = pause_after(lived, early)
        pauses.append(pause)
    assert pauses == [0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 30.0, 0.0]


def test_the_end_of_one_that_worked_is_not_told_as_that_of_one_that_could_not_begin(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    one = Kept("owner", work, tmp_path, "owner")
    one.start()
    one.await_ready()
    one.send(signal.SIGKILL)
    one.ended()
    assert f"ended with {-signal.SIGKILL}; started again" in caplog.text
