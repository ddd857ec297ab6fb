"""Prometheus metrics, in a registry of their own for each application. Labels have few values, never ids."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import TypeAlias

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hybrid.content.checking import FIGURES

METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
BUDGET = {
    "tokens_today": "Tokens of language models since midnight UTC, what is under way as estimated",
    "usd_today": "US dollars of language models since midnight UTC, where the price is known",
    "tokens_per_day": "The most tokens of a day (BECAUSE_BUDGET__TOKENS_PER_DAY)",
    "usd_per_day": "The most US dollars of a day (BECAUSE_BUDGET__USD_PER_DAY)",
}
KEPT = {
    "entries": "Answers of models that are kept, those of yesterday among them",
    "bytes": "Size of the file they are kept in",
}
LEASES = {
    "taken": "Leases taken: the right to ask the model, among all processes",
    "waited": "Computations that waited for another process",
    "expired": "Leases taken over from a holder that was gone, or too slow",
    "lost": "Answers not kept since the lease was another's by then, or the person erased",
}
LOOP = {
    "ctr": "Share of the places shown that were clicked, of the seven days before today (UTC)",
    "answer_ctr": "Share of the answers in which something was clicked, of the same days",
    "conversion_rate": "Share of the places shown that led to a purchase or conversion, of the same days",
    "return_7d": "Share of the people who came again within seven days, of the same days as far as they are over",
    "coverage": "Share of the items that may be shown that were, in the same days",
    "diversity": "Mean intra-list diversity of the answers, of the same days",
    "novelty": "Mean self-information of what was shown in bits, of the same days",
    "popularity": "Mean popularity percentile of what was shown, of the same days",
    "coverage_alarm": "1 where coverage fell beyond the setting against the four weeks before",
    "diversity_alarm": "1 where diversity fell beyond the setting against the four weeks before",
}
IMPRESSIONS = {
    "logged": "Answers whose impression was written",
    "lost": "Answers whose impression was dropped: the database took none for too long",
}
RETRAINED = ("promoted", "refused", "failed", "stopped", "rolled_back")
RETRAINING = {
    "running": "1 while a model is trained beside the answers",
    "last_begun_timestamp_seconds": "When the last one began, in Unix seconds",
    "last_seconds": "How long the last one took that ended",
}
AGES = (60.0, 600.0, 3600.0, 3 * 3600.0, 6 * 3600.0, 12 * 3600.0, 24 * 3600.0, 48 * 3600.0)
LATENCY = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
AGREEMENT = (-0.5, 0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


class Metrics:
    """What the application counts."""

    media_type = "text/plain; version=0.0.4; charset=utf-8"

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        self._requests = Counter(
            "because_requests", "Requests served", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "because_request_seconds", "Time to serve", ["route"], buckets=LATENCY, registry=registry
        )
        self._rerank = Counter(
            "because_rerank",
            "Answers by re-rank status; cache and stale came from the day's orders",
            ["status"],
            registry=registry,
        )
        self._age = Histogram(
            "because_kept_order_age_seconds",
            "Age of the kept orders that were served",
            ["status"],
            buckets=AGES,
            registry=registry,
        )
        self._kept = Figures("because_daycache", KEPT)
        registry.register(self._kept)
        self._leases = Figures("because_daycache_leases", LEASES, CounterMetricFamily)
        registry.register(self._leases)
        self._impressions = Figures("because_impressions", IMPRESSIONS, CounterMetricFamily)
        registry.register(self._impressions)
        self._loop = Figures("because_loop", LOOP)
        registry.register(self._loop)
        self._arms_stopped = Counter(
            "because_experiment_arms_stopped",
            "Arms of experiments that were stopped since they did harm",
            registry=registry,
        )
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
        self._items = Counter("because_items_accepted", "Items stored", registry=registry)
        self._events = Counter("because_events_accepted", "Events stored", registry=registry)
        self._refused = Counter("because_records_refused", "Refused records", ["kind"], registry=registry)
        self._unattributed = Counter(
            "because_events_unattributed",
            "Events that name an answer for which they do not count, see docs/measuring.md",
            ["reason"],
            registry=registry,
        )
        self._degraded = Gauge(
            "because_index_degraded", "1 where the content index missed a change; a restart mends it", registry=registry
        )
        self._owner = Gauge(
            "because_owner_away",
            "1 while the process that keeps the index is away; it is started again",
            registry=registry,
        )
        self._model = Gauge("because_model_info", "The trained model that serves", ["version"], registry=registry)
        self._retrained = Counter(
            "because_retrainings", "Trainings by what became of them", ["outcome"], registry=registry
        )
        self._retraining = Figures("because_retraining", RETRAINING)
        registry.register(self._retraining)
        self._ready = Histogram(
            "because_index_ready_seconds",
            "From an item's change being durable until it held for the next request, by item",
            buckets=LATENCY,
            registry=registry,
        )
        self._published = Histogram(
            "because_change_published_seconds",
            "From a change holding for the next request until it was sent to who listens",
            ["to"],
            buckets=LATENCY,
            registry=registry,
        )
        self._delivered = Counter(
            "because_webhook_messages", "Messages to the webhook: ok or failed tries", ["outcome"], registry=registry
        )
        self._listeners = Gauge("because_stream_listeners", "Who listens to the changes", registry=registry)
        self._content = Figures("because_content", FIGURES)
        registry.register(self._content)
        self._budget = Figures("because_budget", BUDGET)
        registry.register(self._budget)

    def served(self, method: str, route: str, status: int, seconds: float) -> None:
        """One request; ``route`` is the template, never the path."""
        self._requests.labels(method if method in METHODS else "OTHER", route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def answered(self, rerank_status: str, age: float | None) -> None:
        """One list of recommendations; ``age`` (seconds) of the kept order in it, None without one."""
        self._rerank.labels(rerank_status).inc()
        if age is not None:
            self._age.labels(rerank_status).observe(max(age, 0.0))

    def kept(self, entries: int, size: int, leases: Mapping[str, int]) -> None:
        """How many answers are kept, in how many bytes; what became of leases so far, see ``LEASES``."""
        self._kept.figures = {"entries": entries, "bytes": size}
        self._leases.figures = {name: leases.get(name, 0) for name in LEASES}

    def impressions(self, counts: Mapping[str, int]) -> None:
        """What became of impressions so far, see ``IMPRESSIONS``."""
        self._impressions.figures = counts

    def measured(self, figures: Mapping[str, float]) -> None:
        """What came of what was shown in the last seven days, see ``LOOP``."""
        self._loop.figures = figures

    def arms_stopped(self, number: int) -> None:
        """So many arms of experiments were stopped by a guardrail."""
        self._arms_stopped.inc(number)

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

    def stored(self, items: int = 0, events: int = 0) -> None:
        """Records that were accepted."""
        self._items.inc(items)
        self._events.inc(events)

    def refused(self, kind: str, count: int) -> None:
        """Records that were refused; ``kind`` is items or events."""
        self._refused.labels(kind).inc(count)

    def unattributed(self, reasons: Mapping[str, int]) -> None:
        """Events that count for no answer although they name one, by ``Unattributed``."""
        for reason, count in reasons.items():
            self._unattributed.labels(reason).inc(count)

    def serving(self, version: str | None, degraded: bool, owner_here: bool) -> None:
        """Which trained model serves now, whether without the content index, and whether the owner is there."""
        self._owner.set(not owner_here)
        self._degraded.set(degraded)
        self._model.clear()
        self._model.labels(version or "none").set(1)

    def retrained(self, outcome: str, begun: int, seconds: float) -> None:
        """A training that began (UTC microseconds) and ended as one of ``RETRAINED``, or runs."""
        if outcome in RETRAINED:
            self._retrained.labels(outcome).inc()
        running = float(outcome == "running")
        self._retraining.figures = {
            "running": running,
            "last_begun_timestamp_seconds": begun / 1_000_000,
            **({} if running else {"last_seconds": seconds}),
        }

    def index_ready(self, seconds: float, items: int) -> None:
        """So many items became recommendable so long after they were stored."""
        for _ in range(items):
            self._ready.observe(seconds)

    def published(self, to: str, seconds: float) -> None:
        """A change was sent, so long after it held; ``to`` is stream or webhook."""
        self._published.labels(to).observe(max(seconds, 0.0))

    def delivered(self, outcome: str) -> None:
        """A try to send a message to the webhook; ``outcome`` is ok or failed."""
        self._delivered.labels(outcome).inc()

    def listening(self, listeners: int) -> None:
        """How many listen to the changes."""
        self._listeners.set(listeners)

    def checked(self, figures: Mapping[str, float]) -> None:
        """What the last check of the content found; see ``hybrid.content.checking.FIGURES``."""
        self._content.figures = figures

    def spent(self, figures: Mapping[str, float]) -> None:
        """What the language models cost today, and what they may cost; see ``BUDGET``."""
        self._budget.figures = figures

    def text(self) -> bytes:
        """All of it in Prometheus' text format."""
        return generate_latest(self.registry)


Family: TypeAlias = type[GaugeMetricFamily] | type[CounterMetricFamily]


class Figures(Collector):
    """What was measured or counted elsewhere; a figure that is not there is absent, since 0 would be praise."""

    def __init__(self, prefix: str, described: Mapping[str, str], family: Family = GaugeMetricFamily) -> None:
        self._family = family
        self._prefix = prefix
        self._described = described
        self.figures: Mapping[str, float] = {}

    def collect(self) -> Iterable[Metric]:
        """One metric for each figure."""
        for name, value in self.figures.items():
            yield self._family(f"{self._prefix}_{name}", self._described[name], value=value)


class Observed:
    """ASGI middleware: counts and times each request by its route."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve and count."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, noting)
        finally:
            route = getattr(scope.get("route"), "path", "unmatched")
            self._metrics.served(scope["method"], route, status, time.perf_counter() - begun)
