"""What is stored, and what serves it."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge

from api.metrics.figures import Figures
from hybrid.content.checking import FIGURES


class CatalogueMetrics:
    """What is stored, and what serves it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._items = Counter("because_items_accepted", "Items stored", registry=registry)
        self._events = Counter("because_events_accepted", "Events stored", registry=registry)
        self._refused = Counter("because_records_refused", "Refused records", ["kind"], registry=registry)
        self._degraded = Gauge(
            "because_index_degraded", "1 where the content index missed a change; a restart mends it", registry=registry
        )
        self._owner = Gauge(
            "because_owner_away",
            "1 while the process that keeps the index is away; it is started again",
            registry=registry,
        )
        self._model = Gauge("because_model_info", "The trained model that serves", ["version"], registry=registry)
        self._content = Figures("because_content", FIGURES)
        registry.register(self._content)

    def stored(self, items: int = 0, events: int = 0) -> None:
        """Records that were accepted."""
        self._items.inc(items)
        self._events.inc(events)

    def refused(self, kind: str, count: int) -> None:
        """Records that were refused; ``kind`` is items or events."""
        self._refused.labels(kind).inc(count)

    def serving(self, version: str | None, degraded: bool, owner_here: bool) -> None:
        """Which trained model serves now, whether without the content index, and whether the owner is there."""
        self._owner.set(not owner_here)
        self._degraded.set(degraded)
        self._model.clear()
        self._model.labels(version or "none").set(1)

    def checked(self, figures: Mapping[str, float]) -> None:
        """What the last check of the content found; see ``hybrid.content.checking.FIGURES``."""
        self._content.figures = figures
