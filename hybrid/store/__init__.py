"""The truth: items, events, people, embeddings and prompts in SQL. Everything else is made from it."""

from hybrid.store.store import Store

__all__ = ["Store"]
