"""Why these items would suit a person, whether they are recommended or not."""

from __future__ import annotations

from api.answers import anchors_of, causes_of, reason, spoken_by, summary
from api.met import met_of, met_reason, met_view
from api.ruled import Named
from api.schemas import Explanation, ExplanationRequest, Explanations
from hybrid.reader import Reader
from hybrid.recommend import assess
from hybrid.rules.document import EVERYWHERE
from hybrid.rules.ruling import Ruling
from rerank.library import PromptLibrary


def explained(engine: Reader, library: PromptLibrary, request: ExplanationRequest) -> Explanations:
    """The reasons, by the live blend. Blocks."""
    catalog = engine.store.catalog
    user = engine.store.users.get(request.user_id)
    profile = engine.profile(None if user is None else user.key)
    keys = catalog.keys_of(request.item_ids)
    items = {key: item for key, item in catalog.by_keys(keys.values()).items() if item.known}
    asked = [int(keys[id]) for id in dict.fromkeys(request.item_ids) if keys.get(id) in items]
    snapshot = engine.snapshot
    named = Named.of(request.context, catalog)
    session = engine.session(named.keys, profile)
    ruling = Ruling(engine.rulebook.of(EVERYWHERE).document)
    ranking = assess(snapshot, profile, asked, request.context.query, session, ruling)
    causes = causes_of(snapshot, ranking, asked)
    anchors = anchors_of(causes.values(), catalog)
    sentences = library.sentences(request.context.locale or (user.locale if user else None))
    engagement = engine.settings.engagement
    met = met_of(engine.store.events.of_user(user.key) if user else (), asked, engagement)
    told = [
        Explanation.model_construct(
            id=items[key].id,
            score=ranking.score(key),
            sources=ranking.sources(key, spoken_by(ranking, key, causes[key])),
            met=met_view(met.get(key)),
            reason=met_reason(met[key], sentences.language, engagement)
            if key in met
            else reason(items[key], causes[key], anchors, sentences, engagement.scale[1]),
            item=summary(items[key]),
        )
        for key in asked
    ]
    unknown = [id for id in dict.fromkeys(request.item_ids) if keys.get(id) not in items]
    unknown += [id for id in named.unknown if id not in unknown]
    return Explanations(user_id=request.user_id, items=told, unknown=unknown)
