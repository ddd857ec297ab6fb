"""Whatever a document says: what must never happen does not.

10,000 cases of each with ``pytest --hypothesis-profile=thorough tests/hybrid/rules -k any_rules``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hybrid.conditions import values_of
from hybrid.domain import SourceName
from hybrid.profiles import REJECTIONS
from hybrid.rules import allowed
from hybrid.rules.document import ScenarioDocument
from tests.hybrid.rules.shops import DOCUMENTS, Shop, Shown, item, shop_of, shops, shown
from tests.hybrid.test_families import followed

EXAMPLES = 10_000 if settings.get_current_profile_name() == "thorough" else 60
LIMITS, SEEDS = st.integers(1, 15), st.integers(0, 2**64 - 1)


def may_be_shown(shop: Shop, document: ScenarioDocument) -> set[int]:
    """By the items themselves, told anew."""
    rule, profile = document.filter, shop.profile
    hidden = {int(one.item) for one in profile.events if one.type in REJECTIONS}
    seen = set(profile.seen.tolist()) if not rule.include_seen else hidden
    return {
        key
        for key, one in shop.items.items()
        if (one.available or not rule.available)
        and key not in seen
        and one.id not in rule.exclude_ids
        and (not rule.categories or set(rule.categories) & set(one.categories))
        and (rule.price is None or (one.price is not None and 5 <= one.price <= 15))
        and all(condition.holds(values_of(one, condition.name)) for condition in rule.conditions)
    }


def over_bounds(shop: Shop, told: Shown, document: ScenarioDocument) -> list[str]:
    """Which caps the list breaks."""
    most = {cap.attribute: cap.most for cap in document.caps}
    broken = [
        name
        for name, number in most.items()
        if any(n > number for n in Counter(v for key in told.keys for v in values_of(shop.items[key], name)).values())
    ]
    promoted = [key for key in told.keys if key in told.ranking.listed.bounds.promoted]
    return [*broken, "promoted_share"] if len(promoted) > int(document.promoted_share * told.ruling.limit) else broken


def nearly_the_same(shop: Shop, one: int, other: int, document: ScenarioDocument) -> bool:
    rule, (first, second) = document.near_duplicates, (shop.items[key] for key in (one, other))
    if rule is None:
        return False
    originals = {item.id: item.variant_of for item in shop.items.values()}
    variants = rule.variants and followed(originals, first.id) == followed(originals, second.id)
    return variants or (rule.likeness is not None and shop.kind_of(one) == shop.kind_of(other))


def would_break(shop: Shop, keys: list[int], key: int, document: ScenarioDocument) -> bool:
    most = {cap.attribute: cap.most for cap in document.caps}
    return any(
        sum(value in values_of(shop.items[other], name) for other in keys) >= number
        for name, number in most.items()
        for value in values_of(shop.items[key], name)
    )


@settings(max_examples=EXAMPLES, deadline=None)
@given(shops(), DOCUMENTS, LIMITS, SEEDS, st.integers(0, 99))
def test_any_rules_show_what_is_allowed_once_and_never_too_few(
    shop: Shop, document: ScenarioDocument, limit: int, seed: int, model: int
) -> None:
    told = shown(shop, document, limit, seed, model)
    can = may_be_shown(shop, document)
    assert set(np.flatnonzero(allowed(shop.snapshot.columns, told.wanted, shop.profile)).tolist()) == can
    assert set(told.keys) <= can, "filtered items never appear"
    assert len(set(told.keys)) == len(told.keys), "no duplicate"
    assert len(told.keys) == min(limit, len(can)), "as many as asked while enough are allowed"
    assert shown(shop, document, limit, seed, model).keys == told.keys, "same seed, same list"


@settings(max_examples=EXAMPLES, deadline=None)
@given(shops(), DOCUMENTS, LIMITS, SEEDS, st.integers(0, 99))
def test_any_rules_let_pins_stand_and_caps_hold(
    shop: Shop, document: ScenarioDocument, limit: int, seed: int, model: int
) -> None:
    told = shown(shop, document, limit, seed, model)
    can = may_be_shown(shop, document)
    room = int(document.promoted_share * limit)
    for pin in sorted(document.pins, key=lambda pin: pin.slot):
        key = int(pin.item_id[1:])
        if pin.slot > limit or key not in can or (pin.shown_as == "promoted" and not room):
            continue
        room -= pin.shown_as == "promoted"
        if pin.slot <= len(told.keys) and len(told.keys) == limit:
            assert told.keys[pin.slot - 1] == key, "a pin stands"
        assert key in told.keys
    pins = [slot.key for slot in told.ranking.slots.values() if slot.shown_as is not SourceName.EXPLORE]
    by_pins = over_bounds(shop, replace(told, keys=pins), document)
    if set(over_bounds(shop, told, document)).difference(by_pins):
        others = can - set(told.keys) - told.ranking.listed.bounds.promoted
        left = [key for key in others if not would_break(shop, told.keys, key, document)]
        assert not left, "bounds give way last, after near-duplicates and buries"


@settings(max_examples=EXAMPLES, deadline=None)
@given(shops(), DOCUMENTS, LIMITS, SEEDS, st.integers(0, 99))
def test_any_rules_show_no_two_that_are_nearly_the_same_where_there_are_others(
    shop: Shop, document: ScenarioDocument, limit: int, seed: int, model: int
) -> None:
    told = shown(shop, document, limit, seed, model)
    pinned = {slot.key for slot in told.ranking.slots.values() if slot.shown_as is not SourceName.EXPLORE}
    pairs = [
        (one, other)
        for n, other in enumerate(told.keys)
        for one in told.keys[:n]
        if not {one, other} <= pinned and nearly_the_same(shop, one, other, document)
    ]
    if pairs and not document.caps and not document.buries and document.promoted_share == 1:
        left = may_be_shown(shop, document) - set(told.keys)
        others = [key for key in left if not any(nearly_the_same(shop, key, one, document) for one in told.keys)]
        assert not others, f"{pairs} stand together and none of {others} does"


@settings(max_examples=EXAMPLES, deadline=None)
@given(shops(), DOCUMENTS, LIMITS, SEEDS)
def test_any_rules_explore_with_the_model_out_of_reach(
    shop: Shop, document: ScenarioDocument, limit: int, seed: int
) -> None:
    """Whatever the model says, what is explored stays where it is, and the window does not hang on the seed."""
    first, other = shown(shop, document, limit, seed, None), shown(shop, document, limit, seed, 1)
    tried = {slot: one for slot, one in first.ranking.slots.items() if one.shown_as is SourceName.EXPLORE}
    for slot, one in tried.items():
        assert first.keys[slot] == other.keys[slot] == one.key
        assert one.propensity is not None
        assert 0 < one.propensity <= 1
    elsewhere = shown(shop, document, limit, seed + 1, None)
    reach = first.ruling.reach
    assert 0 not in tried, "the best is not given up for it"
    placed = {one.key for one in first.ranking.slots.values()}
    assert set(other.keys) - placed <= set(first.ranking.keys[:reach]), "what may be explored comes in no other way"
    assert elsewhere.ranking.keys[:reach] == first.ranking.keys[:reach]
    assert not {one.key for one in tried.values()} & set(first.ranking.keys)


def test_what_stands_in_a_slot_is_as_probable_as_the_list_says() -> None:
    """Over many days of one person, whatever the model says on each: the whole way, caps and a pin among the rules."""
    items = [item(key, brand=f"brand {key % 7}") for key in range(1, 61)]
    shop = shop_of(items, [key % 12 for key in range(60)], list(range(90, 30, -1)), [])
    document = ScenarioDocument.model_validate(
        {
            "exploration": 0.25,
            "near_duplicates": None,
            "caps": [{"attribute": "brand", "most": 3}],
            "pins": [{"item_id": "i60", "slot": 3}],
        }
    )
    days, met, told = 1_500, Counter[tuple[int, int]](), dict[tuple[int, int], float]()
    for day, seed in enumerate(np.random.default_rng(3).integers(0, 2**63, days).tolist()):
        one = shown(shop, document, 8, seed, day)
        told |= {(n, slot.key): slot.propensity for n, slot in one.ranking.slots.items() if slot.propensity is not None}
        met.update(enumerate(one.keys))
    pairs = list(told)
    expected = days * np.array([told[pair] for pair in pairs])
    chi2 = float((((np.array([met[pair] for pair in pairs]) - expected) ** 2) / expected).sum())
    assert expected.sum() == pytest.approx(2 * days, rel=0.02), "a quarter of eight"
    assert chi2 < len(pairs) + 5 * np.sqrt(2 * len(pairs))
