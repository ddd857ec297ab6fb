"""Where a prompt command's work is done (the running server, else the folder), and which version is meant."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import quote

from api.client import Client
from api.commands.places import Remote, reached
from api.metrics import Metrics
from api.opening import system_clock
from api.prompt_schemas import Publishing, Rendering, RollingBack, Trying
from api.prompting import Prompting
from api.settings import Settings
from hybrid.domain import Json
from hybrid.errors import BecauseError, NotFound
from hybrid.store.prompts import PRODUCTION
from rerank.library import NAMES, RERANK
from rerank.prompting.checking import check
from rerank.prompting.desk import LABELS
from rerank.prompting.front import MAX_FILE, normal

SUFFIX = ".prompt"


class Place(Protocol):
    """What the commands ask; answers are those of ``/v1/prompts``. Each raises ``BecauseError``."""

    def list(self) -> dict[str, Json]:
        """All prompts."""

    def show(self, name: str, version: str) -> dict[str, Json]:
        """One version with its text."""

    def add(self, text: str) -> dict[str, Json]:
        """Keep a version."""

    def publish(self, name: str, asked: Publishing) -> dict[str, Json]:
        """Move a label."""

    def rollback(self, name: str, asked: RollingBack) -> dict[str, Json]:
        """Move a label back."""

    def render(self, name: str, asked: Rendering) -> dict[str, Json]:
        """What the model would be sent."""

    def trial(self, name: str, asked: Trying) -> dict[str, Json]:
        """Both lists."""


class Here(Prompting):
    """The folder itself, owned by this process."""

    def trial(self, name: str, asked: Trying) -> dict[str, Json]:
        """Both lists."""
        return asyncio.run(self._trial(name, asked))

    async def _trial(self, name: str, asked: Trying) -> dict[str, Json]:
        async with self.application.running(Metrics()):
            return await self.try_out(name, asked)


class There(Remote):
    """A server that owns the folder."""

    path = "/v1/prompts"

    def list(self) -> dict[str, Json]:
        return self._call("GET", "")

    def show(self, name: str, version: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}?version={quote(version, safe='')}")

    def add(self, text: str) -> dict[str, Json]:
        return self._call("POST", "", {"text": text})

    def publish(self, name: str, asked: Publishing) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/publish", asked.model_dump())

    def rollback(self, name: str, asked: RollingBack) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/rollback", asked.model_dump())

    def render(self, name: str, asked: Rendering) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/render", asked.model_dump(exclude_unset=True))

    def trial(self, name: str, asked: Trying) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/try", asked.model_dump(exclude_unset=True))


@contextmanager
def place(settings: Settings) -> Iterator[Place]:
    """The running server where there is one, else the folder, opened for the length of the block."""
    with reached(settings) as found:
        yield There(found) if isinstance(found, Client) else Here(found, system_clock)


@dataclass(frozen=True)
class Reference:
    """Which version of which prompt: a kept one, or the text of a file."""

    name: str
    version: str | None = None
    text: str | None = None


def reference(at: Place, given: str) -> Reference:
    """What an editor means by ``given``. Raises ``NotFound``, and ``PromptError`` for a file that is not valid."""
    if given.endswith(SUFFIX) or "/" in given or Path(given).is_file():
        return draft(Path(given))
    name, mark, version = given.partition("@")
    if mark:
        return Reference(name, version or PRODUCTION)
    if given in NAMES:
        return Reference(given, PRODUCTION)
    if given in LABELS:
        return Reference(RERANK, given)
    ids = {(p["name"], v["version"]) for p in at.list()["prompts"] for v in p["versions"]}
    found = sorted((name, id) for name, id in ids if id.startswith(given))
    if len(found) != 1:
        several = f"More than one version begins with {given!r}."
        raise NotFound(
            several if found else f"{given!r} is no version, no label, no prompt and no file.",
            "because prompts list shows what there is; a file's name ends with .prompt.",
        )
    return Reference(*found[0])


def draft(path: Path) -> Reference:
    """The text of a file, checked. Raises ``BecauseError`` for one that can't be read and ``PromptError``."""
    text = read_text(path)
    return Reference(check(text, path.name).name, text=normal(text))


def read_text(path: Path) -> str:
    """A file as text. Raises ``BecauseError``."""
    try:
        if path.stat().st_size > 8 * MAX_FILE:
            raise BecauseError(f"{path} is too large for a prompt.", f"At most {MAX_FILE:,} characters.")
        return path.read_text("utf-8")
    except OSError as error:
        raise BecauseError(f"{path} can't be read ({error.strerror}).", "Check the name of the file.") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise BecauseError(f"{path}, line {line}: the file is not UTF-8.", "Save it as UTF-8 in your editor.") from None
