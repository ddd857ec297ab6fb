import pytest

from rerank.errors import PromptError
from rerank.templating import MAX_OUTPUT, Template

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
    with pytest.raises(PromptError, match=r"x\.prompt, line 9: 'tittle' is not a known name.*Did you mean 'title'\?"):
        Template("first\nsecond {{ tittle }}", "x.prompt", 8, NAMES)
    with pytest.raises(PromptError, match=r"line 1: 'roud' is not a known filter\. Did you mean 'round'\?"):
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
