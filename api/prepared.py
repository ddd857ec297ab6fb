"""One request worked out against SQL and the snapshot, before any model is asked. Blocking."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from api.ruled import Asking, Named
from api.schemas import RecommendationRequest
from hybrid.domain import Item, User
from hybrid.experiments.treatments import NONE, Treating, Treatment, Untreated
from hybrid.profiles import Profile
from hybrid.reader import Reader
from hybrid.recommend import Ranking, rank
from hybrid.rules import Filter
from hybrid.rules.layers import NOTHING_SAID, InForce
from hybrid.rules.ruling import BARE, Ruling, Slot
from hybrid.snapshot import Snapshot
from rerank.day import asked_for

SPARE = 20
"""Ranked beyond what is asked for, in case SQL says that some are gone."""


@dataclass(frozen=True)
class Prepared:
    """The live blend for a request: ``keys`` are the blended best that SQL says may be shown, best first; ``slots``
    (from 0) are taken by other items, which the model can't move.

    ``rules`` are those of its scenario, ``ruling`` the same for this request, ``wanted`` what both filter; ``joined``
    counts what an agent found among ``keys``, behind those shown first. ``treatment`` is what the person's experiment
    has changed in these.

    ``took_ms``: ``profile`` is reading the person; ``rules`` the masks; ``candidates`` the sources' reading of the
    request; ``blend`` proposing, scoring and ordering; ``items`` reading the ranked from SQL.
    """

    request: RecommendationRequest
    user: User | None
    profile: Profile
    snapshot: Snapshot
    ranking: Ranking
    items: dict[int, Item]
    keys: tuple[int, ...]
    took_ms: dict[str, float]
    named: Named = Named()
    wanted: Filter = Filter()
    rules: InForce = NOTHING_SAID
    ruling: Ruling = BARE
    slots: Mapping[int, Slot] = field(default_factory=dict)
    joined: int = 0
    treatment: Treatment = NONE

    @property
    def user_id(self) -> str:
        """The id that the person is kept under: the account's, also where the request names a visitor of before."""
        return self.request.user_id if self.user is None else self.user.id

    @property
    def locale(self) -> str | None:
        """The request's locale, else the person's."""
        return self.request.context.locale or (self.user.locale if self.user else None)

    @property
    def timezone(self) -> str | None:
        """The request's time zone, else the person's."""
        return self.request.context.timezone or (self.user.timezone if self.user else None)

    @property
    def query(self) -> str:
        """What the person asked for, as the model and the day cache see it."""
        return asked_for(self.request.context.query)

    @property
    def asks(self) -> bool:
        """Does the request's context say what they want now, or what they look at?"""
        return bool(self.query or self.named.keys)


def prepare(
    engine: Reader,
    request: RecommendationRequest,
    window: int,
    rules: InForce | None = None,
    treating: Treating | None = None,
) -> Prepared:
    """Profile, candidates, blend and a last look into SQL for at least ``window`` ranks.

    By the scenario's live rules, unless others are named; with ``treating`` as the person's experiment has it.
    """
    begun = time.perf_counter()
    user = engine.store.users.get(request.user_id)
    person = request.user_id if user is None else user.id
    treated = (treating or Untreated(engine.rulebook)).of(request.scenario, person, engine.snapshot)
    snapshot, rules = treated.snapshot, treated.rules if rules is None else rules
    profile = engine.profile(None if user is None else user.key, rules.document.seen.counted)
    named = Named.of(request.context, engine.store.catalog)
    known = time.perf_counter()
    reach = max(window, request.limit)
    asking = Asking(engine, request, user, rules, engine.now())
    wanted, ruling = asking.filter(named), asking.ruling(reach)
    session = engine.session(named.keys, profile)
    ranking = rank(snapshot, profile, wanted, reach + SPARE, request.context.query, session, ruling)
    ranked = time.perf_counter()
    items = engine.store.catalog.by_keys([*ranking.keys, *(slot.key for slot in ranking.slots.values())])
    read = time.perf_counter()
    keys = tuple(key for key in ranking.keys if key in items and wanted.passes(items[key]))
    slots = {n: slot for n, slot in ranking.slots.items() if slot.key in items and wanted.passes(items[slot.key])}
    if len(set(ranking.keys[:reach]).difference(keys)):
        slots = {n: replace(slot, propensity=None) for n, slot in slots.items()}
    took = {"profile": (known - begun) * 1000, **ranking.took_ms, "items": (read - ranked) * 1000}
    parts = (snapshot, ranking, items, keys, took, named, wanted, rules, ruling, slots)
    return Prepared(request, user, profile, *parts, treatment=treated.treatment)
