from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from hybrid.domain import EventType
from hybrid.problems import Problem, problems
from hybrid.records import (
    EventRecord,
    ItemPatch,
    ItemRecord,
    UserSettings,
    fields_of,
    parse_events,
    parse_items,
)

NOW = 1_790_000_000_000_000
MEGABYTE = "x" * 1_000_000


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = {"a": [value]}
    return value


def item(**fields: Any) -> dict[str, Any]:
    return {"id": "a", "title": "T", **fields}


def event(**fields: Any) -> dict[str, Any]:
    return {"user_id": "u", "item_id": "i", **fields}


def refused(raw: Any, parse: Any = parse_items):
    good, bad = parse([raw], NOW)
    assert good == []
    assert len(bad) == 1
    return bad[0]


@pytest.mark.parametrize(
    ("raw", "pointer", "says"),
    [
        ({"title": "T"}, "/id", "`id` is missing"),
        (item(id=""), "/id", "must not be empty"),
        (item(id="x" * 129), "/id", "at most 128 characters; got 129"),
        (item(id=5), "/id", "must be text; got 5"),
        (item(id="a\x00"), "/id", "control characters"),
        (item(id="a\x9f"), "/id", "control characters"),
        (item(id="\ud800"), "/id", "valid Unicode"),
        ({"id": "a"}, "/title", "missing"),
        (item(title=" \n\t"), "/title", "must not be blank"),
        (item(title=MEGABYTE), "/title", "at most 512 characters; got 1,000,000"),
        (item(title="\udfff"), "/title", "valid Unicode"),
        (item(title="a\x07"), "/title", "control characters"),
        (item(title=None), "/title", "must be text; got null"),
        (item(description="x" * 20_001), "/description", "20001|20,001|20000|20,000"),
        (item(price="much"), "/price", 'must be a number; got "much"'),
        (item(price=float("nan")), "/price", "finite number; got NaN"),
        (item(price=float("inf")), "/price", "finite number; got Infinity"),
        (item(price=-1), "/price", "at least 0"),
        (item(price=True), "/price", "must be a number; got true"),
        (item(price=10**400), "/price", "a number of 1329 bits"),
        (item(price=10**6000), "/price", "a number of 19932 bits"),
        (item(currency="euro"), "/currency", "three letters"),
        (item(available="yes"), "/available", "true or false"),
        (item(available=None), "/available", "true or false"),
        (item(categories="Comedy"), "/categories", "must be a list"),
        (item(categories=["ok", ""]), "/categories/1", "must not be empty"),
        (item(categories=["ok", 3]), "/categories/1", "must be text"),
        (item(tags=["x"] * 51), "/tags", "at most 50 entries"),
        (item(tags=["x" * 129]), "/tags/0", "at most 128"),
        (item(image_url="javascript:alert(1)"), "/image_url", "http"),
        (item(image_url="https://a b"), "/image_url", "http"),
        (item(variant_of="\n"), "/variant_of", "control characters"),
        (item(published_at="2020-13-01"), "/published_at", "calendar"),
        (item(published_at="2020-01-01T00:00:00"), "/published_at", "time zone"),
        (item(published_at="soon"), "/published_at", "must be a time"),
        (item(vector=[]), "/vector", "at least 1"),
        (item(vector=[1, "x"]), "/vector/1", "number"),
        (item(vector=[float("nan")]), "/vector/0", "finite"),
        (item(vector=[1.0] * 8193), "/vector", "at most 8192"),
        (item(attributes=[1]), "/attributes", "must be an object"),
        (item(attributes=nested(5)), "/attributes", "nested at most 8"),
        (item(attributes=nested(50_000)), "/attributes", "nested at most 8"),
        (item(attributes={str(n): 1 for n in range(65)}), "/attributes", "at most 64 keys"),
        (item(attributes={"a": "ä" * 9_000}), "/attributes", "16,384 bytes"),
        (item(attributes={"a": [1, float("nan")]}), "/attributes", "finite"),
        (item(attributes={"a": 2**63}), "/attributes", "64 bits"),
        (item(attributes={"a": -(10**6000)}), "/attributes", "64 bits"),
        (item(attributes={"\ud800": 1}), "/attributes", "control characters"),
        (item(attributes={"a": "\x00"}), "/attributes", "control characters"),
        (item(attributes={"a": {1, 2}}), "/attributes", "plain JSON"),
        (item(nosuch=1), "/nosuch", "no field of item"),
        (item(**{MEGABYTE: 1}), "/" + "x" * 60 + "…", "no field of item"),
        (item(**{"a/b~c": 1}), "/a~1b~0c", "no field of item"),
        (dict([*item().items(), (5, 6)]), "", "field name"),
        ({**item(), "\ud800": 6}, "", "field name"),
        ([], "", "must be a JSON object; got a list of 0"),
        (None, "", "must be a JSON object; got null"),
        ("text", "", "JSON object"),
        (7.5, "", "JSON object"),
        (nested(50_000), "/a", "no field"),
    ],
)
def test_a_bad_item_is_refused_with_the_field_and_what_came(raw, pointer, says):
    error = refused(raw)
    assert error.pointer == pointer
    assert re.search(says, error.message)
    assert error.remedy
    assert len(error.message) < 500
    json.dumps([error.message, error.remedy, error.pointer, error.id], ensure_ascii=False).encode()


