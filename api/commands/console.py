"""What the commands share: output, progress bars, ``--json FILE``."""

from __future__ import annotations

import errno
import json
import logging
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, TypeAlias

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from hybrid.domain import Json
from hybrid.errors import BecauseError

out = Console(highlight=False, soft_wrap=True, width=shutil.get_terminal_size((160, 24)).columns)
err = Console(stderr=True, highlight=False, soft_wrap=True)

Report: TypeAlias = Callable[[str, float], None]
"""Takes a stage's name and the share that is done, 0 to 1."""


def writable(option: typer.CallbackParam, path: Path | None) -> Path | None:
    """The path, looked at before the work of minutes. Raises ``BecauseError`` where no file can be written there."""
    why = None if path is None else _hindrance(path)
    if why:
        raise BecauseError(f"{path} can't be written ({why}).", f"Choose another file for {option.opts[0]}.")
    return path


def _hindrance(path: Path) -> str | None:
    try:
        if path.is_dir():
            return "it is a folder"
        if not path.parent.is_dir():
            return f"there is no folder {path.parent}"
        able = os.access(path if path.exists() else path.parent, os.W_OK, effective_ids=True)
    except OSError as error:
        return error.strerror
    return None if able else os.strerror(errno.EACCES)


JsonFile: TypeAlias = Annotated[
    Path | None,
    typer.Option("--json", metavar="FILE", help="Write the same figures to this file as JSON.", callback=writable),
]


def quiet_logs(level: str = "warning") -> None:
    """Logs go to stderr, ours from ``level`` on, those of libraries from warnings on."""
    logging.basicConfig(format="%(asctime)s %(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    for name in ("api", "hybrid", "rerank"):
        logging.getLogger(name).setLevel(level.upper())


@contextmanager
def progress(title: str) -> Iterator[Report]:
    """A bar on stderr while the block runs; nothing where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bars:
        task = bars.add_task(title, total=1.0)

        def report(stage: str, share: float) -> None:
            bars.update(task, description=f"{title}: {stage}" if stage else title, completed=share)

        yield report


def counted(number: int, what: str) -> str:
    """``1 line``, ``2,000 lines``."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def write_json(path: Path | None, content: Json) -> None:
    """Write ``content`` where asked. Raises ``BecauseError`` where that can't be done."""
    if path is None:
        return
    try:
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    except OSError as error:
        raise BecauseError(f"{path} can't be written ({error.strerror}).", "Choose another file for --json.") from None
