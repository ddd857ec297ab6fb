"""Thirty days of people with hidden tastes: what learning from what they do is worth, and what experiments find.

Three shops begin alike. One is told what people do and trains at night. One is told, and keeps its first model. The
last one's model and what it knows stay as they are (it leaves out what was clicked, as the others do). Nothing told of
an item says whom it suits. ``--log-cli-level=INFO`` tells the figures.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from hypothesis import settings

from hybrid.experiments.definition import Definition
from hybrid.experiments.experiment import Kind
from hybrid.experiments.judge import Judge
from hybrid.experiments.results import Verdict
from hybrid.loop.attribution import DAY, Windows
from tests.clocks import Clock
from tests.simulation.crowd import Crowd
from tests.simulation.shop import Shop, Tally, shop

log = logging.getLogger(__name__)
DAYS = 30
KNOWN, VISITORS = range(600), range(600, 650)
"""People who liked much before the first day, and people of whom little is known then."""
ASKED = KNOWN[:260]
"""Those of the known who come while the experiments run."""
NIGHTS = 1 if settings.get_current_profile_name() == "thorough" else 5
"""Days between two trainings."""
SHARE = 0.6


@dataclass(frozen=True)
class Month:
    """What the shops have shown, and the first one, which goes on."""

    loop: list[Tally]
    told: list[Tally]
    frozen: list[Tally]
    shop: Shop


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Month]:
    folder = tmp_path_factory.mktemp("shops")
    crowd, clock = Crowd.of(VISITORS.stop, DAYS + 10, seed=1), Clock(1_790_000_000_000_000 // DAY * DAY)
    with shop(folder / "loop", clock, crowd) as begun:
        begun.begin(crowd.past(KNOWN, 24) + crowd.past(VISITORS, 2))
        begun.train()
    others = {}
    for name in ("told", "frozen"):
        shutil.copytree(folder / "loop", folder / name)
        with shop(folder / name, Clock(clock.now), crowd, learns=name == "told") as other:
            for _ in range(DAYS):
                other.live(VISITORS, SHARE, others=KNOWN)
            others[name] = other.tallies
    with shop(folder / "loop", clock, crowd) as loop:
        for night in range(1, DAYS + 1):
            loop.live(VISITORS, SHARE, others=KNOWN)
            if night % NIGHTS == 0 and night < DAYS:
                loop.train()
        yield Month(list(loop.tallies), others["told"], others["frozen"], loop)


def ctr(days: list[Tally]) -> float:
    """Clicks by slots shown."""
    return sum(day.clicks for day in days) / sum(day.slots for day in days)


def covered(days: list[Tally]) -> int:
    """How many items were shown."""
    return len(set[str]().union(*(day.items for day in days)))


def test_who_learns_is_clicked_more_and_shows_more_of_the_catalogue(month: Month) -> None:
    shops = {"trained and told": month.loop, "told": month.told, "neither": month.frozen}
    for name, days in shops.items():
        last = ctr(days[-10:])
        log.info("%s: CTR %.3f, of the last ten days %.3f, %d items", name, ctr(days), last, covered(days))
    assert ctr(month.loop) >= 1.3 * ctr(month.frozen)
    assert covered(month.loop) > covered(month.frozen)


def test_the_gain_grows_while_the_catalogue_changes(month: Month) -> None:
    first, last = (ctr(month.loop[part]) / ctr(month.frozen[part]) for part in (slice(0, 10), slice(20, 30)))
    assert last > first


def test_what_is_told_at_once_helps_by_itself_and_training_anew_adds_to_it(month: Month) -> None:
    assert ctr(month.told[-10:]) > 1.3 * ctr(month.frozen[-10:])
    assert ctr(month.loop[-10:]) > 1.05 * ctr(month.told[-10:])


def test_a_better_arm_is_found_and_a_worse_one_is_stopped(month: Month) -> None:
    """On the homepage the newest items against the recommender, on another page the recommender against the most
    popular ones; looked at every evening."""
    store = month.shop.application.engine.store
    pages = {
        "homepage": {"control": {}, "newest": {"baseline": "newest"}},
        "detail": {"control": {"baseline": "popular"}, "ours": {}},
    }
    for page, arms in pages.items():
        fields = {"scenarios": [page], "arms": arms, "effect": 0.3}
        store.experiments.put(page, Definition.model_validate(fields))
        store.experiments.start(page)
    judge = Judge(store.experiments, store.outcomes, Windows(), month.shop.clock)
    for _ in range(7):
        month.shop.live(ASKED, SHARE, tuple(pages))
        judge.check()
    assert store.experiments.get("homepage").going == ()
    assert store.experiments.get("detail").going == ("ours",)
    assert Kind.BETTER in {one.kind for one in store.experiments.history("detail")}
    verdicts = {page: judge.results(store.experiments.get(page)).arms for page in pages}
    assert verdicts["homepage"]["newest"].verdict is Verdict.WORSE
    assert verdicts["detail"]["ours"].verdict is Verdict.BETTER
