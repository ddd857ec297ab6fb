"""What people go for together moves everybody's list before any training, in words of what was really a cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.api.running import Running, running
from tests.journeys.catalogue import ratings

SIX, FOUR = "brand-new", "brand-new-too"


@pytest.fixture(scope="module")
def server(sample: Path) -> Iterator[Running]:
    """The trained sample, and items that no training has met."""
    with running(sample) as server:
        films = [
            {"id": SIX, "title": "The glass orchard", "description": "A clockmaker grows trees of glass."},
            {"id": FOUR, "title": "Nine lighthouses", "description": "A keeper counts the ships that never came."},
        ]
        assert server.post("/v1/items", {"items": films}).json()["accepted"] == len(films)
        yield server


def known(by: int) -> str:
    """A film that so many of the sample's people met."""
    people = Counter(film for told in ratings().values() for film in told)
    return min(people, key=lambda film: (abs(people[film] - by), film))


def view(server: Running, person: str, *items: str) -> None:
    events = [{"user_id": person, "item_id": item, "type": "view"} for item in items]
    assert server.post("/v1/events", {"events": events}).json()["accepted"] == len(items)


def told(server: Running, person: str, item: str, **context: Any) -> dict[str, Any]:
    asked = {"user_id": person, "item_ids": [item], "context": context}
    found: dict[str, Any] = server.post("/v1/explanations", asked).json()["items"][0]
    return found


def place(server: Running, person: str, item: str) -> int:
    """From 1; 51 where it is not among fifty."""
    listed = server.post("/v1/recommendations", {"user_id": person, "limit": 50}).json()["items"]
    return next((one["rank"] for one in listed if one["id"] == item), 51)


def test_six_who_went_for_both_bring_the_seventh_there_and_it_is_said_why(server: Running) -> None:
    x, loved = known(by=12), known(by=60)
    model = server.get("/v1/version").json()["model"]
    for person in ("seventh", "stranger"):
        view(server, person, loved, *([x] if person == "seventh" else []))
    before = {person: (place(server, person, SIX), told(server, person, SIX)) for person in ("seventh", "stranger")}
    for n in range(6):
        view(server, f"visitor-{n}", x, SIX)
    rank, now = place(server, "seventh", SIX), told(server, "seventh", SIX)
    assert rank < before["seventh"][0]
    assert rank <= 15
    assert now["score"] > before["seventh"][1]["score"] + 1.0, "more than that more people have met it"
    assert "neighbours" in now["sources"]
    assert now["reason"]["kind"] == "because_viewed"
    assert now["reason"]["because"]["item_id"] == x
    assert now["reason"]["evidence"]["contribution"] > 0.2
    other = told(server, "stranger", SIX)
    assert "neighbours" not in other["sources"]
    assert other["score"] < before["stranger"][1]["score"] + 0.5
    assert place(server, "stranger", SIX) > rank
    looking = told(server, "nobody", SIX, item_id=x)
    assert looking["reason"]["because"]["item_id"] == x, "who looks at it just now, too"
    assert server.get("/v1/version").json()["model"] == model


def test_four_do_not(server: Running) -> None:
    x = known(by=30)
    view(server, "fifth", x)
    before = told(server, "fifth", FOUR)
    for n in range(4):
        view(server, f"few-{n}", x, FOUR)
    now = told(server, "fifth", FOUR)
    assert "neighbours" not in now["sources"]
    assert now["score"] < before["score"] + 0.3, "by what it is popular alone"
    view(server, "few-4", x, FOUR)
    assert "neighbours" in told(server, "fifth", FOUR)["sources"]
