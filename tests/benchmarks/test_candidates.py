"""CPU time of one person's candidates, measured over a toy catalogue."""

import numpy as np

from benchmarks.candidates import STEPS, Asking, main, markdown, measure, summary
from hybrid.domain import UserKey
from hybrid.profiles import Engagement
from tests.benchmarks.worlds import two_tastes
from tests.hybrid.evaluation.worlds import fit, silent


def people(data: str) -> list[Asking]:
    base = two_tastes(people=6)
    snapshot = fit()(base.cut.training(), silent).snapshot
    return [
        Asking(data, snapshot, base.cut.history(user), int(base.cut.asked_at[0]), Engagement(), UserKey(user))
        for user in base.users.tolist()
    ]


def test_every_step_of_every_person_is_timed_in_each_repetition():
    asked = [*people("a"), *people("b")]
    times = measure(asked, 3)
    assert times.shape == (3, 12, len(STEPS))
    assert (times > 0).all()


def test_a_person_counts_with_the_median_of_their_repetitions():
    asked = [*people("a"), *people("b")]
    times = np.ones((3, 12, len(STEPS)))
    times[0, :6] = 100.0  # something else was running
    times[:, 5] = 7.0
    found = summary(asked, times, "a")
    assert found["people"] == 6
    assert (found["candidates p50"], found["candidates p95"]) == (1.0, 5.5)
    assert summary(asked, times, "b")["gather p95"] == 1.0
    assert "| a | 6 |" in markdown({"a": found})


def test_says_so_where_the_data_is_absent(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("BECAUSE_BENCH_DATA", str(tmp_path))
    assert main(["--data", "ml-1m"]) == 0
    assert capsys.readouterr().out.startswith("Skipped: ml-1m is not in")
