"""Where the work of an experiment command is done: the running server, else the folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol
from urllib.parse import quote

from api.client import Client
from api.commands.places import Remote, reached
from api.experimenting import Experimenting
from api.opening import system_clock
from api.settings import Settings
from hybrid.domain import Json
from hybrid.experiments.definition import Definition


class Place(Protocol):
    """What the commands ask; answers are those of ``/v1/experiments``. Each raises ``BecauseError``."""

    def list(self) -> dict[str, Json]:
        """All experiments."""

    def show(self, name: str) -> dict[str, Json]:
        """One of them."""

    def put(self, name: str, definition: Definition) -> dict[str, Json]:
        """Keep a draft."""

    def remove(self, name: str) -> None:
        """Forget a draft."""

    def start(self, name: str) -> dict[str, Json]:
        """Let people take part."""

    def ramp(self, name: str, traffic: float) -> dict[str, Json]:
        """Let more people take part."""

    def stop(self, name: str, why: str) -> dict[str, Json]:
        """End it."""

    def results(self, name: str) -> dict[str, Json]:
        """What it has come to."""


class There(Remote):
    """A server that owns the folder."""

    path = "/v1/experiments"

    def list(self) -> dict[str, Json]:
        return self._call("GET", "")

    def show(self, name: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}")

    def put(self, name: str, definition: Definition) -> dict[str, Json]:
        content = definition.model_dump(mode="json", exclude_unset=True)
        return self._call("PUT", f"/{quote(name, safe='')}", content)

    def remove(self, name: str) -> None:
        self._client.call("DELETE", f"{self.path}/{quote(name, safe='')}")

    def start(self, name: str) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/start")

    def ramp(self, name: str, traffic: float) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/ramp", {"traffic": traffic})

    def stop(self, name: str, why: str) -> dict[str, Json]:
        return self._call("POST", f"/{quote(name, safe='')}/stop", {"why": why})

    def results(self, name: str) -> dict[str, Json]:
        return self._call("GET", f"/{quote(name, safe='')}/results")


@contextmanager
def place(settings: Settings) -> Iterator[Place]:
    """The running server where there is one, else the folder, opened for the length of the block."""
    with reached(settings) as found:
        yield There(found) if isinstance(found, Client) else Experimenting(found, system_clock)
