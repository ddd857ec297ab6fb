"""What an operator is told who asks with ``debug``."""

from __future__ import annotations

from collections.abc import Sequence

from api.prepared import Prepared
from api.schemas import Debug, DebugRules, DebugStep
from hybrid.rules.tracing import buried, fallen, filtered, keys_of, moved
from hybrid.store.catalog import Catalog
from rerank.daycache import DayEntry


def debug_of(
    ready: Prepared, window: Sequence[int], told: DayEntry | None, weight: float, cap: int, catalog: Catalog
) -> Debug:
    """How a list came about; ``told`` is the model's answer or its failure, None where it was not asked.

    Reads from SQL the items that rules have moved away.
    """
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
        rules=rules_of(ready, catalog),
        experiment=ready.treatment.experiment or None,
        arm=ready.treatment.arm or None,
    )


def rules_of(ready: Prepared, catalog: Catalog) -> DebugRules:
    """What the rules did to a list."""
    ranking, asked = ready.ranking, (ready.snapshot.columns, ready.wanted, ready.profile)
    pins = fallen(*asked, ready.ruling, ranking.listed)
    items = catalog.by_keys({*keys_of(ranking.listed, ranking.lift), *ranking.placed, *pins})
    names = {int(key): item.id for key, item in items.items()}
    told = moved(ranking.listed, ranking.lift, ranking.placed, names)
    for key, why in pins.items():
        told[key] = [*told.get(key, ()), why]
    return DebugRules.model_construct(
        version=ready.rules.version,
        filtered=filtered(*asked),
        buried=buried(*asked, ready.ruling),
        items={names[key]: texts for key, texts in told.items() if key in names},
    )
