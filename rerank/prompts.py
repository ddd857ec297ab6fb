"""Prompt files: YAML front matter and a body in a safe subset of Jinja2, one section per role.

A version is named by its content: the first 8 hex digits of the text's SHA-256. Whatever is wrong with a
file is said when it is loaded, with file, line, column and remedy; each is also rendered once with its own examples.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from hybrid.domain import Json
from rerank.cleaning import clean
from rerank.ports import Message
from rerank.prompting.fields import known_field
from rerank.prompting.front import parse_header, split, spot, tree_of
from rerank.prompting.grammar import suggestion
from rerank.prompting.mistakes import Mistake
from rerank.prompting.shapes import CANDIDATES, INPUTS, SAID, Kind, Shape
from rerank.prompting.tokens import BUDGET, tokens
from rerank.templating import Template

__all__ = ["NAME", "Header", "PromptTemplate", "load", "parse_header", "split", "version_of"]

NAME = r"^[a-z][a-z0-9-]{0,63}$"
SCENARIO = r"^[a-z0-9][a-z0-9_-]{0,63}$"
OUTPUT = "ranking"
SAMPLE = 20
"""Candidates that a prompt must have room for, with an order of them as the answer."""
LEAST_ORDER, LEAST_WORDS = 100, 500
"""Tokens of an answer about so many, by GPT-4's tokenizer: an order takes 63, with each handle on its own line 89, and
100 where each digit is a token; with ten English reasons of 24 words it takes 505."""
_TELLING = "{% for c in candidates %}{{ c.handle }}. {{ c.title }} … {% endfor %} in the user section"
_SECTION = re.compile(r"^--- *(\w+) *$")
_Role = Literal["system", "user"]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ModelOptions(_Part):
    """What the template asks of the model."""

    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    max_tokens: Annotated[int, Field(le=16_384)] = 1_500


class Variable(_Part):
    """One placeholder: what it is, and an example that the template is tried with when it is loaded."""

    type: Literal["text", "number", "flag", "list", "group"]
    description: str
    example: Json


class Scenario(_Part):
    """What holds for lists in one place: an instruction, and what of an item may be told (None: all that may be)."""

    instruction: Annotated[str, Field(max_length=SAID)] = ""
    fields: tuple[str, ...] | None = None

    @field_validator("fields")
    @classmethod
    def _known(cls, fields: tuple[str, ...] | None) -> tuple[str, ...] | None:
        for name in fields or ():
            known_field(name)
        return fields


class Header(_Part):
    """The front matter of a prompt file. ``output`` is locked: it says what the model answers, for the reader."""

    model_config = ConfigDict(populate_by_name=True)

    name: Annotated[str, Field(pattern=NAME)]
    description: str
    options: Annotated[ModelOptions, Field(alias="model")] = ModelOptions()
    scenarios: dict[Annotated[str, Field(pattern=SCENARIO)], Scenario] = Field(default_factory=dict)
    variables: dict[str, Variable] = Field(default_factory=dict)
    output: str = OUTPUT

    @field_validator("output")
    @classmethod
    def _locked(cls, output: str) -> str:
        if output != OUTPUT:
            raise ValueError(f"is locked: leave it at {OUTPUT!r}")
        return output


@dataclass(frozen=True)
class PromptTemplate:
    """A loaded prompt file. ``label`` says by which label it was found, for the answer's ``rerank.prompt``."""

    header: Header
    version: str
    sections: tuple[tuple[_Role, Template], ...] = field(repr=False)
    label: str = "packaged"

    @property
    def reference(self) -> str:
        """E.g. ``rerank@3f2a91c0 (production)``."""
        return f"{self.header.name}@{self.version} ({self.label})"

    def scenario(self, name: str) -> Scenario:
        """What holds in the place of this name; nothing in particular where the file does not name it."""
        return self.header.scenarios.get(name, Scenario())

    def render(self, values: Mapping[str, Json]) -> tuple[Message, ...]:
        """One message per section; values are cleaned first. Raises ``PromptError`` where the text grows too long."""
        harmless = clean(values)
        return tuple(Message(role, template.render(harmless)) for role, template in self.sections)


