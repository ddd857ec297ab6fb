"""``because evaluate``: how good the recommendations are, on this data folder's own events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from api.commands.console import JsonFile, Report, err, out, progress, quiet_logs, writable, write_json
from api.commands.demo import Llm
from api.commands.embedders import compare_folder, names_of, tell_costs
from api.commands.reranking import rerank_part, tell_calls, with_model
from api.commands.tables import Field, tables
from api.commands.training import asked_for
from api.opening import existing, system_clock
from api.settings import Settings, load_settings
from api.wiring import engagement_of, engine_of, training_of
from hybrid.collaborative.settings import Objective
from hybrid.content.text import TextSettings
from hybrid.errors import BecauseError
from hybrid.evaluation import report as found
from hybrid.evaluation.fitting import ProductFit
from hybrid.evaluation.page import to_html
from hybrid.evaluation.positives import Kind, Positives
from hybrid.evaluation.run import BY, EvaluateSettings, Further, evaluate
from hybrid.evaluation.splits import Protocol, SplitSettings
from hybrid.evaluation.vectors import content_space
from hybrid.store import Store

MOST_SEED = 2**32 - 1
ACCURACY = ("ndcg@10", "recall@10", "recall@20", "recall@50", "hit@10", "precision@10", "mrr@10")
BEYOND = ("coverage@10", "diversity@10", "novelty@10", "popularity@10")
INTERRUPTED = 130
"""Exit status of what Ctrl-C ended early."""
SHORT = {
    "ndcg@10": "NDCG@10", "recall@10": "R@10", "recall@20": "R@20", "recall@50": "R@50", "hit@10": "hit",
    "precision@10": "prec.", "mrr@10": "MRR", "coverage@10": "cover.", "diversity@10": "divers.",
    "novelty@10": "novelty", "popularity@10": "popul.",
}  # fmt: skip


def command(
    protocol: Annotated[
        Protocol,
        typer.Option(help="Each person's last fifth, last one, or everything after one moment; random misleads."),
    ] = Protocol.TEMPORAL,
    yes_random: Annotated[bool, typer.Option("--yes-random", help="A random split is meant.")] = False,
    people: Annotated[int, typer.Option(min=0, help="Ask for so many people, drawn by seed; 0 for everybody.")] = 2000,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0,
            max=MOST_SEED,
            help="Settles equal times and every draw, also of training.",
            show_default="1; of training BECAUSE_TRAIN__SEED",
        ),
    ] = None,
    objective: Annotated[Objective | None, typer.Option(help="Of training, as because train has it.")] = None,
    budget: Annotated[
        str | None, typer.Option(metavar="TIME", help="Of each training, as because train has it.")
    ] = None,
    positives: Annotated[Kind, typer.Option(help="Hits: good deeds and ratings, those above the mean, or all.")] = (
        Kind.GOOD
    ),
    by: Annotated[
        str | None,
        typer.Option(
            help="Further views, by comma; unseen and cold train once more each. none: none.",
            show_default=f"{','.join(BY)}; with --rerank none",
        ),
    ] = None,
    json_file: JsonFile = None,
    embedders: Annotated[
        str | None,
        typer.Option(metavar="A,B", help="Compare embedders on items known to be similar instead; trains nothing."),
    ] = None,
    rerank: Annotated[
        int | None,
        typer.Option(
            min=1, metavar="N", help="Ask the language model too, two calls for each of N people drawn by seed."
        ),
    ] = None,
    llm: Annotated[
        Llm, typer.Option(help="With --rerank and without BECAUSE_LLM__MODEL: the small local model, or refuse.")
    ] = Llm.OFF,
    html_file: Annotated[
        Path | None,
        typer.Option("--html", metavar="FILE", help="Write a page with plots to this file.", callback=writable),
    ] = None,
) -> None:
    """Train on the past, compare with what people did next. Changes nothing; also beside a running server."""
    quiet_logs()
    settings = asked_for(load_settings(), objective, budget, seed)
    hits = Positives(positives, engagement_of(settings))
    cut = SplitSettings(protocol, 1 if seed is None else seed, positives=hits, allow_random=yes_random)
    asked = EvaluateSettings(cut, people or None, _views(by if by is not None else "none" if rerank else ",".join(BY)))
    existing(settings)
    if embedders is not None and rerank is not None:
        raise BecauseError("--embedders and --rerank measure different things.", "Give them one after the other.")
    if embedders is not None:
        with progress("Evaluating") as tell_progress:
            report = compare_folder(settings, names_of(embedders), cut.positives, tell_progress)
        tell_costs(report)
    else:
        report = _evaluated(settings, asked, rerank, llm)
        tell(report)
    tell_tables(report)
    write_json(json_file, report.to_json())
    if html_file is not None:
        _write_html(html_file, report)
    if report.about.get("stopped"):
        raise typer.Exit(INTERRUPTED)


def evaluate_folder(
    settings: Settings, asked: EvaluateSettings, progress: Report, further: Callable[[Store], Further] | None = None
) -> found.Report:
    """Read SQL and measure; ``further`` gives what else to measure on the same training.

    Raises ``NotEnoughData`` and ``FlatteringSplit``. Needs no ownership.
    """
    engine = engine_of(settings)
    text = TextSettings(engine.text_fields) if engine.text_fields else TextSettings()
    store = Store.open(settings.data_dir, system_clock)
    try:
        progress("reading", 0.0)
        space = content_space(store, engine.embedder, text)
        fit = ProductFit(store.catalog.all, space, training_of(settings), engine.engagement)
        part = None if further is None else further(store)
        report = evaluate(store.events.arrays(), fit, asked, progress, part)
    finally:
        store.close()
    train = settings.train
    trained = {"objective": train.objective.value, "budget_seconds": train.budget, "training_seed": train.seed}
    return replace(report, about={**report.about, **trained})


def _evaluated(settings: Settings, asked: EvaluateSettings, rerank: int | None, llm: Llm) -> found.Report:
    with with_model(settings, llm) if rerank else nullcontext(settings) as chosen, progress("Evaluating") as report:
        further = None if rerank is None else partial(rerank_part, chosen, people=rerank)
        return evaluate_folder(chosen, asked, report, further)


def tell(report: found.Report) -> None:
    """What was measured on what."""
    about = report.about
    out.print(
        f"{about['people']:,} people asked for, {about['test_items']:,} test items, learnt from "
        f"{about['events_trained_on']:,} of {about['events']:,} events; protocol {about['protocol']}, "
        f"hits {about['positives']}, seed {about['seed']}; trained for {about['objective']}, "
        f"{about['budget_seconds']:g} s at most"
    )
    tell_calls(about)


def tell_tables(report: found.Report) -> None:
    """Its sections and comparisons; notes on stderr."""
    for table in tables_of(report, out.width):
        out.print(table)
    for note in report.notes:
        err.print(note, markup=False)


def tables_of(report: found.Report, width: int) -> Iterator[Table]:
    """Those of a terminal with so many columns."""
    for section in report.sections:
        names = Field("", [row.name for row in section.rows], text=True)
        yield from tables(section.title, names, _figures(section), width)
    if report.comparisons:
        title = f"Paired, {found.FIGURES[report.comparisons[0].figure]}"
        names = Field("", [f"{one.ours} against {one.theirs}" for one in report.comparisons], text=True)
        yield from tables(title, names, _compared(report.comparisons), width)


def _figures(section: found.Section) -> Iterator[Field]:
    rows, lead = section.rows, section.leading
    yield Field(section.unit, [f"{row.people:,}" for row in rows])
    yield Field(f"95 % of {SHORT[lead]}", [row.spread(lead) for row in rows])
    for name in (*ACCURACY, *BEYOND):
        if any(name in row.figures for row in rows):
            cells = [found.number(row.figures[name].value) if name in row.figures else "–" for row in rows]
            yield Field(SHORT[name], cells)


def _compared(comparisons: Sequence[found.Comparison]) -> Iterator[Field]:
    yield Field("diff.", [f"{one.difference.value:+.3f}" for one in comparisons])
    yield Field("95 %", [found.spread(one.difference) for one in comparisons])
    yield Field("", [one.verdict for one in comparisons], text=True)
    yield Field("ratio", [found.number(one.ratio.value) for one in comparisons])
    yield Field("95 %", [found.spread(one.ratio) for one in comparisons])


def _views(by: str) -> frozenset[str]:
    views = {part.strip() for part in by.split(",") if part.strip()} - {"none"}
    unknown = sorted(views - set(BY))
    if unknown:
        raise BecauseError(f"There is no view {unknown[0]!r}.", f"Known are {', '.join(BY)} and none.")
    return frozenset(views)


def _write_html(path: Path, report: found.Report) -> None:
    try:
        path.write_text(to_html(report), "utf-8")
    except OSError as error:
        raise BecauseError(f"{path} can't be written ({error.strerror}).", "Choose another file for --html.") from None
