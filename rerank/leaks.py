"""Does a reason repeat what the model was told to do? Its rules are not for readers, however plain their words are."""

from __future__ import annotations

import re

from rerank.ports import Prompt

RUN = 6
"""Words in a row that are no chance."""
_WORD = re.compile(r"\w+")

Runs = frozenset[tuple[str, ...]]


def rules_of(prompt: Prompt) -> Runs:
    """Every ``RUN`` words in a row of the system messages, case-folded."""
    return _runs("\n".join(message.content for message in prompt.messages if message.role == "system"))


def repeats(text: str, rules: Runs) -> bool:
    """Does ``text`` have one of these runs?"""
    return not rules.isdisjoint(_runs(text))


def _runs(text: str) -> Runs:
    words = _WORD.findall(text.casefold())
    return frozenset(zip(*(words[at:] for at in range(RUN)), strict=False))
