"""Figures that are measured or counted elsewhere, as they were told last."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

Samples: TypeAlias = Iterable[tuple[tuple[str, ...], int]]
"""Values of labels, and how many."""
Family: TypeAlias = type[GaugeMetricFamily] | type[CounterMetricFamily]


class Figures(Collector):
    """What was measured or counted elsewhere; a figure that is not there is absent, since 0 would be praise."""

    def __init__(self, prefix: str, described: Mapping[str, str], family: Family = GaugeMetricFamily) -> None:
        self._family = family
        self._prefix = prefix
        self._described = described
        self.figures: Mapping[str, float] = {}

    def collect(self) -> Iterable[Metric]:
        """One metric for each figure."""
        for name, value in self.figures.items():
            yield self._family(f"{self._prefix}_{name}", self._described[name], value=value)


class Labelled(Collector):
    """A counter that is kept elsewhere: how many by the values of these labels."""

    def __init__(self, name: str, described: str, labels: Sequence[str], read: Callable[[], Samples]) -> None:
        self._name = name
        self._described = described
        self._labels = labels
        self._read = read

    def collect(self) -> Iterable[Metric]:
        """One metric, a sample for each."""
        family = CounterMetricFamily(self._name, self._described, labels=self._labels)
        for values, count in sorted(self._read()):
            family.add_metric(values, count)
        yield family
