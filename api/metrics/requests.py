"""What is asked over HTTP, and how long it takes."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
LATENCY = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class RequestMetrics:
    """What is asked over HTTP, and how long it takes."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._requests = Counter(
            "because_requests", "Requests served", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "because_request_seconds", "Time to serve", ["route"], buckets=LATENCY, registry=registry
        )

    def served(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request; ``route`` is the template, never the path."""
        self._requests.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
