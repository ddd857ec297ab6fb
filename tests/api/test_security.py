"""Who may call: with keys their holders; without, programs on this machine and nobody through a browser or proxy."""

import json
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from tests.api.running import Running, running


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory):
    """A server with two keys."""
    keys = (SecretStr("first-key-123"), SecretStr("second-key-456"))
    with running(tmp_path_factory.mktemp("keys") / "data", api_keys=keys) as found:
        yield found


def token_of(server: Running) -> str:
    return str(json.loads((server.settings.data_dir / "owner.json").read_text())["token"])


@pytest.mark.parametrize("path", ["/v1/items/x", "/v1/version", "/metrics", "/docs/x", "/nosuch"])
@pytest.mark.parametrize(
    "given", [None, "Bearer wrong", "Bearer", "Basic first-key-123", "first-key-123", "Bearer \xfc"]
)
def test_with_keys_every_call_needs_one(guarded: Running, path: str, given: str | None):
    headers = httpx.Headers() if given is None else httpx.Headers([("Authorization", given)], encoding="latin-1")
    answer = guarded.client.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("key", ["first-key-123", "second-key-456"])
def test_each_key_opens(guarded: Running, key: str):
    assert guarded.get("/v1/version", Authorization=f"Bearer {key}").status_code == 200
    assert guarded.get("/v1/version", Authorization=f"bearer {key}").status_code == 200
    # With a key the name by which the server is called does not matter.
    assert guarded.get("/v1/version", Authorization=f"Bearer {key}", Host="shop.example").status_code == 200


def test_each_key_edits_where_operators_have_none(guarded: Running):
    assert guarded.get("/v1/prompts", Authorization="Bearer first-key-123").status_code == 200


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_probes_are_open(guarded: Running, path: str):
    assert guarded.get(path).status_code == 200


@pytest.mark.parametrize(
    "path", ["/docs", "/docs/oauth2-redirect", "/openapi.json", "/static-offline-docs/swagger-ui-bundle.js"]
)
def test_the_documentation_opens_in_a_browser_and_asks_for_the_key_there(guarded: Running, path: str):
    assert guarded.get(path).status_code == 200


def test_the_documentation_has_no_padlock_on_what_is_open(guarded: Running):
    document = guarded.get("/openapi.json").json()
    open_paths = {path for path, told in document["paths"].items() if told.get("get", {}).get("security") == []}
    assert open_paths == {"/healthz", "/readyz"}
    assert document["security"] == [{"key": []}, {}]


@pytest.mark.parametrize("path", ["/static-offline-docs/../v1/version", "/static-offline-docs/%2e%2e/v1/version"])
def test_the_open_paths_lead_nowhere_else(guarded: Running, path: str):
    assert guarded.client.get(path).status_code in (401, 404)


def test_internal_routes_take_the_owners_token_only(guarded: Running):
    body = {"version": "none"}
    assert guarded.post("/internal/promote", body).status_code == 401
    assert guarded.post("/internal/promote", body, Authorization="Bearer first-key-123").status_code == 401
    assert guarded.post("/internal/promote", body, Authorization=f"Bearer {token_of(guarded)}").status_code == 404
    # An encoded spelling is the same path.
    assert guarded.client.post("/%69nternal/promote", json=body).status_code == 401


def test_the_owners_token_opens_the_rest_too(guarded: Running):
    assert guarded.get("/v1/version", Authorization=f"Bearer {token_of(guarded)}").status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8000"}, 200),
        ({"Host": "127.0.0.1"}, 200),
        ({"Host": "[::1]:8000"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "evil.example:80"}, 403),
        ({"Host": "localhost.evil.example"}, 403),
        ({"Host": "[::2]:80"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://localhost:3000"}, 200),
        ({"X-Forwarded-For": "127.0.0.1"}, 403),
        ({"Forwarded": "for=1.2.3.4"}, 403),
    ],
)
def test_without_keys_only_this_machine_is_served(server: Running, headers: dict[str, str], status: int):
    assert server.client.get("/v1/version", headers=headers).status_code == status


def test_the_folder_is_free_again_after_a_shutdown(tmp_path: Path):
    for _ in range(2):
        with running(tmp_path / "data") as server:
            assert server.get("/readyz").status_code == 200
    assert not (tmp_path / "data" / "owner.json").exists()
