"""A file of lines that grows: each line once, whatever happens to the file."""

from __future__ import annotations

from pathlib import Path

import pytest

from hybrid import tail
from hybrid.tail import Mark, Tail


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "log.jsonl"


def add(path: Path, text: str) -> None:
    with path.open("a") as file:
        file.write(text)


def taken(followed: Tail) -> list[str]:
    """All that is new, taken in for good."""
    found: list[str] = []
    quiet = 0
    while quiet < 2:  # a look that finds the end of an old file opens the new one
        lines = followed.read()
        followed.commit(lines.mark)
        found += [text.decode() for _, text in lines.lines]
        quiet = 0 if lines.lines else quiet + 1
    return found


def mark(followed: Tail) -> Mark:
    assert followed._mark is not None
    return followed._mark


def test_lines_come_once_they_are_whole_and_again_until_they_are_taken(log: Path):
    followed = Tail(log)
    assert followed.read().lines == ()
    add(log, "one\r\ntw")
    for _ in range(2):
        assert list(followed.read().lines) == [(1, b"one")]
    assert taken(followed) == ["one"]
    add(log, "o\n\nthree\n")
    assert list(followed.read().lines) == [(2, b"two"), (3, b""), (4, b"three")]
    followed.close()


def test_a_later_one_goes_on_where_an_earlier_one_was(log: Path):
    add(log, "one\ntwo\n")
    first = Tail(log)
    assert taken(first) == ["one", "two"]
    first.close()
    add(log, "three\n")
    second = Tail(log, mark(first))
    assert list(second.read().lines) == [(3, b"three")]
    second.close()


@pytest.mark.parametrize("away", [False, True])
def test_over_a_rotation_the_rest_of_the_old_file_comes_first(log: Path, away: bool):
    add(log, "one\n")
    followed = Tail(log)
    assert taken(followed) == ["one"]
    if away:
        followed.close()
    add(log, "two\nits last line has no end")
    log.rename(log.with_name("log.jsonl.1"))
    add(log, "three\n")
    if away:
        followed = Tail(log, mark(followed))
    assert taken(followed) == ["two", "its last line has no end", "three"]
    assert mark(followed).line == 1
    followed.close()


@pytest.mark.parametrize("away", [False, True])
@pytest.mark.parametrize("text", ["n\n", "new, and longer than what was there before\n"])
def test_a_file_that_was_cut_off_or_written_anew_begins_again(log: Path, away: bool, text: str):
    add(log, "one\ntwo\n")
    followed = Tail(log)
    assert taken(followed) == ["one", "two"]
    if away:
        followed.close()
    log.write_text(text)
    if away:
        followed = Tail(log, mark(followed))
    assert taken(followed) == [text.strip()]
    followed.close()


def test_what_is_deleted_and_made_anew_is_another_file(log: Path):
    add(log, "one\n")
    followed = Tail(log)
    first = followed.read().source
    assert taken(followed) == ["one"]
    log.unlink()
    assert taken(followed) == []
    add(log, "one\n")
    lines = followed.read()
    while not lines.lines:
        lines = followed.read()
    assert list(lines.lines) == [(1, b"one")]
    assert lines.source != first
    followed.close()


def test_much_comes_in_portions_and_a_line_without_end_is_cut(log: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tail, "MOST", 3)
    monkeypatch.setattr(tail, "BYTES", 40)
    add(log, "".join(f"{n}\n" for n in range(10)) + "x" * 90 + "\nlast\n")
    followed = Tail(log)
    assert len(followed.read().lines) == 3
    found = taken(followed)
    assert found[:10] == [str(n) for n in range(10)]
    assert "".join(found[10:-1]) == "x" * 90
    assert found[-1] == "last"
    followed.close()
