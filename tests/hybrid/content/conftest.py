from collections.abc import Iterator
from pathlib import Path

import pytest

from hybrid.content.indexer import Indexer
from hybrid.store import Store
from tests.hybrid.content.worlds import indexer

NOW = 1_800_000_000_000_000


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store.open(tmp_path, lambda: NOW)
    yield opened
    opened.close()


@pytest.fixture
def index(tmp_path: Path, store: Store) -> Iterator[Indexer]:
    """Open and empty, with wordllama."""
    made = indexer(tmp_path, store)
    made.reconcile()
    yield made
    made.close()
