"""Which weight the model's order deserves, said only as far as chance allows. Pure.

A weight is chosen on half of the people and judged on the other half: the best of several on the same people
would look better than it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from hybrid.domain import Json, Mask
from hybrid.evaluation.bootstrap import Interval, Resampling
from hybrid.evaluation.metrics import Values

WEIGHTS: Final = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
LEAST: Final = 10
"""People below whom no interval is believed: the bootstrap's are too narrow for a handful."""

_KEEP: Final = "Keep weight {:g}"
_USE: Final = "Use weight {0:g} (BECAUSE_RERANK__WEIGHT={0:g})"


class Verdict(StrEnum):
    """What may be said of the model's order."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference shown"


@dataclass(frozen=True)
class Advice:
    """``weight`` to serve with. ``chosen`` was the best on ``chosen_on`` people, judged on ``held_out`` others."""

    weight: float
    verdict: Verdict
    text: str
    chosen: float
    chosen_on: int
    held_out: int

    def to_json(self) -> Mapping[str, Json]:
        """Plain values."""
        return {
            "weight": self.weight,
            "verdict": self.verdict.value,
            "text": self.text,
            "chosen": self.chosen,
            "chosen_on": self.chosen_on,
            "held_out": self.held_out,
        }


@dataclass(frozen=True)
class _Gain:
    """NDCG@10 with ``weight`` less that of the blend, for the same people."""

    weight: float
    people: int
    blend: float
    difference: Interval

    @property
    def verdict(self) -> Verdict:
        if self.people >= LEAST and self.difference.low > 0:
            return Verdict.BETTER
        worse = self.people >= LEAST and self.difference.high < 0
        return Verdict.WORSE if worse else Verdict.NO_DIFFERENCE

    def __str__(self) -> str:
        found, unit = self.difference, ""
        ends = [found.value, found.low, found.high]
        if self.blend > 0:
            ends, unit = [100 * end / self.blend for end in ends], " %"
        digits = 1 if unit else 3
        value, low, high = (f"{end:+.{digits}f}" for end in ends)
        return f"NDCG@10 {value}{unit} with weight {self.weight:g} on {self.people:,} people (95 %: {low} to {high})"


def choose(ndcg: Mapping[float, Values], on: Mask) -> float:
    """The weight with the best mean on these people, mask (n,); the smallest of equals."""
    return max(sorted(ndcg), key=lambda weight: float(ndcg[weight][on].mean()) if on.any() else 0.0)


def advise(
    ndcg: Mapping[float, Values], on: Mask, serving: float, usable: int, unchanged: int, draw: Resampling
) -> Advice:
    """What to do. ``ndcg`` has NDCG@10 (n,) by weight, 0 (the blend) and ``serving`` among them; ``on`` (n,) marks
    whom to choose on; of ``usable`` answers so many left the order ``unchanged``."""
    chosen = choose(ndcg, on)
    held = _gain(ndcg, chosen, ~on, draw)
    # With weight 0 serving, the model's full say is what there is to judge.
    everybody = _gain(ndcg, serving or 1.0, on | True, draw)
    if usable == unchanged:
        weight, verdict, text = serving, Verdict.NO_DIFFERENCE, _idle(serving, usable)
    else:
        weight, verdict, text = _said(held, everybody, serving)
    return Advice(weight, verdict, text, chosen, int(on.sum()), held.people)


def _idle(serving: float, usable: int) -> str:
    keep = _KEEP.format(serving)
    if not usable:
        return f"No difference: no answer of the model was usable, so nothing can be said of it. {keep}."
    return (
        f"No difference: all {usable:,} usable answers left the order as it was, so this model can change nothing but "
        f"the words of the reasons. {keep}, or save the calls."
    )


def _said(held: _Gain, everybody: _Gain, serving: float) -> tuple[float, Verdict, str]:
    for gain, who in ((held, ", none of whom it was chosen on"), (everybody, "")):
        if gain.verdict is Verdict.BETTER:
            advised = _KEEP if gain.weight == serving else _USE
            text = f"This model makes it better: {gain}{who}. {advised.format(gain.weight)}."
            return gain.weight, Verdict.BETTER, text
        if gain is everybody and gain.verdict is Verdict.WORSE:
            return 0.0, Verdict.WORSE, f"This model makes it worse: {gain}. {_USE.format(0)}."
    text = f"No difference beyond chance: {everybody}. {_KEEP.format(serving)}, or ask more people."
    return serving, Verdict.NO_DIFFERENCE, text


def _gain(ndcg: Mapping[float, Values], weight: float, people: Mask, draw: Resampling) -> _Gain:
    ours, blend = ndcg[weight][people], ndcg[0.0][people]
    mean = float(blend.mean()) if len(blend) else 0.0
    return _Gain(weight, len(ours), mean, draw.difference(ours, blend))
