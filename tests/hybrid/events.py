"""Short ways to make events and profiles in tests."""

from hybrid.domain import Event, EventType, ItemKey, UserKey
from hybrid.profiles import MICROS_PER_DAY, Engagement, Profile, fold

NOW = 20_000 * MICROS_PER_DAY


def event(item: int, kind: str = "click", value: float | None = None, days_ago: float = 0.0, seq: int = 0) -> Event:
    at = NOW - round(days_ago * MICROS_PER_DAY)
    return Event(seq, f"e{seq}-{item}", UserKey(1), ItemKey(item), EventType(kind), value, at, at)


def clicks(*items: int) -> Profile:
    """A profile of clicks on these items, the first one newest."""
    events = [event(item, days_ago=n / 1000, seq=len(items) - n) for n, item in enumerate(items)]
    return fold(events, NOW, Engagement())
