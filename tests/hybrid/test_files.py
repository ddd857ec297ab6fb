from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybrid.delimited import LINE_LIMIT
from hybrid.errors import BadFile
from hybrid.files import Kind, open_file
from hybrid.records import LineError, parse_events, parse_items

NOW = 1_790_000_000_000_000
EVENTS = Kind.EVENTS
NAIVE = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)


def write(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def read(
    path: Path, kind: Kind = Kind.ITEMS, **mapping: str
) -> tuple[list[dict[str, Any]], list[int], list[LineError]]:
    raws, lines, errors = [], [], []
    for chunk in open_file(path, kind, mapping).chunks():
        assert len(chunk.raws) == len(chunk.lines)
        assert len(chunk.raws) + len(chunk.errors) <= 500
        raws += chunk.raws
        lines += chunk.lines
        errors += chunk.errors
    return raws, lines, errors


def test_csv_cells_become_values(tmp_path):
    path = write(
        tmp_path,
        "items.csv",
        "id,title,description,categories,tags,price,available,published_at,year,hd,cast,note,score,vector\n"
        '007,"It, the film","line\nbreak",Comedy|War,"[""a"",""b|c""]",3.50,false,1990-01-01,'
        '1990,true,X|Y,,1e3,"[1, 0.5]"\n'
        "8,Up,,,,,yes,,0123,no,,NaN,,\n",
    )
    raws, lines, errors = read(path)
    assert raws == [
        {
            "id": "007", "title": "It, the film", "description": "line\nbreak", "categories": ["Comedy", "War"],
            "tags": ["a", "b|c"], "price": 3.5, "available": False, "published_at": "1990-01-01", "vector": [1, 0.5],
            "attributes": {"year": 1990, "hd": True, "cast": ["X", "Y"], "score": 1000.0},
        },
        {"id": "8", "title": "Up", "available": True, "attributes": {"year": "0123", "hd": "no"}},
    ]  # fmt: skip
    assert (lines, errors) == ([2, 4], [])
    good, bad = parse_items(raws, NOW, lines)
    assert ([line for line, _ in good], bad) == ([2, 4], [])


@pytest.mark.parametrize(("name", "delimiter"), [("a.csv", ","), ("a.csv", ";"), ("a.csv", "\t"), ("a.tsv", "\t")])
@pytest.mark.parametrize("start", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_csv_of_many_programs(tmp_path, name, delimiter, start, end):
    text = delimiter.join(["id", " title "]) + end + delimiter.join(["ü", "Ö"]) + end + end + delimiter.join(["2", "B"])
    raws, lines, errors = read(write(tmp_path, name, start + text.encode()))
    assert raws == [{"id": "ü", "title": "Ö"}, {"id": "2", "title": "B"}]
    assert (lines, errors) == ([2, 4], [])


def test_events_of_csv(tmp_path):
    path = write(
        tmp_path,
        "events.csv",
        "userId,movieId,rating,timestamp,type,junk\n1,31,2.5,1260759144,rating,x\n"
        "1,32,,2026-01-01T00:00:00Z,,y\n1,33,abc,,view,\n",
    )
    raws, lines, errors = read(path, Kind.EVENTS, userId="user_id", movieId="item_id", rating="value", junk="")
    assert len(raws[2].pop("event_id")) == 32 + len("line-")
    assert raws == [
        {"user_id": "1", "item_id": "31", "value": 2.5, "timestamp": 1260759144, "type": "rating"},
        {"user_id": "1", "item_id": "32", "timestamp": "2026-01-01T00:00:00Z"},
        {"user_id": "1", "item_id": "33", "value": "abc", "type": "view"},
    ]
    good, bad = parse_events(raws, NOW, lines)
    assert [line for line, _ in good] == [2, 3]
    assert [(error.line, error.pointer) for error in bad] == [(4, "/value")]
    assert errors == []


def test_a_bad_line_is_named_and_the_rest_goes_in(tmp_path):
    lines = [
        b'{"id": "1", "title": "A"}', b'{"id": "2", ', b"", b"[1]", b'{"id": "5", "title": "\xff"}', b"null",
        b"[" * 100_000, b'{"id": 10, "title": "B", "price": NaN, "n": ' + b"9" * 5000 + b"}",
        b'{"id": 12, "title": "C", "price": null, "year": 1990, "tags": "a|b", "variant_of": 7.0}',
    ]  # fmt: skip
    raws, numbers, errors = read(write(tmp_path, "items.jsonl", b"\n".join(lines)))
    assert raws == [
        {"id": "1", "title": "A"},
        {"id": "12", "title": "C", "tags": ["a", "b"], "variant_of": "7", "attributes": {"year": 1990}},
    ]
    assert numbers == [1, 9]
    assert [error.line for error in errors] == [2, 4, 5, 6, 7, 8]
    said = [error.message for error in errors]
    assert [
        word
        for text in said
        for word in ("UTF-8", "object", "deep", "JSON")
        if word in text.replace("JSON object", "object")
    ] == ["JSON", "object", "UTF-8", "object", "deep", "JSON"]
    assert all(error.remedy for error in errors)


def test_a_line_without_end_is_skipped_not_swallowed(tmp_path):
    huge = b'{"id": "1", "title": "' + b"x" * (2 * LINE_LIMIT) + b'"}\n{"id": "2", "title": "B"}\n'
    raws, lines, errors = read(write(tmp_path, "items.jsonl", huge))
    assert (raws, lines) == ([{"id": "2", "title": "B"}], [2])
    assert [(error.line, "longer" in error.message) for error in errors] == [(1, True)]


def test_attributes_may_be_given_both_ways(tmp_path):
    line = {"id": "1", "title": "A", "year": 1990, "attributes": {"hd": True}}
    raws, _, _ = read(write(tmp_path, "a.ndjson", json.dumps(line)))
    assert raws == [{"id": "1", "title": "A", "attributes": {"year": 1990, "hd": True}}]
    raws, _, _ = read(write(tmp_path, "a.csv", 'id,title,attributes,year\n1,A,"{""hd"": true}",1990\n2,B,oops,1991\n'))
    assert raws[0] == {"id": "1", "title": "A", "attributes": {"year": 1990, "hd": True}}
    assert [error.pointer for error in parse_items(raws, NOW)[1]] == ["/attributes"]


def test_bad_csv_lines(tmp_path):
    text = b'id,title\n1,A,extra\n2\n3,\xff\n4,"' + b"x" * (LINE_LIMIT + 5) + b'"\n5,E\n'
    raws, lines, errors = read(write(tmp_path, "items.csv", text))
    assert errors[0].line == 2
    assert "3 cells, the header names 2" in errors[0].message
    good, bad = parse_items(raws, NOW, lines)
    assert [error.line for error in bad][:2] == [3, 4]
    assert "Unicode" in bad[1].message
    assert [(line, record.id) for line, record in good if record.id == "5"] == [(6, "5")]
    assert any(error.line == 5 for error in errors)


@pytest.mark.parametrize(
    ("text", "ids", "bad"),
    [
        ('9,"unclosed\n10,X\n11,Y\n', ["10", "11"], [2]),
        ('9,"unclosed', [], [2]),
        ('9,"unclosed\n\n11,Y\n', ["11"], [2]),
        ('9,"unclosed\n10,"X, the film"\n11,Y\n', ["10", "11"], [2]),
        ('9,"unclosed\n10,X\n11,Screen 15"\n12,Z\n', ["10", "11", "12"], [2]),
        ('9,"said "hi" there"\n10,X\n', ["10"], [2]),
        ('8,"A\nB"\n9,"a ""quoted"" word"\n10,15" screen\n', ["8", "9", "10"], []),
        ('8,"one\n9,"two\n10,X\n', ["10"], [2, 3]),
    ],
)
def test_a_quote_that_is_not_closed_costs_its_own_line_and_is_told(tmp_path, text, ids, bad):
    raws, lines, errors = read(write(tmp_path, "items.csv", "id,title\n" + text))
    assert [raw["id"] for raw in raws] == ids
    assert [error.line for error in errors] == bad
    assert all("quote" in error.message + error.remedy for error in errors)
    assert lines == sorted(lines)


def test_a_description_may_have_lines_of_its_own_but_no_rows(tmp_path):
    good = 'id,title,description\n1,A,"Dear all, hello, you\nyours, me"\n2,B,"x\ny\nz, z"\n'
    raws, _, errors = read(write(tmp_path, "good.csv", good))
    assert ([raw["description"] for raw in raws], errors) == (["Dear all, hello, you\nyours, me", "x\ny\nz, z"], [])
    bad = 'id,title,description\n1,A,"lost\n2,B,b\n3,C,c"\n4,D,d\n'
    raws, _, errors = read(write(tmp_path, "bad.csv", bad))
    assert ([raw["id"] for raw in raws], [error.line for error in errors]) == (["2", "3", "4"], [2])


def test_a_quote_that_is_never_closed_costs_one_line_of_a_large_file(tmp_path):
    rows = [f"{n},Title of {n}\n" for n in range(40_000)]
    raws, lines, errors = read(write(tmp_path, "items.csv", "id,title\n" + rows[0] + '1,"oops\n' + "".join(rows[2:])))
    assert [error.line for error in errors] == [3]
    assert raws[0] == {"id": "0", "title": "Title of 0"}
    assert (raws[-1], lines[-1]) == ({"id": "39999", "title": "Title of 39999"}, 40_001)
    assert len(raws) == 39_999


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_numbers_that_json_does_not_know_are_refused_as_over_http(tmp_path, value):
    line = f'{{"id": "1", "title": "A", "attributes": {{"a": [{value}]}}}}\n{{"id": "2", "title": "B"}}\n'
    raws, _, (error,) = read(write(tmp_path, "a.jsonl", line))
    assert [raw["id"] for raw in raws] == ["2"]
    assert f"{value} is no number" in error.message
    assert "null" in error.remedy


@pytest.mark.parametrize("name", ["e.csv", "e.jsonl"])
def test_events_without_id_and_time_keep_their_id_in_the_same_file_only(tmp_path, name):
    def ids(folder: str, more: str = "") -> list[str | None]:
        (tmp_path / folder).mkdir(exist_ok=True)
        event = {"e.csv": "u,i,view\n", "e.jsonl": '{"user_id":"u","item_id":"i"}\n'}[name]
        head = "user_id,item_id,type\n" if name == "e.csv" else ""
        return [raw.get("event_id") for raw in read(write(tmp_path / folder, name, head + event * 2 + more), EVENTS)[0]]

    first = ids("one")
    assert first == ids("other"), "by content, not by name"
    assert len(set(first)) == 2, "two lines are two events"
    assert not set(first) & set(ids("one", "\n")), "another file"
    dated = write(tmp_path, "d.jsonl", '{"user_id":"u","item_id":"i","timestamp":1}\n{"user_id":"u","event_id":"e"}\n')
    assert [raw.get("event_id") for raw in read(dated, EVENTS)[0]] == [None, "e"]


def test_parquet_keeps_its_types(tmp_path):
    table = pa.table(
        {
            "id": pa.array([1, 2, None], pa.int64()),
            "title": ["A", "B", None],
            "categories": pa.array([["x", "y"], None, []], pa.list_(pa.string())),
            "tags": ["a|b", "", None],
            "price": pa.array([1.5, float("nan"), None]),
            "available": [True, None, False],
            "published_at": pa.array([datetime(1990, 1, 2, tzinfo=UTC), None, None], pa.timestamp("ns", "UTC")),
            "variant_of": pa.array([12.0, None, 3.5]),
            "released": [date(2020, 1, 2), None, None],
            "cost": pa.array([Decimal("1.20"), None, None]),
            "extra": pa.array([{"a": 1.0, "b": float("nan")}, None, None]),
            "pairs": pa.array([[("k", 1)], None, None], pa.map_(pa.string(), pa.int64())),
            "kind": pa.array(["u", "v", "u"]).dictionary_encode(),
            "blob": pa.array([b"ok", None, None]),
        }
    )  # fmt: skip
    pq.write_table(table, tmp_path / "a.parquet")
    raws, lines, errors = read(tmp_path / "a.parquet")
    assert raws[0] == {
        "id": "1", "title": "A", "categories": ["x", "y"], "tags": ["a", "b"], "price": 1.5, "available": True,
        "published_at": "1990-01-02T00:00:00+00:00", "variant_of": "12",
        "attributes": {
            "released": "2020-01-02", "cost": 1.2, "extra": {"a": 1.0, "b": None}, "pairs": {"k": 1}, "kind": "u",
            "blob": "ok",
        },
    }  # fmt: skip
    assert raws[1] == {"id": "2", "title": "B", "attributes": {"kind": "v"}}
    assert (lines, errors) == ([1, 2, 3], [])
    good, bad = parse_items(raws, NOW, lines)
    assert ([line for line, _ in good], [error.line for error in bad]) == ([1, 2], [3])


def test_parquet_of_events_in_chunks(tmp_path):
    rows = 1234
    table = pa.table({"u": list(range(rows)), "item_id": [7] * rows, "timestamp": pa.array([NAIVE] * rows)})
    pq.write_table(table, tmp_path / "e.parquet", row_group_size=300)
    file = open_file(tmp_path / "e.parquet", Kind.EVENTS, {"u": "user_id"})
    chunks = list(file.chunks())
    assert file.total == rows == chunks[-1].position
    assert [line for chunk in chunks for line in chunk.lines] == list(range(1, rows + 1))
    assert chunks[0].raws[0] == {"user_id": "0", "item_id": "7", "timestamp": "2020-01-01T00:00:00"}
    assert "time zone" in parse_events(chunks[0].raws[:1], NOW)[1][0].message


def test_the_position_grows_to_the_total(tmp_path):
    for name, head, row in (("a.csv", "id,title\n", "{},T\n"), ("a.jsonl", "", '{{"id": "{}", "title": "T"}}\n')):
        path = write(tmp_path, name, head + "".join(row.format(n) for n in range(1700)))
        file = open_file(path, Kind.ITEMS)
        positions = [chunk.position for chunk in file.chunks()]
        assert positions == sorted(positions)
        assert len(positions) >= 4
        assert 0 < positions[0] < positions[-1] == file.total == path.stat().st_size
        assert [len(chunk.raws) for chunk in file.chunks()] == [500, 500, 500, 200], "it can be read again"


@pytest.mark.parametrize(
    ("name", "content", "kind", "mapping", "says"),
    [
        ("a.xlsx", "x", Kind.ITEMS, {}, "unknown ending"),
        ("a.csv", "", Kind.ITEMS, {}, "no column `id`"),
        ("a.csv", "id,name\n1,A\n", Kind.ITEMS, {}, "no column `title`.*Columns are: id, name.*--map"),
        ("a.csv", "id,title,title\n", Kind.ITEMS, {}, "`title` twice"),
        ("a.csv", "id,title,name\n", Kind.ITEMS, {"name": "title"}, "`title` twice"),
        ("a.csv", "id,title\n", Kind.ITEMS, {"nosuch": "title"}, "no column `nosuch`"),
        ("a.csv", "user_id,item_id,rating\n", Kind.EVENTS, {}, "no field for the column `rating`.*--map rating="),
        ("a.csv", "u,item_id\n", Kind.EVENTS, {"u": "userid"}, "no field `userid`.*`user_id`"),
        ("a.jsonl", '[\n{"id": "1"}]', Kind.ITEMS, {}, "one JSON array.*jq"),
        ("a.parquet", "PAR1 not", Kind.ITEMS, {}, "no valid Parquet"),
        ("a.parquet", "", Kind.ITEMS, {}, "no valid Parquet"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused(tmp_path, name, content, kind, mapping, says):
    with pytest.raises(BadFile, match=says):
        open_file(write(tmp_path, name, content), kind, mapping)


def test_a_file_that_is_not_there_or_not_a_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadFile, match=r"\. is a folder"):
        open_file(Path(), Kind.ITEMS)
    for name in ("none.csv", "none.jsonl", "none.parquet"):
        with pytest.raises(BadFile, match="cannot be read"):
            open_file(tmp_path / name, Kind.ITEMS)
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(BadFile, match="cannot be read"):
        open_file(tmp_path / "folder.csv", Kind.ITEMS)


def test_parquet_that_breaks_in_the_middle(tmp_path):
    path = tmp_path / "a.parquet"
    rows = 20_000
    table = pa.table({"id": [f"id-{n * 7919 % rows}" for n in range(rows)], "title": [f"T {n}" for n in range(rows)]})
    pq.write_table(table, path, row_group_size=5_000)
    content = bytearray(path.read_bytes())
    middle = len(content) // 2
    content[middle : middle + 4000] = b"\x00" * 4000
    path.write_bytes(content)
    with pytest.raises(BadFile, match="damaged after row"):
        read(path)


@given(
    content=st.binary(max_size=300),
    name=st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.parquet"]),
    head=st.booleans(),
)
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_read_or_refused(tmp_path, content, name, head):
    path = write(tmp_path, name, (b"id,title\n" if head and name == "a.csv" else b"") + content)
    try:
        raws, lines, errors = read(path)
    except BadFile:
        return
    good, bad = parse_items(raws, NOW, lines)
    assert len(good) + len(bad) == len(raws)
    assert all(error.message and error.remedy for error in [*errors, *bad])


cells = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)


@given(rows=st.lists(st.tuples(cells, cells), max_size=20), delimiter=st.sampled_from([",", ";"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_ids_and_titles_of_csv_come_back_as_written(tmp_path, rows, delimiter):
    path = tmp_path / "a.csv"
    with path.open("w", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([("id", "title"), *rows])
    assert read(path)[0] == [{"id": id, "title": title} for id, title in rows]
