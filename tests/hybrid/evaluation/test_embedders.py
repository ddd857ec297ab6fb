"""Embedders compared on items known to be similar."""

from collections.abc import Sequence

import numpy as np
import pytest

from hybrid.content.table import VectorTable
from hybrid.content.text import TextSettings
from hybrid.domain import Floats, Item, ItemKey
from hybrid.errors import NotEnoughData
from hybrid.evaluation.bootstrap import Resampling
from hybrid.evaluation.embedders import LIKED, SERIES, Embedded, compare, embedded, figures, known_similar
from hybrid.evaluation.page import to_html
from hybrid.evaluation.pairs import Partners
from hybrid.records import ItemRecord
from hybrid.store import Store
from tests.hybrid.content.conftest import NOW
from tests.hybrid.content.worlds import WORDLLAMA, Letters

TITLES = ["Alien", "Alien 3", "Rocky II", "Rocky III", "Jaws", "Jaws 2", "Bread", "Pastry", "Galaxy", "Orbit"]


class Noise:
    """Vectors that have nothing to do with the text."""

    identity = "noise/8@1"
    dims = 8

    def embed(self, texts: Sequence[str]) -> Floats:
        seeds = [sum(text.encode()) for text in texts]
        rows = [np.random.default_rng(seed).normal(size=self.dims) for seed in seeds]
        return np.array(rows, np.float32).reshape(len(texts), self.dims)

    def embed_query(self, text: str) -> Floats:
        return np.asarray(self.embed([text])[0])


class Nothing:
    """No vector is kept."""

    def get(self, hashes):
        return {}

    def put(self, vectors, identity):
        raise AssertionError("nothing is to be written")


def items(titles: Sequence[str] = TITLES) -> list[Item]:
    return [Item(ItemKey(key), f"i{key}", title) for key, title in enumerate(titles, 1)]


def many() -> list[Item]:
    """Forty series of three parts among others."""
    names = [f"{chr(97 + n // 26) * 4}{chr(97 + n % 26) * 5}" for n in range(40)]
    return items([f"{name} {part}" for name in names for part in (1, 2, 3)] + [f"single{n}" for n in range(80)])


def made(embedder, of: list[Item], name: str = "") -> Embedded:
    return embedded(name or embedder.identity, embedder, of, TextSettings(), Nothing(), lambda _share: None)


def test_recall_and_rank_by_hand():
    angles = np.deg2rad([0, 10, 90, 100, 300])
    table = VectorTable(np.zeros(2, np.float32))
    table.put(np.arange(1, 6), np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32), list("abcde"))
    found = figures(Embedded("angles", table, 5, 0.1), Partners.of({1: [2], 3: [2, 7], 4: [5], 9: [1]}))
    assert found["recall@10"].tolist() == [1.0, 0.5, 1.0, 0.0]
    assert found["mrr@10"] == pytest.approx([1.0, 1 / 2, 1 / 4, 0.0])


def test_a_group_counts_once():
    one = made(Letters(), items(["aaab", "aaac", "zz", "q"]))
    partners = Partners.of({1: [2], 2: [1], 3: [9]}, {1: 0, 2: 0, 3: 5})
    assert figures(one, partners)["recall@10"].tolist() == [1.0, 0.0]


def test_the_better_one_is_said_to_be_better():
    shelf = many()
    tests = known_similar(shelf, np.empty(0, np.int64), np.empty(0, np.int64))
    assert tests.keys() == {SERIES}
    report = compare([made(Noise(), shelf, "noise"), made(Letters(), shelf, "letters")], tests, Resampling(200))
    (section,) = report.sections
    assert (section.unit, [row.name for row in section.rows]) == ("series", ["noise", "letters"])
    assert section.rows[1].figures["recall@10"].value == 1.0
    assert section.rows[0].figures["recall@10"].value < 0.5
    (compared,) = report.comparisons
    assert (compared.theirs, compared.verdict, compared.people) == ("noise", "better", 40)
    assert report.to_json()["sections"][0]["rows"][0]["series"] == 40
    html = to_html(report)
    assert "embedders" in html
    assert "<th>series</th>" in html


def test_an_embedder_against_itself_shows_no_difference():
    shelf = many()
    users, liked = np.repeat(np.arange(1, 41), 3), np.arange(1, 121)
    tests = known_similar(shelf, np.r_[users, users + 40, users + 80], np.r_[liked, liked, liked])
    assert tests.keys() == {SERIES}
    five = known_similar(shelf, np.concatenate([users + 40 * n for n in range(5)]), np.tile(liked, 5))
    assert five.keys() == {LIKED, SERIES}
    report = compare([made(Letters(), shelf, "a"), made(Letters(), shelf, "b")], five)
    assert [one.verdict for one in report.comparisons] == ["no difference shown"] * 2


def test_nothing_known_to_be_similar_is_said():
    shelf = items(["Bread", "Rocket"])
    tests = known_similar(shelf, np.array([1]), np.array([1]))
    with pytest.raises(NotEnoughData, match="known to be similar"):
        compare([made(Letters(), shelf)], tests)


def test_kept_vectors_are_taken_and_none_written(tmp_path):
    store = Store.open(tmp_path, lambda: NOW)
    try:
        stored = store.catalog.upsert([ItemRecord(id=f"i{n}", title=title) for n, title in enumerate(TITLES)])
        first = embedded("w", WORDLLAMA, stored, TextSettings(), store.embeddings, lambda _share: None)
        assert first.fresh == 10
        again = embedded("w", WORDLLAMA, stored, TextSettings(), store.embeddings, lambda _share: None)
        assert again.fresh == 10
        store.embeddings.put(dict.fromkeys(first.table.hashes.values(), np.ones(256, np.float32)), "w")
        assert embedded("w", WORDLLAMA, stored, TextSettings(), store.embeddings, lambda _share: None).fresh == 0
    finally:
        store.close()


def test_items_without_words_are_left_out():
    one = made(Letters(), items(["Alien", "12345", "Alien 2"]))
    assert one.table.held()[0].tolist() == [1, 3]
    assert figures(one, Partners.of({1: [3], 2: [1]}))["recall@10"].tolist() == [1.0, 0.0]
    assert made(Letters(), []).table.count == 0
