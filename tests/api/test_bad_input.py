"""Bad input over real HTTP: a 4xx problem that names the field, never a 500, nothing half-written."""

import gzip
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.api.running import Running

RECOMMEND, EXPLAIN, ITEMS, EVENTS = "/v1/recommendations", "/v1/explanations", "/v1/items", "/v1/events"


def event(**fields: Any) -> dict[str, Any]:
    return {"events": [{"user_id": "u", "item_id": "1", "type": "view", "event_id": "bad-1", **fields}]}


def item(**fields: Any) -> dict[str, Any]:
    return {"items": [{"id": "bad", "title": "t", **fields}]}


CASES: list[tuple[str, Any, str]] = [
    (RECOMMEND, b"{", "JSON"),
    (RECOMMEND, b"[]", "object"),
    (RECOMMEND, b'{"user_id": NaN}', "JSON"),
    (RECOMMEND, b"", "empty"),
    (RECOMMEND, b'{"user_id":"\\ud83d"}', "JSON"),
    (RECOMMEND, b"[" * 3000 + b"]" * 3000, "JSON"),
    (RECOMMEND, b'{"user_id":"u","context":' + b"[" * 80 + b"]" * 80 + b"}", "nested"),
    (RECOMMEND, {}, "user_id"),
    (RECOMMEND, {"user_id": "u", "limit": "ten"}, "limit"),
    (RECOMMEND, {"user_id": "u", "limit": 10**40}, "limit"),
    (RECOMMEND, {"user_id": "u" * 1_000_000}, "user_id"),
    (RECOMMEND, {str(n): n for n in range(6000)}, "fields"),
    (EXPLAIN, {"user_id": "u"}, "item_ids"),
    (EXPLAIN, {"user_id": "u", "item_ids": []}, "item_ids"),
    (EXPLAIN, {"user_id": "u", "item_ids": ["a\nb"]}, "item_ids"),
    (EVENTS, event(type="teleport"), "type"),
    (EVENTS, event(timestamp="yesterday"), "timestamp"),
    (EVENTS, event(timestamp="2026-01-01T00:00:00"), "zone"),
    (EVENTS, event(timestamp="2999-01-01T00:00:00Z"), "timestamp"),
    (EVENTS, event(timestamp=int(time.time()) + 3600), "timestamp"),
    (EVENTS, event(timestamp="1969-12-31T23:59:59Z"), "timestamp"),
    (EVENTS, event(timestamp=True), "timestamp"),
    (EVENTS, event(user_id=""), "user_id"),
    (EVENTS, event(user_id="a\u0007"), "user_id"),
    (EVENTS, event(type="rating"), "value"),
    (EVENTS, event(type="rating", value=1e6), "value"),
    (EVENTS, event(value="5"), "value"),
    (EVENTS, event(nosuch=1), "nosuch"),
    (EVENTS, {"events": []}, "events"),
    (EVENTS, {"events": {}}, "events"),
    (EVENTS, {"event": []}, "event"),
    (EVENTS, {"events": [None, 1, "x", []]}, "event"),
    (EVENTS, {"events": [{}] * 1001}, "events"),
    (ITEMS, item(id=""), "id"),
    (ITEMS, item(id="x" * 129), "id"),
    (ITEMS, item(id="a\u0000"), "id"),
    (ITEMS, item(title=" "), "title"),
    (ITEMS, item(title="x" * 1_000_000), "title"),
    (ITEMS, item(price="much"), "price"),
    (ITEMS, item(price=-1), "price"),
    (ITEMS, item(vector=[]), "vector"),
    (ITEMS, item(vector=["a"]), "vector"),
    (ITEMS, item(categories="Comedy"), "categories"),
    (ITEMS, item(attributes={"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": 1}}}}}}}}}), "attributes"),
    (ITEMS, item(**{f"k{n}": 1 for n in range(200)}), "fields"),
    (ITEMS, {}, "items"),
    (ITEMS, {"items": [], "mode": "replace"}, "mode"),
]


