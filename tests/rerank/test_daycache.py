import logging
import pickle
import sqlite3
import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hybrid.errors import StoreError
from rerank.day import DayKey
from rerank.daycache import DayCache, DayEntry
from rerank.ports import Step, Words
from rerank.rows import BytesDisk, damage

KEY = DayKey("person-1", date(2026, 3, 1), "homepage", "", "rerank@1", "m", "r1")
ENTRY = DayEntry(
    order=(3, 1, 2), words={3: Words("Because you viewed Airplane!", 900)}, computed_at=5, valid_until=9,
    events_until=4, said="h", model="openai/x", prompt="rerank@1 (production)", artifact="v1", tokens=10, cost_usd=0.5,
    found=(2,), steps=(Step("similar", {"handle": "3"}, 1, 2.5),), repairs=1, refused={"number": 1},
)  # fmt: skip


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[DayCache]:
    found = DayCache(tmp_path / "day")
    yield found
    found.close()


def rows(tmp_path: Path, sql: str, *values: object) -> None:
    """Change the database behind the cache's back."""
    connection = sqlite3.connect(tmp_path / "day" / "cache.db")
    with connection:
        connection.execute(sql, values)
    connection.close()


def test_an_entry_comes_back_as_it_was(cache: DayCache, tmp_path: Path) -> None:
    cache.put(KEY, ENTRY)
    assert cache.get(KEY) == ENTRY
    assert cache.get(replace(KEY, day=date(2026, 2, 28))) is None
    assert DayCache(tmp_path / "day").get(KEY) == ENTRY
    assert stat.S_IMODE((tmp_path / "day").stat().st_mode) == 0o700


def test_the_latest_answer_to_a_question_is_found_without_its_day_prompt_and_model(cache: DayCache) -> None:
    assert cache.latest(KEY) is None
    later = replace(ENTRY, order=(9,), computed_at=6)
    cache.put(KEY, ENTRY)
    cache.put(replace(KEY, day=date(2026, 3, 2), prompt="rerank@2", model="n"), later)
    assert (cache.latest(KEY), cache.get(KEY)) == (later, ENTRY)
    cache.put(KEY, replace(ENTRY, order=(), words={}, why="timeout"))
    assert cache.latest(KEY) == later
    for other in ("person", "scenario", "context", "arm"):
        asked: dict[str, Any] = {other: "other"}
        assert cache.latest(replace(KEY, **asked)) is None


def test_words_that_other_rules_checked_are_not_shown_again(cache: DayCache) -> None:
    cache.put(KEY, ENTRY)
    assert cache.latest(replace(KEY, rules="r2")) == replace(ENTRY, words={})
    assert cache.latest(KEY) == ENTRY


def test_nothing_is_kept_that_was_asked_before_a_person_was_erased(tmp_path: Path) -> None:
    now = 1000
    here, elsewhere = (DayCache(tmp_path / "day", clock=lambda: now) for _ in range(2))
    elsewhere.forget(KEY.person)
    here.put(KEY, replace(ENTRY, events_until=1000))
    assert here.get(KEY) is here.latest(KEY) is None
    here.put(replace(KEY, person="other"), ENTRY)
    assert len(here) == 1
    now = 1001
    here.put(KEY, replace(ENTRY, events_until=1001))
    assert here.get(KEY) is not None
    now = 400  # put back: who comes again is not left without an order until the clock has caught up
    here.put(KEY, replace(ENTRY, events_until=400, order=(7,)))
    found = here.get(KEY)
    assert found is not None
    assert found.order == (7,)


def test_a_failure_stands_beside_an_answer(cache: DayCache) -> None:
    cache.put(KEY, ENTRY)
    cache.put(KEY, replace(ENTRY, order=(), words={}, why="timeout"))
    assert cache.get(KEY) == ENTRY
    assert cache.failure(KEY) is not None


def test_another_thread_reads_what_one_wrote(cache: DayCache) -> None:
    found: list[DayEntry | None] = []
    cache.put(KEY, ENTRY)
    reader = Thread(target=lambda: found.append(cache.get(KEY)))
    reader.start()
    reader.join()
    assert found == [ENTRY]


class Trap:
    """Says so when it is unpickled."""

    sprung = False

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return (spring, ())


def spring() -> None:
    Trap.sprung = True


