"""The whole way, on the product's own training and read path."""

import json
from dataclasses import replace
from html.parser import HTMLParser

import numpy as np
import pytest

from hybrid.domain import EventType
from hybrid.errors import NotEnoughData
from hybrid.evaluation.bootstrap import Interval
from hybrid.evaluation.fitting import RULES, Product, best, counted, shelf_of
from hybrid.evaluation.measure import measure
from hybrid.evaluation.page import forest, to_html
from hybrid.evaluation.positives import Kind, Positives
from hybrid.evaluation.report import Comparison, Report, Row, Section
from hybrid.evaluation.run import BY, COLD, UNSEEN, evaluate
from hybrid.evaluation.splits import Protocol, SplitSettings, split, unseen_people
from hybrid.profiles import Engagement
from tests.hybrid.collaborative.worlds import FIRST, SECOND, event
from tests.hybrid.evaluation.worlds import HONEST, KEYS, asked, fit, silent, tastes, told, written

ALL = frozenset(BY)


def test_every_view_of_two_clear_tastes():
    stages: list[tuple[str, float]] = []
    report = evaluate(tastes(), fit(), asked(by=ALL), lambda *now: stages.append(now))
    assert [section.name for section in report.sections] == ["stages", "history", "unseen", "cold"]
    by_stage = {row.name: row.figures["ndcg@10"] for row in report.section("stages").rows}
    assert set(by_stage) >= {"content", "i2i", "native", "popular", "blend", "rules"}
    assert by_stage["rules"].value > 0.5
    assert by_stage["rules"].low <= by_stage["rules"].value <= by_stage["rules"].high
    assert {one.theirs for one in report.comparisons if one.ours == RULES} == set(by_stage) - {RULES}
    assert report.about["people"] == 40
    shares = [share for _, share in stages]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0


def test_a_source_alone_ranks_everything_that_is_allowed():
    report = evaluate(tastes(), fit(), asked(), silent)
    found = {row.name: row.figures["recall@50"].value for row in report.section("stages").rows}
    assert len(KEYS) <= 50
    assert {found[source] for source in set(found) - {"blend", "rules"}} == {1.0}


def test_equal_scores_of_a_source_alone_do_not_favour_small_keys():
    keys = np.arange(1, 2_001)
    scores = np.r_[np.zeros(1_999), 1.0].astype(np.float32)
    first, again = (best(keys, scores, 50) for _ in range(2))
    assert first[0] == 2_000
    assert 500 < first[1:].mean() < 1_500
    assert np.array_equal(first, again)
    assert best(keys, -scores, 2_000)[-1] == 2_000


def test_unseen_people_are_the_same_in_every_row_and_shown_nothing_they_met():
    rows = evaluate(tastes(), fit(), asked(by=frozenset({UNSEEN})), silent).section(UNSEEN).rows
    assert [row.name for row in rows] == [f"newest {k} known" for k in (0, 1, 3, 5, 10, 20)]
    assert {row.people for row in rows} == {4}
    # Each has 6 of 8 likings before the cut: all known from there on.
    assert [one.value for one in rows[-1].figures.values()] == [one.value for one in rows[-2].figures.values()]
    base = split(tastes(), SplitSettings())
    cut = unseen_people(base, 1)
    fitted = fit()(cut.training(), silent)
    shelf = shelf_of(fitted, cut.training())
    found = measure([Product(fitted)], cut, shelf.recommendable, Engagement(), lambda _: None)
    for user, shown in zip(found.users.tolist(), found.lists[RULES], strict=True):
        assert len(cut.history(user)) == 1
        assert not {e.item for e in base.history(user)} & set(shown.tolist())


