"""All that the application counts, in a registry of its own: a part in each file. Labels have few values, never ids."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, generate_latest

from api.metrics.catalogue import CatalogueMetrics
from api.metrics.changes import ChangeMetrics
from api.metrics.kept_orders import KeptOrderMetrics
from api.metrics.loop import LoopMetrics
from api.metrics.models import ModelMetrics
from api.metrics.requests import RequestMetrics
from api.metrics.training import TrainingMetrics


class Metrics(
    RequestMetrics, KeptOrderMetrics, ModelMetrics, LoopMetrics, CatalogueMetrics, ChangeMetrics, TrainingMetrics
):
    """What the application counts."""

    media_type = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        RequestMetrics.__init__(self, self.registry)
        KeptOrderMetrics.__init__(self, self.registry)
        ModelMetrics.__init__(self, self.registry)
        LoopMetrics.__init__(self, self.registry)
        CatalogueMetrics.__init__(self, self.registry)
        ChangeMetrics.__init__(self, self.registry)
        TrainingMetrics.__init__(self, self.registry)

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)
