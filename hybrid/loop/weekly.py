"""A week as a report: its figures beside those of the weeks before, day by day and told apart, and the alarms."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from hybrid.domain import Json, iso
from hybrid.errors import BecauseError
from hybrid.loop.alarms import Alarm, Week, alarms
from hybrid.loop.measure import Measure
from hybrid.loop.span import FIRST_YEAR, LAST_YEAR, Span

WEEKS: Final = 4
"""Weeks before that a week is compared with."""
APART: Final = ("scenario", "slot", "category", "source", "rerank", "prompt", "model", "rules", "arm")


def week_of(text: str) -> Span:
    """``2026-W48`` (ISO 8601), Monday to Sunday. Raises ``BecauseError``."""
    found = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text.strip().upper())
    try:
        if found is None or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            raise ValueError
        monday = date.fromisocalendar(int(found[1]), int(found[2]), 1)
    except ValueError:
        raise BecauseError(f"{text!r} is no week.", "Write it as 2026-W48.") from None
    return Span(monday, monday + timedelta(days=6))


def name_of(span: Span) -> str:
    """The week that the span begins in, as ``week_of`` reads it."""
    year, week, _ = span.first.isocalendar()
    return f"{year}-W{week:02d}"


def last_week(today: date) -> Span:
    """The last whole week before ``today``."""
    monday = today - timedelta(days=today.weekday() + 7)
    return Span(monday, monday + timedelta(days=6))


def weekly(measure: Measure, span: Span, fall: float) -> dict[str, Json]:
    """The report of a week as plain JSON. ``fall`` as in ``alarms``."""
    total, this = seven(measure, span)
    before = [seven(measure, earlier(span, weeks)) for weeks in range(1, WEEKS + 1)]
    found = alarms(this, [week for _, week in before], measure.shelf.count, fall)
    return {
        "week": name_of(span),
        "from": span.first.isoformat(),
        "to": span.last.isoformat(),
        "made_at": iso(measure.now),
        "total": total,
        "before": [
            {"week": name_of(earlier(span, weeks)), **row}
            for weeks, (row, _) in enumerate(before, 1)
            if row is not None
        ],
        "days": measure.rows(span, ["day"]),
        "by": {name: measure.rows(span, [name]) for name in APART},
        "alarms": [told(alarm) for alarm in found],
        "unattributed": measure.refused(span),
        "catalogue": measure.shelf.count,
    }


def seven(measure: Measure, span: Span) -> tuple[dict[str, Json] | None, Week]:
    """The figures of the span in one row (None: nothing was shown), and what alarms compare of it."""
    tallies = measure.tallies(span, ())
    rows = measure.figures(tallies, ())
    if not rows or () not in tallies:
        return None, Week(0, {}, None)
    shown = dict(zip(tallies[()].items.tolist(), tallies[()].times.tolist(), strict=True))
    return rows[0], Week(rows[0]["answers"], shown, rows[0]["diversity"])


def earlier(span: Span, weeks: int) -> Span:
    """The same, so many weeks before."""
    return Span(span.first - timedelta(weeks=weeks), span.last - timedelta(weeks=weeks))


def told(alarm: Alarm) -> dict[str, Json]:
    """An alarm as JSON."""
    figures = {"now": round(alarm.now, 4), "before": round(alarm.before, 4), "fall": round(alarm.fall, 4)}
    return {"figure": alarm.figure, **figures, "weeks": alarm.weeks, "text": str(alarm)}


def rolling(today: date, measure: Measure, fall: float) -> tuple[dict[str, Json] | None, Sequence[Alarm]]:
    """The seven days before ``today`` in one row (None: nothing was shown), and what they are alarming for."""
    span = Span(today - timedelta(days=7), today - timedelta(days=1))
    row, this = seven(measure, span)
    before = [seven(measure, earlier(span, weeks))[1] for weeks in range(1, WEEKS + 1)]
    return row, alarms(this, before, measure.shelf.count, fall)
