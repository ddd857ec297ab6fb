"""Commands as a test calls them: in a folder of their own, with nothing of this machine's environment."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from api.cli import commands

Run = Callable[..., Result]


def runner(monkeypatch: pytest.MonkeyPatch, folder: Path, **settings: str) -> Run:
    """Runs a command in ``folder`` with these settings and no others; errors meant for people are raised."""
    for name in list(os.environ):
        if name.startswith("BECAUSE_"):
            monkeypatch.delenv(name)
    for name, value in {"BECAUSE_DATA_DIR": str(folder / "data"), **settings}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(folder)
    app = commands()

    def call(*arguments: str) -> Result:
        found = CliRunner().invoke(app, arguments)
        if found.exception is not None and not isinstance(found.exception, SystemExit):
            raise found.exception
        return found

    return call
