"""Build the shipped sample: MovieLens ratings joined with this project's own synopses.

Reads ``$BECAUSE_BENCH_DATA/sample-movies/{movies.csv,ratings.parquet}`` (default: ``../shared/data`` beside
the repository) and ``synopses.tsv`` of this folder; writes ``items.jsonl`` and ``events.parquet`` here, in the
form that ``because ingest`` reads. The same input gives the same bytes again (with the same pyarrow release).

    python examples/movies/build.py
"""

from __future__ import annotations

import csv
import json
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

HERE = Path(__file__).resolve().parent
DEFAULT_DATA = HERE.parents[2] / "shared" / "data"
MIN_RATINGS = 10
SEED = "because-sample-1"
NOT_GENRES = frozenset({"IMAX", "(no genres listed)"})
# In these titles the words in brackets belong to the name and are no second name.
WHOLE_TITLES = frozenset({112183})

_ARTICLE = re.compile(r"^(?P<rest>.+), (?P<article>The|An?|Les?|La|L'|Das|Der|Die|El|Los|Il)$")
_OTHER_NAME = re.compile(r"\s+\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Film:
    """One row of ``movies.csv`` as the sample shows it."""

    id: int
    title: str
    year: int
    genres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Synopsis:
    """One row of ``synopses.tsv``."""

    text: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    """One row of ``ratings.parquet``; ``timestamp`` in unix seconds."""

    user_id: int
    item_id: int
    value: float
    timestamp: int


def data_folder() -> Path:
    """The folder ``sample-movies`` of the benchmark data; it need not exist."""
    return Path(os.environ.get("BECAUSE_BENCH_DATA", DEFAULT_DATA)) / "sample-movies"


def natural_title(raw: str, keep_brackets: bool = False) -> str:
    """The title as one says it: "Postman, The (Postino, Il)" becomes "The Postman"."""
    title = raw.strip()
    while not keep_brackets and (shorter := _OTHER_NAME.sub("", title)) != title:
        title = shorter
    if match := _ARTICLE.match(title):
        gap = "" if match["article"].endswith("'") else " "
        return f"{match['article']}{gap}{match['rest']}"
    return title


def read_films(path: Path) -> dict[int, Film]:
    """All films that have a title and a year, by id."""
    films: dict[int, Film] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["title"].strip() or not row["year"]:
                continue
            key = int(row["item_id"])
            genres = tuple(genre for genre in row["genres"].split("|") if genre and genre not in NOT_GENRES)
            title = natural_title(row["title"], keep_brackets=key in WHOLE_TITLES)
            films[key] = Film(key, title, int(float(row["year"])), genres)
    return films


def read_synopses(path: Path) -> dict[int, Synopsis]:
    """Synopses and keywords by film id."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {int(row["id"]): Synopsis(row["synopsis"], tuple(row["keywords"].split("|"))) for row in rows}


def read_ratings(path: Path) -> list[Rating]:
    """All ratings, in the order of the file."""
    columns = pq.read_table(path, columns=["user_id", "item_id", "rating", "timestamp"]).to_pydict()
    return [Rating(*row) for row in zip(*columns.values(), strict=True)]


def often_rated(ratings: Sequence[Rating]) -> list[Rating]:
    """The ratings of films that have at least ``MIN_RATINGS`` of them."""
    counts = Counter(rating.item_id for rating in ratings)
    return [rating for rating in ratings if counts[rating.item_id] >= MIN_RATINGS]


def in_time(ratings: Sequence[Rating]) -> list[Rating]:
    """Oldest first; what one person rated in the same second stands in an order that says nothing.

    The source lists such ties by ascending film id. A model of sequences would learn the ids from that.
    """

    def key(rating: Rating) -> tuple[int, int, bytes]:
        lot = blake2b(f"{SEED}:{rating.user_id}:{rating.item_id}".encode(), digest_size=8).digest()
        return rating.timestamp, rating.user_id, lot

    return sorted(ratings, key=key)


def item(film: Film, synopsis: Synopsis) -> dict[str, object]:
    """One line of ``items.jsonl``; ``year`` is no field of an item and so becomes an attribute."""
    return {
        "id": str(film.id),
        "title": film.title,
        "description": synopsis.text,
        "categories": list(film.genres),
        "tags": list(synopsis.keywords),
        "year": film.year,
    }


def write_items(path: Path, films: Mapping[int, Film], synopses: Mapping[int, Synopsis]) -> None:
    """Write one JSON object a line, by ascending id; raises ``KeyError`` for a film without a synopsis."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for key in sorted(films):
            line = json.dumps(item(films[key], synopses[key]), ensure_ascii=False, separators=(",", ":"))
            file.write(line + "\n")


def events_table(ratings: Sequence[Rating]) -> pa.Table:
    """The columns of an event file."""
    return pa.table(
        {
            "user_id": pa.array([str(rating.user_id) for rating in ratings], pa.string()),
            "item_id": pa.array([str(rating.item_id) for rating in ratings], pa.string()),
            "type": pa.array(["rating"] * len(ratings), pa.string()),
            "value": pa.array([rating.value for rating in ratings], pa.float32()),
            "timestamp": pa.array([rating.timestamp for rating in ratings], pa.int64()),
        }
    )


def build(data: Path, target: Path) -> None:
    """Write both files into ``target``; raises ``SystemExit`` where the sources disagree."""
    ratings = in_time(often_rated(read_ratings(data / "ratings.parquet")))
    wanted = {rating.item_id for rating in ratings}
    films = {key: film for key, film in read_films(data / "movies.csv").items() if key in wanted}
    synopses = read_synopses(HERE / "synopses.tsv")
    if not wanted == films.keys() == synopses.keys():
        odd = sorted((wanted | films.keys() | synopses.keys()) - (wanted & films.keys() & synopses.keys()))
        raise SystemExit(f"films, ratings and synopses name different ids: {odd[:10]}")
    write_items(target / "items.jsonl", films, synopses)
    pq.write_table(events_table(ratings), target / "events.parquet", compression="zstd", compression_level=19)


def main() -> None:
    """Build in place, or say what is missing."""
    data = data_folder()
    if not data.is_dir():
        raise SystemExit(f"{data} is missing: set BECAUSE_BENCH_DATA to the folder that holds sample-movies/")
    build(data, HERE)


if __name__ == "__main__":
    main()