def test_cold_items_that_a_list_holds_all_of_are_not_ranked_among_themselves():
    draw = np.random.default_rng(3)
    keys = np.arange(1, 101)
    events = written(
        [event(user, int(k), at) for user in range(1, 31) for at, k in enumerate(draw.choice(keys, 10, replace=False))]
    )
    few, more = (
        evaluate(events, fit(keys.tolist()), replace(asked(by=frozenset({COLD})), share_items=share), silent)
        for share in (0.1, 0.2)
    )
    among = "cold items among themselves"
    assert among not in [row.name for row in few.section(COLD).rows]
    assert "Too few cold items" in few.notes[-1]
    assert "all 10 " in few.notes[-1]
    (row,) = (row for row in more.section(COLD).rows if row.name == among)
    assert 0 < row.figures["recall@10"].value < 1
    assert not {"recall@20", "recall@50"} & set(row.figures)
    assert not [note for note in more.notes if "cold" in note]


def test_the_figures_repeat_by_seed():
    first, again = (evaluate(tastes(apart=0), fit(), asked(by=ALL), silent).to_json() for _ in range(2))
    assert first == again


def test_a_planted_future_changes_no_training_figure():
    settings = SplitSettings(Protocol.CUTOFF, cutoff_at=1_006)
    events = tastes()
    future = written([event(user, item, 1_006 + item) for user in range(1, 41) for item in (FIRST[0], SECOND[0])])
    clean, planted = (fit()(split(one, settings).training(), silent) for one in (events, told(events, future)))
    before, after = clean.snapshot.model, planted.snapshot.model
    assert before is not None
    assert after is not None
    assert before.manifest.counts == after.manifest.counts
    for part in ("user_factors", "item_factors", "item_biases", "user_known", "item_known"):
        assert np.array_equal(getattr(before.factors, part), getattr(after.factors, part)), part
    assert before.recipe == after.recipe
    assert before.manifest.report == after.manifest.report
    for ours, theirs in zip(before.tables, after.tables, strict=True):
        assert np.array_equal(ours.links.strengths, theirs.links.strengths)
    assert np.array_equal(clean.snapshot.columns.engagement, planted.snapshot.columns.engagement)


def test_a_future_told_beforehand_would_be_seen():
    """The other way round: the test above can fail."""
    events = tastes()
    past = written([event(user, FIRST[0], 1_001) for user in range(1, 41)])
    settings = SplitSettings(Protocol.CUTOFF, cutoff_at=1_006)
    clean, planted = (fit()(split(one, settings).training(), silent) for one in (events, told(events, past)))
    assert not np.array_equal(clean.snapshot.columns.engagement, planted.snapshot.columns.engagement)


@pytest.mark.parametrize("protocol", HONEST)
def test_only_so_many_people_are_asked(protocol):
    report = evaluate(tastes(), fit(), replace(asked(protocol), people=7), silent)
    assert report.about["people"] == 7
    assert report.about["people_with_a_test"] == 40


def test_a_random_split_says_so_in_every_report():
    report = evaluate(tastes(), fit(), asked(Protocol.RANDOM, allow_random=True), silent)
    assert "RANDOM SPLIT" in report.notes[0]


ODD = {
    "one person": written([event(1, key, at) for at, key in enumerate(KEYS)]),
    "one rating": written(
        [event(u, k, u + k, EventType.RATING, 4.0) for u in range(1, 12) for k in KEYS if (u + k) % 3]
    ),
    "one moment": tastes(apart=0),
    "one item each and one more": written([event(u, k, k) for u in (1, 2, 3) for k in (FIRST[u], SECOND[0])]),
    "all cold": written(
        [event(u, k, 1) for u in range(1, 5) for k in FIRST] + [event(u, k, 2) for u in range(1, 5) for k in SECOND[:3]]
    ),
}


@pytest.mark.parametrize("name", ODD)
@pytest.mark.parametrize("protocol", HONEST)
def test_odd_data_is_measured_or_what_is_missing_named(name, protocol):
    if (name, protocol) == ("one moment", Protocol.CUTOFF):
        with pytest.raises(NotEnoughData, match=r"No moment parts.*use --protocol temporal"):
            evaluate(ODD[name], fit(), asked(protocol, by=ALL), silent)
        return
    report = evaluate(ODD[name], fit(), asked(protocol, by=ALL), silent)
    assert report.about["people"] == len(set(ODD[name].user.tolist())) - (name == "one rating") * (
        protocol is Protocol.CUTOFF
    )
    assert json.loads(json.dumps(report.to_json(), allow_nan=False))["sections"]
    assert to_html(report)


