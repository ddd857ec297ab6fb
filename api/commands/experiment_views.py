"""The results of an experiment in the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.table import Table

from hybrid.domain import Json


def results_tables(told: Json) -> Iterator[Table]:
    """How many there are of each arm, then a table for each metric, the experiment's own first."""
    table = Table("arm", "share", "people", "answers", "verdict", title=told["name"], title_justify="left")
    for name, arm in told["results"].items():
        verdict = "stopped" if arm["stopped"] else arm["verdict"].replace("_", " ")
        table.add_row(name, f"{arm['share']:.0%}", f"{arm['people']:,}", f"{arm['answers']:,}", verdict)
    yield table
    metrics = sorted(next(iter(told["results"].values()))["metrics"], key=lambda metric: metric != told["metric"])
    for metric in metrics:
        yield _metric(told, metric)


def results_notes(told: Json) -> Iterator[str]:
    """What to know before believing any of it."""
    if told["sample_ratio"]["uneven"]:
        p = told["sample_ratio"]["p"]
        yield f"Arms do not have the people that they should have (p = {p:.2g}): find out why before trusting a lift."
    if told["crossed"]:
        yield f"{told['crossed']:,} people were merged into one of another arm and count in none."
    for name, arm in told["results"].items():
        for one in arm["guardrails"]:
            if one["breached"]:
                yield f"{name}: {one['metric']} is certain to be more than {one['drop']:.0%} worse."


def _metric(told: Json, metric: str) -> Table:
    share = 1 - told["alpha"] / max(len(told["results"]) - 1, 1)
    title = metric if metric != "revenue" or told["currency"] is None else f"{metric}, {told['currency']}"
    table = Table(
        "arm", "value", "lift", f"{share:.1%}, one look", f"{share:.1%}, any look", "p", title=title,
        title_justify="left",
    )  # fmt: skip
    for name, arm in told["results"].items():
        found = arm["metrics"][metric]
        value = "" if found["value"] is None else f"{found['value']:.4g}"
        ranges = (_range(found.get(which)) for which in ("interval", "always"))
        table.add_row(name, value, _lift(found.get("lift")), *ranges, _p(found.get("p")))
    return table


def _lift(lift: float | None) -> str:
    return "" if lift is None else f"{lift:+.1%}"


def _range(found: list[float | None] | None) -> str:
    if found is None:
        return ""
    low, high = found
    return f"{_lift(low)} to {'any' if high is None else _lift(high)}"


def _p(p: float | None) -> str:
    return "" if p is None else f"{p:.3g}"
