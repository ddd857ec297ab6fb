"""Open a data folder as its one owner, and close it again."""

from __future__ import annotations

import time
from dataclasses import dataclass

from api.settings import Settings
from api.wiring import Application, build
from hybrid.owner import Owner
from hybrid.ports import Clock


def system_clock() -> int:
    """UTC microseconds now."""
    return time.time_ns() // 1000


@dataclass(frozen=True)
class Opened:
    """An application and the right to write in its folder."""

    owner: Owner
    application: Application

    def close(self) -> None:
        """Close the application, then let go of the folder."""
        try:
            self.application.close()
        finally:
            self.owner.release()


def open_folder(settings: Settings, clock: Clock = system_clock) -> Opened:
    """Own the folder and build the application. Raises ``FolderOwned`` naming the one that owns it."""
    owner = Owner.acquire(settings.data_dir)
    try:
        return Opened(owner, build(settings, clock))
    except BaseException:
        owner.release()
        raise
