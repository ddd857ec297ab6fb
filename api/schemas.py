"""Recommendations and explanations on the wire: the contract of version 1.

Requests are strict: no unknown fields, no text where a number belongs.
"""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from hybrid.domain import Json
from hybrid.fields import ExternalId, Locale, Timezone
from hybrid.problems import refuse
from hybrid.rules.wanted import EMPTY_LIST, EMPTY_OBJECT, ItemFilter


def _readable(text: str) -> str:
    if not text.strip():
        raise refuse("must not be blank", "Leave it out instead.")
    if any(ord(c) < 32 and c not in "\t\r\n" for c in text):
        raise refuse("must have no control characters", "Remove them.")
    return text


Text: TypeAlias = Annotated[str, Field(min_length=1, max_length=500), AfterValidator(_readable)]
Scenario: TypeAlias = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
HOMEPAGE = "homepage"
"""The scenario of requests that name none."""
Limit: TypeAlias = Annotated[int, Field(ge=1, le=100)]
RerankMode: TypeAlias = Literal["auto", "wait", "off"]
Mode: TypeAlias = Literal["list", "agent"]


class Request(BaseModel):
    """Base of what comes in."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, allow_inf_nan=False)


class Context(Request):
    """The moment: what the person just asked for, and where they are."""

    query: Text | None = Field(None, examples=["something short and funny for tonight"])
    item_id: ExternalId | None = Field(None, description="the item being looked at", examples=["260"])
    recent_item_ids: Annotated[list[ExternalId], EMPTY_LIST] = Field(
        [], max_length=100, description="looked at before it in this session, the last one first; nothing is stored"
    )
    locale: Locale | None = None
    timezone: Timezone | None = Field(None, examples=["Europe/London"])
    device: Annotated[Text, Field(max_length=64)] | None = Field(None, examples=["tv"])


class RecommendationRequest(Request):
    """Who, how many, where, and with what in mind."""

    user_id: ExternalId = Field(examples=["15"])
    limit: Limit = 10
    scenario: Scenario = HOMEPAGE
    rerank: RerankMode = Field(
        "auto",
        description="auto: waits for an agent only; wait: up to deadline_ms; off: the blended order",
    )
    mode: Annotated[Mode, BeforeValidator(lambda value: "list" if value is None else value)] = Field(
        "list", description="agent: the model may look items up, in at most 4 steps, before it orders; awaited"
    )
    deadline_ms: int = Field(4000, ge=1, le=60000)
    context: Annotated[Context, EMPTY_OBJECT] = Context()
    filter: Annotated[ItemFilter, EMPTY_OBJECT] = ItemFilter()
    diversity: float | None = Field(
        None,
        ge=0,
        le=1,
        description="0: the blended order; towards 1: items that are less alike by what they are about; absent: as the "
        "scenario's document says",
    )
    exploration: float | None = Field(
        None, ge=0, le=1, description="the share of slots that try something out; absent: as the document says, .1"
    )
    session_id: ExternalId | None = Field(None, description="of the visit that this answer belongs to, as in events")
    debug: bool = Field(False, description="with an operator's key: say how the list came about")

    @property
    def waits(self) -> bool:
        """Does the answer wait for the model? Whoever asks for an agent is in a conversation."""
        return self.rerank == "wait" or (self.rerank == "auto" and self.mode == "agent")


class ExplanationRequest(Request):
    """Why these items for this person?"""

    user_id: ExternalId = Field(examples=["15"])
    item_ids: list[ExternalId] = Field(min_length=1, max_length=100, examples=[["260", "1196"]])
    context: Annotated[Context, EMPTY_OBJECT] = Context()


class MergeRequest(Request):
    """Who proved to be the same person."""

    other: ExternalId = Field(alias="from", description="the visitor's id", examples=["visitor-7f3a"])


class HomepageQuery(BaseModel):
    """The query string of ``GET /v1/users/{id}/recommendations``: texts, hence not strict."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    limit: Limit = 10
    scenario: Scenario = HOMEPAGE
    timezone: Timezone | None = None
    locale: Locale | None = None
    rerank: RerankMode = "auto"
    session_id: ExternalId | None = None
    exploration: float | None = Field(None, ge=0, le=1)

    def request(self, user_id: str) -> RecommendationRequest:
        """The same as a request of ``POST /v1/recommendations``."""
        context = Context(locale=self.locale, timezone=self.timezone)
        return RecommendationRequest(
            user_id=user_id,
            limit=self.limit,
            scenario=self.scenario,
            rerank=self.rerank,
            context=context,
            session_id=self.session_id,
            exploration=self.exploration,
        )


