"""What others may implement: the seams of ``hybrid``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeAlias

from hybrid.candidates import Query, Scoring
from hybrid.domain import Floats, Keys

Clock: TypeAlias = Callable[[], int]
"""UTC microseconds now; tests pass a fake one."""


class Embedder(Protocol):
    """Turns texts into raw (uncentred) vectors of one space."""

    @property
    def identity(self) -> str:
        """Name and version, e.g. ``wordllama/256@0.4.0``: vectors of equal identity are comparable."""

    @property
    def dims(self) -> int:
        """Length of a vector."""

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (n, dims), float32. Raises ``EmbeddingError``."""

    def embed_query(self, text: str) -> Floats:
        """The (dims,) vector of what someone asks for: fast or ``EmbeddingError``, a request waits for it."""


class VectorIndex(Protocol):
    """Approximate nearest neighbours by cosine over unit vectors, addressed by item key."""

    def upsert(self, keys: Keys, vectors: Floats, hashes: Sequence[str]) -> None:
        """Add or replace; ``hashes`` name what each vector was made from."""

    def delete(self, keys: Keys) -> None:
        """Remove; unknown keys are ignored."""

    def query(self, vector: Floats, k: int) -> tuple[Keys, Floats]:
        """At most ``k`` nearest of a (dims,) vector: keys and cosines, best first."""


class KeptIndex(VectorIndex, Protocol):
    """One that can be compared with what it should hold."""

    def entries(self) -> dict[int, str]:
        """Key to hash of everything held."""


class WordIndex(Protocol):
    """Which items hold which words, addressed by item key."""

    def find(self, words: Sequence[str], most: int) -> tuple[Keys, Floats]:
        """The at most ``most`` items that hold any of ``words``, best first: keys and BM25 (above 0)."""


class Lately(Protocol):
    """What people have gone for together since a moment, addressed by item key."""

    def beside(self, keys: Sequence[int], since: int) -> Mapping[int, tuple[Keys, Floats]]:
        """By item, of those that have any: which items enough people engaged with beside it since ``since`` (UTC
        microseconds), and how many, (n,) each."""


class CandidateSource(Protocol):
    """Brings and scores candidates."""

    def read(self, query: Query) -> Scoring | None:
        """Its view of one request, or None where it has nothing to say."""
