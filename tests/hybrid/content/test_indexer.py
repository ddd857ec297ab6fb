"""SQL, memory and index stay the same through changes, crashes and new embedders."""

import shutil
import threading
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.content.indexer import Indexer
from hybrid.content.layout import META
from hybrid.content.space import ContentSpace
from hybrid.domain import Item
from hybrid.errors import EmbeddingError, IndexFailed
from hybrid.records import ItemRecord
from hybrid.store import Store
from tests.hybrid.content.worlds import KITCHEN, SEA, SPACE, WORDLLAMA, Letters, indexer, item, records

TITLES = SEA + SPACE + KITCHEN


def found(space: ContentSpace, text: str, k: int = 3) -> list[int]:
    return [int(key) for key in space.search(space.embed_query(text), np.ones(10_000, np.bool_), k)[0]]


def stored(index: Indexer, store: Store, *titles: str, prefix: str = "m") -> list[Item]:
    items = store.catalog.upsert(records(titles, prefix))
    index.apply(items)
    return items


def test_an_item_counts_at_the_next_query(index: Indexer, store: Store) -> None:
    assert index.space.count == 0
    stored(index, store, *TITLES)
    (new,) = stored(index, store, "A violin concerto", prefix="v")
    before = index.space.vectors(np.array([new.key]))[0]
    assert found(index.space, "violin concerto", 1) == [new.key]
    (changed,) = store.catalog.upsert([ItemRecord(id="v1", title="Dinosaurs of the jungle")])
    index.apply([changed])
    assert found(index.space, "dinosaur jungle", 1) == [new.key]
    assert index.space.search(before, np.ones(99, np.bool_), 1)[1][0] < 0.9


def test_a_deleted_item_leaves_index_and_masks(index: Indexer, store: Store) -> None:
    items = stored(index, store, *TITLES)
    index.apply([store.catalog.delete("m2")])
    space = index.space
    assert not space.has[items[1].key]
    assert items[1].key not in found(space, items[1].title, 15)
    assert space.count == len(TITLES) - 1


def test_only_what_changed_is_embedded(tmp_path: Path, store: Store) -> None:
    letters = Letters()
    index = indexer(tmp_path, store, letters)
    index.reconcile()
    items = stored(index, store, *TITLES)
    assert len(letters.asked) == len(TITLES)
    assert index.apply(items).embedded == 0
    (moved,) = store.catalog.upsert(
        [ItemRecord(id="m1", title=SEA[0], available=False, image_url="https://example.org/a")]
    )
    assert index.apply([moved]).embedded == 0
    twin = stored(index, store, SEA[1], prefix="twin")
    assert index.apply(twin).same_texts == 1
    assert len(letters.asked) == len(TITLES)
    index.close()
    again = indexer(tmp_path, store, letters)
    report = again.reconcile()
    assert (report.embedded, report.same_texts, len(letters.asked)) == (0, 2, len(TITLES))
    again.close()


@given(st.lists(st.tuples(st.sampled_from(["put", "delete"]), st.integers(1, 6), st.sampled_from(TITLES)), max_size=12))
@settings(max_examples=10, deadline=None)
def test_memory_and_index_are_what_sql_says(tmp_path_factory: pytest.TempPathFactory, steps: list[tuple]) -> None:
    folder = tmp_path_factory.mktemp("any")
    store = Store.open(folder, lambda: 0)
    index = indexer(folder, store)
    index.reconcile()
    alive: dict[str, str] = {}
    for action, n, title in steps:
        if action == "put":
            index.apply(store.catalog.upsert([ItemRecord(id=f"i{n}", title=title)]))
            alive[f"i{n}"] = title
        elif alive.pop(f"i{n}", None):
            index.apply([store.catalog.delete(f"i{n}")])
    keys = np.array(sorted(store.catalog.keys_of(list(alive)).values()), dtype=np.int64)
    assert np.flatnonzero(index.space.has).tolist() == keys.tolist()
    assert _on_disk(index) == dict(index.space.table.hashes)
    before = index.space
    assert index.reconcile().embedded == 0
    assert _on_disk(index) == dict(index.space.table.hashes) == dict(before.table.hashes)
    if keys.size:
        np.testing.assert_allclose(index.space.vectors(keys), before.vectors(keys), atol=1e-4)
    index.close()
    store.close()


def _on_disk(index: Indexer) -> dict[int, str]:
    """What the collection that serves holds."""
    return index._opened().open(index._layout.collection).entries()


