"""Bring a database to the newest version of the tables."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import Connection

from hybrid.errors import StoreError

_ONE = Lock()
"""Alembic keeps the migration under way in module globals: one at a time, also of different databases."""


def upgrade(connection: Connection) -> None:
    """Run what is missing in the connection's transaction. Raises ``StoreError`` for an unknown version."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    try:
        with _ONE:
            command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"The database cannot be brought up to date ({error}).",
            "It was probably written by a newer version: install that one, or name another data folder.",
        ) from error
