"""What the catalogue's items have, and what changed in it."""

from hypothesis import given
from hypothesis import strategies as st

from hybrid.content.schema import changes, schema_of
from tests.hybrid.content.worlds import item


def shelf(n: int = 40, **more):
    """Items with these fields; a callable is asked with the number."""
    return [
        item(k, f"Story {k}", **{name: value(k) if callable(value) else value for name, value in more.items()})
        for k in range(1, n + 1)
    ]


def told(before, now, complete: bool = True) -> list[str]:
    return [str(change) for change in changes(schema_of(before, complete), schema_of(now, complete))]


def test_shares_and_kinds():
    found = schema_of(shelf(4, price=0.0, attributes=lambda k: {"year": 1990 + k, "cut": k == 1, "x": None}), True)
    assert found.share("price") == 1.0
    assert found.share("brand") == 0.0
    assert (found.fields["attributes.year"].type, found.fields["attributes.cut"].type) == ("number", "yes/no")
    assert "attributes.x" not in found.fields


def test_nothing_changes_from_itself():
    items = shelf(attributes={"year": 1990})
    assert told(items, items) == []


def test_fields_that_appear_and_vanish():
    before = shelf(brand="Acme", attributes={"year": 1990})
    now = shelf(tags=("new",), attributes={"year": 1990, "colour": "red"})
    assert told(before, now) == [
        "attributes.colour appeared (0% → 100% of the items have it)",
        "brand vanished (100% → 0% of the items have it)",
        "tags appeared (0% → 100% of the items have it)",
    ]


def test_types_and_shares():
    before = shelf(price=9.0, attributes={"year": 1990})
    now = shelf(price=lambda k: 9.0 if k % 2 else None, attributes=lambda k: {"year": "1990" if k % 4 else 1990})
    assert told(before, now) == ["attributes.year: type number → number and text", "price: filled 100% → 50%"]


def test_out_of_stock_is_a_share():
    assert told(shelf(), shelf(available=lambda k: k % 2 == 0)) == ["available: filled 100% → 50%"]


def test_a_few_items_prove_nothing():
    assert told(shelf(3, price=9.0), shelf(4, price=lambda k: 9.0 if k < 4 else None)) == []
    assert told(shelf(400), shelf(400, brand=lambda k: "A" if k == 7 else None), complete=False) == []
    assert len(told(shelf(400), shelf(400, brand=lambda k: "A" if k == 7 else None))) == 1
    assert told(shelf(400), shelf(400, attributes=lambda k: {"n": 1} if k < 9 else {}), complete=False) != []


def test_an_empty_catalogue_is_compared_with_nothing():
    assert told([], shelf(brand="Acme")) == []


@given(st.lists(st.dictionaries(st.sampled_from("abc"), st.sampled_from([1, "x", True, ["y"], {"z": 1}])), max_size=30))
def test_any_attributes_can_be_told(given_):
    items = [item(k, "Story", attributes=attributes) for k, attributes in enumerate(given_, 1)]
    found = schema_of(items, True)
    assert changes(found, found) == ()
    assert all(0 < use.filled <= len(items) for use in found.fields.values())
    assert all(sum(use.kinds.values()) == use.filled for use in found.fields.values())
