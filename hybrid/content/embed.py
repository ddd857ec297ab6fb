"""Texts to vectors: in this process by wordllama, or by any service that LiteLLM speaks to.

Both libraries load at first use. One file names LiteLLM's embeddings, one its completions.
"""

from __future__ import annotations

import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property, lru_cache, partial
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Final

import numpy as np
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_exponential_jitter

from hybrid.content.asking import telling
from hybrid.domain import Floats, Json
from hybrid.errors import EmbeddingError
from hybrid.ports import Embedder

if TYPE_CHECKING:
    from wordllama.inference import WordLlamaInference

PASSING: Final = (
    "RateLimitError",
    "Timeout",
    "InternalServerError",
    "ServiceUnavailableError",
    "APIConnectionError",
)
"""LiteLLM's errors that another try may cure; a 400, 401 or 404 costs one request."""
REMEDIES: Final = {
    "AuthenticationError": "Check the key of the embedding service.",
    "PermissionDeniedError": "Check what the key of the embedding service may do.",
    "NotFoundError": "Check the embedder's name and address.",
    "BadRequestError": "Check the embedder's name, e.g. openai/text-embedding-3-small.",
    "RateLimitError": "Wait, or ask the service for a higher limit, and run the same again: it goes on where it was.",
}
UNREACHABLE: Final = "Check that the embedding service runs and is reachable, and run the same again."


class WordLlamaEmbedder:
    """wordllama's 256-dimensional mean of token vectors, from the files in its wheel; no network, no key."""

    dims: Final = 256
    most: Final = 40_000
    """Characters of one batch, padding counted: the library pads every text to the longest (bounds memory)."""

    def __init__(self) -> None:
        self._loading = threading.Lock()

    @cached_property
    def identity(self) -> str:
        """``wordllama/256@`` and the package's version: its weights come with it."""
        return f"wordllama/{self.dims}@{version('wordllama')}"

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (n, 256); the zero vector for a text without tokens."""
        out = np.zeros((len(texts), self.dims), np.float32)
        by_length = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for rows in _batches(by_length, [len(t) for t in texts], self.most):
            out[rows] = self._model.embed([_sound(texts[i]) for i in rows], batch_size=len(rows))
        return out

    def embed_query(self, text: str) -> Floats:
        """The vector of what a wish says, shape (256,); about 50 µs.

        Its vectors are means of words' vectors, so little words would only pull it towards the middle.
        """
        return np.asarray(self.embed([" ".join(telling(text)) or text])[0])

    @property
    def _model(self) -> WordLlamaInference:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> WordLlamaInference:
        with _root_logger_kept():
            import wordllama
        # The default looks in the wrong folder and then goes to the web.
        folder = Path(wordllama.__file__).parent
        return wordllama.WordLlama.load(cache_dir=folder, dim=self.dims, disable_download=True)


class LiteLLMEmbedder:
    """Any embedding model that LiteLLM names, e.g. ``openai/text-embedding-3-small``.

    ``dims`` asks for that many dimensions (services that cannot are told nothing and must answer with as
    many); None takes what comes. Tenacity is the only retry. Long texts are cut at ``max_chars``, since a
    text beyond the model's window would be refused.
    """

    def __init__(
        self,
        model: str,
        *,
        dims: int | None = None,
        api_base: str | None = None,
        api_key: str | None = None,
        batch: int = 64,
        timeout: float = 30.0,
        query_timeout: float = 3.0,
        attempts: int = 5,
        max_chars: int = 8000,
        longest_wait: float = 20.0,
    ) -> None:
        self.model = model
        self._asked, self._dims = dims, dims
        self._address = {"api_base": api_base, "api_key": api_key}
        self._batch, self._max_chars = batch, max_chars
        self._timeout, self._query_timeout = timeout, query_timeout
        self._retrying = Retrying(
            stop=stop_after_attempt(attempts),
            wait=wait_exponential_jitter(multiplier=0.5, max=longest_wait),
            retry=retry_if_exception(lambda error: type(error).__name__ in PASSING),
            reraise=True,
        )
        self._query: Callable[[str], Floats] = lru_cache(maxsize=1024)(self._embed_query)

    @property
    def identity(self) -> str:
        """``litellm/`` and the model's name, with the dimensions where they were asked for."""
        return f"litellm/{self.model}" + (f"@{self._asked}" if self._asked else "")

    @property
    def dims(self) -> int:
        """Length of a vector; where it is not set and nothing was embedded yet, one call finds it out."""
        return self._dims or int(self.embed(["dimensions"]).shape[1])

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (n, dims). Raises ``EmbeddingError`` naming the cause and the remedy."""
        starts = range(0, len(texts), self._batch)
        parts = [self._vectors(texts[at : at + self._batch]) for at in starts]
        return np.concatenate(parts) if parts else np.zeros((0, self.dims), np.float32)

    def embed_query(self, text: str) -> Floats:
        """One text, one try, a short timeout; the same text is asked for once."""
        return self._query(text)

    def _embed_query(self, text: str) -> Floats:
        return np.asarray(self._vectors([text], patient=False)[0])

    def _vectors(self, texts: Sequence[str], patient: bool = True) -> Floats:
        ask = partial(self._request, texts, self._timeout if patient else self._query_timeout)
        try:
            data = self._retrying(ask) if patient else ask()
        except Exception as error:
            raise self._explained(error) from error
        return self._checked(data, len(texts))

    def _request(self, texts: Sequence[str], timeout: float) -> Json:
        answer = _litellm().embedding(
            model=self.model,
            input=[_sound(text[: self._max_chars]) for text in texts],
            timeout=timeout,
            max_retries=0,
            encoding_format="float",
            drop_params=True,
            **({"dimensions": self._asked} if self._asked else {}),
            **self._address,
        )
        return answer.data

    def _explained(self, error: Exception) -> EmbeddingError:
        kind = type(error).__name__
        said = str(error).partition("\n")[0][:200]
        key = self._address["api_key"]
        return EmbeddingError(
            f"{self.model} gave no vectors: {said.replace(key, '…') if key else said}",
            REMEDIES.get(kind, UNREACHABLE if kind in PASSING else "Check the embedder's settings."),
        )

    def _checked(self, data: Json, n: int) -> Floats:
        """The answer's vectors in the order asked for; services may answer with anything."""
        vectors = _matrix(data)
        if vectors is None or len(vectors) != n:
            said = f"{self.model} answered without one vector of finite numbers per text."
            raise EmbeddingError(said, "Is it an embedding model?")
        self._dims = self._dims or vectors.shape[1]
        if vectors.shape[1] != self._dims:
            said = f"{self.model} answered with {vectors.shape[1]} dimensions instead of {self._dims}."
            raise EmbeddingError(said, f"Set the embedder's dimensions to {vectors.shape[1]} and reindex.")
        return vectors


