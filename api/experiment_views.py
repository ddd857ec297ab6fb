"""The results of an experiment as plain JSON."""

from __future__ import annotations

from hybrid.domain import Json
from hybrid.experiments.definition import Guardrail
from hybrid.experiments.experiment import Experiment
from hybrid.experiments.results import ArmResult, Results
from hybrid.experiments.sequential import Comparison, Interval


def results_view(experiment: Experiment, results: Results) -> dict[str, Json]:
    """All arms side by side."""
    definition = experiment.definition
    return {
        "metric": definition.metric,
        "alpha": definition.alpha,
        "currency": results.currency or None,
        "sample_ratio": {"p": results.ratio, "uneven": results.uneven},
        "crossed": results.crossed,
        "results": {
            name: {
                "share": round(definition.shares[name], 4),
                "stopped": name in experiment.stopped,
                **_arm(arm, definition.guardrails),
            }
            for name, arm in results.arms.items()
        },
    }


def _arm(arm: ArmResult, guardrails: list[Guardrail]) -> dict[str, Json]:
    return {
        "verdict": arm.verdict,
        "people": arm.people,
        "answers": arm.answers,
        "metrics": {
            metric: {"value": totals.rate if arm.people else None, **_compared(arm.comparisons.get(metric))}
            for metric, totals in arm.totals.items()
        },
        "guardrails": [
            {"metric": g.metric, "drop": g.drop, "breached": g in arm.breached} for g in guardrails if arm.comparisons
        ],
    }


def _compared(compared: Comparison | None) -> dict[str, Json]:
    """Nothing for the control."""
    if compared is None:
        return {}
    return {
        "lift": compared.lift,
        "interval": _range(compared.interval),
        "always": _range(compared.always),
        "p": compared.p,
    }


def _range(interval: Interval | None) -> list[float | None] | None:
    return None if interval is None else [interval.low, interval.high]
