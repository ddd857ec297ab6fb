"""Documents: strict, neutral by default, one on top of the other."""

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from hybrid.rules.document import NEUTRAL, NearDuplicates, ScenarioDocument
from hybrid.rules.layers import NOTHING_SAID, layered


def document(**given: Any) -> ScenarioDocument:
    return ScenarioDocument.model_validate(given)


def test_every_field_says_what_it_does():
    schema = ScenarioDocument.model_json_schema()
    parts = {"ScenarioDocument": schema, **schema["$defs"]}
    fields = [(name, field, said) for name, part in parts.items() for field, said in part.get("properties", {}).items()]
    assert [(name, field) for name, field, said in fields if not said.get("description")] == []


def test_an_empty_document_explores_and_shows_nothing_twice():
    assert document() == NEUTRAL
    assert layered(None, document(), "v").document == NOTHING_SAID.document == NEUTRAL
    assert (NEUTRAL.exploration, NEUTRAL.min_people) == (0.1, 5)
    assert NEUTRAL.near_duplicates == NearDuplicates(variants=True, likeness=0.95, likeness_of_titles=0.99)
    said = {"exploration", "min_people", "near_duplicates", "promoted_share", "description", "rows"}
    silent = NEUTRAL.model_dump(exclude=said)
    assert not any(value for name, value in silent.items() if name not in ("filter", "seen", "fallbacks"))


@pytest.mark.parametrize(
    ("where", "given"),
    [
        (("boost",), {"boost": []}),
        (("boosts", 0), {"boosts": [{"weight": 1}]}),
        (("boosts", 0, "where", "attributes", "brand"), {"boosts": [{"where": {"attributes": {"brand": {}}}}]}),
        (("boosts", 0), {"boosts": [{"where": {"categories": ["A"]}, "start": "2026-12-02", "end": "2026-12-01"}]}),
        (("pins", 0, "slot"), {"pins": [{"item_id": "a", "slot": 0}]}),
        (("pins",), {"pins": [{"item_id": "a", "slot": 1}, {"item_id": "b", "slot": 1}]}),
        (("rows",), {"rows": [{"kind": "recommended"}, {"kind": "recommended", "limit": 8}]}),
        (("buries", 0), {"buries": [{"where": {}}]}),
        (("filter", "price"), {"filter": {"price": {"from": 9, "to": 1}}}),
        (("exploration",), {"exploration": "0.1"}),
        (("min_people",), {"min_people": 0}),
        (("seen", "except", 0), {"seen": {"except": ["look"]}}),
    ],
)
def test_what_is_wrong_is_refused_where_it_stands(where: tuple[str | int, ...], given: dict[str, Any]):
    with pytest.raises(ValidationError) as caught:
        document(**given)
    assert caught.value.errors()[0]["loc"] == where


def test_pins_may_share_a_slot_one_after_the_other():
    first = {"item_id": "a", "slot": 1, "end": "2026-12-01"}
    found = document(pins=[first, {"item_id": "b", "slot": 1, "start": "2026-12-01"}])
    moment = found.pins[1].start
    assert moment is not None
    assert [pin.runs(moment) for pin in found.pins] == [False, True]
    assert [pin.runs(moment - 1) for pin in found.pins] == [True, False]


def test_a_scenario_stands_on_the_document_of_all():
    general = document(
        filter={"attributes": {"stock": {"gt": 0}}}, exploration=0.2, diversity=0.3,
        boosts=[{"where": {"categories": ["A"]}}], caps=[{"attribute": "brand", "most": 3}],
    )  # fmt: skip
    special = document(
        filter={"categories": ["B"]}, exploration=0.0, boosts=[{"where": {"categories": ["C"]}}],
        caps=[{"attribute": "brand", "most": 1}],
    )  # fmt: skip
    found = layered(general, special, "g.s")
    assert (found.document.exploration, found.document.diversity) == (0.0, 0.3)
    assert [boost.where.categories for boost in found.document.boosts] == [["A"], ["C"]]
    assert [cap.most for cap in found.document.caps] == [3, 1]
    assert [one.categories for one in found.filters] == [[], ["B"]]


@pytest.mark.parametrize("said", [{}, {"filter": {}}, {"filter": {"categories": ["B"]}}])
def test_a_filter_that_says_nothing_of_stock_leaves_what_all_scenarios_say(said: dict[str, Any]):
    general = document(filter={"available": False, "include_seen": True, "categories": ["A"]})
    found = layered(general, document(**said), "g.s").document.filter
    assert (found.available, found.include_seen) == (False, True)
    own = layered(general, document(filter={"available": True, "include_seen": False}), "g.s").document.filter
    assert (own.available, own.include_seen) == (True, False)
    neutral = layered(document(filter={"categories": ["A"]}), document(**said), "g.s").document.filter
    assert (neutral.available, neutral.include_seen) == (True, False)


def test_what_collapses_by_default_may_stand_where_a_document_says_so():
    apart = document(near_duplicates=None)
    assert layered(None, apart, "v").document.near_duplicates is None
    assert layered(apart, document(), "v").document.near_duplicates is None, "who says nothing leaves it"
    assert layered(apart, document(near_duplicates={}), "v").document.near_duplicates == NearDuplicates()


def test_the_documentations_example_is_valid_and_names_every_field():
    text = (Path(__file__).parents[3] / "docs" / "rules.md").read_text("utf-8")
    example = json.loads(text.partition("```json\n")[2].partition("```")[0])
    assert ScenarioDocument.model_validate(example).pins[0].item_id == "calendar-24"
    of_lists = set(ScenarioDocument.model_fields) - {"rows"}
    assert set(example) == of_lists
    for name in of_lists - {"description"}:
        assert f"| `{name}` |" in text
