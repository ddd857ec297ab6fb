"""The scenarios' rules: ``/v1/scenarios``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer, read_document, read_optional, read_query, validated
from api.openapi import asks, gives, ref, takes
from api.paths import id_of
from api.prompt_schemas import schema_of
from api.scenario_schemas import PuttingQuery, RollingBack, ScenarioQuery, Trying
from api.scenarios import ScenarioDesk
from api.security import only_for_editors
from api.serving import serving
from api.threads import run
from hybrid.rules.document import ScenarioDocument

router = APIRouter(tags=["scenarios"])

DOCUMENT = {
    "filter": {"attributes": {"stock": {"gt": 0}}},
    "boosts": [{"name": "own label", "where": {"attributes": {"brand": "Acme"}}, "weight": 0.5}],
    "pins": [{"item_id": "m12", "slot": 1, "start": "2026-12-01", "end": "2026-12-25"}],
    "caps": [{"attribute": "brand", "most": 2}],
}
VERSION = "9b1c04de77a0"
WARNING = {
    "pointer": "/caps/0/attribute",
    "message": 'No item has a field or attribute "barnd".',
    "hint": "Did you mean `brand`?",
}


def _desk(request: Request) -> ScenarioDesk:
    only_for_editors(request.scope)
    return ScenarioDesk(serving(request).open())


@router.get(
    "/v1/scenarios",
    summary="Scenarios with rules of their own",
    description="`*` is the document that all scenarios stand on.",
    responses=gives({"scenarios": [{"name": "homepage", "version": VERSION, "since": "2026-11-28T09:00:00Z"}]}),
)
async def get_scenarios(request: Request) -> Response:
    """Every live document."""
    return answer(await run(_desk(request).list))


@router.get(
    "/v1/scenarios/{name}",
    summary="A scenario's document",
    openapi_extra=asks(["name"], ScenarioQuery),
    responses=gives({"name": "homepage", "version": VERSION, "live": True, "document": DOCUMENT}),
)
async def get_scenario(request: Request) -> Response:
    """The live version, or the one that is asked for."""
    desk, name, query = _desk(request), id_of(request, "name"), read_query(request, ScenarioQuery)
    return answer(await run(desk.show, name, query.version))


@router.put(
    "/v1/scenarios/{name}",
    summary="Put a scenario's document",
    description="As a whole: what it leaves out is at its default, or as the document `*` says. Every process goes by "
    "it from its next request on. Its version is made from its content; the same content is the same version. "
    "`warnings` tell what of it has no effect in this catalogue now, such as an attribute that no item has or a pin "
    "that the filter forbids, at most 20; it is taken all the same.",
    openapi_extra={**asks(["name"], PuttingQuery), **takes(ref(ScenarioDocument), DOCUMENT)},
    responses=gives({"name": "homepage", "version": VERSION, "live": True, "before": None, "warnings": [WARNING]}),
)
async def put_scenario(request: Request) -> Response:
    """Check, keep, let serve."""
    desk, name, query = _desk(request), id_of(request, "name"), read_query(request, PuttingQuery)
    sent = await read_document(request)
    validated(sent, ScenarioDocument)
    return answer(await run(desk.put, name, sent, query.draft))


@router.get(
    "/v1/scenarios/{name}/versions",
    summary="All versions of a scenario's document",
    openapi_extra=asks(["name"]),
    responses=gives(
        {"name": "homepage", "versions": [{"version": VERSION, "created_at": "2026-11-28T09:00:00Z", "live": True}]}
    ),
)
async def get_versions(request: Request) -> Response:
    """Newest first."""
    return answer(await run(_desk(request).versions, id_of(request, "name")))


@router.post(
    "/v1/scenarios/{name}/dry-run",
    summary="What a document would change",
    description="For the people named, else for a sample of those who were here in the last 30 days: the list as it is "
    "and as it would be, without a language model; what entered, left and moved, and by which rule. Nothing is kept.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Trying), {"document": DOCUMENT, "people": 20})},
    responses=gives(
        {
            "name": "homepage",
            "scenario": "homepage",
            "live": "3f2a91c05512",
            "changed": 1,
            "entered": 1,
            "left": 1,
            "rules": {"pinned": 1},
            "warnings": [],
            "people": [
                {
                    "user_id": "15",
                    "before": ["m4", "m7"],
                    "after": ["m12", "m4"],
                    "entered": [{"id": "m12", "rank": 1, "rules": ["slot 1: pinned"]}],
                    "left": [{"id": "m7", "rank": 2, "rules": []}],
                    "moved": [{"id": "m4", "before": 1, "after": 2, "rules": []}],
                }
            ],
        }
    ),
)
async def dry_run_scenario(request: Request) -> Response:
    """Before and after."""
    desk, name = _desk(request), id_of(request, "name")
    asked = validated(await read_document(request), Trying)
    return answer(await run(desk.dry_run, name, asked))


@router.post(
    "/v1/scenarios/{name}/rollback",
    summary="Let the version serve again that did before",
    description="`version` is null where there was no document before.",
    openapi_extra={**asks(["name"]), **takes(schema_of(RollingBack), {}, required=False)},
    responses=gives({"name": "homepage", "version": "3f2a91c05512", "before": VERSION}),
)
async def rollback_scenario(request: Request) -> Response:
    """Back in one call; again for the one before that."""
    desk, name = _desk(request), id_of(request, "name")
    await read_optional(request, RollingBack)
    return answer(await run(desk.rollback, name))
