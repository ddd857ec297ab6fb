"""What of a document has no effect in a catalogue is told, with its place and what may have been meant."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from hybrid.domain import iso
from hybrid.rules.document import ScenarioDocument
from hybrid.rules.layers import layered
from hybrid.rules.vocabulary import Vocabulary
from hybrid.rules.warnings import Checking, Warned, named
from tests.hybrid.events import NOW
from tests.hybrid.rules.shops import Shop, item, shop_of

PAST, SOON, LATER = (iso(NOW + hours * 3_600_000_000) for hours in (-1, 1, 2))
ITEMS = [
    item(1, brand="Acme", categories=("Comedy",), price=5.0, published_at=NOW, attributes={"year": 1990, "fsk": 12}),
    item(2, brand="Bolt", categories=("Drama",), price=9.5, language="en", attributes={"regions": ["DE"]}),
    replace(item(3, brand="Acme", categories=("Drama",)), available=False),
    replace(item(4, brand="Gone", categories=("Horror",), attributes={"colour": "red"}), deleted=True),
]


def warned(document: dict[str, Any], general: dict[str, Any] | None = None, items: Any = None) -> list[Warned]:
    known = ITEMS if items is None else items
    shop: Shop = shop_of(known, [0] * len(known), [1] * len(known), [])
    said = ScenarioDocument.model_validate(document)
    below = None if general is None else ScenarioDocument.model_validate(general)
    by_id = {one.id: one for one in shop.items.values() if one.id in named(said)}
    in_force, words = layered(below, said, "v"), Vocabulary(shop.items.values)
    return list(Checking(said, in_force, shop.snapshot.columns, by_id, words, NOW).warnings())


def test_what_has_an_effect_is_not_warned_of():
    document = {
        "filter": {
            "attributes": {"brand": ["acme", "Bolt"], "year": {"gt": 1980}, "regions": {"not": "DE"}},
            "categories": ["comedy", "Drama"],
            "price": {"from": 5, "to": 10},
            "exclude_ids": ["i3", "i4"],
            "viewer": {"language": True, "region": "regions", "minimum_age": "fsk"},
        },
        "boosts": [
            {"where": {"attributes": {"brand": "Acme"}, "item_ids": ["i3"]}, "end": LATER},
            {"by": {"attribute": "year", "full": 2000}},
        ],
        "freshness": {},
        "buries": [{"where": {"categories": ["Drama"]}}],
        "caps": [{"attribute": "brand", "most": 2}],
        "fallbacks": {"editorial": ["i1"]},
        "rows": [{"kind": "category", "categories": ["Comedy"]}, {"kind": "editorial", "item_ids": ["i1"]}],
    }
    assert warned(document) == []


@pytest.mark.parametrize(
    ("document", "pointer", "message", "hint"),
    [
        (
            {"filter": {"attributes": {"barnd": "Acme"}}},
            "/filter/attributes/barnd",
            "No item has a field or attribute",
            "Did you mean `brand`?",
        ),
        (
            {"filter": {"attributes": {"brand": "Acne"}}},
            "/filter/attributes/brand",
            'No item has "Acne" as its `brand`',
            "Did you mean `Acme`?",
        ),
        (
            {"filter": {"attributes": {"brand": {"not": ["Bolt", "Zzz"]}}}},
            "/filter/attributes/brand",
            '"Zzz"',
            "Known: Acme, Bolt.",
        ),
        ({"filter": {"attributes": {"year": "1990"}}}, "/filter/attributes/year", '"1990"', "without quotes"),
        (
            {"filter": {"attributes": {"year": {"gt": 2000}}}},
            "/filter/attributes/year",
            "holds for no item",
            "from 1990 to 1990",
        ),
        ({"filter": {"attributes": {"colour": "red"}}}, "/filter/attributes/colour", "No item has a field", "Known:"),
        ({"filter": {"attributes": {"language": "fr"}}}, "/filter/attributes/language", '"fr"', "Known: en."),
        (
            {"filter": {"categories": ["Drama", "Commedy"]}},
            "/filter/categories/1",
            "No item has the category",
            "Did you mean `Comedy`?",
        ),
        ({"filter": {"price": {"from": 6, "to": 9}}}, "/filter/price", "No item has such a price", "from 5 to 9.5"),
        (
            {"filter": {"exclude_ids": ["i1", "I2"]}},
            "/filter/exclude_ids/1",
            'There is no item "I2"',
            "Did you mean `i2`?",
        ),
        (
            {"filter": {"viewer": {"region": "region"}}},
            "/filter/viewer/region",
            "No item has a field",
            "Did you mean `regions`?",
        ),
        (
            {"boosts": [{"where": {"item_ids": ["nothing-like-it"]}}]},
            "/boosts/0/where/item_ids/0",
            "There is no item",
            "Post it",
        ),
        (
            {"boosts": [{"where": {"categories": ["Comedy"], "item_ids": ["i2"]}}]},
            "/boosts/0/where",
            "All of this together",
            "Leave",
        ),
        (
            {"boosts": [{"by": {"attribute": "regions", "full": 1}}]},
            "/boosts/0/by/attribute",
            "No item says a number",
            "another",
        ),
        (
            {"boosts": [{"where": {"categories": ["Drama"]}, "end": PAST}]},
            "/boosts/0/end",
            f"This ended at {PAST}",
            "Move",
        ),
        ({"boosts": [{"where": {"categories": ["Drama"]}}], "promoted_share": 0}, "/promoted_share", "With 0", "Raise"),
        (
            {"buries": [{"where": {"attributes": {"brand": "Gone"}}}]},
            "/buries/0/where/attributes/brand",
            '"Gone"',
            "Known",
        ),
        ({"caps": [{"attribute": "colour", "most": 1}]}, "/caps/0/attribute", '"colour"', "Known:"),
        ({"pins": [{"item_id": "i9", "slot": 1}]}, "/pins/0/item_id", "There is no item", "Post it"),
        ({"pins": [{"item_id": "i4", "slot": 1}]}, "/pins/0/item_id", "was deleted", "Leave it out"),
        ({"pins": [{"item_id": "i3", "slot": 1}]}, "/pins/0/item_id", "is not available now", "comes back"),
        (
            {"pins": [{"item_id": "i1", "slot": 1}], "filter": {"attributes": {"brand": {"not": "Acme"}}}},
            "/pins/0/item_id",
            'keeps item "i1" out, by brand',
            "Change",
        ),
        (
            {"pins": [{"item_id": "i1", "slot": 1}], "filter": {"exclude_ids": ["i1"]}},
            "/pins/0/item_id",
            "out, by exclude_ids",
            "Change",
        ),
        (
            {"pins": [{"item_id": "i1", "slot": 1, "end": SOON}, {"item_id": "i1", "slot": 4}]},
            "/pins/1/item_id",
            "pinned to slot 1 at the same time",
            "first of its slots",
        ),
        (
            {"caps": [{"attribute": "brand", "most": 1}, {"attribute": "brand", "most": 2}]},
            "/caps/0",
            "Entry 1 caps `brand`, too",
            "Take one",
        ),
        ({"fallbacks": {"editorial": ["i2", "i3"]}}, "/fallbacks/editorial/1", "is not available now", "comes back"),
        (
            {"rows": [{"kind": "editorial", "item_ids": ["i1", "i0"]}]},
            "/rows/0/item_ids/1",
            "There is no item",
            "leave it out",
        ),
        (
            {"rows": [{"kind": "category", "categories": ["Drame"]}]},
            "/rows/0/categories/0",
            "No item has the category",
            "Did you mean `Drama`?",
        ),
    ],
)
def test_what_has_none_is(document: dict[str, Any], pointer: str, message: str, hint: str):
    (found,) = warned(document)
    assert found.pointer == pointer
    assert message in found.message
    assert hint in found.hint


def test_a_pin_against_the_filter_of_all_scenarios():
    (found,) = warned({"pins": [{"item_id": "i1", "slot": 1}]}, {"filter": {"price": {"from": 9}}})
    assert "out, by price" in found.message


def test_pins_that_meet_those_of_all_scenarios():
    general = {"pins": [{"item_id": "i1", "slot": 3}], "caps": [{"attribute": "brand", "most": 1}]}
    (found,) = warned({"pins": [{"item_id": "i2", "slot": 3}]}, general)
    assert (found.pointer, found.message) == ("/pins/0/slot", 'Slot 3 is that of item "i1" in * at the same time.')
    (found,) = warned({"pins": [{"item_id": "i1", "slot": 1}]}, general)
    assert found.pointer == "/pins/0/item_id"
    assert found.message == 'Item "i1" is pinned to slot 3 in * at the same time.'
    (found,) = warned({"pins": [{"item_id": "i2", "slot": 3}, {"item_id": "i1", "slot": 1}]}, general)
    assert found.pointer == "/pins/0/slot", "with slot 3 taken over it stands in slot 1 alone"
    assert warned({"pins": [{"item_id": "i1", "slot": 3}]}, general) == [], "the same again"
    assert warned({"pins": [{"item_id": "i2", "slot": 1}]}, general) == []
    assert warned({"caps": [{"attribute": "brand", "most": 3}]}, general) == [], "a scenario's own cap holds here"


def test_a_filter_of_ones_own_leaves_what_all_say_of_stock():
    pin = {"pins": [{"item_id": "i3", "slot": 1}]}
    assert warned({**pin, "filter": {"exclude_ids": ["i1"]}}, {"filter": {"available": False}}) == []
    (found,) = warned({**pin, "filter": {"available": True}}, {"filter": {"available": False}})
    assert "is not available now" in found.message


def test_one_after_the_other_is_not_twice():
    pins = [{"item_id": "i1", "slot": 1, "end": SOON}, {"item_id": "i1", "slot": 2, "start": SOON}]
    assert warned({"pins": pins}) == []


def test_where_nothing_can_be_shown_out_of_stock_may_be_pinned():
    assert warned({"pins": [{"item_id": "i3", "slot": 1}], "filter": {"available": False}}) == []
    assert warned({"pins": [{"item_id": "i3", "slot": 1}]}, {"filter": {"available": False}}) == []


def test_dates_that_nothing_has():
    undated = [item(1)]
    (found,) = warned({"freshness": {}}, items=undated)
    assert (found.pointer, "published_at" in found.message) == ("/freshness", True)


def test_of_an_empty_catalogue_one_thing_is_said():
    (found,) = warned({"caps": [{"attribute": "brand", "most": 1}]}, items=[ITEMS[3]])
    assert found.message.startswith("The catalogue has no items yet")
