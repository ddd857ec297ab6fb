"""Tables of a terminal: whole words and every figure, however narrow."""

import io

import pytest
from rich.console import Console
from rich.table import Table

from api.commands.evaluating import tables_of
from api.commands.tables import Field, tables
from hybrid.evaluation.bootstrap import Interval
from hybrid.evaluation.report import FIGURES, Comparison, Report, Row, Section, number


def lines(shown: list[Table], width: int) -> list[str]:
    told = io.StringIO()
    console = Console(file=told, width=width, soft_wrap=True, highlight=False)
    for table in shown:
        console.print(table)
    return told.getvalue().splitlines()


def report() -> Report:
    """Every figure of its own, and the longest names there are."""
    names = (
        "warm items, cold ones on offer",
        "warm items, cold ones left out",
        "openai/text-embedding-3-large-of-1536",
    )
    rows = [
        Row(
            name, 1_999 - place,
            {
                figure: Interval(x := place + n / 100, x - 0.005, x + 0.005)
                for n, figure in enumerate(FIGURES, 10)
            },
        )
        for place, name in enumerate(names)
    ]  # fmt: skip
    differences = [Interval(-0.123, -0.234, -0.012), Interval(1.056, 0.011, 2.022)]
    comparisons = [
        Comparison(names[0], names[1], "ndcg@10", 2_000, differences[0], differences[1]),
        Comparison("rules", "next_short", "ndcg@10", 2_000, Interval(0.001, -0.002, 0.003), differences[1]),
    ]
    return Report({}, [Section("stages", "By stage", "", rows)], comparisons, [])


@pytest.mark.parametrize("width", [80, 100, 160, 400])
def test_every_figure_stands_whole_within_the_width(width: int):
    found = report()
    told = lines(list(tables_of(found, width)), width)
    assert max(map(len, told)) <= width
    words = set(" ".join(told).split())
    for row in found.sections[0].rows:
        assert {number(one.value) for one in row.figures.values()} <= words
        assert f"{row.people:,}" in words
    for text in ("-0.234 to -0.012", "0.011 to 2.022", "no difference shown", "0.095 to 0.105", "novelty"):
        assert text in "\n".join(told)
    assert {"warm", "offer", "against", "left", "next_short"} <= words
    assert ("continued" in " ".join(told)) == (width < 160)


def test_wide_enough_it_is_one_table_and_in_too_narrow_a_terminal_each_column_stands_alone():
    names, fields = Field("", ["a", "b"], text=True), [Field(f"column {n}", ["1", "2"]) for n in range(5)]
    assert len(list(tables("T", names, fields, 100))) == 1
    (*alone,) = tables("T", names, fields, 20)
    assert [[column.header for column in one.columns] for one in alone] == [["", f"column {n}"] for n in range(5)]
