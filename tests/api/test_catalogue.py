"""Items, events and people over real HTTP: what goes in comes back; bad lines stay out; erased is erased."""

import json

import pytest

from tests.api.running import Running


def test_a_mixed_batch_takes_in_what_is_good(server: Running):
    items = [{"id": "good/1 ü", "title": "A good one"}, {"id": "", "title": "x"}, {"id": "b"}]
    told = server.post("/v1/items", {"items": items}).json()
    assert (told["accepted"], told["rejected"]) == (1, 2)
    assert [(result["line"], result["id"]) for result in told["results"]] == [(2, ""), (3, "b")]
    assert told["results"][1]["error"]["pointer"] == "/title"
    assert server.get("/v1/items/good%2F1%20%C3%BC").json()["title"] == "A good one"


def test_an_item_can_be_changed_and_taken_out(server: Running):
    item = {"id": "m1", "title": "Airplane!", "categories": ["Comedy"], "attributes": {"year": 1980}, "price": 3.5}
    server.post("/v1/items", {"items": [item]})
    changed = server.client.patch("/v1/items/m1", json={"available": False, "attributes": {"year": 1981}}).json()
    assert (changed["title"], changed["available"], changed["attributes"]) == ("Airplane!", False, {"year": 1981})
    assert server.client.delete("/v1/items/m1").status_code == 204
    assert server.get("/v1/items/m1").status_code == 404
    assert server.client.delete("/v1/items/m1").status_code == 404
    assert server.client.patch("/v1/items/m1", json={"available": True}).status_code == 404


def test_ndjson_lines_are_numbered_as_they_stand(server: Running):
    lines = b'{"id":"n1","title":"One"}\r\n\nnot json\n{"id":"n2"}\n' + b"[" * 300 + b"\n"
    told = server.client.post("/v1/items", content=lines, headers={"Content-Type": "application/x-ndjson"}).json()
    assert told["accepted"] == 1
    assert [result["line"] for result in told["results"]] == [3, 4, 5]
    assert "JSON" in told["results"][0]["error"]["message"]


def test_events_are_taken_in_once(server: Running):
    event = {"event_id": "once-1", "user_id": "twice", "item_id": "later", "type": "click"}
    assert server.post("/v1/events", {"events": [event]}).json()["duplicates"] == 0
    told = server.post("/v1/events", {"events": [event, {**event, "event_id": "once-2"}]}).json()
    assert (told["accepted"], told["duplicates"], told["rejected"]) == (2, 1, 0)
    held = server.get("/v1/users/twice").json()
    assert {e["event_id"] for e in held["events"]} == {"once-1", "once-2"}


def test_events_of_unknown_items_are_kept_until_the_item_comes(server: Running):
    server.post("/v1/events", {"events": [{"user_id": "early", "item_id": "comes-later", "type": "view"}]})
    assert server.get("/v1/users/early").json()["events"][0]["item_id"] == "comes-later"
    assert server.get("/v1/items/comes-later").status_code == 404
    server.post("/v1/items", {"items": [{"id": "comes-later", "title": "Here now"}]})
    assert server.get("/v1/users/early").json()["events"][0]["title"] == "Here now"


def test_everything_held_about_a_person_is_streamed_whole(server: Running):
    events = [{"event_id": f"e{n}", "user_id": "busy", "item_id": f"i{n % 7}", "type": "view"} for n in range(1000)]
    events_more = [{**event, "event_id": "x" + str(event["event_id"])} for event in events]
    for batch in (events, events_more):
        assert server.post("/v1/events", {"events": batch}).json()["accepted"] == 1000
    held = server.get("/v1/users/busy").json()
    assert len({event["event_id"] for event in held["events"]}) == 2000


def test_settings_are_stored_and_a_person_can_be_erased(server: Running):
    settings = {"timezone": "Europe/Madrid", "preferences": "no horror", "likes": ["spoof"]}
    stored = server.client.put("/v1/users/%F0%9F%98%80%2Fana", json=settings).json()
    assert stored["id"] == "😀/ana"
    assert {name: stored[name] for name in settings} == settings
    server.post("/v1/events", {"events": [{"event_id": "a1", "user_id": "😀/ana", "item_id": "m", "type": "like"}]})
    assert server.client.delete("/v1/users/%F0%9F%98%80%2Fana").status_code == 204
    assert server.get("/v1/users/%F0%9F%98%80%2Fana").status_code == 404
    assert server.client.delete("/v1/users/%F0%9F%98%80%2Fana").status_code == 404
    again = {"event_id": "a1", "user_id": "😀/ana", "item_id": "m", "type": "like"}
    assert server.post("/v1/events", {"events": [again]}).json()["duplicates"] == 1
    assert server.get("/v1/users/%F0%9F%98%80%2Fana").status_code == 404


