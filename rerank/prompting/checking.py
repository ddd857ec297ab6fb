"""Is this a file that may serve? The same answer for a file on a disk, a text that was sent and a kept version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import yaml

from rerank.library import NAMES, RERANK
from rerank.prompting.front import normal, parse_header, split, spot, tree_of
from rerank.prompting.grammar import suggestion
from rerank.prompting.mistakes import Mistake
from rerank.prompts import PromptTemplate, load, version_of
from rerank.sentences import OF_HEADINGS, VARIABLES, Sentences, SentencesHeader, load_sentences
from rerank.templating import Template

DRAFT = "draft"
"""The label of a text that is no version yet."""


@dataclass(frozen=True)
class Checked:
    """A prompt file that may serve. One of ``prompt`` (asks the model) and ``sentences`` (words reasons) is there."""

    name: str
    version: str
    text: str
    description: str
    prompt: PromptTemplate | None = None
    sentences: Sentences | None = None


def check(text: str, where: str) -> Checked:
    """The file in ``text``; ``where`` names it in messages. Raises ``Mistake``, or ``PromptError`` of a sentence."""
    text = normal(text)
    raw, _, _ = split(text, where)
    node, data = tree_of(raw, where)
    name = data.get("name") if isinstance(data, dict) else None
    if name not in NAMES:
        remedy = suggestion(str(name), NAMES) if name else f"Write name: {RERANK}, or one of {', '.join(NAMES)}."
        raise Mistake(where, f"there is no prompt named {name!r}.", remedy, *spot(node, ["name"]))
    if name == RERANK:
        prompt = load(text, where)
        return Checked(name, prompt.version, text, prompt.header.description, prompt=prompt)
    header = parse_header(raw, where, SentencesHeader)
    if name != f"explain-{header.language}":
        remedy = f"Write language: {name.removeprefix('explain-')}."
        raise Mistake(where, f"{name} is not for {header.language!r}.", remedy, *spot(node, ["language"]))
    _at_their_lines(node, where)
    return Checked(name, version_of(text), text, header.description, sentences=load_sentences(text, where))


def _at_their_lines(node: yaml.Node | None, where: str) -> None:
    """Sentences are checked as texts by themselves; here each at its line of the file, so that a mistake names it."""
    for name, variables in (("sentences", VARIABLES), ("headings", OF_HEADINGS)):
        found = _entry(node, name)
        for _, value in found.value if isinstance(found, yaml.MappingNode) else ():
            for one in value.value if isinstance(value, yaml.SequenceNode) else [value]:
                if isinstance(one, yaml.ScalarNode):
                    _sentence(one, where, variables)


def _sentence(node: yaml.ScalarNode, where: str, variables: Sequence[str]) -> None:
    line, shift = node.start_mark.line + 2, node.start_mark.column + (1 if node.style in ("'", '"') else 0)
    try:
        Template(node.value, where, line, variables)
    except Mistake as mistake:
        on_first = mistake.line == line and mistake.column is not None and node.style not in ("|", ">")
        column = (mistake.column or 0) + shift if on_first else None
        raise Mistake(where, mistake.what, mistake.remedy, mistake.line, column) from None


def _entry(node: yaml.Node | None, name: str) -> yaml.Node | None:
    if not isinstance(node, yaml.MappingNode):
        return None
    found: yaml.Node | None = next((value for key, value in node.value if key.value == name), None)
    return found
