"""``because serve``."""

from __future__ import annotations

import socket
from typing import Annotated

import typer

from api.commands.console import err, out, quiet_logs
from api.opening import open_folder
from api.processes import serve_many
from api.serve import bind, serve
from api.settings import Settings, is_loopback, load_settings
from hybrid.errors import FolderOwned
from hybrid.owner import find_owner


def command(
    host: Annotated[str | None, typer.Option(help="Address to listen on. [default: BECAUSE_HOST or 127.0.0.1]")] = None,
    port: Annotated[int | None, typer.Option(help="0 takes a free one. [default: BECAUSE_PORT or 8000]")] = None,
    workers: Annotated[int | None, typer.Option(help="Processes that answer. [default: BECAUSE_WORKERS or 1]")] = None,
) -> None:
    """Serve recommendations over HTTP until Ctrl-C."""
    settings = load_settings(host=host, port=port, workers=workers)
    quiet_logs(settings.log_level)
    refuse_second(settings)
    with bind(settings.host, settings.port) as sock:
        if settings.workers > 1:
            serve_many(settings, sock, lambda address: tell(settings, address))
        else:
            _serve_alone(settings, sock)
    err.print("Stopped.")


def _serve_alone(settings: Settings, sock: socket.socket) -> None:
    opened = open_folder(settings)
    try:
        serve(settings, opened, sock, lambda address: tell(settings, address))
    finally:
        opened.close()


def refuse_second(settings: Settings) -> None:
    """Say who serves this folder already, before anything about ports. Raises ``FolderOwned``."""
    owner = find_owner(settings.data_dir)
    if owner is not None:
        raise FolderOwned(f"{settings.data_dir} is in use by {owner}.", "Stop that one, or set BECAUSE_DATA_DIR.")


def tell(settings: Settings, address: str) -> None:
    """Where it listens, which model takes part, and who may call."""
    model = settings.llm.model or "none, answers come in blended order (BECAUSE_LLM__MODEL names one)"
    keys = len(settings.keys)
    access = f"holders of one of {keys} keys" if keys else "this machine only (BECAUSE_API_KEYS opens it)"
    out.print(f"[bold]Because[/bold] serves [bold]{address}[/bold]  (documentation: {address}/docs)")
    if settings.workers > 1:
        out.print(f"  with    {settings.workers} processes, and one that keeps the index")
    out.print(f"  data    {settings.data_dir.resolve()}")
    out.print(f"  model   {model}")
    out.print(f"  open to {access}")
    if keys and not is_loopback(settings.host):
        out.print("  keys travel as they are: put TLS in front")
