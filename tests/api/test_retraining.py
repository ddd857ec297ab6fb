"""Training anew while serving: a process of its own, what became of it, and that nothing is tried again and again."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import pytest

from api.metrics import Metrics
from api.retraining import HOUR, META, Plan, Retrainer, Training
from api.schedule import Schedule
from hybrid.artifacts import Artifacts
from hybrid.domain import EventType
from hybrid.engine import Engine, EngineSettings
from hybrid.records import EventRecord
from tests.api.running import running
from tests.clocks import Clock
from tests.hybrid.collaborative.worlds import trained, two_tastes
from tests.hybrid.loop.shown import shown
from tests.hybrid.test_engine import click, items
from tests.journeys.many import many, until

MADE = 'import pathlib, sys; pathlib.Path(sys.argv[2]).write_text(\'{"version": "v2"}\');'
PROMOTED = MADE
REFUSED = MADE + "sys.exit('because: Model v2 is worse.')"
FAILED = "import sys; print('Training …', file=sys.stderr); sys.exit('because: There is too little.')"
NICE = "import os, sys; sys.exit(f'nice {os.getpriority(os.PRIO_PROCESS, 0)}')"
ENDLESS = "import pathlib, sys, time; pathlib.Path({!r}).touch(); time.sleep(3600)"


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def engine(tmp_path: Path, clock: Clock) -> Iterator[Engine]:
    opened = Engine.open(tmp_path / "data", EngineSettings(), clock)
    opened.upsert_items(items(0, 3))
    yield opened
    opened.close()


def retrainer(engine: Engine, code: str, clock: Clock, metrics: Metrics | None = None) -> Retrainer:
    command = (sys.executable, "-c", code)
    return Retrainer(engine, Plan(Schedule(every=3600, after_events=3)), clock, metrics or Metrics(), command)


@pytest.mark.parametrize(
    ("code", "outcome", "why", "version"),
    [
        (PROMOTED, "promoted", "", "v2"),
        (REFUSED, "refused", "Model v2 is worse.", "v2"),
        (FAILED, "failed", "There is too little.", None),
        ("raise SystemExit(9)", "failed", "It ended with 9 and no word.", None),
    ],
)
def test_what_became_of_it_is_kept_and_counted_and_it_is_not_tried_again(
    engine: Engine, code: str, outcome: str, why: str, version: str | None
):
    clock, metrics = Clock(), Metrics()
    training = retrainer(engine, code, clock, metrics)
    assert asyncio.run(training.look()) is None, "an hour is counted from the first look"
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])
    done = asyncio.run(training.look())
    assert done is not None
    assert (done.outcome, done.why, done.version, done.reason) == (outcome, why, version, "3 new events")
    assert Training.of(engine.store.meta.get(META)) == done
    assert f'because_retrainings_total{{outcome="{outcome}"}} 1.0' in metrics.text().decode()
    assert asyncio.run(training.look()) is None
    clock.now += 3_600_000_000
    assert asyncio.run(training.look()) is not None


def test_it_gives_way_to_every_other_process(engine: Engine):
    training = retrainer(engine, NICE, Clock())
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])
    done = asyncio.run(training.look())
    assert done is not None
    assert done.why == "nice 19"


def test_it_ends_with_the_server_and_is_made_up_for_at_the_next_start(engine: Engine, tmp_path: Path):
    begun, clock = tmp_path / "begun", Clock()
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])

    async def stopped() -> None:
        async with retrainer(engine, ENDLESS.format(str(begun)), clock).running(0.01):
            await asyncio.to_thread(until, begun.exists)

    asyncio.run(stopped())
    kept = Training.of(engine.store.meta.get(META))
    assert kept is not None
    assert (kept.outcome, kept.event) == ("stopped", 0)
    done = asyncio.run(retrainer(engine, PROMOTED, clock).look())
    assert done is not None
    assert done.outcome == "promoted"


def test_one_that_went_down_with_the_machine_is_a_failure_and_not_begun_again(engine: Engine):
    engine.store.meta.put(META, {"at": Clock().now, "event": 3, "outcome": "running", "reason": "3 new events"})
    engine.append_events([click(f"u{n}", "i1") for n in range(3)])

    assert asyncio.run(retrainer(engine, PROMOTED, Clock()).look()) is None
    kept = Training.of(engine.store.meta.get(META))
    assert kept is not None
    assert (kept.outcome, kept.event) == ("failed", 3)


def asked(engine: Engine, model: str, at: int, people: int, clicks: float) -> None:
    """Each of so many people got two answers of a model at ``at``, and so many in a hundred clicked in one."""
    item = int(engine.store.catalog.keys_of(["i1"])["i1"])
    answers = [shown(engine.store, f"p{n % people}", [item], at + n, model=model) for n in range(2 * people)]
    engine.store.impressions.append(answers, 0)
    engine.append_events(
        [
            EventRecord(
                user_id=f"p{n}", item_id="i1", type=EventType.CLICK, event_id=f"{model} {n}",
                timestamp=at // 1_000_000 + 1, recommendation_id=answers[n].recommendation_id,
            )
            for n in range(people) if n % 100 < clicks
        ]
    )  # fmt: skip


@pytest.mark.parametrize(("clicks", "outcome"), [(60, "promoted"), (5, "rolled_back")])
def test_a_model_that_people_click_much_less_with_is_taken_back(
    engine: Engine, clicks: float, outcome: str, clock: Clock
):
    metrics = Metrics()
    for _ in range(2):
        clock.now += HOUR
        engine.promote(engine.artifacts.write(trained(two_tastes(20))))
    before, version = engine.artifacts.versions()
    begun = Training(clock.now, 0, "promoted", "3 new events", "", version, 60.0, before)
    engine.store.meta.put(META, asdict(begun))
    asked(engine, before, clock.now - HOUR, 300, 60)
    training = Retrainer(engine, Plan(Schedule(every=10**9)), clock, metrics, (sys.executable, "-c", FAILED))
    clock.now = begun.ended_at + HOUR // 2
    asked(engine, version, begun.ended_at, 300, clicks)
    assert asyncio.run(training.look()) is None
    assert engine.snapshot.version == version, "the clicks of the last hour may still come"
    clock.now += 2 * HOUR
    assert asyncio.run(training.look()) is None
    kept = Training.of(engine.store.meta.get(META))
    assert kept is not None
    assert kept.outcome == outcome
    assert engine.snapshot.version == (version if outcome == "promoted" else before)
    if outcome == "rolled_back":
        assert kept.why == "2.50% of 600 answers clicked within the hour, 30.00% of 600 before"
        assert 'because_retrainings_total{outcome="rolled_back"} 1.0' in metrics.text().decode()


PEOPLE = [(person, n) for person in range(12) for n in range(8) if (person + n) % 2]
LIKED = [{"user_id": f"p{person}", "item_id": f"i{n}", "type": "like"} for person, n in PEOPLE]
FILMS = [{"id": f"i{n}", "title": f"A film about subject {n}"} for n in range(8)]


def test_a_server_trains_itself_and_serves_what_it_learnt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BECAUSE_TRAIN__BUDGET", "1s")
    with running(tmp_path / "data", retrain={"after_events": len(LIKED), "nice": 0}) as server:
        assert server.post("/v1/items", {"items": FILMS}).json()["accepted"] == len(FILMS)
        assert server.get("/v1/version").json()["model"] is None
        assert server.post("/v1/events", {"events": LIKED}).json()["accepted"] == len(LIKED)
        assert until(lambda: server.get("/v1/version").json()["model"])
        until(lambda: 'because_retrainings_total{outcome="promoted"} 1.0' in server.get("/metrics").text)


def test_two_workers_serve_what_their_owner_has_learnt_and_no_request_fails_meanwhile(tmp_path: Path):
    settings = {
        "BECAUSE_TRAIN__BUDGET": "1s",
        "BECAUSE_RETRAIN__AFTER_EVENTS": str(len(LIKED)),
        "BECAUSE_RETRAIN__NICE": "0",
    }
    with many(tmp_path / "data", tmp_path / "log", **settings) as server:
        assert server.a.post("/v1/items", json={"items": FILMS}).json()["accepted"] == len(FILMS)
        assert server.b.post("/v1/events", json={"events": LIKED}).json()["accepted"] == len(LIKED)
        asked = Counter[int]()

        def served() -> set[str | None]:
            """By whom the answers of both workers are made."""
            for client in server.workers.values():
                for n in range(3):
                    wanted = {"user_id": f"p{n}", "limit": 3, "exploration": 0}
                    asked[client.post("/v1/recommendations", json=wanted).status_code] += 1
            return {client.get("/v1/version").json()["model"] for client in server.workers.values()}

        assert served() == {None}
        (version,) = until(lambda: None not in (models := served()) and models)
        told = 'because_retrainings_total{outcome="promoted",process="index"} 1.0'
        until(lambda: told in server.a.get("/metrics").text)
        assert Artifacts(tmp_path / "data" / "models", lambda: 0).versions() == [version]
        for client in server.workers.values():
            answer = client.post("/v1/recommendations", json={"user_id": "p1", "limit": 3, "exploration": 0}).json()
            assert any("lightfm" in item["sources"] for item in answer["items"])
        assert asked.keys() == {200}, asked
