"""Any text a model may send → a valid order, and whether it is worth anything. Pure and total.

Handles are ``"1"`` to ``"k"``. Whatever is wrong is mended and counted: fences, think-tags, prose around the
JSON, wrong wrappers, duplicates, unknown and missing handles, digits of other scripts, a text cut in the
middle. The work is bounded however long, deep or strange the text is.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

MAX_TEXT = 200_000
"""Characters that are looked at, half of them at the end, where an answer stands after long thoughts; an answer of 50
handles and reasons has some 10,000."""
MAX_STARTS = 2_000
MAX_WORK = 3 * MAX_TEXT
"""Characters that are read as JSON in all, from wherever an object or a list may begin."""
DEEP = 10_000
"""What a nesting counts that is too deep to be read."""
MAX_ENTRIES = 2_000
MAX_SALVAGED = 32_000
MAX_REASON = 400
MAX_DEPTH = 4

_HANDLE = re.compile(
    r"[^\w]{0,4}(?:[a-z]{1,10}[\s_:#-]{0,3})?"  # [  #  candidate
    r"0{0,6}(\d{1,3})(?:\.0{1,6})?"  # 7  007  7.0
    r"(?:\s{0,3}[\])}>.:,;|–-].*)?\s*",  # ]  .  : and a title
    re.IGNORECASE | re.DOTALL,
)
_START = re.compile(r"[{\[]")
_THOUGHT = re.compile(r"<(/?)(?:think|thinking|thought|reasoning|reflection|analysis)>", re.IGNORECASE)
_STRING = r'"((?:[^"\\]|\\.){0,400}+)"'
_SALVAGED_ENTRY = re.compile(
    rf'"(?:handle|id|candidate|item)"\s{{0,9}}+:\s{{0,9}}+"?(\d{{1,4}})"?(?:\s{{0,9}}+,\s{{0,9}}+"reason"\s{{0,9}}+:\s{{0,9}}+{_STRING})?'
)
_SALVAGED_HANDLE = re.compile(r'[\[,]\s{0,9}+(?:"([^"\\]{1,12}+)"|(\d{1,4})(?=\s{0,9}+[,\]]))')
_ORDER_KEYS = ("ranking", "order", "ranked", "handles", "result", "results", "items", "candidates", "answer")
_HANDLE_KEYS = ("handle", "id", "candidate", "item", "number", "index")
_REASON_KEYS = ("reason", "why", "text", "explanation")


@dataclass(frozen=True)
class Verdict:
    """``order`` is a permutation of ``range(k)``, best first. ``usable``: at least half of the handles were given.

    The last ``missing`` of ``order`` were not given.
    ``reasons`` maps candidate index to the model's words for it; ``repairs`` counts what was mended.
    """

    order: tuple[int, ...]
    usable: bool
    reasons: Mapping[int, str] = field(default_factory=dict)
    repairs: int = 0
    missing: int = 0


@dataclass(frozen=True)
class _Reading:
    """One way to read the text: (handle index, reason) in order, and what had to be mended for it."""

    entries: tuple[tuple[int, str], ...]
    given: int
    repairs: int


def parse(text: str | None, k: int) -> Verdict:
    """The verdict on ``k`` candidates in ``text``. Never raises; without a usable order the blend's is returned."""
    mended, body = _body(text)
    readings = [_read(value, k) for value in _values(body)]
    best = max(reversed(readings), key=lambda r: r.given, default=_Reading((), 0, 0))
    if not best.given:
        best = _salvage(body, k)
    chosen = [index for index, _ in best.entries]
    missing = [index for index in range(k) if index not in set(chosen)]
    reasons = {index: reason for index, reason in best.entries if reason}
    return Verdict(
        order=tuple(chosen + missing),
        usable=k > 0 and 2 * len(chosen) >= k,
        reasons=reasons,
        repairs=max(mended, int(len(readings) > 1)) + best.repairs + len(missing),
        missing=len(missing),
    )


def values_in(text: str | None) -> list[object]:
    """The JSON objects and lists that stand in ``text``, outermost ones only; numbers are texts."""
    return list(_values(_body(text)[1]))


def index_of(handle: str, k: int) -> int | None:
    """Candidate index of a handle such as ``3``, ``[3]``, ``#3``, ``candidate 3`` or ``٣``; None where it is none."""
    if len(handle) > 200:
        return None
    plain = handle
    if not handle.isascii():
        plain = "".join(str(unicodedata.decimal(c, c)) for c in handle)
    match = _HANDLE.fullmatch(plain)
    number = int(match[1]) if match else 0
    return number - 1 if 1 <= number <= k else None


def _body(text: str | None) -> tuple[int, str]:
    """The part of the text that may hold the answer, and 1 if anything had to be taken off."""
    if not isinstance(text, str):
        return 1, ""
    body = _without_thoughts(_ends(text)).strip()
    tidy = body == text.strip() and body.startswith(("{", "[")) and body.endswith(("}", "]"))
    return int(not tidy), body


