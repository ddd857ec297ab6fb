"""What a request means to the day cache and the model: its key, and the question that is put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from api.prepared import Prepared
from hybrid.domain import Item, User
from hybrid.profiles import RATED, Profile
from rerank.because import Cause
from rerank.day import DayKey, context_hash, local_day, part_of_day, person_hash, said_hash
from rerank.library import language_of
from rerank.prompts import PromptTemplate
from rerank.task import HistoryLine, Moment, Preferences, RerankCandidate, RerankTask, year_of

RULES_VERSION = "3"
"""Changes when the rules that choose the candidates or check the words change, so that no kept order outlives them.
The version of the scenario's document stands beside it in each key."""
HISTORY = 30
NAMED = 6
"""Items of the request's context that the model is told: the one being looked at, and those before."""


@dataclass(frozen=True)
class Day:
    """The key of a request's kept order, the moment it is asked for and when its day ends (UTC microseconds)."""

    key: DayKey
    at: int
    ends: int


def day_of(ready: Prepared, prompt: PromptTemplate, model: str, secret: bytes, at: int) -> Day:
    """Whose day, in which scenario and context. The limit, exclusions and the deadline play no part."""
    request = ready.request
    date, ends = local_day(at, ready.timezone)
    key = DayKey(
        person=person_hash(secret, ready.user_id),
        day=date,
        scenario=request.scenario,
        context=_context(ready),
        prompt=prompt.version,
        model=ready.treatment.changes.llm or model,
        rules=f"{RULES_VERSION} {ready.rules.version}",
        arm=ready.treatment.key,
    )
    return Day(key, at, ends)


def said_by(user: User | None, secret: bytes) -> str:
    """Tells whether what the person said about themselves, as the model is told it, is still the same."""
    told = _preferences(user)
    return said_hash(secret, {"text": told.text, "likes": told.likes, "dislikes": told.dislikes})


def task_of(
    ready: Prepared,
    window: Sequence[int],
    causes: Mapping[int, Cause],
    items: Mapping[int, Item],
    prompt: PromptTemplate,
    words: bool,
    now: int,
    scale: tuple[float, float],
) -> RerankTask:
    """The question: the ``window`` in blended order, the person's history and the moment; ``scale`` of ratings."""
    request, user, profile, named = ready.request, ready.user, ready.profile, ready.named
    context = request.context
    return RerankTask(
        prompt=prompt,
        candidates=tuple(candidate_of(key, causes.get(key), items, scale) for key in window),
        history=tuple(history_of(profile, items, HISTORY, scale)),
        preferences=_preferences(user),
        moment=Moment(
            query=ready.query,
            looking_at="" if named.looking_at is None else items[named.looking_at].title,
            recent=tuple(items[key].title for key in named.keys[:NAMED] if key != named.looking_at),
            device=context.device or "",
            time=part_of_day(now, ready.timezone),
            locale=ready.locale or "",
        ),
        scenario=request.scenario,
        language=language_of(ready.locale),
        words=words,
        shown=request.limit,
    )


def history_of(profile: Profile, items: Mapping[int, Item], most: int, scale: tuple[float, float]) -> list[HistoryLine]:
    """What the person did with those of ``items`` that are known, among their ``most`` newest; ``scale`` of ratings."""
    return [
        HistoryLine(items[e.item].title, e.type, float(age), e.value, year_of(items[e.item]), scale[1])
        for e, age in zip(profile.events[:most], profile.age_days, strict=False)
        if e.item in items and items[e.item].known
    ]


def _preferences(user: User | None) -> Preferences:
    return Preferences() if user is None else Preferences(user.preferences or "", user.likes, user.dislikes)


def candidate_of(
    key: int, cause: Cause | None, items: Mapping[int, Item], scale: tuple[float, float]
) -> RerankCandidate:
    """An item with its cause; ``items`` has both it and the cause's X."""
    if cause is None:
        return RerankCandidate(items[key])
    anchor = None if cause.item is None else items[cause.item]
    return RerankCandidate(items[key], cause.kind, anchor, _rating(cause, scale))


def _rating(cause: Cause, scale: tuple[float, float]) -> float | None:
    """What X was rated, from 0 to 1; None where it was not."""
    low, high = scale
    event = cause.event
    if event is None or event.type not in RATED or event.value is None:
        return None
    return (event.value - low) / (high - low)


def _context(ready: Prepared) -> str:
    """All that makes two requests of a day different questions; empty where nothing is special."""
    request, language = ready.request, language_of(ready.locale)
    special = {
        "query": ready.query,
        "looking_at": ready.named.looking_at,
        "recent": ready.named.recent,
        "device": request.context.device,
        "language": language if language != language_of(None) else "",
        "categories": sorted(set(request.filter.categories)),
        "include_seen": request.filter.include_seen,
        "unavailable": not request.filter.available,
        "mode": request.mode if request.mode != "list" else "",
    }
    return context_hash(special)
