"""``because watch items|events FILE``: takes in what is written, as it is written."""

from __future__ import annotations

import hashlib
import json
import os
import select
import sys
import time
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Annotated, Protocol

import typer

from api.client import ServerError
from api.commands.console import JsonFile, counted, err, out, quiet_logs, write_json
from api.commands.ingest import Renames, parse_renames
from api.commands.target import Target, target
from api.routes.batches import Kind as Name
from api.settings import Settings, load_settings
from hybrid.errors import BadFile
from hybrid.files import Kind, json_line, made_id
from hybrid.owner import find_owner
from hybrid.records import LineError
from hybrid.tail import BYTES, MOST, Lines, Mark, Tail, split

PAUSE = 0.25
"""Seconds between two looks at what is new."""
AWAY = 1.0
"""Seconds until a server that is away is tried again."""
TRIES = 240
"""Tries to reach the folder for a minute: another command may own it, or a server that begins."""
MARKS = "watch"
STDIN = Path("-")

File = Annotated[Path, typer.Argument(metavar="FILE", help="JSON lines that are appended to; - is standard input.")]
Once = Annotated[bool, typer.Option("--once", help="End where the file ends now; the next time goes on from there.")]

app = typer.Typer(
    no_args_is_help=True,
    help="Take in JSON lines as they are written, through the running server or into the folder itself. Goes on where "
    "it was: over rotation and truncation of the file, and after Ctrl-C or a crash.",
)


@app.command("items")
def items(file: File, renames: Renames = None, once: Once = False, json_file: JsonFile = None) -> None:
    """Add or replace items, one JSON object a line."""
    _command("items", file, renames, once, json_file)


@app.command("events")
def events(file: File, renames: Renames = None, once: Once = False, json_file: JsonFile = None) -> None:
    """Add events, one JSON object a line. Without event_id and timestamp a line counts as of now, and once."""
    _command("events", file, renames, once, json_file)


class Source(Protocol):
    """Where lines come from."""

    def read(self) -> Lines:
        """The next whole lines; the same again until ``commit``."""

    def commit(self, mark: Mark | None) -> None:
        """What came before ``mark`` is taken in."""

    def wait(self) -> bool:
        """Until there may be more; False where nothing comes any more."""

    def close(self) -> None:
        """Let go of it."""


@dataclass
class Taken:
    """What became of all lines so far."""

    accepted: int = 0
    duplicates: int = 0
    rejected: int = 0


class Followed:
    """A file, and in the data folder the mark of how far it was taken in."""

    def __init__(self, path: Path, kind: Name, folder: Path, once: bool) -> None:
        self._kept = folder / MARKS / f"{_name(path, kind)}.json"
        self._tail = Tail(path, self._mark())
        self._once = once

    def read(self) -> Lines:
        return self._tail.read()

    def commit(self, mark: Mark | None) -> None:
        self._tail.commit(mark)
        if mark is not None:
            self._kept.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            beside = self._kept.with_suffix(".new")
            beside.write_text(json.dumps(asdict(mark)))
            beside.replace(self._kept)

    def wait(self) -> bool:
        if not self._once:
            time.sleep(PAUSE)
        return not self._once

    def close(self) -> None:
        self._tail.close()

    def _mark(self) -> Mark | None:
        with suppress(OSError, ValueError, TypeError):
            return Mark(**json.loads(self._kept.read_bytes()))
        return None


