"""Each stage on a small shop, as a merchandiser would expect it."""

from typing import Any

import numpy as np
import pytest

from hybrid.domain import Item, SourceName, User, UserKey
from hybrid.rules.document import Pin, ScenarioDocument, Viewer
from hybrid.rules.fallbacks import best_sellers
from hybrid.rules.tracing import filtered, moved, refused
from hybrid.rules.viewer import viewer_conditions
from tests.hybrid.events import NOW, event
from tests.hybrid.rules.shops import Shop, Shown, item, shop_of, shown

DAY = 86_400_000_000


def ten(**fields: Any) -> list[Item]:
    return [item(key, **fields) for key in range(1, 11)]


def shop(items: list[Item], kinds: list[int] | None = None, people: list[int] | None = None) -> Shop:
    """The first ones are the most popular."""
    count = len(items)
    return shop_of(items, kinds or [n % 12 for n in range(count)], people or [100 - n for n in range(count)], [])


def plain(shop: Shop, limit: int = 5, **document: Any) -> Shown:
    return shown(shop, ScenarioDocument.model_validate({"exploration": 0, **document}), limit, 0, None)


def test_without_rules_the_most_popular_come_first():
    assert plain(shop(ten())).keys == [1, 2, 3, 4, 5]


def test_variants_collapse_to_the_best_that_is_there():
    items = [item(1, available=False), item(2, variant_of="i1"), item(3, variant_of="i1"), item(4), item(5)]
    told = plain(shop(items), limit=2, near_duplicates={"likeness": None})
    assert told.keys == [2, 4]
    assert told.ranking.listed.collapsed == {3: 2}
    assert plain(shop(items), limit=4, near_duplicates={"likeness": None}).keys == [2, 4, 5, 3], "else it were short"


def test_what_means_nearly_the_same_collapses_and_the_least_alike_comes_back():
    made = shop([item(1), item(2), item(3)], kinds=[0, 0, 1])
    assert plain(made, limit=2, near_duplicates={}).keys == [1, 3]
    assert plain(made, limit=3, near_duplicates={}).keys == [1, 3, 2]
    assert plain(made, limit=2).keys == [1, 3], "whether a document says so or not"
    assert plain(made, limit=2, near_duplicates=None).keys == [1, 2], "unless it says otherwise"


def test_a_pinned_item_stands_and_its_variants_do_not_stand_beside_it():
    made = shop([item(1), item(2), item(9, variant_of="i2"), item(4)])
    pins = [{"item_id": "i9", "slot": 2, "as": "editorial", "name": "advent"}]
    told = plain(made, limit=3, pins=pins, near_duplicates={"likeness": None})
    assert told.keys == [1, 9, 4]
    assert told.ranking.sources(9)[-1] == told.ranking.rule(9) == SourceName.EDITORIAL
    assert moved(told.ranking.listed, None, frozenset(), {9: "i9"})[9] == ["slot 2: pinned: advent"]
    assert plain(made, limit=3, pins=[{**pins[0], "start": NOW / 1e6 + 1}]).keys == [1, 2, 4], "not yet"
    assert plain(made, limit=1, pins=pins).keys == [1], "there is no such slot"


def test_no_pin_against_a_filter():
    told = plain(shop(ten()), pins=[{"item_id": "i3", "slot": 1}], filter={"exclude_ids": ["i3"]})
    assert told.keys == [1, 2, 4, 5, 6]


def test_a_boost_lifts_and_what_it_brings_says_so():
    made = shop([item(key, brand="own" if key == 9 else None) for key in range(1, 11)])
    boost = {"name": "own label", "where": {"attributes": {"brand": "own"}}, "weight": 5}
    told = plain(made, boosts=[boost])
    assert told.keys == [9, 1, 2, 3, 4]
    assert told.ranking.rule(9) is SourceName.PROMOTED
    assert plain(made, limit=10, boosts=[boost]).ranking.rule(9) is None, "it would be there without the boost"
    assert moved(told.ranking.listed, told.ranking.lift, frozenset(), {})[9] == ["own label +5.00"]
    assert plain(made, boosts=[{**boost, "weight": -5}], limit=10).keys[-1] == 9
    assert plain(made, boosts=[boost], promoted_share=0.1).keys == [1, 2, 3, 4, 5], "no room for a promotion"
    assert plain(made, boosts=[{**boost, "end": (NOW - 1) / 1e6}]).keys == [1, 2, 3, 4, 5], "the campaign is over"


