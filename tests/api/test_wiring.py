"""Opening a data folder: what can be asked for again never stands in the way, and what fails is closed."""

import threading
from pathlib import Path

import pytest

from api.commands.doctor import examine
from api.commands.findings import Finding
from api.opening import open_folder
from api.settings import Settings
from api.wiring import DAYCACHE
from hybrid.errors import StoreError
from hybrid.owner import find_owner


def day_cache(settings: Settings) -> Finding:
    (found,) = [finding for finding in examine(settings) if finding.what == "day cache"]
    return found


def test_a_damaged_day_cache_is_told_and_set_aside(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "data")
    assert (day_cache(settings).state, day_cache(settings).message) == ("ok", "empty")
    open_folder(settings).close()
    assert (day_cache(settings).state, day_cache(settings).message) == ("ok", "sound")
    (tmp_path / "data" / DAYCACHE / "cache.db").write_bytes(b"garbage")
    told = day_cache(settings)
    assert (told.state, "file is not a database" in told.message) == ("note", True)
    open_folder(settings).close()
    assert (day_cache(settings).state, day_cache(settings).message) == ("ok", "sound")


def test_what_was_opened_is_closed_where_a_later_part_fails(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "data")
    open_folder(settings).close()
    (tmp_path / "data" / DAYCACHE / "cache.db").unlink()
    (tmp_path / "data" / DAYCACHE / "cache.db").mkdir()
    before = set(threading.enumerate())
    with pytest.raises(StoreError, match="day cache"):
        open_folder(settings)
    assert set(threading.enumerate()) == before
    assert find_owner(settings.data_dir) is None
    (tmp_path / "data" / DAYCACHE / "cache.db").rmdir()
    opened = open_folder(settings)
    assert set(threading.enumerate()) > before
    opened.close()
    assert set(threading.enumerate()) == before
