"""The command line, with a real folder and beside a real server."""

import json
import os
import shutil
from contextlib import nullcontext
from itertools import count
from pathlib import Path

import pytest

from api.commands.target import target
from api.settings import Settings
from hybrid.artifacts import KEPT, Artifacts
from hybrid.engine import CHROMA
from hybrid.errors import BecauseError, FolderOwned, NotEnoughData
from hybrid.owner import Owner
from tests.api.runner import Run, runner
from tests.api.running import running
from tests.hybrid.collaborative.worlds import trained, two_tastes

ITEMS = """id,title,categories,year
a,Rocket to the moon,Space|Drama,1999
b,Astronauts in orbit,Space,2001
c,,Food,2003
d,Baking bread,Food,1950
,No id,Food,1950
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs a command in a folder of its own; errors meant for people are raised."""
    return runner(monkeypatch, tmp_path)


def events_file(path: Path, people: int = 30) -> Path:
    """People who like space or food, in two clear groups."""
    lines = ["user_id,item_id,type,timestamp"]
    for person in range(people):
        kind = ("s", "f")[person % 2]
        lines += [f"p{person},{kind}{(person + step) % 8},click,{1_700_000_000 + 60 * step}" for step in range(5)]
    path.write_text("\n".join(lines) + "\n")
    return path


def catalogue_file(path: Path) -> Path:
    """Eight items of space and eight of food."""
    films = [
        {"id": f"{kind[0].lower()}{n}", "title": f"{kind} story number {n}", "categories": [kind]}
        for kind in ("Space", "Food")
        for n in range(8)
    ]
    path.write_text("".join(json.dumps(film) + "\n" for film in films))
    return path


