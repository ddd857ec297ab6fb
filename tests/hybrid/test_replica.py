"""A replica beside the owner of its folder: what the owner or another replica acknowledged counts at once."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from hybrid.domain import Floats, Keys
from hybrid.engine import Engine, EngineSettings
from hybrid.errors import IndexFailed, StoreError
from hybrid.ports import VectorIndex
from hybrid.reader import Reader
from hybrid.recommend import rank
from hybrid.records import ItemPatch
from hybrid.replica import Replica
from hybrid.rules import Filter
from hybrid.snapshot import Snapshot
from hybrid.store import changes
from tests.hybrid.events import NOW
from tests.hybrid.test_engine import click, items

SHARED = EngineSettings(shared=True)


@dataclass
class OwnersIndex:
    """The owner's index, asked within the process; ``away`` where the owner can't be reached."""

    engine: Engine
    collection: str = ""
    away: bool = False
    answered: list[int] = field(default_factory=list)

    def of(self, collection: str) -> VectorIndex:
        self.collection = collection
        return self

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        if self.away:
            raise IndexFailed("The owner is away.")
        keys, cosines = self.engine.nearest(self.collection, vector, k)
        self.answered.append(len(keys))
        return keys, cosines

    def upsert(self, keys: Keys, vectors: Floats, hashes: object) -> None:
        raise AssertionError("only the owner writes the index")

    def delete(self, keys: Keys) -> None:
        raise AssertionError("only the owner writes the index")


@pytest.fixture
def owner(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine.open(tmp_path, SHARED, lambda: NOW)
    opened.upsert_items(items(0, 40))
    yield opened
    opened.close()


@pytest.fixture
def index(owner: Engine) -> OwnersIndex:
    return OwnersIndex(owner)


@pytest.fixture
def replica(owner: Engine, index: OwnersIndex) -> Iterator[Replica]:
    opened = Replica.open(owner.folder, SHARED, lambda: NOW, index.of)
    yield opened
    opened.close()


def engagement(snapshot: Snapshot) -> list[float]:
    return [float(n) for n in snapshot.columns.engagement]


def settled(replica: Replica) -> Snapshot:
    """After what is made behind the answers."""
    _ = replica.snapshot
    if replica._making is not None:
        replica._making.join()
    return replica.snapshot


def found(reader: Reader, text: str) -> list[str]:
    return [one.item.id for one in reader.search(text, 60)]


def test_it_answers_as_the_owner_does(owner: Engine, replica: Replica, index: OwnersIndex) -> None:
    owner.append_events([click("u", "i2"), click("u", "i6"), click("v", "i1")])
    user = owner.store.users.get("u")
    assert user is not None
    here = rank(replica.snapshot, replica.profile(user.key), Filter(), 20)
    there = rank(owner.snapshot, owner.profile(user.key), Filter(), 20)
    assert here.keys == there.keys
    assert [here.score(key) for key in here.keys] == pytest.approx([there.score(key) for key in there.keys])
    assert index.answered, "the owner's index was asked"


def test_items_come_change_and_go(owner: Engine, replica: Replica) -> None:
    (fresh,) = owner.upsert_items(items(50, 51)).items
    assert fresh.id in found(replica, fresh.description)
    owner.patch_item(
        "i50", ItemPatch.model_validate({"description": "a quiet lighthouse keeper", "categories": ["sea"]})
    )
    assert found(replica, "lighthouse keeper")[0] == "i50"
    assert replica.snapshot.columns.in_categories(["sea"], 60).sum() == 1
    owner.patch_item("i50", ItemPatch.model_validate({"available": False}))
    assert "i50" not in found(replica, "lighthouse keeper")
    owner.delete_item("i3")
    assert not replica.snapshot.columns.recommendable[owner.store.catalog.keys_of(["i3"])["i3"]]


def test_a_vector_sent_along_is_taken_over(owner: Engine, replica: Replica) -> None:
    vector = np.random.default_rng(1).normal(size=owner.snapshot.space.dims).tolist()
    owner.patch_item("i7", ItemPatch.model_validate({"vector": vector}))
    key = np.array([owner.store.catalog.keys_of(["i7"])["i7"]], np.int64)
    np.testing.assert_allclose(replica.snapshot.space.vectors(key), owner.snapshot.space.vectors(key), atol=1e-6)


def test_events_of_any_process_count_everywhere(owner: Engine, replica: Replica, index: OwnersIndex) -> None:
    other = Replica.open(owner.folder, SHARED, lambda: NOW, index.of)
    try:
        replica.append_events([click("u", "i1"), click("v", "i1")])
        other.append_events([click("w", "i1"), click("w", "i2")])
        owner.append_events([click("x", "i2")])
        keys = owner.store.catalog.keys_of(["i1", "i2"])
        for reader in (owner, replica, other):
            people = reader.snapshot.columns.engagement
            assert (people[keys["i1"]], people[keys["i2"]]) == (3, 2)
            fading = reader.snapshot.columns.fading(60)
            assert fading is not None
            assert fading[keys["i1"]] == pytest.approx(3)
    finally:
        other.close()


def test_more_events_than_are_followed_one_by_one(
    owner: Engine, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hybrid.reader.MOST_FOLLOWED", 3)
    owner.append_events([click(f"u{n}", "i1") for n in range(7)])
    assert engagement(replica.snapshot) == engagement(owner.snapshot)
    assert max(engagement(replica.snapshot)) == 7


def test_an_erased_person_counts_no_more(owner: Engine, replica: Replica) -> None:
    replica.append_events([click("u", "i1"), click("v", "i1")])
    assert max(engagement(replica.snapshot)) == 2
    assert owner.erase_user("u")
    assert max(engagement(replica.snapshot)) == 1
    replica.append_events([click("w", "i1")])
    assert max(engagement(replica.snapshot)) == max(engagement(owner.snapshot)) == 2


def test_without_the_owner_all_vectors_are_compared(owner: Engine, replica: Replica, index: OwnersIndex) -> None:
    with_index = found(replica, "robots in space")
    index.away = True
    assert set(found(replica, "robots in space")) == set(with_index)
    assert not replica.snapshot.space.degraded


def test_another_centre_and_embedding_are_made_behind_the_answers(
    owner: Engine, replica: Replica, index: OwnersIndex
) -> None:
    before = replica.snapshot.space
    owner.reindex()
    assert settled(replica).space is not before
    np.testing.assert_allclose(replica.snapshot.space.centre, owner.snapshot.space.centre)
    owner.upsert_items(items(60, 200))
    np.testing.assert_allclose(settled(replica).space.centre, owner.snapshot.space.centre)
    index.answered.clear()
    assert len(found(replica, "robots in space")) == 60
    assert index.answered, "the collection asked for is the one that serves"


def test_what_was_pruned_from_the_log_is_read_anew(
    owner: Engine, replica: Replica, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "KEPT", 4)
    owner.upsert_items(items(70, 90))
    owner.append_events([click("u", "i70")])
    snapshot = settled(replica)
    assert snapshot.columns.recommendable.sum() == owner.snapshot.columns.recommendable.sum() == 60
    assert engagement(snapshot) == engagement(owner.snapshot)
    owner.delete_item("i71")
    assert replica.snapshot.columns.recommendable.sum() == 59


def test_an_owner_that_was_killed_before_it_told_is_caught_up_with(tmp_path: Path) -> None:
    first = Engine.open(tmp_path, SHARED, lambda: NOW)
    first.upsert_items(items(0, 8))
    index = OwnersIndex(first)
    replica = Replica.open(tmp_path, SHARED, lambda: NOW, index.of)
    try:
        first.store.catalog.upsert(items(8, 9))  # in SQL, but neither indexed nor told
        first.close()
        index.engine = second = Engine.open(tmp_path, SHARED, lambda: NOW)
        assert settled(replica).columns.recommendable.sum() == 9
        assert "i8" in found(replica, items(8, 9)[0].description or "")
        second.close()
    finally:
        replica.close()


def test_there_is_nothing_to_follow_in_an_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no catalogue"):
        Replica.open(tmp_path, SHARED, lambda: NOW, lambda _: OwnersIndex(None))  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_ids_merged_anywhere_are_one_person_everywhere(owner: Engine, replica: Replica) -> None:
    owner.append_events([click("ana", "i1"), click("visitor", "i1"), click("visitor", "i2")])
    _ = replica.snapshot
    replica.merge_users("ana", "visitor")
    for reader in (owner, replica):
        account = reader.store.users.get("visitor")
        assert account is not None
        assert len(reader.profile(account.key)) == 2
        _ = reader.snapshot
        reader.recount()
    keys = owner.store.catalog.keys_of(["i1", "i2"])
    for reader in (owner, replica):
        counts = reader.snapshot.columns.engagement
        assert [int(counts[keys[id]]) for id in ("i1", "i2")] == [1, 1]
