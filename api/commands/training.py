"""``because train`` and ``because models``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import numpy as np
import typer
from pydantic import ValidationError

from api.commands.console import JsonFile, Report, err, out, progress, quiet_logs, write_json
from api.commands.tables import Field, tables
from api.commands.target import target
from api.opening import system_clock, training_turn
from api.sections import TrainSettings
from api.settings import Settings, load_settings
from api.wiring import engagement_of, engine_of, training_of
from hybrid.artifacts import Artifacts
from hybrid.collaborative.interactions import EventColumns
from hybrid.collaborative.settings import Objective
from hybrid.columns import ItemColumns
from hybrid.content.text import TextSettings
from hybrid.described import Described
from hybrid.domain import iso
from hybrid.errors import BadArtifact, BecauseError, NotEnoughData
from hybrid.evaluation.vectors import content_space
from hybrid.model import Manifest
from hybrid.ports import Clock
from hybrid.store import Store

if TYPE_CHECKING:
    from hybrid.collaborative.gate import Contender

PATIENCE = 240
"""Tries to reach the folder for a minute: another command may own it just then."""

models_app = typer.Typer(no_args_is_help=True, help="The trained models of this data folder.")


class NotBetter(BecauseError):
    """The new model is worse than the one that serves."""


def command(
    objective: Annotated[
        Objective | None, typer.Option(help="Be good at the next weeks (window) or the very next (next).")
    ] = None,
    budget: Annotated[str | None, typer.Option(metavar="TIME", help="About how long, such as 30s or 2m.")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="Settles equal times and every draw.")] = None,
    force: Annotated[bool, typer.Option("--force", help="Let it serve even if it is worse.")] = False,
    json_file: JsonFile = None,
) -> None:
    """Find what works on these events, learn it, and let it serve if it is not worse; also in a running server."""
    quiet_logs()
    settings = asked_for(load_settings(), objective, budget, seed)
    with progress("Training") as report:
        manifest = train_folder(settings, report)
    tell(manifest)
    promoted = force or passed(manifest)
    if promoted:
        with target(settings, tries=PATIENCE) as place:  # what took minutes is not lost to a command of seconds
            place.promote(manifest.version)
    write_json(json_file, {**_figures(manifest, current=promoted), "report": manifest.report})
    if not promoted:
        raise NotBetter(
            f"Model {manifest.version} is worse than the one that serves, which stays: {compared(manifest)}.",
            f"because models promote {manifest.version} lets it serve all the same.",
        )
    counts = manifest.counts
    out.print(
        f"Model {manifest.version} serves: learnt from {counts.positives:,} likings of {counts.users:,} people "
        f"for {counts.items:,} items in {manifest.seconds:.0f} s."
    )


def asked_for(settings: Settings, objective: Objective | None, budget: str | None, seed: int | None) -> Settings:
    """Settings with what the command line says. Raises ``BecauseError`` for what can't be."""
    given: dict[str, Any] = {"objective": objective, "seed": seed, "budget": budget}
    chosen = {name: value for name, value in given.items() if value is not None}
    try:
        train = TrainSettings.model_validate({**settings.train.model_dump(), **chosen})
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        message = str(first["msg"]).removeprefix("Value error, ")
        raise BecauseError(f"--{first['loc'][0]} can't be {first['input']!r}: {message}.") from None
    return settings.model_copy(update={"train": train})


def train_folder(settings: Settings, report: Report, clock: Clock = system_clock) -> Manifest:
    """Read SQL, train, write a model folder; not promoted yet. Raises ``NotEnoughData``,
    and ``FolderOwned`` where another process trains on this folder.

    Needs no ownership: it reads the database and adds a folder, both of which a running server allows.
    """
    from hybrid.collaborative.train import train  # LightFM is loaded by those who train, not by the server

    artifacts = Artifacts(settings.data_dir / "models", clock, settings.train.kept)
    with training_turn(settings):
        report("reading events", 0.0)
        events, described = _learnt_from(settings)
        live = _live(artifacts)
        trained = train(events, engagement_of(settings), training_of(settings), report, described, live)
        return artifacts.manifest(artifacts.write(trained))


def _learnt_from(settings: Settings) -> tuple[EventColumns, Described]:
    """All events, and the catalogue. Raises ``NotEnoughData`` where the events are about nothing in it."""
    engine = engine_of(settings)
    store = Store.open(settings.data_dir, system_clock)
    try:
        text = TextSettings(engine.text_fields) if engine.text_fields else TextSettings()
        columns = ItemColumns()
        columns.put(store.catalog.all())
        described = Described(columns, content_space(store, engine.embedder, text))
        events = store.events.arrays()
    finally:
        store.close()
    met = np.unique(events.item)
    if len(met) and not columns.recommendable[met].any():
        raise NotEnoughData(
            f"None of the {len(met):,} items that events are about is in the catalogue and recommendable.",
            "Run because ingest items as well, with the ids that the events name.",
        )
    return events, described


