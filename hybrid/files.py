"""Files of items and events (CSV, JSONL, Parquet) as raw records with their line numbers, chunk by chunk.

What they say is made uniform here (``cells.py``), what is allowed is for ``records.py`` to judge. A bad line is
reported and does not stop the file; a file that cannot be read at all raises ``BadFile``.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hybrid.cells import from_text, from_value
from hybrid.delimited import LINE_LIMIT, bounded, first_row, rows
from hybrid.domain import Json
from hybrid.errors import BadFile
from hybrid.problems import nearest, printable
from hybrid.records import EventRecord, ItemRecord, LineError, fields_of

if TYPE_CHECKING:
    import pyarrow as pa

CHUNK = 500

MADE = "line-"
"""What the ids begin with that are made here; nobody knows an event by one."""


class Kind(Enum):
    """What a file holds."""

    ITEMS = "items"
    EVENTS = "events"

    @property
    def fields(self) -> list[str]:
        """The fields that a record may have, the required ones first."""
        return _FIELDS[self]

    @property
    def required(self) -> tuple[str, ...]:
        """The columns that a file must have."""
        return ("id", "title") if self is Kind.ITEMS else ("user_id", "item_id")


_FIELDS = {Kind.ITEMS: fields_of(ItemRecord), Kind.EVENTS: fields_of(EventRecord)}


@dataclass(frozen=True)
class Chunk:
    """At most ``CHUNK`` records with their line numbers, the lines that could not be read, and how far it is."""

    lines: list[int]
    raws: list[dict[str, Any]]
    errors: list[LineError]
    position: int


Rows = Iterator[tuple[int, dict[str, Any] | LineError, int]]
"""Line, record or error, and the position after it."""


@dataclass(frozen=True)
class DataFile:
    """A file to read: ``total`` and ``Chunk.position`` are in bytes, for Parquet in rows."""

    path: Path
    kind: Kind
    total: int
    _rows: Callable[[], Rows]

    def chunks(self) -> Iterator[Chunk]:
        """The whole file from its beginning. Raises ``BadFile`` where it turns out not to be what it seems.

        An event without id and time gets an id from the file's content and its line, so that the same file
        taken in again brings nothing twice.
        """
        chunk = Chunk([], [], [], 0)
        digest = ""
        for line, row, position in self._rows():
            if isinstance(row, LineError):
                chunk.errors.append(row)
            else:
                if self.kind is Kind.EVENTS and not row.keys() & {"event_id", "timestamp"}:
                    digest = digest or _digest(self.path)
                    row["event_id"] = made_id(digest, line, row)
                chunk.lines.append(line)
                chunk.raws.append(row)
            if len(chunk.raws) + len(chunk.errors) == CHUNK:
                yield Chunk(chunk.lines, chunk.raws, chunk.errors, position)
                chunk = Chunk([], [], [], position)
        yield Chunk(chunk.lines, chunk.raws, chunk.errors, self.total)


def open_file(path: Path, kind: Kind, mapping: Mapping[str, str] | None = None) -> DataFile:
    """The file as records of ``kind``. ``mapping`` renames columns (``{"movieId": "id"}``; to ``""`` drops one).

    Raises ``BadFile`` for an unknown ending, an unreadable file and a missing or unknown column.
    """
    readers = {".csv": _csv, ".tsv": _csv, ".jsonl": _jsonl, ".ndjson": _jsonl, ".parquet": _parquet}
    reader = readers.get(path.suffix.lower())
    if path.is_dir():
        raise BadFile(f"{path} is a folder and cannot be read.", "Name a file in it.")
    if reader is None:
        raise BadFile(f"{path} has an unknown ending.", f"Known: {', '.join(readers)}.")
    try:
        return reader(path, kind, _renaming(mapping or {}, kind))
    except OSError as error:
        raise BadFile(f"{path} cannot be read ({error.strerror}).", "Check the path and its rights.") from error


def _renaming(mapping: Mapping[str, str], kind: Kind) -> Mapping[str, str]:
    for target in mapping.values():
        if kind is Kind.EVENTS and target and target not in kind.fields:
            raise BadFile(f"An event has no field `{target}`.", nearest(target, kind.fields))
    return mapping


def _csv(path: Path, kind: Kind, mapping: Mapping[str, str]) -> DataFile:
    with path.open("rb") as file:
        head = file.readline(LINE_LIMIT).decode("utf-8-sig", errors="surrogateescape")
    tab = path.suffix.lower() == ".tsv"
    delimiter = "\t" if tab else max(",;\t", key=head.count)
    try:
        header = first_row(head, delimiter)
    except csv.Error as error:
        remedy = "Save it as UTF-8 with ordinary line ends."
        raise BadFile(f"{path.name} has no header that can be read ({error}).", remedy) from error
    fields = _columns(path, [name.strip() for name in header], kind, mapping)
    return DataFile(path, kind, path.stat().st_size, lambda: _csv_rows(path, kind, fields, delimiter))


def _csv_rows(path: Path, kind: Kind, fields: list[str], delimiter: str) -> Rows:
    with path.open("rb") as file:
        # Bytes that are not UTF-8 become lone surrogates, which the record then refuses, line by line.
        text = (line.decode(errors="surrogateescape").removeprefix("\ufeff") for line in bounded(file))
        for line, row in rows(text, fields, delimiter):
            if isinstance(row, str):
                yield line, _unread(line, row, 'Close each quote; inside a quoted cell write "" for ".'), file.tell()
            else:
                yield line, _csv_row(line, row, fields, kind), file.tell()


def _csv_row(line: int, cells: list[str], fields: list[str], kind: Kind) -> dict[str, Any] | LineError:
    if len(cells) > len(fields):
        return _unread(
            line, f"The line has {len(cells)} cells, the header names {len(fields)}.", "Quote cells with commas."
        )
    values = {field: from_text(field, cell) for field, cell in zip(fields, cells, strict=False) if field}
    return _shaped(values, kind)


def _jsonl(path: Path, kind: Kind, mapping: Mapping[str, str]) -> DataFile:
    with path.open("rb") as file:
        if file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"["):
            raise BadFile(f"{path.name} is one JSON array.", "Write one object a line: jq -c '.[]' does it.")
    return DataFile(path, kind, path.stat().st_size, lambda: _jsonl_rows(path, kind, mapping))


def _jsonl_rows(path: Path, kind: Kind, mapping: Mapping[str, str]) -> Rows:
    with path.open("rb") as file:
        for line, text in enumerate(bounded(file), start=1):
            if text.strip(b" \t\r\n\xef\xbb\xbf"):
                yield line, json_line(line, text, kind, mapping), file.tell()


def json_line(line: int, text: bytes, kind: Kind, mapping: Mapping[str, str]) -> dict[str, Any] | LineError:
    """One line of JSON as a record, its fields renamed, or what is wrong with it."""
    if len(text) > LINE_LIMIT:
        return _unread(line, f"The line is longer than {LINE_LIMIT:,} bytes.", "Write one object a line.")
    try:
        raw = json.loads(text.decode("utf-8-sig" if line == 1 else "utf-8"), parse_constant=_no_number)
    except UnicodeDecodeError:
        return _unread(line, "The line is no valid UTF-8.", "Save the file as UTF-8.")
    except RecursionError:
        return _unread(line, "The line is nested too deep.", "Flatten it.")
    except _NoNumber as error:
        return _unread(line, f"The line is no valid JSON: {error} is no number.", "Write null, or leave it out.")
    except ValueError as error:
        return _unread(line, f"The line is no valid JSON ({printable(str(error), 120)}).", "Write one object a line.")
    if not isinstance(raw, dict):
        return _unread(line, "The line is no JSON object.", 'Write it as {"field": value, …}.')
    return _record(raw, kind, mapping)


class _NoNumber(ValueError):
    """NaN or Infinity, which Python reads and JSON does not know."""


def _no_number(name: str) -> Json:
    raise _NoNumber(name)


def _parquet(path: Path, kind: Kind, mapping: Mapping[str, str]) -> DataFile:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            _columns(path, list(file.schema_arrow.names), kind, mapping)
            total = file.metadata.num_rows
    except pa.ArrowException as error:
        raise BadFile(f"{path.name} is no valid Parquet file ({error}).", "Write it again.") from error
    return DataFile(path, kind, total, lambda: _parquet_rows(path, kind, mapping))


def _parquet_rows(path: Path, kind: Kind, mapping: Mapping[str, str]) -> Rows:
    import pyarrow as pa
    import pyarrow.parquet as pq

    line = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(batch_size=CHUNK):
                for raw in _microseconds(batch).to_pylist(maps_as_pydicts="lossy"):
                    line += 1
                    yield line, _record(raw, kind, mapping), line
    except (pa.ArrowException, OSError) as error:
        raise BadFile(f"{path.name} is damaged after row {line} ({error}).", "Write it again.") from error


def _microseconds(batch: pa.RecordBatch) -> pa.RecordBatch:
    """Python's times end at microseconds; Arrow refuses to cut nanoseconds by itself."""
    import pyarrow as pa

    for place, field in enumerate(batch.schema):
        if pa.types.is_timestamp(field.type) and field.type.unit == "ns":
            column = batch.column(place).cast(pa.timestamp("us", field.type.tz), safe=False)
            batch = batch.set_column(place, field.name, column)
    return batch


