"""The whole part against a real server: what a model that knows, harms, copies or fails is said to be worth."""

import asyncio
import os
import re
import signal
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache, partial
from typing import Any

import numpy as np
import pytest

from hybrid.domain import EventType
from hybrid.evaluation.fitting import RULES, Product, shelf_of
from hybrid.evaluation.measure import measure
from hybrid.evaluation.run import Ground, Part, row_of
from hybrid.evaluation.splits import Protocol, split
from hybrid.profiles import Profile
from hybrid.recommend import Ranking
from hybrid.snapshot import Snapshot
from rerank.evaluation.questions import candidates
from rerank.evaluation.run import RerankPart
from rerank.evaluation.telling import ALONE, KNOWING, TUNED, Terms
from rerank.fuse import Fusion
from rerank.listwise import ListwiseReranker
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.ports import Reranker
from rerank.task import HistoryLine, RerankCandidate, RerankTask
from rerank.weight import FULL, NONE, Weight
from tests.hybrid.evaluation.worlds import KEYS, asked, fit, silent, tastes
from tests.rerank.builders import film, template
from tests.servers.model_server import ModelServer, copy, handles, model_server, ranking, reverse

PEOPLE = 24


@cache
def ground(protocol: Protocol = Protocol.TEMPORAL) -> Ground:
    """Two tastes of ten items each; everybody's last two likes are the test, or the very last."""
    settings = asked(protocol)
    cut = split(tastes(PEOPLE), settings.split)
    fitted = fit()(cut.training(), silent)
    return Ground(cut, fitted, shelf_of(fitted, cut.training()), settings)


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with model_server() as found:
        yield found


def pose(snapshot: Snapshot, profile: Profile, ranking: Ranking, keys: Sequence[int]) -> RerankTask:
    """Titles say which item and whose question it is, so that the stub can know."""
    shown = tuple(RerankCandidate(film(key, f"Item {key} end")) for key in keys)
    history = (HistoryLine(f"Diary of {profile.user} end", EventType.VIEW, 1.0),)
    return RerankTask(template(), shown, history, words=False)


def measured(
    server: ModelServer,
    terms: Terms | None = None,
    people: int = PEOPLE,
    concurrency: int = 8,
    protocol: Protocol = Protocol.TEMPORAL,
) -> Part:
    @asynccontextmanager
    async def connect() -> AsyncIterator[Reranker]:
        model = LiteLLMModel(ModelSettings("openai/stub", server.api_base, attempts=1))
        await asyncio.to_thread(model.warm)
        try:
            yield ListwiseReranker(model)
        finally:
            await model.aclose()

    part = RerankPart(connect, pose, terms or Terms(), people, 30.0, concurrency)
    return part(ground(protocol), lambda _: None)


def figure(part: Part, section: str, row: str, name: str = "ndcg@10") -> float:
    rows = next(one.rows for one in part.sections if one.name == section)
    return next(one.figures[name].value for one in rows if one.name.startswith(row))


def oracle(request: dict[str, Any], protocol: Protocol = Protocol.TEMPORAL) -> str:
    """Knows what the person will like and puts it first."""
    text = request["messages"][-1]["content"]
    user = int(re.search(r"Diary of (\d+) end", text)[1])  # type: ignore[index]
    cut = ground(protocol).cut
    hits = set(cut.test(int(np.searchsorted(cut.users, user))).tolist())
    items = [int(key) for key in re.findall(r"Item (\d+) end", text)]
    order = sorted(handles(request), key=lambda handle: items[int(handle) - 1] not in hits)
    return ranking(order, request)


def test_a_model_that_knows_raises_the_figures(server: ModelServer) -> None:
    server.answer = oracle
    part = measured(server)
    assert server.calls == 2 * PEOPLE
    served = figure(part, "rerank", Terms().judged)
    assert served == figure(part, "rerank", KNOWING) > figure(part, "rerank", "weight 0 (")
    assert figure(part, "rerank", "weight 1") >= served
    assert figure(part, "rerank", ALONE) == pytest.approx(1.0)
    assert figure(part, "rerank-few", ALONE) == pytest.approx(1.0)
    about = part.about["rerank"]
    assert about["advice"]["verdict"] == "better"
    assert Weight.parse(about["advice"]["weight"]).at(8) > 0
    assert about["calls"]["window"]["failures"] == {}
    assert about["calls"]["window"]["tokens"] == 550 * PEOPLE
    assert [one.verdict for one in part.comparisons if one.ours == "re-rank, weight 1"] == ["better"]


def test_the_way_to_the_answer_can_carry_a_gain(server: ModelServer) -> None:
    """An oracle that knows the one film held out; the default cap, and a weight that does not hold it back."""
    server.answer = partial(oracle, protocol=Protocol.LOO)
    part = measured(server, Terms(fusion=Fusion(FULL)), protocol=Protocol.LOO)
    (found,) = (one for one in part.comparisons if one.ours == "re-rank, weight 1 (serving)")
    assert found.ratio.value >= 1.25
    assert found.verdict == "better"


