"""Trainings beside the answers."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter

from api.metrics.figures import Figures

RETRAINED = ("promoted", "refused", "failed", "stopped", "rolled_back")
RETRAINING = {
    "running": "1 while a model is trained beside the answers",
    "last_begun_timestamp_seconds": "When the last one began, in Unix seconds",
    "last_seconds": "How long the last one took that ended",
}


class TrainingMetrics:
    """Trainings beside the answers."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._retrained = Counter(
            "because_retrainings", "Trainings by what became of them", ["outcome"], registry=registry
        )
        self._retraining = Figures("because_retraining", RETRAINING)
        registry.register(self._retraining)

    def retrained(self, outcome: str, begun: int, seconds: float) -> None:
        """A training that began (UTC microseconds) and ended as one of ``RETRAINED``, or runs."""
        if outcome in RETRAINED:
            self._retrained.labels(outcome).inc()
        running = float(outcome == "running")
        self._retraining.figures = {
            "running": running,
            "last_begun_timestamp_seconds": begun / 1_000_000,
            **({} if running else {"last_seconds": seconds}),
        }
