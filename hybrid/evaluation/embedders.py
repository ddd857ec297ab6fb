"""Embedders compared on one's own catalogue: does an item known to be similar stand among the neighbours?

Each embeds every item's text; vectors are centred as the index centres them; all items are ranked exactly.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from hybrid.content.quality import nearest
from hybrid.content.supply import EmbeddingStore, hash_of
from hybrid.content.table import VectorTable
from hybrid.content.text import TextSettings, item_text
from hybrid.domain import Item, Keys, Mask
from hybrid.errors import NotEnoughData
from hybrid.evaluation.bootstrap import Resampling
from hybrid.evaluation.metrics import Values, hits, recall, reciprocal_rank
from hybrid.evaluation.pairs import Partners, co_liked, series
from hybrid.evaluation.report import Comparison, Report, Row, Section
from hybrid.ports import Embedder

CHUNK: Final = 128
LIKED, SERIES = "liked", "series"
TITLES: Final = {LIKED: "Liked by the same people", SERIES: "Of one series"}
ABOUT: Final = {
    LIKED: "For each of {n:,} items: those that the same people like, far more often than by chance.",
    SERIES: "For each part of {n:,} series (title before a colon, dash or number): its other parts.",
}
LEAD, DEPTH = "recall@10", 50
FIGURES: Final[Mapping[str, Callable[[Mask, Keys], Values]]] = {
    "recall@10": lambda hit, relevant: recall(hit, relevant, 10),
    "recall@50": lambda hit, relevant: recall(hit, relevant, DEPTH),
    "mrr@10": lambda hit, _relevant: reciprocal_rank(hit, 10),
}


@dataclass(frozen=True)
class Embedded:
    """The whole catalogue by one embedder; ``seconds`` for ``fresh`` texts, the others were kept."""

    name: str
    table: VectorTable
    fresh: int
    seconds: float


def embedded(
    name: str, embedder: Embedder, items: Iterable[Item], text: TextSettings, kept: EmbeddingStore,
    progress: Callable[[float], None],
) -> Embedded:  # fmt: skip
    """Every item with a text, around their mean. Raises ``EmbeddingError``. Nothing is written."""
    texts = {int(item.key): said for item in items if (said := item_text(item, text))}
    hashes = {key: hash_of(embedder.identity, said) for key, said in texts.items()}
    vectors = {one: raw for one, raw in kept.get(hashes.values()).items() if np.any(raw)}
    missing = {hashes[key]: said for key, said in texts.items() if hashes[key] not in vectors}
    begun, wanted = time.perf_counter(), list(missing)
    for at in range(0, len(wanted), CHUNK):
        part = wanted[at : at + CHUNK]
        vectors.update(zip(part, embedder.embed([missing[one] for one in part]), strict=True))
        progress((at + len(part)) / len(wanted))
    seconds = time.perf_counter() - begun
    keys = [key for key in texts if np.any(vectors[hashes[key]])]
    table = VectorTable(np.zeros(0, np.float32))
    if keys:
        raw = np.stack([vectors[hashes[key]] for key in keys])
        table.put(np.array(keys, np.int64), raw, [hashes[key] for key in keys])
    return Embedded(name, table.recentred(table.mean()), len(wanted), seconds)


def known_similar(items: Sequence[Item], users: Keys, liked: Keys) -> dict[str, Partners]:
    """The tests of these items and of rows (user, liked item), by name; those nobody could fail are left out."""
    allowed = np.zeros(max((int(item.key) for item in items), default=0) + 1, np.bool_)
    allowed[[int(item.key) for item in items]] = True
    tests = {
        LIKED: co_liked(users, liked, allowed),
        SERIES: series({int(item.key): item.title for item in items}),
    }
    return {name: partners for name, partners in tests.items() if partners.units}


def compare(
    embedders: Sequence[Embedded], tests: Mapping[str, Partners], resampling: Resampling | None = None
) -> Report:
    """Recall and MRR of the known partners among the neighbours; each embedder against the first.

    Raises ``NotEnoughData`` where there is nothing known to be similar.
    """
    if not tests:
        raise NotEnoughData(
            "No two items are known to be similar: too few people like the same ones, and no titles form a series.",
            "Take in more events, or items with the parts of a series.",
        )
    resampling = resampling or Resampling()
    sections, comparisons = [], []
    for name, partners in tests.items():
        found = {one.name: figures(one, partners) for one in embedders}
        sections.append(_section(name, partners, found, resampling))
        comparisons += _compared(name, partners, found, resampling)
    about = {
        "test": "embedders",
        "items": max(one.table.count for one in embedders),
        **{one.name: _cost(one) for one in embedders},
        "interval": resampling.level,
        "resamples": resampling.resamples,
    }
    return Report(about, sections, comparisons, NOTES)


NOTES: Final = (
    "What people like together is alike in more than its content, so no embedder comes near 1 there.",
    "The parts of a series share words of the title: that test favours whoever reads words.",
)


def figures(one: Embedded, partners: Partners) -> dict[str, Values]:
    """Each figure's mean over the anchors of a group, one value per group."""
    unit, has = one.table.view()
    size = max(len(has), int(partners.anchors.max()) + 1)
    unit = np.pad(unit, ((0, size - len(unit)), (0, 0)))
    has = np.pad(has, (0, size - len(has)))
    lists = nearest(unit, partners.anchors, has, DEPTH).neighbours.astype(np.int32)
    lists[~has[partners.anchors]] = -1
    hit = hits(lists, partners.starts, partners.items)
    relevant = np.diff(partners.starts)
    groups = np.bincount(partners.groups)
    return {
        name: np.asarray(np.bincount(partners.groups, figure(hit, relevant)) / groups)
        for name, figure in FIGURES.items()
    }


def _section(name: str, partners: Partners, found: Mapping[str, Mapping[str, Values]], draw: Resampling) -> Section:
    rows = [
        Row(one, partners.units, dict(zip(values, draw.means(np.stack(list(values.values()), axis=1)), strict=True)))
        for one, values in found.items()
    ]
    unit = "series" if name == SERIES else "items"
    return Section(name, TITLES[name], ABOUT[name].format(n=partners.units), rows, LEAD, unit)


def _compared(
    name: str, partners: Partners, found: Mapping[str, Mapping[str, Values]], draw: Resampling
) -> list[Comparison]:
    first, *others = found
    return [
        Comparison(
            f"{TITLES[name].lower()}: {one}", first, LEAD, partners.units,
            draw.difference(found[one][LEAD], found[first][LEAD]), draw.ratio(found[one][LEAD], found[first][LEAD]),
        )
        for one in others
    ]  # fmt: skip


def _cost(one: Embedded) -> str:
    took = f"{one.fresh:,} texts embedded in {one.seconds:.1f} s" if one.fresh else "vectors kept by the index"
    return f"{one.table.count:,} items, {one.table.dims} dimensions, {took}"
