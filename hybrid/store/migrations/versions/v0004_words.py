"""The full-text index over the items' texts, kept by triggers."""

from __future__ import annotations

from alembic import op

revision = "0004"
down_revision = "0003"

_INDEX = """
CREATE VIRTUAL TABLE item_words USING fts5(
    title, categories, tags, brand, attributes, description,
    content='items', content_rowid='key', tokenize='porter unicode61 remove_diacritics 2'
)"""
_PUT = """
INSERT INTO item_words(rowid, title, categories, tags, brand, attributes, description)
VALUES (new.key, new.title, new.categories, new.tags, new.brand, new.attributes, new.description);"""
_TAKE = """
INSERT INTO item_words(item_words, rowid, title, categories, tags, brand, attributes, description)
VALUES ('delete', old.key, old.title, old.categories, old.tags, old.brand, old.attributes, old.description);"""
_CHANGED = "UPDATE OF title, categories, tags, brand, attributes, description"


def upgrade() -> None:
    """Create the index and fill it. Other databases than SQLite have none: texts are found by meaning alone there."""
    if op.get_bind().dialect.name != "sqlite":
        return
    op.execute(_INDEX)
    op.execute(f"CREATE TRIGGER item_words_insert AFTER INSERT ON items BEGIN {_PUT} END")
    op.execute(f"CREATE TRIGGER item_words_delete AFTER DELETE ON items BEGIN {_TAKE} END")
    op.execute(f"CREATE TRIGGER item_words_update AFTER {_CHANGED} ON items BEGIN {_TAKE} {_PUT} END")
    op.execute("INSERT INTO item_words(item_words) VALUES ('rebuild')")