@pytest.mark.parametrize(("path", "body", "named"), CASES, ids=range(len(CASES)))
def test_bad_bodies_are_refused_clearly(server: Running, path: str, body: Any, named: str):
    sent = {"content": body} if isinstance(body, bytes) else {"json": body}
    answer = server.client.post(path, headers={"Content-Type": "application/json"}, **sent)
    assert 400 <= answer.status_code < 500
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert named in str(problem)
    assert len(answer.content) < 20_000
    assert {"type", "title", "status", "detail", "errors"} <= set(problem)
    assert problem["status"] == answer.status_code
    assert all(set(error) == {"pointer", "message", "remedy"} for error in problem["errors"])


@pytest.mark.parametrize(
    ("query", "message", "remedy"),
    [
        ("limit=5&limit=6", "`limit` is given 2 times.", "Give it once."),
        (
            "foo=1",
            "`foo` is no parameter here.",
            "Known: limit, scenario, timezone, locale, rerank, session_id, exploration.",
        ),
        ("limt=1", "`limt` is no parameter here.", "Did you mean `limit`?"),
        ("timezone=Mars/Base", '`timezone` must be an IANA time zone; got "Mars/Base".', "Europe/London"),
        ("timezone=Europe/Lodnon", "`timezone` must be an IANA time zone", "Did you mean `Europe/London`?"),
    ],
)
def test_bad_queries_are_refused_clearly(server: Running, query: str, message: str, remedy: str):
    (trouble,) = server.get(f"/v1/users/u/recommendations?{query}").json()["errors"]
    assert trouble["message"].startswith(message)
    assert remedy in trouble["remedy"]


def test_a_field_that_is_none_is_one_of_the_request(server: Running):
    (trouble,) = server.post(RECOMMEND, {"user_id": "u", "limt": 3}).json()["errors"]
    assert (trouble["message"], trouble["remedy"]) == (
        "`limt` is no field of the request.",
        "Did you mean `limit`?",
    )


def test_categories_of_a_search_may_be_repeated(server: Running):
    assert server.get("/v1/search?q=a&categories=A&categories=B").status_code == 200


@pytest.mark.parametrize("value", [9, 0.4, -1])
def test_ratings_beyond_the_scale_are_refused_and_the_setting_is_named(server: Running, value: float):
    (trouble,) = server.post(EVENTS, event(type="rating", value=value)).json()["errors"]
    assert "between 0.5 and 5" in trouble["message"]
    assert "rating_scale" in trouble["remedy"]


@pytest.mark.parametrize(("method", "path"), [("POST", ITEMS), ("POST", RECOMMEND), ("PUT", "/v1/users/packed")])
def test_packed_bodies_are_refused_with_a_remedy(server: Running, method: str, path: str):
    headers = {"Content-Encoding": "gzip", "Content-Type": "application/json"}
    answer = server.client.request(method, path, content=gzip.compress(b"{}"), headers=headers)
    assert answer.status_code == 415
    assert "gzip" in answer.json()["detail"]
    assert answer.json()["errors"][0]["remedy"]
    assert answer.headers["accept-encoding"] == "identity"


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "/v1/items/260", "DELETE, GET, HEAD, PATCH"),
        ("PUT", "/v1/items", "POST"),
        ("HEAD", "/v1/items", "POST"),
        ("POST", "/v1/users/u", "DELETE, GET, HEAD, PUT"),
        ("DELETE", "/healthz", "GET, HEAD"),
    ],
)
def test_a_wrong_method_is_told_every_right_one(server: Running, method: str, path: str, allowed: str):
    answer = server.client.request(method, path)
    assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_nothing_of_a_refused_batch_is_written(server: Running):
    server.post(EVENTS, {"events": [{"user_id": "half", "item_id": "1", "type": "nonsense"}]})
    assert server.get("/v1/users/half").status_code == 404
    server.post(ITEMS, item(price="much"))
    assert server.get("/v1/items/bad").status_code == 404


