import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from hybrid.store import Store
from rerank.because import ReasonKind
from rerank.library import PromptLibrary, language_of, packaged
from rerank.prompts import version_of


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    found = Store.open(tmp_path / "data", lambda: 1_700_000_000_000_000)
    yield found
    found.close()


def test_files_seed_the_store(store: Store) -> None:
    prompt = PromptLibrary(store.prompts).rerank()
    assert store.prompts.label("rerank", "production") == prompt.version == version_of(packaged("rerank"))
    assert prompt.reference == f"rerank@{prompt.version} (production)"


def test_the_stores_label_wins_at_once_and_survives_an_upgrade(store: Store) -> None:
    library = PromptLibrary(store.prompts)
    mine = packaged("rerank").replace("You know this catalogue well", "You know every shelf")
    store.prompts.add("rerank", version_of(mine), mine)
    store.prompts.set_label("rerank", "production", version_of(mine))
    for found in (library.rerank(), PromptLibrary(store.prompts).rerank()):
        assert found.reference == f"rerank@{version_of(mine)} (production)"


def test_a_damaged_version_gives_way_to_the_packaged_one_and_is_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    library = PromptLibrary(store.prompts)
    store.prompts.add("rerank", "deadbeef", "no prompt at all")
    store.prompts.set_label("rerank", "production", "deadbeef")
    with caplog.at_level(logging.WARNING):
        assert [library.rerank().label for _ in range(3)] == ["packaged"] * 3
    assert "deadbeef" in caplog.text
    assert len(caplog.records) == 1, "once, not at every request"


def test_sentences_come_in_the_persons_language(store: Store) -> None:
    library = PromptLibrary(store.prompts)
    assert library.sentences("de-AT").text(ReasonKind.BECAUSE_BOUGHT, "Heat").startswith("Weil Sie „Heat“ gekauft")
    assert library.sentences("ja-JP").language == "en"
    assert [language_of(x) for x in (None, "", "fr", "ES_mx", "zz")] == ["en", "en", "fr", "es", "en"]


def test_sentences_written_before_there_were_headings_have_the_packaged_ones(store: Store) -> None:
    library, text = PromptLibrary(store.prompts), packaged("explain-en")
    older = text[: text.index("# above the rows")] + "---\n"
    store.prompts.add("explain-en", version_of(older), older)
    store.prompts.set_label("explain-en", "production", version_of(older))
    found = library.sentences("en")
    assert found.version == version_of(older)
    assert found.heading("trending") == "Many people are discovering these just now"
