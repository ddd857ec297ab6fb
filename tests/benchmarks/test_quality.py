"""The one command, and what it makes of several runs."""

import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from benchmarks import ours, quality
from benchmarks.cases import ALL, POSITIVES, UNSEEN, Figures, View, figures
from benchmarks.jobs import Job, Outcome, Tuned, apart, forget_peak, over_seeds, peak_mb
from benchmarks.kept import Kept
from benchmarks.table import Results, markdown, to_json
from hybrid.evaluation.fitting import RULES
from hybrid.profiles import Engagement
from tests.benchmarks.worlds import two_tastes
from tests.hybrid.evaluation.worlds import fit, silent

JOB = Job("sample", "temporal", "popularity", 1, None, 1)
ABOUT = {"data": "toy", "ratings": 1, "items": 1, "people": 3, "asked": None, "seeds": [1, 2], "command": "this"}


def run(values: list[float], users: Sequence[int] = (1, 2, 3), seconds: float = 1.0) -> Outcome:
    made = np.array(values)
    names = ("ndcg@10", "recall@10", "recall@20", "hit@10")
    found = Figures(np.array(users), dict.fromkeys(names, made), 0.5)
    return Outcome({POSITIVES: {"shown": found}, ALL: {"shown": found}}, seconds, 100.0)


def held(_: Job) -> tuple[float, int]:
    return peak_mb(), os.getpid()


def once_held(_: Job) -> tuple[float, float]:
    ballast = np.ones(60_000_000)
    before = peak_mb() + 0 * ballast[0]
    del ballast
    forget_peak()
    return before, peak_mb()


def broken(_: Job) -> None:
    raise LookupError("as a method may")


@pytest.fixture
def one_thread(monkeypatch):
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        monkeypatch.setenv(name, "1")


def test_the_peak_of_memory_is_the_methods_own():
    ballast = np.ones(60_000_000)  # 480 MB that the child must not be charged with
    child, pid = apart(held, JOB)
    assert pid != os.getpid()
    assert 0 < child < ballast.nbytes / 2**20 < peak_mb()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets a process forget its peak")
def test_what_was_let_go_before_training_is_not_counted():
    before, after = apart(once_held, JOB)
    assert before > 450
    assert after < before - 400


def test_what_fails_apart_is_raised_here():
    with pytest.raises(LookupError, match="as a method may"):
        apart(broken, JOB)


def test_a_person_counts_once_with_the_mean_of_the_seeds():
    users, values = over_seeds(
        [run([0.0, 0.5, 1.0]).views[ALL]["shown"], run([0.5, 1.0], (2, 9)).views[ALL]["shown"]], "ndcg@10"
    )
    assert users.tolist() == [1, 2, 3, 9]
    assert values.tolist() == [0.0, 0.5, 1.0, 1.0]


def test_the_table_compares_the_same_people():
    results = Results(ABOUT)
    results.outcomes["temporal", "ease"] = [run([0.1, 0.2, 0.3] * 4, range(12))] * 2
    results.outcomes["temporal", "ours"] = [run([0.2, 0.4, 0.6] * 4, range(12))] * 2
    text = markdown(results)
    assert "| EASE, flat | 0.200 | 0.200 | 0.200 | 2.00× | 0.50 | 1 s | 100 MB |" in text
    assert "| **ours** | 0.400 |" in text
    assert "`this`" in text
    told = to_json(results)
    against = [one for one in told["comparisons"] if one["against"] == "ease" and one["view"] == ALL]
    assert against[0]["difference"]["value"] == pytest.approx(0.2)
    assert against[0]["ratio"] == {"value": 2.0, "low": 2.0, "high": 2.0}
    json.dumps(told, allow_nan=False)


def test_ours_answers_through_the_read_path_that_serves():
    base = two_tastes()
    fitted = fit()(base.cut.training(), silent)
    lists = ours.rank(fitted, base, View(ALL), Engagement())
    assert figures(base, View(ALL), lists[RULES]).values["ndcg@10"].mean() > 0.5
    for place, asking in enumerate(ours.profiles(base, View(ALL), Engagement())):
        assert asking.user == base.users[place]
        assert not np.isin(lists[RULES][place], asking.seen).any()


def test_ours_knows_of_strangers_only_what_is_given():
    base = two_tastes(UNSEEN)
    for view in base.views:
        for user, asking in zip(base.users.tolist(), ours.profiles(base, view, Engagement()), strict=True):
            told = [int(event.item) for event in base.cut.history(user)]
            assert asking.user is None
            assert asking.items.tolist() == told[::-1][: view.given]
            assert sorted(asking.seen.tolist()) == sorted(told)


def test_one_command_makes_the_table(capsys, tmp_path, one_thread):
    path = tmp_path / "figures.json"
    words = "--data sample --people 30 --seeds 1,2 --protocols temporal --methods popularity,ease --threads 1 --json"
    assert quality.main([*words.split(), str(path)]) == 0
    out = capsys.readouterr().out
    assert "| popularity | 0." in out
    assert "| EASE, flat | 0." in out
    assert "python benchmarks/quality.py --data sample --people 30" in out
    told = json.loads(path.read_text("utf-8"))
    assert {one["method"] for one in told["training"]} == {"popularity", "ease"}
    assert told["tuned"][0]["tried"] == 5


def test_says_so_where_the_data_is_absent(capsys, tmp_path, monkeypatch, one_thread):
    monkeypatch.setenv("BECAUSE_BENCH_DATA", str(tmp_path))
    assert quality.main(["--data", "ml-1m"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Skipped: ml-1m is not in")
    assert "BECAUSE_BENCH_DATA" in out


def test_a_method_that_fails_costs_no_other(capsys, one_thread):
    words = ["--data", "sample", "--people", "20", "--seeds", "1", "--protocols", "temporal", "--methods", "popularity"]
    asked = quality._asked([*words, "--threads", "1"])
    asked.methods = ["no-such-method", "popularity"]
    results = quality.measure(asked, Results(ABOUT))
    assert list(results.outcomes) == [("temporal", "popularity")]
    assert results.notes == ["no-such-method failed under temporal: KeyError: 'no-such-method'"]


def test_what_was_finished_is_not_done_again(tmp_path):
    done: list[Job] = []

    def work(job: Job) -> Outcome:
        done.append(job)
        return run([0.1, 0.2, 0.3])

    first, again = (Kept(tmp_path).outcome(JOB, work) for _ in range(2))
    other = Kept(tmp_path).outcome(replace(JOB, seed=2), work)
    assert done == [JOB, replace(JOB, seed=2)]
    assert (again.seconds, again.peak_mb, again.note) == (first.seconds, first.peak_mb, first.note)
    for view, stages in first.views.items():
        for stage, one in stages.items():
            held = again.views[view][stage]
            assert held.users.tolist() == one.users.tolist()
            assert {name: values.tolist() for name, values in held.values.items()} == {
                name: values.tolist() for name, values in one.values.items()
            }
    assert other.views.keys() == first.views.keys()


def test_a_search_that_was_finished_is_not_done_again(tmp_path):
    found = Tuned({"factors": 64, "alpha": 0.5}, 0.1, 9, 1.5)
    assert Kept(tmp_path).tuned(JOB, lambda _: found) == found
    assert Kept(tmp_path).tuned(JOB, lambda _: pytest.fail("asked again")) == found
    assert Kept(None).tuned(JOB, lambda _: replace(found, tried=1)).tried == 1
