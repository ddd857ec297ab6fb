"""``because doctor``: is everything in order, and what to do where it is not."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import typer
from rich.markup import escape

from api import measuring
from api.client import Client
from api.commands.console import JsonFile, out, quiet_logs, write_json
from api.commands.findings import COLOURS, Finding
from api.commands.quality import content
from api.opening import system_clock
from api.retraining import META, Training, cut_off
from api.settings import Settings, load_settings
from api.trainer import under_way
from api.wiring import DAYCACHE
from hybrid.artifacts import Artifacts
from hybrid.content import checking
from hybrid.content.chroma import Health, check
from hybrid.content.embed import make_embedder
from hybrid.domain import Json, iso, to_datetime
from hybrid.errors import BecauseError
from hybrid.owner import OwnerInfo, find_owner
from hybrid.store.spending import EVERYBODY
from hybrid.store.store import FILE
from rerank.rows import damage

LEAST_FREE = 500 * 1024 * 1024
SHORT_KEY = 16


def command(json_file: JsonFile = None) -> None:
    """Check folder, owner, database, index, models, embedder, language model and content; exit 1 if one is broken."""
    quiet_logs("error")
    findings = []
    for finding in examine(load_settings()):
        findings.append(finding)
        colour = COLOURS[finding.state]
        remedy = f" [bold]{escape(finding.remedy)}[/bold]" if finding.remedy else ""
        out.print(f"[{colour}]{finding.state:>6}[/{colour}]  {finding.what:<10} {escape(finding.message)}{remedy}")
        for example in finding.examples:
            out.print(f"{'':20}{escape(example)}")
    write_json(json_file, [asdict(finding) for finding in findings])
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(1)


def examine(settings: Settings) -> Iterator[Finding]:
    """Everything, in the order in which one thing rests on another."""
    checks: tuple[tuple[str, Callable[[Settings], Finding | Iterator[Finding]]], ...] = (
        ("folder", _folder),
        ("owner", _owner),
        ("database", _database),
        ("index", _index),
        ("day cache", _day_cache),
        ("model", _model),
        ("retraining", _retraining),
        ("loop", _loop),
        ("embedder", _embedder),
        ("llm", _llm),
        ("budget", _budget),
        ("access", _access),
        ("content", _content),
    )
    for what, look in checks:
        try:
            found = look(settings)
            yield from [found] if isinstance(found, Finding) else found
        except (BecauseError, OSError, sqlite3.Error) as error:
            remedy = error.remedy if isinstance(error, BecauseError) else "See the message."
            message = str(error.args[0]) if isinstance(error, BecauseError) else str(error)
            yield Finding(what, "broken", message, remedy)


def _folder(settings: Settings) -> Finding:
    folder = settings.data_dir
    if not folder.exists():
        return Finding(
            "folder", "broken", f"{folder} is not there.", "Check BECAUSE_DATA_DIR; because ingest or demo makes it."
        )
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return Finding("folder", "broken", f"{folder} can't be written.", "Mend its owner and rights.")
    if folder.stat().st_mode & 0o077:
        return Finding("folder", "broken", f"Others can look into {folder}.", f"Run chmod 700 {folder}.")
    free = shutil.disk_usage(folder).free
    if free < LEAST_FREE:
        return Finding("folder", "broken", f"Only {free // 2**20} MB are free on its disk.", "Make room.")
    return Finding("folder", "ok", f"{folder.resolve()}, {free // 2**30} GB free")


def _owner(settings: Settings) -> Finding:
    owner = find_owner(settings.data_dir)
    if owner is None:
        return Finding("owner", "ok", "nobody: commands open the folder themselves")
    if owner.port is None:
        return Finding("owner", "note", f"in use by {owner}")
    _ready(owner)
    return Finding("owner", "ok", f"{owner}, which answers: commands go through it")


def _ready(owner: OwnerInfo) -> dict[str, Json]:
    with Client(owner, timeout=10) as client:
        told: dict[str, Json] = client.call("GET", "/readyz")
    return told


def _database(settings: Settings) -> Finding:
    path = settings.data_dir / FILE
    if not path.exists():
        return Finding("database", "note", "empty.", "Run because ingest to fill it.")
    with _reading(path) as connection:
        (verdict,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        if verdict != "ok":
            return Finding("database", "broken", f"SQLite says: {verdict}", "Restore it from a backup.")
        items, people, events = (
            connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - our own names
            for table in ("items", "users", "events")
        )
    return Finding("database", "ok", f"{items:,} items, {people:,} people, {events:,} events; sound")


def _content(settings: Settings) -> Iterator[Finding]:
    path = settings.data_dir / FILE
    if path.exists():
        with _reading(path) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (checking.META,)).fetchone()
        yield from content(None if row is None else checking.last(json.loads(row[0])))


@contextmanager
def _reading(path: Path) -> Iterator[sqlite3.Connection]:
    """The database without a chance to change it."""
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=10)
    try:
        yield connection
    finally:
        connection.close()


def _index(settings: Settings) -> Finding:
    path = settings.data_dir / "chroma"
    owner = find_owner(settings.data_dir)
    if owner is not None:
        # Two processes in one Chroma folder corrupt it; the server checked it when it started.
        if owner.port is not None and _ready(owner).get("index") == "degraded":
            message = "It missed a change or could not answer; the server compares all vectors instead, which is slow."
            return Finding("index", "broken", message, "Restart the server, which mends it.")
        return Finding("index", "ok", "in the hands of the server, which checked it at its start")
    health = check(path)
    if health is Health.BROKEN:
        return Finding("index", "broken", f"{path} does not answer queries.", "Run because reindex to make it anew.")
    if health is Health.ABSENT:
        return Finding("index", "note", "none yet; it is made at the next start")
    return Finding("index", "ok", "answers queries")


def _day_cache(settings: Settings) -> Finding:
    folder = settings.data_dir / DAYCACHE
    wrong = damage(folder)
    if wrong is not None:
        remedy = "It is set aside at its next use; what it held is asked for again."
        return Finding("day cache", "note", f"{folder} is damaged: {wrong}.", remedy)
    return Finding("day cache", "ok", "sound" if folder.exists() else "empty")


def _model(settings: Settings) -> Finding:
    artifacts = Artifacts(settings.data_dir / "models", system_clock)
    current = artifacts.current()
    if current is None:
        return Finding("model", "note", "none trained: content and popularity serve alone.", "Run because train.")
    counts = artifacts.load(current).manifest.counts
    return Finding("model", "ok", f"{current}, {counts.positives:,} likings of {counts.users:,} people; checksums hold")


def _retraining(settings: Settings) -> Finding:
    owner, when = find_owner(settings.data_dir), settings.retrain.schedule
    served = owner is not None and owner.port is not None
    planned = _planned(owner) if owner is not None and served else (None if when is None else str(when))
    last = _last_training(settings, served and planned is not None)
    if last is None or last.outcome is None:
        off = "off: because serve with BECAUSE_RETRAIN__AT=03:30 trains every night"
        return Finding("retraining", "ok", off if planned is None else f"none yet; trains {planned}")
    message = f"{last.outcome}, begun {iso(last.at)} for {last.reason}"
    if last.outcome == "failed":
        return Finding("retraining", "broken", f"{message}: {last.why}", "because train shows the whole of it.")
    message += f": {last.why}" if last.why else ""
    message += "; off now" if planned is None else f"; trains {planned}"
    return Finding("retraining", "note" if last.outcome == "rolled_back" else "ok", message)


def _planned(owner: OwnerInfo) -> str | None:
    """When the server trains anew, which need not be what this command's settings say."""
    with Client(owner) as client:
        when: str | None = client.call("GET", "/internal/retraining")["when"]
    return when


