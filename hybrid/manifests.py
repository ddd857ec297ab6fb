"""What is written beside a model's arrays, as JSON that people can read, with a checksum over all of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Final

from hybrid.blend import BlendWeights, Knot
from hybrid.collaborative.links import Links
from hybrid.domain import Json, SourceName
from hybrid.errors import BadArtifact
from hybrid.model import Counts, Manifest, Recipe, StandInSettings, Table, TrendingSettings
from hybrid.profiles import Decay, Reading, Weighing

FORMAT: Final = 2
TRAIN_AGAIN: Final = "Roll back to another version or train again."


def encode(manifest: Manifest) -> str:
    """JSON with a checksum over all the rest."""
    body: dict[str, Json] = {"format": FORMAT, **asdict(manifest)}
    return json.dumps({**body, "sha256": digest(body)}, indent=1)


def decode(text: bytes, version: str) -> Manifest:
    """Raises ``BadArtifact`` for what is not what was written, and for formats of other times."""
    try:
        body = json.loads(text)
        told = body.pop("sha256")
        if told != digest(body) or body["version"] != version:
            raise ValueError("it is not what was written")
        if body.pop("format") != FORMAT:
            raise ValueError("it was written by another version of Because")
        return replace(Manifest(**body), counts=Counts(**body["counts"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadArtifact(f"The manifest of model {version} cannot be used: {error}.", TRAIN_AGAIN) from error


def digest(body: Json) -> str:
    """SHA-256 of JSON, however it is laid out."""
    return hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()


def recipe_to_json(recipe: Recipe, tables: Sequence[Table]) -> dict[str, Json]:
    """The recipe and, by channel, how each table is read."""
    read = {
        table.name: {"source": table.source.value, "weighing": asdict(table.weighing), "scale": table.scale}
        for table in tables
    }
    return {**asdict(recipe), "tables": read}


def recipe_of(manifest: Manifest) -> Recipe:
    """Raises ``BadArtifact`` where the manifest holds none."""
    try:
        told = dict(manifest.recipe)
        weights = BlendWeights(*(_knots(told["weights"][name]) for name in ("known", "unknown")))
        standins = StandInSettings(**told["standins"])
        trending = TrendingSettings(**told.get("trending", {}))
        content = _weighing(told["content"])
        scales = float(told["native_scale"]), float(told["content_scale"])
        return Recipe(weights, scales[0], content, scales[1], standins, trending)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(manifest, error) from error


def table_of(manifest: Manifest, name: str, links: Links) -> Table:
    """The table with these links. Raises ``BadArtifact`` where the manifest does not say how it is read."""
    try:
        told = manifest.recipe["tables"][name]
        return Table(name, SourceName(told["source"]), links, _weighing(told["weighing"]), float(told["scale"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _unusable(manifest, error) from error


def tables_in(manifest: Manifest) -> list[str]:
    """The channels of the model's tables, in their order."""
    return list(manifest.recipe.get("tables", {}))


def _knots(told: Sequence[Mapping[str, Json]]) -> tuple[Knot, ...]:
    return tuple(Knot(int(one["interactions"]), {k: float(w) for k, w in one["weights"].items()}) for one in told)


def _weighing(told: Mapping[str, Json]) -> Weighing:
    return Weighing(Decay(**told["decay"]), Reading(told["reading"]), float(told["base"]))


def _unusable(manifest: Manifest, error: Exception) -> BadArtifact:
    return BadArtifact(f"The recipe of model {manifest.version} cannot be used: {error}.", TRAIN_AGAIN)
