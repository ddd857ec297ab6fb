"""Scenarios over HTTP: put, versions, rollback, and mistakes with pointers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hybrid.store import Store
from tests.api.running import Running, running
from tests.clocks import Clock


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("scenarios") / "data") as found:
        yield found


def put(shop: Running, name: str, document: Any, status: int = 200, query: str = "") -> dict[str, Any]:
    answer = shop.client.put(f"/v1/scenarios/{name}{query}", json=document)
    assert answer.status_code == status, answer.text
    told: dict[str, Any] = answer.json()
    return told


def test_put_read_and_roll_back(shop: Running):
    assert shop.get("/v1/scenarios/cart").status_code == 404
    first = put(shop, "cart", {"exploration": 0})
    assert first == {"name": "cart", "version": first["version"], "live": True, "before": None, "warnings": []}
    second = put(shop, "cart", {"pins": [{"item_id": "a", "slot": 1, "start": "2026-12-01"}]})
    assert second["before"] == first["version"]
    told = shop.get("/v1/scenarios/cart").json()
    assert told["document"] == {"pins": [{"item_id": "a", "slot": 1, "start": "2026-12-01"}]}, "as it was sent"
    assert shop.get(f"/v1/scenarios/cart?version={first['version']}").json()["live"] is False
    assert {one["version"]: one["live"] for one in shop.get("/v1/scenarios/cart/versions").json()["versions"]} == {
        first["version"]: False,
        second["version"]: True,
    }
    back = shop.post("/v1/scenarios/cart/rollback", {}).json()
    assert (back["version"], back["before"]) == (first["version"], second["version"])
    assert shop.client.post("/v1/scenarios/cart/rollback").json()["version"] is None, "a body says nothing"
    assert shop.post("/v1/scenarios/cart/rollback", {}).status_code == 404


def test_a_draft_serves_nobody(shop: Running):
    draft = put(shop, "search", {"diversity": 0.5}, query="?draft=true")
    assert draft["live"] is False
    assert "search" not in {one["name"] for one in shop.get("/v1/scenarios").json()["scenarios"]}
    assert shop.get(f"/v1/scenarios/search?version={draft['version']}").json()["document"] == {"diversity": 0.5}


def test_the_document_of_all_scenarios(shop: Running):
    version = put(shop, "*", {"min_people": 7})["version"]
    assert {"*": version} == {one["name"]: one["version"] for one in shop.get("/v1/scenarios").json()["scenarios"]}
    assert shop.get("/v1/scenarios/%2A").json()["document"] == {"min_people": 7}
    shop.post("/v1/scenarios/*/rollback", {})


@pytest.mark.parametrize(
    ("pointer", "document"),
    [
        ("/boosts/0/wieght", {"boosts": [{"where": {"categories": ["A"]}, "wieght": 2}]}),
        ("/caps/1/most", {"caps": [{"attribute": "brand", "most": 1}, {"attribute": "colour", "most": 0}]}),
        ("/filter/attributes/year", {"filter": {"attributes": {"year": {}}}}),
        ("/exploration", {"exploration": 2}),
        ("/near_duplicates/likeness", {"near_duplicates": {"likeness": 0}}),
    ],
)
def test_mistakes_are_pointed_at_and_nothing_is_kept(shop: Running, pointer: str, document: dict[str, Any]):
    told = put(shop, "wrong", document, 422)
    assert told["errors"][0]["pointer"] == pointer, told
    assert told["errors"][0]["remedy"]
    assert shop.get("/v1/scenarios/wrong/versions").status_code == 404


def test_what_has_no_effect_is_told_and_taken(shop: Running):
    assert shop.post("/v1/items", {"items": [{"id": "p9", "title": "A lamp", "brand": "Acme"}]}).json()["accepted"] == 1
    document = {"caps": [{"attribute": "barnd", "most": 1}], "pins": [{"item_id": "p10", "slot": 1}]}
    (pin, cap) = put(shop, "odd", document)["warnings"]
    assert cap == {
        "pointer": "/caps/0/attribute",
        "message": 'No item has a field or attribute "barnd".',
        "hint": "Did you mean `brand`?",
    }
    assert pin["pointer"] == "/pins/0/item_id"
    assert shop.get("/v1/scenarios/odd").json()["document"] == document
    tried = shop.post("/v1/scenarios/odd/dry-run", {"document": document, "user_ids": ["u"]}).json()
    assert tried["warnings"] == [pin, cap]
    many = {"filter": {"exclude_ids": [f"x{n}" for n in range(50)]}}
    assert len(put(shop, "odd", many, query="?draft=true")["warnings"]) == 20
    shop.client.delete("/v1/items/p9")


@pytest.mark.parametrize(
    ("text", "pointers"),
    [
        ('{"pins": [], "exploration": 0, "pins": []}', ["/pins"]),
        ('{"filter": {"price": {"from": 1, "fr\\u006fm": 2}}}', ["/filter/price/from"]),
        ('{"caps": [{"attribute": "a", "most": 1}, {"attribute": "b", "most": 1, "most": 2}], "caps": []}', ["/caps"]),
        ('{"boosts": [{"where": {"attributes": {"a/b": 1, "a/b": 2}}}]}', ["/boosts/0/where/attributes/a~1b"]),
    ],
)
def test_a_name_that_stands_twice_is_refused_and_loses_nothing(shop: Running, text: str, pointers: list[str]):
    answers = [
        shop.client.put("/v1/scenarios/wrong", content=text),
        shop.client.post("/v1/scenarios/wrong/dry-run", content=f'{{"document": {text}, "user_ids": ["u"]}}'),
    ]
    for answer, before in zip(answers, ("", "/document"), strict=True):
        assert answer.status_code == 422
        told = answer.json()["errors"]
        assert [one["pointer"] for one in told] == [before + pointer for pointer in pointers]
        assert "more than once" in told[0]["message"]
    assert shop.get("/v1/scenarios/wrong/versions").status_code == 404
    experiment = shop.client.put("/v1/experiments/wrong", content='{"scenarios": ["a"], "scenarios": ["b"]}')
    assert experiment.json()["errors"][0]["pointer"] == "/scenarios"


def test_a_name_that_can_be_none(shop: Running):
    assert put(shop, "Home Page", {}, 422)["detail"].startswith("'Home Page' can't be the name")


def test_only_operators_change_rules_where_there_are_any(tmp_path: Path):
    with running(tmp_path / "data", api_keys=["shop-key-1"], operator_keys=["ops-key-1"]) as server:
        headers = {"Authorization": "Bearer shop-key-1"}
        assert server.client.put("/v1/scenarios/home", json={}, headers=headers).status_code == 403
        assert server.client.get("/v1/scenarios/home", headers=headers).status_code == 403
        headers = {"Authorization": "Bearer ops-key-1"}
        assert server.client.put("/v1/scenarios/home", json={}, headers=headers).status_code == 200


def test_a_scenarios_filter_holds_at_the_next_request(shop: Running):
    items = [
        {
            "id": f"p{n}",
            "title": f"Product number {n}",
            "price": n,
            "available": n != 3,
            "attributes": {"colour": "red"},
        }
        for n in range(1, 6)
    ]
    assert shop.post("/v1/items", {"items": items}).json()["accepted"] == 5

    def shown(**wanted: Any) -> list[str]:
        told = shop.post("/v1/recommendations", {"user_id": "u", "scenario": "shelf", **wanted})
        return sorted(one["id"] for one in told.json()["items"])

    assert shown() == ["p1", "p2", "p4", "p5"]
    assert shown(filter={"available": False}) == ["p1", "p2", "p3", "p4", "p5"]
    put(shop, "shelf", {"filter": {"price": {"from": 2, "to": 4}, "available": False, "exclude_ids": ["p2"]}})
    assert shown() == ["p3", "p4"], "both ends are in"
    assert shown(filter={"available": True}) == ["p4"], "the request's word on stock"
    assert shown(filter={"attributes": {"colour": {"not": "red"}}}) == []
    put(shop, "*", {"filter": {"attributes": {"price": {"gt": 3}}}})
    assert shown() == ["p4"], "those of all scenarios hold, too"
    shop.post("/v1/scenarios/*/rollback", {})
    shop.post("/v1/scenarios/shelf/rollback", {})
    assert shown() == ["p1", "p2", "p4", "p5"]


def test_a_filter_of_a_scenario_leaves_what_all_scenarios_say_of_stock_and_seen(shop: Running):
    items = [
        {"id": f"b{n}", "title": f"Thing {n}", "brand": "own" if n % 2 else "other", "available": n < 4}
        for n in range(1, 7)
    ]
    shop.post("/v1/items", {"items": items})

    def shown() -> list[str]:
        told = shop.post("/v1/recommendations", {"user_id": "u", "scenario": "brands", "exploration": 0}).json()
        return sorted(one["id"] for one in told["items"] if one["id"].startswith("b"))

    put(shop, "brands", {"filter": {"attributes": {"brand": "own"}}})
    assert shown() == ["b1", "b3"], "nothing sold out"
    put(shop, "*", {"filter": {"available": True, "exclude_ids": ["b1"]}})
    assert shown() == ["b3"]
    put(shop, "*", {"filter": {"available": False}})
    assert shown() == ["b1", "b3", "b5"], "its word on stock holds where the scenario gives none"
    put(shop, "brands", {"filter": {"attributes": {"brand": "own"}, "available": True}})
    assert shown() == ["b1", "b3"]
    for _ in range(2):
        shop.post("/v1/scenarios/*/rollback", {})
        shop.post("/v1/scenarios/brands/rollback", {})
    for one in items:
        shop.client.delete(f"/v1/items/{one['id']}")


def test_what_is_asked_for_without_a_scenario_goes_by_the_document_of_all(shop: Running):
    items = [
        {"id": f"c{n}", "title": f"Garden chair {n}", "description": f"Chair of colour {n}.", "available": n != 2,
         "categories": ["Chairs"], "attributes": {"fsk": 18 if n == 3 else 0, "brand": "bad" if n == 4 else "good"}}
        for n in range(1, 7)
    ]  # fmt: skip
    shop.post("/v1/items", {"items": items})

    def shown(path: str) -> set[str]:
        return {one["id"] for one in shop.get(path).json()["items"] if one["id"].startswith("c")}

    paths = ("/v1/items/c1/similar?limit=50", "/v1/items/c1/also-liked?limit=50", "/v1/search?q=garden+chair&limit=50")
    beside = {"c3", "c4", "c5", "c6"}
    assert [shown(path) - {"c1"} for path in paths] == [beside] * 3
    rule = {"attributes": {"brand": {"not": "bad"}}, "exclude_ids": ["c5"], "viewer": {"minimum_age": "fsk"}}
    put(shop, "*", {"filter": {**rule, "available": False}})
    assert [shown(path) - {"c1"} for path in paths] == [{"c2", "c6"}] * 3, "as for somebody of whom nothing is known"
    shop.post("/v1/scenarios/*/rollback", {})
    for one in items:
        shop.client.delete(f"/v1/items/{one['id']}")


def test_what_is_sold_out_while_the_answer_is_made_costs_a_propensity_not_its_truth(shop: Running):
    """What SQL knows first moves the list up to where exploration draws from: nobody can say how probable it was."""
    items = [{"id": f"d{n}", "title": f"Drawer number {n}", "categories": [f"k{n}"]} for n in range(60)]
    shop.post("/v1/items", {"items": items})
    put(
        shop,
        "drawers",
        {"near_duplicates": None, "filter": {"attributes": {"categories": [f"k{n}" for n in range(60)]}}},
    )

    def tried(user: str) -> tuple[list[str], list[dict[str, Any]]]:
        told = shop.post("/v1/recommendations", {"user_id": user, "scenario": "drawers"}).json()["items"]
        return [one["id"] for one in told], [one for one in told if one["sources"][-1] == "explore"]

    ids, (one,) = tried("eve")
    assert 0 < one["propensity"] < 1
    store = Store.open(shop.settings.data_dir, Clock())
    first = next(id for id in ids if id != one["id"])
    store.catalog.patch(first, {"available": False})
    later, (same,) = tried("eve")
    assert (first in later, len(later), same["id"], same["propensity"]) == (False, 10, one["id"], None)
    store.catalog.patch(first, {"available": True})
    store.catalog.patch(one["id"], {"available": False})
    later, none = tried("eve")
    assert (one["id"] in later, len(later), none) == (False, 10, []), "the slot goes to the blend, as it is"
    store.close()
    shop.post("/v1/scenarios/drawers/rollback", {})
    for item in items:
        shop.client.delete(f"/v1/items/{item['id']}")


def test_operators_are_told_of_buries_and_of_pins_that_do_not_stand(shop: Running):
    items = [{"id": f"d{n}", "title": f"Drawer {n}", "brand": "returned" if n < 3 else "kept"} for n in range(1, 6)]
    shop.post("/v1/items", {"items": [*items, {"id": "d6", "title": "Drawer 6", "brand": "kept", "available": False}]})
    pins = [{"item_id": f"d{n}", "slot": n - 3} for n in (4, 5, 6)]
    document = {
        "filter": {"attributes": {"brand": ["returned", "kept"]}},
        "exploration": 0,
        "near_duplicates": None,
        "buries": [{"name": "returns", "where": {"attributes": {"brand": "returned"}}}],
        "pins": [*pins, {"item_id": "d3", "slot": 9, "as": "editorial"}],
        "promoted_share": 0.25,
    }
    put(shop, "drawers", document)
    asked = {"user_id": "u", "scenario": "drawers", "limit": 4, "debug": True}
    told = shop.post("/v1/recommendations", asked).json()
    rules, shown = told["debug"]["rules"], [one["id"] for one in told["items"]]
    assert shown[0] == "d4"
    assert rules["buried"] == {"returns": 2}
    (back,) = {"d1", "d2"} & set(shown)
    assert rules["items"][back] == ["comes back although buried: returns"]
    assert rules["items"]["d5"][-1] == "pinned to slot 2, does not stand: promoted_share"
    assert rules["items"]["d6"] == ["pinned to slot 3, does not stand: filtered by out of stock"]
    assert rules["items"]["d3"][-1] == "pinned to slot 9, does not stand: the list has 4"
    shop.post("/v1/scenarios/drawers/rollback", {})
    for n in range(1, 7):
        shop.client.delete(f"/v1/items/d{n}")


def test_a_dry_run_tells_what_is_buried_and_by_which_rule(shop: Running):
    items = [{"id": f"e{n}", "title": f"Easel {n}", "brand": "Easels" if n < 5 else "Bad easels"} for n in range(1, 6)]
    shop.post("/v1/items", {"items": items})
    own = {"filter": {"attributes": {"brand": ["Easels", "Bad easels"]}}, "exploration": 0, "near_duplicates": None}
    put(shop, "easels", own)
    buries = [{"name": "returns", "where": {"attributes": {"brand": "Bad easels"}}}]
    tried = {"document": {**own, "buries": buries}, "user_ids": ["u"], "limit": 4}
    told = shop.post("/v1/scenarios/easels/dry-run", tried).json()
    assert [(one["id"], one["rules"][0]) for one in told["people"][0]["left"]] == [("e5", "buried: returns")]
    assert told["rules"]["buried: returns"] == 1
    shop.post("/v1/scenarios/easels/rollback", {})
    for one in items:
        shop.client.delete(f"/v1/items/{one['id']}")
