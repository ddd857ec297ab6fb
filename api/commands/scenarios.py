"""``because scenarios``: list, show, put, dry-run, rollback."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from pydantic import BaseModel, ValidationError
from rich.markup import escape
from rich.table import Table

from api.commands.console import JsonFile, counted, out, quiet_logs, write_json
from api.commands.places import minute, read_json
from api.commands.scenario_places import place
from api.scenario_schemas import Trying
from api.settings import load_settings
from api.troubles import troubles
from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.rules.document import ScenarioDocument

app = typer.Typer(no_args_is_help=True, help="The rules of each scenario's lists: see, change, try and roll back.")

Name = Annotated[str, typer.Argument(help="The scenario; * is what all scenarios stand on.")]
File = Annotated[Path, typer.Argument(help="The document as JSON.")]


@app.command("list")
def list_scenarios(json_file: JsonFile = None) -> None:
    """All scenarios with rules of their own."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.list()
    table = Table("scenario", "version", "since")
    for one in told["scenarios"]:
        table.add_row(one["name"], one["version"], minute(one["since"]))
    out.print(table)
    write_json(json_file, told)


@app.command("show")
def show(
    name: Name,
    version: Annotated[str | None, typer.Option(help="Another version than the live one.")] = None,
    json_file: JsonFile = None,
) -> None:
    """The document of a scenario, and which versions of it there are."""
    quiet_logs()
    with place(load_settings()) as at:
        told, versions = at.show(name, version), at.versions(name)
    out.print(json.dumps(told["document"], ensure_ascii=False, indent=1), markup=False)
    table = Table("version", "kept", "")
    for one in versions["versions"]:
        table.add_row(one["version"], minute(one["created_at"]), "live" if one["live"] else "")
    out.print(table)
    write_json(json_file, {**told, "versions": versions["versions"]})


@app.command("put")
def put(
    name: Name,
    file: File,
    draft: Annotated[bool, typer.Option("--draft", help="Keep it without letting it serve.")] = False,
    json_file: JsonFile = None,
) -> None:
    """Check a document and let it serve, from the next request on."""
    quiet_logs()
    document = _checked(read_json(file, "docs/rules.md"), ScenarioDocument, file)
    with place(load_settings()) as at:
        told = at.put(name, document, draft)
    state = "is live" if told["live"] else "is kept and serves nobody"
    out.print(f"{name}@{told['version']} {state} (before: {told['before'] or 'none'}).", markup=False)
    _print_warnings(told)
    write_json(json_file, told)


@app.command("dry-run")
def dry_run(
    name: Name,
    file: File,
    user: Annotated[list[str] | None, typer.Option(help="For this person; may be given several times.")] = None,
    people: Annotated[int, typer.Option(min=1, max=100, help="Else for so many who were here lately.")] = 20,
    seed: Annotated[int, typer.Option(min=0, help="Another number draws others.")] = 0,
    limit: Annotated[int, typer.Option(min=1, max=100, help="How many items a list has.")] = 10,
    scenario: Annotated[str, typer.Option(help="Whose lists to look at, for the document *.")] = "homepage",
    json_file: JsonFile = None,
) -> None:
    """What a document would change in people's lists; nothing is kept."""
    quiet_logs()
    document = _checked(read_json(file, "docs/rules.md"), ScenarioDocument, file)
    chosen = {"user_ids": user} if user else {"people": people, "seed": seed}
    asked = _checked({"document": document, **chosen, "limit": limit, "scenario": scenario}, Trying, file)
    with place(load_settings()) as at:
        told = at.try_out(name, asked)
    for one in told["people"]:
        out.print(_changes(one))
    rules = ", ".join(f"{rule} {count}" for rule, count in told["rules"].items()) or "none"
    lists = counted(len(told["people"]), "list")
    out.print(
        f"{told['changed']} of {lists} would change: {told['entered']} items enter, {told['left']} leave. "
        f"Rules, by changes: {rules}.",
        markup=False,
    )
    _print_warnings(told)
    write_json(json_file, told)


@app.command("rollback")
def rollback(name: Name, json_file: JsonFile = None) -> None:
    """Let the version serve again that did before."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.rollback(name)
    again = f"{name}@{told['version']} is live again" if told["version"] else f"{name} has no rules of its own again"
    out.print(f"{again} (before: {told['before']}).", markup=False)
    write_json(json_file, told)


def _print_warnings(told: Json) -> None:
    """What of the document has no effect."""
    for one in told["warnings"]:
        out.print(f"Without effect: {one['pointer'] or 'all'}: {one['message']} {one['hint']}", markup=False)


def _changes(one: Json) -> Table:
    """One person's list: what enters, leaves and moves."""
    table = Table("", escape(one["user_id"]), "by", show_header=True)
    for change in one["entered"]:
        table.add_row(f"[green]+{change['rank']}[/green]", escape(change["id"]), escape(", ".join(change["rules"])))
    for change in one["left"]:
        table.add_row(f"[red]-{change['rank']}[/red]", escape(change["id"]), escape(", ".join(change["rules"])))
    for change in one["moved"]:
        at = f"{change['before']} to {change['after']}"
        table.add_row(at, escape(change["id"]), escape(", ".join(change["rules"])))
    if not table.row_count:
        table.add_row("", "nothing changes", "")
    return table


def _checked(raw: Json, model: type[BaseModel], file: Path) -> Json:
    """``raw`` itself. Raises ``BecauseError`` that names the first wrong field."""
    try:
        model.model_validate(raw)
    except ValidationError as error:
        first = troubles(error, model, "field of a scenario's document")[0]
        raise BecauseError(f"{file}, {first.pointer}: {first.message}", first.remedy) from None
    return raw
