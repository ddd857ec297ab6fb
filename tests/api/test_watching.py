"""``because watch``: what is written is taken in once, beside a server or without, and goes on after a stop."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from api.commands.watching import Piped, Taken, watch
from api.settings import Settings
from hybrid.errors import BadFile
from hybrid.tail import Lines, Mark
from tests.api.runner import Run, runner
from tests.api.running import Running, running
from tests.api.test_process import environment
from tests.journeys.many import PATIENCE, until


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    return runner(monkeypatch, tmp_path)


def view(item: str, **more: Any) -> str:
    return json.dumps({"user_id": "watched", "item_id": item, **more}) + "\n"


def seen(server: Running) -> list[str]:
    """What the person viewed, in no order."""
    answer = server.get("/v1/users/watched")
    return sorted(event["item_id"] for event in answer.json()["events"]) if answer.status_code == 200 else []


@contextmanager
def watching(folder: Path, *arguments: str, **streams: Any) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "api.cli", "watch", *arguments]
    with subprocess.Popen(
        command, text=True, cwd=folder, env=environment(folder / "data"),
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, **streams,
    ) as process:  # fmt: skip
        try:
            yield process
        finally:
            process.kill()


def test_beside_a_server_lines_count_as_they_are_written_and_a_stop_loses_none(tmp_path: Path, run: Run):
    log = tmp_path / "log.jsonl"
    with running(tmp_path / "data") as server:
        log.write_text(view("i1") + "no json\n" + view("i2", type="teleport") + view("i2"))
        with watching(tmp_path, "events", "log.jsonl") as process:
            until(lambda: seen(server) == ["i1", "i2"])
            with log.open("a") as file:
                file.write(view("i3") + view("i4")[:10])
            until(lambda: seen(server) == ["i1", "i2", "i3"])
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=PATIENCE)
        assert process.returncode == 1, "lines were refused"
        assert "3 events taken in; 2 lines refused." in out
        assert "line 2: The line is no valid JSON" in err
        assert "line 3:" in err
        assert "teleport" in err
        with log.open("a") as file:
            file.write(view("i4")[10:])
        told = run("watch", "events", "log.jsonl", "--once", "--json", "told.json")
        assert (told.exit_code, told.output) == (0, "1 event taken in.\n")
        assert json.loads((tmp_path / "told.json").read_text()) == {"accepted": 1, "duplicates": 0, "rejected": 0}
        assert seen(server) == ["i1", "i2", "i3", "i4"]


def test_without_a_server_it_takes_the_folder_itself(tmp_path: Path, run: Run):
    (tmp_path / "films.jsonl").write_text('{"id": "f1", "title": "One"}\n{"id": "f2"}\n{"name": "Two", "id": "f3"}\n')
    told = run("watch", "items", "films.jsonl", "--once", "--map", "name=title")
    assert (told.exit_code, told.stdout) == (1, "2 items taken in; 1 line refused.\n")
    assert "line 2:" in told.stderr
    assert run("watch", "items", "films.jsonl", "--once").stdout == "0 items taken in.\n"
    with pytest.raises(BadFile, match="can't be followed"):
        run("watch", "items", "nowhere/films.jsonl")


def test_standard_input_is_taken_in_until_it_ends(tmp_path: Path):
    with running(tmp_path / "data") as server, watching(tmp_path, "events", "-", stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        process.stdin.write(view("i1") + view("i1"))
        process.stdin.flush()
        until(lambda: seen(server) == ["i1", "i1"])
        out, _ = process.communicate(view("i2").strip(), timeout=PATIENCE)
        assert process.returncode == 0
        assert out == "3 events taken in.\n"
        assert seen(server) == ["i1", "i1", "i2"]


class Once:
    """A source of one line, until it is taken in; something happens ``before`` it is read first."""

    def __init__(self, before: Callable[[], None]) -> None:
        self.reads, self.taken, self.before = 0, False, before

    def read(self) -> Lines:
        if self.reads == 0:
            self.before()
        self.reads += 1
        return Lines(() if self.taken else [(1, view("i1").encode())], None, "source")

    def commit(self, mark: Mark | None) -> None:
        self.taken = True

    def wait(self) -> bool:
        return False

    def close(self) -> None: ...


def test_a_server_that_stops_is_waited_for_and_nothing_is_lost(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    folder, taken = tmp_path / "data", Taken()
    with ExitStack() as servers, ThreadPoolExecutor(1) as pool:
        first = servers.enter_context(ExitStack())
        first.enter_context(running(folder))
        source = Once(before=first.close)
        later = pool.submit(lambda: until(lambda: source.reads) and servers.enter_context(running(folder)))
        watch(Settings(data_dir=folder), source, "events", {}, taken)
        assert taken == Taken(accepted=1)
        assert seen(later.result()) == ["i1"]
    assert "Waiting for it." in capsys.readouterr().err


def test_a_pipe_gives_nothing_up_before_it_is_taken_in() -> None:
    reading, writing = os.pipe()
    source = Piped(reading)
    assert source.read().lines == []
    os.write(writing, b"one\ntw")
    for _ in range(2):
        assert source.read().lines == [(1, b"one")]
    source.commit(None)
    assert source.wait()
    os.write(writing, b"o\nthree")
    os.close(writing)
    assert source.read().lines == [(2, b"two"), (3, b"three")]
    source.commit(None)
    assert not source.wait()
    os.close(reading)
