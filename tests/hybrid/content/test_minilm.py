"""The encoder on small weights of our own; with the package at hand, the model's published figures."""

import json
import math
from importlib.metadata import PackageNotFoundError, distribution

import numpy as np
import pytest

from hybrid.content.embed import make_embedder
from hybrid.content.minilm import PACKAGE, Bert, MiniLMEmbedder, tensors
from hybrid.errors import EmbeddingError

DIMS, INNER, WORDS = 8, 16, 11


def weights(layers: int = 2) -> dict[str, np.ndarray]:
    """Random ones by the names of BERT's checkpoints."""
    draw = np.random.default_rng(1)

    def dense(name, out, into):
        return {f"{name}.weight": draw.normal(size=(out, into)), f"{name}.bias": draw.normal(size=out)}

    found = {
        "embeddings.word_embeddings.weight": draw.normal(size=(WORDS, DIMS)),
        "embeddings.position_embeddings.weight": draw.normal(size=(12, DIMS)),
        "embeddings.token_type_embeddings.weight": draw.normal(size=(2, DIMS)),
        "embeddings.LayerNorm.weight": draw.normal(size=DIMS),
        "embeddings.LayerNorm.bias": draw.normal(size=DIMS),
    }
    for layer in range(layers):
        name = f"encoder.layer.{layer}"
        for part in ("attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"):
            found |= dense(f"{name}.{part}", DIMS, DIMS)
        found |= dense(f"{name}.intermediate.dense", INNER, DIMS) | dense(f"{name}.output.dense", DIMS, INNER)
        for part in ("attention.output.LayerNorm", "output.LayerNorm"):
            found[f"{name}.{part}.weight"], found[f"{name}.{part}.bias"] = draw.normal(size=(2, DIMS))
    return {name: value.astype(np.float32) for name, value in found.items()}


def slowly(w: dict[str, np.ndarray], ids: list[int], heads: int) -> np.ndarray:
    """The same, token by token and head by head, in double precision."""

    def normed(x, name):
        return (x - x.mean()) / math.sqrt(x.var() + 1e-12) * w[f"{name}.weight"] + w[f"{name}.bias"]

    def dense(x, name):
        return w[f"{name}.weight"].astype(np.float64) @ x + w[f"{name}.bias"]

    e = "embeddings."
    kinds = w[f"{e}token_type_embeddings.weight"][0]
    xs = [
        normed(w[f"{e}word_embeddings.weight"][i] + w[f"{e}position_embeddings.weight"][p] + kinds, f"{e}LayerNorm")
        for p, i in enumerate(ids)
    ]
    size = DIMS // heads
    for layer in range(2):
        name = f"encoder.layer.{layer}."
        q, k, v = ([dense(x, f"{name}attention.self.{part}") for x in xs] for part in ("query", "key", "value"))
        after = []
        for at, x in enumerate(xs):
            seen = []
            for h in range(heads):
                cut = slice(h * size, (h + 1) * size)
                weight = np.exp([q[at][cut] @ other[cut] / math.sqrt(size) for other in k])
                seen.append(sum(a * b[cut] for a, b in zip(weight / weight.sum(), v, strict=True)))
            out = dense(np.concatenate(seen), f"{name}attention.output.dense")
            x = normed(x + out, f"{name}attention.output.LayerNorm")
            inner = dense(x, f"{name}intermediate.dense")
            inner = np.array([g * 0.5 * (1 + math.erf(g / math.sqrt(2))) for g in inner])
            after.append(normed(x + dense(inner, f"{name}output.dense"), f"{name}output.LayerNorm"))
        xs = after
    mean = np.mean(xs, axis=0)
    return np.asarray(mean / np.linalg.norm(mean))


def test_the_layers_are_those_of_the_paper_and_padding_is_not_seen():
    w = weights()
    texts = [[1, 4, 2], [3, 3, 5, 9, 10, 2], [7]]
    ids = np.array([one + [0] * (6 - len(one)) for one in texts])
    there = np.array([[1.0] * len(one) + [0.0] * (6 - len(one)) for one in texts], np.float32)
    bert = Bert(w, heads=2)
    assert bert.layers == 2
    expected = np.stack([slowly(w, one, 2) for one in texts])
    assert bert.vectors(ids, there) == pytest.approx(expected, abs=2e-5)


def test_tensors_are_read_by_their_header():
    data = np.arange(6, dtype="<f4")
    header = {
        "__metadata__": {"format": "pt"},
        "ids": {"dtype": "I64", "shape": [1], "data_offsets": [0, 8]},
        "w": {"dtype": "F32", "shape": [2, 3], "data_offsets": [8, 32]},
    }
    told = json.dumps(header).encode()
    raw = len(told).to_bytes(8, "little") + told + bytes(8) + data.tobytes()
    found = tensors(raw)
    assert found.keys() == {"w"}
    assert found["w"].tolist() == [[0, 1, 2], [3, 4, 5]]


@pytest.fixture
def minilm() -> MiniLMEmbedder:
    try:
        distribution(PACKAGE)
    except PackageNotFoundError:
        pytest.skip(f"{PACKAGE} is not installed")
    return MiniLMEmbedder()


def test_without_the_package_the_remedy_is_named():
    try:
        distribution(PACKAGE)
    except PackageNotFoundError:
        with pytest.raises(EmbeddingError, match="--no-deps"):
            make_embedder("minilm").embed_query("a text")


def test_the_published_similarities(minilm: MiniLMEmbedder):
    """https://sbert.net/docs/quickstart.html."""
    texts = ["The weather is lovely today.", "It's so sunny outside!", "He drove to the stadium."]
    vectors = minilm.embed(texts)
    assert vectors.shape == (3, 384)
    products = vectors @ vectors.T
    assert [products[0, 1], products[0, 2], products[1, 2]] == pytest.approx([0.6660, 0.1046, 0.1411], abs=1e-4)
    assert minilm.embed([*texts, "word " * 900, ""])[:3] == pytest.approx(vectors, abs=1e-5)
    assert minilm.embed_query(texts[0]) == pytest.approx(vectors[0], abs=1e-5)
