"""A small, safe subset of Jinja2: what an editor writes is checked when it is loaded, not when it is used.

Jinja2's sandbox keeps a template from reaching into Python but not from using up memory or time. So the
syntax tree may hold text, variables with dotted names, ``if``, ``for`` over lists and a dozen filters, and
nothing else; loops nest at most twice, one ``join`` stands in a chain, and the output is capped while it grows.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, NoReturn

from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from rerank.errors import PromptError
from rerank.filters import FILTERS

MAX_SOURCE = 32_768
MAX_OUTPUT = 65_536
MAX_NESTING = 2
MAX_CONSTANT = 200
LOOP_FIELDS = frozenset({"index", "first", "last", "length"})

_ALLOWED = (
    nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.If, nodes.For, nodes.Filter,
    nodes.Const, nodes.Not, nodes.And, nodes.Or,
)  # fmt: skip
_PLAIN = {
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
REMEDY = "Use text, {{ name }}, {{ name.part }}, {% if name %}, {% for x in names %} and the listed filters only."


class _Environment(SandboxedEnvironment):
    """Dotted names look into mappings (and a loop's counters), never at Python attributes."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping):
            return obj.get(attribute, self.undefined(name=attribute))
        if isinstance(obj, LoopContext) and attribute in LOOP_FIELDS:
            return getattr(obj, attribute)
        return self.undefined(name=attribute)


def _environment() -> _Environment:
    # Plain text is made here, never HTML, and values are cleaned before they come in.
    env = _Environment(
        autoescape=False,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    env.filters.update(FILTERS)
    return env


_ENV = _environment()


class Template:
    """One checked piece of text with placeholders."""

    def __init__(self, source: str, where: str, line: int, variables: Iterable[str]) -> None:
        """Check and compile ``source``, whose first line is line ``line`` of file ``where``.

        Raises ``PromptError`` naming file, line and remedy.
        """
        if len(source) > MAX_SOURCE:
            raise PromptError(f"{where}: the text has more than {MAX_SOURCE} characters.", "Shorten it.")
        self._where = where
        # Blank lines in front make the parser count lines as the file does.
        padded = "\n" * (line - 1) + source
        try:
            _Check(where, frozenset(variables)).visit(_ENV.parse(padded).body, frozenset(), 0)
            self._template = _ENV.from_string(padded)
        except TemplateSyntaxError as error:
            raise PromptError(f"{where}, line {error.lineno}: {error.message}.", REMEDY) from None
        except (RecursionError, ValueError, OverflowError, MemoryError):
            raise PromptError(f"{where}: the text is too deeply nested or holds absurd numbers.", REMEDY) from None

    def render(self, values: Mapping[str, Any]) -> str:
        """The text for ``values`` (cleaned before), blank lines around it removed. Raises ``PromptError``."""
        parts: list[str] = []
        size = 0
        try:
            for part in self._template.generate(**values):
                size += len(part.encode("utf-8", "replace"))
                if size > MAX_OUTPUT:
                    raise PromptError(f"{self._where}: the text grew beyond {MAX_OUTPUT} bytes.", "Shorten the lists.")
                parts.append(part)
        except (TypeError, ValueError, TemplateError) as error:
            raise PromptError(f"{self._where}: {error}.", "Is something used as a list that is none?") from None
        return "".join(parts).strip()


class _Check:
    """Walks the syntax tree and refuses whatever is not on the list."""

    def __init__(self, where: str, variables: frozenset[str]) -> None:
        self._where = where
        self._variables = variables

    def visit(self, found: Iterable[nodes.Node], known: frozenset[str], depth: int) -> None:
        for node in found:
            self._one(node, known, depth)

    def _one(self, node: nodes.Node, known: frozenset[str], depth: int) -> None:
        if not isinstance(node, _ALLOWED) or isinstance(node, nodes.NSRef):
            self._refuse(node, f"{_PLAIN.get(type(node), type(node).__name__)} is not available here")
        if isinstance(node, nodes.For):
            self._loop(node, known, depth)
            return
        if isinstance(node, nodes.Getattr) and node.attr.startswith("_"):
            self._refuse(node, f"{node.attr!r} is no part of anything here")
        if isinstance(node, nodes.Name):
            self._name(node, known)
        elif isinstance(node, nodes.Filter):
            self._filter(node)
        elif isinstance(node, nodes.Const):
            self._constant(node)
        self.visit(node.iter_child_nodes(), known, depth)

    def _loop(self, node: nodes.For, known: frozenset[str], depth: int) -> None:
        if depth >= MAX_NESTING:
            self._refuse(node, f"loops may stand in one another at most {MAX_NESTING} deep")
        if node.recursive or not isinstance(node.target, nodes.Name):
            self._refuse(node, "a loop names one variable: {% for x in names %}")
        if not isinstance(node.iter, (nodes.Name, nodes.Getattr, nodes.Filter)):
            self._refuse(node, "a loop goes over a list that the recommender gives")
        self._one(node.iter, known, depth)
        inside = known | {node.target.name, "loop"}
        if node.test is not None:
            self._one(node.test, inside, depth)
        self.visit(node.body, inside, depth + 1)
        self.visit(node.else_, known, depth)

    def _name(self, node: nodes.Name, known: frozenset[str]) -> None:
        names = self._variables | known
        if node.name not in names:
            near = difflib.get_close_matches(node.name, sorted(names), n=1)
            hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(names))}."
            self._refuse(node, f"{node.name!r} is not a known name", hint[0].upper() + hint[1:])

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            near = difflib.get_close_matches(node.name, sorted(FILTERS), n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(sorted(FILTERS))}."
            self._refuse(node, f"{node.name!r} is not a known filter", hint)
        chain = _chain(node)
        # Each join multiplies the length of what it is given: a chain of them would explode.
        if sum(name in ("join", "listed") for name in chain) > 1 or len(chain) > 4:
            self._refuse(node, "too many filters in one chain", "At most four, of which one joins.")
        for child in node.args:
            if not isinstance(child, nodes.Const):
                self._refuse(node, "a filter takes plain texts and numbers only")
        if node.kwargs or node.dyn_args or node.dyn_kwargs:
            self._refuse(node, "a filter takes its values without names")

    def _constant(self, node: nodes.Const) -> None:
        value = node.value
        if isinstance(value, str) and len(value) > MAX_CONSTANT:
            self._refuse(node, f"a text between quotes has more than {MAX_CONSTANT} characters")
        if isinstance(value, (int, float)) and abs(value) > 10_000:
            self._refuse(node, "a number is larger than 10000")

    def _refuse(self, node: nodes.Node, message: str, remedy: str = REMEDY) -> NoReturn:
        raise PromptError(f"{self._where}, line {node.lineno}: {message}.", remedy)


def _chain(node: nodes.Filter) -> list[str]:
    """The names of a filter and of those before it, last one first."""
    names = [node.name]
    inner: nodes.Expr | None = node.node
    while isinstance(inner, nodes.Filter):
        names.append(inner.name)
        inner = inner.node
    return names
