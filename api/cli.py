"""The command line ``because``."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from api.commands import (
    demo,
    doctor,
    evaluating,
    experiments,
    index,
    ingest,
    people,
    precompute,
    prompts,
    report,
    scenarios,
    serving,
    training,
    watching,
)
from api.version import version
from hybrid.errors import BecauseError


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"because {version()}")
        raise typer.Exit


def _options(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    pass


def commands() -> typer.Typer:
    """The command line, whole."""
    app = typer.Typer(
        name="because",
        help="A self-hosted recommender that says why.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    app.command("demo")(demo.command)
    app.command("serve")(serving.command)
    app.add_typer(ingest.app, name="ingest")
    app.add_typer(watching.app, name="watch")
    app.command("train")(training.command)
    app.command("evaluate")(evaluating.command)
    app.command("recommend")(people.recommend)
    app.command("precompute")(precompute.command)
    app.command("reindex")(index.command)
    app.add_typer(training.models_app, name="models")
    app.add_typer(prompts.app, name="prompts")
    app.add_typer(scenarios.app, name="scenarios")
    app.add_typer(experiments.app, name="experiments")
    app.command("report")(report.command)
    app.command("erase")(people.erase)
    app.command("doctor")(doctor.command)
    return app


def main() -> None:
    """Entry point: errors meant for people are one line and a remedy, never a traceback."""
    os.umask(0o077)  # whatever a command writes is about people
    try:
        commands()()
    except BecauseError as error:
        _fail(str(error))
    except OSError as error:
        _fail(f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}.")


def _fail(message: str) -> None:
    sys.stderr.write(f"because: {message}\n")
    sys.exit(1)


if __name__ == "__main__":
    main()
