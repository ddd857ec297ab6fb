"""Where an item's raw vector comes from: sent with the item, kept in SQL, or embedded now.

A vector in SQL is kept by hash of (embedder and version, text). One sent with an item is kept by hash of
(embedder and version, item key), so that it survives restarts; a zero vector there means: none any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final, Protocol

import numpy as np
from numpy.typing import ArrayLike

from hybrid.content.text import TextSettings, item_text
from hybrid.domain import Floats, Item, ItemKey, Keys
from hybrid.errors import EmbeddingError
from hybrid.ports import Embedder

CHUNK: Final = 512
"""Texts embedded before they are kept: what an interrupted run has paid for is not paid again."""


class EmbeddingStore(Protocol):
    """What is needed of ``hybrid.store.embeddings``."""

    def get(self, hashes: Iterable[str]) -> dict[str, Floats]:
        """The kept ones."""

    def put(self, vectors: Mapping[str, Floats], identity: str) -> None:
        """Keep them."""


@dataclass(frozen=True)
class Refused:
    """An item, or the vector sent with it, that cannot be taken."""

    key: ItemKey
    id: str
    message: str
    remedy: str


@dataclass(frozen=True)
class Brought:
    """What is to be changed: vectors to set (``keys`` (n,), ``raw`` (n, dims), n ``hashes``), keys to take out.

    ``failure`` is why some texts have no vector yet; these items are in none of the lists.
    """

    keys: Keys
    raw: Floats
    hashes: list[str]
    gone: Keys
    refused: tuple[Refused, ...]
    embedded: int
    failure: EmbeddingError | None


def check_vector(vector: ArrayLike | None, dims: int) -> tuple[str, str] | None:
    """What is wrong with a vector sent with an item, and the remedy; None if nothing."""
    try:
        values = np.asarray(vector, dtype=np.float32)
    except (TypeError, ValueError, OverflowError):
        return "Its vector is not a list of numbers.", f"Send {dims} numbers, or no vector."
    if values.ndim != 1 or len(values) != dims:
        return (
            f"Its vector has shape {values.shape}; {dims} numbers were expected.",
            f"Send {dims} numbers, or no vector.",
        )
    if not np.isfinite(values).all():
        return "Its vector holds a number that is not finite.", "Send finite numbers, or no vector."
    if not np.any(values):
        return "Its vector is zero and so points nowhere.", "Send a vector that is not zero, or no vector."
    return None


def hash_of(identity: str, text: str) -> str:
    """Under what the vector of a text is kept."""
    return _digest(identity, text)


class VectorSupply:
    """Raw vectors of one embedder's space."""

    def __init__(self, embedder: Embedder, store: EmbeddingStore, settings: TextSettings) -> None:
        self.embedder = embedder
        self._store = store
        self._settings = settings

    def refusal(self, item: Item, vector: ArrayLike | None = None) -> Refused | None:
        """Why this item, with this vector sent along, cannot be taken; None if it can."""
        if vector is not None:
            wrong = check_vector(vector, self.embedder.dims)
            return Refused(item.key, item.id, f"Item {item.id!r}: {wrong[0]}", wrong[1]) if wrong else None
        return None if item_text(item, self._settings) else self._wordless(item)

    def accept(self, items: Sequence[Item], vectors: Mapping[ItemKey, ArrayLike | None]) -> list[Refused]:
        """Keep the vectors sent with these items and forget those that are taken back; the refused ones."""
        refused: list[Refused] = []
        kept: dict[str, Floats] = {}
        dropped: list[str] = []
        for item in items:
            vector = None if item.deleted else vectors.get(item.key)
            if vector is None:
                dropped += [self._slot(item)] if item.deleted or item.key in vectors else []
            elif wrong := self.refusal(item, vector):
                refused.append(wrong)
            else:
                kept[self._slot(item)] = np.asarray(vector, np.float32)
        present = {slot: v for slot, v in self._store.get(dropped).items() if np.any(v)} if dropped else {}
        kept |= {slot: np.zeros_like(v) for slot, v in present.items()}
        if kept:
            self._store.put(kept, self.embedder.identity)
        return refused

    def bring(self, items: Sequence[Item], held: Mapping[int, str], dims: int = 0, ask: bool = True) -> Brought:
        """What has to change for items of distinct keys, where ``held`` says what their vectors are made from.

        ``dims`` is what the others have (0: not known yet). Only texts that are nowhere kept are embedded,
        and none without ``ask``.
        """
        wants = [self._want(item) for item in items if item.known and not item.deleted]
        kept = self._store.get({one for want in wants for one in want.sought(held.get(want.item.key))})
        unkept = {want.hash: want.text for want in wants if want.hash and want.lacks(held, kept)}
        fresh, failure = self._embed(unkept) if ask else ({}, None)
        vectors = {**kept, **fresh}
        choices = [(want.item, *want.choice(vectors)) for want in wants]
        refused = [self._wordless(item) for item, made_from, vector in choices if _useless(made_from, vector)]
        out = {item.key for item in items if item.deleted or not item.known} | {one.key for one in refused}
        changes = {
            item.key: (made_from, vector)
            for item, made_from, vector in choices
            if vector is not None and made_from and held.get(item.key) != made_from and item.key not in out
        }
        widths = {len(vector) for _, vector in changes.values()} | ({dims} if dims else set())
        if len(widths) > 1:
            failure, changes = _mixed(self.embedder.identity, widths), {}
        return Brought(
            keys=np.array(list(changes), dtype=np.int64),
            raw=np.stack([v for _, v in changes.values()]) if changes else np.zeros((0, 0), np.float32),
            hashes=[made_from for made_from, _ in changes.values()],
            gone=np.array(sorted(out), dtype=np.int64),
            refused=tuple(refused),
            embedded=len(fresh),
            failure=failure,
        )

    def _embed(self, texts: Mapping[str, str]) -> tuple[dict[str, Floats], EmbeddingError | None]:
        """Vectors by hash, kept as they come; those that came before a failure, and the failure."""
        done: dict[str, Floats] = {}
        hashes = list(texts)
        for at in range(0, len(hashes), CHUNK):
            part = hashes[at : at + CHUNK]
            try:
                made = self.embedder.embed([texts[one] for one in part])
            except EmbeddingError as error:
                return done, error
            vectors = dict(zip(part, made, strict=True))
            self._store.put(vectors, self.embedder.identity)
            done |= vectors
        return done, None

    def _want(self, item: Item) -> _Want:
        text = item_text(item, self._settings)
        made_from = hash_of(self.embedder.identity, text) if text else None
        return _Want(item, text, made_from, self._slot(item))

    def _slot(self, item: Item) -> str:
        return _digest(self.embedder.identity, "sent with item", str(item.key))

    def _wordless(self, item: Item) -> Refused:
        said = f"Item {item.id!r} has no text that the embedder can read."
        return Refused(item.key, item.id, said, "Give it a title or a description in words, or send a vector.")


