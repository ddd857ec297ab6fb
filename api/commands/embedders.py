"""``because evaluate --embedders a,b``: which embedder finds what is known to be similar in this catalogue."""

from __future__ import annotations

from collections.abc import Sequence

from api.commands.console import Report as Progress
from api.commands.console import err, out
from api.opening import system_clock
from api.settings import Settings
from api.wiring import engine_of
from hybrid.content.embed import make_embedder
from hybrid.content.text import TextSettings
from hybrid.errors import BecauseError, NotEnoughData
from hybrid.evaluation.embedders import Embedded, compare, embedded, known_similar
from hybrid.evaluation.events import in_order
from hybrid.evaluation.positives import Positives
from hybrid.evaluation.report import Report
from hybrid.store import Store


def names_of(given: str) -> list[str]:
    """``a,b`` as names, each once. Raises ``BecauseError`` where there is none."""
    names = list(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    if not names:
        raise BecauseError("--embedders names no embedder.", "Write for example --embedders wordllama,minilm.")
    return names


def compare_folder(settings: Settings, names: Sequence[str], likes: Positives, progress: Progress) -> Report:
    """Read SQL, embed the catalogue with each, measure. Changes nothing and keeps no vector.

    Raises ``EmbeddingError`` and ``NotEnoughData``. Needs no ownership.
    """
    embedders = {name: make_embedder(name) for name in names}
    fields = engine_of(settings).text_fields
    text = TextSettings(fields) if fields else TextSettings()
    store = Store.open(settings.data_dir, system_clock)
    try:
        progress("reading", 0.0)
        items = [item for item in store.catalog.all() if item.known and not item.deleted]
        if not items:
            raise NotEnoughData("There are no items to compare embedders on.", "Run because ingest items first.")
        events = in_order(store.events.arrays(), seed=1)
        liked = events.where(likes.of(events))
        tests = known_similar(items, liked.user, liked.item)
        done: list[Embedded] = []
        for place, (name, embedder) in enumerate(embedders.items()):

            def step(share: float, name: str = name, place: int = place) -> None:
                progress(f"embedding with {name}", (place + share) / len(names))

            done.append(embedded(name, embedder, items, text, store.embeddings, step))
    finally:
        store.close()
    for one in done:
        if not one.table.count:
            err.print(f"{one.name} gave no vector that is not zero.", markup=False)
    return compare(done, tests)


def tell_costs(report: Report) -> None:
    """What each embedder took."""
    for section in report.sections[:1]:
        for row in section.rows:
            out.print(f"{row.name}: {report.about[row.name]}", markup=False)
