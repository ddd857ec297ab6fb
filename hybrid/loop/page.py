"""A week's report as one page of HTML that needs nothing else: plots are SVG inside it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from hybrid.domain import Json
from hybrid.evaluation.bootstrap import Interval
from hybrid.evaluation.page import Plot, plot, template

FIGURES: Final[Mapping[str, str]] = {
    "answers": "answers",
    "people": "people",
    "slots": "places",
    "clicked": "clicked",
    "ctr": "click-through rate",
    "answer_ctr": "answers clicked",
    "conversion_rate": "conversion rate",
    "conversions": "conversions",
    "revenue": "revenue",
    "dwell_seconds": "dwell (s)",
    "session_seconds": "session (s)",
    "return_7d": "back within 7 days",
    "refused": "hidden, disliked",
    "coverage": "coverage",
    "diversity": "diversity",
    "novelty": "novelty (bits)",
    "popularity": "popularity percentile",
    "explored": "explored places",
    "explored_ctr": "clicked of those explored",
    "unexplored_ctr": "clicked of the others",
}
"""Every figure and what it is called."""
MEANING: Final[Mapping[str, str]] = {
    "slots": "One item in one answer. A place counts as clicked once, however often somebody clicks; who buys, rates, "
    "likes or views through an answer has clicked.",
    "ctr": "Clicked places of all that were shown.",
    "conversion_rate": "Places that led to a purchase or conversion, of all that were shown.",
    "revenue": "Of attributed purchases: the event's value, else the item's price, in the item's currency.",
    "dwell_seconds": "Mean value of attributed views.",
    "session_seconds": "Mean time from a session's first answer to its last answer or event.",
    "return_7d": "Of the people of a day, those who were shown something on one of the seven days after it; days whose "
    "seven days are not over are left out.",
    "coverage": "Share of the items that may be shown now that were shown.",
    "diversity": "Mean over answers of 1 − the mean cosine between the contents of two of their items.",
    "novelty": "Mean −log2 of the share of people who know the item.",
    "popularity": "Mean share of the catalogue that is less popular; .5 would be indifferent to popularity.",
    "explored_ctr": "What exploration yields, beside the places that were not explored.",
}
PLOTTED: Final = (
    "ctr",
    "conversion_rate",
    "coverage",
    "diversity",
    "novelty",
    "popularity",
    "explored_ctr",
    "return_7d",
)
RATES: Final = frozenset({"ctr", "answer_ctr", "conversion_rate", "return_7d", "explored_ctr", "unexplored_ctr"})
SHARES: Final = RATES | {"coverage"}
TITLES: Final[Mapping[str, str]] = {
    "scenario": "By scenario",
    "slot": "By slot",
    "category": "By category",
    "source": "By source",
    "rerank": "By what the language model's part was",
    "prompt": "By prompt",
    "model": "By model",
    "rules": "By version of the rules",
    "arm": "By arm of an experiment",
}
MOST: Final = 30
"""Rows of a table; those with the most places."""


def to_html(report: Mapping[str, Json]) -> str:
    """The page of what ``weekly`` found, whole."""
    weeks = [{"week": report["week"], **report["total"]}, *report["before"]] if report["total"] else report["before"]
    parts = [("Weeks", "week", weeks[::-1]), ("Days", "day", report["days"])]
    parts += [(title, name, _most(name, report["by"].get(name, []))) for name, title in TITLES.items()]
    sections = [
        {"title": title, "name": name, "rows": rows, "columns": columns(rows), "plots": plots(name, rows)}
        for title, name, rows in parts
        if len(rows) > (name not in ("week", "day"))
    ]
    return template(Path(__file__).with_name("weekly.html.j2")).render(
        report=report, sections=sections, figures=FIGURES, meaning=MEANING, said=said, spread=spread, named=named
    )


def plots(name: str, rows: Sequence[Mapping[str, Json]]) -> list[Plot]:
    """A plot for each figure that any of the rows has: over time all, else the click-through rate."""
    wanted = PLOTTED if name in ("week", "day") else ("ctr",)
    found = []
    for figure in wanted:
        known = [(named(row[name]), interval(row[figure])) for row in rows if row.get(figure) is not None]
        if known:
            found.append(plot(FIGURES[figure], known, percent if figure in SHARES else plain))
    return found


def columns(rows: Sequence[Mapping[str, Json]]) -> list[str]:
    """The figures that any of the rows has something to say of."""
    return [figure for figure in FIGURES if any(row.get(figure) not in (None, {}) for row in rows)]


def interval(value: Json) -> Interval:
    """A figure of a row, without ends where it has none."""
    if isinstance(value, Mapping):
        return Interval(value["value"], value["low"], value["high"])
    return Interval(float(value), math.nan, math.nan)


def said(figure: str, value: Json) -> str:
    """A figure as the tables say it; a dash where there is none."""
    if value is None:
        return "–"
    if figure == "revenue":
        return ", ".join(f"{amount:,.2f} {currency}".rstrip() for currency, amount in value.items()) or "–"
    if isinstance(value, Mapping):
        return percent(value["value"])
    if figure in SHARES:
        return percent(value)
    return f"{value:,}" if isinstance(value, int) else plain(value)


def spread(value: Json) -> str:
    """Low to high, empty where there is no interval."""
    return (
        f"{percent(value['low'])} to {percent(value['high'])}" if isinstance(value, Mapping) and "low" in value else ""
    )


def named(value: Json) -> str:
    """What a row is of."""
    return str(value) if value != "" else "(none)"


def percent(value: float) -> str:
    """Three digits that say something."""
    return f"{100 * value:.3g} %"


def plain(value: float) -> str:
    """The same of a number."""
    return f"{value:,.3f}" if abs(value) < 10 else f"{value:,.1f}"


def _most(name: str, rows: Sequence[Mapping[str, Json]]) -> list[Mapping[str, Json]]:
    """At most ``MOST`` rows; slots keep their order."""
    found = sorted(rows, key=lambda row: -row["slots"])[:MOST]
    return sorted(found, key=lambda row: row["slot"]) if name == "slot" else found
