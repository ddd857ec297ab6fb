"""The product itself, in this process: a data folder, the pipeline, and training in the night."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from api.commands.training import train_folder
from api.schemas import RecommendationRequest
from api.sections import TrainSettings
from api.settings import Settings
from api.wiring import Application, build
from hybrid.domain import EventType
from hybrid.engine import silent
from hybrid.loop.attribution import DAY
from hybrid.records import EventRecord
from hybrid.rules.wanted import ItemFilter
from tests.clocks import Clock
from tests.simulation.crowd import Crowd, stock, visitors

SHOWN = 6
NIGHT = TrainSettings(budget=1.0, epochs=10)
NIGHTLY = 3 * 3_600_000_000
"""Microseconds from the end of a day to when it is trained."""


@dataclass
class Tally:
    """What was shown and clicked on one day."""

    slots: int = 0
    clicks: int = 0
    items: set[str] = field(default_factory=set)


@dataclass
class Shop:
    """Days pass one after another; ``tallies`` has one entry each, ``day`` is the last.

    One that does not ``learn`` is told of nothing that people do, but leaves out what they have clicked, as one that
    learns does.
    """

    application: Application
    clock: Clock
    crowd: Crowd
    learns: bool = True
    day: int = 0
    tallies: list[Tally] = field(default_factory=list)
    clicked: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def begin(self, past: list[tuple[int, str]]) -> None:
        """Take in the catalogue and what people liked the day before."""
        self.application.owned.upsert_items(stock(0))
        before = self.clock.now // 1_000_000 - 86_400
        self.application.engine.append_events(
            [
                EventRecord(user_id=f"p{person}", item_id=id, type=EventType.LIKE, timestamp=before + n)
                for n, (person, id) in enumerate(past)
            ]
        )

    def live(
        self, people: range, share: float, scenarios: Sequence[str] = ("homepage",), others: range = range(0)
    ) -> None:
        """One day: new items, visits to pages of these scenarios, and clicks that are known at once; beside them those
        of ``others``, who find what they want by themselves."""
        self.tallies.append(Tally())
        self.day += 1
        day = self.day
        self.application.owned.upsert_items(stock(day))
        if self.learns:
            found = self.crowd.by_themselves(others, day)
            self.application.engine.append_events([self._click(person, id) for person, id in found])
        asyncio.run(self._visits(visitors(people, day, share), day, scenarios))
        self.application.impressions.flush()
        self.clock.now += DAY - self.clock.now % DAY

    async def _visits(self, people: list[int], day: int, scenarios: Sequence[str]) -> None:
        for person in people:
            for scenario in scenarios:
                self.clock.now += 1_000_000
                events = await self._visit(person, day, scenario)
                if events and self.learns:
                    self.application.engine.append_events(events)

    async def _visit(self, person: int, day: int, scenario: str) -> list[EventRecord]:
        wanted = ItemFilter(exclude_ids=[] if self.learns else self.clicked[person])
        asked = RecommendationRequest(user_id=f"p{person}", limit=SHOWN, filter=wanted, scenario=scenario)
        given = await self.application.pipeline.recommend(asked)
        shown = [item.id for item in given.items]
        clicked = self.crowd.clicks(person, shown, day)
        self.clicked[person] += clicked
        self.tallies[-1].slots += len(shown)
        self.tallies[-1].clicks += len(clicked)
        self.tallies[-1].items.update(shown)
        return [self._click(person, id, given.recommendation_id) for id in clicked]

    def _click(self, person: int, id: str, answer: str | None = None) -> EventRecord:
        at = self.clock.now // 1_000_000
        return EventRecord(
            user_id=f"p{person}", item_id=id, type=EventType.CLICK, timestamp=at, recommendation_id=answer
        )

    def train(self) -> None:
        """What the night does; the new model serves from then on."""
        self.clock.now += NIGHTLY
        self.application.owned.promote(train_folder(self.application.settings, silent, self.clock).version)


@contextmanager
def shop(folder: Path, clock: Clock, crowd: Crowd, learns: bool = True) -> Iterator[Shop]:
    """Over a folder, new or as it was left."""
    application = build(Settings(data_dir=folder, train=NIGHT), clock)
    try:
        yield Shop(application, clock, crowd, learns)
    finally:
        application.close()
