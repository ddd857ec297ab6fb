"""What a model is made of, apart from the data: enough to make it again, from or to the manifest."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from hybrid.collaborative.lab import Making
from hybrid.collaborative.settings import NativeSettings, Objective
from hybrid.collaborative.specs import ContentSpec, Spec, from_json, to_json
from hybrid.domain import Json


@dataclass(frozen=True)
class Plan:
    """The tables by channel, how they are fitted, and what it was all chosen for."""

    objective: Objective
    tables: Mapping[str, Spec]
    making: Making

    def to_json(self) -> dict[str, Json]:
        """For the manifest."""
        tables = {name: to_json(spec) for name, spec in self.tables.items()}
        return {"objective": self.objective.value, "tables": tables, "making": asdict(self.making)}

    @classmethod
    def from_json(cls, told: Mapping[str, Json]) -> Plan:
        """Raises ``KeyError``, ``TypeError`` or ``ValueError`` for what is no plan."""
        making = dict(told["making"])
        native = NativeSettings(**making.pop("native"))
        content = ContentSpec(**making.pop("content", {}))
        tables = {name: from_json(spec) for name, spec in told["tables"].items()}
        return cls(Objective(told["objective"]), tables, Making(**making, native=native, content=content))