def _ends(text: str) -> str:
    half = MAX_TEXT // 2
    return text if len(text) <= MAX_TEXT else f"{text[:half]}\n{text[-half:]}"


def _without_thoughts(text: str) -> str:
    """What stands outside of think-tags; all before an end that has no beginning was thought as well."""
    kept: list[str] = []
    at, inside = 0, False
    for tag in _THOUGHT.finditer(text):
        if not tag[1] and not inside:
            kept.append(text[at : tag.start()])
        elif tag[1] and not inside:
            kept.clear()
        inside = not tag[1]
        at = tag.end()
    return " ".join(kept if inside else [*kept, text[at:]])


def _values(body: str) -> Iterator[object]:
    """The JSON objects and lists that stand in the text, outermost ones only."""
    if body.startswith('"'):
        inner, _ = _decode(body, 0)
        body = inner if isinstance(inner, str) else body
    at, work = 0, 0
    for _ in range(MAX_STARTS):
        start = _START.search(body, at)
        if start is None or work > MAX_WORK:
            return
        value, end = _decode(body, start.start())
        work += end - start.start()
        at = start.end() if value is None else end
        if value is not None:
            yield value


def _decode(body: str, start: int) -> tuple[object | None, int]:
    """The JSON value that begins there, None where none does, and how far was read."""
    # Numbers stay text: a number of a million digits costs Python minutes, and raises.
    decoder = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str, strict=False)
    try:
        return decoder.raw_decode(body, start)
    except json.JSONDecodeError as error:
        return None, len(body) if error.msg.startswith("Unterminated string") else error.pos
    except RecursionError:
        return None, start + DEEP


def _read(value: object, k: int) -> _Reading:
    found, direct = _list_in(value, 0)
    return _collect((_entry(raw) for raw in found[:MAX_ENTRIES]), k, int(not direct))


def _list_in(value: object, depth: int) -> tuple[list[object], bool]:
    """The list that most likely is the ranking, and whether it stood where it was asked for."""
    if isinstance(value, list):
        return value, False
    if not isinstance(value, dict) or depth >= MAX_DEPTH:
        return [], False
    ranking = value.get("ranking")
    if isinstance(ranking, list):
        return ranking, depth == 0 and len(value) == 1
    named = [value[key] for key in _ORDER_KEYS if isinstance(value.get(key), (list, dict))]
    others = [inner for inner in list(value.values())[:20] if isinstance(inner, (list, dict))]
    for inner in (*named, *others):
        found, _ = _list_in(inner, depth + 1)
        if found:
            return found, False
    return [], False


def _entry(raw: object) -> tuple[str, str, bool]:
    """(handle as written, reason, whether it had the form that was asked for) of one entry."""
    if isinstance(raw, dict):
        asked = isinstance(raw.get("handle"), str) and isinstance(raw.get("reason", ""), str)
        handle = next((raw[key] for key in _HANDLE_KEYS if isinstance(raw.get(key), str)), "")
        reason = next((raw[key] for key in _REASON_KEYS if isinstance(raw.get(key), str)), "")
        return handle, reason, asked
    if isinstance(raw, list) and raw and isinstance(raw[0], str):
        return raw[0], raw[1] if len(raw) > 1 and isinstance(raw[1], str) else "", False
    return (raw, "", True) if isinstance(raw, str) else ("", "", False)


def _collect(raw: Iterable[tuple[str, str, bool]], k: int, repairs: int) -> _Reading:
    entries: dict[int, str] = {}
    for handle, reason, asked in raw:
        index = index_of(handle, k)
        if index is None or index in entries:
            repairs += 1
            continue
        repairs += int(handle != str(index + 1) or not asked)
        entries[index] = _readable(reason)
    return _Reading(tuple(entries.items()), len(entries), repairs)


def _readable(reason: str) -> str:
    """Valid Unicode of bounded length: a lone surrogate would break whoever writes it down."""
    return reason[:MAX_REASON].encode("utf-8", "replace").decode("utf-8").strip()


def _salvage(body: str, k: int) -> _Reading:
    """What can be had from JSON that was cut in the middle: complete entries after the start of the ranking."""
    begin = body.find('"ranking"')
    if begin < 0:
        begin = 0 if body.startswith("[") else len(body)
    part = body[begin : begin + MAX_SALVAGED]
    entries = [(m[1], _unescaped(m[2] or ""), True) for m in _SALVAGED_ENTRY.finditer(part)]
    if not entries:
        entries = [(m[1] or m[2], "", True) for m in _SALVAGED_HANDLE.finditer(part)]
    return _collect(entries[:MAX_ENTRIES], k, 1)


def _unescaped(raw: str) -> str:
    found, _ = _decode(f'"{raw}"', 0)
    return found if isinstance(found, str) else ""
