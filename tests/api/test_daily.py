"""What a request means to the day cache."""

from pathlib import Path
from typing import Any

from api.daily import day_of
from api.prepared import prepare
from api.schemas import Context, RecommendationRequest
from hybrid.engine import Engine, EngineSettings
from hybrid.records import ItemRecord
from rerank.library import PromptLibrary


def test_another_item_looked_at_is_another_question_of_the_day(tmp_path: Path):
    engine = Engine.open(tmp_path, EngineSettings(), lambda: 0)
    engine.upsert_items([ItemRecord(id=f"Food/{n}", title=f"Food story number {n}") for n in (1, 2)])
    prompt = PromptLibrary(engine.store.prompts).rerank()

    def context(**given: Any) -> str:
        request = RecommendationRequest(user_id="p1", context=Context(**given))
        return day_of(prepare(engine, request, 20), prompt, "m", b"secret", 0).key.context

    asked: list[dict[str, Any]] = [
        {}, {"item_id": "Food/1"}, {"item_id": "Food/2"}, {"recent_item_ids": ["Food/1"]},
        {"item_id": "Food/1", "recent_item_ids": ["Food/2"]}, {"recent_item_ids": ["Food/1", "Food/2"]},
    ]  # fmt: skip
    assert len({context(**given) for given in asked}) == len(asked)
    assert context() == "" == context(item_id="nobody-has-it", recent_item_ids=["nor this"])
    engine.close()
