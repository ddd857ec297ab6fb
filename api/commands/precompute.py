"""``because precompute``: tomorrow's answers for the people who were active lately, made while nobody waits."""

from __future__ import annotations

import sys
import time
from contextlib import ExitStack
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated

import typer

from api.commands.console import JsonFile, counted, err, out, progress, quiet_logs, write_json
from api.commands.demo import Llm
from api.commands.evaluating import INTERRUPTED
from api.commands.preparers import Preparer, preparer
from api.commands.rounds import Pace, Round, Tally
from api.preparing import MOST_DAYS, Estimate
from api.settings import Settings, load_settings
from hybrid.errors import BecauseError

SAMPLED = 5
"""People whose prompts are built for the estimate."""


def command(
    days: Annotated[
        str, typer.Option("--active", metavar="DAYS", help="Who did something so long before the newest event.")
    ] = "30d",
    at: Annotated[str | None, typer.Option(metavar="HH:MM", help="Wait for this time of the machine's clock.")] = None,
    scenario: Annotated[str, typer.Option(help="The page, as requests name it.")] = "homepage",
    limit: Annotated[int | None, typer.Option(min=1, metavar="N", help="The N latest of them only.")] = None,
    rate: Annotated[float | None, typer.Option(min=0.01, metavar="N", help="At most N calls a minute.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    llm: Annotated[
        Llm, typer.Option(help="Without BECAUSE_LLM__MODEL and a running server: the small local model, or refuse.")
    ] = Llm.OFF,
    json_file: JsonFile = None,
) -> None:
    """Let the model order and word people's next morning now, so that their homepage need not wait for it.

    Until noon of a person's own day that is today's morning, then tomorrow's. Who has an answer already is passed
    over, so the same command goes on where another stopped. Works beside a running server.
    """
    quiet_logs()
    settings, span, start = load_settings(), _days(days), _next(at, datetime.now())  # noqa: DTZ005 - the machine's
    with ExitStack() as opened:
        place = opened.enter_context(preparer(settings, llm))
        people = place.people(span)[:limit]
        cost = place.estimate(people[:SAMPLED], scenario) if people else None
        tell(people, cost, span)
        if cost is None or not _agreed(yes):
            return
        if start is not None:
            opened.close()  # a server may start while this waits
            _wait(start)
            place = opened.enter_context(preparer(settings, llm))
            people = place.people(span)[:limit]
        round = _run(place, people, scenario, settings, rate)
    tell_outcome(round.tally)
    write_json(json_file, {**round.tally.to_json(), "people": round.size, "estimate": asdict(cost)})
    if round.interrupted:
        raise typer.Exit(INTERRUPTED)
    if not round.tally.complete:
        raise typer.Exit(1)


def _run(place: Preparer, people: list[str], scenario: str, settings: Settings, rate: float | None) -> Round:
    # As many as may have their turn when nobody waits for them, see rerank/calls.py.
    workers = max(1, settings.llm.concurrency * 2 // 3)
    with progress("Preparing") as report:
        return Round.of(place, people, scenario, Pace(rate), workers, report)


def tell(people: list[str], cost: Estimate | None, days: float) -> None:
    """How many, and what it will take."""
    n = len(people)
    who = "1 person was" if n == 1 else f"{n:,} people were"
    out.print(f"{who} active in the {days:g} days before the newest event.")
    if cost is None:
        return
    price = "price not known" if cost.cost_usd is None else f"about US$ {cost.cost_usd * n:,.4f}"
    total = (cost.prompt_tokens + cost.answer_tokens) * n
    out.print(
        f"At most {counted(n, 'call')} of {cost.model}, each about {cost.prompt_tokens:,} + {cost.answer_tokens:,} "
        f"tokens: {total:,} tokens, {price}."
    )


def tell_outcome(tally: Tally) -> None:
    """What became of it."""
    spent = f", {tally.tokens:,} tokens" + (f", US$ {tally.cost_usd:,.4f}" if tally.cost_usd else "")
    failed = "".join(f", {n:,} failed ({why})" for why, n in sorted(tally.failed.items()))
    out.print(f"{tally.made:,} made, {tally.there:,} there already{failed}, {tally.left:,} left; "
              f"{tally.seconds:.0f} s{spent}")  # fmt: skip
    if tally.stopped:
        err.print(f"Stopped: {tally.stopped}. The same command again goes on with those who are left.", markup=False)


def _agreed(yes: bool) -> bool:
    return yes or not sys.stdin.isatty() or typer.confirm("Go on?")


def _days(text: str) -> float:
    try:
        days = float(text.strip().lower().removesuffix("d"))
    except ValueError:
        days = 0.0
    if not 0 < days <= MOST_DAYS:
        raise BecauseError(f"--active {text} is no number of days.", "Write it as 30d.")
    return days


def _next(at: str | None, now: datetime) -> datetime | None:
    """When the clock next shows this time; None where none is asked for."""
    if at is None:
        return None
    try:
        wanted = datetime.strptime(at.strip(), "%H:%M")  # noqa: DTZ007 - the machine's
    except ValueError:
        raise BecauseError(f"--at {at} is no time of the day.", "Write it as 04:00.") from None
    start = now.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    return start if start > now else start + timedelta(days=1)


def _wait(start: datetime) -> None:
    """In short steps, since the clock may be set meanwhile."""
    out.print(f"Waiting until {start:%A %H:%M}; Ctrl-C stops.")
    try:
        while (left := (start - datetime.now()).total_seconds()) > 0:  # noqa: DTZ005 - the machine's
            time.sleep(min(left, 30.0))
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
