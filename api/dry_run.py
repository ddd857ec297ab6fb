"""What other rules would change in people's lists: the blend as it is and as it would be, without a language model."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.debug import rules_of
from api.prepared import Prepared, prepare
from api.schemas import RecommendationRequest
from hybrid.domain import Json
from hybrid.profiles import MICROS_PER_DAY
from hybrid.reader import Reader
from hybrid.rules.layers import InForce
from hybrid.rules.listing import finished
from hybrid.rules.tracing import refused

GONE = "no longer "
"""Before a rule that the lists as they are have, and those that are tried have not."""
RECENT = 30
"""Days in which the people of a sample were here."""


@dataclass(frozen=True)
class Side:
    """One list: ids to keys, best first, and by id what rules did."""

    ready: Prepared
    shown: Mapping[str, int]
    told: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, engine: Reader, request: RecommendationRequest, window: int, rules: InForce) -> Side:
        """Blocks."""
        ready = prepare(engine, request, window, rules)
        keys = finished(ready.ranking.listed, ready.slots, ready.keys, request.limit)
        told = rules_of(ready, engine.store.catalog).items
        return cls(ready, {ready.items[key].id: key for key in keys}, told)

    def why(self, id: str, key: int) -> list[str]:
        """What rules here say of an item."""
        columns, listed = self.ready.snapshot.columns, self.ready.ranking.listed
        out = [f"filtered by {name}" for name in refused(columns, self.ready.wanted, self.ready.profile, key)]
        by = "" if key in listed.unburied else self.ready.ruling.buried_by(columns, key)
        return [*out, *([f"buried: {by}"] if by else []), *self.told.get(id, ())]


def some_people(engine: Reader, count: int, seed: int) -> list[str]:
    """A sample of the people with an event in the 30 days up to the newest one. Blocks."""
    newest = engine.store.events.newest_at() or 0
    here = sorted(engine.store.events.active(newest - RECENT * MICROS_PER_DAY))
    return random.Random(seed).sample(here, min(count, len(here)))


def compared(
    engine: Reader, user_id: str, scenario: str, limit: int, window: int, before: InForce, after: InForce
) -> dict[str, Json]:
    """One person's lists. Blocks."""
    request = RecommendationRequest(user_id=user_id, scenario=scenario, limit=limit, rerank="off")
    old, new = (Side.of(engine, request, window, rules) for rules in (before, after))
    key_of = {**old.shown, **new.shown}

    def why(id: str) -> list[str]:
        """What the new rules say of an item, and what the old ones said and these don't."""
        then, said = old.why(id, key_of[id]), new.why(id, key_of[id])
        return [*said, *(f"{GONE}{rule}" for rule in then if _name(rule) not in set(map(_name, said)))]

    was, now = ({id: rank for rank, id in enumerate(side.shown, 1)} for side in (old, new))
    return {
        "user_id": user_id,
        "before": list(was),
        "after": list(now),
        "entered": [{"id": id, "rank": rank, "rules": why(id)} for id, rank in now.items() if id not in was],
        "left": [{"id": id, "rank": rank, "rules": why(id)} for id, rank in was.items() if id not in now],
        "moved": [
            {"id": id, "before": was[id], "after": rank, "rules": why(id)}
            for id, rank in now.items()
            if was.get(id, rank) != rank
        ],
    }


def summed(lists: Sequence[Mapping[str, Json]]) -> dict[str, Json]:
    """How many lists changed, how many items entered and left, and how often each rule was named."""
    rules: Counter[str] = Counter()
    for one in lists:
        for change in (*one["entered"], *one["left"], *one["moved"]):
            rules.update(dict.fromkeys(map(_name, change["rules"]), 1))
    return {
        "changed": sum(one["before"] != one["after"] for one in lists),
        "entered": sum(len(one["entered"]) for one in lists),
        "left": sum(len(one["left"]) for one in lists),
        "rules": dict(rules.most_common()),
    }


def _name(rule: str) -> str:
    """Without slots and amounts, which differ from list to list."""
    if rule.startswith(GONE):
        return GONE + _name(rule.removeprefix(GONE))
    text = rule.partition(": ")[2] if rule.startswith("slot ") else rule
    head, _, last = text.rpartition(" ")
    return head if head and last[:1] in "+-" else text
