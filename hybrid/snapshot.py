"""What serving reads: the promoted model, the content space and the item columns, swapped whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hybrid.candidates import Query, Scored
from hybrid.collaborative.factors import NativeSource
from hybrid.collaborative.links import LinkSource
from hybrid.columns import ItemColumns
from hybrid.content.source import ContentSource, ContextSource
from hybrid.content.space import ContentSpace
from hybrid.domain import SourceName
from hybrid.model import Model
from hybrid.popularity import PopularSource
from hybrid.ports import CandidateSource
from hybrid.profiles import Decay


@dataclass(frozen=True)
class Decays:
    """How fast the history fades for each source that reads it."""

    content: Decay = Decay(interactions=3.0, last=20)
    i2i: Decay = Decay(interactions=2.0, last=20)
    next: Decay = Decay(interactions=2.0, last=20)


@dataclass(frozen=True)
class Snapshot:
    """One consistent state to answer from. ``model`` is None until one was trained."""

    columns: ItemColumns
    space: ContentSpace
    model: Model | None
    sources: tuple[CandidateSource, ...]

    @classmethod
    def of(cls, columns: ItemColumns, space: ContentSpace, model: Model | None, decays: Decays) -> Snapshot:
        """The snapshot with the sources that these parts can carry."""
        sources: list[CandidateSource] = [
            ContentSource(space, decays.content),
            ContextSource(space),
            PopularSource(columns),
        ]
        if model is not None:
            sources += [
                NativeSource(model.factors),
                LinkSource("i2i", SourceName.LIGHTFM, model.i2i, decays.i2i),
                LinkSource("next", SourceName.NEXT, model.next, decays.next),
            ]
        return cls(columns, space, model, tuple(sources))

    @property
    def version(self) -> str | None:
        """The version of the trained model."""
        return None if self.model is None else self.model.version

    def gather(self, query: Query) -> Sequence[Scored]:
        """Every source's candidates. One after the other: each takes well under a millisecond of a core,
        less than handing it to another thread."""
        found = (source.score(query) for source in self.sources)
        return [scored for scored in found if scored is not None]
