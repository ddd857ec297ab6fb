"""The shipped sample, taken in and trained once by the product's own code; each module has a copy of its own.

Copies begin without an index: the start makes it anew from SQL in less time than it takes to check one.
"""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.commands.demo import prepare, sample_files
from api.opening import open_folder
from api.settings import Settings
from hybrid.engine import CHROMA
from tests.api.running import running
from tests.journeys.days import NINE, PATIENCE, WEIGHT, Clock, Day
from tests.servers.model_server import model_server, reverse


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of ``because demo``, shared by all workers: not to be opened, only copied."""
    place = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        place = place.parent
    folder, done = place / "sample", place / "sample.done"
    with (place / "sample.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            settings = Settings(data_dir=folder)
            opened = open_folder(settings)
            try:
                prepare(settings, opened, sample_files())
            finally:
                opened.close()
            shutil.rmtree(folder / CHROMA)
            done.touch()
    return folder


@pytest.fixture(scope="module")
def sample(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the sample, this module's own."""
    return Path(shutil.copytree(trained, tmp_path_factory.mktemp("journey") / "data"))


@pytest.fixture(scope="module")
def whole_day(sample: Path) -> Iterator[Day]:
    """The module's server, asked at whatever time it is."""
    clock = Clock()
    with model_server() as model:
        llm = {"model": "openai/stub", "api_base": model.api_base, "api_key": "k", "timeout": PATIENCE}
        with running(sample, clock, llm=llm, rerank={"weight": WEIGHT}) as server:
            yield Day(server, model, clock, folder=sample)


@pytest.fixture
def day(whole_day: Day) -> Iterator[Day]:
    """At nine, with a model that reverses what it gets. Each test takes people of its own."""
    model = whole_day.model
    model.gate.clear()
    model.arrived.clear()
    model.mode, model.answer = "ok", reverse
    model.bodies.clear()
    whole_day.clock.now = NINE
    whole_day.calls_before = model.calls
    yield whole_day
    model.gate.set()
