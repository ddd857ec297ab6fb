from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from hybrid.blend import Blended
from hybrid.blend import blend as merged
from hybrid.domain import Event, Item, ItemKey, SourceName
from hybrid.profiles import Engagement, Profile, fold
from hybrid.session import CHANNEL, SessionScoring, session_of
from rerank.because import Cause, Crowd, ReasonKind, choose, neutral, shared, speaking
from tests.hybrid.events import NOW, clicks, event
from tests.hybrid.scorings import FLAT, Linear, Prior

SIZE = 40
WEIGHTS = {"next": 1.0, "popular": 0.2, "context": 1.0}
PEOPLE = Crowd(np.full(SIZE, 9, np.float32), np.zeros(0))
KEYS = np.arange(SIZE)


def linear(profile: Profile, similarity: np.ndarray) -> Linear:
    """A source over all items whose scores are what the history times ``similarity`` (h, SIZE) gives."""
    table = np.zeros((SIZE, SIZE), np.float32)
    table[profile.items] = similarity
    return Linear("next", profile, table, size=SIZE)


def listed(channel: str, name: SourceName, *keys: int) -> Prior:
    dense = np.zeros(SIZE, np.float32)
    dense[list(keys)] = np.arange(len(keys), 0, -1)
    return Prior(channel, dense, name)


def blend(lists: list[Any], profile: Profile, weights: Mapping[str, float] = WEIGHTS) -> Blended:
    return merged(lists, profile, weights, weights, SIZE, KEYS if lists else np.empty(0, np.int64))


def profile_of(*events: Event) -> Profile:
    return fold(events, NOW, Engagement())


def caused_by(row: int, h: int, target: int = 7) -> np.ndarray:
    """Everything is a little similar to everything, but ``target`` to entry ``row`` most of all."""
    similarity = np.random.default_rng(1).uniform(0.01, 0.05, (h, SIZE)).astype(np.float32)
    similarity[:, target] = 0.0
    similarity[row, target] = 1.0
    return similarity


def column(blended: Blended, key: int) -> int:
    return int(np.flatnonzero(blended.keys == key)[0])


def test_x_is_the_item_without_which_the_score_drops() -> None:
    profile = clicks(30, 31, 32)
    blended = blend([linear(profile, caused_by(1, 3))], profile)
    (cause,) = choose(blended, [column(blended, 7)], PEOPLE)
    assert (cause.item, cause.entry, cause.kind) == (31, 1, ReasonKind.BECAUSE_VIEWED)
    assert cause.event is profile.events[1]
    assert 0.05 < cause.share <= 1.0


@pytest.mark.parametrize(
    "liked", [event(31, "dislike"), event(31, "hide"), event(31, "rating", 1.0), event(31, "impression")]
)
def test_what_was_not_liked_is_never_named(liked: Event) -> None:
    profile = profile_of(event(30, "click", seq=1), liked, event(32, "click", days_ago=2))
    rows = [row for row, key in enumerate(profile.items) if key == 31] or [0]
    blended = blend([linear(profile, caused_by(rows[0], len(profile)))], profile)
    assert all(cause.item != 31 for cause in choose(blended, range(len(blended.keys)), PEOPLE))


def test_an_item_is_never_its_own_reason() -> None:
    profile = clicks(30, 31)
    blended = blend([linear(profile, caused_by(0, 2, target=30))], profile)
    (cause,) = choose(blended, [column(blended, 30)], PEOPLE)
    assert cause.item != 30


