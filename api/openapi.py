"""What /docs shows: the bodies, queries and answers of routes that parse for themselves."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import schemas
from api.page_schemas import Page
from api.security import OPEN
from hybrid.domain import Json
from hybrid.experiments.definition import Definition
from hybrid.records import EventRecord, ItemPatch, ItemRecord, UserSettings
from hybrid.rules.document import ScenarioDocument

REF = "#/components/schemas/{model}"

INCOMING: Sequence[type[BaseModel]] = (
    schemas.RecommendationRequest,
    schemas.ExplanationRequest,
    schemas.MergeRequest,
    ItemRecord,
    ItemPatch,
    EventRecord,
    UserSettings,
    Definition,
    ScenarioDocument,
)
OUTGOING: Sequence[type[BaseModel]] = (schemas.Recommendations, schemas.Explanations, Page)

PROBLEM: Mapping[str, Json] = {
    "type": "object",
    "description": "RFC 9457 problem",
    "required": ["type", "title", "status", "detail", "errors"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {name: {"type": "string"} for name in ("pointer", "message", "remedy")},
            },
        },
    },
}


def ref(model: type[BaseModel]) -> dict[str, str]:
    """A reference to a model's schema."""
    return {"$ref": REF.format(model=model.__name__)}


def takes(
    schema: Mapping[str, Json],
    example: Json,
    lines: Mapping[str, Json] | None = None,
    more: Mapping[str, Json] | None = None,
    required: bool = True,
) -> dict[str, Json]:
    """The request body of a route; ``lines`` is the schema of one NDJSON line, ``more`` are other examples by name."""
    shown: dict[str, Json] = {"example": example}
    if more:
        shown = {"examples": {name: {"value": value} for name, value in {"usual": example, **more}.items()}}
    content: dict[str, Json] = {"application/json": {"schema": dict(schema), **shown}}
    if lines is not None:
        content["application/x-ndjson"] = {"schema": dict(lines)}
    return {"requestBody": {"required": required, "content": content}}


def asks(path: Sequence[str] = (), query: type[BaseModel] | None = None) -> dict[str, Json]:
    """The parameters of a route: ids in its path and a model of its query string."""
    parameters: list[dict[str, Json]] = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string"},
            "description": "percent-encoded",
        }
        for name in path
    ]
    if query is not None:
        schema = query.model_json_schema()
        for name, field in schema["properties"].items():
            required = name in schema.get("required", [])
            parameters.append({"name": name, "in": "query", "required": required, "schema": field})
    return {"parameters": parameters}


def gives(
    example: Json = None, schema: Mapping[str, Json] | None = None, status: int = 200, describe: str = "Done"
) -> dict[int | str, dict[str, Json]]:
    """The good answer of a route, and the problem that any other answer is."""
    content: dict[str, Json] = {}
    if example is not None or schema is not None:
        content = {"content": {"application/json": {"schema": dict(schema or {}), "example": example}}}
    problem = {"application/problem+json": {"schema": {"$ref": REF.format(model="Problem")}}}
    return {
        status: {"description": describe, **content},
        "default": {"description": "A problem", "content": problem},
    }


def install(app: FastAPI) -> None:
    """Add the schemas that the routes refer to, and how to authenticate."""

    def document() -> dict[str, Json]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI) -> dict[str, Json]:
    made = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    components = made.setdefault("components", {})
    found = components.setdefault("schemas", {})
    for mode, models in (("validation", INCOMING), ("serialization", OUTGOING)):
        _, defined = models_json_schema([(model, mode) for model in models], ref_template=REF)  # type: ignore[misc]
        found.update(defined["$defs"])
    found["Problem"] = dict(PROBLEM)
    components["securitySchemes"] = {"key": {"type": "http", "scheme": "bearer"}}
    made["security"] = [{"key": []}, {}]
    for path in OPEN & made["paths"].keys():
        for operation in made["paths"][path].values():
            operation["security"] = []
    return made
