"""Past and future, cut so that nothing of the future can be learnt from. Pure.

A split of a split's training part is its validation slice: the same functions, applied to ``Split.training()``.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from hybrid.collaborative.interactions import EventColumns
from hybrid.domain import Event, Keys, Mask
from hybrid.draws import draws
from hybrid.errors import BecauseError, NotEnoughData
from hybrid.evaluation.events import Columns, in_order
from hybrid.evaluation.positives import Positives

Rows = NDArray[np.intp]


class Protocol(StrEnum):
    """``temporal``: each person's last fifth is the test. ``loo``: each person's last one. ``cutoff``: everything
    from one moment on, for everybody, as production will see it. ``random``: a fifth drawn anywhere."""

    TEMPORAL = "temporal"
    LOO = "loo"
    CUTOFF = "cutoff"
    RANDOM = "random"


class FlatteringSplit(BecauseError):
    """A random split was asked for without saying so twice."""


@dataclass(frozen=True)
class SplitSettings:
    """How to cut. ``share`` trains; ``cutoff_at`` (microseconds) is the moment of ``cutoff``, by default the one
    with ``share`` of all hits before it."""

    protocol: Protocol = Protocol.TEMPORAL
    seed: int = 1
    share: float = 0.8
    cutoff_at: int | None = None
    positives: Positives = field(default_factory=Positives)
    allow_random: bool = False


@dataclass(frozen=True)
class Split:
    """``events`` sorted by person and time, and what each row is for.

    ``train`` (n,) marks what may be learnt from, ``context`` (n,) what is known of the tested people when they
    ask. ``users`` (u,) are tested, ascending; the test items of ``users[i]`` are
    ``items[starts[i]:starts[i + 1]]``, in time, each once and none that the person had met before;
    ``asked_at`` (u,) is when the first of them happened. ``held`` are items taken out of training,
    ``withheld`` (n,) marks what tested people did and nothing knows: not shown to them all the same.
    """

    events: Columns
    train: Mask
    context: Mask
    users: Keys
    starts: Keys
    items: Keys
    asked_at: Keys
    positives: Positives
    held: Keys = field(default_factory=lambda: np.empty(0, np.int64))
    withheld: Mask | None = None

    def training(self) -> Columns:
        """What may be learnt from, numbered anew: the numbers must not tell how much comes after either."""
        learnt = self.events.where(self.train)
        return replace(learnt, seq=np.arange(1, len(learnt) + 1))

    def history(self, user: int) -> list[Event]:
        """What is known of a person when they ask, oldest first."""
        return self.events.where(self._rows(user, self.context)).told()

    def barred(self, user: int) -> Keys:
        """Items that the person had met without anything knowing it; they can be no hit."""
        if self.withheld is None:
            return np.empty(0, np.int64)
        return np.unique(self.events.item[self._rows(user, self.withheld & self.events.met)]).astype(np.int64)

    def test(self, row: int) -> Keys:
        """The test items of ``users[row]``."""
        return self.items[self.starts[row] : self.starts[row + 1]]

    def _rows(self, user: int, of: Mask) -> Rows:
        start, end = np.searchsorted(self.events.user, [user, user + 1])
        return np.asarray(start + np.flatnonzero(of[start:end]))

    @cached_property
    def cold(self) -> Keys:
        """Items of the events that training has not met, ascending: those held out, and those new by themselves."""
        met = self.events.met
        return np.setdiff1d(self.events.item[met], self.events.item[met & self.train])


def split(events: EventColumns, settings: SplitSettings) -> Split:
    """Cut by the protocol. Raises ``FlatteringSplit``, and ``NotEnoughData`` where nothing is left to test on."""
    if settings.protocol is Protocol.RANDOM and not settings.allow_random:
        raise FlatteringSplit(
            "A random split lets the model learn from what came after: figures come out 2 to 4 times too high, "
            "and the worse method can win.",
            "Use temporal, loo or cutoff; --yes-random if the figure is wanted all the same.",
        )
    ordered = in_order(events, settings.seed)
    hits = settings.positives.of(ordered)
    first = _firsts(ordered, np.flatnonzero(hits))
    _check(ordered, first, settings)
    tested = _tested(ordered, first, settings)
    if settings.protocol is Protocol.RANDOM:
        train = ~np.isin(ordered.pairs(), ordered.pairs()[tested])
    elif settings.protocol is Protocol.CUTOFF:
        train = ordered.occurred_at < _moment(ordered, first, settings)
    else:
        train = np.arange(len(ordered)) < _boundaries(ordered, tested)
    found = _made(ordered, train, train, tested, settings.positives)
    if not len(found.users) or not train.any():
        raise NotEnoughData(*_nothing_left(settings.protocol))
    return found


def unseen_people(base: Split, given: int, share: float = 0.1, seed: int = 1) -> Split:
    """A share of the people taken out of training entirely; of what ``base`` knows of them their newest ``given``
    items are known, all where they are fewer. Tested are those of whom it knows any; who they are, their test and
    what may be shown hang on no ``given``."""
    events = base.events
    held = _drawn(np.unique(events.user), share, seed)
    out = np.isin(events.user, held)
    past = base.context & out
    known = _newest(events, past, given)
    asked = np.isin(base.users, np.unique(events.user[past & events.met]))
    count = np.diff(base.starts)
    return replace(
        base,
        train=base.train & ~out,
        context=known,
        withheld=past & ~known,
        users=base.users[asked],
        starts=np.r_[0, np.cumsum(count[asked])].astype(np.int64),
        items=base.items[np.repeat(asked, count)],
        asked_at=base.asked_at[asked],
    )


def cold_items(base: Split, share: float = 0.1, seed: int = 1) -> Split:
    """A share of the items taken out of training and of what is known of people; the test stays as it was."""
    events = base.events
    held = _drawn(np.unique(events.item), share, seed)
    warm = ~np.isin(events.item, held)
    parts = (base.users, base.starts, base.items, base.asked_at)
    return Split(events, base.train & warm, base.context & warm, *parts, base.positives, held, base.context & ~warm)


def _made(events: Columns, train: Mask, context: Mask, tested: Rows, positives: Positives) -> Split:
    """The split of these test rows (first hits of a pair, in order), less those whose item the person had met."""
    pairs = events.pairs()
    tested = tested[~np.isin(pairs[tested], pairs[context & events.met])]
    users, starts = np.unique(events.user[tested], return_index=True)
    return Split(
        events=events,
        train=train,
        context=context,
        users=users,
        starts=np.r_[starts, len(tested)].astype(np.int64),
        items=events.item[tested],
        asked_at=events.occurred_at[tested][starts],
        positives=positives,
    )


def _firsts(events: Columns, rows: Rows) -> Rows:
    """Of ascending ``rows``: the first of each person and item, ascending."""
    _, first = np.unique(events.pairs()[rows], return_index=True)
    return np.sort(rows[first])


def _newest(events: Columns, context: Mask, given: int) -> Mask:
    """Of ``context`` what came after each person's newest item too many."""
    met = np.flatnonzero(events.met & context)[::-1]
    _, at = np.unique(events.pairs()[met], return_index=True)
    last = np.sort(met[at])
    users = events.user[last]
    many = last[np.searchsorted(users, users, side="right") - np.arange(len(users)) > given]
    if not len(many):
        return context
    following = np.searchsorted(many, np.arange(len(events)))
    ends = many[np.minimum(following, len(many) - 1)]
    dropped = (following < len(many)) & (events.user[ends] == events.user)
    return np.asarray(context & ~dropped)


