"""Labels and where they pointed before."""

import pytest

from hybrid.errors import NotFound
from hybrid.store.prompts import PAST, Prompts
from hybrid.store.store import Store


def published(prompts: Prompts, *versions: str) -> list[str | None]:
    for version in versions:
        prompts.add("rerank", version, f"Text of {version}")
    return [prompts.set_label("rerank", "production", version) for version in versions]


def test_a_rollback_goes_back_step_by_step_and_no_further(store: Store) -> None:
    assert published(store.prompts, "v1", "v2", "v2", "v3") == [None, "v1", "v2", "v2"]
    assert store.prompts.roll_back("rerank", "production") == ("v3", "v2")
    assert store.prompts.roll_back("rerank", "production") == ("v2", "v1")
    assert store.prompts.label("rerank", "production") == "v1"
    with pytest.raises(NotFound, match="no earlier version to go back to"):
        store.prompts.roll_back("rerank", "production")
    assert store.prompts.label("rerank", "production") == "v1"


def test_what_is_published_after_a_rollback_goes_back_to_what_served(store: Store) -> None:
    published(store.prompts, "v1", "v2")
    store.prompts.roll_back("rerank", "production")
    published(store.prompts, "v3")
    assert store.prompts.roll_back("rerank", "production") == ("v3", "v1")


def test_labels_and_prompts_have_pasts_of_their_own(store: Store) -> None:
    published(store.prompts, "v1", "v2")
    store.prompts.set_label("rerank", "staging", "v1")
    assert store.prompts.labels("rerank") == {"production": "v2", "staging": "v1"}
    with pytest.raises(NotFound):
        store.prompts.roll_back("rerank", "staging")
    with pytest.raises(NotFound):
        store.prompts.roll_back("explain-en", "production")
    assert store.prompts.names() == ["rerank"]


def test_an_upgrade_leaves_label_and_past_alone(store: Store) -> None:
    store.prompts.seed("rerank", "v1", "Text of v1")
    published(store.prompts, "v2")
    store.prompts.seed("rerank", "v9", "Came with the upgrade")
    assert store.prompts.label("rerank", "production") == "v2"
    assert {version.version_id for version in store.prompts.versions("rerank")} == {"v1", "v2", "v9"}
    assert store.prompts.roll_back("rerank", "production") == ("v2", "v1")


def test_the_past_does_not_grow_without_end(store: Store) -> None:
    published(store.prompts, *(["v1", "v2"] * (PAST // 2 + 5)))
    for _ in range(PAST):
        store.prompts.roll_back("rerank", "production")
    with pytest.raises(NotFound):
        store.prompts.roll_back("rerank", "production")
