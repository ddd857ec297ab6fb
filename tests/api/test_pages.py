"""Whole pages over real HTTP, with a small trained catalogue."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from api.commands.training import train_folder
from hybrid.engine import silent
from hybrid.store import Store
from tests.api.running import Running, running
from tests.clocks import Clock
from tests.journeys.days import until

KINDS = ("Space", "Food", "Sport")
EACH = 40


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """120 films of three kinds, 60 people who like one kind or two, a model trained on them."""
    folder = tmp_path_factory.mktemp("films") / "data"
    with running(folder) as server:
        items = [
            {
                "id": f"{kind}/{n}",
                "title": f"{kind} story number {n}",
                "description": f"A {kind.lower()} tale about topic {n % 8} with people called {n} and {n + 1}.",
                "categories": [kind],
                "tags": [f"topic {n % 8}"],
                "attributes": {"year": 1980 + n},
            }
            for kind in KINDS
            for n in range(EACH)
        ]
        assert server.post("/v1/items", {"items": items}).json()["accepted"] == len(items)
        events = [
            event(f"p{person}", f"{KINDS[(person + step % 2) % 3]}/{(person * 7 + step * 3) % EACH}", step)
            for person in range(60)
            for step in range(8)
        ]
        assert server.post("/v1/events", {"events": events}).json()["accepted"] == len(events)
        manifest = train_folder(server.settings, silent)
        token = (folder / "owner.json").read_text().split('"token": "')[1].split('"')[0]
        promoted = server.post("/internal/promote", {"version": manifest.version}, Authorization=f"Bearer {token}")
        assert promoted.status_code == 200
        yield server


def event(user: str, item: str, step: int, type: str = "like") -> dict[str, Any]:
    return {"user_id": user, "item_id": item, "type": type, "timestamp": 1_700_000_000 + step * 3600}


def page(films: Running, user: str, name: str = "home", query: str = "") -> dict[str, Any]:
    answer = films.get(f"/v1/users/{user}/pages/{name}{query}")
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def put(films: Running, name: str, *rows: dict[str, Any], **more: Any) -> None:
    answer = films.client.put(f"/v1/scenarios/{name}", json={"rows": list(rows), **more})
    assert answer.status_code == 200, answer.text


def ids(row: dict[str, Any]) -> list[str]:
    return [item["id"] for item in row["items"]]


def test_a_page_has_several_rows_and_nothing_twice(films: Running):
    told = page(films, "p0")
    assert set(told) == {"recommendation_id", "user_id", "page", "rows", "rerank", "took_ms"}
    kinds = [row["kind"] for row in told["rows"]]
    assert kinds[0] == "recommended"
    assert kinds.count("because_liked") == 2
    assert "new" in kinds
    assert kinds.count("category") == 2
    shown = [id for row in told["rows"] for id in ids(row)]
    assert len(shown) == len(set(shown))
    met = {e["item_id"] for e in films.get("/v1/users/p0").json()["events"]}
    assert not met & set(shown)
    assert len({row["title"] for row in told["rows"]}) == len(told["rows"])


def test_a_row_because_of_x_is_because_of_x(films: Running):
    for user in ("p0", "p7", "p23"):
        liked = {e["item_id"] for e in films.get(f"/v1/users/{user}").json()["events"]}
        rows = [row for row in page(films, user)["rows"] if row["because"]]
        assert rows
        assert len({row["because"]["item_id"] for row in rows}) == len(rows)
        for row in rows:
            x = row["because"]
            assert x["item_id"] in liked
            assert row["title"] == f"Because you liked “{x['title']}”"
            for item in row["items"]:
                assert item["reason"]["because"]["item_id"] == x["item_id"]
                assert item["reason"]["evidence"]["contribution"] > 0


def test_without_x_its_row_is_gone(films: Running):
    films.post("/v1/events", {"events": [event("fickle", f"{KINDS[n % 2]}/{n}", n) for n in range(6)]})
    x, *others = (row["because"]["item_id"] for row in page(films, "fickle")["rows"] if row["because"])
    films.post("/v1/events", {"events": [event("fickle", x, 9, "dislike")]})
    after = [row["because"]["item_id"] for row in page(films, "fickle")["rows"] if row["because"]]
    assert x not in after
    assert set(others) <= set(after)


def test_rows_of_the_persons_own_categories_hold_nothing_else(films: Running):
    films.post("/v1/events", {"events": [event("gourmet", f"Food/{n}", n) for n in range(4)]})
    put(films, "own", {"kind": "category", "limit": 5})
    (row,) = page(films, "gourmet", "own")["rows"]
    assert (row["kind"], row["category"], row["title"]) == ("category", "Food", "Food: chosen for you")
    assert len(row["items"]) == 5
    assert all(id.startswith("Food/") for id in ids(row))


def test_the_document_says_which_rows_and_in_what_order(films: Running):
    put(
        films, "start",
        {"kind": "editorial", "item_ids": ["Food/9", "nowhere"], "title": "Too few of them"},
        {"kind": "recommended", "limit": 4},
        {"kind": "category", "categories": ["Sport", "Nothing"], "rows": 2, "limit": 6},
        filter={"exclude_ids": ["Food/9"]},
    )  # fmt: skip
    told = page(films, "p3", "start", "?rerank=off")
    assert [row["title"] for row in told["rows"]][-2:] == ["Recommended for you", "Sport: chosen for you"]
    everything = [id for row in told["rows"] for id in ids(row)]
    assert "Food/9" not in everything
    assert len(everything) == len(set(everything))
    assert [len(row["items"]) for row in told["rows"] if row["kind"] == "recommended"] == [4]
    sport = next(row for row in told["rows"] if row["kind"] == "category")
    assert all(id.startswith("Sport/") for id in ids(sport))


def test_picks_stand_in_the_editors_order_with_a_reason_that_says_so(films: Running):
    put(films, "picks", {"kind": "editorial", "item_ids": ["Sport/9", "Food/9", "Space/9"], "least": 1})
    (row,) = page(films, "nobody-yet", "picks")["rows"]
    assert ids(row) == ["Sport/9", "Food/9", "Space/9"]
    assert {item["reason"]["kind"] for item in row["items"]} == {"editorial"}
    assert page(films, "nobody-yet", "picks")["rerank"]["status"] == "off"


def test_somebody_new_gets_rows_that_need_no_history(films: Running):
    told = page(films, "stranger")
    kinds = {row["kind"] for row in told["rows"]}
    assert kinds <= {"recommended", "trending", "popular", "new"}
    assert len(kinds) >= 2
    assert all(row["because"] is None for row in told["rows"])


def test_the_newest_are_in_the_row_of_new_ones(films: Running):
    put(films, "fresh", {"kind": "new", "limit": 50})
    films.post("/v1/items", {"items": [{"id": "brand/new", "title": "Brand new", "attributes": {"year": 2030}}]})
    (row,) = page(films, "stranger", "fresh")["rows"]
    assert "brand/new" in ids(row)


def test_headings_come_in_the_readers_language(films: Running):
    told = page(films, "p1", query="?locale=de-AT")
    assert told["rows"][0]["title"] == "Für Sie empfohlen"
    assert any(row["title"].startswith("Weil Ihnen „") for row in told["rows"])


def test_an_etag_and_one_impression_for_the_whole_page(films: Running):
    first, second = (films.get("/v1/users/p2/pages/home") for _ in range(2))
    assert first.headers["etag"] == second.headers["etag"]
    again = films.client.get("/v1/users/p2/pages/home", headers={"If-None-Match": first.headers["etag"]})
    assert again.status_code == 304
    told = first.json()
    store = Store.open(films.settings.data_dir, Clock())
    kept = until(lambda: store.impressions.get(told["recommendation_id"]), lambda kept: kept is not None)
    keys = store.catalog.keys_of([id for row in told["rows"] for id in ids(row)])
    store.close()
    assert kept is not None
    assert kept.scenario == "home"
    assert {slot.item for slot in kept.slots} == set(keys.values())
    assert len(kept.slots) == sum(len(row["items"]) for row in told["rows"])


def test_caps_hold_in_every_row(films: Running):
    put(
        films, "capped",
        *({"kind": kind, "least": 1} for kind in ("because", "trending", "new")),
        {"kind": "editorial", "item_ids": [f"Sport/{n}" for n in range(5)], "least": 1},
        {"kind": "category", "categories": ["Food"], "least": 1},
        caps=[{"attribute": "categories", "most": 1}],
    )  # fmt: skip
    rows = page(films, "p5", "capped")["rows"]
    assert len(rows) >= 4
    assert rows[-1]["kind"] == "category"
    for row in rows:
        categories = [item["item"]["categories"][0] for item in row["items"] if item["item"]["categories"]]
        assert len(categories) == len(set(categories))


def test_no_variant_of_what_stands_on_the_page_stands_in_another_row(films: Running):
    """Ten new editions of one film, of which all other rows would show some."""
    editions = [
        {"id": f"edition/{n}", "title": f"Space opera, volume {n}", "categories": ["Space", "Opera"],
         "variant_of": "edition/0", "attributes": {"year": 2029}}
        for n in range(10)
    ]  # fmt: skip
    films.post("/v1/items", {"items": editions})
    rows: list[dict[str, Any]]
    rows = [{"kind": "category", "categories": ["Opera"], "least": 1}, {"kind": "new"}, {"kind": "recommended"}]
    put(films, "shelves", *rows, near_duplicates={"likeness": None})
    shown = [id for row in page(films, "opera-goer", "shelves")["rows"] for id in ids(row)]
    assert len([id for id in shown if id.startswith("edition/")]) == 1
    put(films, "shelves", *rows, near_duplicates=None)
    shown = [id for row in page(films, "opera-goer", "shelves")["rows"] for id in ids(row)]
    assert len([id for id in shown if id.startswith("edition/")]) == 10
    picks = {"kind": "editorial", "item_ids": ["edition/3", "edition/5", "edition/8"]}
    put(films, "shelves", picks, *rows)
    told = page(films, "opera-goer", "shelves")["rows"]
    assert ids(told[0]) == picks["item_ids"], "what editors picked is their choice"
    assert len([id for row in told for id in ids(row) if id.startswith("edition/")]) == 3
    for one in editions:
        films.client.delete(f"/v1/items/{one['id']}".replace("edition/", "edition%2F"))


def test_short_rows_and_each_of_the_categories_that_were_named(films: Running):
    put(films, "short", {"kind": "new", "limit": 2}, {"kind": "category", "categories": ["Space", "Food"], "limit": 2})
    assert [len(row["items"]) for row in page(films, "p5", "short")["rows"]] == [2, 2, 2]


def test_what_is_wrong_with_a_whole_document_is_said(films: Running):
    told = films.post("/v1/scenarios/home/dry-run", {}).json()["errors"][0]
    assert "must give `document` or `version`" in told["message"]
    twice = films.client.put("/v1/scenarios/bad", json={"rows": [{"kind": "recommended"}] * 2}).json()["errors"][0]
    assert twice["pointer"] == "/rows"
    assert "two rows of kind recommended" in twice["message"]


@pytest.mark.parametrize(
    ("row", "pointer"),
    [
        ({"kind": "because", "title": "For you"}, "/rows/0"),
        ({"kind": "trending", "rows": 2}, "/rows/0"),
        ({"kind": "editorial"}, "/rows/0"),
        ({"kind": "surprise"}, "/rows/0/kind"),
        ({"kind": "new", "limit": 0}, "/rows/0/limit"),
    ],
)
def test_a_row_that_can_not_be_is_refused_with_its_place(films: Running, row: dict[str, Any], pointer: str):
    answer = films.client.put("/v1/scenarios/bad", json={"rows": [row]})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == pointer


def test_a_name_that_can_be_no_scenario_is_not_found(films: Running):
    answer = films.get("/v1/users/p0/pages/No%20Page")
    assert answer.status_code == 404
    assert answer.json()["errors"][0]["pointer"] == "/name"
