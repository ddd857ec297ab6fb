"""Embeddings, prompts and small facts."""

from __future__ import annotations

import numpy as np
import pytest

from hybrid.errors import NotFound, StoreError
from hybrid.store import Store


def test_vectors_come_back_bit_by_bit(store):
    rows = np.random.default_rng(3).normal(size=(1300, 8)).astype(np.float32)
    vectors = {f"h{n}": row for n, row in enumerate(rows)}
    store.embeddings.put(vectors, "wordllama/8")
    found = store.embeddings.get([*vectors, "none"])
    assert set(found) == set(vectors)
    assert all((found[hash] == vector).all() for hash, vector in vectors.items())
    assert found["h0"].dtype == np.float32
    assert store.embeddings.get([]) == {}
    store.embeddings.put({}, "x")


def test_a_vector_is_replaced_and_need_be_neither_contiguous_nor_float32(store):
    store.embeddings.put({"h": np.zeros(4, dtype=np.float32)}, "a")
    store.embeddings.put({"h": np.arange(8.0)[::2]}, "b")
    assert store.embeddings.get(["h"])["h"].tolist() == [0, 2, 4, 6]


def test_prompt_versions_stay_and_labels_move(store, clock):
    store.prompts.add("rerank", "v1", "One")
    store.prompts.add("rerank", "v1", "One")
    clock.advance(1)
    store.prompts.add("rerank", "v2", "Two {{ x }}\n")
    store.prompts.add("explain", "v1", "Other")
    assert store.prompts.get("rerank", "v2") == "Two {{ x }}\n"
    assert store.prompts.get("rerank", "v3") is None
    assert [v.version_id for v in store.prompts.versions("rerank")] == ["v2", "v1"]
    assert store.prompts.label("rerank", "production") is None
    for version in ("v1", "v2", "v1"):
        store.prompts.set_label("rerank", "production", version)
        assert store.prompts.label("rerank", "production") == version
    assert store.prompts.label("explain", "production") is None


def test_a_version_never_changes_and_a_label_points_at_one_that_exists(store):
    store.prompts.add("rerank", "v1", "One")
    with pytest.raises(StoreError, match="another text"):
        store.prompts.add("rerank", "v1", "Changed")
    with pytest.raises(NotFound, match="v9"):
        store.prompts.set_label("rerank", "production", "v9")
    with pytest.raises(NotFound):
        store.prompts.set_label("explain", "production", "v1")


def test_an_upgrade_never_moves_production(store):
    store.prompts.seed("rerank", "v1", "One")
    assert store.prompts.label("rerank", "production") == "v1"
    store.prompts.seed("rerank", "v2", "Two")
    assert store.prompts.label("rerank", "production") == "v1"
    assert store.prompts.get("rerank", "v2") == "Two"


def test_small_facts_survive(folder, clock):
    store = Store.open(folder, clock)
    value = {"centre": [0.1, 1e-300, -5], "name": "é😀\u2028", "none": None, "big": 2**80}
    store.meta.put("space", value)
    store.meta.put("gone", None)
    store.meta.put("space2", [])
    store.close()
    store = Store.open(folder, clock)
    assert store.meta.get("space") == value
    assert store.meta.get("space2") == []
    assert store.meta.get("gone") is None
    assert store.meta.get("never") is None
    with pytest.raises(ValueError, match="JSON"):
        store.meta.put("bad", float("nan"))
    store.close()
