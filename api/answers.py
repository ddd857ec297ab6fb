"""From keys and causes to what goes out: items, reasons in words, evidence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from api.prepared import Prepared
from api.schemas import Because, Evidence, ItemSummary, Reason, Recommendation
from hybrid.domain import Item, SourceName, iso
from hybrid.recommend import Ranking
from hybrid.snapshot import Snapshot
from hybrid.store.catalog import Catalog
from rerank.because import BY_RULE, MANY, Cause, Crowd, ReasonKind, choose, neutral, shared, speaking
from rerank.daycache import DayEntry
from rerank.sentences import Sentences


def causes_of(snapshot: Snapshot, ranking: Ranking, keys: Sequence[int]) -> dict[int, Cause]:
    """Why each of these keys is recommended; what no source brought is there because many like it, or just new."""
    crowd = _crowd(snapshot, ranking)
    columns = {key: column for key in keys if (column := ranking.column(key)) is not None}
    causes = dict(zip(columns, choose(ranking.blended, list(columns.values()), crowd), strict=True))
    rest = [key for key in keys if key not in causes]
    brought = {key: how for key in rest if (how := ranking.listed.filled.get(key)) is not None}
    sources = {key: [brought[key]] if key in brought else [] for key in rest}
    causes |= {key: Cause(neutral(sources[key], *crowd.of(key), crowd.many)) for key in rest}
    return causes | {key: Cause(ReasonKind(rule)) for key in keys if (rule := ranking.rule(key)) is not None}


def recommended(
    ready: Prepared,
    shown: Sequence[int],
    causes: Mapping[int, Cause],
    catalog: Catalog,
    sentences: Sentences,
    top: float,
    entry: DayEntry | None = None,
) -> list[Recommendation]:
    """The items ``shown``, each with its cause in words; ``top`` is the best rating on the catalogue's scale, ``entry``
    has the model's words. Reads SQL."""
    anchors = anchors_of(causes.values(), catalog)
    chances = {slot.key: slot.propensity for slot in ready.slots.values()}
    return [
        Recommendation.model_construct(
            id=ready.items[key].id,
            rank=rank,
            score=ready.ranking.score(key),
            sources=sources_of(ready.ranking, key, causes[key]),
            propensity=chances.get(key),
            reason=reason(ready.items[key], causes[key], anchors, sentences, top, entry),
            item=summary(ready.items[key]),
        )
        for rank, key in enumerate(shown, 1)
    ]


def sources_of(ranking: Ranking, key: int, cause: Cause) -> list[str]:
    """Where an item came from, so that it agrees with its cause: what speaks for X is named, however little it is, and
    what only filled up the list came from where its reason says."""
    found = ranking.sources(key, spoken_by(ranking, key, cause))
    filled_by = cause.kind if cause.kind in (ReasonKind.POPULAR, ReasonKind.TRENDING) else SourceName.NEW
    return found or [SourceName(filled_by)]


def spoken_by(ranking: Ranking, key: int, cause: Cause) -> SourceName | None:
    """``speaking`` of an item, None where no source brought it."""
    column = ranking.column(key)
    return None if column is None else speaking(ranking.blended, column, cause)


def anchors_of(causes: Iterable[Cause], catalog: Catalog) -> dict[int, Item]:
    """The items that the causes name, by key, read from SQL."""
    return catalog.by_keys({cause.item for cause in causes if cause.item is not None})


def reason(
    item: Item,
    cause: Cause,
    items: Mapping[int, Item],
    sentences: Sentences,
    top: float,
    entry: DayEntry | None = None,
) -> Reason:
    """The reason in words: the model's where it was checked for this very cause, else the template's.

    ``top`` is the best rating on the catalogue's scale.
    """
    x = None if cause.item is None else items[cause.item]
    common = shared(x, item) if x is not None else ()
    words = entry.words.get(int(item.key)) if entry is not None and cause.kind not in BY_RULE else None
    if words is not None and words.anchor == (None if cause.item is None else int(cause.item)):
        text, by_model = words.text, True
    else:
        text, by_model = _template(item, x, cause, common, sentences, top), False
    return Reason.model_construct(
        kind=cause.kind.value,
        text=text,
        because=because(x, cause),
        evidence=Evidence.model_construct(
            contribution=round(cause.share, 4) if x is not None else None,
            shared=list(common),
            method="contribution" if x is not None else "source",
        ),
        worded_by="llm" if by_model else "template",
    )


def summary(item: Item) -> ItemSummary:
    """What a page needs to show the item."""
    return ItemSummary.model_construct(
        title=item.title,
        categories=list(item.categories),
        image_url=item.image_url,
        attributes=dict(item.attributes),
    )


def _crowd(snapshot: Snapshot, ranking: Ranking) -> Crowd:
    columns = snapshot.columns
    lately = columns.fading(columns.size)
    many = max(ranking.min_people, MANY)
    return Crowd(columns.engagement, np.zeros(0) if lately is None else lately, many)


def because(x: Item | None, cause: Cause) -> Because | None:
    """The cause's X on the wire, None without one."""
    if x is None or cause.event is None:
        return None
    at = None if cause.entry is None else iso(cause.event.occurred_at)
    return Because.model_construct(item_id=x.id, title=x.title, event=cause.event.type.value, at=at)


def _template(item: Item, x: Item | None, cause: Cause, common: Sequence[str], sentences: Sentences, top: float) -> str:
    event = cause.event
    return sentences.text(
        cause.kind,
        title=None if x is None else x.title,
        shared=common,
        value=None if event is None else event.value,
        about=item.categories[:2],
        event=None if event is None else event.type,
        variant=int(item.key),
        top=top,
    )
