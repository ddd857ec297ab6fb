"""What an agent may say, as JSON of a schema: one call of a tool, or the ranking. Pure, and total in what it reads.

Tools of the providers' own differ, and small servers have none; a schema of texts works with all that answer in JSON,
and no editor reaches it. The ``anyOf`` stands inside an object since some providers refuse one at the top.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hybrid.domain import Json
from rerank.cleaning import clip, harmless, one_line
from rerank.listwise import schema, strict_object
from rerank.verdict import Verdict, index_of, parse, values_in

MAX_QUERY, MAX_CATEGORY, MAX_CATEGORIES = 200, 128, 5
MAX_DEPTH = 4


class Tool(StrEnum):
    """What may be called."""

    SEARCH_ITEMS = "search_items"
    SIMILAR = "similar"
    GET_ITEM = "get_item"
    USER_HISTORY = "user_history"


@dataclass(frozen=True, slots=True)
class Call:
    """A good call; ``arguments`` as the schema has them, checked."""

    tool: Tool
    arguments: Mapping[str, Json] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """As the model was asked to write it."""
        return json.dumps({"step": {"tool": self.tool, **self.arguments}}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class BadStep:
    """What was neither a good call nor a usable ranking; ``help`` tells the model what to do instead."""

    tool: str
    help: str


def step_schema(k: int, words: bool) -> Mapping[str, Json]:
    """The JSON schema of a step over handles "1" to "k"."""
    handle: Json = {"type": "string", "enum": [str(number) for number in range(1, k + 1)]}
    within = strict_object({"categories": {"type": "array", "items": {"type": "string"}}})
    calls = [
        _call(Tool.SEARCH_ITEMS, {"query": {"type": "string"}, "filter": within}),
        _call(Tool.SIMILAR, {"handle": handle}),
        _call(Tool.GET_ITEM, {"handle": handle}),
        _call(Tool.USER_HISTORY, {}),
    ]
    return strict_object({"step": {"anyOf": [*calls, schema(k, words)]}})


def read(text: str, k: int) -> Call | BadStep | Verdict:
    """The first call in ``text``, else the ranking if it is usable. Never raises."""
    for value in values_in(text):
        for said in _objects(value, 0):
            name = said.get("tool", said.get("name"))
            if isinstance(name, str) and "ranking" not in said:
                return _checked(name, _arguments(said), k)
    verdict = parse(_inner(text), k)
    if verdict.usable:
        return verdict
    if verdict.reasons or '"ranking"' in text:
        return BadStep("ranking", f"A ranking names the handles 1 to {k}, each once.")
    return BadStep("", 'That was neither a call nor a ranking. Answer with JSON only, {"step": …}.')


def _inner(text: str) -> str:
    """What stands in the ``step``, where there is nothing else."""
    body = text.strip()
    if body.startswith("{") and body.endswith("}"):
        name, colon, inner = body[1:-1].partition(":")
        if colon and name.strip() == '"step"':
            return inner
    return text


def _objects(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    """The object and those inside of it, without going into lists."""
    if isinstance(value, dict) and depth < MAX_DEPTH:
        yield value
        for inner in list(value.values())[:20]:
            yield from _objects(inner, depth + 1)


def _arguments(said: Mapping[str, object]) -> Mapping[str, object]:
    """Beside the tool's name or in an object of their own, as function calls have them; a filter's beside the rest."""
    found = dict(said)
    for inner in (said.get("arguments"), said.get("parameters")):
        found |= inner if isinstance(inner, dict) else {}
    within = found.get("filter")
    return found | (within if isinstance(within, dict) else {})


def _checked(name: str, given: Mapping[str, object], k: int) -> Call | BadStep:
    try:
        tool = Tool(name.strip())
    except ValueError:
        known = clip(harmless(name[:200]), 40)
        return BadStep(known, f"There is no tool of this name. There are {', '.join(Tool)}.")
    if tool is Tool.USER_HISTORY:
        return Call(tool)
    if tool is Tool.SEARCH_ITEMS:
        return _search(given)
    handle = given.get("handle")
    index = index_of(handle, k) if isinstance(handle, str) else None
    if index is None:
        return BadStep(tool, f'{tool} needs "handle": one of the handles 1 to {k}.')
    return Call(tool, {"handle": str(index + 1)})


def _search(given: Mapping[str, object]) -> Call | BadStep:
    query, categories = given.get("query"), given.get("categories", [])
    words = harmless(query[: 4 * MAX_QUERY])[:MAX_QUERY] if isinstance(query, str) else ""
    if not words:
        return BadStep(Tool.SEARCH_ITEMS, f'{Tool.SEARCH_ITEMS} needs "query": some words for what is looked for.')
    if isinstance(categories, str):
        categories = [categories]
    if not isinstance(categories, list):
        return BadStep(Tool.SEARCH_ITEMS, '"categories" is a list of names, or empty for any.')
    named = [one_line(name[:MAX_CATEGORY]) for name in categories if isinstance(name, str)]
    return Call(
        Tool.SEARCH_ITEMS, {"query": words, "filter": {"categories": [name for name in named if name][:MAX_CATEGORIES]}}
    )


def _call(tool: Tool, arguments: Mapping[str, Json]) -> Mapping[str, Json]:
    return strict_object({"tool": {"type": "string", "enum": [tool.value]}, **arguments})
