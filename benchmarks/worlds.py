"""Other customers' data, as far as they can be had here: made up by a story and a seed, or ml-1m in another shape.

No recipe travels: what is far ahead on films falls behind on articles. Each story is told by its maker's docstring;
sizes, and which single source is ahead, are those of real catalogues (an article site, a shop, a store of games).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from benchmarks.data import MICROS, Dataset
from hybrid.domain import EventType, Item, ItemKey
from hybrid.evaluation.events import TYPES, Columns

DAY: Final = 86_400
BEGUN: Final = 1_700_000_000
"""Seconds since 1970 at which made-up worlds begin."""
SCALE: Final = (0.5, 5.0)
WORDS: Final = re.findall(r"\w+", """
river stone market engine garden winter paper glass copper silk harbour mountain signal castle bread orchard
violin desert planet forest bridge candle thunder rocket meadow marble leather cotton island tunnel lantern
mirror anchor saddle kettle basket ladder hammer needle ribbon pepper salmon walnut tiger falcon beetle rabbit
doctor lawyer farmer painter pilot sailor election budget tax football tennis cycling chess poker novel poem
""")  # fmt: skip


@dataclass
class Diary:
    """Events as they are told; ``made`` sorts them out."""

    user: list[int]
    item: list[int]
    type: list[EventType]
    value: list[float]
    at: list[int]

    @classmethod
    def empty(cls) -> Diary:
        """Nothing yet."""
        return cls([], [], [], [], [])

    def tell(self, user: int, item: int, what: EventType, at: float, value: float = float("nan")) -> None:
        """One event; ``item`` counts from 0, ``at`` in seconds after ``BEGUN``."""
        self.user.append(user)
        self.item.append(item + 1)
        self.type.append(what)
        self.value.append(value)
        self.at.append((BEGUN + int(at)) * MICROS)

    def made(self, name: str, items: Sequence[Item]) -> Dataset:
        """All of it."""
        code = {what: place for place, what in enumerate(TYPES)}
        columns = Columns(
            np.array(self.user, np.int64), np.array(self.item, np.int64),
            np.array([code[what] for what in self.type], np.int8), np.array(self.value, np.float64),
            np.array(self.at, np.int64), np.arange(1, len(self.user) + 1),
        )  # fmt: skip
        return Dataset(name, columns, items, SCALE)


def articles(seed: int, people: int = 5_000) -> Dataset:
    """An article site: 700 articles, 5,000 readers, clicks. Every article belongs to a few of 300 small subjects.

    A reader follows some subjects and reads about half of each, in no order; as many clicks again are the front
    page's: whatever is popular. So the oldest click says as much as the newest, and what is read together by chance
    hides what belongs together: a regression over all items (EASE) is far ahead of counting neighbours.
    """
    draw = np.random.default_rng(seed)
    count, subjects, each = 700, 300, 6
    fame = draw.pareto(2.0, count) + 0.5
    crowd = draw.pareto(2.5, subjects) + 0.5
    pull = np.sqrt(fame) / np.sqrt(fame).sum()
    members = np.array([draw.choice(count, size=each, replace=False, p=pull) for _ in range(subjects)])
    diary = Diary.empty()
    for user in range(1, people + 1):
        follows = draw.choice(subjects, size=draw.geometric(0.35), replace=False, p=crowd / crowd.sum())
        mine = members[follows][draw.random((len(follows), each)) < 0.5]
        front = draw.choice(count, size=2 + int(len(mine) * draw.exponential()), replace=False, p=fame / fame.sum())
        read = draw.permutation(np.union1d(mine, front))
        for item, at in zip(read.tolist(), np.sort(draw.uniform(0, 90 * DAY, len(read))).tolist(), strict=True):
            diary.tell(user, item, EventType.CLICK, at)
    first = np.array([(members == item).any(axis=1).argmax() for item in range(count)])
    return diary.made("articles", _described(draw, first, "Report", words=3))


def magazine(seed: int, life: float | None = None) -> Dataset:
    """A magazine: 700 pages in 110 dossiers, no page in two, 5,000 readers, clicks in no order.

    A reader reads nearly half of each dossier that they follow, and as much again of what is popular. With nothing
    between the dossiers, counting neighbours says all there is to say. With ``life`` (days) a page is read while it
    is fresh, so that readers go through the news in one order.
    """
    draw = np.random.default_rng(seed)
    count, dossiers = 700, 110
    dossier = np.sort(draw.integers(dossiers, size=count))
    fame = draw.pareto(2.5, count) + 0.5
    crowd = draw.pareto(2.5, dossiers) + 0.5
    born = draw.uniform(0, 90 * DAY, count)
    diary = Diary.empty()
    for user in range(1, 5_001):
        follows = draw.choice(dossiers, size=draw.geometric(0.4), replace=False, p=crowd / crowd.sum())
        mine = np.flatnonzero(np.isin(dossier, follows) & (draw.random(count) < 0.45))
        front = draw.choice(count, size=2 + len(mine), replace=False, p=fame / fame.sum())
        read = draw.permutation(np.union1d(mine, front))
        fresh = None if life is None else born[read] + draw.exponential(life * DAY, len(read))
        at = np.sort(draw.uniform(0, 90 * DAY, len(read))) if fresh is None else fresh
        for item, when in zip(read.tolist(), at.tolist(), strict=True):
            diary.tell(user, item, EventType.CLICK, when)
    return diary.made("magazine", _described(draw, dossier, "Report", words=3))


def shop(seed: int, people: int = 4_300) -> Dataset:
    """A shop: 3,700 products on 185 shelves, 4,300 people with 4 to 8 events in the middle.

    A visit is one intent: a few substitutes of one shelf, close to each other in kind, are looked at within minutes;
    one may go into the cart and be bought, then one of its few accessories is looked at. The next visit, days later,
    has another intent, on a shelf that the person's taste leans to.
    """
    draw = np.random.default_rng(seed)
    shelves, each = 185, 20
    shelf = np.repeat(np.arange(shelves), each)
    fame = draw.pareto(1.2, len(shelf)) + 0.3
    crowd = draw.pareto(1.3, shelves) + 0.2
    accessory = draw.integers(len(shelf), size=(len(shelf), 2))
    diary = Diary.empty()
    for user in range(1, people + 1):
        at = draw.uniform(0, 60 * DAY)
        liking = crowd * draw.gamma(0.25, size=shelves)
        for _ in range(1 + draw.geometric(0.5)):
            at = _visit(diary, draw, user, at, draw.choice(shelves, p=liking / liking.sum()), each, fame, accessory)
    return diary.made("shop", _described(draw, shelf, "Product", words=5))


def _visit(
    diary: Diary, draw: np.random.Generator, user: int, at: float, shelf: int, each: int,
    fame: NDArray[np.float64], accessory: NDArray[np.int64],
) -> float:  # fmt: skip
    """Substitutes near one place of the shelf, perhaps a purchase and its accessory; when the next visit begins."""
    on = np.arange(shelf * each, (shelf + 1) * each)
    place = draw.choice(each, p=fame[on] / fame[on].sum())
    near = np.exp(-np.abs(np.arange(each) - place) / 6) * np.sqrt(fame[on])
    looked = draw.choice(on, size=min(draw.geometric(0.45), 8), replace=False, p=near / near.sum())
    for item in looked.tolist():
        if draw.random() < 0.2:
            item = int(draw.choice(len(fame), p=fame / fame.sum()))
        at += draw.exponential(90)
        diary.tell(user, item, EventType.VIEW, at)
    best = int(looked[np.argmax(fame[looked])])
    if draw.random() < 0.35:
        diary.tell(user, best, EventType.ADD_TO_CART, at + 30)
        if draw.random() < 0.6:
            diary.tell(user, best, EventType.PURCHASE, at + 120)
        if draw.random() < 0.7:
            diary.tell(user, int(draw.choice(accessory[best])), EventType.VIEW, at + 200)
    return at + draw.exponential(12 * DAY)


def games(seed: int, people: int = 900) -> Dataset:
    """A store of games: 2,000 games, 900 people with some fifty plays each, ``value`` the hours played.

    Fame is very uneven. Two games of three belong to a series, which is played in its order, now and then with a
    part left out; in between people play what their two or three kinds of game have to offer, and what is famous.
    """
    draw = np.random.default_rng(seed)
    count, kinds = 2_000, 25
    series = np.sort(np.where(np.arange(count) < 1300, draw.integers(320, size=count), 320 + np.arange(count)))
    ends = np.searchsorted(series, series, side="right")
    kind = (series * 7919) % kinds
    fame = (draw.pareto(0.9, count) + 0.05).clip(max=150)
    diary = Diary.empty()
    for user in range(1, people + 1):
        mine = draw.choice(kinds, size=3, replace=False)
        upto = np.cumsum(fame * np.where(np.isin(kind, mine), 1.0, 0.15))
        left = int(np.clip(draw.lognormal(np.log(45), 0.7), 5, 400))
        played, at = set[int](), draw.uniform(0, 300 * DAY)
        while left > 0:
            begun = int(np.searchsorted(upto, draw.random() * upto[-1]))
            parts = range(begun, int(ends[begun]))
            for game in parts[: draw.geometric(0.5)]:
                if game not in played and draw.random() < 0.9:
                    played.add(game)
                    diary.tell(user, game, EventType.VIEW, at, round(0.1 + float(draw.lognormal(1.5, 1.3)), 1))
                at += draw.exponential(4 * DAY)
            left -= len(parts[:3])
    return diary.made("games", _described(draw, kind, "Game", words=8))


def tiny(seed: int) -> Dataset:
    """40 people and 30 items of two tastes, some ten clicks each: hardly enough to tell anything."""
    draw = np.random.default_rng(seed)
    side = np.arange(30) % 2
    diary = Diary.empty()
    for user in range(1, 41):
        pull = np.where(side == user % 2, 1.0, 0.25)
        for step, item in enumerate(draw.choice(30, size=10, replace=False, p=pull / pull.sum()).tolist()):
            diary.tell(user, item, EventType.CLICK, DAY * step)
    return diary.made("tiny", _described(draw, side, "Thing", words=3))


def _described(draw: np.random.Generator, group: NDArray[np.int64], noun: str, words: int) -> list[Item]:
    """Titles of ``words`` words, most of them from the few that the group has."""
    _, place = np.unique(group, return_inverse=True)
    own = draw.integers(len(WORDS), size=(place.max() + 1, 6))
    shape = (len(group), words)
    usual = own[place[:, None], draw.integers(6, size=shape)]
    picked = np.where(draw.random(shape) < 0.6, usual, draw.integers(len(WORDS), size=shape)).tolist()
    texts = [" ".join(WORDS[word] for word in row) for row in picked]
    name = noun.lower()
    return [Item(ItemKey(key), f"{name}{key}", f"{noun} {key}", text) for key, text in enumerate(texts, 1)]


def thinned(data: Dataset, seed: int) -> Dataset:
    """Of each person 2 to 6 ratings that followed each other."""
    draw = np.random.default_rng(seed)
    events = data.events.where(np.lexsort((data.events.occurred_at, data.events.user)))
    _, start, count = np.unique(events.user, return_index=True, return_counts=True)
    most = np.minimum(draw.integers(2, 7, size=len(start)), count)
    first = start + (draw.random(len(start)) * (count - most + 1)).astype(np.int64)
    kept = [np.arange(at, at + n) for at, n in zip(first.tolist(), most.tolist(), strict=True)]
    return replace(data, events=events.where(np.concatenate(kept)))


def unordered(data: Dataset, seed: int) -> Dataset:
    """Clicks without values, all at the same moment: nothing says what came first."""
    events = _of(data.events, seed, 2_000)
    click, begun = (
        np.full_like(events.type, TYPES.index(EventType.CLICK)),
        np.full_like(events.occurred_at, BEGUN * MICROS),
    )
    return replace(
        data, events=replace(events, type=click, value=np.full_like(events.value, np.nan), occurred_at=begun)
    )


def few(data: Dataset, seed: int) -> Dataset:
    """300 people."""
    return replace(data, events=_of(data.events, seed, 300))


def judged(data: Dataset, seed: int) -> Dataset:
    """Likes (4 and more) and dislikes (2 and less) and nothing else."""
    events = _of(data.events, seed, 2_000)
    events = events.where((events.value >= 4) | (events.value <= 2))
    code = [TYPES.index(EventType.DISLIKE), TYPES.index(EventType.LIKE)]
    types = np.array(code, np.int8)[(events.value >= 4).astype(np.int64)]
    return replace(data, events=replace(events, type=types, value=np.full(len(events), np.nan)))


def of_ten(data: Dataset, seed: int) -> Dataset:
    """Ratings from 2 to 10, on a scale from 1 to 10."""
    events = _of(data.events, seed, 2_000)
    return replace(data, events=replace(events, value=events.value * 2), scale=(1.0, 10.0))


def one_day(data: Dataset, seed: int) -> Dataset:
    """Everything within one day, to the second, in the order it came in."""
    events = _of(data.events, seed, 2_000)
    place = np.argsort(np.argsort(events.occurred_at, kind="stable"), kind="stable")
    return replace(data, events=replace(events, occurred_at=(BEGUN + place * DAY // len(events)) * MICROS))


def _of(events: Columns, seed: int, people: int) -> Columns:
    everybody = np.unique(events.user)
    chosen = np.random.default_rng(seed).permutation(everybody)[:people]
    return events.where(np.isin(events.user, chosen))


MADE: Final[Mapping[str, Callable[[int], Dataset]]] = {
    "articles": articles,
    "magazine": magazine,
    "news": lambda seed: magazine(seed, life=2.0),
    "shop": shop,
    "games": games,
    "small-articles": lambda seed: articles(seed, people=200),
    "small-shop": lambda seed: shop(seed, people=200),
    "small-games": lambda seed: games(seed, people=100),
    "tiny": tiny,
}
"""Worlds by their stories."""
SHAPES: Final[Mapping[str, Callable[[Dataset, int], Dataset]]] = {
    "thinned": thinned,
    "unordered": unordered,
    "few": few,
    "judged": judged,
    "of-ten": of_ten,
    "one-day": one_day,
}
"""What becomes of ml-1m."""


def world(name: str, seed: int, films: Callable[[], Dataset]) -> Dataset:
    """By name; ``films`` brings ml-1m where a shape of it is asked for. Raises KeyError for a name that is none."""
    made = MADE[name](seed) if name in MADE else SHAPES[name](films(), seed)
    return replace(made, name=name)