def _places(users: Keys) -> Keys:
    """Number of each entry within its person, from 0; ``users`` sorted."""
    return np.arange(len(users)) - np.searchsorted(users, users)


def _boundaries(events: Columns, rows: Rows) -> NDArray[np.intp]:
    """For every event: the first of ``rows`` (ascending) that is of the same person, n where there is none."""
    users, first = np.unique(events.user[rows], return_index=True)
    at = np.searchsorted(users, events.user)
    inside = np.minimum(at, max(len(users) - 1, 0))
    if not len(users):
        return np.full(len(events), len(events), np.intp)
    return np.where(users[inside] == events.user, rows[first][inside], len(events))


def _tested(events: Columns, first: Rows, settings: SplitSettings) -> Rows:
    """The hits that the protocol tests on."""
    users = events.user[first]
    if settings.protocol is Protocol.CUTOFF:
        return first[events.occurred_at[first] >= _moment(events, first, settings)]
    _, person, count = np.unique(users, return_inverse=True, return_counts=True)
    n = count[person]
    kept = n - 1 if settings.protocol is Protocol.LOO else np.floor(settings.share * n + 1e-9).astype(np.int64)
    place = _places(users)
    if settings.protocol is Protocol.RANDOM:
        drawn = np.lexsort((draws(settings.seed, users, events.item[first]), users))
        place = place[np.argsort(drawn)]
    return first[place >= np.maximum(kept, 1)]


def _moment(events: Columns, first: Rows, settings: SplitSettings) -> int:
    if settings.cutoff_at is not None:
        return settings.cutoff_at
    times = np.sort(events.occurred_at[first])
    return int(times[min(int(settings.share * len(times)), len(times) - 1)])


def _drawn(keys: Keys, share: float, seed: int) -> Keys:
    """``share`` of the keys, at least one and at most half of them where there are two or more; ascending."""
    amount = min(max(1, round(share * len(keys))), len(keys) // 2)
    return np.sort(keys[np.argsort(draws(seed, keys), kind="stable")[:amount]])


def _check(events: Columns, first: Rows, settings: SplitSettings) -> None:
    if not len(events):
        raise NotEnoughData("There are no events to evaluate on.", "Run because ingest events first.")
    if not len(first):
        raise NotEnoughData(
            f"None of the {len(events):,} events is a hit: that would be {settings.positives.missing()}.",
            "Set BECAUSE_RATING_SCALE to your scale, or try --positives liked or all.",
        )


def _nothing_left(protocol: Protocol) -> tuple[str, str]:
    if protocol is Protocol.CUTOFF:
        return (
            "No moment parts the events into a past and a future with new hits in it.",
            "Send events with their times, or use --protocol temporal.",
        )
    return "Nobody has two hits on different items, one to know and one to test on.", "Send more events."
