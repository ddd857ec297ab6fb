"""What the arms of experiments change in people's answers, over real HTTP."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from api.sections import LlmSettings
from rerank.library import packaged
from tests.api.running import Running, running
from tests.journeys.experiments import PATH, arms, ok
from tests.servers.model_server import ModelServer, copy, model_server

PEOPLE = [f"person {n}" for n in range(60)]
DAYS = [f"2026-0{1 + n // 9}-{1 + n % 9:02}T00:00:00Z" for n in range(20)]


@dataclass
class Shop:
    """Twenty films: the later the number the newer, the earlier the more popular."""

    server: Running
    model: ModelServer
    folder: Path
    names: Iterator[int] = field(default_factory=count)

    def answer(self, person: str, scenario: str = "homepage", **fields: Any) -> dict[str, Any]:
        asked = {"user_id": person, "scenario": scenario, "limit": 6, "debug": True, **fields}
        told = self.server.post("/v1/recommendations", asked)
        assert told.status_code == 200, told.text
        found: dict[str, Any] = told.json()
        return found

    def ids(self, person: str, scenario: str = "homepage", **fields: Any) -> list[str]:
        return [item["id"] for item in self.answer(person, scenario, **fields)["items"]]

    def arm(self, person: str, scenario: str = "homepage", **fields: Any) -> str | None:
        arm: str | None = self.answer(person, scenario, **fields)["debug"]["arm"]
        return arm

    def change(self, name: str, how: str, **content: Any) -> dict[str, Any]:
        method, path = ("PUT", "") if how == "put" else ("POST", f"/{how}")
        told = self.server.client.request(
            method, f"/v1/experiments/{name}{path}", json=None if how == "start" else content
        )
        assert told.status_code == 200, told.text
        found: dict[str, Any] = told.json()
        return found

    @contextmanager
    def experiment(self, arms: dict[str, Any], scenario: str = "homepage", **fields: Any) -> Iterator[str]:
        name = f"experiment-{next(self.names)}"
        self.change(name, "put", scenarios=[scenario], arms={"control": {}, **arms}, **fields)
        self.change(name, "start")
        try:
            yield name
        finally:
            self.change(name, "stop")

    def of_arm(self, arm: str | None, **fields: Any) -> str:
        """Somebody in this arm."""
        return next(person for person in PEOPLE if self.arm(person, **fields) == arm)


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    folder = tmp_path_factory.mktemp("shop")
    with model_server(answer=copy) as model:
        llm = LlmSettings(model="openai/one", api_base=model.api_base, fallbacks=("openai/other",))
        with running(folder / "data", llm=llm) as server:
            items = [
                {"id": f"f{n:02}", "title": f"Film {n}", "categories": ["Comedy"], "published_at": DAYS[n]}
                for n in range(20)
            ]
            assert server.post("/v1/items", {"items": items}).json()["accepted"] == 20
            events = [
                {"user_id": f"fan {fan}", "item_id": f"f{n:02}", "type": "like"}
                for n in range(12)
                for fan in range(13 - n)
            ]
            assert server.post("/v1/events", {"events": events}).json()["accepted"] == len(events)
            yield Shop(server, model, folder)


def test_baselines_rank_by_one_thing_alone_under_the_same_rules(shop: Shop) -> None:
    arms = {"popular": {"baseline": "popular"}, "newest": {"baseline": "newest"}}
    with shop.experiment(arms, traffic=1.0):
        popular, newest = shop.of_arm("popular"), shop.of_arm("newest")
        assert shop.ids(popular) == [f"f{n:02}" for n in range(6)]
        told = shop.answer(newest, filter={"exclude_ids": ["f18"]}, rerank="wait")
        assert [item["id"] for item in told["items"]] == ["f19", "f17", "f16", "f15", "f14", "f13"]
        assert told["rerank"]["status"] == "off", "no model touches a baseline"
        assert {source for item in told["items"] for source in item["sources"]} == {"new"}
        shop.server.post(
            "/v1/items", {"items": [{"id": "g", "title": "Fresh", "published_at": "2026-09-01T00:00:00Z"}]}
        )
        assert shop.ids(newest)[0] == "g", "what is added while it runs counts at the next request"
        shop.server.client.delete("/v1/items/g")
        assert shop.ids(newest)[0] == "f19"


def test_weights_of_sources_are_multiplied(shop: Shop) -> None:
    with shop.experiment({"crowd": {"blend": {"content": 0.0}}, "taste": {"blend": {"popular": 0.0}}}):
        shop.server.post("/v1/events", {"events": [
            {"user_id": person, "item_id": "f19", "type": "like"} for person in PEOPLE[:30]
        ]})  # fmt: skip
        people = PEOPLE[:30]
        sources = {
            arm: {s for p in people if shop.arm(p) == arm for item in shop.answer(p)["items"] for s in item["sources"]}
            for arm in ("control", "crowd", "taste")
        }
    assert sources["control"] >= {"content", "popular"}
    assert "content" not in sources["crowd"]
    assert "popular" not in sources["taste"]


def test_the_models_say_its_prompt_and_the_model_itself_may_differ(shop: Shop) -> None:
    text = packaged("rerank").replace("You know this catalogue well", "You know it all")
    id = shop.server.post("/v1/prompts", {"text": text}).json()["version"]
    arms = {"silent": {"rerank_weight": 0.0}, "words": {"prompt": id}, "other": {"llm": "openai/other"}}
    with shop.experiment(arms):
        told = {arm: shop.answer(shop.of_arm(arm, rerank="off"), rerank="wait") for arm in ("control", *arms)}
    assert told["silent"]["debug"]["weight"] == 0.0
    assert told["control"]["debug"]["weight"] > 0.0
    assert told["words"]["rerank"]["prompt"] == f"rerank@{id} (experiment)"
    assert told["other"]["rerank"]["model"] == "openai/other"
    assert told["control"]["rerank"]["model"] == "openai/one"


def test_rules_may_differ(shop: Shop) -> None:
    path = "/v1/scenarios/detail?draft=true"
    kept = shop.server.client.put(path, json={"filter": {"attributes": {"published_at": {"lt": "2026-01-05"}}}})
    version = kept.json()["version"]
    with shop.experiment({"old": {"rules": version}}, "detail"):
        old, control = (shop.of_arm(arm, scenario="detail") for arm in ("old", "control"))
        assert set(shop.ids(old, "detail")) <= {f"f{n:02}" for n in range(4)}
        assert len(shop.ids(control, "detail")) == 6


def test_what_there_is_not_is_refused_before_it_starts(shop: Shop) -> None:
    for arm, pointer in (
        ({"rules": "ffffffffffff"}, "/arms/b/rules"),
        ({"llm": "openai/none"}, "/arms/b/llm"),
        ({"model": "20200101T000000-000000-00000000"}, "/arms/b/model"),
    ):
        content = {"scenarios": ["homepage"], "arms": {"control": {}, "b": arm}}
        refused = shop.server.client.put("/v1/experiments/refused", json=content)
        assert refused.status_code == 422
        assert refused.json()["errors"][0]["pointer"] == pointer


def test_arms_do_not_share_what_the_model_said(shop: Shop) -> None:
    def status(person: str) -> str:
        return str(shop.answer(person, rerank="wait")["rerank"]["status"])

    before = {person: status(person) for person in PEOPLE[40:44]}
    assert set(before.values()) == {"llm"}
    assert {status(person) for person in before} == {"cache"}
    with shop.experiment({"same": {}}):
        assert {status(person) for person in before} == {"llm"}
        assert {status(person) for person in before} == {"cache"}
    assert {status(person) for person in before} == {"cache"}


def test_each_person_stays_in_an_arm_ramping_adds_and_stopping_reverts(shop: Shop) -> None:
    with shop.experiment({"bold": {"baseline": "newest"}}, traffic=0.3) as name:
        first = {person: shop.arm(person) for person in PEOPLE}
        assert first == {person: shop.arm(person) for person in PEOPLE}
        assert set(first.values()) == {None, "control", "bold"}
        shop.change(name, "ramp", traffic=0.8)
        then = {person: shop.arm(person) for person in PEOPLE}
        assert all(then[person] == arm for person, arm in first.items() if arm)
        assert Counter(then.values())[None] < Counter(first.values())[None]
        assert shop.arm(PEOPLE[0], scenario="elsewhere") is None
        bold = next(person for person, arm in then.items() if arm == "bold")
        treated = shop.ids(bold)
    assert shop.arm(bold) is None
    assert shop.ids(bold) != treated


def test_who_was_in_an_arm_is_in_it_after_a_restart(tmp_path: Path) -> None:
    some = PEOPLE[:40]
    body = {"scenarios": ["homepage"], "arms": {"control": {}, "newest": {"baseline": "newest"}}, "traffic": 0.5}
    with running(tmp_path / "data") as server:
        ok(server.client.put(PATH, json=body))
        ok(server.client.post(f"{PATH}/start"))
        before = arms(server.client, some)
    assert set(before.values()) == {None, "control", "newest"}
    with running(tmp_path / "data") as server:
        assert arms(server.client, some) == before
