"""Which weight the model's order deserves, said only as far as chance allows. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from hybrid.domain import Json
from hybrid.evaluation.bootstrap import LEAST, Interval, Resampling
from hybrid.evaluation.metrics import Values
from rerank.evaluation.spent import Spent
from rerank.evaluation.tuning import Tuned
from rerank.weight import FULL, NONE, Weight

_KEEP: Final = "Keep weight {}"
_USE: Final = "Use weight {0} (BECAUSE_RERANK__WEIGHT={0})"


class Verdict(StrEnum):
    """What may be said of the model's order."""

    BETTER = "better"
    WORSE = "worse"
    NO_DIFFERENCE = "no difference shown"


@dataclass(frozen=True)
class Found:
    """NDCG@10 of the same people, (n,) each: ``blend``; ``served`` with the serving weight, or with the model's full
    say where that is 0; ``held`` with the tuned weight, each person's chosen on others."""

    blend: Values
    served: Values
    held: Values


@dataclass(frozen=True)
class Advice:
    """``weight`` to serve with, of which ``text`` says why."""

    weight: Weight
    verdict: Verdict
    text: str
    tuned: Tuned

    def to_json(self) -> Mapping[str, Json]:
        """Plain values; weights as the setting has them."""
        return {
            "weight": str(self.weight),
            "verdict": self.verdict.value,
            "text": self.text,
            "tuned": str(self.tuned.best),
            "tuned_on_halves": [str(weight) for weight in self.tuned.halves],
        }


@dataclass(frozen=True)
class _Gain:
    """NDCG@10 with ``what`` less that of the blend, for the same people."""

    what: str
    people: int
    blend: float
    difference: Interval

    @classmethod
    def of(cls, what: str, ours: Values, blend: Values, draw: Resampling) -> _Gain:
        return cls(what, len(ours), float(blend.mean()) if len(blend) else 0.0, draw.difference(ours, blend))

    @property
    def verdict(self) -> Verdict:
        if self.difference.low > 0:
            return Verdict.BETTER
        return Verdict.WORSE if self.difference.high < 0 else Verdict.NO_DIFFERENCE

    def __str__(self) -> str:
        found, unit = self.difference, ""
        ends = [found.value, found.low, found.high]
        if self.blend > 0:
            ends, unit = [100 * end / self.blend for end in ends], " %"
        digits = 1 if unit else 3
        value, low, high = (f"{end:+.{digits}f}" for end in ends)
        sure = f"95 %: {low} to {high}" if self.people >= LEAST else "too few for an interval"
        return f"NDCG@10 {value}{unit} with {self.what} on {self.people:,} people ({sure})"


def advise(found: Found, serving: Weight, tuned: Tuned, calls: Spent, draw: Resampling) -> Advice:
    """What to do, from what was ``found`` and what the ``calls`` brought."""
    if calls.usable == calls.unchanged:
        weight, verdict, text = serving, Verdict.NO_DIFFERENCE, _idle(serving, calls.usable)
    else:
        weight, verdict, text = _said(found, serving, tuned, draw)
    return Advice(weight, verdict, text, tuned)


def _idle(serving: Weight, usable: int) -> str:
    keep = _KEEP.format(serving)
    if not usable:
        return f"No difference: no answer of the model was usable, so nothing can be said of it. {keep}."
    return (
        f"No difference: all {usable:,} usable answers left the order as it was, so this model can change nothing but "
        f"the words of the reasons. {keep}, or save the calls."
    )


def _said(found: Found, serving: Weight, tuned: Tuned, draw: Resampling) -> tuple[Weight, Verdict, str]:
    # What people ask for is in no record of theirs: the weight with a context stays as it is.
    best = replace(tuned.best, context=serving.context)
    held = _Gain.of("a weight chosen on the other half", found.held, found.blend, draw)
    judged = FULL if serving.silent else serving
    served = _Gain.of(f"weight {judged}", found.served, found.blend, draw)
    for gain, weight in ((held, best), (served, judged)):
        if gain.verdict is Verdict.BETTER and not weight.silent:
            advised = (_KEEP if weight == serving else _USE).format(weight)
            return weight, Verdict.BETTER, f"This model makes it better: {gain}. {advised}."
    if served.verdict is Verdict.WORSE:
        return NONE, Verdict.WORSE, f"This model makes it worse: {served}. {_USE.format(NONE)}."
    text = f"No difference beyond chance: {served}. {_KEEP.format(serving)}, or ask more people."
    return serving, Verdict.NO_DIFFERENCE, text
