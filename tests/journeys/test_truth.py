"""What is said is true: every list and every reason for all people of the sample, against their own events."""

from __future__ import annotations

import asyncio
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from api.opening import open_folder, system_clock
from api.schemas import Recommendation, RecommendationRequest, Recommendations
from api.settings import Settings
from api.wiring import Application
from hybrid.domain import UserKey
from hybrid.profiles import Profile, fold
from hybrid.recommend import Ranking, assess, rank
from hybrid.records import EventRecord, ItemRecord
from hybrid.rules import Filter
from hybrid.rules.ruling import UNEXPLORED
from tests.journeys.catalogue import films, ratings

NAMING = {"because_viewed", "because_bought", "because_liked", "because_rated"}
LOWEST_LIKED = 3.0


@dataclass(frozen=True)
class Answered:
    """A person of the sample, what the file says they rated, and what they were recommended."""

    id: str
    ratings: dict[str, float]
    given: Recommendations

    def reasons(self) -> Iterator[tuple[Recommendation, str]]:
        """The items whose reason names an X, with the id of X."""
        for item in self.given.items:
            if item.reason.because is not None:
                yield item, item.reason.because.item_id


@pytest.fixture(scope="module")
def application(sample: Path) -> Iterator[Application]:
    """The sample, opened as a server would."""
    opened = open_folder(Settings(data_dir=sample))
    yield opened.application
    opened.close()


@pytest.fixture(scope="module")
def people(application: Application) -> list[Answered]:
    """All of them, with ten recommendations each."""
    told = ratings()
    return [Answered(id, told[id], given) for id, given in zip(told, recommend(application, *told), strict=True)]


def recommend(application: Application, *users: str, limit: int = 10) -> list[Recommendations]:
    """The pipeline's answers, in the order of ``users``."""

    async def each() -> list[Recommendations]:
        asked = [RecommendationRequest(user_id=user, limit=limit, rerank="off", exploration=0) for user in users]
        return [await application.pipeline.recommend(one) for one in asked]

    return asyncio.run(each())


def test_ten_films_that_are_there_and_were_not_seen(people: list[Answered], application: Application):
    assert len(people) == 671
    known = {item.id for item in application.engine.store.catalog.all() if item.recommendable}
    for person in people:
        ids = [item.id for item in person.given.items]
        assert len(set(ids)) == len(ids) == 10, person.id
        assert not set(ids) & set(person.ratings), person.id
        assert set(ids) <= known, person.id
        assert [item.rank for item in person.given.items] == list(range(1, 11))
        scores = [item.score for item in person.given.items if "new" not in item.sources]
        assert scores == sorted(scores, reverse=True)
        assert np.isfinite(scores).all()


def test_every_x_was_liked_and_is_named(people: list[Answered]):
    for person in people:
        for item in person.given.items:
            reason = item.reason
            assert reason.text.strip()
            assert (reason.kind in NAMING) == (reason.because is not None)
            if reason.because is not None:
                x = reason.because.item_id
                assert x != item.id
                assert person.ratings[x] >= LOWEST_LIKED, (person.id, x)
                assert reason.because.event == "rating"
                assert reason.because.title in reason.text


def test_x_is_liked_by_the_profile_too(people: list[Answered], application: Application):
    keys = application.engine.store.catalog.keys_of(list(films()))
    for person in people:
        _, profile = profile_of(application, person.id)
        liked = {int(key) for key, yes in zip(profile.items, profile.liked, strict=True) if yes}
        assert {int(keys[x]) for _, x in person.reasons()} <= liked


def test_most_reasons_name_an_x(people: list[Answered]):
    shown = sum(len(person.given.items) for person in people)
    named = sum(1 for person in people for _ in person.reasons())
    sys.stdout.write(f"{named} of {shown} reasons ({named / shown:.1%}) name an X\n")
    assert named >= 0.7 * shown


@pytest.mark.slow
def test_without_x_the_item_scores_lower(people: list[Answered], application: Application):
    """The whole way again from the events, X's left out; for every reason of everybody."""
    keys = application.engine.store.catalog.keys_of(list(films()))
    checked, no_lower = 0, []
    for person in people:
        caused: dict[int, list[Recommendation]] = defaultdict(list)
        for item, x in person.reasons():
            caused[int(keys[x])].append(item)
        user, _ = profile_of(application, person.id)
        events = application.engine.store.events.of_user(user)
        for key, items in caused.items():
            rest = [event for event in events if event.item != key]
            after = assessed(
                application,
                fold(rest, system_clock(), application.engine.settings.engagement, user),
                [int(keys[item.id]) for item in items],
            )
            for item in items:
                evidence = item.reason.evidence
                assert evidence is not None
                assert evidence.contribution is not None
                assert evidence.contribution > 0
                checked += 1
                if not score(after, int(keys[item.id])) < item.score:
                    no_lower.append((person.id, item.id))
    sys.stdout.write(f"{checked} reasons checked by leaving X out\n")
    assert no_lower == []


def profile_of(application: Application, id: str) -> tuple[UserKey, Profile]:
    user = application.engine.store.users.get(id)
    assert user is not None
    return user.key, application.engine.profile(user.key)


def assessed(application: Application, profile: Profile, keys: list[int]) -> Ranking:
    return assess(application.engine.snapshot, profile, keys, ruling=UNEXPLORED)


def score(ranking: Ranking, key: int) -> float:
    """The blended score, unrounded."""
    column = ranking.column(key)
    return 0.0 if column is None else float(ranking.blended.scores[column])


def test_lightfm_and_chroma_are_at_work_for_everybody_they_are_meant_for(people: list[Answered]):
    content = 0
    for person in people:
        lists = [set(item.sources) for item in person.given.items]
        assert any("lightfm" in sources for sources in lists), person.id
        assert all(lists), person.id
        content += any("content" in sources for sources in lists)
    sys.stdout.write(f"content takes part in the lists of {content} of {len(people)} people, LightFM in all\n")
    assert content > 0.5 * len(people)


def test_content_brings_candidates_from_the_first_event(application: Application):
    for number, film in enumerate(("1", "260", "296", "858", "4993")):
        application.engine.append_events([EventRecord(user_id=f"first-{number}", item_id=film)])
    for given in recommend(application, *(f"first-{number}" for number in range(5))):
        assert any("content" in item.sources for item in given.items)
        assert any("lightfm" in item.sources for item in given.items)
        assert all(item.reason.because is not None for item in given.items[:3])


def test_a_new_film_is_a_candidate_at_once_and_named_as_x_at_once(application: Application):
    """It is in no trained model: Chroma alone can bring it."""
    engine = application.owned
    old = engine.store.catalog.get("260")
    assert old is not None
    record = ItemRecord(
        id="new-film", title="Return to the Stars", description=old.description,
        categories=list(old.categories), tags=list(old.tags),
    )  # fmt: skip
    engine.append_events([EventRecord(user_id="stargazer", item_id="260")])
    (new,) = engine.upsert_items([record]).items
    _, profile = profile_of(application, "stargazer")
    candidates = rank(engine.snapshot, profile, Filter(), 500)
    assert new.key in candidates.keys
    assert "content" in candidates.sources(new.key)
    assert engine.similar("260", 5)[0].item.id == "new-film"
    engine.append_events([EventRecord(user_id="newcomer", item_id="new-film")])
    (given,) = recommend(application, "newcomer")
    named = {item.reason.because.item_id for item in given.items if item.reason.because is not None}
    assert named == {"new-film"}
    assert all("content" in item.sources for item in given.items if item.reason.because is not None)
