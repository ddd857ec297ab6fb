"""Looks at the running experiments again and again, in the process that owns the folder."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from api.metrics import Metrics
from api.threads import run_in_turn
from hybrid.experiments.judge import Judge

log = logging.getLogger(__name__)


@asynccontextmanager
async def judging(judge: Judge, metrics: Metrics, every: float) -> AsyncIterator[None]:
    """While the block runs, arms that do harm are stopped; looked at ``every`` so many seconds."""
    looking = asyncio.create_task(_keep_looking(judge, metrics, every))
    try:
        yield
    finally:
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking


async def _keep_looking(judge: Judge, metrics: Metrics, every: float) -> None:
    while True:
        await asyncio.sleep(every)
        try:
            metrics.arms_stopped(await run_in_turn(judge.check))
        except Exception:
            log.exception("the running experiments could not be looked at; trying again in %g s", every)
