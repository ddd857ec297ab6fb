from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from hybrid.domain import Item, ItemKey
from hybrid.errors import NotFound
from hybrid.records import ItemPatch, ItemRecord
from hybrid.store import Store

ODD = [
    "a/b",
    "..",
    "../../etc/passwd",
    "%2F",
    "😀",
    "a b",
    " a",
    "a ",
    "A",
    "a",
    "ä",
    "a\u0308",
    "'; DROP TABLE items",
    "\u202e",
    "1",
]


def record(id: str, title: str = "Film", **fields: object) -> ItemRecord:
    return ItemRecord(id=id, title=title, **fields)  # type: ignore[arg-type]


def test_an_item_comes_back_as_it_was_sent(store):
    (item,) = store.catalog.upsert(
        [
            record(
                "m1", "Airplane!", description="Deadpan", categories=["Comedy"], tags=["spoof", "plane"], brand="ZAZ",
                price=3.5, currency="EUR", language="en", available=False, published_at=331171200,
                image_url="/m1.jpg", variant_of="m0", attributes={"year": 1980, "cast": ["Nielsen"], "big": 2**62},
            )
        ]
    )  # fmt: skip
    assert item == Item(
        ItemKey(1), "m1", "Airplane!", "Deadpan", ("Comedy",), ("spoof", "plane"), "ZAZ", 3.5, "EUR", "en", False,
        331171200_000_000, "/m1.jpg", "m0", {"year": 1980, "cast": ["Nielsen"], "big": 2**62},
    )  # fmt: skip
    assert store.catalog.get("m1") == item
    assert store.catalog.by_keys([1]) == {1: item}
    assert list(store.catalog.all()) == [item]


def test_odd_ids_are_different_items(store):
    made = store.catalog.upsert([record(id, f"T {n}") for n, id in enumerate(ODD)])
    assert [item.key for item in made] == list(range(1, len(ODD) + 1))
    assert [store.catalog.get(id) for id in ODD] == made
    assert store.catalog.keys_of([*ODD, "none"]) == {item.id: item.key for item in made}


def test_an_upsert_replaces_the_whole_item_and_burns_no_key(store):
    store.catalog.upsert([record("a", description="old", tags=["x"]), record("b")])
    again = [store.catalog.upsert([record("a", "New")])[0] for _ in range(20)][-1]
    assert again == Item(ItemKey(1), "a", "New") == store.catalog.get("a")
    (third,) = store.catalog.upsert([record("c")])
    assert third.key == 3 == store.catalog.size()


def test_the_later_of_two_in_one_batch_wins(store):
    first, other, second = store.catalog.upsert([record("a", "One"), record("b"), record("a", "Two")])
    assert first == second == store.catalog.get("a")
    assert (first.title, other.id) == ("Two", "b")


def test_an_empty_batch_does_nothing(store):
    assert store.catalog.upsert([]) == []
    assert store.catalog.size() == 0
    assert list(store.catalog.all()) == []


def test_a_placeholder_is_unknown_until_the_item_arrives(store):
    keys = store.database.write(lambda c: store.catalog.resolve(c, ["x", "y", "x"]))
    assert keys == {"x": 1, "y": 2}
    assert store.catalog.get("x") is None
    assert not store.catalog.by_keys([1])[1].recommendable
    with pytest.raises(NotFound):
        store.catalog.patch("x", {"title": "T"})
    (item,) = store.catalog.upsert([record("x")])
    assert (item.key, item.known, item.recommendable) == (1, True, True)
    assert store.database.write(lambda c: store.catalog.resolve(c, ["z", "x"])) == {"z": 3, "x": 1}


