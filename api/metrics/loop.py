"""What was shown and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import CollectorRegistry, Counter
from prometheus_client.metrics_core import CounterMetricFamily

from api.metrics.figures import Figures, Labelled, Samples
from hybrid.domain import EventType
from hybrid.loop.by_arm import ByArm, Place

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
SHOWN = "Answers that were shown, by scenario and arm of an experiment (experiment/arm)"
ATTRIBUTED = "Events that count for an answer, by their type and its scenario and arm; repeated clicks count again"


class LoopMetrics:
    """What was shown and what came of it."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._impressions = Figures("because_impressions", IMPRESSIONS, CounterMetricFamily)
        registry.register(self._impressions)
        self._loop = Figures("because_loop", LOOP)
        registry.register(self._loop)
        self._shown: Mapping[Place, int] = {}
        registry.register(Labelled("because_answers_shown", SHOWN, ["scenario", "arm"], lambda: self._shown.items()))
        self._attributed = {type: ByArm() for type in EventType}
        labels = ["type", "scenario", "arm"]
        registry.register(Labelled("because_answers_events", ATTRIBUTED, labels, self._counted))
        self._arms_stopped = Counter(
            "because_experiment_arms_stopped",
            "Arms of experiments that were stopped since they did harm",
            registry=registry,
        )
        self._unattributed = Counter(
            "because_events_unattributed",
            "Events that name an answer for which they do not count, see docs/measuring.md",
            ["reason"],
            registry=registry,
        )

    def impressions(self, counts: Mapping[str, int], shown: Mapping[Place, int]) -> None:
        """What became of impressions so far, see ``IMPRESSIONS``; those ``shown`` by scenario and arm."""
        self._impressions.figures = counts
        self._shown = shown

    def attributed(self, type: EventType, scenario: str, experiment: str, arm: str) -> None:
        """An event that counts for an answer of this scenario and arm."""
        self._attributed[type].add(scenario, experiment, arm)

    def _counted(self) -> Samples:
        for type, by_arm in self._attributed.items():
            yield from (((type.value, *place), count) for place, count in by_arm.counts.items())

    def measured(self, figures: Mapping[str, float]) -> None:
        """What came of what was shown in the last seven days, see ``LOOP``."""
        self._loop.figures = figures

    def arms_stopped(self, number: int) -> None:
        """So many arms of experiments were stopped by a guardrail."""
        self._arms_stopped.inc(number)

    def unattributed(self, reasons: Mapping[str, int]) -> None:
        """Events that count for no answer although they name one, by ``Unattributed``."""
        for reason, count in reasons.items():
            self._unattributed.labels(reason).inc(count)
