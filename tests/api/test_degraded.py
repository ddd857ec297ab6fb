"""An index or a model that fails while all else works is told, and costs speed or finesse only."""

import json
import shutil
from pathlib import Path

import pytest

from api.commands.doctor import examine
from tests.api.running import Running, running


def films(server: Running, first: int) -> None:
    items = [{"id": f"f{n}", "title": f"Story number {n} of a rocket"} for n in range(first, first + 5)]
    assert server.post("/v1/items", {"items": items}).json()["accepted"] == 5


def test_an_index_that_failed_is_told_until_a_restart_mends_it(tmp_path: Path):
    with running(tmp_path / "data") as server:
        films(server, 0)
        assert server.get("/readyz").json()["index"] == "ok"
        assert "because_index_degraded 0.0" in server.get("/metrics").text
        shutil.rmtree(tmp_path / "data" / "chroma")
        films(server, 5)
        assert server.get("/readyz").json()["index"] == "degraded"
        assert "because_index_degraded 1.0" in server.get("/metrics").text
        (index,) = (found for found in examine(server.settings) if found.what == "index")
        assert (index.state, "Restart" in index.remedy) == ("broken", True)
        assert len(server.get("/v1/search?q=rocket&limit=10").json()["items"]) == 10
    with running(tmp_path / "data") as server:
        assert server.get("/readyz").json()["index"] == "ok"


@pytest.mark.parametrize(
    "content", [b"\x00garbage", b"", b"[1]", json.dumps({"version": "gone", "before": []}).encode()]
)
def test_an_unreadable_pointer_to_the_model_leaves_content_and_popularity_serving(tmp_path: Path, content: bytes):
    models = tmp_path / "data" / "models"
    models.mkdir(parents=True)
    (models / "current").write_bytes(content)
    with running(tmp_path / "data") as server:
        films(server, 0)
        assert server.get("/readyz").json()["trained"] is False
        assert len(server.get("/v1/users/u/recommendations").json()["items"]) == 5
        (model,) = (found for found in examine(server.settings) if found.what == "model")
        assert model.state == "broken"
        assert model.remedy
