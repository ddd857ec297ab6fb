"""What kind of device somebody uses. Its name is not told: many are called after their owners."""

from __future__ import annotations

import re
import unicodedata

_KINDS = {
    kind: kind for kind in ("tv", "phone", "tablet", "desktop", "laptop", "watch", "car", "speaker", "console", "web")
}
_KINDS |= {"television": "tv", "smarttv": "tv", "smartphone": "phone", "mobile": "phone", "iphone": "phone"}
_KINDS |= {"ipad": "tablet", "computer": "desktop", "pc": "desktop", "notebook": "laptop", "macbook": "laptop"}
_KINDS |= {"smartwatch": "watch", "playstation": "console", "xbox": "console", "browser": "web"}
_WORD = re.compile(r"[^\W_]+")


def kind_of_device(text: str) -> str:
    """The first kind that a word of ``text`` names, e.g. phone for "Ana's iPhone"; empty where none does."""
    words = _WORD.findall(unicodedata.normalize("NFKC", text[:400]).casefold())
    return next((_KINDS[word] for word in words if word in _KINDS), "")
