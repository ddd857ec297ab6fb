"""The report as one page of HTML that needs nothing else: plots are SVG inside it."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from hybrid.domain import Json
from hybrid.evaluation.bootstrap import LEAST, Interval
from hybrid.evaluation.report import FIGURES, MEANING, Comparison, Report, Section, number, spread

LEFT, WIDTH, HEIGHT, STEP = 215, 235, 20, 30
"""Pixels: room for names, length of the longest bar, height of a bar, from one to the next."""
PLOTTED: Final = {"stages": ("ndcg@10", "recall@20", "coverage@10", "popularity@10")}
"""Figures drawn of a section, where these are more than its leading one."""


@dataclass(frozen=True)
class Bar:
    """One bar; ``low`` and ``high`` are the ends of its whisker, None without one. All in pixels."""

    name: str
    text: str
    y: int
    length: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Plot:
    """Bars under one title."""

    title: str
    bars: tuple[Bar, ...]
    width: int = LEFT + WIDTH + 70
    left: int = LEFT
    thick: int = HEIGHT

    @property
    def height(self) -> int:
        """In pixels."""
        return STEP * len(self.bars) + 10


@dataclass(frozen=True)
class Mark:
    """A difference with its interval, the ends None without one. In pixels."""

    name: str
    text: str
    y: int
    at: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class Forest:
    """Differences one under the other; ``zero`` is where there is none, in pixels."""

    marks: tuple[Mark, ...]
    zero: float
    left: int = LEFT
    width: int = LEFT + 2 * WIDTH + 60

    @property
    def height(self) -> int:
        """In pixels."""
        return STEP * len(self.marks) + 10


def to_html(report: Report) -> str:
    """The page, whole."""
    return template(Path(__file__).with_name("page.html.j2")).render(
        report=report, figures=FIGURES, meaning=MEANING, number=number, spread=spread, plain=plain, least=LEAST,
        plots={section.name: plots(section) for section in report.sections}, forest=forest(report.comparisons),
    )  # fmt: skip


def plain(value: Json) -> str:
    """A value as the page's first lines show it; groups as "name value, name value"."""
    if isinstance(value, Mapping):
        inside = ((name, plain(one), isinstance(one, Mapping)) for name, one in value.items())
        return ", ".join(f"{name.replace('_', ' ')} {f'({text})' if group else text}" for name, text, group in inside)
    return "unknown" if value is None else str(value)


def plots(section: Section) -> list[Plot]:
    """A plot for each figure of the section that is worth one."""
    wanted = PLOTTED.get(section.name, (section.leading,))
    return [_plot(section, figure) for figure in wanted if any(figure in row.figures for row in section.rows)]


def forest(comparisons: Sequence[Comparison]) -> Forest:
    """Paired differences on one scale, 0 in sight."""
    found = [one for one in comparisons if math.isfinite(one.difference.value)]
    ends = [0.0, *(end for one in found for end in _ends(one.difference))]
    least, most = min(ends), max(ends)
    scale = 2 * WIDTH / ((most - least) or 1.0)

    def pixels(value: float) -> float:
        return round(LEFT + (value - least) * scale, 1)

    marks = []
    for place, one in enumerate(found):
        ranged = math.isfinite(one.difference.low) and math.isfinite(one.difference.high)
        low, high = (pixels(one.difference.low), pixels(one.difference.high)) if ranged else (None, None)
        text, at = f"{one.difference.value:+.3f}", pixels(one.difference.value)
        marks.append(Mark(f"against {one.theirs}", text, 5 + STEP * place, at, low, high))
    return Forest(tuple(marks), pixels(0.0))


def _ends(interval: Interval) -> list[float]:
    return [end for end in (interval.low, interval.value, interval.high) if math.isfinite(end)]


def plot(title: str, found: Sequence[tuple[str, Interval]], say: Callable[[float], str] = number) -> Plot:
    """A bar for each name and figure, which ``say`` writes beside it."""
    ends = [end for _, one in found for end in (one.value, one.high) if math.isfinite(end)]
    most = max(ends, default=0.0) or 1.0
    return Plot(title, tuple(_bar(place, name, one, WIDTH / most, say) for place, (name, one) in enumerate(found)))


def _plot(section: Section, figure: str) -> Plot:
    return plot(FIGURES[figure], [(row.name, row.figures[figure]) for row in section.rows if figure in row.figures])


def _bar(place: int, name: str, one: Interval, scale: float, say: Callable[[float], str]) -> Bar:
    def pixels(value: float) -> float | None:
        return round(max(value, 0.0) * scale, 1) if math.isfinite(value) else None

    return Bar(name, say(one.value), 5 + STEP * place, pixels(one.value) or 0.0, pixels(one.low), pixels(one.high))


@cache
def template(path: Path) -> Template:
    """A page's template, which may import ``drawing.html.j2``."""
    loader = FileSystemLoader([path.parent, Path(__file__).parent])
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.get_template(path.name)
