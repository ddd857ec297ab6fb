"""Who listens to ``/v1/changes/stream``, in a test."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import httpx


@dataclass
class Heard:
    """One event; ``data`` is None for the first, which only has a place to go on from."""

    id: int | None
    event: str | None
    data: Any


@contextmanager
def hearing(client: httpx.Client, after: int | None = None) -> Iterator[Iterator[Heard]]:
    """The events of a stream, from its first word on."""
    headers = {} if after is None else {"Last-Event-ID": str(after)}
    with client.stream("GET", "/v1/changes/stream", headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        yield _heard(answer.iter_lines())


def _heard(lines: Iterator[str]) -> Iterator[Heard]:
    fields: dict[str, str] = {}
    for line in lines:
        name, _, value = line.partition(": ")
        if line:
            fields[name] = value
            continue
        if "id" in fields or "event" in fields:
            data = json.loads(fields["data"]) if "data" in fields else None
            yield Heard(int(fields["id"]) if "id" in fields else None, fields.get("event"), data)
        elif "" in fields:
            yield Heard(None, "comment", None)
        fields = {}
