"""The editors' desk: versions are added, never changed; labels are moved to them and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hybrid.errors import NotFound
from hybrid.store.prompts import PRODUCTION, Prompts, PromptVersion
from rerank.library import NAMES, packaged
from rerank.prompting.checking import Checked, check
from rerank.prompting.grammar import suggestion
from rerank.prompts import version_of

LABELS = (PRODUCTION, "staging")
SHORTEST = 4
"""Digits of a version that may stand for it where no other begins so."""


@dataclass(frozen=True)
class Overview:
    """One prompt: what it is for, where its labels point, all its versions, newest first; and the packaged one's id."""

    name: str
    description: str
    labels: Mapping[str, str]
    versions: tuple[PromptVersion, ...]
    packaged: str


@dataclass(frozen=True)
class Move:
    """A label went from one version (None: it pointed nowhere) to another."""

    name: str
    label: str
    version: str
    before: str | None


class PromptDesk:
    """What editors do, over the store that every process reads its labels from."""

    def __init__(self, store: Prompts) -> None:
        self._store = store

    def overview(self, name: str) -> Overview:
        """One prompt. Raises ``NotFound``."""
        _known(name)
        text = packaged(name)
        labels, versions = self._store.labels(name), self._store.versions(name)
        return Overview(name, check(text, name).description, labels, tuple(versions), version_of(text))

    def text(self, name: str, version: str) -> tuple[str, str]:
        """Full id and text of a version: its id, the beginning of it, or a label. Raises ``NotFound``."""
        _known(name)
        id = self._store.label(name, version) if version in LABELS else self._id(name, version)
        text = None if id is None else self._store.get(name, id)
        if id is None or text is None:
            raise NotFound(f"Nothing is published as {version!r} of prompt {name!r}.", "Publish a version there first.")
        return id, text

    def load(self, name: str, version: str) -> Checked:
        """A kept version, checked. Raises ``NotFound``, and ``PromptError`` for one that does not pass any more."""
        id, text = self.text(name, version)
        return check(text, f"{name}@{id}")

    def add(self, text: str, where: str) -> tuple[Checked, bool]:
        """Keep a new version; False where it was there already. Raises ``PromptError`` for what may not serve."""
        found = check(text, where)
        new = self._store.get(found.name, found.version) is None
        self._store.add(found.name, found.version, found.text)
        return found, new

    def publish(self, name: str, version: str, label: str = PRODUCTION) -> Move:
        """Point a label at a version: every process serves it from its next request on.

        Raises ``NotFound``, and ``PromptError`` for a version that does not pass the check.
        """
        _labelled(label)
        found = self.load(name, version)
        return Move(name, label, found.version, self._store.set_label(name, label, found.version))

    def rollback(self, name: str, label: str = PRODUCTION) -> Move:
        """Point a label at the version before. Raises ``NotFound`` where there is none."""
        _known(name)
        _labelled(label)
        left, again = self._store.roll_back(name, label)
        return Move(name, label, again, left)

    def _id(self, name: str, version: str) -> str:
        """The one version that begins so."""
        ids = [one.version_id for one in self._store.versions(name)]
        found = [id for id in ids if id == version or (len(version) >= SHORTEST and id.startswith(version))]
        if len(found) == 1:
            return found[0]
        what = "more than one version that begins with" if found else "no version"
        raise NotFound(f"There is {what} {version!r} of prompt {name!r}.", suggestion(version, [*LABELS, *ids[:8]]))


def _known(name: str) -> None:
    if name not in NAMES:
        raise NotFound(f"There is no prompt named {name!r}.", suggestion(name, NAMES))


def _labelled(label: str) -> None:
    if label not in LABELS:
        raise NotFound(f"There is no label {label!r}.", suggestion(label, LABELS))
