"""Figures that are measured or counted elsewhere, as they were told last."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

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
