"""Leaves a model alone that fails again and again: a pause, then one call to see whether it is back."""

from __future__ import annotations

import logging

from hybrid.ports import Clock
from rerank.errors import Why

log = logging.getLogger(__name__)

HARD = frozenset({Why.TIMEOUT, Why.RATE_LIMITED, Why.AUTH, Why.NOT_FOUND, Why.SERVER_ERROR, Why.UNREACHABLE})
"""Failures of the model as such; the others are of one question or of one answer, and say that it is there."""


class Breaker:
    """Opens after ``failures`` hard ones in a row, for ``pause`` seconds. Belongs to one event loop.

    ``name`` says in the log which model it is.
    """

    def __init__(self, failures: int, pause: float, clock: Clock, name: str = "the model") -> None:
        self._name = name
        self._failures = failures
        self._pause = round(pause * 1_000_000)
        self._clock = clock
        self._in_a_row = 0
        self._since: int | None = None
        self._looking = False

    @property
    def open(self) -> bool:
        """Is the model left alone now?"""
        # A clock that was put back must not lengthen the pause.
        return self._since is not None and (self._looking or 0 <= self._clock() - self._since < self._pause)

    def admit(self) -> bool:
        """May a call be made now? After it ``heard`` or ``unheard`` follows."""
        if self.open:
            return False
        self._looking = self._since is not None
        return True

    def heard(self, why: Why | None) -> None:
        """How a call that was admitted ended."""
        self._looking = False
        if why not in HARD:
            if self._since is not None:
                log.info("%s answers again", self._name)
            self._in_a_row, self._since = 0, None
            return
        self._in_a_row += 1
        if self._since is not None or self._in_a_row >= self._failures:
            if self._since is None:
                log.warning(
                    "%s failed %d times in a row, at last: %s; it is left alone", self._name, self._in_a_row, why
                )
            self._since = self._clock()

    def unheard(self) -> None:
        """A call that was admitted was cancelled."""
        self._looking = False
