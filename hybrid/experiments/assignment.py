"""Who takes part, and in which arm: by a hash of the person, so that it stays as it is without being kept. Pure.

Each experiment has a salt of its own, so that no experiment's arms hang together with another's (Kohavi, Tang, Xu,
"Trustworthy Online Controlled Experiments", chapter 4). Two draws a person: whether they take part does not touch in
which arm, so that more traffic brings more people in and moves none.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b


@dataclass(frozen=True, slots=True)
class Draws:
    """A person's two numbers in [0, 1), uniform and independent of each other and of other experiments'."""

    part: float
    arm: float

    @classmethod
    def of(cls, salt: str, person: str) -> Draws:
        """From BLAKE2b of the person's id, keyed with the experiment's salt (at most 64 bytes)."""
        digest = blake2b(person.encode("utf-8", "surrogatepass"), key=salt.encode(), digest_size=16).digest()
        return cls(_uniform(digest[:8]), _uniform(digest[8:]))


def new_salt() -> str:
    """For one experiment."""
    return secrets.token_hex(16)


def assigned(salt: str, person: str, traffic: float, shares: Mapping[str, float]) -> str | None:
    """The person's arm, None for who takes no part; ``shares`` add up to 1, in an order that must stay the same."""
    draws = Draws.of(salt, person)
    if draws.part >= traffic:
        return None
    below = 0.0
    for arm, share in shares.items():
        below += share
        if draws.arm < below:
            return arm
    return arm  # what rounding left of the last one's share


def _uniform(digest: bytes) -> float:
    """53 bits of it: as many as a float has, so that 1 is never reached."""
    return float((int.from_bytes(digest) >> 11) * 2.0**-53)
