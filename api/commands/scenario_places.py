"""Where the work of a scenario command is done: the running server, else the folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from api.client import Client
from api.commands.places import Remote, reached
from api.scenario_schemas import Trying
from api.scenarios import ScenarioDesk
from api.settings import Settings
from hybrid.domain import Json


class Place(Protocol):
    """What the commands ask; answers are those of ``/v1/scenarios``. Each raises ``BecauseError``."""

    def list(self) -> dict[str, Json]:
        """All live documents."""

    def show(self, name: str, version: str | None = None) -> dict[str, Json]:
        """One version's document."""

    def versions(self, name: str) -> dict[str, Json]:
        """All versions."""

    def put(self, name: str, document: Json, draft: bool = False) -> dict[str, Json]:
        """Keep a document that was checked, and let it serve."""

    def try_out(self, name: str, asked: Json) -> dict[str, Json]:
        """What would change; ``asked`` is a checked body of a dry run."""

    def rollback(self, name: str) -> dict[str, Json]:
        """Let serve what did before."""


class Here(ScenarioDesk):
    """The folder itself, owned by this process."""

    def try_out(self, name: str, asked: Json) -> dict[str, Json]:
        """What would change."""
        return self.dry_run(name, Trying.model_validate(asked))


class There(Remote):
    """A server that owns the folder."""

    path = "/v1/scenarios"

    def list(self) -> dict[str, Json]:
        return self._call("GET", "")

    def show(self, name: str, version: str | None = None) -> dict[str, Json]:
        query = "" if version is None else f"?version={quote(version, safe='')}"
        return self._call("GET", f"/{quote(name, safe='')}{query}")

    def versions(self, name: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}/versions")

    def put(self, name: str, document: Json, draft: bool = False) -> dict[str, Json]:
        return self._call("PUT", f"/{quote(name, safe='')}{'?draft=true' if draft else ''}", document)

    def try_out(self, name: str, asked: Json) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/dry-run", asked)

    def rollback(self, name: str) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/rollback", {})


@contextmanager
def place(settings: Settings) -> Iterator[Place]:
    """The running server where there is one, else the folder, opened for the length of the block."""
    with reached(settings) as found:
        yield There(found) if isinstance(found, Client) else Here(found)
