"""The routes of recommendations and explanations over real HTTP, with a small trained catalogue."""

from collections.abc import Iterator
from typing import Any

import pytest

from api.commands.training import train_folder
from api.met import SENTENCES
from hybrid.domain import EventType
from hybrid.engine import silent
from rerank.library import LANGUAGES
from tests.api.running import Running, running

KINDS = ("Space", "Food")
TITLE = "{} story number {}"


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """24 films, 30 people in two groups of taste, a model trained on them."""
    folder = tmp_path_factory.mktemp("films") / "data"
    with running(folder) as server:
        items = [
            {"id": f"{kind}/{n}", "title": f"{kind} story number {n}", "categories": [kind], "tags": [f"topic {n % 4}"]}
            for kind in KINDS
            for n in range(12)
        ]
        assert server.post("/v1/items", {"items": items}).json()["accepted"] == 24
        events = [
            event(f"p{person}", f"{KINDS[person % 2]}/{(person + step) % 10}", step)
            for person in range(30)
            for step in range(5)
        ]
        assert server.post("/v1/events", {"events": events}).json()["accepted"] == 150
        manifest = train_folder(server.settings, silent)
        token = (folder / "owner.json").read_text().split('"token": "')[1].split('"')[0]
        promoted = server.post("/internal/promote", {"version": manifest.version}, Authorization=f"Bearer {token}")
        assert promoted.status_code == 200
        yield server


def event(user: str, item: str, step: int, type: str = "like") -> dict[str, Any]:
    return {"user_id": user, "item_id": item, "type": type, "timestamp": 1_700_000_000 + step * 60}


def test_an_answer_has_the_shape_of_the_contract(films: Running):
    answer = films.post("/v1/recommendations", {"user_id": "p0", "limit": 5})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"
    told = answer.json()
    assert set(told) == {"recommendation_id", "user_id", "scenario", "items", "rerank", "filled", "unknown", "took_ms"}
    assert told["rerank"]["status"] == "off"
    assert [item["rank"] for item in told["items"]] == [1, 2, 3, 4, 5]
    first = told["items"][0]
    assert set(first) == {"id", "rank", "score", "sources", "propensity", "reason", "item"}
    assert set(first["reason"]) == {"kind", "text", "because", "evidence", "worded_by"}
    assert set(first["item"]) == {"title", "categories", "image_url", "attributes"}
    named = [item["reason"] for item in told["items"] if item["reason"]["because"]]
    assert named
    assert all(reason["because"]["title"] in reason["text"] for reason in named)


def test_the_stages_are_parts_of_the_whole(films: Running):
    told = films.post("/v1/recommendations", {"user_id": "p0", "filter": {"exclude_ids": ["Space/1"]}}).json()
    total = told["took_ms"].pop("total")
    assert set(told["took_ms"]) == {"profile", "rules", "candidates", "blend", "items"}
    assert all(ms >= 0 for ms in told["took_ms"].values())
    assert 0 < sum(told["took_ms"].values()) < total
    assert told["took_ms"]["candidates"] > 0


def test_the_homepage_form_gives_the_same(films: Running):
    posted = films.post("/v1/recommendations", {"user_id": "p1", "limit": 7, "rerank": "off"}).json()
    got = films.get("/v1/users/p1/recommendations?limit=7&rerank=off&timezone=Europe%2FMadrid").json()
    assert got["items"] == posted["items"]