def test_what_a_crash_left_undone_is_done_at_the_next_start(tmp_path: Path, store: Store) -> None:
    index = indexer(tmp_path, store)
    index.reconcile()
    stored(index, store, *TITLES)
    # Written to SQL, and killed before the index heard of it.
    store.catalog.upsert(
        [ItemRecord(id="m1", title="A violin concerto"), ItemRecord(id="late", title="Chess champions")]
    )
    store.catalog.delete("m2")
    index.close()
    again = indexer(tmp_path, store)
    assert again.reconcile().embedded == 2
    keys = store.catalog.keys_of(["m1", "m2", "late"])
    assert found(again.space, "violin concerto", 1) == [keys["m1"]]
    assert found(again.space, "chess champion", 1) == [keys["late"]]
    assert not again.space.has[keys["m2"]]
    assert set(_on_disk(again)) == set(np.flatnonzero(again.space.has))
    again.close()


@pytest.mark.parametrize("damage", ["absent", "broken", "other"])
def test_an_index_that_is_lost_is_made_anew_from_sql(tmp_path: Path, store: Store, damage: str) -> None:
    letters = Letters()
    index = indexer(tmp_path, store, letters)
    index.reconcile()
    stored(index, store, *TITLES)
    before = found(index.space, "rocket", 5)
    index.close()
    if damage == "absent":
        shutil.rmtree(tmp_path / "index")
    elif damage == "broken":
        for file in (tmp_path / "index").glob("*/*.bin"):
            file.write_bytes(b"x" * 64)
        (tmp_path / "index" / "chroma.sqlite3").write_bytes(b"no database" * 1000)
    else:
        store.meta.put(META, None)
    asked, steps = len(letters.asked), []
    again = indexer(tmp_path, store, letters)
    report = again.reconcile(lambda phase, share: steps.append((phase, share)))
    assert report.embedded == 0
    assert len(letters.asked) == asked
    assert found(again.space, "rocket", 5) == before
    # Where only the note of the layout is lost, the same centre leads to the same collection.
    assert [phase for phase, _ in steps] == (["embed"] if damage == "other" else ["embed", "index"])
    assert all(share == 1.0 for _, share in steps)
    assert len(again._opened().names()) == 1
    again.close()


def test_vectors_sent_with_items_are_taken_kept_and_given_back(tmp_path: Path, store: Store) -> None:
    index = indexer(tmp_path, store)
    index.reconcile()
    items = stored(index, store, *TITLES)
    odd, cook = items[0], WORDLLAMA.embed_query(KITCHEN[0]).tolist()
    assert index.apply([odd], {odd.key: cook}).refused == ()
    assert odd.key in found(index.space, KITCHEN[0], 2)
    index.apply([odd])
    assert odd.key in found(index.space, KITCHEN[0], 2), "not mentioned: it keeps what was sent"
    index.close()
    again = indexer(tmp_path, store)
    again.reconcile()
    assert odd.key in found(again.space, KITCHEN[0], 2)
    again.apply([odd], {odd.key: None})
    assert found(again.space, SEA[0], 1) == [odd.key]
    again.apply([odd], {odd.key: cook})
    again.apply([store.catalog.delete(odd.id)])
    again.apply(store.catalog.upsert([ItemRecord(id=odd.id, title=SEA[0])]))
    assert found(again.space, SEA[0], 1) == [odd.key], "a deleted item's vector does not come back with it"
    again.close()


@pytest.mark.parametrize(
    ("vector", "said"),
    [
        ([1.0] * 3, "256 numbers were expected"),
        ([[1.0] * 256], "256 numbers were expected"),
        ([float("nan")] * 256, "not finite"),
        ([float("inf")] + [1.0] * 255, "not finite"),
        ([0.0] * 256, "zero"),
        (["a"] * 256, "not a list of numbers"),
    ],
)
def test_a_wrong_vector_is_refused_and_names_the_item(index: Indexer, store: Store, vector: list, said: str) -> None:
    items = store.catalog.upsert(records(TITLES))
    report = index.apply(items, {items[3].key: vector})
    (refused,) = report.refused
    assert (refused.id, refused.key) == ("m4", items[3].key)
    assert "'m4'" in refused.message
    assert said in refused.message
    assert refused.remedy
    assert index.refusal(items[3], vector) == refused
    assert index.space.count == len(TITLES), "the others went in, and this one by its text"


def test_an_item_without_words_is_refused_and_leaves_the_others(index: Indexer) -> None:
    items = [item(1, "Up"), item(2, " "), item(3, "Down")]
    report = index.apply(items)
    assert [one.id for one in report.refused] == ["m2"]
    assert "'m2'" in report.refused[0].message
    assert np.flatnonzero(index.space.has).tolist() == [1, 3]
    assert index.refusal(items[0]) is None
    assert index.refusal(items[1]) == report.refused[0]
    assert index.refusal(items[1], WORDLLAMA.embed_query("word").tolist()) is None


def test_placeholders_have_no_vector_until_they_are_described(index: Indexer) -> None:
    assert index.apply([item(1, "m1", known=False)]).refused == ()
    assert index.space.count == 0
    index.apply([item(1, "Up")])
    assert index.space.has[1]


