"""Jinja2's syntax tree with exact places: its own knows lines only.

The parser copies a token's ``lineno`` into the nodes that it makes and never reckons with it. So the lexer here
gives the token's offset in the source instead, and ``place`` makes a line and a column of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError
from jinja2.lexer import Lexer

_AT = re.compile(r" at \d+$")
_TAG = re.compile(r"{%[-+]?\s*(if|for|endif|endfor)\b")


class Offsets(Lexer):
    """A lexer whose line numbers are offsets, counted from 1."""

    def tokeniter(
        self, source: str, name: str | None, filename: str | None = None, state: str | None = None
    ) -> Iterator[tuple[int, str, str]]:
        """The tokens; what the lexer strips between two of them is skipped."""
        at = 0
        try:
            for _, token, value in super().tokeniter(source, name, filename, state):
                at = source.find(value, at)
                yield at + 1, token, value
                at += len(value)
        except TemplateSyntaxError as error:
            raise TemplateSyntaxError(_AT.sub("", error.message or ""), at + 1) from None


def place(source: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of what begins at ``offset`` (from 1)."""
    before = source[: offset - 1]
    return before.count("\n") + 1, offset - 1 - before.rfind("\n")


def still_open(source: str) -> int | None:
    """The offset, from 1, of the innermost ``if`` or ``for`` that nothing closes; the parser names only the end."""
    opened: list[int] = []
    for tag in _TAG.finditer(source):
        if not tag[1].startswith("end"):
            opened.append(tag.start() + 1)
        elif opened:
            opened.pop()
    return opened[-1] if opened else None
