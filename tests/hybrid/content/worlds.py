"""Small catalogues and embedders with a known structure."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from hybrid.content.embed import WordLlamaEmbedder
from hybrid.content.indexer import Indexer
from hybrid.domain import Floats, Item, ItemKey
from hybrid.errors import EmbeddingError
from hybrid.ports import Embedder
from hybrid.records import ItemRecord
from hybrid.store import Store

WORDLLAMA = WordLlamaEmbedder()
SEA = [
    "Shipwreck on the reef",
    "The submarine captain",
    "Sailors and whales",
    "Pirates of the ocean",
    "The deep sea diver",
]
SPACE = [
    "Rocket to the moon",
    "Astronauts on Mars",
    "The alien spaceship",
    "Galaxy of stars",
    "Orbit around the planet",
]
KITCHEN = ["The French cook", "Bread and pastry", "A restaurant in Paris", "The chef's recipe", "Dinner for two cooks"]


def records(titles: Sequence[str], prefix: str = "m") -> list[ItemRecord]:
    return [ItemRecord(id=f"{prefix}{n}", title=title) for n, title in enumerate(titles, 1)]


def item(key: int, title: str, **more: object) -> Item:
    return Item(ItemKey(key), f"m{key}", title, **more)  # type: ignore[arg-type]


def indexer(folder: Path, store: Store, embedder: Embedder = WORDLLAMA) -> Indexer:
    return Indexer(folder / "index", embedder, store.catalog, store.embeddings, store.meta)


class Letters:
    """Counts of letters: an embedder of 26 dimensions that keeps what it was asked and can be out of order."""

    identity = "letters/26@1"
    dims = 26

    def __init__(self, broken: bool = False) -> None:
        self.broken = broken
        self.asked: list[str] = []

    def embed(self, texts: Sequence[str]) -> Floats:
        if self.broken:
            raise EmbeddingError("The letters are out of order.", "Put them in order.")
        self.asked += texts
        rows = [[text.lower().count(chr(ord("a") + n)) for n in range(self.dims)] for text in texts]
        return np.array(rows, np.float32).reshape(len(texts), self.dims)

    def embed_query(self, text: str) -> Floats:
        return np.asarray(self.embed([text])[0])
