"""Where the work of an experiment command is done: the running server, else the folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from api.client import Client
from api.experimenting import Experimenting
from api.opening import Opened, existing, open_folder, system_clock
from api.settings import Settings
from hybrid.domain import Json
from hybrid.experiments.definition import Definition
from hybrid.owner import find_owner

PATH = "/v1/experiments"


class Place(Protocol):
    """What the commands ask; answers are those of ``/v1/experiments``. Each raises ``BecauseError``."""

    def list(self) -> dict[str, Json]:
        """All experiments."""

    def show(self, name: str) -> dict[str, Json]:
        """One of them."""

    def put(self, name: str, definition: Definition) -> dict[str, Json]:
        """Keep a draft."""

    def start(self, name: str) -> dict[str, Json]:
        """Let people take part."""

    def ramp(self, name: str, traffic: float) -> dict[str, Json]:
        """Let more people take part."""

    def stop(self, name: str, why: str) -> dict[str, Json]:
        """End it."""

    def results(self, name: str) -> dict[str, Json]:
        """What it has come to."""


class There:
    """A server that owns the folder."""

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> dict[str, Json]:
        return self._call("GET", "")

    def show(self, name: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}")

    def put(self, name: str, definition: Definition) -> dict[str, Json]:
        content = definition.model_dump(mode="json", exclude_unset=True)
        return self._call("PUT", f"/{quote(name, safe='')}", content)

    def start(self, name: str) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/start")

    def ramp(self, name: str, traffic: float) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/ramp", {"traffic": traffic})

    def stop(self, name: str, why: str) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/stop", {"why": why})

    def results(self, name: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}/results")

    def _call(self, method: str, path: str, content: Json = None) -> dict[str, Json]:
        told: dict[str, Json] = self._client.call(method, f"{PATH}{path}", content)
        return told


@contextmanager
def place(settings: Settings) -> Iterator[Place]:
    """The running server where there is one, else the folder, opened for the length of the block."""
    existing(settings)
    owner = find_owner(settings.data_dir)
    found: Client | Opened = open_folder(settings) if owner is None else Client(owner)
    try:
        yield There(found) if isinstance(found, Client) else Experimenting(found.application, system_clock)
    finally:
        found.close()
