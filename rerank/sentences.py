"""Reasons in words from templates: one file per language, one or more sentences per kind of reason.

A key is a kind (``because_viewed``) or a kind and the event behind it (``because_viewed.click``), which wins.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from hybrid.domain import EventType
from rerank.because import ReasonKind
from rerank.errors import PromptError
from rerank.prompts import NAME, parse_header, split, version_of
from rerank.templating import Template

VARIABLES = ("title", "shared", "value", "top", "about")
_OF_ROWS = {ReasonKind.TRENDING, ReasonKind.POPULAR, ReasonKind.NEW, ReasonKind.EDITORIAL}
OF_HEADINGS = ("title", "about")
EVENTS = frozenset(event.value for event in EventType)
HEADINGS = frozenset({"recommended", "category"} | {k.value for k in ReasonKind if k.names_x or k in _OF_ROWS})
"""What a row of a page can be about."""
MARK = "\ue000"
"""Stands for the title while a sentence is made, so that the title itself is never changed."""
_NO_ITEM = "Leave {{ title }} out: readers would see an empty name there."
_FRENCH_BLANK = re.compile(r"(?<=«) | (?=[»:;!?])")
_DOUBLE_END = re.compile(r"([.!?…])\.$")


class SentencesHeader(BaseModel):
    """The front matter of a file of sentences."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Annotated[str, Field(pattern=NAME)]
    description: str
    language: Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
    sentences: dict[str, str | list[str]]
    headings: dict[str, str] = {}


@dataclass(frozen=True)
class Sentences:
    """One language's sentences."""

    language: str
    version: str
    templates: Mapping[str, tuple[Template, ...]]
    headings: Mapping[str, Template]

    def heading(self, kind: str, title: str = "", about: str = "", event: EventType | None = None) -> str:
        """What stands above a row of a page. ``kind`` is a reason's, ``recommended`` or ``category``; ``title`` is X's,
        ``about`` the category."""
        found = self.headings.get(f"{kind}.{event}") or self.headings[kind]
        return self._made(found, {"title": title, "about": about})

    def text(
        self,
        kind: ReasonKind,
        title: str | None = None,
        shared: Sequence[str] = (),
        value: float | None = None,
        about: Sequence[str] = (),
        event: EventType | None = None,
        variant: int = 0,
        top: float | None = None,
    ) -> str:
        """The sentence for a reason.

        ``title`` is X's, ``shared`` what it has in common with the item, ``value`` the rating given, ``top``
        the best one on the scale, ``about`` the item's own categories; ``variant`` (say the item's key) picks among
        several sentences.
        """
        found = self.templates.get(f"{kind}.{event}") or self.templates[kind]
        values = {
            "title": title or "",
            "shared": [_plain(name) for name in shared],
            "value": value,
            "top": top,
            "about": [_plain(name) for name in about],
        }
        return _DOUBLE_END.sub(r"\1", self._made(found[variant % len(found)], values))

    def _made(self, template: Template, values: Mapping[str, object]) -> str:
        title = str(values["title"])
        text = template.render({**values, "title": MARK if title else ""})
        return _spaced(" ".join(text.split()), self.language).replace(MARK, _plain(title))


@lru_cache(maxsize=64)
def load_sentences(text: str, where: str) -> Sentences:
    """The sentences in ``text``; ``where`` names the file in messages. Raises ``PromptError``."""
    raw, body, line = split(text, where)
    if body.strip():
        raise PromptError(f"{where}, line {line}: text after the front matter.", "Sentences stand above the dashes.")
    header = parse_header(raw, where, SentencesHeader)
    templates = {key: _compiled(key, texts, where) for key, texts in header.sentences.items()}
    missing = [kind.value for kind in ReasonKind if kind.value not in templates]
    if missing:
        raise PromptError(f"{where}: no sentence for {', '.join(missing)}.", "Each kind of reason needs one.")
    headings = {key: _heading(key, written, where) for key, written in header.headings.items()}
    return Sentences(header.language, version_of(text), templates, headings)


def _compiled(key: str, texts: str | list[str], where: str) -> tuple[Template, ...]:
    place = f"{where}, sentence {key}"
    kind, _, event = key.partition(".")
    if kind not in {k.value for k in ReasonKind} or (event and event not in EVENTS):
        raise PromptError(f"{place}: no such kind of reason.", f"Known kinds: {', '.join(ReasonKind)}.")
    found = tuple(Template(t, place, 1, VARIABLES) for t in ([texts] if isinstance(texts, str) else texts))
    if not found:
        raise PromptError(f"{place}: the list is empty.", "Write at least one sentence.")
    for template in found:
        for values in _examples():
            _try(template.render(values), ReasonKind(kind), place)
    return found


def _heading(key: str, text: str, where: str) -> Template:
    place = f"{where}, heading {key}"
    kind, _, event = key.partition(".")
    if kind not in HEADINGS or (event and event not in EVENTS):
        raise PromptError(f"{place}: no such kind of row.", f"Known kinds: {', '.join(sorted(HEADINGS))}.")
    template = Template(text, place, 1, OF_HEADINGS)
    made = template.render({"title": MARK, "about": "Comedy"})
    if not made or len(made) > 200:
        raise PromptError(f"{place}: the heading is empty or too long.", "At most 200 characters.")
    if "because" in kind and MARK not in made:
        raise PromptError(f"{place}: the heading does not name the item.", "Write {{ title }} where it belongs.")
    if "because" not in kind and MARK in made:
        raise PromptError(f"{place}: the heading names an item, but a row of this kind has none.", _NO_ITEM)
    return template


def _try(text: str, kind: ReasonKind, place: str) -> None:
    if not text or len(text) > 300:
        raise PromptError(f"{place}: the sentence is empty or too long.", "At most 300 characters.")
    if kind.names_x and MARK not in text:
        raise PromptError(f"{place}: the sentence does not name the item.", "Write {{ title }} where it belongs.")
    if not kind.names_x and MARK in text:
        raise PromptError(f"{place}: the sentence names an item, but a reason of this kind has none.", _NO_ITEM)


def _examples() -> list[dict[str, object]]:
    bare: dict[str, object] = {"title": MARK, "shared": [], "value": None, "top": None, "about": []}
    return [bare, bare | {"shared": ["Comedy", "spoof"], "value": 4.5, "top": 5.0, "about": ["Comedy"]}]


def _spaced(text: str, language: str) -> str:
    """French puts a blank that no line may break at inside its quotation marks and before double marks."""
    return _FRENCH_BLANK.sub("\u00a0", text) if language == "fr" else text


def _plain(text: str) -> str:
    """Without control characters; otherwise as it is, so that a title stays the title."""
    return text if text.isprintable() else "".join(c if c.isprintable() else " " for c in text)
