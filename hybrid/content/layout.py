"""Which collection serves, around which centre: kept in SQL, so that index and centre never part."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

import numpy as np

from hybrid.domain import Floats, Json

META: Final = "content.space"
"""Under which name it is kept."""


@dataclass(frozen=True)
class Layout:
    """``centre`` (dims,) was computed from ``computed_for`` items; (0,) means the origin, of any dimensions."""

    identity: str
    version: int
    computed_for: int
    centre: Floats

    @classmethod
    def start(cls, identity: str, version: int = 0) -> Layout:
        """That of a space with nothing in it."""
        return cls(identity, version, 0, np.zeros(0, np.float32))

    @property
    def collection(self) -> str:
        """Named by embedder, centre and version: equal name, equal coordinates."""
        made_from = sha256(self.identity.encode() + b"\n" + self.centre.astype("<f4").tobytes())
        return f"items-{made_from.hexdigest()[:16]}-{self.version}"

    def to_json(self) -> Json:
        """As ``of`` reads it."""
        return {
            "identity": self.identity,
            "version": self.version,
            "computed_for": self.computed_for,
            "centre": base64.b64encode(self.centre.astype("<f4").tobytes()).decode(),
        }

    @classmethod
    def of(cls, kept: Json) -> Layout:
        """What ``to_json`` made."""
        centre = np.frombuffer(base64.b64decode(kept["centre"]), dtype="<f4").astype(np.float32)
        return cls(str(kept["identity"]), int(kept["version"]), int(kept["computed_for"]), centre)
