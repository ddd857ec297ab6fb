"""``because evaluate`` on a folder, alone and beside its server."""

import json
import os
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
import typer

from api.commands.console import writable
from hybrid.errors import BecauseError, NotEnoughData
from hybrid.evaluation.splits import FlatteringSplit
from tests.api.runner import Run, runner
from tests.api.running import running
from tests.api.test_commands import catalogue_file, events_file


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder of its own; errors meant for people are raised."""
    return runner(monkeypatch, tmp_path, BECAUSE_TRAIN__EPOCHS="2")


def fill(run: Run, tmp_path: Path) -> None:
    run("ingest", "items", str(catalogue_file(tmp_path / "items.jsonl")))
    run("ingest", "events", str(events_file(tmp_path / "events.csv")))


def test_table_json_and_page_from_a_folder(run: Run, tmp_path: Path):
    fill(run, tmp_path)
    before = sorted(path.name for path in (tmp_path / "data").iterdir())
    told = run("evaluate", "--people", "10", "--seed", "3", "--json", "figures.json", "--html", "page.html")
    assert told.exit_code == 0
    assert "10 people asked for" in told.stdout
    for title in ("By stage", "By length of history", "People unseen in training", "Cold items"):
        assert title in told.stdout
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert (figures["about"]["seed"], figures["about"]["training_seed"]) == (3, 3)
    stages = {row["name"]: row for row in figures["sections"][0]["rows"]}
    assert stages["rules"]["ndcg@10"]["value"] > 0
    assert stages["content"]["people"] == 10
    assert "<svg" in (tmp_path / "page.html").read_text()
    assert sorted(path.name for path in (tmp_path / "data").iterdir()) == before
    assert not (tmp_path / "data" / "models").exists() or not list((tmp_path / "data" / "models").iterdir())


def test_beside_a_server_the_figures_are_the_same(run: Run, tmp_path: Path):
    fill(run, tmp_path)
    run("evaluate", "--by", "none", "--json", "alone.json")
    with running(tmp_path / "data"):
        assert run("evaluate", "--by", "none", "--json", "beside.json").exit_code == 0
    assert json.loads((tmp_path / "alone.json").read_text()) == json.loads((tmp_path / "beside.json").read_text())


def test_random_has_to_be_meant(run: Run, tmp_path: Path):
    fill(run, tmp_path)
    with pytest.raises(FlatteringSplit, match="--yes-random"):
        run("evaluate", "--protocol", "random")
    told = run("evaluate", "--protocol", "random", "--yes-random", "--by", "none")
    assert "RANDOM SPLIT" in told.stderr


def test_what_is_wrong_is_named(run: Run, tmp_path: Path):
    with pytest.raises(BecauseError, match="no catalogue"):
        run("evaluate")
    run("ingest", "items", str(catalogue_file(tmp_path / "items.jsonl")))
    with pytest.raises(NotEnoughData, match="no events"):
        run("evaluate")
    fill(run, tmp_path)
    with pytest.raises(BecauseError, match="no view 'colour'"):
        run("evaluate", "--by", "colour")


@pytest.mark.parametrize("option", ["--json", "--html"])
@pytest.mark.parametrize(("path", "why"), [("nowhere/file", "there is no folder nowhere"), ("here", "it is a folder")])
def test_files_to_write_are_looked_at_before_the_work(run: Run, tmp_path: Path, option: str, path: str, why: str):
    """The folder has nothing to evaluate yet, which comes second."""
    (tmp_path / "here").mkdir()
    for command in (["evaluate"], *([["train"], ["precompute"]] if option == "--json" else [])):
        with pytest.raises(BecauseError, match=f"{why}.*{option}"):
            run(*command, option, path)


def test_a_file_where_nothing_may_be_written_is_refused():
    option, who = cast(typer.CallbackParam, SimpleNamespace(opts=["--html"])), os.geteuid()
    os.seteuid(who or 65_534)  # root may write anywhere
    try:
        with pytest.raises(BecauseError, match=r"Permission denied.*--html"):
            writable(option, Path("/usr/page.html"))
    finally:
        os.seteuid(who)
