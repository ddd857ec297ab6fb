"""Domain objects as the JSON that goes out."""

from __future__ import annotations

from collections.abc import Mapping

from hybrid.domain import Event, Item, Json, User, iso
from hybrid.engine import Found
from hybrid.loop.impressions import Impression


def item_view(item: Item) -> dict[str, Json]:
    """A whole item, as ``GET /v1/items/{id}`` shows it."""
    return {
        "id": item.id,
        "title": item.title,
        "description": item.description,
        "categories": list(item.categories),
        "tags": list(item.tags),
        "brand": item.brand,
        "price": item.price,
        "currency": item.currency,
        "language": item.language,
        "available": item.available,
        "published_at": None if item.published_at is None else iso(item.published_at),
        "image_url": item.image_url,
        "variant_of": item.variant_of,
        "attributes": dict(item.attributes),
    }


def summary_view(item: Item) -> dict[str, Json]:
    """What a page needs to show an item."""
    return {
        "title": item.title,
        "categories": list(item.categories),
        "image_url": item.image_url,
        "attributes": dict(item.attributes),
    }


def found_view(rank: int, found: Found) -> dict[str, Json]:
    """One neighbour or search hit."""
    return {
        "id": found.item.id,
        "rank": rank,
        "score": round(found.score, 6),
        "source": found.source.value,
        "item": summary_view(found.item),
    }


def settings_view(user: User) -> dict[str, Json]:
    """A person's settings."""
    return {
        "id": user.id,
        "timezone": user.timezone,
        "locale": user.locale,
        "preferences": user.preferences,
        "likes": list(user.likes),
        "dislikes": list(user.dislikes),
        "attributes": dict(user.attributes),
    }


def event_view(event: Event, items: Mapping[int, Item]) -> dict[str, Json]:
    """One event of a person, with its id."""
    item = items.get(int(event.item))
    return {
        "event_id": event.event_id,
        "item_id": None if item is None else item.id,
        "title": None if item is None or not item.known else item.title,
        "type": event.type.value,
        "value": event.value,
        "timestamp": iso(event.occurred_at),
        "received_at": iso(event.received_at),
        "recommendation_id": event.recommendation_id,
        "session_id": event.session_id,
    }


def impression_view(shown: Impression, items: Mapping[int, Item]) -> dict[str, Json]:
    """One answer that a person got; an item is null where it is not known any more."""
    return {
        "recommendation_id": shown.recommendation_id,
        "shown_at": iso(shown.shown_at),
        "scenario": shown.scenario,
        "session_id": shown.session_id,
        "rerank": shown.rerank,
        "prompt": shown.prompt,
        "llm": shown.llm,
        "model": shown.model,
        "rules": shown.rules,
        "experiment": shown.experiment,
        "arm": shown.arm,
        "items": [
            {
                "id": items[slot.item].id if slot.item in items else None,
                "sources": list(slot.sources),
                "propensity": slot.propensity,
            }
            for slot in shown.slots
        ],
    }
