"""Reasons for items that the caller chose: ``/v1/explanations``."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic_core import to_json

from api.body import read_model
from api.openapi import gives, ref, takes
from api.schemas import ExplanationRequest, Explanations
from api.serving import serving

router = APIRouter(tags=["recommendations"])


@router.post(
    "/v1/explanations",
    summary="Say why these items suit a person",
    description="Of an item that the person has met already, `met` tells what they did with it (else it is null), and "
    "the reason, of kind `met`, says so in words instead of praising it.",
    openapi_extra=takes(ref(ExplanationRequest), {"user_id": "15", "item_ids": ["260", "1196"]}),
    responses=gives(schema=ref(Explanations)),
)
async def post_explanations(request: Request) -> Response:
    """A true reason for each of the items."""
    asked = await read_model(request, ExplanationRequest)
    given = await serving(request).open().pipeline.explain(asked)
    return Response(to_json(given), 200, media_type="application/json")
