"""The release that runs."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as installed


@lru_cache(maxsize=1)
def version() -> str:
    """As installed; ``0`` from a source tree that was never installed."""
    try:
        return installed("because")
    except PackageNotFoundError:
        return "0"