@pytest.mark.parametrize(
    ("raw", "pointer", "says"),
    [
        (event(type="teleport"), "/type", 'must be one of impression, view.* got "teleport"'),
        (event(type=1), "/type", "got 1"),
        (event(type=None), "/type", "got null"),
        (event(timestamp="yesterday"), "/timestamp", 'must be a time; got "yesterday"'),
        (event(timestamp="2026-01-01T00:00:00"), "/timestamp", "time zone"),
        (event(timestamp="2026-01-01"), "/timestamp", "time zone"),
        (event(timestamp="2999-01-01T00:00:00Z"), "/timestamp", "5 minutes ahead"),
        (event(timestamp=NOW / 1e6 + 301), "/timestamp", "5 minutes ahead"),
        (event(timestamp="1969-12-31T23:59:59Z"), "/timestamp", "before 1970"),
        (event(timestamp="0001-01-01T00:00:00+14:00"), "/timestamp", "before 1970"),
        (event(timestamp="9999-12-31T23:59:59-23:59"), "/timestamp", "5 minutes ahead"),
        (event(timestamp=-0.5), "/timestamp", "before 1970"),
        (event(timestamp=NOW / 1e3), "/timestamp", "unix seconds"),
        (event(timestamp=float("nan")), "/timestamp", "unix seconds; got NaN"),
        (event(timestamp=10**400), "/timestamp", "unix seconds"),
        (event(timestamp=True), "/timestamp", "must be a time"),
        (event(timestamp=MEGABYTE), "/timestamp", "must be a time"),
        (event(timestamp="\ud800"), "/timestamp", "must be a time"),
        (event(timestamp=[]), "/timestamp", "must be a time"),
        (event(type="rating"), "/value", "missing: a rating needs one"),
        (event(type="rating", value=100.5), "/value", "between 0 and 100"),
        (event(type="review", value=-1), "/value", "between 0 and 100"),
        (event(value=float("-inf")), "/value", "finite"),
        (event(value="3"), "/value", "number"),
        ({"item_id": "i"}, "/user_id", "missing"),
        (event(user_id=""), "/user_id", "empty"),
        (event(event_id="\t"), "/event_id", "control"),
        (event(session_id=MEGABYTE), "/session_id", "at most 128"),
        (event(nosuch=1), "/nosuch", "no field of event"),
    ],
)
def test_a_bad_event_is_refused_with_the_field_and_what_came(raw, pointer, says):
    error = refused(raw, parse_events)
    assert error.pointer == pointer
    assert re.search(says, error.message)
    assert error.remedy


