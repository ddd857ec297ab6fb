"""``because ingest items|events FILE``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from api.commands.console import JsonFile, Report, counted, err, out, progress, quiet_logs, write_json
from api.commands.target import Target, target
from api.routes.batches import Kind as Name
from api.routes.batches import Outcome
from api.settings import load_settings
from hybrid.errors import BecauseError
from hybrid.files import MADE, Kind, open_file
from hybrid.records import LineError

SHOWN = 20
"""Refused lines that are printed; ``--json`` has all."""

File = Annotated[Path, typer.Argument(metavar="FILE", help="CSV, TSV, JSONL or Parquet.")]
Renames = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="COLUMN=FIELD", help="Read a column as this field; COLUMN= drops it. Repeatable."),
]

app = typer.Typer(no_args_is_help=True, help="Take in a file of items or events. Can be stopped and run again.")


@app.command("items")
def items(file: File, renames: Renames = None, json_file: JsonFile = None) -> None:
    """Add or replace items. Columns: id, title and more; unknown ones become attributes."""
    _command("items", file, renames, json_file)


@app.command("events")
def events(file: File, renames: Renames = None, json_file: JsonFile = None) -> None:
    """Add events. Columns: user_id, item_id and type, value, timestamp, event_id, …

    An event known by its event_id, or without one the same event at the same time, is taken in once. Events with
    neither event_id nor timestamp count as of now, each line once: the same file again adds nothing, a changed
    file is another file.
    """
    _command("events", file, renames, json_file)


def _command(kind: Name, file: Path, renames: Sequence[str] | None, json_file: Path | None) -> None:
    quiet_logs()
    settings = load_settings()
    mapping = parse_renames(renames or [])
    try:
        with target(settings, create=True) as place, progress(f"Reading {file.name}") as report:
            outcome = ingest(place, kind, file, mapping, report)
    except KeyboardInterrupt:
        err.print("Stopped. The same command again goes on: what is in already is taken in once only.")
        raise
    tell(kind, file, outcome)
    write_json(json_file, figures(outcome))
    if outcome.bad:
        raise typer.Exit(1)


def parse_renames(pairs: Sequence[str]) -> dict[str, str]:
    """``["movieId=id"]`` as a mapping. Raises ``BecauseError`` for what is no pair."""
    mapping: dict[str, str] = {}
    for pair in pairs:
        column, sign, field = pair.rpartition("=")
        if not sign or not column:
            raise BecauseError(f"--map {pair} is no COLUMN=FIELD.", "Write it as --map movieId=id.")
        mapping[column] = field
    return mapping


def ingest(place: Target, kind: Name, file: Path, mapping: dict[str, str], report: Report) -> Outcome:
    """Take in the whole file, chunk by chunk, each durable before the next is read. Raises ``BadFile``."""
    data = open_file(file, Kind(kind), mapping)
    total = Outcome()
    for chunk in data.chunks():
        total.bad += chunk.errors
        if chunk.raws:
            done = place.store(kind, chunk.raws, chunk.lines)
            total.accepted += done.accepted
            total.duplicates += done.duplicates
            total.bad += done.bad
        report("", chunk.position / max(data.total, 1))
    total.bad.sort(key=lambda error: error.line)
    if kind == "items" and total.accepted:
        place.check(f"ingesting {file.name}"[:200])
    return total


def tell(kind: Name, file: Path, outcome: Outcome) -> None:
    """The outcome in words; refused lines with their numbers."""
    again = f", {outcome.duplicates:,} of them known already" if outcome.duplicates else ""
    refused = f"; {counted(len(outcome.bad), 'line')} refused" if outcome.bad else ""
    out.print(f"{file.name}: {counted(outcome.accepted, kind[:-1])} taken in{again}{refused}.")
    for error in outcome.bad[:SHOWN]:
        whose = f" ({error.id})" if error.id and not error.id.startswith(MADE) else ""
        err.print(f"  line {error.line}{whose}: {error.message} {error.remedy}", markup=False)
    if len(outcome.bad) > SHOWN:
        err.print(f"  … and {len(outcome.bad) - SHOWN:,} more; --json FILE lists all.")


def figures(outcome: Outcome) -> dict[str, object]:
    """What ``--json`` writes: as the HTTP answer."""
    return {
        "accepted": outcome.accepted,
        "rejected": len(outcome.bad),
        "duplicates": outcome.duplicates,
        "results": [_result(error) for error in outcome.bad],
    }


def _result(error: LineError) -> dict[str, object]:
    told = {"pointer": error.pointer, "message": error.message, "remedy": error.remedy}
    return {"line": error.line, "id": error.id, "error": told}
