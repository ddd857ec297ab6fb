"""Open a data folder as its one owner, and close it again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from api.link import OwnerLink
from api.settings import Settings
from api.wiring import Application, build
from hybrid.engine import MODELS
from hybrid.errors import BecauseError
from hybrid.owner import Owner, alone, find_owner
from hybrid.ports import Clock
from hybrid.store.store import FILE

TRAINING = ".training"
"""Lock file beside the models."""


def system_clock() -> int:
    """UTC microseconds now."""
    return time.time_ns() // 1000


@dataclass(frozen=True)
class Opened:
    """An application, and the right to write in its folder or (``owner`` is None) the ``link`` to who has it.

    ``process`` names one of several on the same folder.
    """

    owner: Owner | None
    application: Application
    link: OwnerLink | None = None
    process: str | None = None

    def announce(self, host: str, port: int) -> str | None:
        """Say where the owner listens; returns its token. None where this process does not own the folder."""
        return None if self.owner is None else self.owner.announce(host, port)

    def close(self) -> None:
        """Close the application, then let go of the folder."""
        try:
            self.application.close()
        finally:
            if self.owner is not None:
                self.owner.release()
            if self.link is not None:
                self.link.close()


def existing(settings: Settings) -> None:
    """Refuse a folder that holds no catalogue: a mistyped name must not become a new one. Raises ``BecauseError``."""
    folder = settings.data_dir
    if not (folder / FILE).exists() and find_owner(folder) is None:
        raise BecauseError(
            f"There is no catalogue in {folder}.",
            "Check BECAUSE_DATA_DIR, or let because ingest or because demo make one there.",
        )


@contextmanager
def training_turn(settings: Settings) -> Iterator[None]:
    """The right to train on an existing folder. Raises ``FolderOwned`` saying who trains there already."""
    existing(settings)
    with alone(settings.data_dir / MODELS / TRAINING, "training"):
        yield


def open_beside(settings: Settings, process: str, clock: Clock = system_clock) -> Opened:
    """Build the application on a folder that another process owns."""
    link = OwnerLink(settings.data_dir)
    return Opened(None, build(settings, clock, link.index), link, process)


def open_folder(settings: Settings, clock: Clock = system_clock, process: str | None = None) -> Opened:
    """Own the folder and build the application. Raises ``FolderOwned`` naming the one that owns it."""
    owner = Owner.acquire(settings.data_dir)
    try:
        return Opened(owner, build(settings, clock), process=process)
    except BaseException:
        owner.release()
        raise
