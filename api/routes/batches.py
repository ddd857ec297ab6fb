"""Items and events in batches: JSON or NDJSON in, a result per refused line out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import orjson
from fastapi import Request
from fastapi.responses import Response

from api.body import answer, parse, read_bytes, shape_trouble
from api.errors import Problem, Trouble, invalid, plain
from api.threads import run
from api.wiring import Application
from hybrid.domain import EventType, Json
from hybrid.engine import Engine
from hybrid.problems import nearest, shown
from hybrid.records import LineError, parse_events, parse_items
from hybrid.store.outcomes import Answer

Kind: TypeAlias = Literal["items", "events"]

MOST = 1000
"""Records of one JSON body, and of one write."""

MOST_LINES = 10_000
"""Lines of one NDJSON body."""

FIELDS = 100
"""Fields of one record: far more than there are."""

NDJSON = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl", "application/x-jsonlines"})


@dataclass(frozen=True)
class Batch:
    """What came: records with their line numbers, and the lines that are no record at all."""

    kind: Kind
    raws: list[Json]
    lines: list[int]
    bad: list[LineError]
    ndjson: bool


@dataclass
class Outcome:
    """What became of a batch; ``accepted`` includes the ``duplicates``.

    ``unattributed`` counts, of the new events that name an answer, those that count for none, by ``Unattributed``;
    ``attributed`` are the types of those that count, each with its answer.
    """

    accepted: int = 0
    duplicates: int = 0
    unattributed: Counter[str] = field(default_factory=Counter)
    attributed: list[tuple[EventType, Answer]] = field(default_factory=list)
    bad: list[LineError] = field(default_factory=list)


async def read_batch(request: Request, kind: Kind) -> Batch:
    """The body of a POST. Raises a 4xx ``Problem`` where it is no batch."""
    body = await read_bytes(request)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    return await run(_of_lines if media in NDJSON else _of_json, body, kind)


def _of_json(body: bytes, kind: Kind) -> Batch:
    value = parse(body)
    example = f'Send {{"{kind}": […]}}.'
    if not isinstance(value, dict):
        raise invalid([Trouble("", f"The body must be an object with `{kind}`; got {shown(value)}.", example)])
    for name in value:
        if name != kind:
            raise invalid([Trouble(f"/{name[:60]}", f"`{name[:60]}` is no field here.", nearest(name, [kind]))])
    raws = value.get(kind)
    if not isinstance(raws, list):
        what = "is missing" if kind not in value else f"must be a list; got {shown(raws)}"
        raise invalid([Trouble(f"/{kind}", f"`{kind}` {what}.", example)])
    if len(raws) > MOST:
        message = f"`{kind}` may have at most {MOST:,} entries; got {len(raws):,}."
        raise invalid([Trouble(f"/{kind}", message, "Send several requests, or NDJSON.")])
    return _slimmed(Batch(kind, raws, list(range(1, len(raws) + 1)), [], ndjson=False))


def _of_lines(body: bytes, kind: Kind) -> Batch:
    batch = Batch(kind, [], [], [], ndjson=True)
    for line, text in enumerate(body.split(b"\n"), start=1):
        if not text.strip():
            continue
        if len(batch.raws) + len(batch.bad) >= MOST_LINES:
            raise invalid([Trouble("", f"The body has more than {MOST_LINES:,} lines.", "Send several requests.")])
        try:
            raw = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            message = f"This line is not valid JSON: {error.msg} at column {error.colno}."
            batch.bad.append(LineError(line, None, "", message, "Send one JSON object on each line."))
            continue
        unwieldy = shape_trouble(raw)
        if unwieldy:
            batch.bad.append(LineError(line, None, "", unwieldy, "Send flatter JSON."))
            continue
        batch.raws.append(raw)
        batch.lines.append(line)
    return _slimmed(batch)


def _slimmed(batch: Batch) -> Batch:
    """Without the records of absurdly many fields: each unknown field would cost a message."""
    good = Batch(batch.kind, [], [], list(batch.bad), batch.ndjson)
    for line, raw in zip(batch.lines, batch.raws, strict=True):
        if isinstance(raw, dict) and len(raw) > FIELDS:
            message = f"A record may have at most {FIELDS} fields; got {len(raw):,}."
            good.bad.append(LineError(line, None, "", message, "Put free fields under `attributes`."))
        else:
            good.raws.append(raw)
            good.lines.append(line)
    return good


def store(application: Application, batch: Batch, now: int) -> Outcome:
    """Validate and write, ``MOST`` at a time; durable on return. Blocks."""
    outcome = Outcome(bad=list(batch.bad))
    for raws, lines in _portions(batch):
        if batch.kind == "items":
            _store_items(application.owned, raws, lines, now, outcome)
        else:
            _store_events(application, raws, lines, now, outcome)
    outcome.bad.sort(key=lambda error: error.line)
    return outcome


def _portions(batch: Batch) -> Iterator[tuple[list[Json], list[int]]]:
    for start in range(0, len(batch.raws), MOST):
        yield batch.raws[start : start + MOST], batch.lines[start : start + MOST]


def _store_items(engine: Engine, raws: list[Json], lines: list[int], now: int, outcome: Outcome) -> None:
    good, bad = parse_items(raws, now, lines)
    failed = engine.upsert_items([record for _, record in good]).failed if good else {}
    outcome.accepted += len(good) - len(failed)
    outcome.bad += bad
    for position, error in failed.items():
        line, record = good[position]
        outcome.bad.append(LineError(line, record.id, "", plain(error), error.remedy))


def _store_events(application: Application, raws: list[Json], lines: list[int], now: int, outcome: Outcome) -> None:
    engine, windows = application.engine, application.settings.loop.windows.windows
    good, bad = parse_events(raws, now, lines, engine.settings.engagement.scale)
    outcome.bad += bad
    if not good:
        return
    appended = engine.append_events([record for _, record in good])
    outcome.accepted += len(good)
    outcome.duplicates += appended.duplicates
    for claim in engine.store.outcomes.claims(appended.accepted, windows):
        if (why := claim.told(windows, now)) is not None:
            outcome.unattributed[why.value] += 1
        elif claim.answer is not None and claim.refused(windows) is None:
            outcome.attributed.append((claim.event.type, claim.answer))


def report(batch: Batch, outcome: Outcome) -> Response:
    """200 with a result per refused line. Raises a 422 ``Problem`` where nothing was accepted."""
    results = [
        {
            "line": e.line,
            "id": e.id,
            "error": {"pointer": e.pointer, "message": e.message, "remedy": e.remedy},
        }
        for e in outcome.bad
    ]
    counts: dict[str, Json] = {"accepted": outcome.accepted, "rejected": len(outcome.bad)}
    if batch.kind == "events":
        counts |= {"duplicates": outcome.duplicates, "unattributed": dict(outcome.unattributed)}
    if not outcome.accepted:
        raise _nothing(batch, outcome.bad, {**counts, "results": results})
    return answer({**counts, "results": results})


def _nothing(batch: Batch, bad: Sequence[LineError], extra: dict[str, Json]) -> Problem:
    if not bad:
        where = "" if batch.ndjson else f"/{batch.kind}"
        return invalid([Trouble(where, f"There are no {batch.kind} in the body.", "Send at least one.")], **extra)
    troubles = [
        Trouble(e.pointer if batch.ndjson else f"/{batch.kind}/{e.line - 1}{e.pointer}", e.message, e.remedy)
        for e in bad[:20]
    ]
    return invalid(troubles, **extra)
