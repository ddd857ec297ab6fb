"""Which rules are in force: the live versions of the documents, or others that somebody names."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Sequence
from typing import Any, Protocol

from pydantic import ValidationError

from hybrid.domain import Json
from hybrid.errors import NotFound
from hybrid.rules.document import EVERYWHERE, ScenarioDocument
from hybrid.rules.layers import NOTHING_SAID, InForce, layered

log = logging.getLogger(__name__)

MOST = 256
"""Versions and pairs of them that are kept read."""


class ScenarioStore(Protocol):
    """What is needed of ``hybrid.store.scenarios``."""

    def live(self, names: Sequence[str]) -> dict[str, str]:
        """Which version of each document is live; names without one are left out."""

    def get(self, name: str, version: str) -> str | None:
        """The text of a version."""


class RuleBook:
    """Documents never change under a version: each is read and checked once. May be used from several threads."""

    def __init__(self, store: ScenarioStore) -> None:
        self._store = store
        self._documents: dict[tuple[str, str], ScenarioDocument | None] = {}
        self._layers: dict[tuple[str, str | None, str | None], InForce] = {}

    def of(self, scenario: str, version: str | None = None) -> InForce:
        """What is in force now, seen at the next request after any process changed it; with ``version`` as if that
        one of the scenario's own documents were live. Raises ``NotFound`` for a version that there is not."""
        live = self._store.live((EVERYWHERE, scenario))
        if version is not None:
            if self._store.get(scenario, version) is None:
                raise NotFound(f"Scenario {scenario!r} has no version {version}.", "GET …/versions lists them.")
            live = {**live, scenario: version}
        if not live:
            return NOTHING_SAID
        key = scenario, live.get(EVERYWHERE), live.get(scenario)
        found = self._layers.get(key)
        if found is None:
            found = self._layered(*key)
            _make_room(self._layers)
            self._layers[key] = found
        return found

    def tried(self, name: str, document: ScenarioDocument, scenario: str) -> InForce:
        """What would be in force in ``scenario`` if ``document`` were live under ``name``: the scenario's own, or
        ``EVERYWHERE``."""
        live = self._store.live((EVERYWHERE, scenario))
        layers = {one: self._document(one, live.get(one)) for one in (EVERYWHERE, scenario)} | {name: document}
        own = None if scenario == EVERYWHERE else layers[scenario]
        return layered(layers[EVERYWHERE], own, "tried")

    def _layered(self, scenario: str, general: str | None, special: str | None) -> InForce:
        below = self._document(EVERYWHERE, general)
        own = None if scenario == EVERYWHERE else self._document(scenario, special)
        return layered(below, own, f"{general or ''}.{special or ''}")

    def _document(self, name: str, version: str | None) -> ScenarioDocument | None:
        if version is None:
            return None
        if (name, version) not in self._documents:
            text = self._store.get(name, version)
            _make_room(self._documents)
            self._documents[name, version] = None if text is None else _parsed(name, version, text)
        return self._documents[name, version]


def version_of(text: str) -> str:
    """The first 12 hex digits of the SHA-256 of a document's text."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:12]


def canonical(document: Json) -> str:
    """What a document is kept as: the JSON that was sent, names in order, so that equal content is one version."""
    return json.dumps(document, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True)


def _parsed(name: str, version: str, text: str) -> ScenarioDocument | None:
    """None, and a line in the log, for what another program wrote and this one can't read."""
    try:
        return ScenarioDocument.model_validate(json.loads(text))
    except (ValidationError, ValueError):
        log.exception("the rules of scenario %s@%s can't be read and are left out: put them anew", name, version)
        return None


def _make_room(kept: dict[Any, Any]) -> None:
    if len(kept) >= MOST:
        kept.clear()
