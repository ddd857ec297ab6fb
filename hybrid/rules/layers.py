"""The document of all scenarios and a scenario's own, as one."""

from __future__ import annotations

from dataclasses import dataclass

from hybrid.rules.document import NEUTRAL, ScenarioDocument, ScenarioFilter

TOGETHER = ("boosts", "pins", "buries", "caps")
"""Lists of which both documents' entries are in force, the scenario's after the others."""


@dataclass(frozen=True)
class InForce:
    """What a scenario's lists are made by. ``version`` names both documents, "" where there is none; items must pass
    all ``filters``."""

    document: ScenarioDocument = NEUTRAL
    filters: tuple[ScenarioFilter, ...] = ()
    version: str = ""


NOTHING_SAID = InForce()


def layered(general: ScenarioDocument | None, special: ScenarioDocument | None, version: str) -> InForce:
    """``special`` on top of ``general``: its fields win, entries of lists and filters add up."""
    layers = [one for one in (general, special) if one is not None]
    merged = NEUTRAL
    for one in layers:
        given = {name: getattr(one, name) for name in one.model_fields_set}
        for name in TOGETHER:
            given[name] = [*getattr(merged, name), *getattr(one, name)]
        merged = merged.model_copy(update=given)
    filters = tuple(one.filter for one in layers if one.filter != NEUTRAL.filter)
    return InForce(merged, filters, version)
