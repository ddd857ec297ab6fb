"""``because train`` and ``because models`` beside a running server: whatever goes wrong, the old model serves."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.cli import main
from api.opening import system_clock
from hybrid.artifacts import Artifacts
from hybrid.engine import CHROMA
from hybrid.errors import FolderOwned, NotEnoughData
from tests.api.runner import Run, runner
from tests.api.running import Running, running
from tests.api.test_commands import catalogue_file, events_file
from tests.api.test_process import environment

RICH, POOR = "20s", "1s"
"""Budgets: one that finds how people go round the ring, and one that tries next to nothing."""
ASKED = 50


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder of its own; errors meant for people are raised."""
    return runner(monkeypatch, tmp_path)


def made(folder: Path, *commands: tuple[str, ...]) -> Path:
    """A data folder filled by commands, to be copied, without its index: so small a one is made faster than checked."""
    with pytest.MonkeyPatch.context() as patch, running(folder / "data"):
        run = runner(patch, folder)
        for command in commands:
            run(*command)
    shutil.rmtree(folder / "data" / CHROMA)
    return folder / "data"


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People who mostly go on to the next station of a ring, and a model with time to find that out."""
    folder = tmp_path_factory.mktemp("ring")
    stations = [{"id": f"s{n}", "title": f"Station {n} of the line"} for n in range(100)]
    (folder / "items.jsonl").write_text("".join(json.dumps(station) + "\n" for station in stations))
    events = str(written(folder / "events.csv", rides()))
    return made(folder, ("ingest", "items", "items.jsonl"), ("ingest", "events", events), ("train", "--budget", RICH))


@pytest.fixture(scope="module")
def sparse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixteen items and a model, whose events are lost: the database was set up anew."""
    folder = tmp_path_factory.mktemp("sparse")
    data = made(folder, ("ingest", "items", str(catalogue_file(folder / "items.jsonl"))))
    bare = Path(shutil.copytree(data, folder / "bare"))
    made(folder, ("ingest", "events", str(events_file(folder / "events.csv"))), ("train", "--budget", POOR))
    shutil.copytree(data / "models", bare / "models", dirs_exist_ok=True)
    return bare


def rides() -> Iterator[tuple[str, str, str, float | str, int]]:
    draw = random.Random(1)
    for person in range(150):
        at, met = draw.randrange(100), set()
        for step in range(20):
            if at not in met:
                yield f"p{person}", f"s{at}", "click", "", 60 * step
            met.add(at)
            at = (at + 1) % 100 if draw.random() < 0.7 else draw.randrange(100)


def written(path: Path, events: Iterable[tuple[str, str, str, float | str, int]]) -> Path:
    """Events of person, item, type, value and second."""
    lines = [f"{user},{item},{kind},{value},{1_700_000_000 + at}" for user, item, kind, value, at in events]
    path.write_text("\n".join(["user_id,item_id,type,value,timestamp", *lines]) + "\n")
    return path


def serving(server: Running) -> str:
    """The version that answers."""
    return str(server.get("/v1/version").json()["model"])


@contextmanager
def asked_meanwhile(server: Running, user: str) -> Iterator[None]:
    """Somebody asks for recommendations all the while, ``ASKED`` times at least; each answer must be whole."""
    over = threading.Event()
    answers: list[httpx.Response] = []

    def ask() -> None:
        while not over.is_set() or len(answers) < ASKED:
            answers.append(server.post("/v1/recommendations", {"user_id": user, "limit": 5}))
            time.sleep(0.1)

    thread = threading.Thread(target=ask)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
    assert len(answers) >= ASKED
    assert {answer.status_code for answer in answers} == {200}
    assert {len(answer.json()["items"]) for answer in answers} == {5}


def listed(run: Run, tmp_path: Path) -> dict[str, dict[str, Any]]:
    run("models", "list", "--json", "models.json")
    return {model["version"]: model for model in json.loads((tmp_path / "models.json").read_text())}


