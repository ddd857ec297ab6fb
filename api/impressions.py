"""An answer as the impression that is kept of it."""

from __future__ import annotations

from collections.abc import Sequence

from api.prepared import Prepared
from api.schemas import Recommendations
from hybrid.loop.impressions import Impression, Slot


def impression_of(given: Recommendations, keys: Sequence[int], ready: Prepared, person: bytes, now: int) -> Impression:
    """What is kept of an answer whose items have these ``keys``; ``person`` is the keyed hash of the user's id."""
    rerank = given.rerank
    return Impression(
        recommendation_id=given.recommendation_id,
        person=person,
        shown_at=now,
        scenario=given.scenario,
        slots=tuple(
            Slot(key, tuple(item.sources), item.propensity) for key, item in zip(keys, given.items, strict=True)
        ),
        session_id=ready.request.session_id,
        rerank=rerank.status,
        prompt=(rerank.prompt or "").partition(" ")[0],  # without the label
        llm=rerank.model or "",
        model=ready.snapshot.version or "",
        rules=ready.rules.version,
        experiment=ready.treatment.experiment,
        arm=ready.treatment.arm,
    )