def test_errors_of_a_batch_point_into_the_body_and_keep_the_line_results(server: Running):
    problem = server.post(ITEMS, {"items": [{"id": "p1"}, {"id": "p2", "title": "t", "prize": 1}]}).json()
    assert [error["pointer"] for error in problem["errors"]] == ["/items/0/title", "/items/1/prize"]
    assert "price" in problem["errors"][1]["remedy"]
    assert (problem["accepted"], problem["rejected"]) == (0, 2)
    assert [result["line"] for result in problem["results"]] == [1, 2]


@pytest.mark.parametrize("chunked", [False, True])
def test_bodies_beyond_the_limit_are_refused(server: Running, chunked: bool):
    content: Any = (b"x" * 500_000 for _ in range(20)) if chunked else b"x" * 10_000_000
    answer = server.client.post(ITEMS, content=content)
    assert answer.status_code == 413
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/v1/items/%00", 404),
        ("GET", "/v1/items/%FF", 404),
        ("GET", "/v1/items/..%2f..%2fetc%2fpasswd", 404),
        ("GET", "/v1/items/" + "x" * 5000, 404),
        ("GET", "/v1/items/", 404),
        ("GET", "/nosuch", 404),
        ("GET", "/%2e%2e/%2e%2e/etc/passwd", 404),
        ("PUT", "/v1/items", 405),
        ("DELETE", "/v1/recommendations", 405),
        ("GET", "/v1/users/u/recommendations?limit=0", 422),
        ("GET", "/v1/users/u/recommendations?limit=ten", 422),
        ("GET", "/v1/users/u/recommendations?limit=1&limit=2", 422),
        ("GET", "/v1/users/u/recommendations?nosuch=1", 422),
        ("GET", "/v1/users/u/recommendations?timezone=Mars", 422),
        ("GET", "/v1/search", 422),
        ("GET", "/v1/search?q=", 422),
        ("GET", "/v1/search?q=%00", 422),
        ("GET", "/v1/search?q=a&limit=101", 422),
    ],
)
def test_bad_paths_and_queries_are_problems(server: Running, method: str, path: str, status: int):
    answer = server.client.request(method, path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
NAMES = st.sampled_from(
    [
        "id",
        "title",
        "user_id",
        "item_id",
        "type",
        "value",
        "timestamp",
        "event_id",
        "attributes",
        "price",
        "vector",
        "item_ids",
        "limit",
        "context",
        "filter",
        "timezone",
        "likes",
        "available",
        "published_at",
        "nosuch",
    ]
)
RECORD = st.dictionaries(NAMES, JSON, max_size=6)
BODIES = RECORD | st.builds(lambda records: {"items": records}, st.lists(RECORD, max_size=3)) | JSON
MORE_BODIES = BODIES | st.builds(lambda records: {"events": records}, st.lists(RECORD, max_size=3))
PLACES = st.sampled_from(
    [
        ("POST", RECOMMEND),
        ("POST", EXPLAIN),
        ("POST", ITEMS),
        ("POST", EVENTS),
        ("PUT", "/v1/users/fuzz"),
        ("PATCH", "/v1/items/fuzz"),
        ("POST", "/internal/promote"),
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PLACES, MORE_BODIES)
def test_no_body_makes_the_server_fail(server: Running, place: tuple[str, str], body: Any):
    answer = server.client.request(*place, json=body)
    assert answer.status_code < 500, answer.text


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["GET", "DELETE"]), st.binary(max_size=40), st.sampled_from(["", "/similar", "/recommendations"])
)
def test_no_path_makes_the_server_fail(server: Running, method: str, id: bytes, rest: str):
    encoded = "".join(f"%{byte:02X}" for byte in id)
    for what in ("items", "users"):
        assert server.client.request(method, f"/v1/{what}/{encoded}{rest}").status_code < 500