def _columns(path: Path, header: list[str], kind: Kind, mapping: Mapping[str, str]) -> list[str]:
    """The field of each column (``""``: dropped), after renaming; refused if they cannot be meant."""
    fields = [mapping.get(name, name) for name in header]
    remedy = f"Columns are: {', '.join(printable(name) for name in header)}. Rename one with --map column=field."
    for name in mapping:
        if name not in header:
            raise BadFile(f"{path.name} has no column `{printable(name)}`.", remedy)
    for name in kind.required:
        if name not in fields:
            raise BadFile(f"{path.name} has no column `{name}`.", remedy)
    for place, name in enumerate(fields):
        if name and name in fields[:place]:
            raise BadFile(f"{path.name} has the column `{printable(name)}` twice.", "Rename one of them.")
        if name and kind is Kind.EVENTS and name not in kind.fields:
            hint = f"Rename it with --map {printable(name)}=field, or drop it with --map {printable(name)}=."
            raise BadFile(f"An event has no field for the column `{printable(name)}`.", hint)
    return fields


def _record(raw: Mapping[str, Any], kind: Kind, mapping: Mapping[str, str]) -> dict[str, Any]:
    renamed = {mapping.get(name, name): value for name, value in raw.items()}
    return _shaped({name: from_value(name, value) for name, value in renamed.items() if name}, kind)


def _shaped(values: Mapping[str, Any], kind: Kind) -> dict[str, Any]:
    """Without what is absent; an item's unknown columns go into its attributes."""
    present = {name: value for name, value in values.items() if value is not None}
    if kind is Kind.EVENTS:
        return present
    known = kind.fields
    record = {name: value for name, value in present.items() if name in known}
    free = {name: value for name, value in present.items() if name not in known}
    if free and isinstance(record.get("attributes", {}), dict):
        record["attributes"] = {**free, **record.get("attributes", {})}
    return record


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise BadFile(f"{path} cannot be read ({error.strerror}).", "Check the path and its rights.") from error


def made_id(digest: str, line: int, row: Mapping[str, Any]) -> str:
    """The id of an event that came without one and without a time, in this line of what ``digest`` tells apart.

    The record counts too: other columns of the same line, renamed, are another event."""
    told = json.dumps([digest, line, row], sort_keys=True, default=str)
    return MADE + hashlib.blake2b(told.encode(errors="surrogatepass"), digest_size=16).hexdigest()


def _unread(line: int, message: str, remedy: str) -> LineError:
    return LineError(line, None, "", message, remedy)
