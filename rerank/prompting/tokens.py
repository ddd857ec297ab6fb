"""How long a prompt may be, and a local estimate of how long it is."""

from __future__ import annotations

import math

BUDGET = 3_000
"""Tokens of a prompt."""


def tokens(text: str) -> int:
    """A cautious estimate, the same for every model: three bytes of UTF-8 are a token."""
    return math.ceil(len(text.encode("utf-8", "replace")) / 3)
