"""The check over a real store and index: what it finds, keeps and compares."""

import numpy as np

from hybrid.content.checking import FIGURES, META, check, last
from hybrid.content.indexer import Indexer
from hybrid.content.text import TextSettings
from hybrid.domain import Json
from hybrid.records import ItemPatch, ItemRecord
from hybrid.store import Store
from tests.hybrid.content.conftest import NOW
from tests.hybrid.content.worlds import KITCHEN, SEA, SPACE, Letters, records


def take(index: Indexer, store: Store, given: list[ItemRecord]) -> None:
    items = store.catalog.upsert(given)
    index.apply(items, {item.key: record.vector for item, record in zip(items, given, strict=True) if record.vector})


def looked(index: Indexer, store: Store, minutes: int = 0, text: TextSettings | None = None):
    now = NOW + minutes * 60_000_000
    return check(store.catalog, index.space, store.meta, text or TextSettings(), now, "a test")


def test_an_empty_folder_can_be_checked(index: Indexer, store: Store):
    found = looked(index, store)
    assert (found.indexed, found.examined, found.compared, found.samples) == (0, 0, 0, ())
    assert found.drift is None
    take(index, store, records(SEA))
    assert looked(index, store, 1).indexed == 5


def test_it_finds_what_is_there_and_keeps_it(index: Indexer, store: Store):
    take(index, store, records([*SEA, *SPACE, *KITCHEN]))
    found = looked(index, store)
    assert (found.dims, found.indexed, found.examined, found.compared) == (256, 15, 15, 15)
    assert (found.empty, found.waiting, found.near_duplicates, found.broken) == (0, 0, 0, 0)
    assert len(found.samples) == 5
    assert all(len(one.nearest) == 5 and one.item.title for one in found.samples)
    assert all(near.cosine is not None for one in found.samples for near in one.nearest)
    assert last(store.meta.get(META)) == found


def test_doubles_are_shown_once(index: Indexer, store: Store):
    take(index, store, [*records(SEA), ItemRecord(id="again", title=SEA[0])])
    found = looked(index, store)
    assert (found.near_duplicates, found.same_texts) == (2, 2)
    assert [{one.item.id, one.nearest[0].id} for one in found.pairs] == [{"m1", "again"}]


def test_variants_are_no_doubles(index: Indexer, store: Store):
    take(index, store, [*records(SEA), ItemRecord(id="again", title=SEA[0], variant_of="m1")])
    assert looked(index, store).near_duplicates == 0


def test_texts_in_other_fields_than_those_read(index: Indexer, store: Store):
    take(index, store, [*records(SEA), ItemRecord(id="told", title="Told", description="A long story")])
    found = looked(index, store, text=TextSettings(fields=("description",)))
    assert found.empty == 5
    assert len(found.without) == 5


def test_what_changed_is_told_until_something_else_changes(index: Indexer, store: Store):
    take(index, store, records([*SEA, *SPACE]))
    assert looked(index, store).drift is None
    take(index, store, [*records(KITCHEN, "k"), ItemRecord(id="m1", title=SEA[0], brand="Acme")])
    second = looked(index, store, 1).drift
    assert second is not None
    assert (second.since, second.at) == (NOW, NOW + 60_000_000)
    assert second.compared == 10
    assert second.changed > 0
    assert [change.field for change in second.fields] == ["brand"]
    again = looked(index, store, 2)
    assert again.drift == second
    assert again.at == NOW + 120_000_000


def test_another_embedder_is_told(index: Indexer, store: Store):
    take(index, store, records([*SEA, *SPACE, *KITCHEN]))
    looked(index, store)
    index.rebuild(Letters())
    drift = looked(index, store, 1).drift
    assert drift is not None
    assert drift.before.startswith("wordllama/256")
    assert drift.before.endswith("256 dimensions")
    assert drift.shifted == drift.changed > 0.1
    assert drift.fields == ()


def test_deleted_items_are_not_looked_at(index: Indexer, store: Store):
    take(index, store, records([*SEA, *SPACE]))
    looked(index, store)
    index.apply([store.catalog.delete("m1")], {})
    store.catalog.patch("m2", ItemPatch(available=False).changes())
    found = looked(index, store, 1)
    assert (found.indexed, found.examined) == (9, 9)
    assert found.drift is not None
    assert found.drift.compared == 9
    assert found.drift.shifted == 0.0
    assert all(near.id != "m1" for one in found.samples for near in one.nearest)


def test_a_large_catalogue_is_sampled(index: Indexer, store: Store):
    draw = np.random.default_rng(1)
    given = [
        ItemRecord(id=f"i{n}", title=f"Story {n}", vector=row)
        for n, row in enumerate(draw.normal(size=(6_000, 256)).tolist())
    ]
    take(index, store, given)
    found = looked(index, store)
    assert (found.indexed, found.examined) == (6_000, 5_000)
    assert found.compared == 20_000_000 // 6_000
    kept: Json = store.meta.get(META)
    assert len(kept["state"]["neighbours"]) == 200


def test_what_another_version_kept_is_no_obstacle(index: Indexer, store: Store):
    store.meta.put(META, {"report": {"at": 1}, "state": None})
    assert last(store.meta.get(META)) is None
    take(index, store, records(SEA))
    assert looked(index, store).drift is None


def test_every_figure_has_a_gauge(index: Indexer, store: Store):
    take(index, store, records(SEA))
    looked(index, store)
    take(index, store, records(SPACE, "s"))
    figures = looked(index, store, 1).figures()
    assert figures.keys() == FIGURES.keys()
    assert figures["indexed_items"] == 10
