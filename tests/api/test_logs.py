"""What a server writes about the people it serves: nothing, unless an operator wants prompts in the log."""

from __future__ import annotations

import json
import signal
import subprocess
from pathlib import Path
from typing import Any

import httpx

from tests.api.test_process import served
from tests.journeys.days import PATIENCE, status, until
from tests.servers.faults import FAULTS
from tests.servers.model_server import ModelServer, model_server, ranking

USER, EVENT, QUERY = "ana.lopez-4711@example.org", "event-of-ana-0815", "quiet-evening-with-owls"
TITLE, WISH, SAID, KEY = (
    "Owls of the Northern Wood",
    "nothing-with-spiders",
    "a-sentence-of-the-model",
    "key-of-a-shop-123",
)
PLANTED = (USER, "ana.lopez", EVENT, QUERY, "Owls", "spiders", SAID, KEY, "Lopez-Echeverria")


def ask(client: httpx.Client, **more: Any) -> dict[str, Any]:
    asked = {"user_id": USER, "rerank": "wait", "deadline_ms": 60_000, "context": {"query": QUERY}, **more}
    answer = client.post("/v1/recommendations", json=asked)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def use(client: httpx.Client, model: ModelServer) -> None:
    """A person in full, good answers, failures of several kinds, and requests that are refused."""
    items = [{"id": f"f{n}", "title": f"{TITLE} {n}"} for n in range(12)]
    assert client.post("/v1/items", json={"items": items}).json()["accepted"] == 12
    about = {"preferences": WISH, "attributes": {"name": "Ana Lopez-Echeverria"}}
    assert client.put(f"/v1/users/{USER}", json=about).status_code == 200
    events = [{"event_id": EVENT, "user_id": USER, "item_id": "f1", "type": "view"}]
    assert client.post("/v1/events", json={"events": events}).json()["accepted"] == 1
    model.answer = lambda request: ranking([str(n) for n in range(11, 0, -1)], request, f"{SAID}: {TITLE} is an owl.")
    assert status(ask(client)) == "llm"
    assert status(ask(client, rerank="auto", scenario="page")) == "pending"
    until(lambda: status(ask(client, rerank="auto", scenario="page")), lambda told: told == "cache")
    names = ("400", "a web page", "closed within the body", "roles", "an error in a 200")
    for n, fault in enumerate(fault for fault in FAULTS if fault.name in names):
        fault.on(model)
        assert status(ask(client, scenario=f"place-{n}")) == "fallback"
    assert client.post("/v1/recommendations", json={"user_id": USER, "limit": QUERY}).status_code == 422
    assert (
        client.post("/v1/recommendations", json={"user_id": USER}, headers={"Authorization": SAID}).status_code == 401
    )


def logged(folder: Path, **settings: str) -> tuple[str, list[dict[str, Any]]]:
    """All that a server said from its start to its end, and what its model was asked."""
    with model_server() as model:
        settings |= {"BECAUSE_LLM__MODEL": "openai/stub", "BECAUSE_LLM__API_BASE": model.api_base}
        settings |= {"BECAUSE_API_KEYS": KEY, "BECAUSE_LOG_LEVEL": "debug", "BECAUSE_LLM__FAILURES": "1000"}
        with served(folder, **settings) as (process, said):
            address = next(word for line in said for word in line.split() if word.startswith("http://"))
            with httpx.Client(base_url=address, headers={"Authorization": f"Bearer {KEY}"}, timeout=PATIENCE) as client:
                use(client, model)
            return "".join(said) + _rest(process), list(model.requests)


def _rest(process: subprocess.Popen[str]) -> str:
    process.send_signal(signal.SIGTERM)
    out, err = process.communicate(timeout=PATIENCE)
    return out + err


def test_at_the_finest_level_no_word_of_prompts_answers_or_people_is_logged(tmp_path: Path) -> None:
    text, asked = logged(tmp_path)
    assert "no usable order from openai/stub: bad_request" in text
    assert [word for word in PLANTED if word in text] == []
    sent = json.dumps(asked)
    assert (TITLE in sent, WISH in sent, QUERY in sent) == (True, True, True)
    assert [word for word in (USER, "ana.lopez", EVENT, KEY, "Lopez-Echeverria") if word in sent] == []


def test_an_operator_may_have_prompts_and_answers_logged(tmp_path: Path) -> None:
    text, _ = logged(tmp_path, BECAUSE_LLM__LOG_PROMPTS="true")
    assert "BECAUSE_LLM__LOG_PROMPTS is on" in text
    assert "INFO because.prompts: to openai/stub: " in text
    assert "INFO because.prompts: from openai/stub: " in text
    assert (TITLE in text, WISH in text, SAID in text) == (True, True, True)
    assert [word for word in (USER, EVENT, KEY, "Lopez-Echeverria") if word in text] == []
