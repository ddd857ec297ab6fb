"""The day's kept orders, and who may make them."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics_core import CounterMetricFamily

from api.metrics.figures import Figures

KEPT = {
    "entries": "Answers of models that are kept, those of yesterday among them",
    "bytes": "Size of the file they are kept in",
}
LEASES = {
    "taken": "Leases taken: the right to ask the model, among all processes",
    "waited": "Computations that waited for another process",
    "expired": "Leases taken over from a holder that was gone, or too slow",
    "lost": "Answers not kept since the lease was another's by then, or the person erased",
}
AGES = (60.0, 600.0, 3600.0, 3 * 3600.0, 6 * 3600.0, 12 * 3600.0, 24 * 3600.0, 48 * 3600.0)


class KeptOrderMetrics:
    """The day's kept orders, and who may make them."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._rerank = Counter(
            "because_rerank",
            "Answers by re-rank status; cache and stale came from the day's orders",
            ["status"],
            registry=registry,
        )
        self._age = Histogram(
            "because_kept_order_age_seconds",
            "Age of the kept orders that were served",
            ["status"],
            buckets=AGES,
            registry=registry,
        )
        self._kept = Figures("because_daycache", KEPT)
        registry.register(self._kept)
        self._leases = Figures("because_daycache_leases", LEASES, CounterMetricFamily)
        registry.register(self._leases)

    def answered(self, rerank_status: str, age: float | None) -> None:
        """One list of recommendations; ``age`` (seconds) of the kept order in it, None without one."""
        self._rerank.labels(rerank_status).inc()
        if age is not None:
            self._age.labels(rerank_status).observe(max(age, 0.0))

    def kept(self, entries: int, size: int, leases: Mapping[str, int]) -> None:
        """How many answers are kept, in how many bytes; what became of leases so far, see ``LEASES``."""
        self._kept.figures = {"entries": entries, "bytes": size}
        self._leases.figures = {name: leases.get(name, 0) for name in LEASES}
