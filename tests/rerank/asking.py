"""Models over real HTTP with breakers and budgets, on a store of their own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hybrid.ports import Clock
from hybrid.store import Store
from rerank.budget import Allowance, Budget, Budgeted
from rerank.errors import Why
from rerank.llm import LiteLLMModel, ModelSettings
from rerank.models import Models, Trust
from tests.servers.model_server import ModelServer


@dataclass
class Asking:
    """``told`` is what was heard of each model, in order."""

    models: Models
    budget: Budget
    store: Store
    llms: list[LiteLLMModel]
    told: list[tuple[str, Why | None]] = field(default_factory=list)

    async def aclose(self) -> None:
        """Close the connections to the models."""
        for llm in self.llms:
            await llm.aclose()


@contextmanager
def asking(
    clock: Clock, *servers: ModelServer, allowance: Allowance | None = None, folder: Path | None = None
) -> Iterator[Asking]:
    """``openai/stub-0`` is the model of the first server, and so on; two failures in a row open a breaker for 10 s."""
    with tempfile.TemporaryDirectory() as own:
        store = Store.open(folder or Path(own) / "data", clock)
        budget = Budget(allowance or Allowance(), store.spending, clock)
        llms = [
            LiteLLMModel(ModelSettings(f"openai/stub-{n}", server.api_base, attempts=1))
            for n, server in enumerate(servers)
        ]
        for llm in llms[:1]:
            llm.warm()  # or the first call's time would go to loading the library
        told: list[tuple[str, Why | None]] = []
        trust = Trust(failures=2, pause=10.0)
        models = Models(
            [Budgeted(llm, budget) for llm in llms], trust, clock, lambda name, why: told.append((name, why))
        )
        try:
            yield Asking(models, budget, store, llms, told)
        finally:
            store.close()
