"""What can go wrong between a template and a model's answer."""

from __future__ import annotations

from enum import StrEnum

from hybrid.errors import BecauseError


class PromptError(BecauseError):
    """A template is not valid; the message names the file and the line."""


class Why(StrEnum):
    """Why the model's order could not be had, as the answer's ``rerank.why`` shows it."""

    TIMEOUT = "timeout"
    RATE_LIMITED = "rate_limited"
    AUTH = "auth"
    BAD_REQUEST = "bad_request"
    NOT_FOUND = "not_found"
    SERVER_ERROR = "server_error"
    UNREACHABLE = "unreachable"
    EMPTY = "empty"
    MALFORMED = "malformed"
    TOO_LONG = "too_long"
    UNUSABLE = "unusable"
    PROMPT = "prompt"
    BUSY = "busy"
    UNAVAILABLE = "unavailable"
    BUDGET = "budget"


NOT_ASKED = frozenset({Why.BUSY, Why.UNAVAILABLE, Why.BUDGET})
"""The question never reached a model: too many others did, the models are left alone after failures, or a budget is
spent."""


class ModelFailed(BecauseError):
    """The model gave no text. ``why`` says it in one word; ``retry_after`` (seconds) is the provider's own wish."""

    def __init__(self, why: Why, message: str = "", retry_after: float | None = None) -> None:
        super().__init__(message or why.value)
        self.why = why
        self.retry_after = retry_after
