"""Pages on the wire: a person's rows, nothing twice."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from api.schemas import Answer, Because, Context, Recommendation, RecommendationRequest, RerankInfo, RerankMode
from hybrid.fields import ExternalId, Locale, Timezone


class PageQuery(BaseModel):
    """The query string of ``GET /v1/users/{id}/pages/{name}``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    timezone: Timezone | None = None
    locale: Locale | None = None
    rerank: RerankMode = "auto"
    session_id: ExternalId | None = None

    def request(self, user_id: str, name: str, limit: int | None) -> RecommendationRequest:
        """What the row of recommended items asks for; without one, nothing of the language model."""
        return RecommendationRequest(
            user_id=user_id,
            limit=limit or 1,
            scenario=name,
            rerank=self.rerank if limit else "off",
            exploration=None if limit else 0.0,
            context=Context(locale=self.locale, timezone=self.timezone),
            session_id=self.session_id,
        )


class PageRow(Answer):
    """One row. ``kind`` is recommended, category, editorial, trending, popular, new or, as in reasons, because_… with
    the item that it is about."""

    kind: str
    title: str
    because: Because | None = None
    category: str | None = None
    items: list[Recommendation]


class Page(Answer):
    """All rows, from top to bottom, under one ``recommendation_id``; ``rerank`` is of the row of recommended items."""

    recommendation_id: str
    user_id: str
    page: str
    rows: list[PageRow]
    rerank: RerankInfo
    took_ms: dict[str, float]
