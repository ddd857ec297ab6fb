"""What the application counts, for Prometheus."""

from api.metrics.all import Metrics
from api.metrics.observed import Observed

__all__ = ["Metrics", "Observed"]