def test_ingest_keeps_bad_lines_out_and_names_them(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    told = run("ingest", "items", "items.csv", "--json", "figures.json")
    assert told.exit_code == 1
    assert "3 items taken in; 2 lines refused" in told.stdout
    assert "line 4 (c)" in told.stderr
    assert "line 6" in told.stderr
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert (figures["accepted"], figures["rejected"]) == (3, 2)
    assert [result["line"] for result in figures["results"]] == [4, 6]


def test_ingest_can_be_run_again(run: Run, tmp_path: Path):
    events_file(tmp_path / "events.csv")
    assert "150 events taken in." in run("ingest", "events", "events.csv").stdout
    told = run("ingest", "events", "events.csv")
    assert told.exit_code == 0
    assert "150 of them known already" in told.stdout


def test_columns_are_renamed(run: Run, tmp_path: Path):
    (tmp_path / "films.csv").write_text("movieId,title,junk\n1,One,x\n")
    assert run("ingest", "items", "films.csv", "--map", "movieId=id", "--map", "junk=").exit_code == 0
    with pytest.raises(BecauseError, match="COLUMN=FIELD"):
        run("ingest", "items", "films.csv", "--map", "movieId")


@pytest.mark.parametrize("name", ["nosuch.csv", "items.xlsx"])
def test_files_that_cannot_be_read_are_named(run: Run, name: str):
    with pytest.raises(BecauseError, match=name):
        run("ingest", "items", name)


def test_the_way_from_files_to_recommendations(run: Run, tmp_path: Path):
    catalogue_file(tmp_path / "items.jsonl")
    run("ingest", "items", "items.jsonl")
    with pytest.raises(NotEnoughData):
        run("train")
    run("ingest", "events", str(events_file(tmp_path / "events.csv")))
    assert "serves" in run("train", "--json", "model.json").stdout
    model = json.loads((tmp_path / "model.json").read_text())
    assert (model["users"], model["items"], model["current"]) == (30, 16, True)
    run("models", "list", "--json", "models.json")
    assert [m["version"] for m in json.loads((tmp_path / "models.json").read_text())] == [model["version"]]
    told = run("recommend", "p0", "--limit", "3", "--json", "list.json")
    items = json.loads((tmp_path / "list.json").read_text())["items"]
    assert len(items) == 3
    assert all(item["reason"]["text"] for item in items)
    assert items[0]["item"]["title"].split()[0] in told.stdout
    assert "re-rank: off" in told.stdout
    assert run("doctor").exit_code == 0


def test_recommend_says_what_is_wrong_with_its_options(run: Run):
    with pytest.raises(BecauseError, match="limit"):
        run("recommend", "p0", "--limit", "0")


def test_commands_beside_a_server_go_through_it(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    catalogue_file(tmp_path / "more.jsonl")
    with running(tmp_path / "data") as server:
        told = run("ingest", "items", "items.csv", "--json", "figures.json")
        assert told.exit_code == 1
        assert [r["line"] for r in json.loads((tmp_path / "figures.json").read_text())["results"]] == [4, 6]
        assert server.get("/v1/items/a").json()["attributes"] == {"year": 1999}
        run("ingest", "items", "more.jsonl")
        run("ingest", "events", str(events_file(tmp_path / "events.csv")))
        assert server.get("/readyz").json()["trained"] is False
        run("train")
        assert server.get("/readyz").json()["trained"] is True
        run("recommend", "p0", "--limit", "2", "--json", "list.json")
        assert len(json.loads((tmp_path / "list.json").read_text())["items"]) == 2
        assert run("reindex").exit_code == 0
        assert run("doctor").exit_code == 0
        assert "erased" in run("erase", "p0", "--yes").stdout
        assert server.get("/v1/users/p0").status_code == 404
        with pytest.raises(BecauseError, match="no user"):
            run("erase", "p0", "--yes")
        with pytest.raises(FolderOwned, match=f"127.0.0.1:{server.settings.port}"):
            run("serve", "--port", "0")


def test_a_second_training_is_compared_and_can_be_rolled_back(run: Run, tmp_path: Path):
    catalogue_file(tmp_path / "items.jsonl")
    with running(tmp_path / "data"):
        run("ingest", "items", "items.jsonl")
        run("ingest", "events", str(events_file(tmp_path / "events.csv", 60)))
        first = run("train", "--budget", "1s", "--json", "first.json")
        assert "serves" in first.stdout
        assert "NDCG@10" in first.stdout
        told = run("train", "--budget", "1s", "--seed", "2", "--objective", "next", "--force", "--json", "second.json")
        one, two = (json.loads((tmp_path / f"{name}.json").read_text()) for name in ("first", "second"))
        assert "gate" not in one["report"]
        assert two["report"]["gate"]["against"] == one["version"]
        assert two["current"]
        assert "Against the live model's recipe" in told.stdout
        assert one["version"] in run("models", "rollback").stdout
        with pytest.raises(BecauseError, match=r"Model \S+ serves, and there is no earlier one"):
            run("models", "rollback")
        run("models", "list", "--json", "models.json")
    served = {model["version"]: model["current"] for model in json.loads((tmp_path / "models.json").read_text())}
    assert served == {one["version"]: True, two["version"]: False}


def test_models_are_listed_promoted_and_rolled_back_without_a_server(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    run("ingest", "items", "items.csv")
    shutil.rmtree(tmp_path / "data" / CHROMA)  # made anew faster than checked
    ticks = count(1_700_000_000_000_000)
    artifacts, model = Artifacts(tmp_path / "data" / "models", lambda: next(ticks)), trained(two_tastes(20))
    first = artifacts.write(model)
    artifacts.promote(first)
    others = [artifacts.write(model) for _ in range(KEPT + 2)]
    assert "serves" in run("models", "promote", others[-1]).stdout
    table = run("models", "list", "--json", "models.json").stdout
    there = [first, *others[-KEPT:]]
    assert [one["version"] for one in json.loads((tmp_path / "models.json").read_text())] == there[::-1]
    assert [version in table for version in (first, *others)] == [version in there for version in (first, *others)]
    assert first in run("models", "rollback").stdout
    assert artifacts.current() == first
    for version in others[-2:]:
        artifacts.promote(version)
    (artifacts.folder / others[-2] / "item_factors.npy").write_bytes(b"")
    told = run("models", "rollback")
    assert f"Model {first} serves again" in told.stdout
    assert f"Skipped: item_factors.npy of model {others[-2]}" in told.stderr


@pytest.mark.parametrize("budget", ["soon", "1d", "-3", ""])
def test_a_budget_is_a_length_of_time(run: Run, budget: str):
    with pytest.raises(BecauseError, match="length of time"):
        run("train", "--budget", budget)


def test_a_folder_in_use_by_something_else_is_left_alone(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    with Owner.acquire(tmp_path / "data"), pytest.raises(BecauseError, match=f"process {os.getpid()}"):
        run("ingest", "items", "items.csv")


def test_the_doctor_finds_what_is_broken(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    run("ingest", "items", "items.csv")
    artifacts = Artifacts(tmp_path / "data" / "models", lambda: 1)
    artifacts.promote(artifacts.write(trained(two_tastes(20))))
    (factors,) = (tmp_path / "data" / "models").glob("*/item_factors.npy")
    factors.write_bytes(factors.read_bytes()[:-4] + b"\0\0\0\1")
    (tmp_path / "data").chmod(0o755)
    told = run("doctor", "--json", "findings.json")
    assert told.exit_code == 1
    states = {f["what"]: f["state"] for f in json.loads((tmp_path / "findings.json").read_text())}
    assert {what for what, state in states.items() if state == "broken"} == {"model", "folder"}


def test_the_doctor_says_that_there_is_no_folder(run: Run, tmp_path: Path):
    told = run("doctor")
    assert told.exit_code == 1
    assert f"{tmp_path / 'data'} is not there." in told.stdout
    assert "Run because ingest to fill it." in told.stdout
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["train"],
        ["evaluate"],
        ["recommend", "p0"],
        ["erase", "p0", "--yes"],
        ["reindex"],
        ["models", "promote", "x"],
    ],
)
@pytest.mark.parametrize("there", [False, True])
def test_a_mistyped_folder_does_not_become_a_catalogue(run: Run, tmp_path: Path, arguments: list[str], there: bool):
    if there:
        (tmp_path / "data").mkdir()
    with pytest.raises(BecauseError, match=r"no catalogue in .*data") as caught:
        run(*arguments)
    assert "BECAUSE_DATA_DIR" in caught.value.remedy
    assert (tmp_path / "data").exists() == there
    assert not list(tmp_path.glob("data/*"))


def test_a_command_that_may_waits_for_another_that_owns_the_folder(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text(ITEMS)
    run("ingest", "items", "items.csv")
    settings = Settings(data_dir=tmp_path / "data")
    owner = Owner.acquire(settings.data_dir)
    paused: list[float] = []

    def pause(seconds: float) -> None:
        paused.append(seconds)
        if len(paused) == 3:
            owner.release()

    with pytest.raises(BecauseError, match=f"process {os.getpid()}"), target(settings, tries=2, pause=pause):
        raise AssertionError
    assert len(paused) == 1
    with target(settings, tries=9, pause=pause) as place:
        assert len(paused) == 3
        place.reindex(None)


def test_events_without_id_and_time_are_taken_in_once_for_each_line_of_a_file(run: Run, tmp_path: Path):
    (tmp_path / "events.csv").write_text("user_id,item_id,type\nn1,1,view\nn1,1,view\n")
    assert "2 events taken in." in run("ingest", "events", "events.csv").stdout
    assert "2 events taken in, 2 of them known already." in run("ingest", "events", "events.csv").stdout
    assert "the same file again adds nothing" in " ".join(run("ingest", "events", "--help").stdout.split())


def test_one_is_one(run: Run, tmp_path: Path):
    (tmp_path / "items.csv").write_text('id,title\n9,"unclosed\n10,X\n')
    told = run("ingest", "items", "items.csv")
    assert told.exit_code == 1
    assert "1 item taken in; 1 line refused." in told.stdout
    assert "line 2: A quote is not closed" in told.stderr
    with pytest.raises(BecauseError, match=r"\. is a folder"):
        run("ingest", "items", ".")


def test_ratings_beyond_the_scale_are_refused_in_the_folder_and_beside_a_server(run: Run, tmp_path: Path):
    (tmp_path / "e.csv").write_text("user_id,item_id,type,value\nu,1,rating,9\nu,2,rating,5\n")
    for beside in (False, True):
        with running(tmp_path / "data") if beside else nullcontext():
            told = run("ingest", "events", "e.csv")
        assert told.exit_code == 1
        assert "1 event taken in" in told.stdout
        assert "line 2: `value` of a rating must lie between 0.5 and 5; got 9" in told.stderr
        assert "rating_scale" in told.stderr
