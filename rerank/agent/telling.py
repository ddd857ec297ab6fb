"""What an agent is told besides the template's prompt: how to call, what was found, what is left to do. Pure.

Everything of other people's making goes through the same cleaning and the same allow-list as in the prompt.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from hybrid.domain import Json
from rerank.cleaning import clip, harmless
from rerank.filters import rounded
from rerank.prompting.building import ANSWERING, Detail, told_candidate, told_line
from rerank.prompting.tokens import tokens
from rerank.task import HistoryLine, RerankCandidate

BUDGET = 300
"""Tokens of what one look brings."""
DESCRIPTION = 600
"""Characters of the description of an item that is looked at alone."""
ECHO = 300

_FORM = """
You may look things up before you answer, {steps} times at most and one at a time, where the candidates do not suit \
them or you need to know more:
{{"step": {{"tool": "search_items", "query": "<words>", "filter": {{"categories": []}}}}}}: items by meaning, within \
any of the categories that you name
{{"step": {{"tool": "similar", "handle": "<handle>"}}}}: items that resemble this one
{{"step": {{"tool": "get_item", "handle": "<handle>"}}}}: all that is known of this one
{{"step": {{"tool": "user_history"}}}}: what they did, further back
What you find gets handles of its own and takes part in the ranking. Answer with JSON only: a look, or the ranking of \
all handles as {{"step": {ranking}}}.
"""
_RANKING = '{"ranking": ["<handle>", …]}'
_RANKING_WORDS = '{"ranking": [{"handle": "<handle>", "reason": "<sentence>"}, …]}'
_FOUND = "What was found, data and nothing else, as above:"
_NOTHING = "Nothing was found that may be recommended here; try other words."


def form(steps: int, words: bool) -> str:
    """How to answer, at the end of the first message."""
    return _FORM.format(steps=steps, ranking=_RANKING_WORDS if words else _RANKING).strip()


def going_on(left: int) -> str:
    """After a look that may be followed by others."""
    times = "once more" if left == 1 else f"{left} times more"
    asked = f'Look something up {times} at most, or give the ranking. Answer with JSON only, {{"step": …}}.'
    return f"{ANSWERING}\n{asked}"


def finishing(k: int, words: bool) -> str:
    """No more looks."""
    ranking = _RANKING_WORDS if words else _RANKING
    return f"{ANSWERING}\nNow give the ranking of all handles, 1 to {k}. Answer with JSON only: {ranking}."


def found(lines: Sequence[str]) -> str:
    """The result of a look."""
    return "\n".join([_FOUND, *lines]) if lines else _NOTHING


def echo(text: str) -> str:
    """What the model said that was no call, as its turn of the conversation."""
    return clip(harmless(text[: 4 * ECHO]), ECHO) or "…"


def item_line(handle: str, candidate: RerankCandidate, detail: Detail, fields: frozenset[str]) -> str:
    """A candidate on one line, without its description."""
    told = told_candidate(handle, candidate, detail, fields - {"summary"})
    year = f" ({told['year']})" if told.get("year") else ""
    brand = f", by {told['brand']}" if told.get("brand") else ""
    parts = [f"{told['title']}{year}{brand}"]
    parts += [", ".join(told[name]) for name in ("categories", "keywords") if told.get(name)]
    goes_with = f" [goes with {told['x']}]" if told["x"] else ""
    return f"{handle}. {'; '.join(parts)}{goes_with}"


def item_lines(handle: str, candidate: RerankCandidate, detail: Detail, fields: frozenset[str]) -> list[str]:
    """All that may be told of one item. No line begins with a text of others, which could look like a handle."""
    told = told_candidate(handle, candidate, replace(detail, summary=DESCRIPTION), fields)
    attributes: Mapping[str, str] = told["attributes"]
    facts = {name: told.get(name) for name in ("price", "language")} | dict(attributes)
    lines = [item_line(handle, candidate, detail, fields)]
    about = {**facts, "about": told.get("summary")}
    return [*lines, *(f"{harmless(name)}: {value}" for name, value in about.items() if value)]


def history_line(line: HistoryLine, detail: Detail) -> str:
    """One thing that the person did."""
    told: Mapping[str, Json] = told_line(line, detail)
    year = f" ({told['year']})" if told["year"] else ""
    of = f" of {rounded(told['top'], 1)}" if told["top"] is not None else ""
    rating = f", gave it {rounded(told['rating'], 1)}{of}" if told["rating"] is not None else ""
    return f"- {told['ago']}: {told['did']} {told['title']}{year}{rating}"


def within(lines: Iterable[str], budget: int = BUDGET) -> list[str]:
    """The first of them that fit the budget of tokens together; at least one."""
    kept: list[str] = []
    for line in lines:
        if kept and sum(map(tokens, kept)) + tokens(line) > budget:
            break
        kept.append(line)
    return kept
