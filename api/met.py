"""Items that a person has met already: what they did is said as it is, without praise."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from api.schemas import Met, Reason
from hybrid.domain import Event, EventType, iso
from hybrid.profiles import JUDGEMENTS, Engagement

KIND: Final = "met"
SENTENCES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "view": "You have viewed this.",
        "click": "You have looked at this.",
        "add_to_cart": "You have put this in your basket.",
        "purchase": "You have bought this.",
        "conversion": "You have chosen this.",
        "rating": "You have rated this {value} out of {top}.",
        "review": "You have reviewed this.",
        "like": "You have said that you like this.",
        "dislike": "You have said that you do not like this.",
        "hide": "You have hidden this.",
    },
    "de": {
        "view": "Sie haben dies angesehen.",
        "click": "Sie haben sich dies angeschaut.",
        "add_to_cart": "Sie haben dies in Ihren Warenkorb gelegt.",
        "purchase": "Sie haben dies gekauft.",
        "conversion": "Sie haben sich dafür entschieden.",
        "rating": "Sie haben dies mit {value} von {top} bewertet.",
        "review": "Sie haben dies besprochen.",
        "like": "Sie haben gesagt, dass Ihnen dies gefällt.",
        "dislike": "Sie haben gesagt, dass Ihnen dies nicht gefällt.",
        "hide": "Sie haben dies ausgeblendet.",
    },
    "es": {
        "view": "Ya has visto esto.",
        "click": "Ya has mirado esto.",
        "add_to_cart": "Has puesto esto en tu cesta.",
        "purchase": "Has comprado esto.",
        "conversion": "Has elegido esto.",
        "rating": "Has valorado esto con un {value} sobre {top}.",
        "review": "Has reseñado esto.",
        "like": "Has dicho que esto te gusta.",
        "dislike": "Has dicho que esto no te gusta.",
        "hide": "Has ocultado esto.",
    },
    "fr": {
        "view": "Vous avez déjà regardé ceci.",
        "click": "Vous avez déjà consulté ceci.",
        "add_to_cart": "Vous avez mis ceci dans votre panier.",
        "purchase": "Vous avez acheté ceci.",
        "conversion": "Vous avez choisi ceci.",
        "rating": "Vous avez noté ceci {value} sur {top}.",
        "review": "Vous avez écrit un avis sur ceci.",
        "like": "Vous avez dit que ceci vous plaît.",
        "dislike": "Vous avez dit que ceci ne vous plaît pas.",
        "hide": "Vous avez masqué ceci.",
    },
}


def met_of(events: Iterable[Event], keys: Iterable[int], engagement: Engagement) -> dict[int, Event]:
    """Of these items, those the person has met, with the event that says most: the newest judgement, else the
    weightiest deed. ``events`` are the person's, newest first; being shown something is not meeting it."""
    wanted = set(keys)
    found: dict[int, Event] = {}
    for event in events:
        key = int(event.item)
        if key not in wanted or event.type is EventType.IMPRESSION:
            continue
        before = found.get(key)
        if before is None or (before.type not in JUDGEMENTS and _says_more(event, before, engagement)):
            found[key] = event
    return found


def met_view(event: Event | None) -> Met | None:
    """As it goes out."""
    if event is None:
        return None
    return Met.model_construct(event=event.type.value, value=event.value, at=iso(event.occurred_at))


def met_reason(event: Event, language: str, engagement: Engagement) -> Reason:
    """What was done, in words; there is no cause to name."""
    said = SENTENCES.get(language, SENTENCES["en"])
    text = said[event.type.value]
    if event.value is not None:
        text = text.format(value=_number(event.value, language), top=_number(engagement.scale[1], language))
    return Reason.model_construct(kind=KIND, text=text, because=None, evidence=None, worded_by="template")


def _says_more(event: Event, than: Event, engagement: Engagement) -> bool:
    def weight(one: Event) -> float:
        return engagement.weights.get(one.type, 0.0)

    return event.type in JUDGEMENTS or weight(event) > weight(than)


def _number(value: float, language: str) -> str:
    text = f"{round(value, 2):g}"
    return text if language == "en" else text.replace(".", ",")
