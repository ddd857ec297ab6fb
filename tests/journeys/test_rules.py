"""A merchandiser's day over HTTP: rules hold at the next request, also on a kept order of the model's."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hybrid.errors import BecauseError
from tests.api.asked import KEY, World, bearer, world
from tests.api.runner import Run, runner
from tests.journeys.days import NINE, SECOND, Clock, ids, status, until

OPERATOR = "key-of-the-operator"
SCENARIO = "homepage"


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory, clock: Clock) -> Iterator[World]:
    """24 films of two studios, one that is new, and a model that turns the order round."""
    folder = tmp_path_factory.mktemp("rules") / "data"
    with world(folder, clock, api_keys=[KEY, OPERATOR], operator_keys=[OPERATOR]) as found:
        for n in range(24):
            made = found.server.client.patch(
                f"/v1/items/f{n}", json={"brand": "big" if n % 3 else "small"}, headers=bearer(OPERATOR)
            )
            assert made.status_code == 200
        yield found


@pytest.fixture(autouse=True)
def no_rules(shop: World) -> Iterator[None]:
    yield
    put(shop, {"exploration": 0})


def put(shop: World, document: dict[str, Any], name: str = SCENARIO) -> dict[str, Any]:
    answer = shop.server.client.put(f"/v1/scenarios/{name}", json=document, headers=bearer(OPERATOR))
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def home(shop: World, user: str, rerank: str = "auto", **more: Any) -> dict[str, Any]:
    """As the document has it, with what operators are told."""
    return shop.ask(user, rerank, OPERATOR, debug=True, **{"exploration": None, **more})


def cached(shop: World, user: str) -> dict[str, Any]:
    told: dict[str, Any] = until(lambda: home(shop, user), lambda told: status(told) == "cache")
    return told


def test_a_change_of_the_document_holds_at_the_next_answer_whatever_is_kept(shop: World):
    put(shop, {"exploration": 0})
    kept = cached(shop, "ana")
    gone = ids(kept)[0]
    version = put(shop, {"exploration": 0, "filter": {"exclude_ids": [gone]}})["version"]
    told = home(shop, "ana")
    assert gone not in ids(told)
    assert status(told) == "stale", "the order of before stands in while the new one is made"
    assert told["debug"]["rules"]["version"] == f".{version}"
    assert told["debug"]["rules"]["filtered"]["excluded"] == 1
    assert len(ids(told)) == 10
    assert gone not in ids(cached(shop, "ana"))
    back = shop.server.post(f"/v1/scenarios/{SCENARIO}/rollback", {}, **bearer(OPERATOR)).json()
    assert back["before"] == version
    assert ids(home(shop, "ana")) == ids(kept)
    assert status(home(shop, "ana")) == "cache", "the order of these rules is still there"


def test_a_campaign_begins_and_ends_on_a_kept_order(shop: World, clock: Clock):
    pin = {"name": "tuesday", "item_id": "f5", "slot": 2, "as": "editorial"}
    start, end = (NINE + hours * 3600 * SECOND for hours in (1, 2))
    put(shop, {"exploration": 0, "pins": [{**pin, "start": start / 1e6, "end": end / 1e6}]})
    before = cached(shop, "ben")
    clock.now = start
    during = home(shop, "ben")
    assert (status(during), ids(during)[1]) == ("cache", "f5")
    second = during["items"][1]
    assert (second["reason"]["kind"], second["reason"]["worded_by"]) == ("editorial", "template")
    assert second["reason"]["text"].startswith("Picked by our editors")
    assert second["sources"][-1] == "editorial"
    assert second["propensity"] is None
    assert during["debug"]["rules"]["items"]["f5"] == ["slot 2: pinned: tuesday"]
    assert ids(during).count("f5") == 1
    clock.now = end
    assert ids(home(shop, "ben")) == ids(before)
    clock.now = NINE


def test_caps_hold_whatever_the_model_says(shop: World):
    put(shop, {"exploration": 0, "caps": [{"attribute": "brand", "most": 5}]})
    for told in (home(shop, "cleo"), cached(shop, "cleo")):
        brands = [int(id[1:]) % 3 > 0 for id in ids(told)]
        assert (len(brands), sum(brands)) == (10, 5)


def test_one_slot_of_ten_tries_something_out_and_stays_for_the_day(shop: World, clock: Clock):
    put(shop, {})
    first, again = home(shop, "dora"), home(shop, "dora")
    assert ids(first) == ids(again), "a reload does not flicker"
    settled = cached(shop, "dora")
    tried = [item for item in first["items"] if item["propensity"] is not None]
    assert len(tried) == 1
    assert tried[0] == next(item for item in settled["items"] if item["rank"] == tried[0]["rank"]), "nor does it move"
    assert tried[0]["reason"]["kind"] == "explore"
    assert tried[0]["sources"][-1] == "explore"
    assert tried[0]["id"] not in first["debug"]["blend"], "the model never sees it"
    assert 0 < tried[0]["propensity"] < 1
    assert not [item for item in home(shop, "dora", exploration=0)["items"] if item["propensity"] is not None]
    assert len([item for item in home(shop, "dora", exploration=0.3)["items"] if item["propensity"]]) <= 3
    days = set()
    for day in range(13, 23):
        clock.to(day, 9, 0)
        days.add(tuple(item["id"] for item in home(shop, "dora")["items"] if item["propensity"] is not None))
    clock.now = NINE
    assert len(days) > 1, "another day, another try"


def test_what_is_boosted_into_the_list_says_so(shop: World):
    put(shop, {"exploration": 0})
    plain = ids(home(shop, "emil"))
    low = next(f"f{n}" for n in range(24) if f"f{n}" not in plain)
    boost = {"name": "clearance", "where": {"item_ids": [low]}, "weight": 9}
    put(shop, {"exploration": 0, "boosts": [boost]})
    told = next(item for item in home(shop, "emil")["items"] if item["id"] == low)
    assert told["reason"]["kind"] == "promoted"
    assert told["reason"]["text"].startswith("Promoted")
    assert "promoted" in told["sources"]
    put(shop, {"exploration": 0, "boosts": [boost], "promoted_share": 0.0})
    assert low not in ids(home(shop, "emil"))


def test_a_dry_run_tells_what_would_change_and_changes_nothing(shop: World):
    put(shop, {"exploration": 0})
    shop.server.post("/v1/events", {"events": [{"user_id": "fay", "item_id": "f1"}]}, **bearer(OPERATOR))
    before = ids(home(shop, "fay", "off"))
    tried = {"exploration": 0, "pins": [{"item_id": before[9], "slot": 1}], "filter": {"exclude_ids": [before[0]]}}
    asked = {"document": tried, "people": 20}
    told = shop.server.post(f"/v1/scenarios/{SCENARIO}/dry-run", asked, **bearer(OPERATOR)).json()
    (fay,) = told["people"]
    assert (fay["user_id"], fay["before"]) == ("fay", before)
    assert fay["after"][0] == before[9]
    assert [(one["id"], one["rules"]) for one in fay["left"]] == [(before[0], ["filtered by excluded"])]
    assert len(fay["entered"]) == 1
    assert {one["id"]: one["rules"] for one in fay["moved"]}[before[9]] == ["slot 1: pinned"]
    assert (told["changed"], told["rules"]["pinned"]) == (1, 1)
    assert ids(home(shop, "fay", "off")) == before
    wrong = shop.server.post(f"/v1/scenarios/{SCENARIO}/dry-run", {"people": 3}, **bearer(OPERATOR))
    assert wrong.status_code == 422
    assert shop.server.post(f"/v1/scenarios/{SCENARIO}/dry-run", asked, **bearer(KEY)).status_code == 403


def test_a_dry_run_names_the_rules_that_are_taken_away(shop: World):
    put(shop, {"exploration": 0})
    shop.server.post("/v1/events", {"events": [{"user_id": "ida", "item_id": "f1"}]}, **bearer(OPERATOR))
    bare = ids(home(shop, "ida", "off"))
    version = put(shop, {"exploration": 0, "pins": [{"item_id": bare[9], "slot": 1}]})["version"]
    asked = {"document": {"exploration": 0}, "user_ids": ["ida"]}
    told = shop.server.post(f"/v1/scenarios/{SCENARIO}/dry-run", asked, **bearer(OPERATOR)).json()
    assert (told["live"], told["people"][0]["after"]) == (version, bare)
    assert {one["id"]: one["rules"] for one in told["people"][0]["moved"]}[bare[9]] == ["no longer slot 1: pinned"]
    assert told["rules"] == {"no longer pinned": 1}


def test_rules_by_commands(shop: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    run: Run = runner(monkeypatch, shop.server.settings.data_dir.parent)

    def said(*arguments: str) -> str:
        found = run("scenarios", *arguments)
        assert found.exit_code == 0, found.output
        return found.output

    file, figures = tmp_path / "shelf.json", tmp_path / "figures.json"
    file.write_text(json.dumps({"caps": [{"attribute": "brand", "most": 3}], "exploration": 0}))
    assert "1 of 1 list would change" in said("dry-run", "shelf", str(file), "--user", "gus", "--json", str(figures))
    assert json.loads(figures.read_text())["people"][0]["user_id"] == "gus"
    assert "serves nobody" in said("put", "shelf", str(file), "--draft")
    assert "shelf" not in said("list")
    assert "is live (before: none)" in said("put", "shelf", str(file))
    assert "shelf" in said("list")
    assert '"most": 3' in said("show", "shelf")
    file.write_text(json.dumps({"caps": [{"attribute": "barnd", "most": 3}]}))
    for words in (("put", "shelf", str(file), "--draft"), ("dry-run", "shelf", str(file), "--user", "gus")):
        assert "Did you mean `brand`?" in " ".join(said(*words).split())
    file.write_text(json.dumps({"caps": [{"attribute": "brand", "moist": 3}]}))
    with pytest.raises(BecauseError, match=r"/caps/0/moist.*no field of a scenario") as caught:
        run("scenarios", "put", "shelf", str(file))
    assert "Did you mean `most`" in caught.value.remedy
    file.write_text('{"caps": [], "exploration": 0, "caps": []}')
    with pytest.raises(BecauseError, match="/caps: `caps` is given more than once"):
        run("scenarios", "put", "shelf", str(file))
    assert "has no rules of its own again" in said("rollback", "shelf")