def test_where_nothing_may_be_promoted_no_boost_lifts_anything():
    made = shop([item(key, brand="own" if key in (4, 9) else "bad" if key == 1 else None) for key in range(1, 11)])
    boosts = [
        {"where": {"attributes": {"brand": "own"}}, "weight": 5},
        {"where": {"attributes": {"brand": "bad"}}, "weight": -5},
    ]
    pins = [{"item_id": "i8", "slot": 1}, {"item_id": "i7", "slot": 2, "as": "editorial"}]
    assert plain(made, boosts=boosts, promoted_share=0.2).keys == [4, 9, 2, 3, 5]
    for share in (0, 0.19):
        told = plain(made, boosts=boosts, pins=pins, promoted_share=share)
        assert told.keys == [2, 7, 3, 4, 5], "neither what it would bring nor what would be there anyway"
        assert not [key for key in told.keys if told.ranking.rule(key) is SourceName.PROMOTED]


def test_a_boost_in_proportion_to_a_number():
    made = shop([item(key, attributes={"margin": key / 10}) for key in range(1, 11)])
    told = plain(made, boosts=[{"by": {"attribute": "margin", "full": 0.8}, "weight": 9}], limit=3)
    assert told.keys == [8, 9, 10], "from .8 on it counts in full"


def test_what_is_new_comes_first_and_fades():
    made = shop([item(key, published_at=NOW - (10 - key) * 30 * DAY) for key in range(1, 11)])
    told = plain(made, freshness={"half_life_days": 30, "weight": 9}, limit=3)
    assert told.keys == [10, 9, 8]
    assert told.ranking.rule(10) is SourceName.NEW
    lift = told.ranking.lift
    assert lift is not None
    by_key = dict(zip(lift.keys.tolist(), lift.total.tolist(), strict=True))
    assert by_key[10] == pytest.approx(9.0)
    assert by_key[8] == pytest.approx(9 / 4, rel=1e-3)


def test_buried_items_come_where_nothing_else_is_left():
    made = shop([item(key, categories=("x",) if key < 4 else ()) for key in range(1, 7)])
    assert plain(made, limit=4, buries=[{"where": {"categories": ["x"]}}]).keys == [4, 5, 6, 1]


def test_caps_hold_and_give_way_only_where_nothing_else_is_left():
    made = shop([item(key, brand="a" if key < 6 else f"b{key}") for key in range(1, 9)])
    caps = [{"attribute": "brand", "most": 2}]
    told = plain(made, caps=caps)
    assert told.keys == [1, 2, 6, 7, 8]
    assert told.ranking.listed.passed == {3: "brand", 4: "brand", 5: "brand"}
    assert plain(made, caps=caps, limit=6).keys == [1, 2, 6, 7, 8, 3]
    turned = [
        shown(made, ScenarioDocument.model_validate({"exploration": 0, "caps": caps}), 5, 0, n).keys for n in range(9)
    ]
    assert all(sum(key < 6 for key in keys) == 2 for keys in turned), "whatever the model says"
    assert len({tuple(keys) for keys in turned}) > 1


def test_what_comes_back_of_the_buried_is_ranked_as_all_else():
    items = [item(key, categories=("x",) if key > 2 else ()) for key in range(1, 8)]
    made = shop_of(items, [0, 1, 2, 3, 4, 0, 5], [9, 9, 8, 7, 6, 1, 1], [event(1, "like")])
    told = plain(made, limit=2, near_duplicates=None, buries=[{"name": "old", "where": {"categories": ["x"]}}])
    assert told.keys == [2, 6], "the one that is like what they like, not what most people like"
    assert told.ranking.score(6) > 0
    assert told.ranking.sources(6)[0] == SourceName.CONTENT
    assert told.ranking.filled == frozenset()
    assert told.ranking.listed.unburied == {6: "old"}


