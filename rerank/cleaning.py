"""Values of other people's making, made harmless before they stand in a prompt.

Each message is built apart, so a value can never open a role of its own; folding lines and the marks that
models read as roles, tags or fences is a second layer, for the models that read text as one stream.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from hybrid.domain import Json

_ROLE = re.compile(r"(?i)\b(system|assistant|user|developer|tool|human)\s*[::]")
_INST = re.compile(r"(?i)\[\s*/?\s*inst\s*\]")
_MARKS = str.maketrans({"<": "‹", ">": "›", "`": "'", "{": "(", "}": ")", "|": "/"})
_RULES = re.compile(r"(?:-{3,}|#{2,}|={3,}|\*{3,})")
_AT = re.compile(r"(?i)[@＠﹫]|[(\[] ?at ?[)\]]")
_EMAIL = re.compile(
    r"(?i)[\w.+-]{1,64}[@＠﹫][\w-]{1,63}(?:[.．][\w-]{1,63}){0,8}"
    r"|[\w.+-]{1,64} ?(?:[@＠﹫]|[(\[] ?at ?[)\]]) ?[\w-]{1,63}(?:(?:[.．]| ?[(\[] ?dot ?[)\]] ?)[\w-]{1,63}){1,8}"
)
_DIGITS = re.compile(r"(?<!\w)\(?\+?\d(?:[ ()./\-\u2010-\u2015\u2212]{0,3}\d){6,}")
_IBAN = re.compile(
    r"\b[A-Za-z]{2}\d{2}(?:[ -]?(?:[A-Z]{4}|(?<=\w)[a-z]{4}|(?=[A-Za-z]{0,3}\d)[A-Za-z\d]{4})){2,7}"
    r"(?:[ -]?(?=[A-Za-z]{0,3}\d)[A-Za-z\d]{1,4})?\b"
)
_PRICES = re.compile(r"\d{1,4}[.]\d\d(?: ?[-/\u2010-\u2015] ?\d{1,4}[.]\d\d)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_FOLDED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def one_line(text: str) -> str:
    """``text`` without control, format and surrogate characters, each run of blanks folded to one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept = (" " if unicodedata.category(c) in _FOLDED and c != "\u200d" else c for c in text)
    return " ".join("".join(kept).split())


def harmless(text: str) -> str:
    """One line in which nothing looks like a role, a tag, a fence or a rule, and no e-mail address stands."""
    text = one_line(text).translate(_MARKS)
    if _AT.search(text):
        text = _EMAIL.sub("(address)", text)
    text = _INST.sub("(inst)", text)
    text = _RULES.sub("–", text)
    return _ROLE.sub(r"\1 –", text)


def impersonal(text: str) -> str:
    """One line of a person's own writing without what looks like a telephone, card or account number or an address.

    Looked for in letters and digits of the usual width; what has nothing of the kind stays as it was written.
    """
    folded = one_line(unicodedata.normalize("NFKC", text))
    masked = _DIGITS.sub(_unless_years, _IBAN.sub(_unless_words, folded))
    if _AT.search(masked):
        masked = _EMAIL.sub("(address)", masked)
    return one_line(text) if masked == folded else masked


def _unless_years(found: re.Match[str]) -> str:
    """Seven digits after a + or a 0, or nine in all, are a number of somebody's; several years or prices are not."""
    groups = re.findall(r"\d+", found[0])
    least = 7 if found[0].lstrip("(").startswith(("+", "0")) else 9
    if sum(map(len, groups)) < least or all(map(_YEAR.fullmatch, groups)) or _PRICES.fullmatch(found[0]):
        return found[0]
    return "(number)"


def _unless_words(found: re.Match[str]) -> str:
    """The shortest account number there is has 13 digits; with fewer it is something else."""
    return "(number)" if sum(map(str.isdigit, found[0])) >= 10 else found[0]


def clean(value: Json) -> Json:
    """JSON-like ``value`` with every text in it made harmless; other objects become their text."""
    if isinstance(value, str):
        return harmless(value)
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, Mapping):
        return {str(key): clean(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [clean(inner) for inner in value]
    return harmless(str(value))


def clip(text: str, size: int) -> str:
    """At most ``size`` characters, cut between words where possible, with an ellipsis; always the same for the same."""
    if len(text) <= size:
        return text
    if size < 2:
        return ""
    # One character more than fits shows whether a word ends just there.
    head = text[:size]
    at_word = head.rsplit(None, 1)[0] if " " in head else head[:-1]
    return at_word.rstrip(" ,;:.") + "…"
