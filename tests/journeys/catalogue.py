"""What the files of the sample say, read without the product."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cache
from typing import Any

import pyarrow.parquet as pq

from api.commands.demo import SAMPLE


@cache
def films() -> dict[str, dict[str, Any]]:
    """Film by id."""
    lines = (SAMPLE / "items.jsonl").read_text("utf-8").splitlines()
    return {film["id"]: film for film in map(json.loads, lines)}


@cache
def ratings() -> dict[str, dict[str, float]]:
    """Person → film → rating."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for row in pq.read_table(SAMPLE / "events.parquet").to_pylist():
        found[str(row["user_id"])][str(row["item_id"])] = row["value"]
    return found
