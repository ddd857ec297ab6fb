"""The process dies in the middle of writing: the next start has every item that SQL has."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from hybrid.store import Store
from tests.hybrid.content.worlds import Letters, indexer

WRITER = """
import sys
from pathlib import Path
from hybrid.records import ItemRecord
from hybrid.store import Store
from tests.hybrid.content.worlds import Letters, indexer
folder = Path(sys.argv[1])
store = Store.open(folder, lambda: 0)
index = indexer(folder, store, Letters())
index.reconcile()
for n in range(10_000):
    titles = [f"Title {n * m} of {'abcdefghij'[m % 10] * (n % 7 + 1)}" for m in range(100)]
    words = [ItemRecord(id=f"i{n}-{m}", title=title) for m, title in enumerate(titles)]
    index.apply(store.catalog.upsert(words))
    print(n, flush=True)
"""


@pytest.mark.parametrize("rounds", [3, 7, 12])
def test_kill_while_writing(tmp_path: Path, rounds: int) -> None:
    home = Path(__file__).parents[3]
    command = [sys.executable, "-c", WRITER, str(tmp_path)]
    with subprocess.Popen(command, cwd=home, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        for _ in range(rounds):
            assert writer.stdout.readline(), "the writer ended by itself"
        writer.kill()
    store = Store.open(tmp_path, lambda: 0)
    index = indexer(tmp_path, store, Letters())
    index.reconcile()
    keys = np.array([item.key for item in store.catalog.all()], dtype=np.int64)
    assert len(keys) >= rounds * 100
    assert np.flatnonzero(index.space.has).tolist() == keys.tolist()
    assert index._opened().open(index._layout.collection).entries() == dict(index.space.table.hashes)
    found, _ = index.space.search(index.space.vectors(keys[-1:])[0], np.ones(keys.max() + 1, np.bool_), 50)
    assert len(found) == 50
    index.close()
    store.close()
