"""What an evaluation found, as data: for tables, as JSON, as one page of HTML."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hybrid.domain import Json
from hybrid.evaluation.bootstrap import LEAST, Interval

FIGURES: Mapping[str, str] = {
    "ndcg@10": "NDCG@10",
    "recall@10": "Recall@10",
    "recall@20": "Recall@20",
    "recall@50": "Recall@50",
    "hit@10": "hit rate@10",
    "precision@10": "precision@10",
    "mrr@10": "MRR@10",
    "coverage@10": "coverage@10",
    "diversity@10": "diversity@10",
    "novelty@10": "novelty@10 (bits)",
    "popularity@10": "popularity percentile@10",
}
"""Every figure and what it is called."""
MEANING: Mapping[str, str] = {
    "coverage@10": "share of the catalogue that stands in anybody's first ten",
    "diversity@10": "1 − mean cosine between the contents of two items of one list",
    "novelty@10": "mean −log2 of the share of people who know the item",
    "popularity@10": "mean share of the catalogue that is less popular; .5 would be indifferent to popularity",
}


TOO_FEW = "too few"
"""What stands for the interval and the verdict of fewer than ``LEAST``."""


@dataclass(frozen=True)
class Row:
    """The figures of one stage, one group of people or one embedder; ``people`` counts the section's unit."""

    name: str
    people: int
    figures: Mapping[str, Interval]

    def spread(self, figure: str) -> str:
        """Its interval, or why there is none; empty where the figure is not there."""
        if figure not in self.figures:
            return ""
        return TOO_FEW if self.people < LEAST else spread(self.figures[figure])


@dataclass(frozen=True)
class Section:
    """Rows that belong side by side; ``leading`` is the figure to look at first, ``unit`` what rows count."""

    name: str
    title: str
    about: str
    rows: Sequence[Row]
    leading: str = "ndcg@10"
    unit: str = "people"


@dataclass(frozen=True)
class Comparison:
    """``ours`` against ``theirs`` for the same people: mean difference and ratio of means."""

    ours: str
    theirs: str
    figure: str
    people: int
    difference: Interval
    ratio: Interval

    @property
    def verdict(self) -> str:
        """What may be said at the interval's level."""
        if self.people < LEAST:
            return TOO_FEW
        if self.difference.low > 0:
            return "better"
        return "worse" if self.difference.high < 0 else "no difference shown"


@dataclass(frozen=True)
class Report:
    """``about`` says what was measured on what; ``notes`` what to keep in mind."""

    about: Mapping[str, Json]
    sections: Sequence[Section]
    comparisons: Sequence[Comparison]
    notes: Sequence[str]

    def section(self, name: str) -> Section:
        """By name. Raises KeyError."""
        return {section.name: section for section in self.sections}[name]

    def to_json(self) -> Json:
        """Plain values; null where a figure could not be measured."""
        return {
            "about": dict(self.about),
            "sections": [
                {
                    "name": section.name,
                    "title": section.title,
                    "rows": [
                        {"name": row.name, section.unit: row.people}
                        | {figure: _plain(interval) for figure, interval in row.figures.items()}
                        for row in section.rows
                    ],
                }
                for section in self.sections
            ],
            "comparisons": [
                {
                    "ours": one.ours,
                    "theirs": one.theirs,
                    "figure": one.figure,
                    "people": one.people,
                    "difference": _plain(one.difference),
                    "ratio": _plain(one.ratio),
                    "verdict": one.verdict,
                }
                for one in self.comparisons
            ],
            "notes": list(self.notes),
        }


def number(value: float) -> str:
    """Three digits after the point, a dash where there is none."""
    return f"{value:.3f}" if math.isfinite(value) else "–"


def spread(interval: Interval) -> str:
    """Low to high, empty where no interval was made."""
    if not (math.isfinite(interval.low) and math.isfinite(interval.high)):
        return ""
    return f"{number(interval.low)} to {number(interval.high)}"


def _plain(interval: Interval) -> Json:
    given = {"value": interval.value, "low": interval.low, "high": interval.high}
    return {name: round(value, 6) if math.isfinite(value) else None for name, value in given.items()}
