"""What operators can ask of the scenarios' documents, as the routes and the commands both give it: plain JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from typing import Final

from api.dry_run import compared, some_people, summed
from api.scenario_schemas import SCENARIO, Trying
from api.wiring import Application
from hybrid.domain import Json, iso
from hybrid.errors import BecauseError, NotFound
from hybrid.rules.book import canonical, version_of
from hybrid.rules.document import EVERYWHERE, ScenarioDocument
from hybrid.rules.vocabulary import Vocabulary
from hybrid.rules.warnings import Checking, named
from hybrid.store.scenarios import Scenarios

MOST: Final = 20
"""Warnings told at once: enough to mend by."""


@dataclass(frozen=True)
class ScenarioDesk:
    """The operators' side of one open application. Everything blocks."""

    application: Application

    def list(self) -> dict[str, Json]:
        """Every scenario with a document, and since when it is live."""
        live = [one for one in self._store.all() if one.version_id is not None]
        return {"scenarios": [{"name": o.name, "version": o.version_id, "since": iso(o.updated_at)} for o in live]}

    def show(self, name: str, version: str | None = None) -> dict[str, Json]:
        """One version's document, the live one unless named. Raises ``NotFound``."""
        store, name = self._store, scenario_name(name)
        live = store.live((name,)).get(name)
        chosen = version or live
        if chosen is None:
            raise NotFound(f"Scenario {name!r} has no document: all is at its defaults.", "PUT one.")
        text = store.get(name, chosen)
        if text is None:
            raise NotFound(f"Scenario {name!r} has no version {chosen}.", f"See /v1/scenarios/{name}/versions.")
        return {"name": name, "version": chosen, "live": chosen == live, "document": json.loads(text)}

    def versions(self, name: str) -> dict[str, Json]:
        """All versions, newest first. Raises ``NotFound``."""
        store, name = self._store, scenario_name(name)
        live, found = store.live((name,)).get(name), store.versions(name)
        if not found:
            raise NotFound(f"Scenario {name!r} has no document: all is at its defaults.", "PUT one.")
        return {
            "name": name,
            "versions": [
                {"version": one.version_id, "created_at": iso(one.created_at), "live": one.version_id == live}
                for one in found
            ],
        }

    def put(self, name: str, document: Json, draft: bool = False) -> dict[str, Json]:
        """Keep a document that was checked and let it serve, unless it is a ``draft``; what of it has no effect is
        told in ``warnings``."""
        name, text = scenario_name(name), canonical(document)
        version = version_of(text)
        warnings = self._warnings(name, ScenarioDocument.model_validate(document))
        if draft:
            live = self._store.live((name,)).get(name)
            self._store.add(name, version, text)
            return {"name": name, "version": version, "live": version == live, "before": live, "warnings": warnings}
        before = self._store.put(name, version, text)
        return {"name": name, "version": version, "live": True, "before": before, "warnings": warnings}

    def dry_run(self, name: str, asked: Trying) -> dict[str, Json]:
        """What would change in some people's lists. Raises ``NotFound`` for a version that there is not."""
        name, engine = scenario_name(name), self.application.engine
        if asked.document is not None:
            document = asked.document
        else:
            document = ScenarioDocument.model_validate(self.show(name, asked.version)["document"])
        scenario = asked.scenario if name == EVERYWHERE else name
        before = engine.rulebook.of(scenario)
        after = engine.rulebook.tried(name, document, scenario)
        window = self.application.settings.rerank.window
        people = asked.user_ids or some_people(engine, asked.people, asked.seed)
        lists = [compared(engine, one, scenario, asked.limit, window, before, after) for one in people]
        live = self._store.live((name,)).get(name)
        found = {"name": name, "scenario": scenario, "live": live, **summed(lists), "people": lists}
        return {**found, "warnings": self._warnings(name, document)}

    def rollback(self, name: str) -> dict[str, Json]:
        """Let serve what did before; ``version`` is null where that was no document. Raises ``NotFound``."""
        left, again = self._store.roll_back(scenario_name(name))
        return {"name": name, "version": again, "before": left}

    def _warnings(self, name: str, document: ScenarioDocument) -> Sequence[Mapping[str, Json]]:
        """The first ``MOST``."""
        engine = self.application.engine
        catalog = engine.store.catalog
        items = catalog.by_keys(catalog.keys_of(named(document)).values())
        in_force = engine.rulebook.tried(name, document, name)
        by_id, words = {item.id: item for item in items.values()}, Vocabulary(catalog.all)
        checking = Checking(document, in_force, engine.snapshot.columns, by_id, words, engine.now())
        return [asdict(one) for one in islice(checking.warnings(), MOST)]

    @property
    def _store(self) -> Scenarios:
        return self.application.engine.store.scenarios


def scenario_name(name: str) -> str:
    """The name, checked. Raises ``BecauseError``."""
    if not re.fullmatch(SCENARIO, name):
        raise BecauseError(
            f"{name!r} can't be the name of a scenario.",
            "Use a to z, 0 to 9, - and _, at most 64 of them; * is what all scenarios stand on.",
        )
    return name
