"""``because recommend USER`` and ``because erase USER``."""

from __future__ import annotations

from typing import Annotated

import typer
from pydantic import ValidationError
from rich.markup import escape
from rich.table import Table

from api.commands.console import JsonFile, out, quiet_logs, write_json
from api.commands.target import target
from api.schemas import RecommendationRequest
from api.settings import load_settings
from api.troubles import troubles
from hybrid.domain import Json
from hybrid.errors import BecauseError

PATIENCE_MS = 20_000
"""Someone at a terminal waits longer for the model than a homepage does."""

UserId = Annotated[str, typer.Argument(metavar="USER", help="The person's id as your events name it.")]


def recommend(
    user: UserId,
    limit: Annotated[int, typer.Option(help="How many, 1 to 100.")] = 10,
    query: Annotated[str | None, typer.Option(help="What the person asks for right now.")] = None,
    rerank: Annotated[str, typer.Option(help="auto, wait or off.")] = "wait",
    json_file: JsonFile = None,
) -> None:
    """Show what a person would get, with reasons."""
    quiet_logs()
    asked = _asked(
        {"user_id": user, "limit": limit, "rerank": rerank, "deadline_ms": PATIENCE_MS, "context": {"query": query}}
    )
    with target(load_settings()) as place:
        given = place.recommend(asked)
    out.print(_table(given))
    out.print(_footer(given), markup=False)
    write_json(json_file, given)


def _asked(fields: dict[str, Json]) -> RecommendationRequest:
    try:
        return RecommendationRequest.model_validate(fields)
    except ValidationError as error:
        first = troubles(error, RecommendationRequest)[0]
        raise BecauseError(first.message, first.remedy) from None


def _table(given: dict[str, Json]) -> Table:
    table = Table("", "title", "score", "from", "why", title=f"For {escape(given['user_id'])}", title_justify="left")
    table.columns[0].justify = table.columns[2].justify = "right"
    for item in given["items"]:
        table.add_row(
            str(item["rank"]),
            escape(item["item"]["title"]),
            f"{item['score']:.2f}",
            ", ".join(item["sources"]),
            escape(item["reason"]["text"]),
        )
    return table


def _footer(given: dict[str, Json]) -> str:
    rerank = given["rerank"]
    why = f" ({rerank['why']})" if rerank.get("why") else ""
    model = f" by {rerank['model']}" if rerank.get("model") else ""
    filled = f", {given['filled']} filled up from popularity" if given["filled"] else ""
    return f"re-rank: {rerank['status']}{why}{model}; {given['took_ms'].get('total', 0):.0f} ms{filled}"


def erase(user: UserId, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False) -> None:
    """Forget a person for good: settings, events and the id itself, in every file."""
    quiet_logs()
    if not yes:
        typer.confirm(f"Erase {user} and all their events for good?", abort=True)
    with target(load_settings()) as place:
        place.erase(user)
    out.print(f"{user} is erased.", markup=False)
