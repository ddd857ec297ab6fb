"""The document of all scenarios and a scenario's own, as one."""

from __future__ import annotations

from dataclasses import dataclass

from hybrid.conditions import Condition
from hybrid.domain import User
from hybrid.rules.document import NEUTRAL, ScenarioDocument, ScenarioFilter
from hybrid.rules.viewer import viewer_conditions

TOGETHER = ("boosts", "pins", "buries", "caps")
"""Lists of which both documents' entries are in force, the scenario's after the others."""


FLAGS = ("available", "include_seen")
"""What a filter says by yes or no: the scenario's word holds where it gives one. Its conditions add up."""


@dataclass(frozen=True)
class InForce:
    """What a scenario's lists are made by. ``version`` names both documents, "" where there is none; items must pass
    all ``filters``."""

    document: ScenarioDocument = NEUTRAL
    filters: tuple[ScenarioFilter, ...] = ()
    version: str = ""

    @property
    def excluded(self) -> list[str]:
        """The ids of items that no list shows."""
        return [id for layer in self.filters for id in layer.exclude_ids]

    def conditions(self, user: User | None, locale: str | None, year: int) -> list[Condition]:
        """What items must be for this person, in this calendar ``year``; None is somebody of whom nothing is known."""
        return [
            condition
            for layer in self.filters
            for condition in (*layer.conditions, *viewer_conditions(layer.viewer, user, locale, year))
        ]


NOTHING_SAID = InForce()


def layered(general: ScenarioDocument | None, special: ScenarioDocument | None, version: str) -> InForce:
    """``special`` on top of ``general``: its fields win, entries of lists and filters add up."""
    layers = [one for one in (general, special) if one is not None]
    merged = NEUTRAL
    for one in layers:
        given = {name: getattr(one, name) for name in one.model_fields_set}
        said_below = {name: getattr(merged.filter, name) for name in FLAGS if name not in one.filter.model_fields_set}
        given["filter"] = one.filter.model_copy(update=said_below)
        for name in TOGETHER:
            given[name] = [*getattr(merged, name), *getattr(one, name)]
        merged = merged.model_copy(update=given)
    filters = tuple(one.filter for one in layers if one.filter != NEUTRAL.filter)
    return InForce(merged, filters, version)