@pytest.mark.parametrize("id", ["a/b", "😀", " ", "..", "%00", "x" * 128, "\u202e", "\u2028", "0", "null", "a\u0308"])
def test_odd_ids_are_valid_and_kept_as_they_are(id):
    (good,), bad = parse_items([{"id": id, "title": "T"}], NOW)
    assert (good[1].id, bad) == (id, [])


def test_a_slip_of_the_pen_gets_the_right_name():
    assert refused({"id": "a", "titel": "T"}).remedy == "Did you mean `title`?"
    assert "1 more: /title" in refused({"id": "a", "titel": "T"}).message
    assert refused(event(type="veiw"), parse_events).remedy == "Did you mean `view`?"
    assert refused(event(userid="u"), parse_events).remedy == "Did you mean `user_id`?"


def test_good_lines_go_in_beside_bad_ones_and_keep_their_numbers():
    good, bad = parse_items([item(id="1"), {"id": "2"}, None, item(id="4")], NOW)
    assert [(line, record.id) for line, record in good] == [(1, "1"), (4, "4")]
    assert [(error.line, error.id) for error in bad] == [(2, "2"), (3, None)]
    good, bad = parse_items([item(id="1"), {"id": "2"}], NOW, lines=[10, 12])
    assert ([line for line, _ in good], [error.line for error in bad]) == ([10], [12])


def test_an_item_is_tidied():
    record = ItemRecord.model_validate(
        item(title=" It\n", categories=["War", "War "], tags=None, brand=" ", description=None, currency="eur",
             price=3, published_at="1954-02-03", attributes=None)
    )  # fmt: skip
    assert (record.title, record.categories, record.tags, record.brand) == ("It", ["War"], [], None)
    assert (record.description, record.currency, record.price, record.attributes) == ("", "EUR", 3.0, {})
    assert record.published_at == -502_070_400_000_000


@pytest.mark.parametrize(
    ("sent", "micros"),
    [
        ("2026-01-01T00:00:00Z", 1_767_225_600_000_000),
        ("2026-01-01T01:30:00.123456+01:30", 1_767_225_600_123_456),
        (1_767_225_600, 1_767_225_600_000_000),
        (1_767_225_600.25, 1_767_225_600_250_000),
        (0, 0),
        (NOW / 1e6 + 299, NOW + 299_000_000),
        (None, None),
    ],
)
def test_times_are_read_in_both_ways(sent, micros):
    (good,), bad = parse_events([event(timestamp=sent)], NOW)
    assert (good[1].timestamp, bad) == (micros, [])


def test_an_event_is_a_view_unless_it_says_otherwise():
    assert EventRecord(user_id="u", item_id="i").type is EventType.VIEW
    (good,), _ = parse_events([event(type="rating", value=4)], NOW)
    assert (good[1].type, good[1].value) == (EventType.RATING, 4.0)


@pytest.mark.parametrize(("type", "value", "good"), [
    ("rating", 0.5, True), ("rating", 5, True), ("rating", 9, False), ("rating", 0, False), ("review", 5.1, False),
    ("review", None, True), ("purchase", 900, True),
])  # fmt: skip
def test_ratings_keep_to_the_scale_that_is_set(type, value, good):
    taken, bad = parse_events([event(type=type, value=value)], NOW, scale=(0.5, 5.0))
    assert len(taken) == good
    assert ["between 0.5 and 5; got" in error.message and "rating_scale" in error.remedy for error in bad] == [True] * (
        not good
    )
    assert parse_events([event(type=type, value=value)], NOW)[1] == []


@pytest.mark.parametrize(
    ("field", "value", "remedy"),
    [
        ("price", "abc", "in digits"),
        ("price", "1,50", "with a point as in 9.50"),
        ("price", "9.50", "without quotes"),
        ("price", [1], "Correct it"),
        ("available", "maybe", "Write true or false"),
        ("available", "true", "without quotes"),
    ],
)
def test_the_remedy_fits_what_came(field, value, remedy):
    assert remedy in refused(item(**{field: value})).remedy


