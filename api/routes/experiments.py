"""Experiments: ``/v1/experiments``."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

from fastapi import APIRouter, Request
from fastapi.responses import Response

from api.body import answer, read_document, read_model, read_optional, validated
from api.errors import Problem, Trouble
from api.experiment_schemas import Ramping, Stopping
from api.experimenting import Experimenting, Unfit
from api.openapi import asks, gives, ref, takes
from api.paths import id_of
from api.prompt_schemas import schema_of
from api.security import only_for_editors
from api.serving import serving
from api.threads import run, run_in_turn
from hybrid.experiments.definition import Definition

router = APIRouter(tags=["experiments"])
T = TypeVar("T")

DEFINITION = {
    "description": "Does more say for the model bring more clicks?",
    "scenarios": ["homepage"],
    "arms": {"control": {}, "bold": {"rerank_weight": 0.9}},
    "traffic": 0.1,
    "metric": "ctr",
    "guardrails": [{"metric": "revenue", "drop": 0.05}],
}
OVERVIEW = {
    "name": "bolder",
    "state": "running",
    "traffic": 0.1,
    "scenarios": ["homepage"],
    "metric": "ctr",
    "arms": {"control": {"share": 0.5, "stopped": False}, "bold": {"share": 0.5, "stopped": False}},
    "created_at": "2026-11-27T16:00:00Z",
    "started_at": "2026-11-28T09:00:00Z",
    "ended_at": None,
}
WHOLE = {
    **OVERVIEW,
    "definition": DEFINITION,
    "history": [{"at": "2026-11-28T09:00:00Z", "kind": "started", "arm": "", "detail": "0.1 of the people"}],
}
CTR = {"value": 0.112, "lift": 0.12, "interval": [0.06, 0.18], "always": [0.03, 0.21], "p": 0.004}
BOLD = {
    "share": 0.5,
    "stopped": False,
    "verdict": "better",
    "people": 10312,
    "answers": 51877,
    "metrics": {"ctr": CTR},
    "guardrails": [{"metric": "revenue", "drop": 0.05, "breached": False}],
}
RESULTS = {
    **OVERVIEW,
    "alpha": 0.05,
    "currency": "EUR",
    "sample_ratio": {"p": 1.0, "uneven": False},
    "crossed": 3,
    "results": {"bold": BOLD},
}


def _operators(request: Request) -> Experimenting:
    only_for_editors(request.scope)
    server = serving(request)
    return Experimenting(server.open(), server.clock)


async def _told(work: Awaitable[T]) -> T:
    """What does not fit leaves as 422 with its place."""
    try:
        return await work
    except Unfit as error:
        message = str(error.args[0])
        raise Problem(422, message, [Trouble(error.pointer, message, error.remedy)]) from None


@router.get(
    "/v1/experiments",
    summary="All experiments",
    responses=gives({"experiments": [OVERVIEW]}),
)
async def list_experiments(request: Request) -> Response:
    """Each on one line."""
    return answer(await run(_operators(request).list))


@router.get(
    "/v1/experiments/{name}",
    summary="One experiment with its definition and history",
    openapi_extra=asks(["name"]),
    responses=gives(WHOLE),
)
async def get_experiment(request: Request) -> Response:
    """All that is known of it but its results."""
    return answer(await run(_operators(request).show, id_of(request, "name")))


@router.get(
    "/v1/experiments/{name}/results",
    summary="What an experiment has come to",
    description="May be looked at as often as one likes: `always` and `p` hold for all looks together, `interval` for "
    "one that was planned before. Only the experiment's `metric` decides `verdict`. See docs/experiments.md.",
    openapi_extra=asks(["name"]),
    responses=gives(RESULTS),
)
async def get_results(request: Request) -> Response:
    """All arms side by side."""
    return answer(await run_in_turn(_operators(request).results, id_of(request, "name")))


@router.put(
    "/v1/experiments/{name}",
    summary="Define an experiment",
    description="Nobody takes part until it is started, and until then it may be put anew. What an arm leaves out "
    "stays for its people as it is for everybody. `warnings` name scenarios that may be misspelt.",
    openapi_extra={**asks(["name"]), **takes(ref(Definition), DEFINITION)},
    responses=gives({**WHOLE, "state": "draft", "started_at": None, "warnings": []}),
)
async def put_experiment(request: Request) -> Response:
    """Keep a draft."""
    operators, name = _operators(request), id_of(request, "name")
    definition = validated(await read_document(request), Definition)
    return answer(await _told(run(operators.put, name, definition)))


@router.delete(
    "/v1/experiments/{name}",
    status_code=204,
    summary="Remove a draft",
    description="409 once it has started: what people were shown in it refers to it.",
    openapi_extra=asks(["name"]),
    responses=gives(status=204),
)
async def delete_experiment(request: Request) -> Response:
    """As if it had never been."""
    await run(_operators(request).remove, id_of(request, "name"))
    return Response(status_code=204)


@router.post(
    "/v1/experiments/{name}/start",
    summary="Let people take part",
    description="From the next request of every process on. A scenario has one experiment at a time.",
    openapi_extra=asks(["name"]),
    responses=gives(WHOLE),
)
async def start_experiment(request: Request) -> Response:
    """From a draft to running."""
    return answer(await _told(run(_operators(request).start, id_of(request, "name"))))


@router.post(
    "/v1/experiments/{name}/ramp",
    summary="Let more people take part",
    description="Those who take part already stay in their arms. There is no way down but to stop.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Ramping), {"traffic": 0.5})},
    responses=gives({**WHOLE, "traffic": 0.5}),
)
async def ramp_experiment(request: Request) -> Response:
    """Raise the traffic."""
    operators, name = _operators(request), id_of(request, "name")
    asked = await read_model(request, Ramping)
    return answer(await run(operators.ramp, name, asked.traffic))


@router.post(
    "/v1/experiments/{name}/stop",
    summary="End an experiment",
    description="Everybody gets what they got before from the next request on. Results stay.",
    openapi_extra={**asks(["name"]), **takes(schema_of(Stopping), {"why": "the lift is certain"}, required=False)},
    responses=gives({**WHOLE, "state": "stopped", "ended_at": "2026-12-12T09:00:00Z"}),
)
async def stop_experiment(request: Request) -> Response:
    """For good."""
    operators, name = _operators(request), id_of(request, "name")
    asked = await read_optional(request, Stopping)
    return answer(await run(operators.stop, name, asked.why))
