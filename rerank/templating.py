"""A small, safe subset of Jinja2: what an editor writes is checked when it is loaded, not when it is used.

``rerank/prompting/grammar.py`` says what the subset is. The output is also capped while it grows, for values that
nobody knows the size of.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from jinja2 import ChainableUndefined, TemplateError, TemplateSyntaxError
from jinja2.lexer import Lexer
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from rerank.filters import FILTERS
from rerank.prompting.grammar import LOOP, MAX_OUTPUT, REMEDY, Cost, Grammar
from rerank.prompting.mistakes import Mistake, in_words
from rerank.prompting.positions import Offsets, place, still_open
from rerank.prompting.shapes import ANY, Shape

MAX_SOURCE = 32_768


class _Environment(SandboxedEnvironment):
    """Dotted names look into mappings (and a loop's counters), never at Python attributes."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, Mapping):
            return obj.get(attribute, self.undefined(name=attribute))
        if isinstance(obj, LoopContext) and attribute in LOOP.parts:
            return getattr(obj, attribute)
        return self.undefined(name=attribute)


class _Parsing(_Environment):
    """Makes trees whose line numbers are offsets."""

    @cached_property
    def lexer(self) -> Lexer:
        return Offsets(self)


def _made(kind: type[_Environment]) -> _Environment:
    # Plain text is made here, never HTML, and values are cleaned before they come in.
    env = kind(
        autoescape=False,
        undefined=ChainableUndefined,
        finalize=_empty_for_none,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.globals.clear()
    env.tests.clear()
    env.filters.clear()
    env.filters.update(FILTERS)
    return env


def _empty_for_none(value: object) -> object:
    return "" if value is None else value


_ENV = _made(_Environment)
_PARSER = _made(_Parsing)


class Template:
    """One checked piece of text with placeholders. ``cost`` is the most it can come to, ``named`` what it names."""

    def __init__(self, source: str, where: str, line: int, variables: Iterable[str] | Mapping[str, Shape]) -> None:
        """Check and compile ``source``, whose first line is line ``line`` of file ``where``.

        Where ``variables`` come with their shapes, what is accepted renders within the caps for all values of these
        shapes. Raises ``Mistake`` naming file, line, column and remedy.
        """
        if len(source) > MAX_SOURCE:
            raise Mistake(where, f"the text has more than {MAX_SOURCE:,} characters.", "Shorten it.", line)
        self._where = where
        shaped = isinstance(variables, Mapping)
        shapes = dict(variables) if isinstance(variables, Mapping) else dict.fromkeys(variables, ANY)
        grammar = Grammar(source, where, line, shapes, bounded=shaped)
        try:
            self.cost: Cost = grammar.check(_PARSER.parse(source))
            self._template = _ENV.from_string(source)
        except TemplateSyntaxError as error:
            raise _unparsed(source, where, line, error) from None
        except (RecursionError, ValueError, OverflowError, MemoryError):
            raise Mistake(where, "the text is too deeply nested or holds absurd numbers.", REMEDY, line) from None
        self.named = frozenset(grammar.named)

    def render(self, values: Mapping[str, Any]) -> str:
        """The text for ``values`` (cleaned before), blank lines around it removed. Raises ``PromptError``."""
        parts: list[str] = []
        size = 0
        try:
            for part in self._template.generate(**values):
                size += len(part)
                if size > MAX_OUTPUT:
                    raise Mistake(self._where, f"the text grew beyond {MAX_OUTPUT} characters.", "Shorten the lists.")
                parts.append(part)
        except (TypeError, ValueError, ArithmeticError, TemplateError) as error:
            raise Mistake(self._where, f"{error}.", "Is something used as a list that is none?") from None
        return "".join(parts).strip()


def _unparsed(source: str, where: str, first_line: int, error: TemplateSyntaxError) -> Mistake:
    message = error.message or ""
    ended = "needs to be closed" in message and "unknown tag" not in message
    line, column = place(source, (still_open(source) if ended else None) or error.lineno)
    return Mistake(where, *in_words(message), line + first_line - 1, column)
