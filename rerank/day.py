"""Whose day it is: the person's own local day, with its time zone's changes of the clock."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from hybrid.domain import Json, to_datetime, to_micros

MORNING, NOON = 8, 12
_PARTS = ((5, "night"), (12, "morning"), (17, "afternoon"), (22, "evening"), (24, "night"))


@dataclass(frozen=True, slots=True)
class DayKey:
    """What a day's answer depends on; the limit, exclusions and the deadline do not stand in it."""

    person: str
    day: date
    scenario: str
    context: str
    prompt: str
    model: str
    rules: str
    arm: str = ""

    @property
    def text(self) -> str:
        """The key as one hash; lengths keep fields from running into one another."""
        return _joined(self.person, self.day.isoformat(), self.scenario, self.context, self.prompt, self.model,
                       self.rules, self.arm)  # fmt: skip

    @property
    def question(self) -> str:
        """The same, whatever the day and whoever answers: one hash."""
        return _joined(self.person, self.scenario, self.context, self.arm)


def _joined(*fields: str) -> str:
    joined = "".join(f"{len(field)}:{field}" for field in fields)
    return hashlib.sha256(joined.encode("utf-8", "replace")).hexdigest()


def person_hash(secret: bytes, user_id: str) -> str:
    """HMAC-SHA256 of the user's id: says nothing about the person without the secret."""
    return hmac.new(secret, user_id.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def asked_for(query: str | None) -> str:
    """A query as keys and prompts have it: blanks and capitals make no other question."""
    return " ".join((query or "").split()).casefold()


def context_hash(context: Mapping[str, Json]) -> str:
    """One hash of what a request says about its moment, "" where it says nothing, as a homepage does."""
    said = _spoken(context)
    return hashlib.sha256(said).hexdigest() if said else ""


def said_hash(secret: bytes, said: Mapping[str, Json]) -> str:
    """HMAC-SHA256 of what a person said about themselves, "" where that is nothing."""
    spoken = _spoken(said)
    return hmac.new(secret, spoken, hashlib.sha256).hexdigest() if spoken else ""


def _spoken(values: Mapping[str, Json]) -> bytes:
    said = {name: value for name, value in values.items() if value}
    return json.dumps(said, sort_keys=True, default=list).encode("utf-8", "replace") if said else b""


def local_day(now: int, zone: str | None) -> tuple[date, int]:
    """The local date at ``now`` and the moment (UTC microseconds) at which the next one begins there.

    An unknown zone counts as UTC. Where the clock skips midnight, the next day begins at the skip.
    """
    where = _zone(zone)
    day = to_datetime(now).astimezone(where).date()
    # fold=0 takes, of a midnight that comes twice, the first; one that never comes is reckoned with the
    # offset before the skip, which is the very moment of the skip.
    return day, to_micros(datetime.combine(day + timedelta(days=1), time.min, where))


def next_morning(now: int, zone: str | None) -> int:
    """Eight o'clock, local time, of the day whose morning comes next; until noon that is today's."""
    where = _zone(zone)
    local = to_datetime(now).astimezone(where)
    day = local.date() + timedelta(days=local.hour >= NOON)
    return to_micros(datetime.combine(day, time(MORNING), where))


def part_of_day(now: int, zone: str | None) -> str:
    """E.g. "Saturday evening", as a prompt says it."""
    local = to_datetime(now).astimezone(_zone(zone))
    part = next(name for until, name in _PARTS if local.hour < until)
    return f"{local:%A} {part}"


@lru_cache(maxsize=1024)
def _zone(name: str | None) -> tzinfo:
    if not name:
        return UTC
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return UTC
