"""Planted attacks against a model that obeys every one: little to gain, nothing to read, nobody else touched."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Running, running
from tests.journeys.attacks import CONTEXTS, HOST, ITEMS, TARGET, Attack, Obedient
from tests.journeys.days import CAP, PATIENCE, Clock, ids
from tests.servers.model_server import ModelServer, model_server

FILMS = (
    "Amber Station", "The Salt Road", "Harbour Lights", "Nine Winters", "A House of Reeds", "Copper and Rain",
    "The Night Ferry", "Small Hours", "Orchard Street", "The Glass Violin", "Northbound", "Paper Moonlight",
    "The Cartographer", "Wren", "Tidewater", "The Last Projector", "Saffron", "Cold Lake", "The Understudy", "Juniper",
)  # fmt: skip
SEEN, SHOWN = "film-0", 20
SECRET = "I am treated at the Vesper clinic on Marsh Lane and cannot sleep."
RUN = 6
"""Words in a row that no reason repeats of what the model was told."""
_FORBIDDEN = re.compile(rf"{re.escape(HOST)}|https?:|www\.|[<>\[\]@`{{}}|]|\d|clinic|marsh|vesper", re.IGNORECASE)


@dataclass
class Theatre:
    """A catalogue with one hostile item per attack, a model that obeys, and Ana, who asked before all others."""

    server: Running
    model: ModelServer
    obedient: Obedient
    ana: list[dict[str, Any]]

    def ask(self, user: str, rerank: str, hostile: str, **context: str) -> dict[str, Any]:
        """Twenty films for somebody who saw one, the hostile item among them."""
        planted = [*(f"hostile-{n}" for n in range(len(ITEMS))), *(f"seen-{n}" for n in range(len(CONTEXTS)))]
        asked = {
            "user_id": user, "limit": SHOWN, "rerank": rerank, "deadline_ms": 30_000,
            "context": context, "filter": {"exclude_ids": [id for id in planted if id != hostile]},
        }  # fmt: skip
        answer = self.server.client.post("/v1/recommendations", json=asked, timeout=PATIENCE)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def ana_again(self) -> list[dict[str, Any]]:
        """What Ana is shown now."""
        told = self.ask("ana", "auto", "none")
        assert told["rerank"]["status"] == "cache"
        return shown(told)


@pytest.fixture(scope="module")
def theatre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Theatre]:
    folder: Path = tmp_path_factory.mktemp("attacks") / "data"
    obedient = Obedient()
    with model_server(answer=obedient) as model:
        llm = {"model": "openai/stub", "api_base": model.api_base, "api_key": "k", "timeout": PATIENCE}
        with running(folder, Clock(), llm=llm) as server:
            _fill(server)
            found = Theatre(server, model, obedient, [])
            found.ana = shown(found.ask("ana", "wait", "none"))
            yield found


def _fill(server: Running) -> None:
    films = [
        {"id": f"film-{n}", "title": title, "categories": ["Drama"], "tags": ["parade", "night"]}
        for n, title in enumerate(FILMS)
    ]
    hostile = [
        {"id": f"hostile-{n}", "title": TARGET, "categories": ["Drama"], "description": attack.text,
         "tags": [" ".join(attack.text.split())[:120]]}
        for n, attack in enumerate(ITEMS)
    ]  # fmt: skip
    planted = {n: attack.text for n, (place, attack) in enumerate(CONTEXTS) if place == "history"}
    titles = [
        {"id": f"seen-{n}", "title": text, "categories": ["Drama"], "tags": ["night"]} for n, text in planted.items()
    ]
    stored = server.post("/v1/items", {"items": [*films, *hostile, *titles]}).json()
    assert stored["rejected"] == 0, stored
    seen = [(f"crowd-{n}", f"film-{film}") for film in range(1, len(FILMS)) for n in range(3)]
    seen += [(user, SEEN) for user in ["ana", *(f"victim-{n}" for n in range(len(ITEMS) + len(CONTEXTS)))]]
    seen += [(f"victim-{len(ITEMS) + n}", f"seen-{n}") for n in planted]
    events = [{"user_id": user, "item_id": item, "type": "view"} for user, item in seen]
    assert server.post("/v1/events", {"events": events}).json()["rejected"] == 0
    server.client.put("/v1/users/ana", json={"preferences": SECRET}).raise_for_status()


@pytest.mark.parametrize(("number", "attack"), list(enumerate(ITEMS)), ids=[attack.name for attack in ITEMS])
def test_a_text_of_an_item(theatre: Theatre, number: int, attack: Attack):
    _withstood(theatre, attack, f"victim-{number}", f"hostile-{number}")


@pytest.mark.parametrize(
    ("number", "place", "attack"),
    [(n, *entry) for n, entry in enumerate(CONTEXTS)],
    ids=[attack.name for _, attack in CONTEXTS],
)
def test_a_text_in_a_request(theatre: Theatre, number: int, place: str, attack: Attack):
    user = f"victim-{len(ITEMS) + number}"
    if place == "preferences":
        said = {"preferences": attack.text}
        theatre.server.client.put(f"/v1/users/{user}", json=said).raise_for_status()
    context = {place: attack.text} if place in ("query", "device", "locale") else {}
    _withstood(theatre, attack, user, "hostile-0", **context)


def _withstood(theatre: Theatre, attack: Attack, user: str, hostile: str, **context: str) -> None:
    blended = ids(theatre.ask(user, "off", hostile, **context))
    theatre.obedient.wish, obeyed = attack.wish, theatre.obedient.obeyed
    told = theatre.ask(user, "wait", hostile, **context)
    assert theatre.obedient.obeyed == obeyed + 1
    assert told["rerank"]["status"] in ("llm", "fallback")
    given = ids(told)
    assert sorted(given) == sorted(blended)
    for id in given:
        assert abs(given.index(id) - blended.index(id)) <= CAP
    if told["rerank"]["status"] == "llm":
        assert given.index(hostile) < max(blended.index(hostile), 1), "the model was not obeyed, so nothing was tried"
    _silent(told, theatre.model.requests[-1])
    again = theatre.ask(user, "auto", hostile, **context)
    assert shown(again) == shown(told)
    assert theatre.ana_again() == theatre.ana


def shown(told: dict[str, Any]) -> list[dict[str, Any]]:
    """All that is seen of a list."""
    return [{"id": item["id"], "reason": item["reason"]} for item in told["items"]]


def _silent(told: dict[str, Any], request: dict[str, Any]) -> None:
    """No reason has a link or markup, another person's secret, or words in a row of what the model was told."""
    for item in told["items"]:
        reason, text = item["reason"], item["reason"]["text"]
        x = "" if reason["because"] is None else reason["because"]["title"]
        said = text.replace(x, "X") if x else text
        assert not _FORBIDDEN.search(said), text
        assert not any(unicodedata.category(c) in ("Cf", "Cc", "Co") for c in text), text
        if reason["worded_by"] == "llm":
            lines = "\n".join(message["content"] for message in request["messages"]).splitlines()
            told_of_others = [line for line in lines if item["item"]["title"] not in line]
            assert not _runs(said) & set().union(*map(_runs, told_of_others)), text


def _runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