def make_embedder(
    name: str, *, dims: int | None = None, api_base: str | None = None, api_key: str | None = None
) -> Embedder:
    """The embedder of a name or of an ``identity``: ``wordllama``, ``minilm``, or a LiteLLM name with its provider.

    Raises ``EmbeddingError`` where the name can be neither.
    """
    if name == "wordllama" or name.startswith("wordllama/"):
        return WordLlamaEmbedder()
    if name == "minilm" or name.startswith("minilm/"):
        from hybrid.content.minilm import MiniLMEmbedder  # brings scipy's functions along, which serving does without

        return MiniLMEmbedder()
    if name.startswith("litellm/"):
        name, _, given = name.removeprefix("litellm/").partition("@")
        dims = int(given) if given.isdigit() else dims
    if "/" not in name.strip("/"):
        raise EmbeddingError(
            f"There is no embedder {name!r}.",
            "Use wordllama, minilm, or a LiteLLM name with its provider, e.g. openai/text-embedding-3-small.",
        )
    return LiteLLMEmbedder(name, dims=dims, api_base=api_base, api_key=api_key)


def _batches(order: Sequence[int], lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Runs of ``order`` (ascending by length) whose padded size is at most ``most``, each of at most 256."""
    rows: list[int] = []
    for i in order:
        if rows and ((len(rows) + 1) * lengths[i] > most or len(rows) == 256):
            yield rows
            rows = []
        rows.append(i)
    if rows:
        yield rows


def _matrix(data: Json) -> Floats | None:
    """Vectors (n, dims) by their index, None if the answer holds anything but finite numbers of one length."""
    try:
        rows = sorted(data or [], key=lambda row: int(row["index"]))
        vectors = np.array([row["embedding"] for row in rows], dtype=np.float32)
    except (TypeError, ValueError, KeyError, AttributeError, OverflowError):
        return None
    return vectors if vectors.ndim == 2 and vectors.size and np.isfinite(vectors).all() else None


def _sound(text: str) -> str:
    """The text without lone surrogates, which no tokenizer and no JSON can carry."""
    return text.encode("utf-8", "replace").decode("utf-8")


@contextmanager
def _root_logger_kept() -> Iterator[None]:
    """wordllama configures the root logger when imported; that is ours to do."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


@lru_cache(maxsize=1)
def _litellm() -> ModuleType:
    """The library: no look-ups on the web, no ``.env``, no printed advice, no retries of its own."""
    os.environ["LITELLM_LOCAL_MODEL_COST_MAP"] = "True"  # noqa: TID251 - written for the library, not read
    os.environ["LITELLM_MODE"] = "PRODUCTION"  # noqa: TID251 - written for the library, not read
    import litellm

    # ``litellm.embedding`` takes ``max_retries or DEFAULT_MAX_RETRIES``: its 0 alone would mean 2.
    settings = {"suppress_debug_info": True, "telemetry": False, "DEFAULT_MAX_RETRIES": 0}
    for name, value in settings.items():
        setattr(litellm, name, value)
    return litellm