@pytest.mark.parametrize(
    ("kind", "value", "reason"),
    [
        ("view", None, ReasonKind.BECAUSE_VIEWED),
        ("click", None, ReasonKind.BECAUSE_VIEWED),
        ("add_to_cart", None, ReasonKind.BECAUSE_LIKED),
        ("like", None, ReasonKind.BECAUSE_LIKED),
        ("purchase", None, ReasonKind.BECAUSE_BOUGHT),
        ("conversion", None, ReasonKind.BECAUSE_BOUGHT),
        ("rating", 5.0, ReasonKind.BECAUSE_RATED),
        ("review", None, ReasonKind.BECAUSE_RATED),
    ],
)
def test_the_kind_says_what_was_done(kind: str, value: float | None, reason: ReasonKind) -> None:
    profile = profile_of(event(31, kind, value))
    blended = blend([linear(profile, caused_by(0, 1))], profile)
    assert choose(blended, [column(blended, 7)], PEOPLE)[0].kind is reason


def test_what_history_did_not_move_gets_a_neutral_reason_that_is_true() -> None:
    nobody = clicks()
    lists = [listed("popular", SourceName.POPULAR, 1, 2), listed("context", SourceName.CONTEXT, 2, 3)]
    blended = blend(lists, nobody)
    columns = [column(blended, key) for key in (1, 2, 3)]
    kinds = [cause.kind for cause in choose(blended, columns, PEOPLE)]
    assert kinds == [ReasonKind.POPULAR, ReasonKind.BECAUSE_ASKED, ReasonKind.BECAUSE_ASKED]


def test_popular_is_what_was_chosen_for_that_and_what_many_engaged_with() -> None:
    assert neutral([SourceName.POPULAR, SourceName.LIGHTFM], 5) is ReasonKind.POPULAR
    assert neutral([SourceName.POPULAR], 4) is ReasonKind.NEW
    assert neutral([SourceName.LIGHTFM, SourceName.POPULAR], 500) is ReasonKind.NEW
    assert neutral([], 500) is ReasonKind.POPULAR
    assert neutral([SourceName.TRENDING], 500, 5) is ReasonKind.TRENDING
    assert neutral([SourceName.TRENDING], 500, 4) is ReasonKind.POPULAR
    assert neutral([SourceName.TRENDING], 4, 4) is ReasonKind.NEW
    assert neutral([SourceName.POPULAR], 500, 400) is ReasonKind.POPULAR
    assert neutral([], 0) is ReasonKind.NEW


def test_below_the_threshold_nothing_is_named() -> None:
    profile = clicks(30, 31)
    blended = blend([linear(profile, caused_by(1, 2))], profile)
    (cause,) = choose(blended, [column(blended, 7)], PEOPLE, threshold=1.1)
    assert (cause.item, cause.event, cause.kind) == (None, None, ReasonKind.NEW)


def test_no_candidates_no_causes() -> None:
    assert choose(blend([], clicks(1)), [], PEOPLE) == []


def test_the_evidence_is_what_both_have() -> None:
    x = Item(ItemKey(1), "x", "X", categories=("Comedy", "War"), tags=("Spoof",))
    item = Item(ItemKey(2), "i", "I", categories=("Comedy", "Drama"), tags=("spoof", "plane", "war"))
    assert shared(x, item) == ("Comedy", "spoof", "war")
    assert shared(x, Item(ItemKey(3), "n", "N")) == ()


def test_what_was_just_asked_for_is_the_reason_where_it_brought_more_than_any_item() -> None:
    profile = clicks(30, 31)
    lists = [linear(profile, caused_by(0, 2)), listed("context", SourceName.CONTEXT, 7, 8)]
    asked, by_history = (blend(lists, profile, {"next": 1.0, "context": weight}) for weight in (6.0, 0.1))
    assert choose(asked, [column(asked, 7)], PEOPLE)[0].kind is ReasonKind.BECAUSE_ASKED
    assert choose(by_history, [column(by_history, 7)], PEOPLE)[0].item == 30


