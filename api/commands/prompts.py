"""``because prompts``: list, show, check, render, try, diff, publish, rollback.

A VERSION is an id or the beginning of it (``3f2a91c0``), a label (``staging``), either with the prompt's name in front
(``rerank@staging``), a name alone (what is in production), or a file.
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Annotated, TypeVar

import typer
from pydantic import BaseModel, ValidationError
from rich.text import Text

from api.commands.console import JsonFile, err, out, quiet_logs, write_json
from api.commands.people import UserId
from api.commands.prompt_places import Place, Reference, place, read_text, reference
from api.commands.prompt_views import effort, facts, length, messages, sides, versions
from api.prompt_schemas import Publishing, Rendering, RollingBack, Trying
from api.prompting import checked_view
from api.settings import load_settings
from api.troubles import troubles
from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.store.prompts import PRODUCTION
from rerank.library import RERANK
from rerank.prompting.checking import check as check_text

app = typer.Typer(no_args_is_help=True, help="Edit, preview, compare, publish and roll back the templates.")

PATIENCE_MS = 120_000
"""Someone at a terminal waits for a model of their own machine."""

Version = Annotated[str, typer.Argument(help="An id, a label, name@either, or a file.")]
Label = Annotated[str, typer.Option(help="production or staging.")]
Query = Annotated[str | None, typer.Option(help="What the person asks for right now.")]
ScenarioName = Annotated[str, typer.Option(help="Where the list is shown.")]
Limit = Annotated[int, typer.Option(help="How many are shown, 1 to 50.")]


@app.command("list")
def list_prompts(json_file: JsonFile = None) -> None:
    """All prompts, their versions and what serves."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.list()
    out.print(versions(told))
    write_json(json_file, told)


@app.command("show")
def show(
    version: Annotated[str, typer.Argument(help="An id, a label or a name.")] = RERANK, json_file: JsonFile = None
) -> None:
    """The text of a version."""
    quiet_logs()
    with place(load_settings()) as at:
        told = _text(at, reference(at, version))
    out.print(told["text"].rstrip("\n"), markup=False)
    write_json(json_file, told)


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="A prompt file.")], json_file: JsonFile = None) -> None:
    """Look for mistakes in a file; nothing is kept."""
    quiet_logs()
    told = checked_view(check_text(read_text(file), file.name))
    out.print(facts(told), markup=False)
    write_json(json_file, told)


@app.command("render")
def render(
    user: UserId,
    prompt: Annotated[str, typer.Option(help="The version: an id, a label, name@either, or a file.")] = RERANK,
    query: Query = None,
    scenario: ScenarioName = "homepage",
    limit: Limit = 10,
    json_file: JsonFile = None,
) -> None:
    """What the model would be sent for a person now; no model is asked."""
    quiet_logs()
    with place(load_settings()) as at:
        chosen = reference(at, prompt)
        told = at.render(chosen.name, _asked(Rendering, chosen, user, query, scenario, limit))
    out.print(messages(told), markup=False)
    _note(told)
    err.print(f"{told['prompt']}{'; ' + length(told) if 'messages' in told else ''}", markup=False)
    write_json(json_file, told)


@app.command("try")
def try_out(
    version: Version,
    user: UserId,
    against: Annotated[str, typer.Option(help="What to compare it with, or: blend.")] = PRODUCTION,
    query: Query = None,
    scenario: ScenarioName = "homepage",
    limit: Limit = 10,
    json_file: JsonFile = None,
) -> None:
    """Ask the model with a version and with another, and show both lists side by side."""
    quiet_logs()
    with place(load_settings()) as at:
        chosen = reference(at, version)
        other = None if against == "blend" else _kept(at, against, chosen.name)
        more = {"against": other, "deadline_ms": PATIENCE_MS}
        told = at.trial(chosen.name, _asked(Trying, chosen, user, query, scenario, limit, **more))
    out.print(sides(told))
    _note(told)
    for side in told["sides"]:
        out.print(effort(side), markup=False)
    write_json(json_file, told)


@app.command("diff")
def diff(a: Version, b: Version, json_file: JsonFile = None) -> None:
    """What changed from one version to another."""
    quiet_logs()
    with place(load_settings()) as at:
        first, second = (_text(at, reference(at, given)) for given in (a, b))
    before, after = (f"{one['name']}@{one['version']}" for one in (first, second))
    lines = list(
        difflib.unified_diff(first["text"].splitlines(), second["text"].splitlines(), before, after, lineterm="")
    )
    for line in lines:
        out.print(Text(line, {"+": "green", "-": "red", "@": "cyan"}.get(line[:1], "")))
    if not lines:
        out.print("They are the same.")
    write_json(json_file, {"a": before, "b": after, "lines": lines})


@app.command("publish")
def publish(version: Version, label: Label = PRODUCTION, json_file: JsonFile = None) -> None:
    """Let a version serve from the next request on; a file is kept as a version first."""
    quiet_logs()
    with place(load_settings()) as at:
        chosen = reference(at, version)
        id = chosen.version if chosen.text is None else at.add(chosen.text)["version"]
        told = at.publish(chosen.name, _valid(Publishing, {"version": id, "label": label}))
    before = f"before: {told['before']}" if told["before"] else "for the first time"
    before = "as it was before" if told["before"] == told["version"] else before
    out.print(f"{told['name']}@{told['version']} is {told['label']} ({before}).", markup=False)
    write_json(json_file, told)


@app.command("rollback")
def rollback(
    name: Annotated[str, typer.Argument(help="The prompt.")] = RERANK,
    label: Label = PRODUCTION,
    json_file: JsonFile = None,
) -> None:
    """Let the version serve again that did before."""
    quiet_logs()
    with place(load_settings()) as at:
        told = at.rollback(name, _valid(RollingBack, {"label": label}))
    out.print(f"{told['name']}@{told['version']} is {told['label']} again (before: {told['before']}).", markup=False)
    write_json(json_file, told)


def _text(at: Place, chosen: Reference) -> dict[str, Json]:
    if chosen.text is None:
        return at.show(chosen.name, chosen.version or PRODUCTION)
    return {**checked_view(check_text(chosen.text, chosen.name)), "text": chosen.text}


def _kept(at: Place, given: str, name: str) -> str:
    """The version to compare with, of the same prompt; a file becomes a version, which serves nobody."""
    chosen = Reference(name, given) if given == PRODUCTION else reference(at, given)
    if chosen.name != name:
        raise BecauseError(f"{given} is of prompt {chosen.name!r}, not of {name!r}.", "Compare versions of one prompt.")
    return str(at.add(chosen.text)["version"] if chosen.text is not None else chosen.version)


Asked = TypeVar("Asked", bound=Rendering)
Valid = TypeVar("Valid", bound=BaseModel)


def _asked(
    kind: type[Asked],
    chosen: Reference,
    user: str,
    query: str | None,
    scenario: str,
    limit: int,
    **more: Json,
) -> Asked:
    what = {"version": chosen.version} if chosen.text is None else {"text": chosen.text}
    moment = {"query": query} if query else {}
    return _valid(kind, {"user_id": user, "scenario": scenario, "limit": limit, "context": moment, **what, **more})


def _valid(kind: type[Valid], fields: dict[str, Json]) -> Valid:
    try:
        return kind.model_validate(fields)
    except ValidationError as error:
        first = troubles(error, kind)[0]
        raise BecauseError(first.message, first.remedy) from None


def _note(told: Json) -> None:
    if not told["known"]:
        err.print(f"Nobody is known as {told['user_id']}: this is what a new visitor gets.", markup=False)