@dataclass(frozen=True, slots=True)
class _Want:
    """One item: its text, the hash of that (None without a text), and where a vector sent along is kept."""

    item: Item
    text: str
    hash: str | None
    slot: str

    def sought(self, held: str | None) -> Iterable[str]:
        yield self.slot
        if self.hash and self.hash != held:
            yield self.hash

    def lacks(self, held: Mapping[int, str], kept: Mapping[str, Floats]) -> bool:
        """Neither sent along nor kept nor already in place."""
        return not self._sent(kept) and self.hash not in kept and held.get(self.item.key) != self.hash

    def choice(self, vectors: Mapping[str, Floats]) -> tuple[str | None, Floats | None]:
        """What the item's vector is made from, and the vector where it is at hand."""
        if self._sent(vectors):
            vector = vectors[self.slot]
            return "v" + _digest(vector.tobytes().hex()), vector
        return self.hash, vectors.get(self.hash) if self.hash else None

    def _sent(self, vectors: Mapping[str, Floats]) -> bool:
        return self.slot in vectors and bool(np.any(vectors[self.slot]))


def _useless(made_from: str | None, vector: Floats | None) -> bool:
    return made_from is None or (vector is not None and not (np.isfinite(vector).all() and bool(np.any(vector))))


def _mixed(identity: str, widths: set[int]) -> EmbeddingError:
    said = f"{identity} now gives vectors of another length than before: {', '.join(map(str, sorted(widths)))}."
    return EmbeddingError(said, "Name the dimensions in the embedder's settings and reindex.")


def _digest(*parts: str) -> str:
    """128 bits of SHA-256 over the parts, which are told apart by their lengths."""
    told_apart = "".join(f"{len(part)}:{part}" for part in parts)
    return sha256(told_apart.encode("utf-8", "replace")).hexdigest()[:32]
