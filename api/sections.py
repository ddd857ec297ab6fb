"""The groups of settings: what may be set in each, and what may be written there."""

from __future__ import annotations

import base64
import json
import re
from datetime import time
from typing import Annotated, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, field_validator, model_validator
from pydantic_settings import NoDecode

from api.schedule import Schedule, time_of_day
from hybrid.artifacts import KEPT
from hybrid.collaborative.settings import Objective
from hybrid.domain import EventType
from hybrid.fields import Timezone
from hybrid.loop.attribution import WINDOW_DAYS, Windows
from rerank.fuse import Fusion
from rerank.passes import MOST_PASSES
from rerank.prompting.fields import FIELDS, known_field
from rerank.prompts import SCENARIO
from rerank.weight import Weight


def split(value: object) -> object:
    """A list may be written ``a,b`` or as JSON. Leaves all else as it is."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        return json.loads(value)
    return [part.strip() for part in value.split(",") if part.strip()]


def _weight(value: object) -> object:
    """A weight may be a number, or be written as ``Weight.parse`` reads it."""
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return value
    return Weight.parse(value) if isinstance(value, str) else Weight.constant(value)


Names: TypeAlias = Annotated[tuple[str, ...], NoDecode, BeforeValidator(split)]
Keys: TypeAlias = Annotated[tuple[SecretStr, ...], NoDecode, BeforeValidator(split)]
Listed: TypeAlias = Annotated[tuple[str, ...], BeforeValidator(split)]


class Section(BaseModel):
    """A group of settings."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class ModelAddress(Section):
    """One model, where it is and the key to it."""

    model: str = Field(min_length=1)
    api_base: str | None = Field(None, pattern=r"^https?://")
    api_key: SecretStr | None = None