@pytest.mark.parametrize("mode", [4, 3, 2, 1, 0, 99])
def test_a_planted_row_is_never_unpickled(cache: DayCache, tmp_path: Path, mode: int) -> None:
    cache.put(KEY, ENTRY)
    rows(tmp_path, "UPDATE Cache SET mode = ?, value = ?", mode, pickle.dumps(Trap()))
    assert cache.get(KEY) is None
    rows(tmp_path, "UPDATE Cache SET mode = ?, value = NULL, filename = 'x.val'", mode)
    (tmp_path / "day" / "x.val").write_bytes(pickle.dumps(Trap()))
    assert cache.get(KEY) is None
    assert not Trap.sprung
    cache.put(KEY, ENTRY)
    assert cache.get(KEY) == ENTRY


def test_a_planted_key_is_never_unpickled(cache: DayCache, tmp_path: Path) -> None:
    disk = BytesDisk(str(tmp_path))
    for key, raw in ((pickle.dumps(Trap()), 0), (b"x", 1), (7, 1)):
        with pytest.raises(OSError, match="foreign"):
            disk.get(key, raw)
    assert not Trap.sprung


@pytest.mark.parametrize("bad", [1, 1.5, b"x", None, ("a",), ["a"], {"a": 1}])
def test_only_text_keys_are_written(tmp_path: Path, bad: object) -> None:
    with pytest.raises(TypeError):
        BytesDisk(str(tmp_path)).put(bad)


@pytest.mark.parametrize("bad", [1, 1.5, "text", None, {"a": 1}, bytearray(b"x")])
def test_only_bytes_are_written(tmp_path: Path, bad: object) -> None:
    with pytest.raises(TypeError):
        BytesDisk(str(tmp_path)).store(bad, False)
    with pytest.raises(TypeError):
        BytesDisk(str(tmp_path)).store(b"x", True)


def test_large_values_stay_inside_the_database(cache: DayCache, tmp_path: Path) -> None:
    large = replace(ENTRY, words={n: Words("x" * 200, n) for n in range(1000)})
    cache.put(KEY, large)
    assert cache.get(KEY) == large
    assert not list((tmp_path / "day").rglob("*.val"))


def test_nothing_of_a_forgotten_person_stays_in_any_file(cache: DayCache, tmp_path: Path) -> None:
    marked = replace(ENTRY, words={3: Words("canary-4711 " + "x" * 3000, 900)})
    for n in range(40):
        cache.put(replace(KEY, person="gone", context=f"c{n}"), marked)
        cache.put(replace(KEY, person="stays", context=f"c{n}"), ENTRY)
    cache.put(replace(KEY, person="gone"), replace(ENTRY, order=(), words={}, why="canary-4711"))
    found = b"".join(p.read_bytes() for p in (tmp_path / "day").iterdir())
    assert b"canary-4711" in found
    cache.forget("gone")
    found = b"".join(p.read_bytes() for p in (tmp_path / "day").iterdir())
    assert b"canary-4711" not in found
    assert b"gone" not in found
    assert len(cache) == 40
    assert cache.get(replace(KEY, person="stays", context="c7")) == ENTRY


def test_an_overwritten_answer_leaves_nothing_either(cache: DayCache, tmp_path: Path) -> None:
    cache.put(KEY, replace(ENTRY, words={3: Words("canary-4711 " + "x" * 9000, 900)}))
    cache.put(KEY, ENTRY)
    cache.forget("person-1")
    assert b"canary-4711" not in b"".join(p.read_bytes() for p in (tmp_path / "day").iterdir())


def test_the_folder_stays_within_its_limit(tmp_path: Path) -> None:
    cache = DayCache(tmp_path / "small", size_limit=2_000_000)
    for n in range(400):
        cache.put(replace(KEY, context=f"c{n}"), replace(ENTRY, words={3: Words("x" * 20_000, 900)}))
    assert (tmp_path / "small" / "cache.db").stat().st_size < 4_000_000
    assert cache.get(replace(KEY, context="c399")) is not None
    assert cache.get(replace(KEY, context="c0")) is None
    cache.close()


@given(st.binary(max_size=200))
def test_bytes_that_are_no_entry_are_none(raw: bytes) -> None:
    assert DayEntry.from_bytes(raw) is None


