"""``because experiments``: list, show, put, remove, start, ramp, stop, results."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.table import Table

from api.commands.console import JsonFile, out, quiet_logs, write_json
from api.commands.experiment_places import place
from api.commands.experiment_views import results_notes, results_tables
from api.commands.places import minute, read_json
from api.settings import load_settings
from api.troubles import troubles
from hybrid.errors import BecauseError
from hybrid.experiments.definition import Definition

app = typer.Typer(no_args_is_help=True, help="Compare what different people get, and prove that a change helps.")

Name = Annotated[str, typer.Argument(help="The experiment.")]


@app.command("list")
def list_experiments(json_file: JsonFile = None) -> None:
    """All experiments and how they stand."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.list()
    table = Table("experiment", "state", "traffic", "scenarios", "arms", "since")
    for one in told["experiments"]:
        arms = ", ".join(f"{name} (stopped)" if arm["stopped"] else name for name, arm in one["arms"].items())
        since = one["ended_at"] or one["started_at"] or one["created_at"]
        scenarios = ", ".join(one["scenarios"])
        table.add_row(one["name"], one["state"], f"{one['traffic']:.0%}", scenarios, arms, minute(since))
    out.print(table)
    write_json(json_file, told)


@app.command("show")
def show(name: Name, json_file: JsonFile = None) -> None:
    """The definition of an experiment and what has happened to it."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.show(name)
    out.print(json.dumps(told["definition"], ensure_ascii=False, indent=1), markup=False)
    table = Table("when", "what", "arm", "")
    for one in told["history"]:
        table.add_row(minute(one["at"]), one["kind"].replace("_", " "), one["arm"], one["detail"])
    out.print(table)
    write_json(json_file, told)


@app.command("put")
def put(
    name: Name, file: Annotated[Path, typer.Argument(help="Its definition as JSON.")], json_file: JsonFile = None
) -> None:
    """Keep a definition; nobody takes part until it is started."""
    quiet_logs()
    definition = _read(file)
    with place(load_settings()) as at:
        told = at.put(name, definition)
    out.print(f"{name} is kept; because experiments start {name} lets people take part.", markup=False)
    for one in told["warnings"]:
        out.print(f"{one['pointer']}: {one['message']} {one['hint']}", markup=False)
    write_json(json_file, told)


@app.command("remove")
def remove(name: Name) -> None:
    """Forget a draft; what has started stays."""
    quiet_logs()
    with place(load_settings()) as at:
        at.remove(name)
    out.print(f"{name} is removed.", markup=False)


@app.command("start")
def start(name: Name, json_file: JsonFile = None) -> None:
    """Let people take part from the next request on."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.start(name)
    out.print(f"{name} runs with {told['traffic']:.1%} of the people.", markup=False)
    write_json(json_file, told)


@app.command("ramp")
def ramp(
    name: Name,
    traffic: Annotated[float, typer.Argument(help="The share of people, up to 1.", min=0.0, max=1.0)],
    json_file: JsonFile = None,
) -> None:
    """Let more people take part; nobody changes arms."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.ramp(name, traffic)
    out.print(f"{name} runs with {told['traffic']:.1%} of the people.", markup=False)
    write_json(json_file, told)


@app.command("stop")
def stop(
    name: Name,
    why: Annotated[str, typer.Option(help="The reason, for the history.")] = "",
    json_file: JsonFile = None,
) -> None:
    """End an experiment for good; everybody gets what they got before."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.stop(name, why)
    out.print(f"{name} is stopped.", markup=False)
    write_json(json_file, told)


@app.command("results")
def results(name: Name, json_file: JsonFile = None) -> None:
    """How the arms compare; may be looked at as often as one likes."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.results(name)
    for table in results_tables(told):
        out.print(table)
    for note in results_notes(told):
        out.print(note, markup=False)
    write_json(json_file, told)


def _read(file: Path) -> Definition:
    """Raises ``BecauseError`` for what is no definition."""
    try:
        return Definition.model_validate(read_json(file, "docs/experiments.md"))
    except ValidationError as error:
        first = troubles(error, Definition, "field of an experiment")[0]
        raise BecauseError(f"{file}: {first.message}", first.remedy) from None
