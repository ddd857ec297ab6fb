"""The shipped sample: what the documentation promises of it, and that it can be built again."""

from __future__ import annotations

import csv
import importlib.util
import json
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pyarrow.parquet as pq
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "examples" / "movies"
FILMS, RATINGS, PEOPLE = 2245, 81_915, 671


def load_build() -> ModuleType:
    spec = importlib.util.spec_from_file_location("sample_build", FOLDER / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up by name while they are being made.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def build() -> ModuleType:
    return load_build()


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    lines = (FOLDER / "items.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(FOLDER / "events.parquet").to_pylist()
    return rows


@pytest.fixture(scope="module")
def synopses() -> list[dict[str, str]]:
    with (FOLDER / "synopses.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_counts(items: list[dict[str, Any]], events: list[dict[str, Any]]) -> None:
    assert len(items) == len({item["id"] for item in items}) == FILMS
    assert len(events) == len({(event["user_id"], event["item_id"]) for event in events}) == RATINGS
    assert len({event["user_id"] for event in events}) == PEOPLE
    assert min(Counter(event["item_id"] for event in events).values()) >= 10


def test_ids_agree(items: list[dict[str, Any]], events: list[dict[str, Any]], synopses: list[dict[str, str]]) -> None:
    ids = [item["id"] for item in items]
    assert ids == sorted(ids, key=int)
    assert ids == [row["id"] for row in synopses]
    assert set(ids) == {event["item_id"] for event in events}


def test_every_film_is_described(items: list[dict[str, Any]]) -> None:
    for item in items:
        assert item.keys() == {"id", "title", "description", "categories", "tags", "year"}
        assert 12 <= len(item["description"].split()) <= 28, item
        assert item["description"].endswith("."), item
        assert item["title"] == item["title"].strip() != "", item
        assert 3 <= len(item["tags"]) == len(set(item["tags"])) <= 6, item
        assert item["categories"], item
        assert 1900 < item["year"] < 2017, item


def test_descriptions_and_tags_come_from_the_synopses(
    items: list[dict[str, Any]], synopses: list[dict[str, str]]
) -> None:
    for item, row in zip(items, synopses, strict=True):
        assert item["description"] == row["synopsis"]
        assert item["tags"] == row["keywords"].split("|")


def test_keywords_are_shared_lower_case_and_no_genres(items: list[dict[str, Any]]) -> None:
    counts = Counter(tag for item in items for tag in item["tags"])
    genres = {genre.lower() for item in items for genre in item["categories"]}
    assert min(counts.values()) >= 2
    assert all(tag == tag.lower().strip() for tag in counts)
    assert not counts.keys() & genres


def test_readme_counts_the_keywords(items: list[dict[str, Any]]) -> None:
    keywords = {tag for item in items for tag in item["tags"]}
    assert f"{len(keywords)} keywords" in (FOLDER / "README.md").read_text(encoding="utf-8")


def test_events_are_ratings_in_time(events: list[dict[str, Any]]) -> None:
    assert {event["type"] for event in events} == {"rating"}
    assert {event["value"] for event in events} <= {half / 2 for half in range(1, 11)}
    assert all(one["timestamp"] <= two["timestamp"] for one, two in pairwise(events))


def test_order_within_ties_says_nothing(events: list[dict[str, Any]]) -> None:
    ties = [
        int(one["item_id"]) < int(two["item_id"])
        for one, two in pairwise(events)
        if (one["user_id"], one["timestamp"]) == (two["user_id"], two["timestamp"])
    ]
    assert len(ties) > 10_000
    assert 0.45 < sum(ties) / len(ties) < 0.55


def test_it_is_small_and_carries_its_terms() -> None:
    files = [path for path in FOLDER.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 2_000_000
    terms = (FOLDER / "TERMS.md").read_text(encoding="utf-8").lower()
    for condition in ("no commercial use", "same conditions", "no warranty", "endorse", "10.1145/2827872"):
        assert condition in terms


@pytest.mark.parametrize(
    ("raw", "natural"),
    [
        ("Toy Story", "Toy Story"),
        ("Haunting, The", "The Haunting"),
        ("Blind Side, The ", "The Blind Side"),
        ("Very Long Engagement, A (Un long dimanche de fiançailles)", "A Very Long Engagement"),
        ("Léon: The Professional (a.k.a. The Professional) (Léon)", "Léon: The Professional"),
        ("Postman, The (Postino, Il)", "The Postman"),
        ("Misérables, Les", "Les Misérables"),
        ("Monsters, Inc.", "Monsters, Inc."),
        ("(500) Days of Summer", "(500) Days of Summer"),
        ("They Shoot Horses, Don't They?", "They Shoot Horses, Don't They?"),
    ],
)
def test_titles_in_natural_order(build: ModuleType, raw: str, natural: str) -> None:
    assert build.natural_title(raw) == natural


def test_it_can_be_built_again(build: ModuleType, tmp_path: Path) -> None:
    data: Path = build.data_folder()
    if not data.is_dir():
        pytest.skip(f"{data} is absent: set BECAUSE_BENCH_DATA to the folder that holds sample-movies/")
    once, twice = tmp_path / "once", tmp_path / "twice"
    for target in (once, twice):
        target.mkdir()
        build.build(data, target)
    for name in ("items.jsonl", "events.parquet"):
        assert (once / name).read_bytes() == (twice / name).read_bytes()
    assert (once / "items.jsonl").read_bytes() == (FOLDER / "items.jsonl").read_bytes()
    # The bytes of a Parquet file name the release that wrote it, so its content is compared.
    assert pq.read_table(once / "events.parquet").equals(pq.read_table(FOLDER / "events.parquet"))
