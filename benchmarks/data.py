"""The data that methods are compared on: ml-1m, which stays outside the project, and the sample that ships with it."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hybrid.content.space import ContentSpace
from hybrid.domain import EventType, Item, ItemKey, Keys
from hybrid.errors import BecauseError
from hybrid.evaluation.events import TYPES, Columns

ROOT: Final = Path(__file__).resolve().parents[1]
NAMES: Final = ("ml-1m", "sample")
SHARED: Final = "BECAUSE_BENCH_DATA"
MICROS: Final = 1_000_000
_YEAR = re.compile(r"^(?P<title>.*\S)\s*\((?P<year>\d{4})\)\s*$")
_TEXTS = ("wikipedia_extract", "tmdb_overview", "imdb_plot")


class DataAbsent(BecauseError):
    """The data of a benchmark is not on this machine."""


@dataclass(frozen=True)
class Dataset:
    """Ratings as events, each person and item once; keys count from 1 in the order of the files' ids.

    ``scale`` are the lowest and the highest rating.
    """

    name: str
    events: Columns
    items: Sequence[Item]
    scale: tuple[float, float]

    @property
    def size(self) -> int:
        """Length of an array by item key."""
        return len(self.items) + 1


def load(name: str) -> Dataset:
    """By name. Raises ``DataAbsent`` where its folder is not there, ``BecauseError`` for a name that is none."""
    if name not in NAMES:
        raise BecauseError(f"There is no data named {name!r}.", f"Known are {' and '.join(NAMES)}.")
    return _ml_1m() if name == "ml-1m" else _sample()


def shared() -> Path:
    """Where data lies that may not be shipped."""
    return Path(os.environ.get(SHARED) or ROOT.parent / "shared" / "data")


def content_space(items: Sequence[Item]) -> ContentSpace:
    """The items' texts embedded and centred as the index does it, compared exactly."""
    from hybrid.content.embed import make_embedder
    from hybrid.content.table import VectorTable
    from hybrid.content.text import item_text
    from hybrid.evaluation.vectors import ExactIndex

    embedder = make_embedder("wordllama")
    texts = [item_text(item) for item in items]
    table = VectorTable(np.zeros(0, np.float32))
    table.put(np.array([int(item.key) for item in items]), embedder.embed(texts), texts)
    table = table.recentred(table.mean())
    return ContentSpace(embedder, table, ExactIndex(table))


def _ml_1m() -> Dataset:
    folder = shared() / "ml-1m"
    if not (folder / "ratings.parquet").exists():
        raise DataAbsent(
            f"ml-1m is not in {folder}.",
            f"Name the folder that holds ml-1m/ in {SHARED}, or take --data sample, which ships with the project.",
        )
    with gzip.open(folder / "items_text.jsonl.gz", "rt", encoding="utf-8") as lines:
        texts = {str(told["item_id"]): told for told in map(json.loads, lines)}
    with (folder / "movies.csv").open(encoding="utf-8", newline="") as rows:
        films = [_film(row, texts.get(row["item_id"], {})) for row in csv.DictReader(rows)]
    return _made("ml-1m", films, folder / "ratings.parquet", ("rating", "timestamp"), (1.0, 5.0))


def _film(row: Mapping[str, str], told: Mapping[str, Any]) -> dict[str, Any]:
    parts = _YEAR.match(row["title"])
    title, year = (parts["title"], int(parts["year"])) if parts else (row["title"], None)
    return {
        "id": row["item_id"],
        "title": title,
        "description": next((told[name] for name in _TEXTS if told.get(name)), ""),
        "categories": row["genres"].split("|"),
        "year": year,
    }


def _sample() -> Dataset:
    folder = ROOT / "examples" / "movies"
    films = [json.loads(line) for line in (folder / "items.jsonl").read_text("utf-8").splitlines()]
    return _made("sample", films, folder / "events.parquet", ("value", "timestamp"), (0.5, 5.0))


def _made(
    name: str, films: Sequence[Mapping[str, Any]], ratings: Path, named: tuple[str, str], scale: tuple[float, float]
) -> Dataset:
    items = list(_items(films))
    keys = {item.id: int(item.key) for item in items}
    table = pq.read_table(ratings)
    (people, user), (ids, item) = (_coded(table[column]) for column in ("user_id", "item_id"))
    value, timestamp = (table[column].to_numpy() for column in named)
    n = len(user)
    events = Columns(
        user=np.argsort(np.argsort(people))[user] + 1,
        item=np.array([keys[str(id)] for id in ids])[item],
        type=np.full(n, TYPES.index(EventType.RATING), np.int8),
        value=value.astype(np.float64),
        occurred_at=timestamp.astype(np.int64) * MICROS,
        seq=np.arange(1, n + 1),
    )
    if len(np.unique(events.pairs())) != n:
        raise BecauseError(f"{ratings} rates an item twice for the same person.", "The benchmarks expect it once.")
    return Dataset(name, events, items, scale)


def _coded(column: pa.ChunkedArray) -> tuple[list[Any], Keys]:
    """Distinct values and each row's place among them, without a Python object for each row."""
    coded = column.combine_chunks().dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy().astype(np.int64)


def _items(films: Iterable[Mapping[str, Any]]) -> Iterator[Item]:
    for key, film in enumerate(films, 1):
        yield Item(
            key=ItemKey(key),
            id=str(film["id"]),
            title=str(film["title"]),
            description=str(film.get("description") or ""),
            categories=tuple(film.get("categories") or ()),
            tags=tuple(film.get("tags") or ()),
            attributes={} if film.get("year") is None else {"year": film["year"]},
        )