def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What the whole program says on its way to a bad end."""
    monkeypatch.setattr(sys, "argv", ["because", *arguments])
    mask = os.umask(0o077)
    try:
        with pytest.raises(SystemExit) as ended:
            main()
    finally:
        os.umask(mask)
    assert ended.value.code == 1
    return " ".join(capsys.readouterr().err.split())


def test_a_worse_model_is_refused_and_serves_only_where_it_is_told_to(
    run: Run, ring: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    data = Path(shutil.copytree(ring, tmp_path / "data"))
    with running(data) as server, asked_meanwhile(server, "p1"):
        good = serving(server)
        said = refused(monkeypatch, capsys, "train", "--budget", POOR, "--json", "worse.json")
        told = json.loads((tmp_path / "worse.json").read_text())
        worse, gate = told["version"], told["gate"]
        assert (told["current"], gate["passed"], gate["against"], gate["people"]) == (False, False, good, 150)
        assert gate["new_ndcg@10"] < gate["live_ndcg@10"] - gate["standard_error"]
        assert f"Model {worse} is worse than the one that serves, which stays" in said
        assert f"NDCG@10 {gate['new_ndcg@10']:.3f} against {gate['live_ndcg@10']:.3f}" in said
        assert f"because models promote {worse} lets it serve all the same" in said
        assert serving(server) == good
        assert {name: model["current"] for name, model in listed(run, tmp_path).items()} == {good: True, worse: False}
        table = run("models", "list").stdout.splitlines()
        of_worse, of_good = (" ".join(line for line in table if version in line) for version in (worse, good))
        assert ("refused" in of_worse, "serves" in of_worse) == (True, False)
        assert ("refused" in of_good, "serves" in of_good) == (False, True)
        run("models", "promote", worse)
        assert serving(server) == worse
        assert listed(run, tmp_path)[worse]["current"]
        assert good in run("models", "rollback").stdout
        assert serving(server) == good
        damage(data / "models" / worse / "item_factors.npy")
        said = refused(monkeypatch, capsys, "models", "promote", worse)
        assert f"item_factors.npy of model {worse} is not what was written" in said
        assert serving(server) == good


def trickle(people: int, items: list[str], value: float | str = "", step: int = 60) -> list[tuple]:
    """People with eight events each, one after the other through the items."""
    kind = "rating" if value else "click"
    return [
        (f"p{person}", items[(person + n) % len(items)], kind, value, step * n)
        for person in range(people)
        for n in range(8)
    ]


ITEMS = [f"{kind}{n}" for kind in "sf" for n in range(8)]
BAD = {
    "one person": (trickle(1, ITEMS * 2), "1 people (at least 2"),
    "one item": (trickle(40, ITEMS[:1]), "1 items (at least 2"),
    "all rated 5": (trickle(40, ITEMS, 5.0), None),
    "all rated 1": (
        trickle(40, ITEMS, 1.0),
        "events speaks for an item: that would be a click, a purchase or another deed, or a rating of 4 or more",
    ),
    "all at the same moment": (trickle(40, ITEMS, step=0), None),
    "nothing in the catalogue": (trickle(40, [f"unknown{n}" for n in range(16)]), "because ingest items"),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_data_train_or_say_what_is_missing_and_the_server_goes_on(
    run: Run, sparse: Path, tmp_path: Path, case: str
):
    events, missing = BAD[case]
    with running(Path(shutil.copytree(sparse, tmp_path / "data"))) as server:
        old = serving(server)
        run("ingest", "events", str(written(tmp_path / "events.csv", events)))
        with asked_meanwhile(server, "p0"):
            if missing is None:
                assert "serves" in run("train", "--budget", POOR).stdout
            else:
                with pytest.raises(NotEnoughData) as told:
                    run("train", "--budget", POOR)
                assert missing in str(told.value)
                assert told.value.remedy
        assert (serving(server) == old) == (missing is not None)
        assert list(Artifacts(tmp_path / "data" / "models", system_clock).folder.glob(".writing*")) == []


def test_a_live_model_that_was_damaged_is_named_and_replaced(run: Run, sparse: Path, tmp_path: Path):
    data = Path(shutil.copytree(sparse, tmp_path / "data"))
    models = Artifacts(data / "models", system_clock)
    old = models.current()
    damage(data / "models" / str(old) / "user_factors.npy")
    with running(data) as server:
        run("ingest", "events", str(events_file(tmp_path / "events.csv", 40)))
        assert server.get("/readyz").json()["trained"] is False
        assert len(server.get("/v1/users/p0/recommendations?limit=5").json()["items"]) == 5
        assert f"user_factors.npy of model {old} is not what was written. Roll back" in findings(run)
        assert "serves" in run("train", "--budget", POOR).stdout
        new = serving(server)
        assert new == models.current() != old
        assert run("doctor").exit_code == 0
        (data / "models" / "current").write_text("{")
        assert serving(server) == new
        assert "Delete it and promote a version." in findings(run)
        (data / "models" / "current").unlink()
        run("models", "promote", new)
        assert run("doctor").exit_code == 0


def findings(run: Run) -> str:
    """What a doctor says who finds something broken."""
    told = run("doctor")
    assert told.exit_code == 1
    return " ".join(told.stdout.split())


def damage(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)


def test_a_training_is_alone_and_may_be_killed_while_it_writes(run: Run, sparse: Path, tmp_path: Path):
    data = Path(shutil.copytree(sparse, tmp_path / "data"))
    run("ingest", "events", str(events_file(tmp_path / "events.csv", 40)))
    models = Artifacts(data / "models", system_clock)
    old = models.current()
    command = [sys.executable, "-m", "api.cli", "train", "--budget", POOR]
    with running(data) as server, (data / "models" / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # so that it is certain where the other one is: about to write
        with subprocess.Popen(
            command, cwd=tmp_path, env=environment(data), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        ) as training:
            wait_for(lambda: waits_for_a_lock(training.pid))
            with pytest.raises(FolderOwned, match=f"Process {training.pid} is training"):
                run("train", "--budget", POOR)
            fcntl.flock(lock, fcntl.LOCK_UN)
            wait_for(lambda: any(data.glob("models/.writing*")) or models.versions()[-1] != old, pause=0.0)
            training.send_signal(signal.SIGKILL)
            assert training.wait(60) == -signal.SIGKILL
        for version in models.versions():
            assert models.load(version).version == version
        assert serving(server) == old == models.current()
        assert run("doctor").exit_code == 0
        run("train", "--budget", POOR, "--force")
        assert serving(server) == models.current() != old
        assert list(data.glob("models/.writing*")) == []


def waits_for_a_lock(pid: int) -> bool:
    """As Linux tells: a line of ``/proc/locks`` with an arrow is a lock that is waited for."""
    waiting = [line.split() for line in Path("/proc/locks").read_text().splitlines() if "->" in line]
    return any(str(pid) in words for words in waiting)


def wait_for(there: Callable[[], bool], pause: float = 0.02) -> None:
    end = time.monotonic() + 120
    while not there():
        assert time.monotonic() < end
        time.sleep(pause)
