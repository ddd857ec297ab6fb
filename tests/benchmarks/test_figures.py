"""Figures at a shop's size, measured at a small one on a folder that nobody trained."""

from pathlib import Path

from rich.console import Console

from api.measuring import Measuring
from api.opening import open_folder, system_clock
from api.settings import Settings
from benchmarks.figures import Cost, Found, Size, costs, fill, reports, table
from hybrid.loop.attribution import DAY
from tests.benchmarks.test_model_dead import small


def test_days_are_written_and_every_report_is_made_with_and_without_what_is_kept(tmp_path: Path):
    folder, size = small(tmp_path / "data"), Size(days=3, answers=40, views=1)
    today = fill(folder, size, 1)
    assert today == system_clock() // DAY
    found = Found(idle=[1.0, 2.0], busy=[1.0, 2.0])
    opened = open_folder(Settings(data_dir=folder))
    try:
        store, measuring = opened.application.engine.store, Measuring(opened.application, system_clock())
        for kept in (found.plain, found.kept):
            kept.update({name: costs(measuring, report) for name, report in reports(size).items()})
            found.keeping = costs(measuring, Measuring.keep_days)
        assert store.impressions.count() == 120
        assert store.shown_days.due(0, system_clock()) == []
    finally:
        opened.close()
    assert all(isinstance(one, Cost) for one in found.kept.values())
    console = Console(record=True, width=200)
    console.print(table(found))
    assert "an experiment's result" in console.export_text()