class Answer(BaseModel):
    """Base of what goes out."""

    model_config = ConfigDict(frozen=True)


class Because(Answer):
    """X: the past item that is the cause, and what the person did with it; ``at`` is null where the request's context
    named it."""

    item_id: str
    title: str
    event: str
    at: str | None


class Evidence(Answer):
    """How we know: the share of the score that X brought, and what both items have in common."""

    contribution: float | None
    shared: list[str]
    method: str


class Reason(Answer):
    """Why this item, in words and as data."""

    kind: str
    text: str
    because: Because | None = None
    evidence: Evidence | None = None
    worded_by: Literal["llm", "template"] = "template"


class ItemSummary(Answer):
    """What a page needs to show an item."""

    title: str
    categories: list[str]
    image_url: str | None
    attributes: dict[str, Json]


class Recommendation(Answer):
    """One recommended item."""

    id: str
    rank: int
    score: float
    sources: list[str]
    propensity: float | None = None
    reason: Reason
    item: ItemSummary


class RerankInfo(Answer):
    """Whether and how the model took part."""

    status: Literal["llm", "cache", "stale", "pending", "off", "fallback"]
    why: str | None = None
    model: str | None = None
    prompt: str | None = None
    computed_at: str | None = None
    valid_until: str | None = None
    tokens: int | None = None
    cost_usd: float | None = None
    agreement: float | None = Field(None, description="mean Kendall tau of the model's passes; null with one pass")


class DebugStep(Answer):
    """One look of an agent; ``found``: how many items it was shown; ``took_ms`` includes the model's thinking."""

    tool: str
    arguments: dict[str, Json]
    found: int
    took_ms: float
    error: str | None = None


class DebugRules(Answer):
    """What the rules did: the ``version`` of the scenario's documents, how many items each filter left out (``seen``
    and others by name) and how many of the others each bury holds back, and by item id what moved it."""

    version: str
    filtered: dict[str, int]
    buried: dict[str, int]
    items: dict[str, list[str]]


class Debug(Answer):
    """How the list came about, for operators.

    ``blend``: the ids that the model may order, as the blend has them, those that an agent ``found`` behind the ones
    shown first. ``shortened``: by how many steps the prompt was cut to fit its budget. ``refused``: reasons of the
    model that were not shown, by cause. ``experiment`` and ``arm`` are those of the person, null outside of any.
    """

    steps: list[DebugStep]
    found: list[str]
    blend: list[str]
    weight: float
    cap: int
    repairs: int
    shortened: int
    refused: dict[str, int]
    rules: DebugRules
    experiment: str | None
    arm: str | None


class Recommendations(Answer):
    """The list. ``filled``: how many came from popularity only because too few were found; ``unknown``: ids in the
    request's context that name no item, and were left out; ``debug`` where it was asked for."""

    recommendation_id: str
    user_id: str
    scenario: str
    items: list[Recommendation]
    rerank: RerankInfo
    filled: int = 0
    unknown: list[str] = []
    took_ms: dict[str, float]
    debug: Debug | None = Field(None, exclude_if=lambda value: value is None)


class Met(Answer):
    """What the person did with the item already: the newest judgement, else the deed that says most."""

    event: str
    value: float | None
    at: str


class Explanation(Answer):
    """Why this item would suit this person; ``sources`` is empty where nothing speaks for it.

    Where ``met`` is given, the reason's kind is ``met`` and its text says what the person did: an item that was
    hidden or rated low is not praised.
    """

    id: str
    score: float
    sources: list[str]
    met: Met | None = None
    reason: Reason
    item: ItemSummary


class Explanations(Answer):
    """Reasons for the items that are known, in the order asked; the other ids are in ``unknown``."""

    user_id: str
    items: list[Explanation]
    unknown: list[str] = []
