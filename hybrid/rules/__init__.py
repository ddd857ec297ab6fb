"""What a scenario's document says about its lists: who may see what, what comes first, what is tried out. Pure."""

from hybrid.rules.filters import Filter, allowed

__all__ = ["Filter", "allowed"]
