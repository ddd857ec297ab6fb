"""An operator's way with an experiment, over real HTTP and by the commands."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from api.sections import LlmSettings
from hybrid.errors import BecauseError
from rerank.library import packaged
from tests.api.runner import runner
from tests.api.running import Running, running
from tests.servers.model_server import model_server

ARMS: dict[str, Any] = {"control": {}, "bold": {"blend": {"content": 2.0}}}


@dataclass
class Lab:
    server: Running
    folder: Path

    def ask(self, method: str, path: str, status: int = 200, content: Any = None, **headers: str) -> dict[str, Any]:
        sent = {} if content is None else {"json": content}
        answer = self.server.client.request(method, f"/v1/experiments{path}", headers=headers, **sent)
        assert answer.status_code == status, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def put(self, name: str, status: int = 200, **fields: Any) -> dict[str, Any]:
        return self.ask("PUT", f"/{name}", status, {"scenarios": [name], "arms": ARMS, **fields})


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    folder = tmp_path_factory.mktemp("experiments")
    with model_server() as model:
        llm = LlmSettings(model="openai/stub", api_base=model.api_base)
        with running(folder / "data", llm=llm) as server:
            yield Lab(server, folder)


def test_from_a_draft_to_the_end(lab: Lab) -> None:
    told = lab.put("whole", traffic=0.1)
    assert (told["state"], told["started_at"], told["definition"]["metric"]) == ("draft", None, "ctr")
    assert lab.put("whole", traffic=0.2)["traffic"] == 0.2
    assert lab.ask("POST", "/whole/start")["state"] == "running"
    assert lab.ask("POST", "/whole/ramp", content={"traffic": 0.5})["traffic"] == 0.5
    told = lab.ask("POST", "/whole/stop", content={"why": "enough"})
    assert [one["kind"] for one in told["history"]] == ["defined", "defined", "started", "ramped", "stopped"]
    assert told["history"][-1]["detail"] == "enough"
    assert lab.ask("GET", "/whole") == told
    assert "whole" in [one["name"] for one in lab.ask("GET", "")["experiments"]]


@pytest.mark.parametrize(
    ("name", "fields", "pointer", "told"),
    [
        ("Bad Name", {"scenarios": ["fine"]}, "/name", "small letters"),
        ("bad", {"arms": {"control": {}, "b": {"modle": "x"}}}, "/arms/b/modle", "no field"),
        ("bad", {"arms": {"control": {}, "b": {"model": "20200101T000000"}}}, "/arms/b/model", "no model version"),
        ("bad", {"arms": {"control": {}, "b": {"prompt": "ffff0000"}}}, "/arms/b/prompt", "no version"),
        ("bad", {"traffic": 1.5}, "/traffic", "at most 1"),
        ("bad", {"control": "none"}, "/control", "name of an arm"),
        ("bad", {"metric": "clicks"}, "/metric", "one of"),
        ("bad", {"scenarios": ["No Such"]}, "/scenarios/0", "must look like"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(
    lab: Lab, name: str, fields: dict[str, Any], pointer: str, told: str
) -> None:
    trouble = lab.put(name, 422, **fields)["errors"][0]
    assert trouble["pointer"] == pointer
    assert told in f"{trouble['message']} {trouble['remedy']}"
    assert name not in [one["name"] for one in lab.ask("GET", "")["experiments"]]


def test_what_the_state_does_not_allow_is_a_conflict(lab: Lab) -> None:
    lab.put("strict")
    assert "not started" in lab.ask("POST", "/strict/ramp", 409, {"traffic": 1.0})["detail"]
    lab.ask("POST", "/strict/start")
    assert "can't change" in lab.put("strict", 409, traffic=0.9)["detail"]
    lab.put("rival", scenarios=["strict"])
    assert "'strict' runs" in lab.ask("POST", "/rival/start", 409)["detail"]
    assert lab.ask("POST", "/nobody/start", 404)["errors"][0]["remedy"]


def test_a_draft_can_be_removed_and_what_has_started_cannot(lab: Lab) -> None:
    lab.put("brief")
    path = "/v1/experiments/brief"
    assert lab.server.client.delete(path).status_code == 204
    assert lab.ask("GET", "/brief", 404)
    assert lab.server.client.delete(path).status_code == 404
    lab.put("brief")
    assert [one["kind"] for one in lab.ask("POST", "/brief/start")["history"]] == ["defined", "started"]
    for what in ("Stop it", "Leave it"):
        told = lab.ask("DELETE", "/brief", 409)
        assert "has started" in told["detail"]
        assert told["errors"][0]["remedy"].startswith(what)
        lab.server.client.post(f"{path}/stop")
    assert lab.ask("GET", "/brief")["state"] == "stopped"


def test_a_scenario_that_may_be_misspelt_is_told(lab: Lab) -> None:
    assert lab.put("spelt", scenarios=["homepage"])["warnings"] == []
    (told,) = lab.put("spelt", scenarios=["homepage", "homepge"])["warnings"]
    assert (told["pointer"], told["hint"]) == ("/scenarios/1", "Did you mean `homepage`?")


def test_a_prompt_is_kept_by_its_id_though_a_label_was_given(lab: Lab) -> None:
    text = packaged("rerank").replace("You know this catalogue well", "You know it all")
    id = lab.server.post("/v1/prompts", {"text": text}).json()["version"]
    lab.server.post("/v1/prompts/rerank/publish", {"version": id, "label": "staging"})
    told = lab.put("words", arms={"control": {}, "b": {"prompt": "staging"}})
    assert told["definition"]["arms"]["b"]["prompt"] == id


def test_experiments_are_for_operators(tmp_path: Path) -> None:
    with running(tmp_path / "data", api_keys="shop", operator_keys="chief") as server:
        lab = Lab(server, tmp_path)
        shop, chief = ({"authorization": f"Bearer {key}"} for key in ("shop", "chief"))
        assert "operators" in lab.ask("GET", "", 403, **shop)["detail"]
        assert "operators" in lab.ask("DELETE", "/any", 403, **shop)["detail"]
        assert lab.ask("GET", "", 200, **chief) == {"experiments": []}
        arms = {"control": {}, "b": {"rerank_weight": 0.1}}
        without = lab.ask("PUT", "/llm", 422, {"scenarios": ["a"], "arms": arms}, **chief)
        assert without["errors"][0]["pointer"] == "/arms/b/rerank_weight"


def test_the_commands_do_the_same(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    because = runner(monkeypatch, lab.folder)
    file = lab.folder / "shell.json"
    file.write_text(json.dumps({"scenarios": ["shell"], "arms": ARMS, "traffic": 0.25}))
    assert "is kept" in because("experiments", "put", "shell", str(file)).output
    assert "25.0%" in because("experiments", "start", "shell").output
    assert "50.0%" in because("experiments", "ramp", "shell", "0.5").output
    assert "shell" in because("experiments", "list").output
    because("experiments", "stop", "shell", "--why", "seen enough", "--json", "told.json")
    assert "seen enough" in because("experiments", "show", "shell").output
    assert json.loads((lab.folder / "told.json").read_text())["state"] == "stopped"
    file.write_text(json.dumps({"scenarios": ["homepge"], "arms": ARMS}))
    assert "Did you mean `homepage`?" in because("experiments", "put", "spare", str(file)).output
    assert "is removed" in because("experiments", "remove", "spare").output
    file.write_text('{"scenarios": ["shell"], "arms": {"control": {}}}')
    with pytest.raises(BecauseError, match="2 to 10 arms"):
        because("experiments", "put", "other", str(file))


def test_the_commands_work_without_a_server_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with running(tmp_path / "data") as server:
        assert server.get("/healthz").status_code == httpx.codes.OK
    because = runner(monkeypatch, tmp_path)
    (tmp_path / "e.json").write_text(json.dumps({"scenarios": ["shell"], "arms": ARMS}))
    assert "is kept" in because("experiments", "put", "shell", "e.json").output
    assert "draft" in because("experiments", "list").output
    assert "is removed" in because("experiments", "remove", "shell").output
    assert "shell" not in because("experiments", "list").output
