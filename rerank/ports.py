"""What others may implement: the seams of ``rerank``, and what passes through them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, Protocol

from hybrid.domain import Json
from rerank.errors import Why

if TYPE_CHECKING:
    from rerank.task import HistoryLine, RerankCandidate, RerankTask


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a prompt."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(frozen=True, slots=True)
class Asker:
    """Who is asked for, and by whom: keyed hashes of the user's id and of the caller's API key, "" for nobody.

    For the budgets; never sent to a model.
    """

    user: str = ""
    key: str = ""


NOBODY = Asker()


@dataclass(frozen=True, slots=True)
class Prompt:
    """What is sent to a model; ``name`` names the schema for providers that want a name.

    ``asker`` and the seconds of ``patience`` of whoever waits are not sent; ``llm`` names the model that is to be asked
    first, where several are there, "" the usual one.
    """

    messages: tuple[Message, ...]
    temperature: float = 0.0
    max_tokens: int = 1_500
    name: str = "ranking"
    asker: Asker = NOBODY
    patience: float = math.inf
    llm: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What a model gave. ``cost_usd`` is None where the price is not known; ``model`` names the one that answered."""

    text: str
    tokens: int | None = None
    cost_usd: float | None = None
    model: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """A checked reason in the model's words; true of ``anchor`` (an item key, None without an X) only."""

    text: str
    anchor: int | None


@dataclass(frozen=True, slots=True)
class Step:
    """One look of an agent: what it called, how many items it was shown, and how long asking and looking took.

    ``error`` says what was wrong with the call; None where it was good.
    """

    tool: str
    arguments: Mapping[str, Json]
    found: int = 0
    took_ms: float = 0.0
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one re-rank. ``order`` holds item keys, the model's best first; ``why`` is None where usable.

    The last ``missing`` of ``order`` are those that the model did not name. ``agreement`` is how well several passes
    agree: the mean Kendall τ of their orders, 1 the same, 0 as by chance; None for one.
    ``refused`` counts by cause the reasons whose wording did not pass; ``repairs`` what had to be mended in
    the model's text; ``shortened`` how many steps the prompt was cut down to fit its budget. An agent's has
    its ``steps``, and in ``found`` those of ``order`` that were no candidates before.
    """

    order: tuple[int, ...]
    usable: bool
    why: Why | None
    model: str
    prompt: str
    words: Mapping[int, Words] = field(default_factory=dict)
    refused: Mapping[str, int] = field(default_factory=dict)
    repairs: int = 0
    shortened: int = 0
    tokens: int | None = None
    cost_usd: float | None = None
    found: tuple[int, ...] = ()
    steps: tuple[Step, ...] = ()
    missing: int = 0
    agreement: float | None = None


class LanguageModel(Protocol):
    """A model that completes a prompt as JSON of a schema."""

    @property
    def name(self) -> str:
        """How the answer's ``rerank.model`` names it."""

    async def complete(self, prompt: Prompt, schema: Mapping[str, Json], deadline: float) -> Completion:
        """The text, within ``deadline`` seconds in all. Raises ``ModelFailed`` and nothing else (but cancellation)."""


class PricedModel(LanguageModel, Protocol):
    """One whose price may be known."""

    def price(self, prompt_tokens: int, answer_tokens: int) -> float | None:
        """US dollars for so many tokens, None where the price is not known."""


class Reranker(Protocol):
    """Orders candidates for a person and a moment."""

    @property
    def model(self) -> str:
        """The name of the model behind it."""

    async def rerank(self, task: RerankTask, deadline: float) -> Outcome:
        """The model's order within ``deadline`` seconds; whatever goes wrong is in the outcome, never raised."""


class Toolbox(Protocol):
    """What an agent may look up for one person and one request. Blocks; raises ``BecauseError``.

    What is found may be recommended: the request's filters and rules hold for it.
    """

    def search(self, text: str, categories: Sequence[str]) -> Sequence[RerankCandidate]:
        """Items by meaning, best first, within at least one of the categories (none named: any)."""

    def similar(self, key: int) -> Sequence[RerankCandidate]:
        """Items alike in content to the one with this key, best first."""

    def history(self) -> Sequence[HistoryLine]:
        """What the person did, newest first."""


class PromptStore(Protocol):
    """Where versions and labels of prompts are kept; the labels are what counts."""

    def add(self, name: str, version_id: str, text: str) -> None:
        """Keep a version; keeping it again changes nothing."""

    def get(self, name: str, version_id: str) -> str | None:
        """The text of a version."""

    def label(self, name: str, label: str) -> str | None:
        """The version that a label points at."""

    def seed(self, name: str, version_id: str, text: str) -> None:
        """Keep a version, and point ``production`` at it where there is no such label yet."""