def test_a_model_that_reverses_is_called_worse(server: ModelServer) -> None:
    server.answer = reverse
    part = measured(server)
    assert part.about["rerank"]["advice"] | {"text": ""} == {
        "weight": "0", "verdict": "worse", "text": "", "tuned": "0", "tuned_on_halves": ["0", "0"],
    }  # fmt: skip
    assert "This model makes it worse" in part.notes[-1]
    assert "Use weight 0" in part.notes[-1]


@pytest.mark.parametrize(("mode", "why"), [("500", "server_error"), ("null", "empty"), ("ok", "unusable")])
def test_a_model_that_fails_is_the_blend_and_its_failures_are_counted(server: ModelServer, mode: str, why: str) -> None:
    server.mode, server.answer = mode, lambda _: "As you like it."
    part = measured(server, people=8)
    (rows,) = (one.rows for one in part.sections if one.name == "rerank")
    assert len({row.figures["ndcg@10"].value for row in rows if row.name != KNOWING}) == 1
    calls = part.about["rerank"]["calls"]
    assert calls["window"]["failures"] == calls["few"]["failures"] == {why: 8}
    assert part.about["rerank"]["advice"]["verdict"] == "no difference shown"
    assert "no answer of the model was usable" in part.notes[-1]


def test_a_model_that_copies_changes_nothing_and_mending_is_counted(server: ModelServer) -> None:
    server.answer = lambda request: f"Gladly! {copy(request)}"
    part = measured(server, people=8)
    calls = part.about["rerank"]["calls"]["window"]
    assert (calls["usable"], calls["unchanged"], calls["mended"], calls["repairs"]) == (8, 8, 8, 8)
    assert calls["seconds_p95"] >= calls["seconds_p50"] > 0
    assert "left the order as it was" in part.notes[-1]


def test_weight_0_is_what_the_evaluation_says_is_shown_and_no_cap_lets_nothing_move(server: ModelServer) -> None:
    server.answer = reverse
    part = measured(server, Terms(fusion=Fusion(NONE, cap=0)))
    (rows,) = (one.rows for one in part.sections if one.name == "rerank")
    assert [row.name for row in rows] == [
        "weight 0 (the blend, serving)", TUNED, "weight 1", ALONE, KNOWING,
    ]  # fmt: skip
    assert rows[0].figures == rows[1].figures == rows[2].figures == rows[4].figures != rows[3].figures
    here = ground()
    engagement = here.settings.split.positives.engagement
    shown = measure([Product(here.fitted)], here.cut, here.shelf.recommendable, engagement, lambda _: None)
    assert rows[0].figures == row_of("", shown, RULES, here.shelf, here.settings.resampling).figures


def stopped(server: ModelServer, at: int) -> Part:
    """Measured one by one until Ctrl-C comes with this call."""

    def answer(request: dict[str, Any]) -> str:
        if server.calls == at:
            os.kill(os.getpid(), signal.SIGINT)
        return reverse(request)

    server.answer = answer
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return measured(server, concurrency=1)
    finally:
        signal.signal(signal.SIGINT, before)


def test_ctrl_c_keeps_those_who_were_asked(server: ModelServer) -> None:
    part = stopped(server, at=9)
    assert part.about["stopped"]
    assert part.about["rerank"]["people"] == 4
    assert part.notes[0] == f"Stopped early: {PEOPLE - 4} of {PEOPLE} people were not asked."


def test_stopped_at_once_nothing_is_said(server: ModelServer) -> None:
    part = stopped(server, at=1)
    assert (part.sections, part.comparisons, part.about) == ((), (), {"stopped": True})


def test_the_others_are_drawn_by_seed_from_what_the_person_never_meets() -> None:
    here = ground()
    for row, user in enumerate(here.cut.users.tolist()):
        hit = int(here.cut.test(row)[0])
        found = candidates(here, user, hit)
        met = set(here.cut.events.item[here.cut.events.user == user].tolist())
        assert set(found.tolist()) & met == {hit}
        assert set(found.tolist()) <= set(KEYS)
        assert len(set(found.tolist())) == len(found) == min(20, len(KEYS) - len(met) + 1)


def test_another_seed_draws_others() -> None:
    here = ground()
    wide = replace(here.shelf, recommendable=np.ones(500, np.bool_))
    drawn = []
    for seed in (1, 1, 2):
        settings = replace(here.settings, split=replace(here.settings.split, seed=seed))
        found = candidates(replace(here, shelf=wide, settings=settings), 1, KEYS[0])
        assert len(found) == 20
        drawn.append(found.tolist())
    assert drawn[0] == drawn[1] != drawn[2]