def test_the_etag_is_that_of_the_content(films: Running):
    first, second = (films.get("/v1/users/p2/recommendations?limit=3") for _ in range(2))
    etag = first.headers["etag"]
    assert etag == second.headers["etag"]
    assert first.json()["recommendation_id"] != second.json()["recommendation_id"]
    for given in (etag, f"W/{etag}", f'"other", {etag}', "*"):
        again = films.get("/v1/users/p2/recommendations?limit=3", **{"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
    films.post("/v1/events", {"events": [event("p2", first.json()["items"][0]["id"], 99, "view")]})
    changed = films.get("/v1/users/p2/recommendations?limit=3", **{"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != etag


def test_filters_and_exclusions_hold(films: Running):
    asked = {
        "user_id": "p0",
        "limit": 20,
        "filter": {"categories": ["Food"], "exclude_ids": ["Food/0"], "include_seen": True},
    }
    told = films.post("/v1/recommendations", asked).json()
    assert told["items"]
    assert all(item["item"]["categories"] == ["Food"] and item["id"] != "Food/0" for item in told["items"])


def test_reasons_for_chosen_items(films: Running):
    told = films.post("/v1/explanations", {"user_id": "p0", "item_ids": ["Space/11", "nosuch", "Space/10"]}).json()
    assert [one["id"] for one in told["items"]] == ["Space/11", "Space/10"]
    assert told["unknown"] == ["nosuch"]
    assert all(one["reason"]["text"] for one in told["items"])


@pytest.mark.parametrize(
    ("done", "value", "text"),
    [
        (["hide"], None, "You have hidden this."),
        (["like", "dislike"], None, "You have said that you do not like this."),
        (["rating"], 0.5, "You have rated this 0.5 out of 5."),
        (["purchase", "view"], None, "You have bought this."),
        (["review"], None, "You have reviewed this."),
    ],
)
def test_what_was_met_is_told_and_not_praised(films: Running, done: list[str], value: float | None, text: str):
    user = "-".join(["met", *done])
    events = [
        {**event(user, "Space/11", step, type), "value": value if type == "rating" else None}
        for step, type in enumerate(done)
    ]
    shown = [event(user, "Space/1", 1), event(user, "Space/10", 2, "impression")]
    assert films.post("/v1/events", {"events": events + shown}).json()["rejected"] == 0
    asked = {"user_id": user, "item_ids": ["Space/11", "Space/10"]}
    met, other = films.post("/v1/explanations", asked).json()["items"]
    assert (met["reason"]["kind"], met["reason"]["text"], met["reason"]["because"]) == ("met", text, None)
    said = met["met"]
    assert (said["event"], said["value"]) == (done[0] if "purchase" in done else done[-1], value)
    assert said["at"].startswith("2023-11-14T22:")
    assert other["met"] is None, "shown is not met"
    assert other["reason"]["kind"] != "met"


def test_every_deed_has_its_words_in_every_language():
    for language in LANGUAGES:
        assert set(SENTENCES[language]) == {type.value for type in EventType} - {"impression"}


def test_people_with_odd_ids_and_without_any_history_get_a_list(films: Running):
    for id in ("%F0%9F%98%80%2F%2e%2e", "nobody"):
        told = films.get(f"/v1/users/{id}/recommendations").json()
        assert len(told["items"]) == 10
        assert not [item for item in told["items"] if item["reason"]["because"]]


def test_answers_are_counted_by_status(films: Running):
    films.get("/v1/users/p3/recommendations")
    text = films.get("/metrics").text
    assert 'because_rerank_total{status="off"}' in text
    assert 'because_model_info{version="2' in text


def test_what_is_looked_at_brings_its_like_to_somebody_unknown(films: Running):
    plain = films.post("/v1/recommendations", {"user_id": "passer-by", "limit": 8}).json()
    asked = {"user_id": "passer-by", "limit": 8, "context": {"item_id": "Food/3"}}
    told = films.post("/v1/recommendations", asked).json()
    assert [item["id"] for item in told["items"]] != [item["id"] for item in plain["items"]]
    assert all(item["id"].startswith("Food") for item in told["items"][:5])
    first = told["items"][0]
    assert "context" in first["sources"]
    assert first["reason"]["kind"] == "because_viewed"
    assert first["reason"]["because"] == {
        "item_id": "Food/3",
        "title": TITLE.format("Food", 3),
        "event": "view",
        "at": None,
    }
    assert first["reason"]["evidence"]["contribution"] > 0
    assert films.get("/v1/users/passer-by").status_code == 404, "nothing is stored"


@pytest.mark.parametrize("seen", [False, True])
def test_named_items_are_never_among_the_results_and_unknown_ones_are_told(films: Running, seen: bool):
    context = {
        "item_id": "Space/11",
        "recent_item_ids": ["gone/1", "Space/10", "Food/3", "Space/11", "gone/1", "gone/2"],
    }
    asked = {"user_id": "p5", "limit": 24, "context": context, "filter": {"include_seen": seen}}
    told = films.post("/v1/recommendations", asked).json()
    assert told["unknown"] == ["gone/1", "gone/2"]
    assert told["items"]
    assert not {item["id"] for item in told["items"]} & {"Space/11", "Space/10", "Food/3"}


def test_what_somebody_does_not_care_for_says_nothing_when_it_is_looked_at(films: Running):
    films.post("/v1/events", {"events": [event("picky", "Food/2", 1, "dislike")]})
    plain, looking = (
        films.post("/v1/recommendations", {"user_id": "picky", "context": context}).json()["items"]
        for context in ({}, {"item_id": "Food/2"})
    )
    assert looking == plain


def test_reasons_for_chosen_items_know_the_context(films: Running):
    asked = {"user_id": "passer-by", "item_ids": ["Space/9"], "context": {"recent_item_ids": ["Space/8", "none"]}}
    told = films.post("/v1/explanations", asked).json()
    (one,) = told["items"]
    assert one["reason"]["because"]["item_id"] == "Space/8"
    assert told["unknown"] == ["none"]


def test_the_model_is_told_what_is_looked_at_and_what_was_just_before(films: Running):
    context = {"item_id": "Food/11", "recent_item_ids": [f"Space/{n}" for n in range(9)], "query": "Tonight?"}
    told = films.post("/v1/prompts/rerank/render", {"user_id": "p1", "context": context}).json()
    system, user = (message["content"] for message in told["messages"])
    assert f"They are looking at: {TITLE.format('Food', 11)}" in user
    recent = ", ".join(TITLE.format("Space", n) for n in range(5))
    assert f"They have just looked at: {recent}\n" in user
    assert "They ask now for: tonight?" in user
    assert "Space story" not in system


def test_the_model_is_told_ratings_on_their_scale_and_devices_without_their_names(films: Running):
    rated = {**event("rater", "Space/11", 1, "rating"), "value": 0.5}
    assert films.post("/v1/events", {"events": [rated]}).json()["rejected"] == 0
    asked = {"user_id": "rater", "context": {"device": "Ana Garcias iPhone"}}
    text = str(films.post("/v1/prompts/rerank/render", asked).json()["messages"])
    assert f"rated {TITLE.format('Space', 11)}, gave it 0.5 of 5\\n" in text
    assert ", on phone" in text
    assert "Garcia" not in text


def test_a_wish_is_found_by_its_words_where_vectors_see_no_difference(films: Running):
    said = {"id": "odd", "title": "Space story number 99", "categories": ["Space"], "description": "Kzzrt and friends."}
    assert films.post("/v1/items", {"items": [said]}).json()["accepted"] == 1
    try:
        asked = {"user_id": "p0", "limit": 3, "context": {"query": "please show me something with kzzrt"}}
        first = films.post("/v1/recommendations", asked).json()["items"][0]
        assert (first["id"], first["sources"][0], first["reason"]["kind"]) == ("odd", "context", "because_asked")
        assert films.get("/v1/search?q=Kzzrt&limit=2").json()["items"][0]["id"] == "odd"
    finally:
        films.client.delete("/v1/items/odd")
    assert "odd" not in [hit["id"] for hit in films.get("/v1/search?q=Kzzrt").json()["items"]]
