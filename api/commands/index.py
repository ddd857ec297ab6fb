"""``because reindex``."""

from __future__ import annotations

from typing import Annotated

import typer

from api.commands.console import out, progress, quiet_logs
from api.commands.target import target
from api.settings import load_settings


def command(
    embedder: Annotated[
        str | None, typer.Option(help="Change to this one, e.g. openai/text-embedding-3-small.")
    ] = None,
) -> None:
    """Rebuild the content index; a running server goes on serving with the old one until it is done."""
    quiet_logs()
    with target(load_settings()) as place, progress("Reindexing"):
        place.reindex(embedder)
    out.print("The content index is rebuilt.")
    if embedder:
        out.print(f"Set BECAUSE_EMBEDDER={embedder} so that it stays.", markup=False)
