from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rerank.cleaning import clean
from rerank.errors import PromptError
from rerank.filters import FILTERS
from rerank.prompting.grammar import MAX_OUTPUT
from rerank.prompting.mistakes import Mistake
from rerank.prompting.shapes import INPUTS, Shape
from rerank.templating import Template

NAMES = ("title", "shared", "history", "value")


def made(source: str, **values: object) -> str:
    return Template(source, "x.prompt", 1, NAMES).render(values)


def test_the_subset_does_what_an_editor_needs() -> None:
    source = (
        "{% if title %}{{ title | upper }}{% else %}none{% endif %}: "
        "{% for h in history if h.title %}{{ loop.index }}. {{ h.title }}"
        "{% if not loop.last %}; {% endif %}{% endfor %}"
        ' {{ shared | listed("and") }} {{ value | round(1) }}'
    )
    history = [{"title": "A"}, {"title": ""}, {"title": "B"}]
    assert (
        made(source, title="x", history=history, shared=["a", "b", "c"], value=4.50) == "X: 1. A; 2. B a, b and c 4.5"
    )


@pytest.mark.parametrize(
    "source",
    [
        "{{ title.__class__.__mro__ }}",
        "{{ title['x'] }}",
        "{{ title() }}",
        "{{ title.upper() }}",
        "{{ 'a' * 200000000 }}",
        "{{ title ~ title }}",
        "{% set x = 1 %}",
        "{% include 'x' %}",
        "{% import 'x' as y %}",
        "{% extends 'x' %}",
        "{% block b %}{% endblock %}",
        "{% macro m() %}{% endmacro %}",
        "{% for x in range(10) %}{% endfor %}",
        "{% for x in 'abc' %}{% endfor %}",
        "{% for a, b in history %}{% endfor %}",
        "{% for x in history recursive %}{% endfor %}",
        "{% for a in history %}{% for b in history %}{% for c in history %}{% endfor %}{% endfor %}{% endfor %}",
        "{{ title | replace('a', 'b') }}",
        "{{ title | default(value) }}",
        "{{ shared | join(', ') | join(', ') }}",
        "{{ title | truncate(length=3) }}",
        "{{ title | truncate(99999999) }}",
        "{{ title is defined }}",
        "{{ title == 'x' }}",
        "{{ loop.index }}",
        "{{ 'x' if title else 'y' }}",
        "{{ [1, 2] }}",
        "{{ unknown }}",
        "{{ title",
        "{% if title %}",
        "{{ " + "(" * 20_000 + "title" + ")" * 20_000 + " }}",
        "{{ " + "9" * 5_000 + " }}",
        "{{ " + "not " * 5_000 + "title }}",
        "{{ '" + "a" * 300 + "' }}",
    ],
    ids=lambda source: source[:40],
)
def test_everything_else_is_refused_when_loaded(source: str) -> None:
    with pytest.raises(PromptError) as caught:
        Template(source, "x.prompt", 1, NAMES)
    assert "x.prompt" in str(caught.value)


def test_a_refusal_names_file_line_and_remedy() -> None:
    wrong = r"x\.prompt, line 9, column 11: 'tittle' is not a known name.*Did you mean 'title'\?"
    with pytest.raises(PromptError, match=wrong):
        Template("first\nsecond {{ tittle }}", "x.prompt", 8, NAMES)
    with pytest.raises(PromptError, match=r"line 1, column 12: 'roud' is not a known filter\. Did you mean 'round'\?"):
        Template("{{ value | roud }}", "x.prompt", 1, NAMES)


def test_values_are_only_looked_into_as_data() -> None:
    assert made("{{ title.keys }}{{ title.items }}|{{ title.a.b.c }}|", title={"x": 1}) == "||"


def test_values_are_not_templates() -> None:
    assert made("{{ title }}", title="{{ 7 * 7 }}{% for x in y %}") == "{{ 7 * 7 }}{% for x in y %}"


