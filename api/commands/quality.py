"""The doctor's section on what is indexed, from the last check (``hybrid.content.checking``)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.commands.findings import Finding
from hybrid.content.checking import Drift, Named, Neighbourhood, Quality
from hybrid.domain import iso

MANY: Final = 0.02
"""Share of doubles from which lists of recommendations show the same thing twice."""
SHIFTED: Final = 0.05
"""Share of neighbours that moved without a new or deleted item; more is another embedder, centre or texts."""


def content(found: Quality | None) -> Iterator[Finding]:
    """When it was checked, vectors, texts, doubles, neighbours, and what changed."""
    if found is None:
        yield Finding("content", "note", "not checked yet.", "because ingest and because reindex check it.")
        return
    yield Finding("content", "ok", f"checked {_when(found.at)} after {found.after}")
    yield _vectors(found)
    yield _texts(found)
    yield _doubles(found)
    examples = tuple(_shown(one) for one in found.samples)
    yield Finding("neighbours", "ok", f"of {len(examples)} items drawn, with their cosines", examples=examples)
    yield from _drift(found.drift)


def _vectors(found: Quality) -> Finding:
    message = f"{found.indexed:,} of {found.dims} dimensions by {found.embedder}"
    if found.broken:
        return Finding(
            "vectors", "note", f"{message}; {found.broken:,} point nowhere.", "Send these items other texts."
        )
    return Finding("vectors", "ok", message)


def _texts(found: Quality) -> Finding:
    of = f"of {found.examined:,} items looked at"
    examples = tuple(_title(one) for one in found.without)
    if found.empty:
        message = f"{found.empty:,} {of} have no text in the fields that are read, so no neighbours by content."
        return Finding("texts", "note", message, "See BECAUSE_TEXT_FIELDS.", examples)
    if found.waiting:
        message = f"{found.waiting:,} {of} have no vector yet."
        return Finding("texts", "note", message, "The next start or because reindex tries again.", examples)
    return Finding("texts", "ok", f"all {of} have one, and a vector")


def _doubles(found: Quality) -> Finding:
    message = (
        f"{found.near_duplicates:,} of {found.compared:,} items compared have one nearly the same; "
        f"{found.same_texts:,} share their whole text with another"
    )
    examples = tuple(_shown(one) for one in found.pairs)
    if found.near_duplicates > MANY * max(found.compared, 1):
        return Finding(
            "doubles", "note", f"{message}.", "Name the original in variant_of, or tell them apart in words.", examples
        )
    return Finding("doubles", "ok", message, examples=examples)


def _drift(drift: Drift | None) -> Iterator[Finding]:
    if drift is None:
        yield Finding("drift", "ok", "nothing to compare with yet")
        return
    between = f"between {_when(drift.since)} and {_when(drift.at)}"
    message = (
        f"{drift.changed:.0%} of the neighbours of {drift.compared:,} items changed {between}, "
        f"{drift.shifted:.0%} without what new and deleted items did"
    )
    if drift.before:
        yield Finding("drift", "note", f"{message}; before, the index was made with {drift.before}.")
    elif drift.shifted > SHIFTED:
        yield Finding(
            "drift", "note", f"{message}.", "Other texts or another centre? See whether the lists got better."
        )
    else:
        yield Finding("drift", "ok", message)
    if drift.fields:
        examples = tuple(str(change) for change in drift.fields)
        message = f"{len(examples)} fields of the catalogue changed {between}."
        yield Finding("schema", "note", message, "If that was not meant, look at the export.", examples)
    else:
        yield Finding("schema", "ok", f"no field of the catalogue changed {between}")


def _when(at: int) -> str:
    return iso(at // 1_000_000 * 1_000_000)


def _shown(one: Neighbourhood) -> str:
    near = " · ".join(_title(other) for other in one.nearest) or "no others"
    return f"{_title(one.item)}: {near}"


def _title(one: Named) -> str:
    return f"{one.title or one.id}" + (f" {one.cosine:.2f}" if one.cosine is not None else "")
