"""What nobody foresaw is a 500 that tells nothing of our inside; each kind of error has its status."""

import httpx
import pytest
from fastapi import FastAPI

from api import errors as problems
from hybrid.errors import BadArtifact, BecauseError, EmbeddingError, NotEnoughData, NotFound, StoreError


def app_raising(error: Exception) -> FastAPI:
    """An application whose one route fails."""
    app = FastAPI()
    problems.install(app)

    @app.get("/fails")
    async def fails() -> None:
        raise error

    return app


async def answer_of(error: Exception) -> httpx.Response:
    transport = httpx.ASGITransport(app_raising(error), raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://test") as client:
        return await client.get("/fails")


async def test_the_unforeseen_tells_nothing_of_our_inside():
    answer = await answer_of(RuntimeError("the secret is 42"))
    assert answer.status_code == 500
    assert answer.headers["content-type"] == "application/problem+json"
    assert "42" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotFound("no such thing", "make it"), 404),
        (NotEnoughData("too little"), 409),
        (BadArtifact("changed"), 409),
        (EmbeddingError("provider is down"), 503),
        (StoreError("disk is full"), 503),
        (BecauseError("anything else"), 422),
    ],
)
async def test_errors_for_people_keep_message_and_remedy(error: BecauseError, status: int):
    answer = await answer_of(error)
    assert answer.status_code == status
    told = answer.json()
    assert told["detail"] == error.args[0]
    assert told["errors"][0]["remedy"] == error.remedy
    assert told["type"].startswith("urn:because:")
