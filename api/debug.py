"""What an operator is told who asks with ``debug``."""

from __future__ import annotations

from collections.abc import Sequence

from api.prepared import Prepared
from api.schemas import Debug, DebugStep
from rerank.daycache import DayEntry


def debug_of(ready: Prepared, window: Sequence[int], told: DayEntry | None, weight: float, cap: int) -> Debug:
    """How a list came about; ``told`` is the model's answer or its failure, None where it was not asked."""
    entry = DayEntry(()) if told is None else told
    found = set(entry.found)
    return Debug.model_construct(
        steps=[
            DebugStep.model_construct(
                tool=step.tool, arguments=dict(step.arguments), found=step.found, took_ms=step.took_ms, error=step.error
            )
            for step in entry.steps
        ],
        found=[ready.items[key].id for key in ready.keys if key in found],
        blend=[ready.items[key].id for key in window],
        weight=weight,
        cap=cap,
        repairs=entry.repairs,
        shortened=entry.shortened,
        refused=dict(entry.refused),
        experiment=ready.treatment.experiment or None,
        arm=ready.treatment.arm or None,
    )
