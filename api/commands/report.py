"""``because report``: what was shown in a week and what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from urllib.parse import urlencode

import typer
from rich.markup import escape
from rich.table import Table

from api.client import Client
from api.commands.console import JsonFile, out, quiet_logs, writable, write_json
from api.measuring import Measuring
from api.opening import existing, open_folder, system_clock
from api.settings import Settings, load_settings
from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.loop.page import FIGURES, columns, said, to_html
from hybrid.owner import find_owner

PATIENCE = 600.0
"""Seconds to wait for a server's report: it reads five weeks."""


def command(
    week: Annotated[
        str | None, typer.Option(metavar="WEEK", help="As 2026-W48; without it the last whole week.")
    ] = None,
    html_file: Annotated[
        Path | None,
        typer.Option(
            "--html", metavar="FILE", help="Write a page with plots that needs nothing else.", callback=writable
        ),
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """What was shown in a week and what came of it, beside the weeks before."""
    quiet_logs()
    told = _report(load_settings(), week)
    if told["total"] or told["before"]:
        out.print(_table(told))
    else:
        out.print(f"Nothing was shown in week {told['week']}, nor in those before.")
    for alarm in told["alarms"]:
        out.print(f"[yellow]{escape(alarm['text'])}[/yellow]")
    if html_file is not None:
        _write(html_file, to_html(told))
    write_json(json_file, told)


def _report(settings: Settings, week: str | None) -> dict[str, Json]:
    """From the server where one runs, else from the folder itself."""
    existing(settings)
    owner = find_owner(settings.data_dir)
    if owner is None:
        opened = open_folder(settings)
        try:
            return Measuring(opened.application, system_clock()).weekly(week)
        finally:
            opened.close()
    query = "" if week is None else f"?{urlencode({'week': week})}"
    with Client(owner, PATIENCE) as client:
        told: dict[str, Json] = client.call("GET", f"/v1/metrics/weekly{query}")
    return told


def _table(told: dict[str, Json]) -> Table:
    weeks = [{"week": told["week"], **told["total"]}] if told["total"] else []
    rows = [*weeks, *told["before"]]
    table = Table("", *(row["week"] for row in rows), title=f"Week {told['week']}", title_justify="left")
    for figure in columns(rows):
        table.add_row(FIGURES[figure], *(said(figure, row.get(figure)) for row in rows))
    for column in table.columns[1:]:
        column.justify = "right"
    return table


def _write(path: Path, page: str) -> None:
    try:
        path.write_text(page, "utf-8")
    except OSError as error:
        raise BecauseError(f"{path} can't be written ({error.strerror}).", "Choose another file for --html.") from None
