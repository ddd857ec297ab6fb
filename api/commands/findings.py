"""What the doctor says of one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

COLOURS: Final = {"ok": "green", "note": "yellow", "broken": "red"}


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``note`` is worth knowing, ``broken`` needs the ``remedy``; ``examples`` stand below."""

    what: str
    state: Literal["ok", "note", "broken"]
    message: str
    remedy: str = ""
    examples: tuple[str, ...] = ()