def test_an_embedder_out_of_order_stops_neither_start_nor_the_others(tmp_path: Path, store: Store) -> None:
    letters = Letters()
    index = indexer(tmp_path, store, letters)
    index.reconcile()
    stored(index, store, *SEA)
    letters.broken = True
    items = store.catalog.upsert([*records(SEA), ItemRecord(id="late", title="Too late")])
    report = index.apply(items)
    assert report.failure is not None
    assert index.space.count == len(SEA)
    index.close()
    again = indexer(tmp_path, store, letters)
    assert isinstance(again.reconcile().failure, EmbeddingError)
    assert again.space.count == len(SEA)
    letters.broken = False
    assert again.reconcile().failure is None
    assert again.space.count == len(SEA) + 1
    again.close()


def test_an_embedder_that_changes_its_dimensions_is_told_off(tmp_path: Path, store: Store) -> None:
    letters = Letters()
    index = indexer(tmp_path, store, letters)
    index.reconcile()
    stored(index, store, *SEA)
    letters.dims = 20
    report = index.apply(store.catalog.upsert([ItemRecord(id="late", title="Too late")]))
    assert "20, 26" in str(report.failure)
    assert index.space.count == len(SEA)
    index.close()


def test_the_centre_follows_the_catalogue_and_readers_keep_theirs(index: Indexer, store: Store) -> None:
    stored(index, store, *SEA)
    old, before = index.space, found(index.space, "whale", 5)
    stored(index, store, *SPACE, *KITCHEN, prefix="more")
    assert index.space is not old
    assert not np.array_equal(index.space.centre, old.centre)
    assert set(before) <= set(found(old, "whale", 15))
    assert index.space.count == len(TITLES)


def test_a_new_embedder_while_the_old_one_serves(tmp_path: Path, store: Store) -> None:
    index = indexer(tmp_path, store, Letters())
    index.reconcile()
    titles = [f"{title} {n}" for n in range(40) for title in TITLES]
    stored(index, store, *titles)
    stop, errors, spaces = threading.Event(), [], set()

    def read() -> None:
        rng = np.random.default_rng(threading.get_ident() % 1000)
        while not stop.is_set():
            space = index.space
            wanted = space.vectors(rng.integers(1, 600, 2)).sum(axis=0)
            keys, cosines = space.search(wanted, np.ones(2000, np.bool_), 20)
            spaces.add(space.identity)
            if len(set(keys.tolist())) != 20 or not np.isfinite(cosines).all():
                errors.append((keys, cosines))

    def write() -> None:
        for n in range(12):
            stored(index, store, f"Written meanwhile {n}", prefix=f"w{n}-")

    threads = [threading.Thread(target=read) for _ in range(3)] + [threading.Thread(target=write)]
    for thread in threads:
        thread.start()
    old = index.space
    fresh = index.rebuild(WORDLLAMA)
    threads[-1].join()
    stop.set()
    for thread in threads:
        thread.join()
    assert not errors
    assert (old.identity, fresh.identity, index.built_with()) == (
        "letters/26@1",
        WORDLLAMA.identity,
        WORDLLAMA.identity,
    )
    assert index.space.count == len(titles) + 12
    assert found(index.space, "written meanwhile", 3)
    assert old.search(old.vectors(np.array([1]))[0], np.ones(700, np.bool_), 5)[0].size == 5
    index.close()
    again = indexer(tmp_path, store)
    assert again.reconcile().embedded == 0
    assert again.space.count == len(titles) + 12
    again.close()


def test_a_rebuild_that_fails_changes_nothing(index: Indexer, store: Store) -> None:
    stored(index, store, *TITLES)
    before = index.space
    with pytest.raises(EmbeddingError, match="out of order"):
        index.rebuild(Letters(broken=True))
    assert index.space is before
    assert index.built_with() == WORDLLAMA.identity
    assert found(index.space, "astronaut", 1)[0] in range(6, 11)


def test_it_must_be_open(tmp_path: Path, store: Store) -> None:
    index = indexer(tmp_path, store)
    assert index.built_with() is None
    for call in (lambda: index.space, lambda: index.apply([item(1, "Up")]), index.rebuild):
        with pytest.raises(IndexFailed, match="reconcile"):
            call()


def test_many_items_are_indexed_once_with_progress(tmp_path: Path, store: Store) -> None:
    index = indexer(tmp_path, store, Letters())
    store.catalog.upsert([ItemRecord(id=f"i{n}", title=f"{TITLES[n % 15]} {n}") for n in range(3_000)])
    steps: list[tuple[str, float]] = []
    report = index.reconcile(lambda phase, share: steps.append((phase, share)))
    assert (report.embedded, index.space.count) == (3_000, 3_000)
    assert [share for phase, share in steps if phase == "embed"] == [pytest.approx(n / 6) for n in range(1, 7)]
    assert [share for phase, share in steps if phase == "index"] == [pytest.approx(n / 3) for n in range(1, 4)]
    assert len(found(index.space, "whales and sailors", 300)) == 300
    index.close()
