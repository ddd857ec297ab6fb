"""Where the work of an editors' or operators' command is done: the running server, else the folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.client import Client
from api.opening import Opened, existing, open_folder
from api.settings import Settings
from api.twice import given_twice
from api.wiring import Application
from hybrid.domain import Json
from hybrid.errors import BecauseError
from hybrid.owner import find_owner


class Remote:
    """A server that owns the folder, asked under one ``path`` of its routes."""

    path: str

    def __init__(self, client: Client) -> None:
        self._client = client

    def _call(self, method: str, path: str, content: Json = None) -> dict[str, Json]:
        told: dict[str, Json] = self._client.call(method, f"{self.path}{path}", content)
        return told


@contextmanager
def reached(settings: Settings) -> Iterator[Client | Application]:
    """The running server where there is one, else the folder, opened for the length of the block."""
    existing(settings)
    owner = find_owner(settings.data_dir)
    found: Client | Opened = open_folder(settings) if owner is None else Client(owner)
    try:
        yield found if isinstance(found, Client) else found.application
    finally:
        found.close()


def read_json(file: Path, example: str) -> Json:
    """What a file holds; ``example`` is the page that shows one. Raises ``BecauseError`` for what is no JSON, and for
    names that stand twice."""
    try:
        text = file.read_text("utf-8")
        value, twice = json.loads(text), given_twice(text)
    except OSError as error:
        raise BecauseError(f"{file} can't be read ({error.strerror}).", "Check the name of the file.") from None
    except ValueError as error:
        raise BecauseError(f"{file} is not valid JSON ({error}).", f"See {example} for an example.") from None
    if twice:
        raise BecauseError(f"{file}, {twice[0].pointer}: {twice[0].message}", twice[0].remedy)
    return value


def minute(at: str) -> str:
    """A moment of an answer, as tables show it."""
    return at[:16].replace("T", " ")
