"""``because precompute`` against a model over real HTTP: stopped, gone on with, and what the next morning finds."""

import json
import os
import re
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from api.opening import system_clock
from hybrid.errors import BecauseError
from tests.api.runner import Run, runner
from tests.api.running import Running, running
from tests.servers.model_server import ModelServer, model_server, reverse

PEOPLE = 8
HOUR = 3_600_000_000


@dataclass
class Place:
    """A data folder with people whose clocks show three at night, a model, and the command line."""

    folder: Path
    model: ModelServer
    because: Run
    settings: dict[str, Any]
    now: int

    def morning(self) -> int:
        """Nine o'clock of the day that has begun for all of them."""
        return self.now + 6 * HOUR

    def serving(self, clock: Callable[[], int]) -> Any:
        return running(self.folder / "data", clock, llm=self.settings)

    def figures(self, *arguments: str, status: int = 0) -> dict[str, Any]:
        """What a run wrote, which ended so."""
        told = self.because("precompute", "--json", "figures.json", *arguments)
        assert told.exit_code == status, told.output
        figures: dict[str, Any] = json.loads((self.folder / "figures.json").read_text())
        return figures


@pytest.fixture
def model() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder to be copied: films, people who came lately and one who was here long ago."""
    folder = tmp_path_factory.mktemp("precompute") / "data"
    now = system_clock() / 1e6
    items = [{"id": f"f{n}", "title": f"Story number {n} of a rocket"} for n in range(12)]
    events = [
        {"user_id": f"u{n}", "item_id": f"f{n % 5}", "type": "view", "timestamp": now - 60 * n} for n in range(PEOPLE)
    ]
    old = {"user_id": "long ago", "item_id": "f1", "type": "view", "timestamp": now - 40 * 86_400}
    with running(folder) as server:
        assert server.post("/v1/items", {"items": items}).json()["accepted"] == len(items)
        assert server.post("/v1/events", {"events": [*events, old]}).json()["accepted"] == PEOPLE + 1
        for n in range(PEOPLE):
            assert server.client.put(f"/v1/users/u{n}", json={"timezone": zone_at_three()}).status_code == 200
    return folder


@pytest.fixture
def place(catalogue: Path, tmp_path: Path, model: ModelServer, monkeypatch: pytest.MonkeyPatch) -> Place:
    llm = {"model": "openai/stub", "api_base": model.api_base, "api_key": "k", "concurrency": 3, "words": False}
    named = {f"BECAUSE_LLM__{name.upper()}": str(value) for name, value in llm.items()}
    shutil.copytree(catalogue, tmp_path / "data")
    return Place(tmp_path, model, runner(monkeypatch, tmp_path, **named), llm, system_clock())


def zone_at_three() -> str:
    """Where it is past three at night, so that neither midnight nor noon comes while a test runs."""
    east = (3 - datetime.now(UTC).hour) % 24
    return f"Etc/GMT-{east}" if east <= 12 else f"Etc/GMT+{24 - east}"


def homepages(server: Running) -> list[str]:
    return [server.get(f"/v1/users/u{n}/recommendations").json()["rerank"]["status"] for n in range(PEOPLE)]


def stop_at(model: ModelServer, call: int) -> None:
    """Ctrl-C while this call is under way, which takes some time yet."""

    def answer(request: dict[str, Any]) -> str:
        if model.calls == call:
            os.kill(os.getpid(), signal.SIGINT)
            time.sleep(0.2)
        return reverse(request)

    model.answer = answer


def test_stopped_twice_it_goes_on_and_the_next_morning_all_is_there(place: Place):
    model = place.model
    stop_at(model, 2)
    first = place.figures("--yes", status=130)
    assert (first["stopped"], first["people"], first["made"]) == ("interrupted", PEOPLE, model.calls)
    assert 2 <= model.calls < PEOPLE
    stop_at(model, model.calls + 1)
    second = place.figures("--yes", status=130)
    assert (second["there"], second["made"]) == (first["made"], model.calls - first["made"])
    assert model.calls < PEOPLE
    model.answer = reverse
    third = place.figures("--yes")
    assert third["made"] == PEOPLE - first["made"] - second["made"]
    assert (third["there"], third["left"], third["failed"]) == (first["made"] + second["made"], 0, {})
    assert model.calls == PEOPLE
    again = place.figures("--yes")
    assert (again["there"], again["made"], model.calls) == (PEOPLE, 0, PEOPLE)
    with place.serving(place.morning) as server:
        assert homepages(server) == ["cache"] * PEOPLE
        metrics = server.get("/metrics").text
    assert model.calls == PEOPLE
    assert f'because_rerank_total{{status="cache"}} {PEOPLE}.0' in metrics
    assert f'because_kept_order_age_seconds_bucket{{le="21600.0",status="cache"}} {PEOPLE}.0' in metrics
    assert 'because_kept_order_age_seconds_bucket{le="10800.0",status="cache"} 0.0' in metrics
    assert f"because_daycache_entries {PEOPLE}.0" in metrics
    assert "because_daycache_leases_taken_total 0.0" in metrics
    size = re.search(r"(?m)^because_daycache_bytes (\S+)$", metrics)
    assert size is not None
    assert float(size[1]) > 10_000


def test_beside_a_running_server_it_asks_through_it(place: Place):
    now = place.now
    with place.serving(lambda: now) as server:
        figures = place.figures("--limit", "5", "--rate", "6000", "--yes")
        assert (figures["people"], figures["made"], place.model.calls) == (5, 5, 5)
        assert figures["estimate"]["model"] == "openai/stub"
        assert figures["tokens"] == 5 * 550
        assert place.figures("--yes")["there"] == 5
        now = place.morning()
        assert homepages(server) == ["cache"] * PEOPLE
        assert place.model.calls == PEOPLE
        assert server.client.delete("/v1/users/u3").status_code == 204


def test_what_failed_is_told_and_asked_for_again_later(place: Place):
    place.model.mode = "400"
    told = place.because("precompute", "--limit", "2", "--active", "2d", "--yes")
    assert told.exit_code == 1
    assert "0 made, 0 there already, 2 failed (bad_request), 0 left" in told.output
    assert f"{PEOPLE} people were" not in told.output
    assert "2 people were active in the 2 days before the newest event." in told.output
    assert "At most 2 calls of openai/stub, each about" in told.output
    assert "price not known" in told.output


def test_only_the_page_that_is_asked_for_is_made(place: Place):
    assert place.figures("--limit", "1", "--scenario", "mail", "--yes")["made"] == 1
    assert place.figures("--limit", "1", "--yes")["made"] == 1
    assert place.figures("--limit", "1", "--scenario", "mail", "--yes")["there"] == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--active", "soon"), "Write it as 30d."),
        (("--active", "0d"), "Write it as 30d."),
        (("--at", "4 am"), "Write it as 04:00."),
        (("--at", "24:00"), "Write it as 04:00."),
    ],
)
def test_what_makes_no_sense_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Any, said: str):
    with pytest.raises(BecauseError, match=said):
        runner(monkeypatch, tmp_path)("precompute", *arguments)


def test_it_needs_a_folder_and_a_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    because = runner(monkeypatch, tmp_path)
    with pytest.raises(BecauseError, match="no catalogue"):
        because("precompute")
    (tmp_path / "items.csv").write_text("id,title\n1,One\n")
    because("ingest", "items", "items.csv")
    with pytest.raises(BecauseError, match="No language model"):
        because("precompute")
