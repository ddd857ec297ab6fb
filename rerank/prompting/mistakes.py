"""What is wrong with a template, where, and what to write instead."""

from __future__ import annotations

import difflib
import re

from rerank.errors import PromptError

TAGS = ("if", "elif", "else", "endif", "for", "endfor")
_TAG = re.compile(r"unknown tag '(\w+)'")
_OPEN = re.compile(r"innermost block that needs to be closed is '(\w+)'")


class Mistake(PromptError):
    """A mistake at ``line`` and ``column`` of the file ``where``, both counted from 1, None where not known.

    ``what`` is the message alone, without the place.
    """

    def __init__(
        self, where: str, what: str, remedy: str = "", line: int | None = None, column: int | None = None
    ) -> None:
        place = ", ".join(
            [where, *([f"line {line}"] if line else []), *([f"column {column}"] if line and column else [])]
        )
        super().__init__(f"{place}: {what}", remedy)
        self.where, self.what, self.line, self.column = where, what, line, column


def in_words(message: str) -> tuple[str, str]:
    """A parser's message for somebody who is no programmer, and the remedy."""
    tag, still_open = _TAG.search(message), _OPEN.search(message)
    if tag:
        near = difflib.get_close_matches(tag[1], TAGS, n=1)
        return f"{{% {tag[1]} %}} is not known.", (
            f"Did you mean {{% {near[0]} %}}?" if near else f"There are {', '.join(TAGS)}."
        )
    if still_open:
        return f"{{% {still_open[1]} %}} is not closed.", f"Write {{% end{still_open[1]} %}} where it ends."
    if "end of print statement" in message:
        return "a {{ name }} does not end where it should.", "Close it with }}; several words make no name."
    if "end of statement block" in message:
        return (
            "a {% … %} does not end where it should.",
            "Close it with %}; write only {% if name %} or {% for x in names %}.",
        )
    return f"{message.rstrip('.')}.", "Look for a bracket, a quotation mark or a brace that is missing or too many."
