"""A real store in a fresh folder, on a clock that the test moves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from hybrid.store import Store

START = 1_790_000_000_000_000


@dataclass
class FakeClock:
    """Microseconds that stand still until they are moved."""

    now: int = START

    def __call__(self) -> int:
        return self.now

    def advance(self, seconds: float) -> None:
        self.now += round(seconds * 1_000_000)


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def store(folder: Path, clock: FakeClock) -> Iterator[Store]:
    opened = Store.open(folder, clock)
    yield opened
    opened.close()
