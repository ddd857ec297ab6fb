"""What the calls took and how they ended. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from hybrid.domain import Json
from rerank.errors import Why
from rerank.evaluation.asking import Answer


@dataclass(frozen=True)
class Spent:
    """Sums over answers, each of which took as many ``calls`` as there are passes. ``unchanged`` usable answers kept
    the order that they were given; ``mended`` ones needed ``repairs``; ``refused`` counts reasons by what was wrong
    with them; ``cost_usd`` is None where no call's price is known; ``p50`` and ``p95`` are seconds of an answer,
    whatever became of it; ``agreement`` is the passes' mean Kendall τ, None where there is one.
    """

    calls: int
    usable: int
    unchanged: int
    failures: Mapping[str, int]
    mended: int
    repairs: int
    shortened: int
    refused: Mapping[str, int]
    tokens: int
    cost_usd: float | None
    p50: float | None
    p95: float | None
    agreement: float | None

    def to_json(self) -> Mapping[str, Json]:
        """Plain values, seconds to the millisecond."""
        return {
            "calls": self.calls,
            "usable": self.usable,
            "unchanged": self.unchanged,
            "failures": dict(self.failures),
            "mended": self.mended,
            "repairs": self.repairs,
            "shortened": self.shortened,
            "reasons_refused": dict(self.refused),
            "tokens": self.tokens,
            "cost_usd": None if self.cost_usd is None else round(self.cost_usd, 6),
            "seconds_p50": None if self.p50 is None else round(self.p50, 3),
            "seconds_p95": None if self.p95 is None else round(self.p95, 3),
            "agreement": None if self.agreement is None else round(self.agreement, 3),
        }


def spent(answers: Sequence[Answer], given: Sequence[Sequence[int]], passes: int = 1) -> Spent:
    """Of these answers; ``given`` are the orders that the model was shown."""
    outcomes = [answer.outcome for answer in answers]
    refused: Counter[str] = Counter()
    for outcome in outcomes:
        refused.update(outcome.refused)
    costs = [outcome.cost_usd for outcome in outcomes if outcome.cost_usd is not None]
    taus = [outcome.agreement for outcome in outcomes if outcome.agreement is not None]
    seconds = [answer.seconds for answer in answers]
    p50, p95 = np.quantile(seconds, [0.5, 0.95]).tolist() if seconds else (None, None)
    kept = zip(answers, given, strict=True)
    return Spent(
        calls=len(answers) * passes,
        usable=sum(outcome.usable for outcome in outcomes),
        unchanged=sum(answer.order is not None and tuple(answer.order) == tuple(shown) for answer, shown in kept),
        failures=Counter((one.why or Why.UNUSABLE).value for one in outcomes if not one.usable),
        mended=sum(outcome.repairs > 0 for outcome in outcomes),
        repairs=sum(outcome.repairs for outcome in outcomes),
        shortened=sum(outcome.shortened > 0 for outcome in outcomes),
        refused=refused,
        tokens=sum(outcome.tokens or 0 for outcome in outcomes),
        cost_usd=sum(costs) if costs else None,
        p50=p50,
        p95=p95,
        agreement=sum(taus) / len(taus) if taus else None,
    )
