"""What operators can ask of experiments, as the routes and the commands both give it: plain JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from api.experiment_views import results_view
from api.schemas import HOMEPAGE
from api.wiring import Application
from hybrid.domain import Json, iso
from hybrid.errors import BecauseError, NotFound
from hybrid.experiments.definition import NAME, Arm, Definition
from hybrid.experiments.experiment import Experiment
from hybrid.experiments.judge import Judge
from hybrid.ports import Clock
from hybrid.problems import nearest
from hybrid.rules.document import EVERYWHERE
from hybrid.rules.warnings import Warned
from hybrid.store.experiments import Experiments
from rerank.errors import PromptError
from rerank.library import RERANK
from rerank.prompting.desk import PromptDesk


class Unfit(BecauseError):
    """A definition names what there is not; ``pointer`` is the JSON pointer to it."""

    def __init__(self, pointer: str, message: str, remedy: str) -> None:
        super().__init__(message, remedy)
        self.pointer = pointer


@dataclass(frozen=True)
class Experimenting:
    """The operators' side of one open application. Everything blocks."""

    application: Application
    clock: Clock

    def list(self) -> dict[str, Json]:
        """All experiments, the oldest first."""
        return {"experiments": [overview(one) for one in self._store.all()]}

    def show(self, name: str) -> dict[str, Json]:
        """One with its definition and history. Raises ``NotFound``."""
        return self._whole(self._store.get(name))

    def put(self, name: str, definition: Definition) -> dict[str, Json]:
        """Keep a draft; ``warnings`` name scenarios that may be misspelt. Raises ``Unfit``, and ``NotNow`` once it has
        started."""
        if not re.fullmatch(NAME, name):
            message = f"{name!r} can be no experiment's name."
            raise Unfit("/name", message, "Use small letters, digits, - and _; at most 64.")
        self._check(definition)
        warnings = [asdict(one) for one in self._misspelt(definition.scenarios)]
        return {**self._whole(self._store.put(name, self._pinned(definition))), "warnings": warnings}

    def remove(self, name: str) -> None:
        """Forget a draft. Raises ``NotFound``, and ``NotNow`` once it has started."""
        self._store.remove(name)

    def start(self, name: str) -> dict[str, Json]:
        """Let people take part. Raises ``NotFound``, ``NotNow``, and ``Unfit`` where something is gone since."""
        found = self._store.get(name)
        self._check(found.definition)
        self._keep_models(found)
        return self._whole(self._store.start(name))

    def ramp(self, name: str, traffic: float) -> dict[str, Json]:
        """Let more people take part. Raises ``NotFound`` and ``NotNow``."""
        return self._whole(self._store.ramp(name, traffic))

    def stop(self, name: str, why: str) -> dict[str, Json]:
        """Everybody gets what they got before. Raises ``NotFound`` and ``NotNow``."""
        stopped = self._store.stop(name, why)
        self._keep_models()
        return self._whole(stopped)

    def results(self, name: str) -> dict[str, Json]:
        """What it has come to by now. Raises ``NotFound``."""
        self.application.impressions.flush()
        found = self._store.get(name)
        judged = judge_of(self.application, self.clock).results(found)
        return {**overview(found), **results_view(found, judged)}

    @property
    def _store(self) -> Experiments:
        return self.application.engine.store.experiments

    def _keep_models(self, *more: Experiment) -> None:
        """Let nobody clear away trained models that running experiments need, or those about to run."""
        arms = (arm for one in (*self._store.running(), *more) for arm in one.definition.arms.values())
        self.application.engine.artifacts.pin({arm.model for arm in arms if arm.model is not None})

    def _whole(self, found: Experiment) -> dict[str, Json]:
        history = self._store.history(found.name)
        return {
            **overview(found),
            "definition": found.definition.model_dump(mode="json", exclude_none=True),
            "history": [{"at": iso(h.at), "kind": h.kind, "arm": h.arm, "detail": h.detail} for h in history],
        }

    def _check(self, definition: Definition) -> None:
        """Is there what the arms name?"""
        for name, arm in definition.arms.items():
            for field, error in (*self._missing(arm), *self._without_rules(arm, definition.scenarios)):
                raise Unfit(f"/arms/{name}/{field}", str(error.args[0]), error.remedy)

    def _pinned(self, definition: Definition) -> Definition:
        """The same with prompts by their full ids: labels move, and an experiment must not."""
        desk = PromptDesk(self.application.engine.store.prompts)
        arms = {
            name: arm if arm.prompt is None else arm.model_copy(update={"prompt": desk.text(RERANK, arm.prompt)[0]})
            for name, arm in definition.arms.items()
        }
        return definition.model_copy(update={"arms": arms})

    def _missing(self, arm: Arm) -> Iterator[tuple[str, BecauseError]]:
        if arm.model is not None:
            try:
                self.application.engine.artifacts.load(arm.model)
            except BecauseError as error:
                yield "model", error
        if arm.prompt is not None:
            try:
                PromptDesk(self.application.engine.store.prompts).load(RERANK, arm.prompt)
            except (NotFound, PromptError) as error:
                yield "prompt", error
        models = [one.model for one in self.application.settings.llm.line]
        if not models:
            for field in ("prompt", "rerank_weight", "llm"):
                if getattr(arm, field) is not None:
                    message = f"No language model is configured, so `{field}` changes nothing."
                    yield field, BecauseError(message, "Set BECAUSE_LLM__MODEL, or leave it out.")
        elif arm.llm is not None and arm.llm not in models:
            message = f"{arm.llm!r} is none of the language models that are configured."
            yield "llm", BecauseError(message, f"Add it to BECAUSE_LLM__FALLBACKS; known are {', '.join(models)}.")

    def _misspelt(self, scenarios: Sequence[str]) -> Iterator[Warned]:
        """A scenario needs no document; but where others have one, it may be meant to."""
        known = [HOMEPAGE, *(one.name for one in self.application.engine.store.scenarios.all())]
        known = [name for name in dict.fromkeys(known) if name != EVERYWHERE]
        for place, name in enumerate(scenarios):
            if name not in known:
                yield Warned(f"/scenarios/{place}", f"No document names scenario {name!r}.", nearest(name, known))

    def _without_rules(self, arm: Arm, scenarios: Sequence[str]) -> Iterator[tuple[str, BecauseError]]:
        for scenario in scenarios if arm.rules is not None else ():
            try:
                self.application.engine.rulebook.of(scenario, arm.rules)
            except NotFound as error:
                yield "rules", error


def judge_of(application: Application, clock: Clock) -> Judge:
    """Who looks at experiments, by what is stored and the windows that are set."""
    store = application.engine.store
    return Judge(store.experiments, store.outcomes, application.settings.loop.windows.windows, clock)


def overview(found: Experiment) -> dict[str, Json]:
    """One line of the list."""
    return {
        "name": found.name,
        "state": found.state,
        "traffic": found.traffic,
        "scenarios": found.definition.scenarios,
        "metric": found.definition.metric,
        "arms": {
            name: {"share": round(share, 4), "stopped": name in found.stopped}
            for name, share in found.definition.shares.items()
        },
        "created_at": iso(found.created_at),
        "started_at": None if found.started_at is None else iso(found.started_at),
        "ended_at": None if found.ended_at is None else iso(found.ended_at),
    }
