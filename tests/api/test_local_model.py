import socket
from dataclasses import replace
from urllib.parse import urlsplit

import pytest

from api.local_model import local_model, weights
from rerank.listwise import ListwiseReranker, ListwiseSettings
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.task import RerankCandidate
from tests.rerank.builders import film, task

TITLES = (
    "Toy Story", "Heat", "Jumanji", "Casino", "Babe", "Fargo", "Clueless", "Apollo Thirteen", "Braveheart", "Rob Roy",
    "Speed", "The Lion King", "True Lies", "The Crow", "Quiz Show", "Ed Wood", "Hoop Dreams", "Little Women",
    "Stargate", "The Santa Clause",
)  # fmt: skip

pytestmark = pytest.mark.local_model


async def test_a_real_model_orders_through_the_very_same_path() -> None:
    films = tuple(RerankCandidate(film(key, title)) for key, title in enumerate(TITLES, 1))
    question = replace(task(), candidates=films)
    with local_model() as found:
        model = LiteLLMModel(ModelSettings(found.model, found.api_base))
        reranker = ListwiseReranker(model, ListwiseSettings(fields=frozenset({"year"})))
        outcome = await reranker.rerank(question, 120.0)
        await model.aclose()
    assert outcome.why is None
    assert outcome.usable
    assert sorted(outcome.order) == list(range(1, len(TITLES) + 1))
    assert (outcome.tokens or 0) > 100
    where = urlsplit(found.api_base)
    with socket.socket() as probe:
        assert probe.connect_ex((where.hostname, where.port)) != 0


def test_the_weights_are_found_without_importing_the_package() -> None:
    assert weights().stat().st_size > 50_000_000
