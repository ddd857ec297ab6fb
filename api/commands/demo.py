"""``because demo``: the shipped sample, taken in, trained and served; what is done already is not done again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from api.commands.console import err, out, progress, quiet_logs
from api.commands.ingest import ingest
from api.commands.ingest import tell as tell_outcome
from api.commands.serving import refuse_second, tell
from api.commands.target import Folder
from api.commands.training import train_folder
from api.local_model import LocalModel, NoLocalModel, local_settings
from api.opening import Opened, open_folder
from api.routes.batches import Kind as Name
from api.serve import bind, serve
from api.settings import Settings, load_settings
from hybrid.errors import BecauseError

SAMPLE = Path(__file__).resolve().parents[2] / "examples" / "movies"
DONE = "demo.sample"
"""Key in the store's meta table: digest of the sample that was taken in whole."""

KINDS: tuple[Name, Name] = ("items", "events")
LEARNING = 20.0
"""Seconds that training may take at most."""

TRY = """
Try, in another terminal:
  # ten films for a person of the sample, each with its reason
  curl -s '{base}/v1/users/15/recommendations?limit=10'
  # the same with a wish of the moment
  curl -s {base}/v1/recommendations -H 'Content-Type: application/json' \\
    -d '{{"user_id":"15","limit":10,"context":{{"query":"a clever heist in a big city"}}}}'
  # a new visitor looks at one film …
  curl -s {base}/v1/events -H 'Content-Type: application/json' \\
    -d '{{"events":[{{"user_id":"me","item_id":"260","type":"view"}}]}}'
  # … and the next answer says because of it
  curl -s {base}/v1/users/me/recommendations
Or: because recommend 15 --query "a clever heist in a big city"     Ctrl-C stops."""


class Llm(StrEnum):
    """Which language model the demo uses where none is configured."""

    LOCAL = "local"
    OFF = "off"


def command(
    port: Annotated[int | None, typer.Option(help="0 takes a free one. [default: BECAUSE_PORT or 8000]")] = None,
    llm: Annotated[Llm, typer.Option(help="Without BECAUSE_LLM__MODEL: a small local model, or none.")] = Llm.LOCAL,
) -> None:
    """Load a sample of real film ratings, train on it and serve it."""
    settings = load_settings(port=port)
    quiet_logs(settings.log_level if settings.log_level != "info" else "warning")
    refuse_second(settings)
    files = sample_files()
    with bind(settings.host, settings.port) as sock, _with_model(settings, llm) as settings:
        opened = open_folder(settings)
        try:
            prepare(settings, opened, files)
            serve(settings, opened, sock, lambda address: _ready(settings, address))
        finally:
            opened.close()


def sample_files(folder: Path = SAMPLE) -> tuple[Path, Path]:
    """Items and events of the sample. Raises ``BecauseError`` where they were not shipped along."""
    files = folder / "items.jsonl", folder / "events.parquet"
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise BecauseError(
            f"The sample is not here: {', '.join(missing)}.",
            "Run because demo from a clone of the repository.",
        )
    return files


def prepare(settings: Settings, opened: Opened, files: tuple[Path, Path]) -> None:
    """Take in the sample and train, each unless that is done already."""
    engine = opened.application.owned
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    fresh = engine.store.meta.get(DONE) == digest
    if not fresh:
        _take_in(opened, files)
        engine.store.meta.put(DONE, digest)
    if not fresh or engine.artifacts.current() is None:
        with progress("Training") as report:
            manifest = train_folder(_briefly(settings), report)
        engine.promote(manifest.version)
        out.print(f"Trained in {manifest.seconds:.0f} s on what {manifest.counts.users:,} people liked.")


def _briefly(settings: Settings) -> Settings:
    """The sample is small, and somebody waits."""
    budget = min(settings.train.budget, LEARNING)
    return settings.model_copy(update={"train": settings.train.model_copy(update={"budget": budget})})


def _take_in(opened: Opened, files: tuple[Path, Path]) -> None:
    place = Folder(opened)
    for kind, file in zip(KINDS, files, strict=True):
        with progress(f"Reading {file.name}") as report:
            outcome = ingest(place, kind, file, {}, report)
        tell_outcome(kind, file, outcome)
        if outcome.bad:
            raise BecauseError(f"{file} is damaged.", "Check it out again.")


@contextmanager
def _with_model(settings: Settings, llm: Llm) -> Iterator[Settings]:
    """``settings`` with the model that the demo will use."""
    if settings.llm.model is not None or llm is Llm.OFF:
        yield settings
        return
    with ExitStack() as stack:
        try:
            settings = stack.enter_context(local_settings(settings))
        except NoLocalModel as error:
            err.print(f"{error} Going on without a model.", markup=False)
        yield settings


def _ready(settings: Settings, address: str) -> None:
    tell(settings, address)
    if settings.llm.model == LocalModel.model:
        out.print(
            "  The local model is a stand-in: it proves the path, not the quality. "
            "BECAUSE_LLM__MODEL=… make demo names a real one, make demo LLM=off none."
        )
    out.print(TRY.format(base=address), markup=False)
