"""The items that a request itself names: the one being looked at and those looked at just before.

They are read as a short history of their own beside the person's, by the same sources, and stored nowhere. So
candidates come of them for anybody, also for people of whom nothing is known, and what each of them contributed is
exact as it is for the history (``Blended.drops``).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hybrid.candidates import Query, Scoring
from hybrid.domain import Event, EventType, Floats, ItemKey, Keys, SourceName, UserKey
from hybrid.ports import CandidateSource
from hybrid.profiles import EMPTY, Engagement, Profile, Weighing, fold

CHANNEL: Final = "context."
"""Before the name of a source's channel where it reads the session."""
FOCUS: Final = 2.0
"""What its newest item weighs beside the newest of a history: who is on an item's page asks for more like it."""
MOST: Final = 20
"""Items of a session that are read."""
_NOBODY: Final = UserKey(0)


def session_of(named: Sequence[int], now: int, engagement: Engagement, history: Profile = EMPTY) -> Profile:
    """The item keys ``named``, the one being looked at or looked at last first, as views that happened now.

    What the person has said they do not care for says nothing of what they want: those are left out.
    """
    unloved = {int(key) for key, liked in zip(history.items, history.liked, strict=True) if not liked}
    keys = [key for key in dict.fromkeys(named) if key not in unloved][:MOST]
    return fold([_view(key, now - n, -n) for n, key in enumerate(keys)], now, engagement)


def _view(key: int, at: int, seq: int) -> Event:
    return Event(seq, "", _NOBODY, ItemKey(key), EventType.VIEW, None, at, at)


def read(sources: Sequence[CandidateSource], query: Query) -> Iterator[SessionScoring]:
    """What the sources that read a history say of the session."""
    if not len(query.session):
        return
    asked = replace(query, profile=query.session, session=EMPTY, text=None)
    for source in sources:
        scoring = source.read(asked)
        if scoring is not None and scoring.weighing is not None:
            yield SessionScoring(scoring, scoring.weighing)


def weighed(weights: Mapping[str, float]) -> dict[str, float]:
    """The weights of the session's channels, from those of the person's."""
    return {CHANNEL + channel: FOCUS * weight for channel, weight in weights.items()}


@dataclass(frozen=True)
class SessionScoring:
    """A source's view of the session, weighed by ``reading``, under the name of the context. The person's own history
    plays no part."""

    inner: Scoring
    reading: Weighing
    name: SourceName = SourceName.CONTEXT
    weighing: None = None

    @property
    def channel(self) -> str:
        """The source's, marked."""
        return CHANNEL + self.inner.channel

    @property
    def scale(self) -> float:
        """The source's."""
        return self.inner.scale

    def propose(self, k: int) -> Keys:
        """The source's best for the session."""
        return self.inner.propose(k)

    def raw(self, keys: Keys) -> Floats:
        """The sum over the session of weight times similarity."""
        return self.inner.raw(keys)

    def similarity(self, keys: Keys) -> Floats:
        """Rows for the session's items."""
        return self.inner.similarity(keys)