class LlmSettings(Section):
    """The language model that re-ranks and words; none by default."""

    model: str | None = Field(None, min_length=1, description="any LiteLLM name, e.g. openai/gpt-5-mini")
    api_base: str | None = Field(None, pattern=r"^https?://", description="address of vLLM, Ollama, llama.cpp")
    api_key: SecretStr | None = None
    fallbacks: Annotated[tuple[str | ModelAddress, ...], NoDecode, BeforeValidator(split)] = Field(
        (),
        description="models asked in this order where the first fails: names a,b with its address and key, or tables "
        "with model, api_base and api_key of their own",
    )
    words: bool = Field(True, description="let the model word the reasons; false: order only")
    fields: Names = Field(tuple(sorted(FIELDS)), description="what the model is told of an item besides its title")
    scenario_fields: dict[str, Listed] = Field(
        {}, description="the same by scenario, instead of fields there: a table, or JSON in the environment"
    )
    timeout: float = Field(20.0, gt=0, le=600, description="seconds for an answer made in the background")
    concurrency: int = Field(
        8, ge=1, le=256, description="calls at the same time, of each process; a third is kept for who waits"
    )
    queue: int = Field(32, ge=0, le=100_000, description="calls in the background that may wait for their turn")
    failures: int = Field(5, ge=1, le=1000, description="failures in a row after which the model is left alone")
    pause: float = Field(10.0, gt=0, le=3600, description="seconds for which it is left alone then")
    log_prompts: bool = Field(False, description="write prompts and answers into the log: personal data")

    @model_validator(mode="after")
    def _first_before_others(self) -> LlmSettings:
        if self.fallbacks and self.model is None:
            raise ValueError("BECAUSE_LLM__FALLBACKS are set, but no BECAUSE_LLM__MODEL that they could stand in for")
        return self

    @property
    def line(self) -> tuple[ModelAddress, ...]:
        """All models in the order in which they are asked, each with its address and key; none where none is set."""
        if self.model is None:
            return ()
        return tuple(
            ModelAddress(model=one, api_base=self.api_base, api_key=self.api_key) if isinstance(one, str) else one
            for one in (self.model, *self.fallbacks)
        )

    @field_validator("fields")
    @classmethod
    def _known(cls, fields: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(known_field(field) for field in fields)

    @field_validator("scenario_fields")
    @classmethod
    def _known_everywhere(cls, fields: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        for scenario in fields:
            if not re.fullmatch(SCENARIO, scenario):
                raise ValueError(f"{scenario!r} is no name of a scenario: small letters, digits, - and _")
        return {scenario: cls._known(names) for scenario, names in fields.items()}


Tokens: TypeAlias = Annotated[int | None, Field(ge=0)]
Usd: TypeAlias = Annotated[float | None, Field(ge=0)]


class BudgetSettings(Section):
    """What the language models may cost in a day, which is a UTC day; beyond it answers come in blended order.

    Money counts where a model's price is known. Calls that were cut off count as estimated.
    """

    tokens_per_day: Tokens = Field(None, description="in all")
    usd_per_day: Usd = Field(None, description="in all, US dollars")
    tokens_per_key: Tokens = Field(None, description="for each of the API keys")
    usd_per_key: Usd = Field(None, description="for each of the API keys, US dollars")
    tokens_per_user: Tokens = Field(200_000, description="for each user, some 70 questions")
    usd_per_user: Usd = Field(None, description="for each user, US dollars")


class RerankSettings(Section):
    """How far the model may change the blended order."""

    weight: Annotated[Weight, NoDecode, BeforeValidator(_weight)] = Field(
        Fusion.weight,
        description="how much its order counts: one number, or by items known of the person with logarithmic steps "
        "between, and context: for who asks for something; 0 keeps the blended order exactly",
    )
    cap: int = Field(Fusion.cap, ge=0, le=50, description="ranks that an item may move at most")
    window: int = Field(20, ge=2, le=50, description="candidates that the model sees at least")
    passes: int = Field(
        1,
        ge=1,
        le=MOST_PASSES,
        description="calls for one order, all but the first with the candidates shuffled: steadier, and as much dearer",
    )

    @property
    def fusion(self) -> Fusion:
        """The model's order and the blend's, brought together."""
        return Fusion(self.weight, self.cap)


class CacheSettings(Section):
    """The day's kept orders."""

    size_mb: int = Field(256, ge=1, le=1_000_000)
    refresh_after: int = Field(3, ge=1, le=1000, description="strong events that make a kept order stale")


def seconds(value: object) -> object:
    """A length of time as seconds: ``90``, ``90s``, ``2m`` or ``1h``. Raises ``ValueError`` for other texts."""
    if not isinstance(value, str):
        return value
    found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([smh]?)\s*", value.lower())
    if found is None:
        raise ValueError(f"{value!r} is no length of time; write 90, 90s, 2m or 1h")
    return float(found[1]) * {"": 1, "s": 1, "m": 60, "h": 3600}[found[2]]


class TrainSettings(Section):
    """Training of the model."""

    objective: Objective = Field(Objective.WINDOW, description="what to be good at: the next weeks, or the very next")
    budget: Annotated[float, BeforeValidator(seconds)] = Field(
        120.0, gt=0, le=86_400, description="about how long, on two cores: seconds, or 30s, 2m, 1h"
    )
    epochs: int = Field(20, ge=1, le=500, description="of LightFM, at most; a short budget allows fewer")
    threads: int = Field(1, ge=1, le=256, description="more are faster, but no longer repeatable by seed")
    seed: int = Field(1, ge=0, lt=2**32)
    min_people: int = Field(
        5, ge=1, le=1_000, description="two items that fewer people engaged with both of are never linked; 1: all are"
    )
    kept: int = Field(
        KEPT,
        ge=1,
        le=1000,
        description="models that stay on disk: so many of the newest, and of those that served before",
    )


Days: TypeAlias = Annotated[float, Field(gt=0, le=90)]


class WindowSettings(Section):
    """How many days after an answer an event that names it still counts for it, by the event's type."""

    impression: Days = WINDOW_DAYS[EventType.IMPRESSION]
    view: Days = WINDOW_DAYS[EventType.VIEW]
    click: Days = WINDOW_DAYS[EventType.CLICK]
    add_to_cart: Days = WINDOW_DAYS[EventType.ADD_TO_CART]
    purchase: Days = WINDOW_DAYS[EventType.PURCHASE]
    rating: Days = WINDOW_DAYS[EventType.RATING]
    review: Days = WINDOW_DAYS[EventType.REVIEW]
    like: Days = WINDOW_DAYS[EventType.LIKE]
    dislike: Days = WINDOW_DAYS[EventType.DISLIKE]
    hide: Days = WINDOW_DAYS[EventType.HIDE]
    conversion: Days = WINDOW_DAYS[EventType.CONVERSION]

    @property
    def windows(self) -> Windows:
        """As attribution reads them."""
        return Windows({type: getattr(self, type.value) for type in EventType})


def _time(value: object) -> object:
    return time_of_day(value) if isinstance(value, str) else value


class WebhookSettings(Section):
    """Where changes are sent on to once they hold, signed as Standard Webhooks says. Any address is the operator's
    choice, also one of this machine."""

    url: str | None = Field(None, pattern=r"^https?://", description="address that gets a POST")
    secret: SecretStr | None = Field(
        None, description="whsec_ and 24 to 64 random bytes in base64: echo whsec_$(openssl rand -base64 32)"
    )

    @field_validator("secret")
    @classmethod
    def _random(cls, secret: SecretStr | None) -> SecretStr | None:
        if secret is not None and not 24 <= len(_key_of(secret)) <= 64:
            raise ValueError("it must be whsec_ and 24 to 64 bytes in base64; echo whsec_$(openssl rand -base64 32)")
        return secret

    @model_validator(mode="after")
    def _both(self) -> WebhookSettings:
        if (self.url is None) != (self.secret is None):
            raise ValueError("BECAUSE_WEBHOOK__URL and BECAUSE_WEBHOOK__SECRET belong together: set both, or neither")
        return self

    @property
    def key(self) -> bytes:
        """What is signed with; empty where no secret is set."""
        return b"" if self.secret is None else _key_of(self.secret)


def _key_of(secret: SecretStr) -> bytes:
    """The bytes of a secret, none where it is written otherwise."""
    prefix, _, text = secret.get_secret_value().partition("_")
    try:
        return base64.b64decode(text, validate=True) if prefix == "whsec" else b""
    except ValueError:
        return b""


class RetrainSettings(Section):
    """Training anew while serving, by ``because serve`` itself; nothing set, nothing is done.

    Whatever comes first counts. One that failed or was refused is not tried again before its next time.
    """

    at: Annotated[time | None, BeforeValidator(_time)] = Field(None, description="a time of day, as 03:30")
    timezone: Timezone = Field("UTC", description="whose time of day that is, as Europe/Madrid")
    every: Annotated[float | None, BeforeValidator(seconds)] = Field(
        None, ge=60, description="after so long: seconds, or 90m, 6h"
    )
    after_events: int | None = Field(None, ge=1, description="after so many new events")
    nice: int = Field(19, ge=0, le=19, description="how far the training gives way to other processes")
    rollback_drop: float = Field(
        0.2,
        gt=0,
        le=1,
        description="a new model is taken back if for certain this share fewer answers are clicked; 1: never",
    )

    @property
    def schedule(self) -> Schedule | None:
        """When; None where nothing is set."""
        if self.at is None and self.every is None and self.after_events is None:
            return None
        return Schedule(self.at, self.timezone, self.every, self.after_events)


class ExperimentSettings(Section):
    """How experiments are watched."""

    check_every: Annotated[float, BeforeValidator(seconds)] = Field(
        900.0, ge=1, description="between two looks at whether an arm does harm: seconds, or 15m, 1h"
    )


class LoopSettings(Section):
    """What is kept of answers, so that it can be told what came of them."""

    retention_days: float = Field(60.0, ge=1, le=3660, description="days that impressions are kept")
    windows: WindowSettings = WindowSettings()
    alarm_fall: float = Field(
        0.2, gt=0, lt=1, description="share by which coverage or diversity of seven days may fall before it is alarming"
    )
