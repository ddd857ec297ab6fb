"""Events and answers beside each other, measured with little on a folder that nobody trained."""

import shutil
from pathlib import Path

from rich.console import Console

from benchmarks.events import BATCH, Bulk, Server, count, items, measure, ratio, table
from hybrid.store.store import FILE
from tests.api.test_process import served
from tests.benchmarks.test_model_dead import small


def test_all_is_measured_and_what_was_acknowledged_is_there(tmp_path: Path):
    folder = small(tmp_path / "data")
    bulk = Bulk(Path(shutil.copy(folder / FILE, tmp_path / "bulk.sqlite3")), 1)
    before = count(folder)
    with served(tmp_path) as (process, said):
        address = next(word for line in said for word in line.split() if word.startswith("http://"))
        found = measure(Server(process.pid, address), bulk, items(folder), ["u1", "u2"], (2, 1, 3), 1)
        process.kill()
        process.wait()
    bulk.close()
    assert (len(found.bulk), len(found.posted), len(found.idle), len(found.busy)) == (2, 2, 6, 6)
    assert found.acknowledged >= 2 * BATCH
    assert count(folder) - before >= found.acknowledged
    console = Console(record=True, width=200)
    console.print(table(found))
    assert "an answer, p99" in console.export_text()


def test_a_ratio_of_quantiles():
    found = ratio([2.0] * 20, [1.0] * 20, 0.5)
    assert (found.value, found.low, found.high) == (2.0, 2.0, 2.0)