def test_output_is_capped_while_it_grows() -> None:
    many = ["x" * 1000] * 200
    with pytest.raises(PromptError, match=str(MAX_OUTPUT)):
        made("{% for a in history %}{% for b in history %}{{ b }}{% endfor %}{% endfor %}", history=many)


def test_a_list_that_is_none_is_an_error_with_a_name() -> None:
    with pytest.raises(PromptError, match="used as a list"):
        made("{% for x in value %}{{ x }}{% endfor %}", value=3)


def test_nothing_prints_as_none() -> None:
    assert made("[{{ title }}{{ value }}]", title=None, value=None) == "[]"


@pytest.mark.parametrize(
    ("source", "column", "message"),
    [
        ("{{ moment.quary }}", 11, "no part 'quary'.*'query'"),
        ("{{ moment }}", 4, "a group can't be printed.*moment.query"),
        ("{{ moment.recent }}", 10, "a list can't be printed.*join"),
        ("{{ words }}", 4, "a yes or no can't be printed.*{% if"),
        ("{{ candidates.title }}", 15, "a list has no parts.*{% for x"),
        ("{{ count.x }}", 10, "a number has no parts"),
        ("{% for x in language %}{% endfor %}", 13, "goes over a list, and this is a text"),
        ("{% for c in candidates %}{{ c.titel }}{% endfor %}", 31, "no part 'titel'.*'title'"),
        ("{% for c in candidates %}{% endfor %}{{ c.title }}", 41, "'c' is not a known name"),
        ("{{ candidates | join }}", 17, "join is for a list of texts"),
        ("{{ moment.recent | upper }}", 20, "upper is for a text or a number.*join"),
        ("{{ language | round }}", 15, "round is for a number"),
        ("{{ moment.recent | first(0) | join }}", 20, "whole number from 1"),
        ("{{ language | truncate('x') }}", 15, "whole number from 1"),
        ("{{ language | trim(1) }}", 15, "takes fewer values"),
        ("{% for loop in candidates %}{% endfor %}", 4, "names one variable"),
        ("{% if words %}{% for c in candidates %}{% endif %}", 43, "endif"),
        ("a\n  {% if words %}\nb", 3, "{% if %} is not closed"),
        ("{{ language", 4, "does not end"),
        ("{% fro c in candidates %}", 4, "{% fro %} is not known.*{% for %}"),
        ("{{ language § }}", 13, "unexpected char"),
    ],
)
def test_shapes_are_known_and_mistakes_have_a_column(source: str, column: int, message: str) -> None:
    with pytest.raises(Mistake, match=message) as caught:
        Template(source, "x.prompt", 1, INPUTS)
    assert caught.value.column == column


def test_what_could_grow_or_last_too_long_is_refused_before_it_does() -> None:
    with pytest.raises(Mistake, match=r"can grow to [\d,]+ characters.*first"):
        Template(
            "{% for a in candidates %}{% for b in candidates %}{{ b.summary }}{% endfor %}{% endfor %}", "x", 1, INPUTS
        )
    idle = "{% for a in candidates %}{% for b in candidates %}{% if a %}{% endif %}{% endfor %}{% endfor %}"
    with pytest.raises(Mistake, match="steps"):
        Template(idle * 20, "x", 1, INPUTS)


def full(shape: Shape, letters: str) -> Any:
    """The largest value of a shape, of the letter that takes the most room."""
    if shape.kind == "text":
        return letters * int(shape.size)
    if shape.kind == "list":
        return [full(shape.entry, letters)] * int(shape.size)
    if shape.kind == "group":
        return {name: full(part, letters) for name, part in shape.parts.items()} | (
            {"x": letters * int(shape.size)} if shape.open else {}
        )
    return -1.7976931348623157e308 if shape.kind == "number" else True


