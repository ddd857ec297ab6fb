"""What a homepage asks, over real HTTP with the sample and without a language model."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Running, running
from tests.journeys.catalogue import films, ratings

NAMING = {"because_viewed", "because_bought", "because_liked", "because_rated"}


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Running]:
    with running(sample) as found:
        yield found


def ask(server: Running, user: str, **more: Any) -> dict[str, Any]:
    answer = server.post("/v1/recommendations", {"user_id": user, "limit": 10, "exploration": 0, **more})
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def did(server: Running, user: str, type: str, *items: str, **more: Any) -> None:
    events = [{"user_id": user, "item_id": item, "type": type, **more} for item in items]
    assert server.post("/v1/events", {"events": events}).json()["accepted"] == len(items)


def ids(told: dict[str, Any]) -> list[str]:
    return [item["id"] for item in told["items"]]


def anchors(told: dict[str, Any]) -> list[str]:
    reasons = [item["reason"] for item in told["items"]]
    return [reason["because"]["item_id"] for reason in reasons if reason["because"] is not None]


# -- someone we know -----------------------------------------------------------------------------


@pytest.mark.parametrize(("user", "least"), [("15", 3), ("1", 7), ("73", 6), ("671", 7)])
def test_ten_explained_films_for_a_person_of_the_sample(server: Running, user: str, least: int):
    """Of somebody with well over a thousand ratings (15, 73) few are much of what speaks for a film by themselves."""
    told = server.get(f"/v1/users/{user}/recommendations?limit=10&exploration=0").json()
    assert (told["rerank"]["status"], told["filled"]) == ("off", 0)
    assert len(set(ids(told))) == 10
    assert not set(ids(told)) & set(ratings()[user])
    for item in told["items"]:
        assert item["item"]["title"] == films()[item["id"]]["title"]
        assert item["item"]["attributes"]["year"] == films()[item["id"]]["year"]
        assert item["reason"]["worded_by"] == "template"
    assert len(anchors(told)) >= least
    assert all(ratings()[user][x] >= 3 for x in anchors(told))
    assert ids(ask(server, user)) == ids(told)


def test_evidence_is_what_both_films_are_known_for(server: Running):
    for item in ask(server, "15")["items"]:
        reason = item["reason"]
        if reason["because"] is None:
            continue
        x, film = films()[reason["because"]["item_id"]], films()[item["id"]]
        common = {*x["categories"], *x["tags"]} & {*film["categories"], *film["tags"]}
        assert set(reason["evidence"]["shared"]) <= common
        assert bool(reason["evidence"]["shared"]) == bool(common)
        assert 0 < reason["evidence"]["contribution"] <= 1
        assert all(word in reason["text"] for word in reason["evidence"]["shared"])


def test_new_events_count_at_the_very_next_request(server: Running):
    before = ask(server, "100")
    first = before["items"][0]
    did(server, "100", "purchase", first["id"])
    after = ask(server, "100")
    assert first["id"] not in ids(after)
    assert first["id"] in anchors(after)
    bought = [i["reason"] for i in after["items"] if (i["reason"]["because"] or {}).get("item_id") == first["id"]]
    assert {reason["kind"] for reason in bought} == {"because_bought"}


def test_what_was_hidden_or_disliked_is_gone_and_never_named(server: Running):
    first, second = ids(ask(server, "212"))[:2]
    did(server, "212", "hide", first)
    did(server, "212", "dislike", second)
    told = ask(server, "212", limit=50, filter={"include_seen": True})
    assert not {first, second} & set(ids(told))
    assert not {first, second} & set(anchors(told))


# -- someone who came just now -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("viewed", "named"),
    [
        (["1", "2571", "356"], 7),
        # Three of one series: most of what follows would follow without any one of them.
        (["260", "1210", "1196"], 1),
    ],
)
def test_three_views_make_the_next_answer_about_one_of_the_three(server: Running, viewed: list[str], named: int):
    user = f"visitor-{named}"
    did(server, user, "view", *viewed)
    told = ask(server, user)
    assert len(set(ids(told))) == 10
    assert not set(ids(told)) & set(viewed)
    assert set(anchors(told)) <= set(viewed)
    assert len(anchors(told)) >= named
    assert {item["reason"]["kind"] for item in told["items"]} & NAMING == {"because_viewed"}


def test_a_visitor_whose_only_film_was_disliked_gets_no_x(server: Running):
    did(server, "grumpy", "dislike", "260")
    told = ask(server, "grumpy")
    assert len(set(ids(told))) == 10
    assert anchors(told) == []


def test_views_of_films_that_nobody_described_yet_are_kept_for_later(server: Running):
    did(server, "early", "view", "not-here-yet")
    told = ask(server, "early")
    assert len(ids(told)) == 10
    assert anchors(told) == []
    film = {**films()["260"], "id": "not-here-yet", "title": "Stars before Time"}
    year = film.pop("year")
    accepted = server.post("/v1/items", {"items": [{**film, "attributes": {"year": year}}]}).json()
    assert accepted["accepted"] == 1
    told = ask(server, "early")
    assert set(anchors(told)) == {"not-here-yet"}
    assert "not-here-yet" not in ids(told)
    assert all("Stars before Time" in i["reason"]["text"] for i in told["items"] if i["reason"]["because"])
    assert server.client.delete("/v1/items/not-here-yet").status_code == 204


@pytest.mark.parametrize("user", ["never-was", "😀/..", "a b\"c'd"])
def test_somebody_unknown_gets_popular_films_of_several_kinds(server: Running, user: str):
    told = ask(server, user)
    assert len(set(ids(told))) == 10
    assert anchors(told) == []
    assert {item["reason"]["kind"] for item in told["items"]} <= {"popular", "trending"}
    assert all({"popular", "trending"} & set(item["sources"]) and item["reason"]["text"] for item in told["items"])
    assert len({films()[id]["categories"][0] for id in ids(told)}) >= 4
    assert server.get("/v1/users/never-was").status_code == 404


# -- filters and contexts ------------------------------------------------------------------------


def test_seen_films_come_back_only_when_asked_for(server: Running):
    seen = set(ratings()["73"])
    assert not seen & set(ids(ask(server, "73", limit=100)))
    told = ask(server, "73", limit=100, filter={"include_seen": True})
    assert seen & set(ids(told))
    assert all(item["id"] != (item["reason"]["because"] or {}).get("item_id") for item in told["items"])


def test_filters_hold_and_fill_up_from_what_they_allow(server: Running):
    told = ask(server, "15", limit=20, filter={"categories": ["Film-Noir"]})
    assert all("Film-Noir" in film["item"]["categories"] for film in told["items"])
    unseen = {id for id, film in films().items() if "Film-Noir" in film["categories"]} - set(ratings()["15"])
    assert len(ids(told)) == min(20, len(unseen))
    assert ask(server, "15", filter={"categories": ["No such kind"]})["items"] == []
    first = ids(ask(server, "15"))
    rest = ids(ask(server, "15", filter={"exclude_ids": [*first[:5], "nosuch"]}))
    assert len(set(rest)) == 10
    assert not set(rest) & set(first[:5])


def test_a_wish_of_the_moment_comes_first_and_is_said(server: Running):
    told = ask(server, "never-was", context={"query": "dinosaurs brought back to life on an island"})
    assert "480" in ids(told)[:3]
    asked = [item for item in told["items"] if "context" in item["sources"]]
    assert len(asked) >= 5
    assert {item["reason"]["kind"] for item in asked} == {"because_asked"}
    known = ask(server, "100", context={"query": "dinosaurs brought back to life on an island"})
    assert ids(known) != ids(ask(server, "100"))
    assert any("context" in item["sources"] for item in known["items"])


def test_reasons_come_in_the_language_of_the_person(server: Running):
    assert server.client.put("/v1/users/15", json={"locale": "de-AT"}).status_code == 200
    german = ask(server, "15")
    assert any(item["reason"]["text"].startswith("Weil") for item in german["items"])
    english = ask(server, "15", context={"locale": "en"})
    assert ids(german) == ids(english)
    assert not any(item["reason"]["text"].startswith("Weil") for item in english["items"])
    assert server.client.put("/v1/users/15", json={}).status_code == 200


def test_a_scenario_is_a_name_and_says_so(server: Running):
    assert ask(server, "15", scenario="start-page_2")["scenario"] == "start-page_2"
    refused = server.post("/v1/recommendations", {"user_id": "15", "scenario": "Not a name!"})
    assert refused.status_code == 422
    assert refused.headers["content-type"] == "application/problem+json"
    assert "scenario" in refused.text
    assert server.get("/v1/users/15/recommendations?scenario=Not+a+name").status_code == 422


def test_a_wish_for_attributes_holds_for_all_that_is_shown(server: Running):
    wanted = {"attributes": {"year": {"gt": 1989, "lt": 2000}, "categories": "comedy", "tags": {"not": "love"}}}
    asked = ask(server, "15", limit=20, filter=wanted)
    assert len(asked["items"]) == 20
    for item in asked["items"]:
        film = films()[item["id"]]
        assert 1989 < film["year"] < 2000
        assert "Comedy" in film["categories"]
        assert "love" not in film["tags"]


def test_a_list_is_as_mixed_as_is_wished_for(server: Running):
    def alike(told: dict[str, Any]) -> float:
        words = [{*films()[id]["categories"], *films()[id]["tags"]} for id in ids(told)]
        return sum(len(a & b) / len(a | b) for a, b in combinations(words, 2))

    alike_plain = alike_mixed = 0.0
    for user in ("1", "15", "311"):
        plain, mixed = (ask(server, user, diversity=diversity) for diversity in (0.0, 0.8))
        assert ids(plain) == ids(ask(server, user))
        assert ids(mixed)[0] == ids(plain)[0]
        assert len(set(ids(mixed))) == 10
        alike_plain, alike_mixed = alike_plain + alike(plain), alike_mixed + alike(mixed)
        assert ids(ask(server, user, diversity=0.8, limit=20))[:10] == ids(mixed)
    assert alike_mixed < 0.9 * alike_plain


def test_an_unchanged_list_is_not_sent_again(server: Running):
    path = "/v1/users/564/recommendations?limit=10"
    first = server.get(path)
    assert first.headers["cache-control"] == "private, no-cache"
    again = server.get(path, **{"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    did(server, "564", "view", ids(first.json())[0])
    changed = server.get(path, **{"If-None-Match": first.headers["etag"]})
    assert changed.status_code == 200
    assert changed.headers["etag"] != first.headers["etag"]


# -- beside a film -------------------------------------------------------------------------------


@pytest.mark.parametrize("film", ["260", "1", "480", "8961"])
@pytest.mark.parametrize("which", ["similar", "also-liked"])
def test_neighbours_are_many_and_never_the_film_itself(server: Running, film: str, which: str):
    told = server.get(f"/v1/items/{film}/{which}").json()
    assert told["item_id"] == film
    assert len(set(ids(told))) == len(ids(told)) >= 6
    assert film not in ids(told)
    scores = [item["score"] for item in told["items"]]
    assert scores == sorted(scores, reverse=True)
    assert {item["source"] for item in told["items"]} <= {"similar": {"content"}, "also-liked": {"lightfm"}}[which]
    kinds = set(films()[film]["categories"])
    alike = server.get(f"/v1/items/{film}/{which}?same_category=true&limit=12").json()
    assert len(ids(alike)) >= 6
    assert all(kinds & set(item["item"]["categories"]) for item in alike["items"])


def test_search_finds_by_meaning_and_within_categories(server: Running):
    told = server.get("/v1/search?q=a+hacker+learns+the+world+is+a+simulation&limit=5").json()
    assert ids(told)[0] == "2571"
    assert [item["rank"] for item in told["items"]] == [1, 2, 3, 4, 5]
    told = server.get("/v1/search?q=space&categories=Children&categories=Horror").json()
    assert told["items"]
    assert all({"Children", "Horror"} & set(item["item"]["categories"]) for item in told["items"])


def test_a_film_is_found_the_moment_it_is_posted_and_gone_the_moment_it_is_deleted(server: Running):
    film = {"id": "fresh/1 ü", "title": "The Lighthouse Robots", "categories": ["Sci-Fi"],
            "description": "Robots keep a lighthouse going for ships that never come."}  # fmt: skip
    path = "/v1/items/fresh%2F1%20%C3%BC"
    assert server.post("/v1/items", {"items": [film]}).json()["accepted"] == 1
    found = server.get("/v1/search?q=robots+in+a+lighthouse&limit=3").json()
    assert "fresh/1 ü" in ids(found)
    told = ask(server, "never-was", context={"query": "robots in a lighthouse"})
    new = next(item for item in told["items"] if item["id"] == "fresh/1 ü")
    assert new["sources"] == ["context"]
    assert len(ids(server.get(f"{path}/similar").json())) >= 6
    assert len(ids(server.get(f"{path}/also-liked").json())) >= 6
    did(server, "keeper", "view", "fresh/1 ü")
    assert set(anchors(ask(server, "keeper"))) == {"fresh/1 ü"}
    assert server.client.delete(path).status_code == 204
    assert "fresh/1 ü" not in ids(server.get("/v1/search?q=robots+in+a+lighthouse&limit=3").json())
    assert server.get(f"{path}/similar").status_code == 404
    after = ask(server, "keeper")
    assert len(set(ids(after))) == 10
    assert all("The Lighthouse Robots" in i["reason"]["text"] for i in after["items"] if i["reason"]["because"])


def test_explanations_are_the_reasons_of_the_list(server: Running):
    told = ask(server, "624")
    asked = [*ids(told), "nosuch", ids(told)[0]]
    explained = server.post("/v1/explanations", {"user_id": "624", "item_ids": asked}).json()
    assert explained["unknown"] == ["nosuch"]
    assert ids(explained) == ids(told)
    for shown, said in zip(told["items"], explained["items"], strict=True):
        assert said["reason"]["kind"] == shown["reason"]["kind"]
        assert said["reason"]["because"] == shown["reason"]["because"]
        assert said["reason"]["text"] == shown["reason"]["text"]


def test_all_that_is_held_about_a_person_is_told_whole(server: Running):
    told = server.get("/v1/users/15").json()
    held = {event["item_id"]: event["value"] for event in told["events"] if event["type"] == "rating"}
    assert held == ratings()["15"]
    assert len({event["event_id"] for event in told["events"]}) == len(told["events"])