@pytest.mark.parametrize(
    "change",
    [
        (b'"schema":1', b'"schema":2'),
        (b'"schema":1,', b""),
        (b'"order":[3,1,2]', b'"order":["3"]'),
        (b'"order":[3,1,2]', b'"order":[true]'),
        (b'"computed_at":5', b'"computed_at":"5"'),
        (b'"model":"openai/x"', b'"model":7'),
        (b'"tokens":10', b'"tokens":"10"'),
        (b'"said":"h"', b'"said":7'),
        (b"[3,", b"[[3],"),
        (b'"found":[2]', b'"found":"2"'),
        (b'"steps":[{', b'"steps":[7,{'),
        (b'"arguments":{"handle":"3"}', b'"arguments":"3"'),
        (b'"took_ms":2.5', b'"took":2.5'),
        (b'"repairs":1', b'"repairs":"1"'),
        (b'"refused":{"number":1}', b'"refused":["number"]'),
        (b'"prompt"', b'"prompting"'),
        (b'{"schema"', b'[{"schema"'),
    ],
)
def test_an_entry_of_another_form_is_none(change: tuple[bytes, bytes]) -> None:
    raw = ENTRY.to_bytes()
    assert DayEntry.from_bytes(raw) == ENTRY
    assert change[0] in raw
    assert DayEntry.from_bytes(raw.replace(*change, 1)) is None


def test_an_entry_of_before_there_were_settings_is_read(cache: DayCache) -> None:
    assert DayEntry.from_bytes(ENTRY.to_bytes().replace(b'"said":"h",', b"")) == replace(ENTRY, said="")


# -- damaged files -------------------------------------------------------------------------------


def spoil(tmp_path: Path, end: int | None = None) -> None:
    """Overwrite the database's pages but the first, or all of it."""
    path = tmp_path / "day" / "cache.db"
    raw = path.read_bytes()
    path.write_bytes(b"garbage" * 1000 if end is None else raw[:end] + b"\x55" * (len(raw) - end))


def filled(tmp_path: Path) -> None:
    cache = DayCache(tmp_path / "day")
    for n in range(40):
        cache.put(replace(KEY, context=f"c{n}"), replace(ENTRY, words={3: Words("canary-4711 " + "x" * 3000, 900)}))
    cache.rows.scrub()
    cache.close()


def test_a_damaged_cache_is_set_aside_and_begins_anew(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    filled(tmp_path)
    assert damage(tmp_path / "day") is None
    spoil(tmp_path)
    assert damage(tmp_path / "day") == "file is not a database"
    with caplog.at_level(logging.WARNING):
        cache = DayCache(tmp_path / "day")
    assert "set aside" in caplog.text
    assert len(cache) == 0
    cache.put(KEY, ENTRY)
    assert cache.get(KEY) == ENTRY
    cache.close()
    assert damage(tmp_path / "day") is None
    assert (tmp_path / "day" / "cache.db.damaged").read_bytes().startswith(b"garbage")


def test_damage_that_shows_later_is_got_over_too(tmp_path: Path) -> None:
    filled(tmp_path)
    spoil(tmp_path, 12 * 4096)
    assert damage(tmp_path / "day") is not None
    cache = DayCache(tmp_path / "day")
    for n in range(40):
        cache.put(replace(KEY, context=f"d{n}"), ENTRY)
        assert cache.get(replace(KEY, context=f"d{n}")) == ENTRY
        assert cache.failure(replace(KEY, context=f"c{n}")) is None
        cache.get(replace(KEY, context=f"c{n}"))
    found: list[DayEntry | None] = []
    reader = Thread(target=lambda: found.append(cache.get(replace(KEY, context="d39"))))
    reader.start()
    reader.join()
    assert found == [ENTRY]
    assert (tmp_path / "day" / "cache.db.damaged").exists()
    cache.close()
    assert damage(tmp_path / "day") is None


def test_nothing_of_a_forgotten_person_stays_in_what_was_set_aside(tmp_path: Path) -> None:
    filled(tmp_path)
    spoil(tmp_path, 12 * 4096)
    assert b"canary-4711" in (tmp_path / "day" / "cache.db").read_bytes()
    cache = DayCache(tmp_path / "day")
    cache.forget("person-1")
    cache.forget("person-1")
    assert b"canary-4711" not in b"".join(p.read_bytes() for p in (tmp_path / "day").iterdir())
    returned = replace(ENTRY, events_until=2**60)
    cache.put(KEY, returned)
    assert cache.get(KEY) == returned
    cache.close()


def test_a_folder_that_cannot_be_used_is_not_taken_for_damage(tmp_path: Path) -> None:
    (tmp_path / "day" / "cache.db").mkdir(parents=True)
    with pytest.raises(StoreError, match="day cache"):
        DayCache(tmp_path / "day")
    assert (tmp_path / "day" / "cache.db").is_dir()


def test_there_is_no_damage_where_there_is_nothing(tmp_path: Path) -> None:
    assert damage(tmp_path / "day") is None