def some(shape: Shape) -> st.SearchStrategy[Any]:
    """Any value of a shape, or none."""
    if shape.kind == "text":
        made = st.text(max_size=min(int(shape.size), 20))
        return st.none() | made
    if shape.kind == "list":
        return st.lists(some(shape.entry), max_size=min(int(shape.size), 3))
    if shape.kind == "group":
        return st.fixed_dictionaries({}, optional={name: some(part) for name, part in shape.parts.items()})
    return st.none() | (st.floats() if shape.kind == "number" else st.booleans())


@pytest.mark.parametrize(
    ("source", "letter", "most"),
    [
        ("{{ language | upper }}", "\u0390", 60),
        ("{{ language | lower }}", "\u0130", 60),
        ("{{ moment.recent | join('; ') }}", "x", 5 * (120 + 4)),
        ("{{ moment.recent | listed('and') }}", "x", 5 * (120 + 5)),
        ("{{ moment.recent | first(2) | join('') }}", "x", 2 * (120 + 2)),
        ("{{ moment.query | truncate(50) }}", "x", 50),
        ("{{ language | default('a text that is longer than it') }}", "", 29),
        ("{{ count | round(6) }}", "x", 24),
        ("{{ example.before | last or moment.query }}", "", 500),
        ("{% if words %}{{ moment.query }}{% elif count %}a{% endif %}", "x", 500),
        ("{% if count %}a{% elif words %}{{ moment.query }}{% else %}b{% endif %}", "", 500),
        ("{% for c in candidates %}{{ c.handle }}-{% for k in c.keywords %}{{ k }}{% endfor %}{% else %}{% endfor %}",
         "x", 50 * (3 + 1 + 6 * 40)),
        ("{% for c in candidates | first(3) if c.title %}{{ loop.index }}{{ c.attributes.x }}{% endfor %}",
         "x", 3 * (24 + 80)),
    ],
)  # fmt: skip
def test_the_bound_of_each_construct_holds_with_the_largest_values(source: str, letter: str, most: int) -> None:
    template = Template(source, "x.prompt", 1, INPUTS)
    assert template.cost.size == most
    for one in {letter, "x"}:
        data = {name: full(shape, one) for name, shape in INPUTS.items()}
        for values in (data, {**data, "count": 0}):
            assert len(template.render(values)) <= most


PATHS = [
    "title", "count", "words", "language", "moment", "moment.query", "moment.recent", "preferences.likes", "history",
    "candidates", "example.before", "a.title", "a.categories", "b.year", "b.attributes.x", "b.summary", "a", "b",
    "loop.index",
]  # fmt: skip
ARGUMENTS = ["", "(3)", "('; ')", "(0)"]
_filters = st.lists(
    st.tuples(st.sampled_from(sorted(FILTERS)), st.sampled_from(ARGUMENTS)).map(lambda pair: " | " + "".join(pair)),
    max_size=3,
).map("".join)
_values = st.tuples(st.sampled_from(PATHS), _filters).map("".join)
_pieces = st.recursive(
    st.one_of(st.text("ab {%}\n", max_size=8), _values.map(lambda value: "{{ " + value + " }}")),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4).map("".join),
        st.tuples(_values, inner, inner).map(lambda p: f"{{% if {p[0]} %}}{p[1]}{{% else %}}{p[2]}{{% endif %}}"),
        st.tuples(st.sampled_from("ab"), _values, inner).map(
            lambda p: f"{{% for {p[0]} in {p[1]} %}}{p[2]}{{% endfor %}}"
        ),
    ),
    max_leaves=8,
)


@settings(deadline=None)
@given(_pieces, st.fixed_dictionaries({name: some(shape) for name, shape in INPUTS.items()}))
def test_what_is_accepted_renders_within_its_bound_whatever_the_data(source: str, values: dict[str, Any]) -> None:
    try:
        template = Template(source, "x.prompt", 1, INPUTS)
    except Mistake:
        return
    assert template.cost.size <= MAX_OUTPUT
    largest = [{name: full(shape, letter) for name, shape in INPUTS.items()} for letter in ("x", "\u0390", "\u0130")]
    for data in (clean(values), *largest, {}):
        assert len(template.render(data)) <= template.cost.size