def version_of(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


@lru_cache(maxsize=64)
def load(text: str, where: str) -> PromptTemplate:
    """The prompt in ``text``; ``where`` names the file in messages. Raises ``Mistake``."""
    raw, body, line = split(text, where)
    header = parse_header(raw, where, Header)
    _check_variables(header, raw, where)
    shapes = {name: INPUTS[name] for name in header.variables}
    sections = tuple(
        (role, Template(source, where, start, shapes)) for role, start, source in _sections(body, where, line)
    )
    prompt = PromptTemplate(header, version_of(text), sections)
    _check_answer(prompt, raw, where)
    _try(prompt, where)
    return prompt


def _check_variables(header: Header, raw: str, where: str) -> None:
    """Only what the recommender gives may be declared, as what it is, and the examples must look like it."""
    node, _ = tree_of(raw, where)
    for name, variable in header.variables.items():
        line, column = spot(node, ["variables", name])
        if name not in INPUTS:
            raise Mistake(where, f"the recommender gives no {name!r}.", suggestion(name, INPUTS), line, column)
        kind = INPUTS[name].kind
        if variable.type != kind:
            remedy = f"Write type: {kind}."
            raise Mistake(where, f"{name!r} is a {kind}, not a {variable.type}.", remedy, line, column)
        unlike = _unlike(variable.example, INPUTS[name], name)
        if unlike:
            line, column = spot(node, ["variables", name, "example"])
            raise Mistake(where, f"the example of {name!r} does not fit: {unlike[0]}.", unlike[1], line, column)


_TYPES: Mapping[Kind, tuple[type, ...]] = {
    "text": (str,),
    "number": (int, float),
    "flag": (bool,),
    "list": (list,),
    "group": (dict,),
    "any": (object,),
}


def _unlike(example: Json, shape: Shape, path: str) -> tuple[str, str] | None:
    """What about an example is not as the recommender's values are, and the remedy."""
    if example is None:
        return None
    if not isinstance(example, _TYPES[shape.kind]):
        return f"{path} must be a {shape.kind}", "See the packaged file for one that fits."
    if isinstance(example, list):
        inner = (_unlike(one, shape.entry, f"each of {path}") for one in example)
        return next((found for found in inner if found), None)
    if isinstance(example, dict):
        for name, value in example.items():
            if name not in shape.parts and not shape.open:
                return f"{path} has no part {name!r}", suggestion(str(name), shape.parts)
            found = _unlike(value, shape.parts[name], f"{path}.{name}") if name in shape.parts else None
            if found:
                return found
    return None


def _check_answer(prompt: PromptTemplate, raw: str, where: str) -> None:
    """The answer may get long enough for an order, and for reasons where the text asks for them."""
    words = any("words" in template.named for _, template in prompt.sections)
    least, given = LEAST_WORDS if words else LEAST_ORDER, prompt.header.options.max_tokens
    if given < least:
        line, column = spot(tree_of(raw, where)[0], ["model", "max_tokens"])
        answer = f"an order of {SAMPLE} candidates{' with reasons' if words else ''}"
        remedy = f"Write max_tokens: {least} or more; what is not used costs nothing."
        raise Mistake(where, f"max_tokens: {given} cuts off {answer}, which takes about {least}.", remedy, line, column)


def _try(prompt: PromptTemplate, where: str) -> None:
    """Every section says something, the candidates are told, and there is room for a full list of them."""
    examples = {name: variable.example for name, variable in prompt.header.variables.items()}
    for message in prompt.render(examples):
        if not message.content:
            raise Mistake(where, f"the {message.role} section is empty with the examples.", "Write some text.")
    for words, ordered in product((True, False), repeat=2):
        _check_candidates(prompt, {**examples, "words": words, "ordered": ordered}, where)
    told = prompt.render({**examples, **_bare(SAMPLE), "words": True})
    needed = sum(tokens(message.content) for message in told)
    if needed > BUDGET:
        raise Mistake(
            where,
            f"with the bare titles of {SAMPLE} candidates the prompt takes about {needed:,} tokens of {BUDGET:,}.",
            "Shorten the text of the sections.",
        )


def _check_candidates(prompt: PromptTemplate, examples: Mapping[str, Json], where: str) -> None:
    """Each of as many as there may be is told with its handle and its title: an answer has to name them all."""
    given = _bare(CANDIDATES)
    told = "\n".join(m.content for m in prompt.render({**examples, **given}) if m.role == "user").casefold()
    for part, name in (("handle", "handles"), ("title", "titles")):
        # A title counts as told where its first word is: it may be shortened.
        sought = [str(one[part]).split()[0].casefold() for one in given["candidates"]]
        missing = [n for n, word in enumerate(sought, 1) if not re.search(rf"(?<!\d){word}(?!\d)", told)]
        if len(missing) == CANDIDATES:
            raise Mistake(where, f"the model is not told the candidates with their {name}.", f"Write {_TELLING}.")
        if missing:
            which = f"{', '.join(map(str, missing[:3]))}{' …' if missing[3:] else ''}"
            what = f"of {CANDIDATES} candidates the model is not told {len(missing)} {name} (those of number {which})."
            raise Mistake(where, what, f"Tell all of them, without first, last or if: {_TELLING}.")


def _bare(count: int) -> Mapping[str, Json]:
    """So many candidates with nothing but handles and titles, none of which stands anywhere else."""
    titles = (f"Title{chr(97 + n // 26)}{chr(97 + n % 26)} of Usual Length" for n in range(count))
    bare = [{"handle": str(930 + n), "title": title, "x": "Another Title"} for n, title in enumerate(titles)]
    return {"candidates": bare, "history": [], "count": count}


def _sections(body: str, where: str, first_line: int) -> list[tuple[_Role, int, str]]:
    """(role, line, source) of each section, in order."""
    found: list[tuple[_Role, int, list[str]]] = []
    for number, line in enumerate(body.split("\n"), first_line):
        marker = _SECTION.match(line)
        if marker is None:
            if found:
                found[-1][2].append(line)
            elif line.strip():
                raise Mistake(where, "text before the first section.", "Add '--- user' above.", number)
        elif marker[1] == "system":
            found.append(("system", number + 1, []))
        elif marker[1] == "user":
            found.append(("user", number + 1, []))
        else:
            raise Mistake(where, f"no role {marker[1]!r}.", "Use '--- system' or '--- user'.", number, 5)
    if "user" not in [role for role, _, _ in found]:
        raise Mistake(where, "there is no user section.", "Add a line '--- user'.")
    return [(role, line, "\n".join(source)) for role, line, source in found]