@pytest.mark.parametrize(
    "rest",
    [{"near_duplicates": {"likeness": None}}, {"near_duplicates": None, "buries": [{"where": {"item_ids": ["i5"]}}]}],
)
def test_near_duplicates_and_buries_give_way_before_caps(rest: dict[str, Any]):
    items = [*(item(key, brand="A") for key in range(1, 4)), item(4, brand="B"), item(5, brand="B", variant_of="i4")]
    caps = [{"attribute": "brand", "most": 2}]
    assert plain(shop(items), limit=4, caps=caps, **rest).keys == [1, 2, 4, 5]
    assert plain(shop(items), limit=5, caps=caps, **rest).keys == [1, 2, 4, 5, 3], "only then the cap"
    document = ScenarioDocument.model_validate({"exploration": 0, "caps": caps, **rest})
    turned = [shown(shop(items), document, 4, 0, n).keys for n in range(9)]
    assert all(len(keys) == 4 and {4, 5} < set(keys) for keys in turned), "whatever the model says"


def test_a_penalty_for_what_everybody_knows():
    made = shop(ten(), people=[1000, 1, *[0] * 8])
    assert plain(made, popularity_penalty=0, limit=2).keys == [1, 2]
    assert plain(made, popularity_penalty=5, limit=2).keys[0] != 1


def test_fallbacks_fill_up_in_their_order():
    items = [item(key, categories=("a",) if key % 2 else ("b",)) for key in range(1, 9)]
    made = shop(items, people=[0] * 4 + [9, 8, 7, 6])
    nobody = plain(made, limit=8)
    assert nobody.keys == [5, 6, 7, 8, 4, 3, 2, 1], "popular, then the newest"
    told = plain(made, limit=6, fallbacks={"editorial": ["i2", "gone", "i5"]})
    assert told.keys == [5, 6, 7, 8, 2, 4]
    assert told.ranking.rule(2) is SourceName.EDITORIAL


def test_the_best_of_each_category_that_somebody_likes():
    items = [item(key, categories=(name,)) for key, name in enumerate("aaabbbccc", 1)]
    liked = shop_of(items, [0] * 9, [9, 5, 1, 8, 4, 2, 7, 6, 3], [event(3, "like"), event(9, "like", seq=1)])
    columns = liked.snapshot.columns
    assert best_sellers(columns, columns.recommendable, liked.profile).tolist() == [1, 7, 8, 2, 9, 3]


@pytest.mark.parametrize(
    ("viewer", "attributes", "locale", "shown_ids"),
    [
        ({"language": True}, {}, "en-GB", [1, 2, 4]),
        ({"language": True}, {}, None, [1, 2, 3, 4]),
        ({"region": "regions"}, {"region": "DE"}, "en-GB", [1, 2, 4]),
        ({"region": "regions"}, {}, "fr-FR", [1, 3, 4]),
        ({"region": "regions"}, {}, None, [1, 4]),
        ({"minimum_age": "fsk"}, {"age": 16}, None, [1, 2, 3]),
        ({"minimum_age": "fsk"}, {"birth_year": 2000}, None, [1, 2, 3, 4]),
        ({"minimum_age": "fsk"}, {}, None, [1, 2]),
        ({"minimum_age": "fsk", "assumed_age": 18}, {}, None, [1, 2, 3, 4]),
    ],
)
def test_what_fits_the_viewer(
    viewer: dict[str, Any], attributes: dict[str, Any], locale: str | None, shown_ids: list[int]
):
    made = shop(
        [
            item(1),
            item(2, language="en", attributes={"regions": ["DE", "AT"], "fsk": 0}),
            item(3, language="fr", attributes={"regions": ["FR"], "fsk": 16}),
            item(4, attributes={"fsk": 18}),
        ]
    )
    user = User(UserKey(1), "u", attributes=attributes)
    columns, mask = made.snapshot.columns, made.snapshot.columns.recommendable.copy()
    for condition in viewer_conditions(Viewer.model_validate(viewer), user, locale, 2026):
        mask &= columns.holding(condition, mask.size)
    assert np.flatnonzero(mask).tolist() == shown_ids


