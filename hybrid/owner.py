"""One owner per data folder: whoever holds the lock writes index and models; the others go through it.

The lock (``flock``) is let go by the kernel when its process dies, however it dies, so a stale file
never locks anyone out. ``owner.json`` beside it only says how to reach the owner.
"""

from __future__ import annotations

import fcntl
import json
import logging
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar

from hybrid.errors import FolderOwned

log = logging.getLogger(__name__)

T = TypeVar("T")
LOCK, INFO = "owner.lock", "owner.json"
_TRIES, _PAUSE = 10, 0.03
"""``held`` holds the lock for a moment to see whether it is free; taking it waits that out."""


@dataclass(frozen=True)
class OwnerInfo:
    """Who owns a folder. ``host``, ``port`` and ``token`` are None until the owner listens."""

    pid: int | None
    host: str | None = None
    port: int | None = None
    token: str | None = field(default=None, repr=False)

    def __str__(self) -> str:
        who = "a process" if self.pid is None else f"process {self.pid}"
        return f"{who} at {self.host}:{self.port}" if self.port is not None else f"{who} (not listening yet)"


class Owner:
    """The right to write in a data folder, held until ``release`` or the end of the process."""

    def __init__(self, folder: Path, descriptor: int) -> None:
        self._folder = folder
        self._descriptor: int | None = descriptor
        self._info = OwnerInfo(os.getpid())

    @classmethod
    def acquire(cls, folder: Path) -> Owner:
        """Own ``folder`` (made if absent, 0700 in any case). Raises ``FolderOwned`` naming its owner."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _close_to_others(folder)
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(descriptor, fcntl.LOCK_EX, _TRIES):
            os.close(descriptor)
            raise FolderOwned(
                f"{folder} is in use by {_read(folder)}.",
                "Stop that one first, send the work to it, or name another folder with BECAUSE_DATA_DIR.",
            )
        owner = cls(folder, descriptor)
        _write(folder, owner._info)
        return owner

    def announce(self, host: str, port: int) -> str:
        """Say where the owner listens; returns the token that its helpers must show (in a 0600 file)."""
        token = secrets.token_urlsafe(32)
        self._info = replace(self._info, host=host, port=port, token=token)
        _write(self._folder, self._info)
        return token

    def release(self) -> None:
        """Let go; can be called again. The lock file stays: removing it could unlock another owner."""
        if self._descriptor is None:
            return
        (self._folder / INFO).unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = None

    def __enter__(self) -> Owner:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


@contextmanager
def alone(path: Path, doing: str) -> Iterator[None]:
    """Hold the lock file ``path`` (made 0600, its folder 0700) while the block runs.

    Raises ``FolderOwned`` saying which process is ``doing`` it already.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _lock(descriptor, fcntl.LOCK_EX, _TRIES):
            pid = os.pread(descriptor, 20, 0).decode(errors="replace").strip()
            who = f"Process {pid}" if pid.isdigit() else "Another process"
            raise FolderOwned(f"{who} is {doing} in {path.parent} already.", "Wait until it is done, or stop it.")
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(descriptor)


def find_owner(folder: Path) -> OwnerInfo | None:
    """Who owns ``folder`` now; None where nobody does, whatever a file left behind says."""
    return _read(folder) if held(folder / LOCK) else None


def held(path: Path) -> bool:
    """Does a process hold this lock file now?"""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except FileNotFoundError:
        return False
    try:
        return not _lock(descriptor, fcntl.LOCK_SH, 1)
    finally:
        os.close(descriptor)


def _close_to_others(folder: Path) -> None:
    """What stands in the folder was perhaps written for all to read; nobody gets at it through a closed folder.

    One that belongs to somebody else, or is shared (as ``/tmp``), is left as it is.
    """
    found = folder.stat()
    shared = found.st_mode & stat.S_ISVTX or found.st_uid != os.geteuid()
    if not found.st_mode & 0o077 or shared:
        return
    try:
        folder.chmod(0o700)
        log.warning("%s was open to others; only its owner may enter it now", folder)
    except OSError as error:  # a file system without rights
        log.warning("%s is open to others: %s", folder, error)


def _lock(descriptor: int, kind: int, tries: int) -> bool:
    for attempt in range(tries):
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            if attempt + 1 < tries:
                time.sleep(_PAUSE)
        else:
            return True
    return False


def _write(folder: Path, info: OwnerInfo) -> None:
    """Replace the file as a whole; it is ours alone (0600) from its first byte."""
    beside = folder / f".{INFO}.{os.getpid()}"
    beside.unlink(missing_ok=True)
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        json.dump({"pid": info.pid, "host": info.host, "port": info.port, "token": info.token}, file)
    beside.replace(folder / INFO)


def _read(folder: Path) -> OwnerInfo:
    """What the owner wrote; all unknown if it has not yet, or if the file is damaged."""
    try:
        said: Any = json.loads((folder / INFO).read_bytes())
    except (OSError, ValueError):
        said = None
    said = said if isinstance(said, dict) else {}
    return OwnerInfo(
        pid=_of(said, "pid", int),
        host=_of(said, "host", str),
        port=_of(said, "port", int),
        token=_of(said, "token", str),
    )


def _of(said: dict[str, Any], name: str, kind: type[T]) -> T | None:
    value = said.get(name)
    return value if isinstance(value, kind) else None