def with_session(
    profile: Profile, named: list[int], from_history: float, from_session: float, asked: float = 0.0
) -> Blended:
    """Entry 0 of each past speaks for item 7, so much."""
    session = session_of(named, NOW, Engagement(), profile)
    tables = [np.zeros((SIZE, SIZE), np.float32) for _ in range(2)]
    tables[0][profile.items[:1], 7], tables[1][session.items[:1], 7] = from_history, from_session
    scorings: list[Any] = [
        Linear("next", profile, tables[0], size=SIZE),
        SessionScoring(Linear("next", session, tables[1], size=SIZE), FLAT),
        Prior("context", np.where(KEYS == 7, asked, 0.0).astype(np.float32), SourceName.CONTEXT),
    ]
    weights = {**WEIGHTS, CHANNEL + "next": 1.0}
    return merged(scorings, profile, weights, weights, SIZE, KEYS, session)


@pytest.mark.parametrize(
    ("from_history", "from_session", "asked", "kind", "x", "entry"),
    [
        (0.2, 0.5, 0.0, ReasonKind.BECAUSE_VIEWED, 31, None),
        (0.5, 0.2, 0.0, ReasonKind.BECAUSE_LIKED, 30, 0),
        (0.0, 0.5, 0.0, ReasonKind.BECAUSE_VIEWED, 31, None),
        (0.2, 0.5, 9.0, ReasonKind.BECAUSE_ASKED, None, None),
    ],
)
def test_x_may_be_what_the_request_names(
    from_history: float, from_session: float, asked: float, kind: ReasonKind, x: int | None, entry: int | None
) -> None:
    profile = profile_of(event(30, "like"))
    blended = with_session(profile, [31, 32], from_history, from_session, asked)
    (cause,) = choose(blended, [column(blended, 7)], PEOPLE)
    assert (cause.kind, cause.item, cause.entry) == (kind, x, entry)


def test_what_only_the_session_brought_was_not_asked_for_in_words() -> None:
    blended = with_session(profile_of(), [31], 0.0, 0.5)
    (cause,) = choose(blended, [column(blended, 7)], PEOPLE, threshold=2.0)
    assert (cause.kind, cause.item) == (ReasonKind.NEW, None)
    assert blended.sources(column(blended, 7)) == (SourceName.CONTEXT,)


def test_no_x_where_nothing_speaks_for_the_candidate() -> None:
    """Without 30 it would score lower still, but hardly: 30 is no reason to show it. What lifts it a good deal is."""
    profile = clicks(30, 31)
    similarity = np.zeros((2, SIZE), np.float32)
    for lift, x in ((0.02, None), (0.5, 30)):
        similarity[:, 7] = [lift if item == 30 else -1.0 for item in profile.items.tolist()]
        bare = blend([linear(profile, similarity)], profile)
        at = column(bare, 7)
        assert bare.drops([at])[profile.items.tolist().index(30), 0] > 0
        (cause,) = choose(bare, [at], PEOPLE)
        assert (cause.item, bare.sources(at)) == (x, ())


def test_the_source_by_which_x_speaks_is_known_where_it_counts_for_little() -> None:
    """31 speaks against the candidate as much as 30 for it: without 30 it scores lower, so that it is the cause."""
    profile = clicks(30, 31)
    similarity = np.zeros((2, SIZE), np.float32)
    similarity[:, 7] = [0.2 if item == 30 else -1.0 for item in profile.items.tolist()]
    crowded = blend([linear(profile, similarity), listed("popular", SourceName.POPULAR, 7)], profile)
    at = column(crowded, 7)
    assert crowded.sources(at) == (SourceName.POPULAR,)
    (cause,) = choose(crowded, [at], PEOPLE)
    assert (cause.item, speaking(crowded, at, cause)) == (30, SourceName.NEXT)
    assert speaking(crowded, at, Cause(ReasonKind.POPULAR)) is None
    similarity[:, 7] = 1.0
    plain = blend([linear(profile, similarity)], profile)
    (cause,) = choose(plain, [column(plain, 7)], PEOPLE)
    assert speaking(plain, column(plain, 7), cause) is None, "it is among the sources"
