"""How much the model's order counts, by how well the person is known and whether they asked for something. Pure.

Language models seldom beat an order learnt from many people, and beat it most where little is known of the person
(Hou et al., "Large Language Models are Zero-Shot Rankers for Recommender Systems", ECIR 2024) or where they said what
they want now. Hence a weight that may fall with the length of the history, and be higher with a request's context.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

CONTEXT: Final = "context"
MOST_KNOWN: Final = 1_000_000
FORM: Final = (
    "write one number, 0.6, or weights by items known, 10:0.8,100:0.4, and context:0.9 for who asks for something"
)


@dataclass(frozen=True)
class Weight:
    """The model's say, in [0, 1]. ``knots`` are (items known, weight), ascending: between two of them the weight is
    linear in log(1 + items known), before the first and after the last it is theirs, so that one is a constant.
    ``context`` is the least for a request that has a context; None: the same as without.

    Raises ``ValueError`` for numbers that are none of these.
    """

    knots: tuple[tuple[int, float], ...]
    context: float | None = None

    def __post_init__(self) -> None:
        lengths = [length for length, _ in self.knots]
        if not lengths:
            raise ValueError(f"a weight for requests without context is missing; {FORM}")
        if any(one >= other for one, other in pairwise([-1, *lengths, MOST_KNOWN + 1])):
            raise ValueError(f"numbers of items known must differ and lie in 0 to {MOST_KNOWN}; {FORM}")
        values = [value for _, value in self.knots]
        if not all(0.0 <= value <= 1.0 for value in [*values, self.context or 0.0]):
            raise ValueError(f"a weight must lie in 0 to 1; {FORM}")

    @classmethod
    def constant(cls, value: float) -> Weight:
        """The same for everybody, whatever they ask."""
        return cls(((0, value),))

    @classmethod
    def parse(cls, text: str) -> Weight:
        """What ``str`` writes; a number alone is the weight where nothing is known. Raises ``ValueError``."""
        parts: dict[str, float] = {}
        for part in text.split(","):
            name, colon, value = (piece.strip() for piece in part.rpartition(":"))
            name = name if colon else "0"
            if name in parts or not (name == CONTEXT or name.isdecimal()):
                raise ValueError(f"{part.strip()!r} can't be read; {FORM}")
            parts[name] = _number(value)
        context = parts.pop(CONTEXT, None)
        return cls(tuple(sorted((int(name), value) for name, value in parts.items())), context)

    @property
    def silent(self) -> bool:
        """Does the blend stand for everybody, whatever they ask?"""
        return not (self.context or any(value for _, value in self.knots))

    def at(self, known: int, asked: bool = False) -> float:
        """For a person of whom so many items are known; ``asked``: the request has a context."""
        lengths, values = zip(*self.knots, strict=True)
        found = float(np.interp(np.log1p(known), np.log1p(lengths), values))
        return max(found, self.context) if asked and self.context is not None else found

    def __str__(self) -> str:
        """As the setting has it."""
        alone = len(self.knots) == 1
        parts = [f"{value:g}" if alone else f"{length}:{value:g}" for length, value in self.knots]
        return ",".join(parts if self.context is None else [*parts, f"{CONTEXT}:{self.context:g}"])


NONE: Final = Weight.constant(0.0)
"""The blend stands."""
FULL: Final = Weight.constant(1.0)


def _number(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise ValueError(f"{value!r} is no number; {FORM}") from None
