"""Scenarios over HTTP: put, versions, rollback, and mistakes with pointers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Running, running


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
    assert shop.post("/v1/scenarios/cart/rollback", {}).json()["version"] is None
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
