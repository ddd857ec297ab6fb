"""How soon changes hold and are told on."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

from api.metrics.requests import LATENCY


class ChangeMetrics:
    """How soon changes hold and are told on."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._ready = Histogram(
            "because_index_ready_seconds",
            "From an item's change being durable until it held for the next request, by item",
            buckets=LATENCY,
            registry=registry,
        )
        self._published = Histogram(
            "because_change_published_seconds",
            "From a change holding for the next request until it was sent to who listens",
            ["to"],
            buckets=LATENCY,
            registry=registry,
        )
        self._delivered = Counter(
            "because_webhook_messages", "Messages to the webhook: ok or failed tries", ["outcome"], registry=registry
        )
        self._listeners = Gauge("because_stream_listeners", "Who listens to the changes", registry=registry)

    def index_ready(self, seconds: float, items: int) -> None:
        """So many items became recommendable so long after they were stored."""
        for _ in range(items):
            self._ready.observe(seconds)

    def published(self, to: str, seconds: float) -> None:
        """A change was sent, so long after it held; ``to`` is stream or webhook."""
        self._published.labels(to).observe(max(seconds, 0.0))

    def delivered(self, outcome: str) -> None:
        """A try to send a message to the webhook; ``outcome`` is ok or failed."""
        self._delivered.labels(outcome).inc()

    def listening(self, listeners: int) -> None:
        """How many listen to the changes."""
        self._listeners.set(listeners)
