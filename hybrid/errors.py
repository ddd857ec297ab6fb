"""Errors: few, typed, each says what was expected and what to do."""

from __future__ import annotations


class BecauseError(Exception):
    """Base of all errors meant for people. ``remedy`` says what to do about it."""

    remedy: str = ""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.remedy = remedy or self.remedy

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message} {self.remedy}".strip()


class NotFound(BecauseError):
    """No such item, user or version."""


class NotNow(BecauseError):
    """It can't be done in the state in which something is."""


class CannotMerge(BecauseError):
    """An id belongs to another person already."""


class FolderOwned(BecauseError):
    """Another process owns the data folder."""


class EmbeddingError(BecauseError):
    """Texts could not be turned into vectors."""


class IndexFailed(BecauseError):
    """The vector index could not be read or written; the vectors themselves are safe in SQL."""


class NotEnoughData(BecauseError):
    """There is too little to train on."""


class BadArtifact(BecauseError):
    """A model folder is incomplete or was changed after it was written."""


class StoreError(BecauseError):
    """The database cannot do what was asked."""


class BadFile(BecauseError):
    """A file of items or events cannot be read at all."""
