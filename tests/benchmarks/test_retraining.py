"""Training beside the answers: the figures of pairs, and what counts as a whole answer."""

import itertools
from pathlib import Path

import httpx
import numpy as np
import pytest
from rich.console import Console

from benchmarks.retraining import Found, Leg, Server, ratio, told
from tests.api.running import running


def leg(ms: float, cores: float) -> Leg:
    return Leg(np.full(20, ms), cores)


def test_pairs_are_compared_each_for_itself_and_all_is_told():
    pairs = [(leg(10.0 * n, 0.0), leg(12.0 * n, 0.8)) for n in range(1, 9)]
    found = ratio(pairs, 0.5)
    assert (found.low, found.value, found.high) == pytest.approx((1.2, 1.2, 1.2))
    console = Console(record=True, width=160)
    console.print(told(Found(pairs, "promoted", 400, 1)))
    text = console.export_text()
    assert "1.200 (1.200 to 1.200)" in text
    assert "1 of 400; the training: promoted" in text
    assert "0.80" in text


def test_an_answer_that_is_not_whole_counts_as_failed(tmp_path: Path):
    with running(tmp_path / "data") as there:
        server = Server(0, there.client, itertools.cycle(["u"]), 0.0)
        server.ask()
        assert (server.asked, server.failed) == (1, ["u"]), "an empty catalogue has no ten items"
        films = [{"id": f"f{n}", "title": f"Film {n}"} for n in range(12)]
        assert there.post("/v1/items", {"items": films}).status_code == 200
        assert server.ask() > 0
        assert server.trained() is None
        assert (server.asked, len(server.failed)) == (2, 1)
    gone = Server(0, httpx.Client(base_url=str(there.client.base_url)), itertools.cycle(["u"]), 0.0)
    gone.ask()
    assert gone.failed == ["u"]