def test_all_cold_is_measured_without_a_hit_from_training():
    report = evaluate(ODD["all cold"], fit(), asked(Protocol.CUTOFF, cutoff_at=2), silent)
    assert report.about["test_items_not_in_training"] == report.about["test_items"] == 12


def test_without_a_model_the_rest_is_measured_and_said():
    report = evaluate(ODD["one person"], fit(), asked(), silent)
    assert "without a trained model" in " ".join(report.notes)
    assert {row.name for row in report.section("stages").rows if row.people} >= {"content", "rules"}


@pytest.mark.parametrize(
    ("events", "message"),
    [
        (written([event(1, KEYS[0], at) for at in range(9)]), "Nobody has two hits"),
        (written([event(u, k, k, EventType.RATING, 3.0) for u in (1, 2) for k in KEYS]), "hit"),
        (written([event(u, 900 + k, k) for u in (1, 2) for k in range(9)]), "in the catalogue"),
    ],
)
def test_what_is_missing_is_named(events, message):
    with pytest.raises(NotEnoughData, match=message):
        evaluate(events, fit(), asked(), silent)


def test_the_same_rating_everywhere_can_be_measured_by_all():
    events = written([event(u, k, k + u, EventType.RATING, 3.0) for u in (1, 2, 3) for k in KEYS])
    report = evaluate(events, fit(), asked(positives=Positives(Kind.ALL)), silent)
    assert report.about["people"] == 3


def test_engagement_is_counted_as_the_store_counts_it():
    low, kinds = 2.0, (EventType.VIEW, EventType.VIEW, EventType.HIDE, EventType.IMPRESSION, EventType.DISLIKE)
    events = written(
        [event(1, n, n, kind) for n, kind in enumerate(kinds, 10)]
        + [event(2, 10, 1), event(2, 10, 2), event(2, 11, 3, EventType.RATING, low), event(3, 11, 3, EventType.REVIEW)]
    )
    assert counted(events, Engagement()).people == {10: 2.0, 11: 2.0}


def test_who_watches_may_end_it():
    def stop(_stage: str, share: float) -> None:
        if share > 0.5:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        evaluate(tastes(), fit(), asked(), stop)


class Page(HTMLParser):
    """What a page holds and what it would load."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loads += [value for name, value in attrs if name in ("src", "href", "xlink:href", "data") and value]


def test_the_page_needs_nothing_else_and_escapes_names():
    nan = float("nan")
    row = Row("<b>mine</b>", 3, {"ndcg@10": Interval(0.2, 0.1, 0.3), "coverage@10": Interval(0.5, nan, nan)})
    section = Section("stages", "By stage", "", [row, Row("none", 0, {})])
    compared = Comparison("a", "b", "ndcg@10", 10, Interval(0.1, 0.05, 0.2), Interval(2.0, 1.5, 2.5))
    report = Report(
        {"protocol": "loo", "interval": 0.95}, [section, Section("cold", "Cold", "", [])], [compared], ["Note"]
    )
    html = to_html(report)
    page = Page()
    page.feed(html)
    assert page.tags.count("svg") == 3
    assert {"rect", "line"} <= set(page.tags)
    assert "b" not in page.tags
    assert not page.loads
    assert "url(" not in html
    assert "better" in html


def test_differences_stand_on_one_scale_with_nothing_in_sight():
    nan = float("nan")
    spans = [Interval(0.2, 0.1, 0.3), Interval(-0.1, -0.2, 0.05), Interval(0.1, nan, nan), Interval(nan, nan, nan)]
    drawn = forest([Comparison("we", str(n), "ndcg@10", 20, span, span) for n, span in enumerate(spans)])
    ahead, behind, alone = drawn.marks
    assert ahead.low is not None
    assert behind.high is not None
    assert behind.at < drawn.zero < ahead.low < ahead.at
    assert drawn.zero < behind.high
    assert (alone.low, alone.high) == (None, None)
    assert alone.at - drawn.zero == pytest.approx((ahead.at - drawn.zero) / 2, abs=0.2)
    assert forest([]).marks == ()