def test_a_patch_knows_what_was_sent():
    assert ItemPatch.model_validate({}).changes() == {}
    assert ItemPatch.model_validate({"price": None, "tags": ["a"]}).changes() == {"price": None, "tags": ["a"]}
    with pytest.raises(ValidationError):
        ItemPatch.model_validate({"title": None})
    with pytest.raises(ValidationError):
        ItemPatch.model_validate({"id": "b"})


@pytest.mark.parametrize(
    ("settings_sent", "says", "remedy"),
    [
        ({"timezone": "Europe/Lodnon"}, "IANA", "`Europe/London`|`Europe/"),
        ({"timezone": "../../etc/passwd"}, "IANA", "."),
        ({"timezone": ""}, "IANA", "Europe/London"),
        ({"timezone": "Mars/Base"}, "IANA", '^Write it as "Europe/London".$'),
        ({"timezone": "Spain/Madrid"}, "IANA", "Europe/Madrid"),
        ({"timezone": "berlin"}, "IANA", "Europe/Berlin"),
        ({"locale": "x x"}, "language tag", "en-GB"),
        ({"preferences": "x" * 2001}, "at most", "Shorten"),
        ({"preferences": "a\x00"}, "control", "Remove"),
        ({"likes": [""]}, "empty", "."),
        ({"email": "a@b"}, "no field of user", "Known"),
    ],
)
def test_bad_settings_are_refused(settings_sent, says, remedy):
    with pytest.raises(ValidationError) as caught:
        UserSettings.model_validate(settings_sent)
    (problem,) = problems(caught.value.errors(include_url=False), fields_of(UserSettings), "user")
    assert isinstance(problem, Problem)
    assert re.search(says, problem.message)
    assert re.search(remedy, problem.remedy)


def test_settings_are_all_optional():
    assert UserSettings().model_dump() == {
        "timezone": None, "locale": None, "preferences": None, "likes": [], "dislikes": [], "attributes": {},
    }  # fmt: skip
    assert UserSettings(timezone="Europe/Madrid", locale="es_ES", preferences="a\nb").preferences == "a\nb"


def test_the_schema_can_be_published():
    for model in (ItemRecord, ItemPatch, EventRecord, UserSettings):
        assert model.model_json_schema()["additionalProperties"] is False
    assert {"type": "string", "format": "date-time"} in EventRecord.model_json_schema()["properties"]["timestamp"][
        "anyOf"
    ]


anything = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=8)
    | st.binary(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(), max_size=4) | st.integers(), inner, max_size=4)
    ),
    max_leaves=12,
)
names = st.sampled_from([*fields_of(ItemRecord), *fields_of(EventRecord), "other"])


@given(raws=st.lists(anything | st.dictionaries(names, anything, max_size=8), max_size=5))
@settings(max_examples=300, deadline=None)
def test_whatever_comes_is_taken_or_refused_in_words(raws):
    for parse in (parse_items, parse_events):
        good, bad = parse(raws, NOW)
        assert sorted([line for line, _ in good] + [error.line for error in bad]) == list(range(1, len(raws) + 1))
        for error in bad:
            assert error.message
            json.dumps([error.message, error.remedy, error.pointer, error.id], ensure_ascii=False).encode()


@given(fields=st.dictionaries(st.sampled_from(fields_of(ItemRecord)), anything))
@settings(max_examples=300, deadline=None)
def test_what_is_taken_is_plain_json_of_bounded_size(fields):
    good, _ = parse_items([{"id": "a", "title": "T", **fields}], NOW)
    for _, record in good:
        assert len(json.dumps(record.model_dump(), allow_nan=False, ensure_ascii=False).encode()) < 1_000_000
