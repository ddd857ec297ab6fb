"""What editors can ask for, as the routes and the commands both give it: plain JSON."""

from __future__ import annotations

from dataclasses import dataclass

from api.prompt_schemas import Publishing, Rendering, RollingBack, Trying
from api.prompt_trials import ModelNeeded, Trial, length_view, listing, question_of, task_with
from api.threads import run
from api.wiring import Application, listwise_of
from hybrid.domain import Json, iso
from hybrid.errors import BecauseError
from hybrid.ports import Clock
from hybrid.store.prompts import PRODUCTION
from rerank.library import NAMES
from rerank.prompting.building import build
from rerank.prompting.checking import DRAFT, Checked, check
from rerank.prompting.desk import Move, Overview, PromptDesk
from rerank.prompting.shapes import INPUTS
from rerank.sentences import VARIABLES

TEXT = "text"
"""How messages name a text that came without a file."""


@dataclass(frozen=True)
class Prompting:
    """The editors' side of one open application. Everything but ``try_out`` blocks."""

    application: Application
    clock: Clock

    @property
    def desk(self) -> PromptDesk:
        """Versions and labels."""
        return PromptDesk(self.application.engine.store.prompts)

    def list(self) -> dict[str, Json]:
        """All prompts with their versions and labels."""
        return {"prompts": [_overview(self.desk.overview(name)) for name in NAMES]}

    def show(self, name: str, version: str) -> dict[str, Json]:
        """One version, with its text."""
        id, text = self.desk.text(name, version)
        return {**_overview(self.desk.overview(name)), "version": id, "text": text}

    def check(self, text: str) -> dict[str, Json]:
        """What a text that passes would be. Raises ``PromptError``."""
        return checked_view(check(text, TEXT))

    def add(self, text: str) -> dict[str, Json]:
        """Keep a new version. Raises ``PromptError``."""
        found, new = self.desk.add(text, TEXT)
        return {**checked_view(found), "new": new}

    def publish(self, name: str, asked: Publishing) -> dict[str, Json]:
        """Move a label. Raises ``NotFound`` and ``PromptError``."""
        return _moved(self.desk.publish(name, asked.version, asked.label))

    def rollback(self, name: str, asked: RollingBack) -> dict[str, Json]:
        """Move a label back. Raises ``NotFound``."""
        return _moved(self.desk.rollback(name, asked.label))

    def render(self, name: str, asked: Rendering) -> dict[str, Json]:
        """What the model would be sent for this person now, or the sentences under their list."""
        chosen, label = self._chosen(name, asked)
        question = question_of(self.application, asked, self.clock())
        about = {
            "prompt": f"{chosen.name}@{chosen.version} ({label})",
            "user_id": asked.user_id,
            "known": question.ready.user is not None,
        }
        if chosen.sentences is not None:
            return {**about, "items": listing(self.application, question, chosen.sentences)}
        task = task_with(question, chosen, label)
        fitted = build(task, listwise_of(self.application.settings))
        return {
            **about,
            "messages": [{"role": m.role, "content": m.content} for m in fitted.prompt.messages],
            "temperature": fitted.prompt.temperature,
            "max_tokens": fitted.prompt.max_tokens,
            **length_view(fitted),
        }

    async def try_out(self, name: str, asked: Trying) -> dict[str, Json]:
        """Both lists side by side. Raises ``ModelNeeded`` where a model is wanted and none is configured."""
        chosen, label = await run(self._chosen, name, asked)
        if chosen.prompt is not None and self.application.model is None:
            raise ModelNeeded(
                "No language model is configured, so there is nothing that could answer this prompt.",
                "Set BECAUSE_LLM__MODEL; because prompts render shows the prompt without one.",
            )
        question = await run(question_of, self.application, asked, self.clock())
        trial = Trial(self.application, question, asked.deadline_ms / 1000)
        sides = [await trial.side(chosen, label)]
        other = None if asked.against is None else await run(self.desk.load, name, asked.against)
        if other is None or other.version == chosen.version:
            sides.append(await run(trial.blended))
        else:
            sides.append(await trial.side(other, asked.against or ""))
        return {
            "user_id": asked.user_id,
            "known": question.ready.user is not None,
            "scenario": asked.scenario,
            "sides": sides,
        }

    def _chosen(self, name: str, asked: Rendering) -> tuple[Checked, str]:
        """The version or text asked for, and what to call it. Raises ``NotFound`` and ``PromptError``."""
        if asked.text is None:
            version = asked.version or PRODUCTION
            return self.desk.load(name, version), version
        found = check(asked.text, TEXT)
        self.desk.overview(name)  # refuses a name that is none
        if found.name != name:
            raise BecauseError(f"The text is of prompt {found.name!r}, not of {name!r}.", "Correct its name.")
        return found, DRAFT


def checked_view(found: Checked) -> dict[str, Json]:
    """What is to be said of a text that passed."""
    prompt = found.prompt
    told: dict[str, Json] = {"name": found.name, "version": found.version, "description": found.description}
    if prompt is None:
        return {**told, "variables": list(VARIABLES)}
    named = frozenset[str]().union(*(template.named for _, template in prompt.sections))
    return {
        **told,
        "variables": sorted(named),
        "unused": sorted(prompt.header.variables.keys() - named),
        "available": sorted(INPUTS.keys() - prompt.header.variables.keys()),
        "scenarios": sorted(prompt.header.scenarios),
        "most_characters": round(sum(template.cost.size for _, template in prompt.sections)),
    }


def _overview(found: Overview) -> dict[str, Json]:
    labels = {
        version: [label for label, at in found.labels.items() if at == version] for version in found.labels.values()
    }
    return {
        "name": found.name,
        "description": found.description,
        "labels": dict(found.labels),
        "versions": [
            {
                "version": one.version_id,
                "created_at": iso(one.created_at),
                "labels": labels.get(one.version_id, []),
                "packaged": one.version_id == found.packaged,
            }
            for one in found.versions
        ],
    }


def _moved(move: Move) -> dict[str, Json]:
    return {"name": move.name, "label": move.label, "version": move.version, "before": move.before}