def test_operators_are_told_what_each_filter_left_out():
    made = shop_of(
        [item(1, available=False), item(2, price=3.0), item(3, price=30.0), item(4, price=5.0)],
        [0] * 4, [0] * 4, [event(4, "hide")],
    )  # fmt: skip
    told = plain(made, filter={"price": {"to": 10}})
    columns = made.snapshot.columns
    assert filtered(columns, told.wanted, made.profile) == {"out of stock": 1, "price": 1, "rejected": 1}
    assert refused(columns, told.wanted, made.profile, 1) == ["out of stock", "price"]
    assert refused(columns, told.wanted, made.profile, 2) == []


def test_nothing_is_said_by_fewer_people_than_wanted():
    made = shop(ten(), people=[4, 3, *[0] * 8])
    ruling = plain(made, min_people=4).ruling
    enough = ruling.enough(made.snapshot.columns)
    assert enough is not None
    assert np.flatnonzero(enough).tolist() == [1]


def test_a_lift_is_no_reason_for_what_other_rules_bring_up():
    """Boosted by nothing to speak of, brought up by a cap: it would be there without the boost."""
    made = shop([item(key, brand="a" if key < 6 else f"b{key}", categories=("x",)) for key in range(1, 9)])
    boost = {"where": {"categories": ["x"]}, "weight": 0.0001}
    told = plain(made, caps=[{"attribute": "brand", "most": 2}], boosts=[boost])
    assert told.keys == [1, 2, 6, 7, 8]
    assert [told.ranking.rule(key) for key in told.keys] == [None] * 5
    mixed = plain(shop(ten(categories=("x",)), kinds=[0, 0, 0, 1, 1, 2, 2, 3, 3, 4]), boosts=[boost], diversity=0.9)
    assert mixed.keys != [1, 2, 3, 4, 5]
    assert [mixed.ranking.rule(key) for key in mixed.keys] == [None] * 5


def test_what_may_be_explored_comes_into_the_list_in_no_other_way():
    """The model puts items first that leave no room for any other of its window: then the blend's order stands."""
    kinds = [("p",), ("q",), ("r",), ("s",), ("t",)]
    items = [item(key, categories=kinds[key - 1] if key < 6 else (f"m{key}", *"pqrst")) for key in range(1, 13)]
    items += [item(key, categories=(f"u{key}",)) for key in range(13, 40)]
    made = shop(items)
    document = ScenarioDocument.model_validate(
        {"exploration": 0.2, "caps": [{"attribute": "categories", "most": 1}], "near_duplicates": None}
    )
    reached = set()
    for seed in range(60):
        told = shown(made, document, 5, seed, seed)
        explored = {slot.key for slot in told.ranking.slots.values()}
        rest = set(told.keys) - explored
        assert rest <= set(told.ranking.keys[:12]), "nothing of the pool"
        reached |= rest
    assert reached <= set(range(1, 13))


def test_no_order_of_the_models_brings_up_what_lies_beyond_its_reach():
    """Only with what lies beyond would the cap hold, and only where the model passes over the best."""
    labels = [["a", "b"], *(["b"] if key < 13 else ["a"] for key in range(2, 30))]
    made = shop([item(key, attributes={"labels": said}) for key, said in enumerate(labels, 1)])
    document = ScenarioDocument.model_validate(
        {"exploration": 0, "caps": [{"attribute": "labels", "most": 1}], "near_duplicates": None}
    )
    lists = [shown(made, document, 2, 0, n).keys for n in range(9)]
    assert all(len(keys) == 2 and max(keys) < 13 for keys in lists)


def test_a_short_list_keeps_its_best():
    made = shop([item(key) for key in range(1, 40)])
    document = ScenarioDocument.model_validate({"exploration": 0.1, "near_duplicates": None})
    one = [shown(made, document, 1, seed, None) for seed in range(50)]
    assert {tuple(told.keys) for told in one} == {(1,)}
    two = [shown(made, document, 2, seed, None) for seed in range(400)]
    assert {told.keys[0] for told in two} == {1}
    tried = [slot.propensity for told in two for slot in told.ranking.slots.values()]
    assert 50 < len(tried) < 115, "the second slot in one list of five: a tenth of all slots"
    pinned = document.model_copy(update={"pins": [Pin.model_validate({"item_id": "i9", "slot": 1})]})
    assert {tuple(shown(made, pinned, 2, seed, None).keys) for seed in range(50)} == {(9, 1)}