@dataclass
class Piped:
    """Standard input: it can't be read again, so nothing is let go of before it is taken in."""

    descriptor: int
    _data: bytes = b""
    _line: int = 0
    _given: list[bytes] = field(default_factory=list)
    _ended: bool = False
    _run: str = field(default_factory=lambda: uuid.uuid4().hex)

    def read(self) -> Lines:
        while not self._ended and len(self._data) < BYTES and select.select([self.descriptor], [], [], 0)[0]:
            more = os.read(self.descriptor, 1 << 16)
            self._data += more
            self._ended = not more
        over = self._ended or (len(self._data) >= BYTES and b"\n" not in self._data)
        whole = self._data if over else self._data[: self._data.rfind(b"\n") + 1]
        lines = list(split(whole))[:MOST]
        self._given = lines
        numbered = [(self._line + n, line.rstrip(b"\r\n")) for n, line in enumerate(lines, 1)]
        return Lines(numbered, None, self._run)

    def commit(self, mark: Mark | None) -> None:
        self._data = self._data[sum(map(len, self._given)) :]
        self._line += len(self._given)
        self._given = []

    def wait(self) -> bool:
        if not self._ended:
            select.select([self.descriptor], [], [], PAUSE)
        return not self._ended or bool(self._data)

    def close(self) -> None:
        """It is not ours to close."""


def _command(kind: Name, file: Path, renames: Sequence[str] | None, once: bool, json_file: Path | None) -> None:
    quiet_logs()
    settings, mapping, taken = load_settings(), parse_renames(renames or []), Taken()
    if file != STDIN and (file.is_dir() or not file.parent.is_dir()):
        raise BadFile(f"{file} can't be followed.", "Name a file; it need not be there yet, but its folder must.")
    source: Source = Piped(sys.stdin.fileno()) if file == STDIN else Followed(file, kind, settings.data_dir, once)
    try:
        watch(settings, source, kind, mapping, taken)
    except KeyboardInterrupt:
        err.print("Stopped. The same command again goes on after the last line that was taken in.")
    finally:
        source.close()
    again = f", {taken.duplicates:,} of them known already" if taken.duplicates else ""
    refused = f"; {counted(taken.rejected, 'line')} refused" if taken.rejected else ""
    out.print(f"{counted(taken.accepted, kind[:-1])} taken in{again}{refused}.")
    write_json(json_file, asdict(taken))
    if taken.rejected:
        raise typer.Exit(1)


def watch(settings: Settings, source: Source, kind: Name, mapping: Mapping[str, str], taken: Taken) -> None:
    """Take in lines until nothing comes any more. A server that is away is waited for."""
    while True:
        try:
            with target(settings, create=True, tries=TRIES) as place:
                _take(place, source, kind, mapping, taken)
                return
        except ServerError as error:
            if 400 <= error.status < 500:
                raise
            err.print(f"{error} Waiting for it.", markup=False)
        _await_server(settings)


def _await_server(settings: Settings) -> None:
    """Until one listens again: taking the folder meanwhile would keep it from starting."""
    while True:
        time.sleep(AWAY)
        owner = find_owner(settings.data_dir)
        if owner is not None and owner.port is not None:
            return


def _take(place: Target, source: Source, kind: Name, mapping: Mapping[str, str], taken: Taken) -> None:
    while True:
        found = source.read()
        if not found.lines:
            if not source.wait():
                return
            continue
        raws, lines, bad = _parsed(found, kind, mapping)
        if raws:
            done = place.store(kind, raws, lines)
            taken.accepted += done.accepted
            taken.duplicates += done.duplicates
            bad += done.bad
        source.commit(found.mark)
        taken.rejected += len(bad)
        for error in sorted(bad, key=lambda error: error.line):
            err.print(f"line {error.line}: {error.message} {error.remedy}", markup=False)


def _parsed(
    found: Lines, kind: Name, mapping: Mapping[str, str]
) -> tuple[list[dict[str, object]], list[int], list[LineError]]:
    raws: list[dict[str, object]] = []
    lines: list[int] = []
    bad: list[LineError] = []
    for line, text in found.lines:
        if not text.strip():
            continue
        row = json_line(line, text, Kind(kind), mapping)
        if isinstance(row, LineError):
            bad.append(row)
            continue
        if kind == "events" and not row.keys() & {"event_id", "timestamp"}:
            row["event_id"] = made_id(found.source, line, row)
        raws.append(row)
        lines.append(line)
    return raws, lines, bad


def _name(path: Path, kind: Name) -> str:
    return hashlib.sha256(f"{kind} {path.resolve()}".encode()).hexdigest()[:32]