def test_a_tombstone_keeps_key_and_title_and_can_come_back(store):
    store.catalog.upsert([record("a", "Heat", description="secret", attributes={"year": 1995})])
    gone = store.catalog.delete("a")
    assert (gone.key, gone.title, gone.description, gone.deleted, gone.recommendable) == (1, "Heat", "", True, False)
    assert store.catalog.get("a") is None
    assert store.catalog.by_keys([1]) == {1: gone}
    for again in (store.catalog.delete, lambda id: store.catalog.patch(id, {})):
        with pytest.raises(NotFound, match="'a'"):
            again("a")
    (back,) = store.catalog.upsert([record("a", "Heat 2")])
    assert back == Item(ItemKey(1), "a", "Heat 2") == store.catalog.get("a")


def test_a_patch_changes_only_what_was_sent(store):
    store.catalog.upsert([record("a", "T", tags=["x"], price=2.0, brand="B", attributes={"year": 1990, "old": 1})])
    patch = ItemPatch.model_validate(
        {"price": 3, "brand": None, "available": False, "attributes": {"new": [1], "old": None}, "vector": [1.0]}
    )
    patched = store.catalog.patch("a", patch.changes())
    assert patched == store.catalog.get("a")
    assert (patched.title, patched.tags, patched.price, patched.brand) == ("T", ("x",), 3.0, None)
    assert (patched.available, patched.attributes) == (False, {"year": 1990, "new": [1]})
    assert store.catalog.patch("a", {}) == patched


def test_attributes_cannot_outgrow_their_limit_by_patches(store):
    store.catalog.upsert([record("a", attributes={f"k{n}": n for n in range(60)})])
    with pytest.raises(PydanticCustomError, match="at most 64 keys"):
        store.catalog.patch("a", {"attributes": {f"x{n}": n for n in range(60)}})
    assert len(store.catalog.get("a").attributes) == 60


def test_lists_longer_than_one_chunk(store):
    n = 1300
    made = store.catalog.upsert([record(f"i{k}") for k in range(n)])
    assert [item.key for item in made] == list(range(1, n + 1))
    assert list(store.catalog.by_keys(range(n + 50))) == list(range(1, n + 1))
    assert len(store.catalog.keys_of([f"i{k}" for k in range(n + 50)])) == n
    assert [item.key for item in store.catalog.all()] == list(range(1, n + 1))
    assert [item.key for item in store.catalog.all(after=n - 2)] == [n - 1, n]
    assert store.catalog.by_keys([]) == {}


def test_reading_all_holds_nothing_open(store):
    store.catalog.upsert([record(f"i{k}") for k in range(600)])
    items = store.catalog.all()
    next(items)
    store.database.scrub()  # would fail or wait if a read were open
    store.catalog.delete("i599")
    assert list(items)[-1].deleted


def test_many_at_once_give_every_id_one_key(store):
    def put(n: int):
        return store.catalog.upsert([record(f"i{(n + k) % 40}", f"T{n}") for k in range(10)])

    with ThreadPoolExecutor(8) as pool:
        made = [item for batch in pool.map(put, range(40)) for item in batch]
    assert len({(item.id, item.key) for item in made}) == 40 == store.catalog.size()


text = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20).filter(lambda t: t.strip() == t)
free = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)


@given(
    sent=st.lists(
        st.builds(
            lambda id, title, tags, free, price: record(id, title, tags=tags, attributes=free, price=price),
            text, text, st.lists(text, max_size=3), st.dictionaries(text, free, max_size=3),
            st.none() | st.floats(0, 1e12),
        ),
        max_size=6,
    )
)  # fmt: skip
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_allowed_comes_back_equal(store: Store, sent: list[ItemRecord]):
    returned = store.catalog.upsert(sent)
    assert [item.id for item in returned] == [r.id for r in sent]
    last = {r.id: r for r in sent}
    for item in returned:
        wanted = last[item.id]
        assert item == store.catalog.get(item.id)
        assert (item.title, list(item.tags), item.attributes, item.price) == (
            wanted.title, wanted.tags, wanted.attributes, wanted.price,
        )  # fmt: skip