def test_neighbours_and_search_find_by_meaning(server: Running):
    films = [
        {"id": f"s{n}", "title": title, "categories": [kind]}
        for n, (title, kind) in enumerate(
            [
                ("Rocket to the moon", "Space"),
                ("Astronauts in orbit", "Space"),
                ("Baking bread at home", "Food"),
                ("A cake for the baker", "Food"),
                ("Spaceship to Mars", "Space"),
                ("Cooking pasta", "Food"),
            ]
        )
    ]
    assert server.post("/v1/items", {"items": films}).json()["accepted"] == 6
    beside = server.get("/v1/items/s0/similar?limit=6").json()["items"]
    assert "s0" not in [item["id"] for item in beside]
    assert [item["rank"] for item in beside] == list(range(1, len(beside) + 1))
    same = server.get("/v1/items/s0/also-liked?same_category=true").json()["items"]
    assert same
    assert all("Space" in item["item"]["categories"] for item in same)
    hits = server.get("/v1/search?q=astronauts&categories=Space&limit=3").json()["items"]
    assert hits[0]["id"] == "s1"
    assert {"Space"} == {category for hit in hits for category in hit["item"]["categories"]}


@pytest.mark.parametrize("path", ["/v1/items/s99/similar", "/v1/items/s99/also-liked"])
def test_neighbours_of_nothing_are_not_found(server: Running, path: str):
    assert server.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "control"),
    [
        ("/v1/users/kept", "no-store"),
        ("/v1/users/nobody", "no-store"),
        ("/v1/users/kept/recommendations", "private, no-cache"),
        ("/v1/items/nosuch", "private, no-cache"),
        ("/v1/search?q=a", "private, no-cache"),
        ("/healthz", "private, no-cache"),
    ],
)
def test_every_answer_says_who_may_keep_it_and_head_says_the_same(server: Running, path: str, control: str):
    server.client.put("/v1/users/kept", json={})
    answer, head = server.get(path), server.client.head(path)
    assert answer.headers["cache-control"] == control
    assert (head.status_code, head.content) == (answer.status_code, b"")
    assert head.headers["content-type"] == answer.headers["content-type"]
    assert head.headers["cache-control"] == control


def test_operators_see_what_happens(server: Running):
    assert server.get("/healthz").json() == {"status": "ok"}
    assert server.get("/readyz").json()["status"] == "ready"
    server.get("/v1/items/a%2Fsecret%2Fid")
    text = server.get("/metrics").text
    assert 'because_requests_total{method="GET",route="/v1/items/{id}",status="404"}' in text
    assert "secret" not in text
    assert set(server.get("/v1/version").json()) == {"version", "model", "llm"}


def test_the_documentation_works_without_the_internet(server: Running):
    page = server.get("/docs").text
    assert "http://" not in page
    assert "https://" not in page
    assert server.get("/static-offline-docs/swagger-ui-bundle.js").status_code == 200


WITHOUT_BODY = {"/v1/experiments/{name}/start", "/v1/scenarios/{name}/rollback"}


def test_every_route_is_documented_with_an_example_and_whole_schemas(server: Running):
    document = server.get("/openapi.json").json()
    text = json.dumps(document)
    refs = {part.split('"')[0] for part in text.split('"$ref": "#/components/schemas/')[1:]}
    assert refs <= set(document["components"]["schemas"])
    assert not [path for path in document["paths"] if path.startswith("/internal")]
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            assert told.get("summary"), (method, path)
            assert "default" in told["responses"], (method, path)
            if method in ("post", "put", "patch") and path not in WITHOUT_BODY:
                shown = told["requestBody"]["content"]["application/json"]
                assert shown.get("example") or shown["examples"], (method, path)
            assert path.count("{") == sum(p["in"] == "path" for p in told.get("parameters", [])), path
