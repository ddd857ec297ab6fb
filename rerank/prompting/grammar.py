"""The check of a template's syntax tree: what may stand in it, what it names, how long and how dear it can get.

Jinja2's sandbox keeps a template from reaching into Python but not from using up memory or time. So the tree may
hold text, variables with dotted names, ``if``, ``for`` over lists and a dozen filters, and nothing else. Walking it,
the shapes of all values are known, and with them the most that can come out of it, whatever the data:
text adds up, of branches the longer one counts, a loop's body counts once for each possible entry.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import NoReturn

from jinja2 import nodes

from rerank.filters import FILTERS
from rerank.prompting.filtering import Constant, Unfit, filtered
from rerank.prompting.mistakes import Mistake
from rerank.prompting.positions import place
from rerank.prompting.shapes import ANY, FLAG, KIND_NAMES, NUM, Shape, group, text

MAX_OUTPUT = 131_072
"""Characters."""
MAX_STEPS = 50_000
"""Pieces of template that one rendering goes through: the cap on time that needs no clock."""
MAX_NESTING = 2
MAX_CONSTANT = 200
MAX_CHAIN = 4

LOOP = group(index=NUM, length=NUM, first=FLAG, last=FLAG)
REMEDY = "Use text, {{ name }}, {{ name.part }}, {% if name %}, {% for x in names %} and the listed filters only."
_PLAIN: Mapping[type[nodes.Node], str] = {
    nodes.Getitem: "square brackets",
    nodes.Call: "a function call",
    nodes.Assign: "{% set %}",
    nodes.Compare: "a comparison",
    nodes.Include: "{% include %}",
    nodes.Import: "{% import %}",
    nodes.Macro: "{% macro %}",
    nodes.Mul: "a calculation",
    nodes.Add: "a calculation",
    nodes.Concat: "a calculation",
    nodes.Pow: "a calculation",
    nodes.List: "a list",
    nodes.Test: "an 'is' test",
}


@dataclass(frozen=True)
class Cost:
    """The most characters that come out, and the most steps that it takes."""

    size: float = 0
    steps: float = 0

    def __add__(self, other: Cost) -> Cost:
        return Cost(self.size + other.size, self.steps + other.steps)

    def __or__(self, other: Cost) -> Cost:
        """Of two branches, the one that is worse."""
        return Cost(max(self.size, other.size), max(self.steps, other.steps))

    def times(self, count: float) -> Cost:
        """So often."""
        return Cost(self.size * count if self.size else 0, self.steps * count)


@dataclass
class Grammar:
    """Checks one template. ``first_line``: that of ``source`` in the file ``where``. ``bounded``: hold the caps now;
    else, where shapes are not known, they are held while the text grows. ``named`` collects what it names."""

    source: str
    where: str
    first_line: int
    variables: Mapping[str, Shape]
    bounded: bool
    named: set[str] = field(default_factory=set)

    def check(self, tree: nodes.Template) -> Cost:
        """The most that it can cost. Raises ``Mistake``."""
        total = Cost()
        for node in tree.body:
            total += self._piece(node, self.variables, 0)
            if self.bounded and (total.size > MAX_OUTPUT or total.steps > MAX_STEPS):
                self._refuse(node, *_too_much(total))
        return total

    def _pieces(self, found: Iterable[nodes.Node], known: Mapping[str, Shape], depth: int) -> Cost:
        return sum((self._piece(node, known, depth) for node in found), Cost())

    def _piece(self, node: nodes.Node, known: Mapping[str, Shape], depth: int) -> Cost:
        if isinstance(node, nodes.Output):
            return sum((self._printed(inner, known) for inner in node.nodes), Cost(0, 1))
        if isinstance(node, nodes.If):
            return self._branches(node, known, depth)
        if isinstance(node, nodes.For):
            return self._loop(node, known, depth)
        raise self._strange(node)

    def _printed(self, node: nodes.Node, known: Mapping[str, Shape]) -> Cost:
        if isinstance(node, nodes.TemplateData):
            return Cost(len(node.data), 1)
        value = self._value(node, known)
        if value.kind in ("list", "group", "flag"):
            self._refuse(node, f"{KIND_NAMES[value.kind]} can't be printed as it is", _INSTEAD[value.kind])
        return Cost(value.written, 1)

    def _branches(self, node: nodes.If, known: Mapping[str, Shape], depth: int) -> Cost:
        self._value(node.test, known)
        worst = self._pieces(node.body, known, depth) | self._pieces(node.else_, known, depth)
        for other in node.elif_:
            worst |= self._branches(other, known, depth)
        return worst + Cost(0, 1 + len(node.elif_))

    def _loop(self, node: nodes.For, known: Mapping[str, Shape], depth: int) -> Cost:
        if depth >= MAX_NESTING:
            self._refuse(node, f"loops may stand in one another at most {MAX_NESTING} deep")
        if node.recursive or not isinstance(node.target, nodes.Name) or node.target.name == "loop":
            self._refuse(node, "a loop names one variable: {% for x in names %}")
        if not isinstance(node.iter, (nodes.Name, nodes.Getattr, nodes.Filter)):
            self._refuse(node, "a loop goes over a list that the recommender gives")
        over = self._value(node.iter, known)
        if over.kind not in ("list", "any"):
            self._refuse(node.iter, f"a loop goes over a list, and this is {KIND_NAMES[over.kind]}")
        named = {**known, node.target.name: over.entry}
        if node.test is not None:
            self._value(node.test, named)
        body = self._pieces(node.body, {**named, "loop": LOOP}, depth + 1)
        return (body + Cost(0, 1)).times(over.size) + self._pieces(node.else_, known, depth)

    # -- values ------------------------------------------------------------------------------------

    def _value(self, node: nodes.Node, known: Mapping[str, Shape]) -> Shape:
        if isinstance(node, nodes.Name):
            return self._name(node, known)
        if isinstance(node, nodes.Getattr):
            return self._part(node, self._value(node.node, known))
        if isinstance(node, nodes.Filter):
            return self._filter(node, known)
        if isinstance(node, nodes.Const):
            return self._constant(node)
        if isinstance(node, nodes.Not):
            self._value(node.node, known)
            return FLAG
        if isinstance(node, (nodes.And, nodes.Or)):
            return _either(self._value(node.left, known), self._value(node.right, known))
        raise self._strange(node)

    def _name(self, node: nodes.Name, known: Mapping[str, Shape]) -> Shape:
        if node.name not in known:
            self._refuse(node, f"{node.name!r} is not a known name", suggestion(node.name, known))
        if node.name in self.variables:
            self.named.add(node.name)
        return known[node.name]

    def _part(self, node: nodes.Getattr, of: Shape) -> Shape:
        if node.attr.startswith("_"):
            self._refuse(node, f"{node.attr!r} is no part of anything here", shift=1)
        if of.kind == "any":
            return ANY
        if of.kind != "group":
            through = "Go through it: {% for x in … %}{{ x." + node.attr + " }}{% endfor %}."
            remedy = through if of.kind == "list" else REMEDY
            self._refuse(node, f"{KIND_NAMES[of.kind]} has no parts", remedy, shift=1)
        if node.attr in of.parts:
            return of.parts[node.attr]
        if not of.open:
            self._refuse(node, f"there is no part {node.attr!r}", suggestion(node.attr, of.parts), shift=1)
        return text(of.size)

    def _filter(self, node: nodes.Filter, known: Mapping[str, Shape]) -> Shape:
        if node.name not in FILTERS:
            self._refuse(node, f"{node.name!r} is not a known filter", suggestion(node.name, FILTERS))
        chain = _chain(node)
        # Each join multiplies the length of what it is given: a chain of them would explode.
        if sum(name in ("join", "listed") for name in chain) > 1 or len(chain) > MAX_CHAIN:
            self._refuse(node, "too many filters in one chain", f"At most {MAX_CHAIN}, of which one joins.")
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node, "a filter takes its values without names")
        given: list[Constant] = []
        for argument in node.args:
            if not isinstance(argument, nodes.Const):
                self._refuse(node, "a filter takes plain texts and numbers only")
            self._constant(argument)
            given.append(argument.value)
        if len(given) > FILTERS[node.name].__code__.co_argcount - 1:
            self._refuse(node, f"{node.name} takes fewer values", "See the table of filters.")
        if node.node is None:
            raise self._strange(node)
        value = self._value(node.node, known)
        try:
            return filtered(node.name, value, given)
        except Unfit as error:
            self._refuse(node, str(error), error.remedy or REMEDY)

    def _constant(self, node: nodes.Const) -> Shape:
        value = node.value
        if isinstance(value, str):
            if len(value) > MAX_CONSTANT:
                self._refuse(node, f"a text between quotes has more than {MAX_CONSTANT} characters")
            return text(len(value))
        if isinstance(value, (int, float)) and abs(value) > 10_000:
            self._refuse(node, "a number is larger than 10000")
        return FLAG if isinstance(value, bool) else NUM

    # -- refusing ----------------------------------------------------------------------------------

    def _strange(self, node: nodes.Node) -> Mistake:
        return self._mistake(node, f"{_PLAIN.get(type(node), type(node).__name__)} is not available here")

    def _refuse(self, node: nodes.Node, message: str, remedy: str = REMEDY, shift: int = 0) -> NoReturn:
        raise self._mistake(node, message, remedy, shift)

    def _mistake(self, node: nodes.Node, message: str, remedy: str = REMEDY, shift: int = 0) -> Mistake:
        """``shift``: a dotted name is placed at its dot."""
        line, column = place(self.source, node.lineno + shift)
        return Mistake(self.where, f"{message}.", remedy, line + self.first_line - 1, column)


_INSTEAD: Mapping[str, str] = {
    "list": 'Bring it together, as in {{ shared | join(", ") }}, or go through it with {% for %}.',
    "group": "Name one of its parts, as in {{ moment.query }}.",
    "flag": "Ask for it: {% if words %} … {% endif %}.",
}


def suggestion(name: str, known: Iterable[str]) -> str:
    """The nearest right name, else all there are."""
    names = sorted(known)
    near = difflib.get_close_matches(name, names, n=1)
    return f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(names)}."


def _either(left: Shape, right: Shape) -> Shape:
    if left.kind == right.kind and left.kind in ("text", "number", "flag"):
        return left if left.size >= right.size else right
    if {left.kind, right.kind} <= {"text", "number"}:
        return text(max(left.written, right.written))
    return FLAG if "any" not in (left.kind, right.kind) else ANY


def _too_much(cost: Cost) -> tuple[str, str]:
    if cost.size > MAX_OUTPUT:
        grown = f"up to here the text can grow to {cost.size:,.0f} characters, at most {MAX_OUTPUT:,} are allowed"
        return grown, "Shorten the lists, as in {% for c in candidates | first(20) %}, or what stands in the loop."
    return f"up to here it can take {cost.steps:,.0f} steps, at most {MAX_STEPS:,} are allowed", "Use fewer loops."


def _chain(node: nodes.Filter) -> list[str]:
    """The names of a filter and of those before it, last one first."""
    names = [node.name]
    inner: nodes.Expr | None = node.node
    while isinstance(inner, nodes.Filter):
        names.append(inner.name)
        inner = inner.node
    return names
