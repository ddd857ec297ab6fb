"""A dead model beside none, measured with few people on a folder that nobody trained."""

from pathlib import Path

import httpx
import numpy as np
import pytest
from rich.console import Console

from benchmarks.model_dead import (
    AGAIN,
    FIRST,
    HANGS,
    OFF,
    draw,
    hanging,
    homepages,
    margins,
    measure,
    median,
    refusing,
    serving,
)
from hybrid.domain import EventType
from hybrid.engine import Engine, EngineSettings
from hybrid.records import EventRecord
from tests.hybrid.events import NOW
from tests.hybrid.test_engine import items

PEOPLE, DEADLINE = 6, 400


def small(folder: Path) -> Path:
    """A few items and people."""
    engine = Engine.open(folder, EngineSettings(), lambda: NOW)
    engine.upsert_items(items(0, 20))
    engine.append_events(
        [EventRecord(user_id=f"u{n}", item_id=f"i{n % 5}", type=EventType.LIKE) for n in range(PEOPLE + 2)]
    )
    engine.close()
    return folder


def test_every_person_is_asked_for_everywhere_and_both_tables_are_told(tmp_path: Path):
    folder = small(tmp_path / "small")
    people = draw(folder, PEOPLE, 1)
    assert len(set(people)) == PEOPLE
    with (
        hanging() as model,
        serving(folder, tmp_path / "off", None) as off,
        serving(folder, tmp_path / "hangs", model) as hangs,
    ):
        found = measure({OFF: off, HANGS: hangs}, people, 1)
        waited = [hangs.wait(user, DEADLINE) for user in people[:2]]
    assert {key: one.said for key, one in found.items()} == {
        (HANGS, FIRST): {"pending": PEOPLE},
        (HANGS, AGAIN): {"pending": PEOPLE},
    }
    for one in found.values():
        for figures in (one.cpu, one.cpu_off, one.ms, one.ms_off):
            assert figures.shape == (PEOPLE,)
            assert (figures > 0).all()
    assert [one.said for one in waited] == ["timeout", "timeout"]
    told = Console(record=True, width=160)
    told.print(homepages(found))
    told.print(margins(waited, DEADLINE))
    text = told.export_text()
    assert "6 pending" in text
    assert f"{DEADLINE} ms" in text


def test_a_model_that_refuses_takes_no_connection():
    with refusing() as address, pytest.raises(httpx.ConnectError):
        httpx.get(address)


def test_the_middle_of_the_pairs_has_its_interval():
    found = median(np.array([1.0] * 55 + [1.2] * 45))
    assert (found.low, found.value, found.high) == (1.0, 1.0, 1.2)
    assert median(np.full(5, 2.0)).low == 2.0
