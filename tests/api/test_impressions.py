"""Every answer that somebody is shown is kept, over real HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest

from api.schemas import RecommendationRequest
from api.settings import Settings
from hybrid.loop.impressions import new_id
from hybrid.store import Store
from tests.api.asked import world
from tests.api.running import Running, running
from tests.clocks import Clock
from tests.journeys.days import until

CATALOGUE = {"items": [{"id": f"i{n}", "title": f"Thing {n}"} for n in range(8)]}


def opened(folder: Path) -> Store:
    return Store.open(folder, Clock())


def test_both_routes_and_people_without_an_account(tmp_path: Path):
    folder, clock = tmp_path / "data", Clock()
    with running(folder, clock) as server:
        assert server.post("/v1/items", CATALOGUE).status_code == 200
        asked = {"user_id": "ana", "limit": 3, "scenario": "basket", "session_id": "visit 1"}
        posted = server.post("/v1/recommendations", asked).json()
        got = server.get("/v1/users/ana/recommendations?limit=2&session_id=visit%202").json()
        metrics = server.get("/metrics").text
    assert "because_impressions_lost_total 0.0" in metrics
    store = opened(folder)
    first, second = (store.impressions.get(told["recommendation_id"]) for told in (posted, got))
    keys = store.catalog.keys_of([item["id"] for item in posted["items"]])
    assert first is not None
    assert second is not None
    assert [slot.item for slot in first.slots] == [keys[item["id"]] for item in posted["items"]]
    assert [list(slot.sources) for slot in first.slots] == [item["sources"] for item in posted["items"]]
    assert (first.scenario, first.session_id, first.rerank, first.shown_at) == ("basket", "visit 1", "off", clock.now)
    assert (first.prompt, first.llm, first.model) == ("", "", "")
    assert (second.scenario, second.session_id, len(second.slots)) == ("homepage", "visit 2", 2)
    assert first.person == second.person == store.impressions.person("ana")
    assert store.users.get("ana") is None
    store.close()


def test_an_erased_visitor_leaves_nothing(tmp_path: Path):
    folder = tmp_path / "data"
    with running(folder) as server:
        assert server.post("/v1/items", CATALOGUE).status_code == 200
        for _ in range(3):
            server.post("/v1/recommendations", {"user_id": "visitor-17"})
        server.post("/v1/recommendations", {"user_id": "ana"})
        # What still waits to be written is dropped then; what is written is deleted.
        assert server.client.delete("/v1/users/visitor-17").status_code in (204, 404)
    store = opened(folder)
    assert list(store.impressions.of_person("visitor-17")) == []
    assert len(list(store.impressions.of_person("ana"))) == 1
    store.close()


def test_the_model_that_had_a_say_is_kept_without_the_label(tmp_path: Path):
    with world(tmp_path / "data") as at:
        first, second = at.ask("u1", "wait"), at.ask("u1", "auto")
        off = at.ask("u1", "off")
    store = opened(tmp_path / "data")
    kept = [store.impressions.get(told["recommendation_id"]) for told in (first, second, off)]
    assert [one and one.rerank for one in kept] == ["llm", "cache", "off"]
    assert [one and one.llm for one in kept] == ["openai/stub", "openai/stub", ""]
    assert kept[0] is not None
    assert first["rerank"]["prompt"] == f"{kept[0].prompt} (production)"
    store.close()


def test_who_only_looks_leaves_no_impression(tmp_path: Path):
    folder = tmp_path / "data"
    with running(folder) as server:
        server.post("/v1/items", CATALOGUE)
        token = (folder / "owner.json").read_text().split('"token": "')[1].split('"')[0]
        told = server.post("/v1/recommendations", {"user_id": "ana"}, Authorization=f"Bearer {token}")
        assert told.status_code == 200
        assert server.post("/v1/explanations", {"user_id": "ana", "item_ids": ["i1"]}).status_code == 200
    store = opened(folder)
    assert store.impressions.count() == 0
    store.close()


def test_a_setting_says_how_long(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_LOOP__RETENTION_DAYS", "7")
    assert Settings().loop.retention_days == 7
    assert RecommendationRequest(user_id="u", session_id="s").session_id == "s"


def test_events_that_count_for_no_answer_are_kept_and_reported(tmp_path: Path):
    clock = Clock()
    with running(tmp_path / "data", clock) as server:
        assert server.post("/v1/items", CATALOGUE).status_code == 200
        answer = server.post("/v1/recommendations", {"user_id": "ana", "limit": 2}).json()
        server.get("/v1/users/ana/recommendations")
        in_it, id = answer["items"][0]["id"], answer["recommendation_id"]
        outside = next(
            item["id"] for item in CATALOGUE["items"] if item["id"] not in {i["id"] for i in answer["items"]}
        )
        just_now = new_id(clock.now)
        events = [
            {"user_id": "ana", "item_id": in_it, "recommendation_id": id, "event_id": "good", "type": "click"},
            {"user_id": "ana", "item_id": outside, "recommendation_id": id, "event_id": "other"},
            {"user_id": "ana", "item_id": in_it, "recommendation_id": "made up", "event_id": "unknown"},
            {
                "user_id": "ana",
                "item_id": in_it,
                "recommendation_id": just_now,
                "event_id": "not yet written elsewhere",
            },
            {"user_id": "ana", "item_id": in_it, "event_id": "of its own"},
        ]
        wait_until_written(server, 2)
        told = server.post("/v1/events", {"events": events}).json()
        assert (told["accepted"], told["rejected"]) == (5, 0)
        assert told["unattributed"] == {"item_not_in_answer": 1, "unknown_recommendation": 1}
        again = server.post("/v1/events", {"events": events}).json()
        assert (again["duplicates"], again["unattributed"]) == (5, {})
        clock.now += 2 * 86_400 * 1_000_000
        late = {"user_id": "ana", "item_id": in_it, "recommendation_id": id, "type": "click", "event_id": "late"}
        assert server.post("/v1/events", {"events": [late]}).json()["unattributed"] == {"after_window": 1}
        metrics = server.get("/metrics").text
        assert 'because_events_unattributed_total{reason="item_not_in_answer"} 1.0' in metrics
        assert len(server.get("/v1/users/ana").json()["events"]) == 6


def wait_until_written(server: Running, answers: int) -> None:
    until(lambda: server.get("/metrics").text, lambda text: f"because_impressions_logged_total {answers}.0" in text)


@pytest.mark.parametrize("path", ["recommendations?limit=3", "pages/home?"])
def test_what_is_shown_again_from_a_cache_is_no_new_answer(tmp_path: Path, path: str):
    folder, clock = tmp_path / "data", Clock()
    with running(folder, clock) as server:
        server.post("/v1/items", CATALOGUE)
        first = server.get(f"/v1/users/ana/{path}")
        known = {"If-None-Match": first.headers["etag"]}
        assert [server.get(f"/v1/users/ana/{path}", **known).status_code for _ in range(3)] == [304] * 3
        visit = server.get(f"/v1/users/ana/{path}&session_id=another", **known)
        clock.now += 86_400 * 1_000_000
        morning = server.get(f"/v1/users/ana/{path}", **known)
        assert [visit.status_code, morning.status_code] == [200, 200]
        wait_until_written(server, 3)
        # What is done in the copy names the answer that it came with.
        id, row = first.json()["recommendation_id"], first.json().get("rows", [first.json()])[0]
        cart = {"user_id": "ana", "item_id": row["items"][0]["id"], "type": "add_to_cart", "recommendation_id": id}
        assert server.post("/v1/events", {"events": [cart]}).json()["unattributed"] == {}
        (row,) = server.get("/v1/metrics/total").json()["rows"]
        assert (row["answers"], row["clicked"]) == (3, 1)


def test_in_an_experiment_every_answer_counts(tmp_path: Path):
    with running(tmp_path / "data") as server:
        server.post("/v1/items", CATALOGUE)
        known = {"If-None-Match": server.get("/v1/users/ana/recommendations").headers["etag"]}
        arms = {"control": {}, "other": {"blend": {"content": 2.0}}}
        server.client.put("/v1/experiments/e", json={"scenarios": ["homepage"], "arms": arms})
        server.client.post("/v1/experiments/e/start")
        assert server.get("/v1/users/ana/recommendations", **known).status_code == 200
        wait_until_written(server, 2)


def test_a_purchase_that_names_no_answer_is_counted_with_the_one_it_came_from(tmp_path: Path):
    with running(tmp_path / "data") as server:
        server.post("/v1/items", CATALOGUE)
        answer = server.post("/v1/recommendations", {"user_id": "ana", "scenario": "basket"}).json()
        wait_until_written(server, 1)
        of_ana = {"user_id": "ana", "item_id": answer["items"][0]["id"]}
        click = {**of_ana, "type": "click", "recommendation_id": answer["recommendation_id"]}
        told = [click, {**of_ana, "type": "purchase"}, {**of_ana, "user_id": "ben", "type": "purchase"}]
        for event in told:
            assert server.post("/v1/events", {"events": [event]}).json()["unattributed"] == {}
        metrics = server.get("/metrics").text
        assert 'because_answers_events_total{arm="",scenario="basket",type="purchase"} 1.0' in metrics