def _last_training(settings: Settings, attended: bool) -> Training | None:
    """What became of it; a server that was killed meanwhile could not write that down, and one that trains
    (``attended``) does so at its start."""
    path, last = settings.data_dir / FILE, None
    if path.exists():
        with _reading(path) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (META,)).fetchone()
            last = None if row is None else Training.of(json.loads(row[0]))
    if last is None or last.outcome != "running" or attended or under_way(settings.data_dir):
        return last
    return cut_off(last, settings.data_dir)


def _embedder(settings: Settings) -> Finding:
    embedder = make_embedder(settings.embedder)
    dims = embedder.embed(["a short text"]).shape[1]
    return Finding("embedder", "ok", f"{embedder.identity}, {dims} dimensions")


def _llm(settings: Settings) -> Finding:
    owner = find_owner(settings.data_dir)
    if owner is not None:
        with Client(owner) as client:
            return Finding("llm", "ok", f"the server's: {client.call('GET', '/v1/version')['llm'] or 'none'}")
    if settings.llm.model is None:
        return Finding("llm", "note", "none: answers come in blended order.", "BECAUSE_LLM__MODEL names one.")
    at = f" at {settings.llm.api_base}" if settings.llm.api_base else ""
    then = "".join(f", then {one.model}" for one in settings.llm.line[1:])
    return Finding("llm", "ok", f"{settings.llm.model}{at}{then} (not called: that may cost money)")


def _budget(settings: Settings) -> Finding:
    """What today's calls came to."""
    path, today = settings.data_dir / FILE, to_datetime(system_clock()).date().isoformat()
    row = None
    if path.exists():
        with _reading(path) as connection:
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'spending'").fetchone():
                asked = "SELECT tokens, cost_usd FROM spending WHERE day = ? AND scope = ?"
                row = connection.execute(asked, (today, EVERYBODY)).fetchone()
    tokens, usd = row or (0, 0.0)
    most = settings.budget
    of_tokens = "" if most.tokens_per_day is None else f" of {most.tokens_per_day:,}"
    of_usd = "" if most.usd_per_day is None else f" of {most.usd_per_day:.2f}"
    message = f"{tokens:,}{of_tokens} tokens and {usd:.4f}{of_usd} USD today (UTC)"
    spent = (most.tokens_per_day is not None and tokens >= most.tokens_per_day) or (
        most.usd_per_day is not None and usd >= most.usd_per_day
    )
    remedy = "Answers come in blended order until midnight UTC; BECAUSE_BUDGET__* set more." if spent else ""
    return Finding("budget", "note" if spent else "ok", message, remedy)


def _loop(settings: Settings) -> Finding:
    """What came of what was shown lately, and whether it is as varied as before."""
    path, kept = settings.data_dir / FILE, None
    if path.exists():
        with _reading(path) as connection:
            row = connection.execute("SELECT value FROM meta WHERE key = ?", (measuring.META,)).fetchone()
            kept = None if row is None else json.loads(row[0])
    message, alarmed = measuring.said(kept)
    if alarmed:
        remedy = "because report shows since when, and of which scenarios and models."
        return Finding("loop", "note", f"{message}.", remedy, tuple(alarmed))
    return Finding("loop", "ok", message)


def _access(settings: Settings) -> Finding:
    keys = [key.get_secret_value() for key in settings.keys]
    if not keys:
        return Finding("access", "ok", "this machine only, without keys")
    if any(len(key) < SHORT_KEY for key in keys):
        return Finding(
            "access", "note", "A key is short enough to be guessed.", "openssl rand -hex 24 makes a good one."
        )
    return Finding("access", "ok", f"holders of one of {len(keys)} keys")
