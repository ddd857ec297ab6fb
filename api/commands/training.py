"""``because train`` and ``because models``."""

from __future__ import annotations

import typer
from rich.table import Column, Table

from api.commands.console import JsonFile, Report, out, progress, quiet_logs, write_json
from api.commands.target import target
from api.opening import system_clock, training_turn
from api.settings import Settings, load_settings
from api.wiring import engagement_of, training_of
from hybrid.artifacts import Artifacts
from hybrid.domain import iso
from hybrid.model import Manifest
from hybrid.store import Store

PATIENCE = 240
"""Tries to reach the folder for a minute: another command may own it just then."""

models_app = typer.Typer(no_args_is_help=True, help="The trained models of this data folder.")


def command(json_file: JsonFile = None) -> None:
    """Learn from the events and let the new model serve, also in a running server."""
    quiet_logs()
    settings = load_settings()
    with progress("Training") as report:
        manifest = train_folder(settings, report)
    with target(settings, tries=PATIENCE) as place:  # what took minutes is not lost to a command of seconds
        place.promote(manifest.version)
    counts = manifest.counts
    out.print(
        f"Model {manifest.version} serves: learnt from {counts.positives:,} likings of {counts.users:,} people "
        f"for {counts.items:,} items in {manifest.seconds:.0f} s."
    )
    write_json(json_file, _figures(manifest, current=True))


def train_folder(settings: Settings, report: Report) -> Manifest:
    """Read SQL, train, write a model folder; not promoted yet. Raises ``NotEnoughData``,
    and ``FolderOwned`` where another process trains on this folder.

    Needs no ownership: it reads the database and adds a folder, both of which a running server allows.
    """
    from hybrid.collaborative.interactions import positives
    from hybrid.collaborative.train import train  # LightFM is loaded by those who train, not by the server

    with training_turn(settings):
        store = Store.open(settings.data_dir, system_clock)
        try:
            report("reading events", 0.0)
            interactions = positives(store.events.arrays(), engagement_of(settings), settings.train.seed)
        finally:
            store.close()
        trained = train(interactions, training_of(settings), report)
        artifacts = Artifacts(settings.data_dir / "models", system_clock)
        return artifacts.manifest(artifacts.write(trained))


@models_app.command("list")
def list_models(json_file: JsonFile = None) -> None:
    """All versions, newest first."""
    quiet_logs()
    artifacts = Artifacts(load_settings().data_dir / "models", system_clock)
    current = artifacts.current()
    manifests = [artifacts.manifest(version) for version in reversed(artifacts.versions())]
    table = Table(
        "", Column("version", no_wrap=True), Column("created", no_wrap=True), "people", "items", "likings", "s"
    )
    for one in manifests:
        counts = one.counts
        mark = "serves" if one.version == current else ""
        table.add_row(
            mark, one.version, iso(one.created_at // 1_000_000 * 1_000_000), f"{counts.users:,}", f"{counts.items:,}",
            f"{counts.positives:,}", f"{one.seconds:.0f}",
        )  # fmt: skip
    out.print(table if manifests else "No model yet: because train makes one.")
    write_json(json_file, [_figures(one, one.version == current) for one in manifests])


@models_app.command("promote")
def promote(version: str) -> None:
    """Let another version serve, also in a running server."""
    quiet_logs()
    with target(load_settings()) as place:
        place.promote(version)
    out.print(f"Model {version} serves.")


def _figures(manifest: Manifest, current: bool) -> dict[str, object]:
    counts = manifest.counts
    return {
        "version": manifest.version,
        "current": current,
        "created_at": iso(manifest.created_at),
        "users": counts.users,
        "items": counts.items,
        "positives": counts.positives,
        "events": counts.events,
        "seconds": manifest.seconds,
    }
