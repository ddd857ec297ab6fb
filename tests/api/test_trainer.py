"""A training is a process of its own that inherits nothing and ends with its server, however that ends."""

from __future__ import annotations

import asyncio
import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from pathlib import Path

import orjson
import pytest
import uvloop

from api.commands.doctor import examine
from api.metrics import Metrics
from api.retraining import META, Plan, Retrainer, Training
from api.schedule import Schedule
from api.serve import bind
from api.settings import load_settings
from api.trainer import MADE
from hybrid.engine import MODELS, Engine, EngineSettings
from hybrid.owner import alone
from hybrid.store import Store
from tests.api.runner import runner
from tests.api.running import running
from tests.api.test_process import served
from tests.api.test_retraining import LIKED
from tests.clocks import Clock
from tests.hybrid.test_engine import click, items
from tests.journeys.many import parent_of, until

GATE = {"new_ndcg@10": 0.174, "live_ndcg@10": 0.187}
REFUSED = {"version": "v2", "current": False, "seconds": 3.0, "gate": GATE}
CUT_OFF = "It was cut off: the server was killed meanwhile."
INHERITED = "import os, sys; sys.exit(' '.join(sorted(os.listdir('/proc/self/fd'))[3:]))"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine.open(tmp_path / "data", EngineSettings(), Clock())
    opened.upsert_items(items(0, 8))
    yield opened
    opened.close()


def trainer_of(server: int) -> int | None:
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if b"api.attended" in (path / "cmdline").read_bytes() and parent_of(int(path.name)) == server:
                return int(path.name)
        except OSError:
            continue
    return None


def opened_by(process: int) -> set[str]:
    """The sockets, and the files of the index, that it holds."""
    names = set()
    for path in Path(f"/proc/{process}/fd").iterdir():
        try:
            names.add(str(path.readlink()))
        except OSError:
            continue
    return {name for name in names if name.startswith("socket:") or "/chroma/" in name}


def diagnosis() -> str:
    """What the doctor says of it in this environment; no more is examined than comes before."""
    return next(finding.message for finding in examine(load_settings()) if finding.what == "retraining")


def test_a_killed_server_takes_its_training_along_and_frees_its_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = Engine.open(tmp_path / "data", EngineSettings(), Clock())
    before.upsert_items(items(0, 8))
    before.append_events([click(event["user_id"], event["item_id"]) for event in LIKED])
    before.close()
    runner(monkeypatch, tmp_path)
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    settings = {"BECAUSE_TRAIN__BUDGET": "60s", "BECAUSE_RETRAIN__AFTER_EVENTS": "20", "TMPDIR": str(temporary)}
    with served(tmp_path, **settings) as (server, said):
        trainer = until(lambda: trainer_of(server.pid))
        assert opened_by(server.pid)
        assert not opened_by(server.pid) & opened_by(trainer)
        assert "running, begun" in (told := diagnosis())
        assert "trains after 20 new events" in told
        server.send_signal(signal.SIGKILL)
        server.wait()
        until(lambda: parent_of(trainer) is None)
        assert CUT_OFF in diagnosis()
        with bind("127.0.0.1", int(re.findall(r"127\.0\.0\.1:(\d+)", "".join(said))[0])) as sock:
            sock.listen()
    assert not list(temporary.glob("because-*"))
    assert not (tmp_path / "data" / MODELS / "current").exists()


def test_it_inherits_nothing_that_a_native_library_opened(engine: Engine):
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])
    descriptor = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(descriptor, True)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as loop:
            done = loop.run(retrainer(engine, INHERITED).look())
    finally:
        os.close(descriptor)
    assert done is not None
    # The folder that is listed is open itself, under the next number.
    assert done.why == "3"


def retrainer(engine: Engine, code: str = "raise SystemExit(9)") -> Retrainer:
    return Retrainer(engine, Plan(Schedule(after_events=3)), Clock(), Metrics(), (sys.executable, "-c", code))


def begun(engine: Engine) -> Training:
    """One that a server did not live to see the end of."""
    training = Training(Clock().now, 0, "running", "3 new events")
    engine.store.meta.put(META, asdict(training))
    return training


@pytest.mark.parametrize(
    ("left", "outcome", "why", "version"),
    [
        (None, "failed", CUT_OFF, None),
        (b'{"version": "v', "failed", CUT_OFF, None),
        (
            orjson.dumps(REFUSED),
            "refused",
            "Model v2 is worse than the one that serves: NDCG@10 0.174 against 0.187.",
            "v2",
        ),
        (orjson.dumps({**REFUSED, "current": True}), "promoted", "", "v2"),
    ],
)
def test_a_result_that_came_while_no_server_was_there_is_told(
    engine: Engine, left: bytes | None, outcome: str, why: str, version: str | None
):
    begun(engine)
    if left is not None:
        (engine.folder / MODELS).mkdir(exist_ok=True)
        (engine.folder / MODELS / MADE).write_bytes(left)
    assert asyncio.run(retrainer(engine).look()) is None
    kept = Training.of(engine.store.meta.get(META))
    assert kept is not None
    assert (kept.outcome, kept.why, kept.version) == (outcome, why, version)


def test_while_it_still_trains_nothing_is_said_of_it_and_none_begun(engine: Engine):
    running = begun(engine)
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])
    with alone(engine.folder / MODELS / ".training", "training"):
        assert asyncio.run(retrainer(engine).look()) is None
        assert Training.of(engine.store.meta.get(META)) == running
    assert asyncio.run(retrainer(engine).look()) is not None


def test_what_an_earlier_training_left_is_no_result_of_the_next(engine: Engine):
    (engine.folder / MODELS).mkdir(exist_ok=True)
    (engine.folder / MODELS / MADE).write_bytes(orjson.dumps(REFUSED))
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])
    done = asyncio.run(retrainer(engine).look())
    assert done is not None
    assert (done.outcome, done.version) == ("failed", None)


def test_the_doctor_tells_when_the_server_trains_whatever_its_own_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    runner(monkeypatch, tmp_path)
    with running(tmp_path / "data", retrain={"after_events": 5000, "every": "6h"}):
        assert "none yet; trains every 6 h, or after 5,000 new events" in diagnosis()
    with running(tmp_path / "data"):
        monkeypatch.setenv("BECAUSE_RETRAIN__AFTER_EVENTS", "7")
        assert "off: because serve with BECAUSE_RETRAIN__AT=03:30" in diagnosis()


def test_a_server_that_does_not_train_is_no_reason_to_say_that_one_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    runner(monkeypatch, tmp_path)
    with closing(Store.open(tmp_path / "data", Clock())) as store:
        store.meta.put(META, asdict(Training(Clock().now, 0, "running", "3 new events")))
    with running(tmp_path / "data"):
        assert CUT_OFF in diagnosis()
