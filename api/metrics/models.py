"""What the language models are asked, answer and cost."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter, Histogram

from api.metrics.figures import Figures

BUDGET = {
    "tokens_today": "Tokens of language models since midnight UTC, what is under way as estimated",
    "usd_today": "US dollars of language models since midnight UTC, where the price is known",
    "tokens_per_day": "The most tokens of a day (BECAUSE_BUDGET__TOKENS_PER_DAY)",
    "usd_per_day": "The most US dollars of a day (BECAUSE_BUDGET__USD_PER_DAY)",
}
AGREEMENT = (-0.5, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class ModelMetrics:
    """What the language models are asked, answer and cost."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._calls = Counter(
            "because_model_calls", "Model calls; why is ok or what failed", ["why"], registry=registry
        )
        self._spared = Counter(
            "because_model_spared",
            "Questions that were not put to a model: busy, unavailable while it is left alone after failures, budget",
            ["why"],
            registry=registry,
        )
        self._heard = Counter(
            "because_model_answers",
            "How each of the models did; why is ok or what failed",
            ["model", "why"],
            registry=registry,
        )
        self._model_seconds = Histogram("because_model_seconds", "Time of a model call", registry=registry)
        self._prompts = Counter(
            "because_prompts",
            "Prompts sent, by how many steps they were shortened to fit the budget of tokens; 0 is in full",
            ["steps"],
            registry=registry,
        )
        self._tokens = Counter("because_model_tokens", "Tokens used", registry=registry)
        self._cost = Counter("because_model_cost_usd", "Cost of model calls", registry=registry)
        self._repairs = Counter("because_model_repairs", "What was mended in answers", registry=registry)
        self._agreement = Histogram(
            "because_model_agreement",
            "Mean Kendall tau between the passes of a question, where it is put several times",
            buckets=AGREEMENT,
            registry=registry,
        )
        self._budget = Figures("because_budget", BUDGET)
        registry.register(self._budget)

    def model_called(
        self, why: str | None, seconds: float, tokens: int | None, cost_usd: float | None, repairs: int
    ) -> None:
        """One call of the language model; ``why`` is None where it worked."""
        self._calls.labels(why or "ok").inc()
        self._model_seconds.observe(seconds)
        self._tokens.inc(tokens or 0)
        self._cost.inc(cost_usd or 0.0)
        self._repairs.inc(repairs)

    def passes_agreed(self, tau: float) -> None:
        """How well the passes of one question agree."""
        self._agreement.observe(tau)

    def model_heard(self, model: str, why: str | None) -> None:
        """One call of one of the language models; ``why`` is None where it answered."""
        self._heard.labels(model, why or "ok").inc()

    def prompted(self, shortened: int) -> None:
        """One prompt that was cut down by so many steps."""
        self._prompts.labels(str(shortened)).inc()

    def model_spared(self, why: str) -> None:
        """One question that was not put to the language model."""
        self._spared.labels(why).inc()

    def spent(self, figures: Mapping[str, float]) -> None:
        """What the language models cost today, and what they may cost; see ``BUDGET``."""
        self._budget.figures = figures
