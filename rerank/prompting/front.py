"""A prompt file's two halves: YAML front matter between lines of three dashes, and what stands below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar, get_args

import yaml
from pydantic import BaseModel, ValidationError

from hybrid.domain import Json
from rerank.prompting.grammar import suggestion
from rerank.prompting.mistakes import Mistake

MAX_FILE = 32_768
"""Characters."""
DASHES = "---"

Model = TypeVar("Model", bound=BaseModel)


def normal(text: str) -> str:
    """The text as it is kept: without a byte order mark, with ``\\n`` at the end of each line."""
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def split(text: str, where: str) -> tuple[str, str, int]:
    """Front matter, body and the line at which the body starts. Raises ``Mistake``."""
    if len(text) > MAX_FILE:
        raise Mistake(where, f"the file has more than {MAX_FILE:,} characters.", "Shorten it.")
    lines = text.split("\n")
    if lines[0].rstrip() != DASHES:
        raise Mistake(where, "no front matter.", "Start the file with a line of three dashes.", 1)
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == DASHES), None)
    if end is None:
        raise Mistake(where, "the front matter does not end.", "Close it with a line of three dashes.", len(lines))
    return "\n".join(lines[1:end]), "\n".join(lines[end + 1 :]), end + 2


def tree_of(raw: str, where: str) -> tuple[yaml.Node | None, Json]:
    """The front matter as YAML nodes, which know their places, and as data. Raises ``Mistake``."""
    loader = _NoAliases(raw)
    try:
        node = loader.get_single_node()
        return node, None if node is None else loader.construct_document(node)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        line, column = (mark.line + 2, mark.column + 1) if mark else (1, None)
        remedy = "Put texts with : # or { in quotes, and indent with blanks as the lines around it."
        raise Mistake(where, f"the front matter is not YAML: {error.problem}.", remedy, line, column) from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Mistake(where, f"the front matter is not YAML: {str(error)[:200]}.") from None
    finally:
        loader.dispose()


def parse_header(raw: str, where: str, model: type[Model]) -> Model:
    """The front matter as ``model``. Raises ``Mistake`` naming the field."""
    node, data = tree_of(raw, where)
    try:
        return model.model_validate(data)
    except ValidationError as error:
        # A misspelt field comes first: it explains the one that is missing.
        found = min(error.errors(include_url=False), key=lambda one: one["type"] != "extra_forbidden")
        path = [str(part) for part in found["loc"]]
        field, line, column = ".".join(path) or "front matter", *spot(node, path)
        message, remedy = _in_words(found["type"], str(found["msg"]), path, model)
        raise Mistake(where, f"{field} {message}.", remedy, line, column) from None


def _in_words(kind: str, message: str, path: Sequence[str], model: type[BaseModel]) -> tuple[str, str]:
    known = _fields(model, path[:-1])
    if kind == "extra_forbidden":
        return "is no field here", suggestion(path[-1], known)
    if kind == "missing":
        return "is missing", f"Write {path[-1]}: and a value."
    words = message.removeprefix("Value error, ").rstrip(".")
    return words[:1].lower() + words[1:] if kind == "value_error" else f"can't be used: {words}", "Correct it."


def spot(node: yaml.Node | None, path: Sequence[str]) -> tuple[int, int]:
    """Line and column, in the file, of the innermost part of ``path`` that is there."""
    mark = node.start_mark if node is not None else None
    for name in path:
        if not isinstance(node, yaml.MappingNode):
            break
        entry = next(((key, value) for key, value in node.value if key.value == name), None)
        if entry is None:
            break
        mark, node = entry[0].start_mark, entry[1]
    return (2, 1) if mark is None else (mark.line + 2, mark.column + 1)


class _NoAliases(yaml.SafeLoader):
    """Aliases let a short text stand for gigabytes."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("references (*name) are not available here")
        return super().compose_node(parent, index)


def _fields(model: type[BaseModel], path: Sequence[str]) -> list[str]:
    """The fields of the model that stands at ``path`` within ``model``; those of the last one on the way."""
    for name in path:
        info = next((info for known, info in model.model_fields.items() if name in (known, info.alias)), None)
        if info is None:
            continue  # a name that the editor chose, of a table of models
        found = [kind for kind in (info.annotation, *get_args(info.annotation)) if isinstance(kind, type)]
        model = next((kind for kind in found if issubclass(kind, BaseModel)), model)
    return sorted(info.alias or name for name, info in model.model_fields.items())
