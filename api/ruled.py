"""What a request and its scenario's document together ask for, with ids as keys."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from api.schemas import Context, RecommendationRequest
from hybrid.domain import User, to_datetime
from hybrid.reader import Reader
from hybrid.rules import Filter
from hybrid.rules.layers import InForce
from hybrid.rules.meant import ids_of
from hybrid.rules.ruling import Ruling
from hybrid.store.catalog import Catalog
from rerank.day import local_day


@dataclass(frozen=True)
class Named:
    """The items that a request's context names: keys, None and empty where there are none; ids that nobody has."""

    looking_at: int | None = None
    recent: tuple[int, ...] = ()
    unknown: tuple[str, ...] = ()

    @classmethod
    def of(cls, context: Context, catalog: Catalog) -> Named:
        """Reads SQL where there is something to look up. Blocks."""
        ids = [*([] if context.item_id is None else [context.item_id]), *context.recent_item_ids]
        if not ids:
            return cls()
        keys = catalog.keys_of(ids)
        items = catalog.by_keys(keys.values())
        known = {id: int(key) for id, key in keys.items() if items[key].known}
        looking_at = None if context.item_id is None else known.get(context.item_id)
        recent = dict.fromkeys(known[id] for id in context.recent_item_ids if id in known)
        before = tuple(key for key in recent if key != looking_at)
        return cls(looking_at, before, tuple(id for id in dict.fromkeys(ids) if id not in known))

    @property
    def keys(self) -> tuple[int, ...]:
        """All of them, the one being looked at first."""
        return self.recent if self.looking_at is None else (self.looking_at, *self.recent)


@dataclass(frozen=True)
class Asking:
    """One request of one person at one moment (UTC microseconds), under these rules. Methods read SQL where ids are
    named."""

    engine: Reader
    request: RecommendationRequest
    user: User | None
    rules: InForce
    now: int

    def filter(self, named: Named) -> Filter:
        """What the request wants, within what its scenario allows; what it says of stock and seen items wins."""
        wanted, given = self.request.filter, self.request.filter.model_fields_set
        excluded = [*wanted.exclude_ids, *self.rules.excluded]
        keys = self.engine.store.catalog.keys_of(excluded) if excluded else {}
        locale = self.request.context.locale or (self.user.locale if self.user else None)
        year = to_datetime(self.now).year
        own = self.rules.document.filter
        return Filter(
            categories=tuple(wanted.categories),
            conditions=(*wanted.conditions, *self.rules.conditions(self.user, locale, year)),
            exclude=(*(int(key) for key in keys.values()), *named.keys),
            include_seen=wanted.include_seen if "include_seen" in given else own.include_seen,
            available=wanted.available if "available" in given else own.available,
        )

    def ruling(self, reach: int) -> Ruling:
        """The rules of the request; ``reach`` ranks are what the model can bring an item from."""
        request, document = self.request, self.rules.document
        store, ids = self.engine.store, list(ids_of(document))
        found = {id: int(key) for id, key in store.catalog.keys_of(ids).items()} if ids else {}
        return Ruling(
            document,
            limit=request.limit,
            reach=reach,
            diversity=document.diversity if request.diversity is None else request.diversity,
            exploration=self._exploration(),
            seed=self._seed(),
            now=self.now,
            newest=None if document.freshness is None else store.events.newest_at(),
            named=found,
        )

    def _exploration(self) -> float:
        """As the request says, else as the document does; who asks for something in words gets that alone."""
        request = self.request
        if request.mode == "agent":
            return 0.0  # it may look anything up: nobody could say how probable a slot was
        if request.exploration is not None:
            return request.exploration
        return 0.0 if request.context.query else self.rules.document.exploration

    def _seed(self) -> int:
        """One for each person, local day and scenario."""
        zone = self.request.context.timezone or (self.user.timezone if self.user else None)
        day, _ = local_day(self.now, zone)
        person = self.request.user_id if self.user is None else self.user.id
        told = "\x00".join((person, day.isoformat(), self.request.scenario))
        return int.from_bytes(hashlib.sha256(told.encode("utf-8", "surrogatepass")).digest()[:8])
