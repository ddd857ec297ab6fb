"""What an experiment is: its arms, what each changes, and by what they are judged. One validated document."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field, ValidationInfo, field_validator

from hybrid.domain import SourceName
from hybrid.problems import nearest, refuse
from hybrid.records import Record

NAME: Final = r"^[a-z0-9][a-z0-9_-]{0,63}$"
CONTROL: Final = "control"
MOST_MODELS: Final = 3
"""Trained models that one experiment may hold open beside the one that serves."""
PLACED: Final = {SourceName.NEW, SourceName.PROMOTED, SourceName.EDITORIAL, SourceName.EXPLORE}
"""What rules put in a place, whatever it scores."""
WEIGHTED: Final = tuple(name for name in SourceName if name not in PLACED)
"""The sources whose weight an arm may change."""

Name: TypeAlias = Annotated[str, Field(pattern=NAME)]
Factor: TypeAlias = Annotated[float, Field(ge=0.0, le=10.0)]
Version: TypeAlias = Annotated[str, Field(min_length=4, max_length=80)]
Share: TypeAlias = Annotated[float, Field(gt=0.0, le=1.0)]


class Metric(StrEnum):
    """What arms are compared by; each is a ratio of two sums over people.

    ``ctr``: answers that were clicked, of all answers. ``conversion``: people who bought or converted, of all people.
    ``revenue``: what a person paid for, on average.
    """

    CTR = "ctr"
    CONVERSION = "conversion"
    REVENUE = "revenue"


OfMetric: TypeAlias = Annotated[Metric, Field(strict=False)]


class Arm(Record):
    """What the people of one arm get; a field that is left out stays as it is for everybody.

    ``share`` is its part of the people beside the others' shares. ``baseline`` ranks by popularity or by date alone,
    under the same rules. ``blend`` multiplies the weights of sources. ``rules`` is a version of the scenario's
    document, ``prompt`` one of the re-rank prompt, ``model`` one of the trained models; ``llm`` names which of the
    configured language models is asked first.
    """

    share: Annotated[float, Field(gt=0.0, le=1000.0)] = 1.0
    baseline: Literal["popular", "newest"] | None = None
    blend: dict[str, Factor] = Field(default_factory=dict)
    rerank_weight: Annotated[float, Field(ge=0.0, le=1.0)] | None = None
    prompt: Version | None = None
    rules: Version | None = None
    model: Version | None = None
    llm: Annotated[str, Field(min_length=1, max_length=200)] | None = None

    @field_validator("blend")
    @classmethod
    def _sources(cls, blend: dict[str, float]) -> dict[str, float]:
        for name in blend:
            if name not in WEIGHTED:
                raise refuse(f"has no source `{name}`", nearest(name, WEIGHTED))
        return blend

    @field_validator("blend", "rerank_weight", "prompt", "model", "llm")
    @classmethod
    def _ranked(cls, value: object, info: ValidationInfo) -> object:
        if value not in (None, {}) and info.data.get("baseline") is not None:
            raise refuse("says nothing where `baseline` ranks", "Leave one of them out.")
        return value


class Guardrail(Record):
    """An arm is stopped once it is certain to be worse than the control by more than ``drop``, a share of it."""

    metric: OfMetric = Metric.CTR
    drop: Annotated[float, Field(ge=0.0, lt=1.0)] = 0.05


class Definition(Record):
    """An experiment as it is written; nothing of it changes once it has begun.

    ``traffic`` is the share of people that take part at first. Of each person counts what they did within ``window``
    days of their first answer in the experiment. ``alpha`` is the probability of any false alarm about the metric,
    however often one looks, and again that of any arm that is stopped by a guardrail without being worse. ``effect``
    is the lift one expects, as a share: tests find lifts of about this size soonest.
    """

    description: Annotated[str, Field(max_length=1000)] = ""
    scenarios: Annotated[list[Name], Field(min_length=1, max_length=20)]
    arms: dict[Name, Arm]
    control: Name = Field(CONTROL, validate_default=True)
    traffic: Share = 1.0
    metric: OfMetric = Metric.CTR
    guardrails: list[Guardrail] = Field(default_factory=lambda: [Guardrail()], max_length=5)
    alpha: Annotated[float, Field(ge=0.001, le=0.2)] = 0.05
    effect: Annotated[float, Field(ge=0.001, le=1.0)] = 0.1
    window: Annotated[int, Field(ge=1, le=90)] = 30

    @field_validator("scenarios", mode="before")
    @classmethod
    def _named(cls, scenarios: object) -> object:
        if isinstance(scenarios, list) and (not scenarios or "*" in scenarios):
            raise refuse("must name at least 1 scenario, not `*`", 'Name where it runs, as ["homepage", "cart"].')
        return scenarios

    @field_validator("scenarios")
    @classmethod
    def _once(cls, scenarios: list[str]) -> list[str]:
        return list(dict.fromkeys(scenarios))

    @field_validator("arms")
    @classmethod
    def _several(cls, arms: dict[str, Arm]) -> dict[str, Arm]:
        if not 2 <= len(arms) <= 10:
            raise refuse(f"must have 2 to 10 arms; got {len(arms)}", "One of them is the control.")
        models = {arm.model for arm in arms.values()} - {None}
        if len(models) > MOST_MODELS:
            raise refuse(f"may name {MOST_MODELS} trained models; got {len(models)}", "Each needs memory.")
        return arms

    @field_validator("control")
    @classmethod
    def _is_arm(cls, control: str, info: ValidationInfo) -> str:
        arms: Mapping[str, Arm] = info.data.get("arms", {control: Arm()})
        if control not in arms:
            raise refuse("must be the name of an arm", nearest(control, tuple(arms)))
        return control

    @property
    def shares(self) -> dict[str, float]:
        """Each arm's part of the people; they add up to 1."""
        total = sum(arm.share for arm in self.arms.values())
        return {name: arm.share / total for name, arm in self.arms.items()}

    @property
    def treatments(self) -> tuple[str, ...]:
        """The arms that are compared with the control."""
        return tuple(name for name in self.arms if name != self.control)
