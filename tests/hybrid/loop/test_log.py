"""Impressions wait in memory, are written together, and wait on while the database takes none."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from hybrid.loop.log import ImpressionLog
from hybrid.store import Store
from tests.clocks import Clock
from tests.hybrid.loop.shown import shown


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock):
    opened = Store.open(tmp_path / "data", clock)
    yield opened
    opened.close()


def test_what_was_added_is_written_by_itself(store: Store, clock: Clock):
    log, one = ImpressionLog(store.impressions, clock, 60, every=0.01), shown(store, "ana", [1], clock.now)
    log.add(one)
    waited = threading.Event()
    while store.impressions.get(one.recommendation_id) is None:
        waited.wait(0.01)
    log.close()
    assert log.counts == {"logged": 1, "lost": 0}


def test_closing_writes_what_waits_and_takes_no_more(store: Store, clock: Clock):
    log = ImpressionLog(store.impressions, clock, 60, every=3600)
    many = [shown(store, "ana", [n], clock.now) for n in range(1, 1_300)]
    for one in many:
        log.add(one)
    log.close()
    log.add(many[0])
    assert store.impressions.count() == len(many)
    assert log.counts == {"logged": len(many), "lost": 1}


def test_what_can_not_be_written_waits_and_is_bounded(store: Store, clock: Clock):
    log = ImpressionLog(store.impressions, clock, 60, every=3600, most=3)
    store.database.write(lambda c: c.execute(text("ALTER TABLE impressions RENAME TO away")))
    many = [shown(store, "ana", [n], clock.now + n) for n in range(1, 6)]
    for one in many:
        log.add(one)
    log.flush()
    assert log.counts == {"logged": 0, "lost": 2}
    store.database.write(lambda c: c.execute(text("ALTER TABLE away RENAME TO impressions")))
    log.close()
    assert list(store.impressions.of_person("ana")) == many[2::-1]


def test_old_ones_go_as_new_ones_come(store: Store, clock: Clock):
    log = ImpressionLog(store.impressions, clock, 7, every=3600)
    log.add(shown(store, "ana", [1], clock.now))
    log.flush()
    clock.now += 8 * 86_400 * 1_000_000
    log.add(shown(store, "ana", [2], clock.now))
    log.close()
    assert [one.slots[0].item for one in store.impressions.of_person("ana")] == [2]


def test_one_that_is_no_good_does_not_stop_those_behind_it(store: Store, clock: Clock):
    log, one = ImpressionLog(store.impressions, clock, 60, every=3600), shown(store, "ana", [1], clock.now)
    for each in (one, one):  # the same id twice: the database refuses it, now and later
        log.add(each)
    log.flush()
    other = shown(store, "ben", [1], clock.now)
    log.add(other)
    log.close()
    assert log.counts == {"logged": 1, "lost": 2}
    assert list(store.impressions.of_person("ben")) == [other]
