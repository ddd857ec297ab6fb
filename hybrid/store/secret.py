"""The secret of a data folder, and the keyed hashes made with it."""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from hybrid.errors import StoreError

BYTES = 32


class Secret:
    """32 random bytes in ``secret.key`` (0600). Without them the hash of a guessed id cannot be checked."""

    def __init__(self, value: bytes) -> None:
        self._value = value

    def digest(self, text: str) -> bytes:
        """Keyed hash (BLAKE2b, 16 bytes) of ``text``."""
        return hashlib.blake2b(text.encode(), key=self._value, digest_size=16).digest()

    @property
    def fingerprint(self) -> str:
        """Tells whether a database was written with this secret, without telling the secret."""
        return self.digest("because").hex()

    @classmethod
    def of(cls, folder: Path, create: bool = True) -> Secret:
        """Read ``<folder>/secret.key``, or make it. Raises ``StoreError`` for a damaged one.

        Without ``create`` also for a missing one: a database that was written with it needs that very one.
        """
        path = folder / "secret.key"
        if not path.exists():
            if not create:
                raise StoreError(
                    f"{path} is missing, and the database was written with it.",
                    "Restore it from the backup that the database comes from.",
                )
            _create(path)
        value = path.read_bytes()
        if len(value) != BYTES:
            raise StoreError(f"{path} is damaged: it has {len(value)} bytes, not {BYTES}.", "Restore it from a backup.")
        return cls(value)


def _create(path: Path) -> None:
    """Write beside and link, so that two processes that start at once read the same, whole secret."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(BYTES))
            file.flush()
            os.fsync(file.fileno())
        os.link(beside, path)
    except FileExistsError:
        pass  # another process was first
    finally:
        beside.unlink()
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
