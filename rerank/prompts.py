"""Prompt files: YAML front matter and a body in a safe subset of Jinja2, one section per role.

A version is named by its content: the first 8 hex digits of the text's SHA-256. Whatever is wrong with a
file is said when it is loaded, with file, line and remedy; each is also rendered once with its own examples.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hybrid.domain import Json
from rerank.cleaning import clean
from rerank.errors import PromptError
from rerank.ports import Message
from rerank.templating import MAX_SOURCE, Template

NAME = r"^[a-z][a-z0-9-]{0,63}$"
_SECTION = re.compile(r"^--- *(\w+) *$")
_Role = Literal["system", "user"]


class ModelOptions(BaseModel):
    """What the template asks of the model."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    temperature: Annotated[float, Field(ge=0, le=2)] = 0.0
    max_tokens: Annotated[int, Field(ge=16, le=16_384)] = 1_500


class Variable(BaseModel):
    """One placeholder: what it is, and an example that the template is tried with when it is loaded."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    type: Literal["text", "number", "flag", "list", "group"]
    description: str
    example: Json


class Header(BaseModel):
    """The front matter of a prompt file."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    name: Annotated[str, Field(pattern=NAME)]
    description: str
    options: Annotated[ModelOptions, Field(alias="model")] = ModelOptions()
    variables: dict[str, Variable] = Field(default_factory=dict)


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

    def render(self, values: Mapping[str, Json]) -> tuple[Message, ...]:
        """One message per section; values are cleaned first. Raises ``PromptError`` where the text grows too long."""
        harmless = clean(values)
        return tuple(Message(role, template.render(harmless)) for role, template in self.sections)


def version_of(text: str) -> str:
    """The first 8 hex digits of the SHA-256 of ``text``."""
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:8]


@lru_cache(maxsize=64)
def load(text: str, where: str) -> PromptTemplate:
    """The prompt in ``text``; ``where`` names the file in messages. Raises ``PromptError``."""
    raw, body, line = split(text, where)
    header = parse_header(raw, where, Header)
    sections = []
    for role, start, source in _sections(body, where, line):
        sections.append((role, Template(source, where, start, header.variables)))
    prompt = PromptTemplate(header, version_of(text), tuple(sections))
    for message in prompt.render({name: v.example for name, v in header.variables.items()}):
        if not message.content:
            raise PromptError(f"{where}: the {message.role} section is empty with the examples.", "Write some text.")
    return prompt


def split(text: str, where: str) -> tuple[str, str, int]:
    """Front matter, body and the line at which the body starts. Raises ``PromptError``."""
    if len(text) > MAX_SOURCE:
        raise PromptError(f"{where}: the file has more than {MAX_SOURCE} characters.", "Shorten it.")
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        raise PromptError(f"{where}, line 1: no front matter.", "Start the file with a line of three dashes.")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        raise PromptError(f"{where}: the front matter does not end.", "Close it with a line of three dashes.")
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


Model = TypeVar("Model", bound=BaseModel)


def parse_header(raw: str, where: str, model: type[Model]) -> Model:
    """The front matter as ``model``. Raises ``PromptError`` naming the field."""
    try:
        data = yaml.load(raw, _NoAliases)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        raise PromptError(f"{where}, line {line}: the front matter is not YAML: {error.problem}.") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise PromptError(f"{where}: the front matter is not YAML: {str(error)[:200]}.") from None
    try:
        return model.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in found["loc"]) or "front matter"
        raise PromptError(f"{where}: {place}: {found['msg']}.", _known_fields(model)) from None


class _NoAliases(yaml.SafeLoader):
    """Aliases let a short text stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references (*name) are not available here")
        return super().compose_node(parent, index)


def _known_fields(model: type[BaseModel]) -> str:
    names = sorted(info.alias or name for name, info in model.model_fields.items())
    return f"Known fields: {', '.join(names)}."


def _sections(body: str, where: str, first_line: int) -> list[tuple[_Role, int, str]]:
    """(role, line, source) of each section, in order."""
    found: list[tuple[_Role, int, list[str]]] = []
    for number, line in enumerate(body.splitlines(), first_line):
        marker = _SECTION.match(line)
        if marker is None:
            if found:
                found[-1][2].append(line)
            elif line.strip():
                raise PromptError(f"{where}, line {number}: text before the first section.", "Add '--- user' above.")
        elif marker[1] == "system":
            found.append(("system", number + 1, []))
        elif marker[1] == "user":
            found.append(("user", number + 1, []))
        else:
            raise PromptError(f"{where}, line {number}: no role {marker[1]!r}.", "Use '--- system' or '--- user'.")
    if "user" not in [role for role, _, _ in found]:
        raise PromptError(f"{where}: there is no user section.", "Add a line '--- user'.")
    return [(role, line, "\n".join(source)) for role, line, source in found]
