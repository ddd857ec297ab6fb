"""May a new model take the place of the one that serves?

The one that serves was trained on what the newest slice holds, so it cannot be asked itself. Both recipes are
fitted anew on the past of the slice and asked for the same people, whom the new one was not tuned on where there
are enough others.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from hybrid.collaborative.history import Rows
from hybrid.collaborative.knots import per_person
from hybrid.collaborative.lab import Lab
from hybrid.collaborative.plan import Plan
from hybrid.domain import Json
from hybrid.errors import BadArtifact
from hybrid.manifests import recipe_of
from hybrid.model import CONTENT, NATIVE, POPULAR, Manifest, Recipe

SURELY = 1.645
"""Standard errors: of models that are as good, one in twenty is refused."""


@dataclass(frozen=True)
class Contender:
    """A recipe with what its tables are made of and divided by."""

    version: str
    plan: Plan
    recipe: Recipe
    scales: Mapping[str, float]


def contender(manifest: Manifest) -> Contender:
    """The model that a manifest describes. Raises ``BadArtifact`` where it says too little to make it again."""
    try:
        plan = Plan.from_json(manifest.plan)
        scales = {name: float(table["scale"]) for name, table in manifest.recipe["tables"].items()}
        scales |= {NATIVE: float(manifest.recipe["native_scale"]), POPULAR: 1.0}
        scales[CONTENT] = float(manifest.recipe["content_scale"])
    except (KeyError, TypeError, ValueError) as error:
        raise BadArtifact(f"Model {manifest.version} can't be made again: {error!r} is missing or wrong.") from error
    return Contender(manifest.version, plan, recipe_of(manifest), scales)


@dataclass(frozen=True)
class Verdict:
    """NDCG@10 of both for the same people; ``error`` is the standard error of the mean difference."""

    live_version: str
    new: float
    live: float
    difference: float
    error: float
    people: int
    tuned_on: bool

    @property
    def passed(self) -> bool:
        """Not worse by more than chance explains."""
        return self.difference >= -SURELY * self.error

    def to_json(self) -> dict[str, Json]:
        """For the manifest."""
        return {
            "passed": self.passed, "against": self.live_version, "new_ndcg@10": self.new, "live_ndcg@10": self.live,
            "difference": self.difference, "standard_error": self.error, "people": self.people,
            "asked_people_it_was_tuned_on": self.tuned_on,
        }  # fmt: skip


def compared(lab: Lab, people: Rows, new: Contender, live: Contender, tuned_on: bool) -> Verdict:
    """Measure both on the slice that ``lab`` holds back."""
    ours, theirs = (_ndcg(lab, people, one) for one in (new, live))
    gain = ours - theirs
    error = float(gain.std() / max(len(gain), 1) ** 0.5) if len(gain) else 0.0
    new_mean, live_mean, difference = (float(one.mean()) if len(one) else 0.0 for one in (ours, theirs, gain))
    return Verdict(live.version, new_mean, live_mean, difference, error, len(people), tuned_on)


def _ndcg(lab: Lab, people: Rows, one: Contender) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    making = one.plan.making
    own = lab if making == lab.making else Lab(lab.history, making, lab.described, lab.tell, lab.backing)
    group = own.group(people, one.plan.tables, scales=one.scales)
    knots = {knot.interactions: knot.weights for knot in one.recipe.weights.known}
    weights = per_person(knots, lab.history.lengths[people])
    return group.ndcg({name: weight for name, weight in weights.items() if name in group.scores})
