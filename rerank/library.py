"""The prompts in force: files of the package seed the store, the store's labels win."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from typing import TypeVar

from rerank.errors import PromptError
from rerank.ports import PromptStore
from rerank.prompts import PromptTemplate, load, version_of
from rerank.sentences import Sentences, load_sentences

log = logging.getLogger(__name__)

RERANK = "rerank"
PRODUCTION = "production"
EXPERIMENT = "experiment"
"""The label of a version that is named instead."""
DEFAULT_LANGUAGE = "en"
LANGUAGES = ("en", "de", "fr", "es")
"""The languages that sentences come in and that wording can be checked in."""

_FILES = {RERANK: "rerank/default.prompt"} | {f"explain-{code}": f"explain/{code}.prompt" for code in LANGUAGES}
NAMES = tuple(_FILES)
"""Of all prompts that there are."""
Loaded = TypeVar("Loaded")


def packaged(name: str) -> str:
    """The text of the file that comes with the package under this prompt name."""
    return files("prompts").joinpath(_FILES[name]).read_text(encoding="utf-8")


def language_of(locale: str | None) -> str:
    """The language that words are written in for a locale such as ``de-AT``; English where there are none."""
    code = (locale or "").replace("_", "-").partition("-")[0].lower()
    return code if code in LANGUAGES else DEFAULT_LANGUAGE


class PromptLibrary:
    """Finds the version that ``production`` points at; a damaged one gives way to the packaged file, and is logged."""

    def __init__(self, store: PromptStore) -> None:
        """Seeds the store. Raises ``PromptError`` where a packaged file is not valid."""
        self._store = store
        self._texts: dict[tuple[str, str], str] = {}
        self._damaged: set[tuple[str, str]] = set()
        self._packaged = {name: packaged(name) for name in _FILES}
        for name, text in self._packaged.items():
            (load if name == RERANK else load_sentences)(text, f"prompts/{_FILES[name]}")
            store.seed(name, version_of(text), text)

    def rerank(self, version: str | None = None) -> PromptTemplate:
        """The re-rank prompt in force, with its label; or a ``version`` of it, by its id."""
        prompt, label = self._current(RERANK, load, version)
        return replace(prompt, label=label)

    def sentences(self, locale: str | None) -> Sentences:
        """The sentences for a locale; headings that its version was written without are the packaged ones."""
        name = f"explain-{language_of(locale)}"
        found = self._current(name, load_sentences)[0]
        ours = load_sentences(self._packaged[name], f"prompts/{_FILES[name]}").headings
        return found if ours.keys() <= found.headings.keys() else replace(found, headings={**ours, **found.headings})

    def _current(self, name: str, parse: Callable[[str, str], Loaded], named: str | None = None) -> tuple[Loaded, str]:
        version = named or self._store.label(name, PRODUCTION)
        text = self._text(name, version) if version else None
        if text is not None:
            try:
                return parse(text, f"{name}@{version}"), PRODUCTION if named is None else EXPERIMENT
            except PromptError as error:
                if (name, version) not in self._damaged:  # once is enough: it is looked for at every request
                    self._damaged.add((name, str(version)))
                    log.warning("prompt %s@%s is not valid, the packaged one is used: %s", name, version, error)
        return parse(self._packaged[name], f"prompts/{_FILES[name]}"), "packaged"

    def _text(self, name: str, version: str) -> str | None:
        """A version's text, read once: versions never change."""
        if (name, version) not in self._texts:
            text = self._store.get(name, version)
            if text is None:
                return None
            self._texts[name, version] = text
        return self._texts[name, version]