def _live(artifacts: Artifacts) -> Contender | None:
    """What the new model is compared with, where something serves that can be read."""
    from hybrid.collaborative.gate import contender  # as above

    try:
        version = artifacts.current()
        return None if version is None else contender(artifacts.manifest(version))
    except BecauseError as error:
        err.print(f"Nothing is compared with: {error}", markup=False)
        return None


def tell(manifest: Manifest) -> None:
    """What was chosen, in a few lines; all of it stands in the manifest."""
    report = manifest.report
    for note in report.get("notes", []):
        err.print(note, markup=False)
    found: Mapping[str, Any] = report.get("validation", {})
    if found:
        blend, alone = found["out_of_fold_ndcg@10"], found["out_of_fold_best_single_ndcg@10"]
        gain = f" ({blend / alone - 1:+.1%})" if alone else ""
        out.print(
            f"On the newest likings of {found['people']:,} people, fitted on one half and measured on the other: "
            f"NDCG@10 {blend:.3f}, one source alone (best: {found['best_single']}) {alone:.3f}{gain}; "
            f"coverage {found['coverage@10']:.0%}. because evaluate measures the whole of it on what came later."
        )
        for name, why in found["left_off"].items():
            out.print(f"  left off for people with a history: {name} ({why})")
    ruled: Mapping[str, Any] = report["few_people"]
    shares = [f"{name} {share:.0%}" for name, share in ruled["links_left_out"].items() if share]
    if shares:
        few = f"Left out of the strongest links, since fewer than {ruled['min_people']} people met both items: "
        out.print(few + ", ".join(shares) + ".")
    if report.get("gate"):
        out.print(f"Against the live model's recipe: {compared(manifest)}.")


def compared(manifest: Manifest) -> str:
    """The figures of a model that was compared with the one that served."""
    gate = manifest.report["gate"]
    return (
        f"NDCG@10 {gate['new_ndcg@10']:.3f} against {gate['live_ndcg@10']:.3f} "
        f"({gate['difference']:+.4f} ± {gate['standard_error']:.4f}) on {gate['people']:,} people"
    )


def passed(manifest: Manifest) -> bool:
    """Is it not worse than what served, or was there nothing to compare it with?"""
    return bool((manifest.report.get("gate") or {}).get("passed", True))


def verdict(manifest: Manifest) -> str:
    """Was it let serve, and by which figures? Empty where there was nothing to compare it with."""
    gate = manifest.report.get("gate")
    if not gate:
        return ""
    figures = f"{gate['new_ndcg@10']:.3f} against {gate['live_ndcg@10']:.3f}"
    return f"not worse, {figures}" if passed(manifest) else f"refused, {figures}"


@models_app.command("list")
def list_models(json_file: JsonFile = None) -> None:
    """All versions, newest first."""
    quiet_logs()
    artifacts = Artifacts(load_settings().data_dir / "models", system_clock)
    current = artifacts.current()
    manifests = list(_readable(artifacts))
    names = Field("version", [one.version for one in manifests], text=True)
    if manifests:
        for table in tables("Models", names, _listed(manifests, current), out.width):
            out.print(table)
    else:
        out.print("No model yet: because train makes one.")
    write_json(json_file, [_figures(one, one.version == current) for one in manifests])


@models_app.command("promote")
def promote(version: str) -> None:
    """Let another version serve, also in a running server."""
    quiet_logs()
    with target(load_settings()) as place:
        place.promote(version)
    out.print(f"Model {version} serves.")


@models_app.command("rollback")
def rollback() -> None:
    """Let the model serve again that did before, also in a running server."""
    quiet_logs()
    with target(load_settings()) as place:
        back = place.rollback()
    for why in back.skipped:
        err.print(f"Skipped: {why}", markup=False)
    out.print(f"Model {back.version} serves again.")


def _readable(artifacts: Artifacts) -> Iterator[Manifest]:
    """All versions, newest first; those of other times are named and left out."""
    for version in reversed(artifacts.versions()):
        try:
            yield artifacts.manifest(version)
        except BadArtifact as error:
            err.print(str(error), markup=False)


def _listed(manifests: Sequence[Manifest], current: str | None) -> Iterator[Field]:
    yield Field("", ["serves" if one.version == current else "" for one in manifests], text=True)
    yield Field("NDCG@10 to the live one's", [verdict(one) for one in manifests], text=True)
    yield Field("people", [f"{one.counts.users:,}" for one in manifests])
    yield Field("items", [f"{one.counts.items:,}" for one in manifests])
    yield Field("likings", [f"{one.counts.positives:,}" for one in manifests])
    yield Field("s", [f"{one.seconds:.0f}" for one in manifests])
    yield Field("created", [iso(one.created_at // 1_000_000 * 1_000_000) for one in manifests], text=True)


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
        "gate": manifest.report.get("gate"),
    }
