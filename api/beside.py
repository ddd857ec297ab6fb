"""What a server does beside its answers: follow the changes, tell them on, measure, watch experiments, train anew,
show its figures."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager

from api.experimenting import judge_of
from api.feed import Feed
from api.judging import judging
from api.measuring import measured
from api.opening import Opened
from api.published import published
from api.retraining import Plan, Retrainer
from api.serving import Serving
from api.webhook import Webhook
from api.wiring import Application


@asynccontextmanager
async def beside(here: Opened, serving: Serving) -> AsyncIterator[None]:
    """While the block runs; what only the owner of the folder does, there only."""
    application, settings = here.application, here.application.settings
    application.engine.store.changes.watch = serving.metrics.index_ready
    serving.feed = feed = Feed(application.engine.store)
    async with AsyncExitStack() as parts:
        await parts.enter_async_context(feed.running())
        for part in _of_owner(application, serving, feed) if here.owner is not None else ():
            await parts.enter_async_context(part)
        await parts.enter_async_context(published(serving.figures, settings.data_dir, here.process))
        yield


def _of_owner(application: Application, serving: Serving, feed: Feed) -> Iterator[AbstractAsyncContextManager[None]]:
    settings, clock, metrics = application.settings, serving.clock, serving.metrics
    yield measured(application, clock)
    yield judging(judge_of(application, clock), metrics, settings.experiments.check_every)
    if (schedule := settings.retrain.schedule) is not None:
        plan = Plan(schedule, settings.retrain.nice, settings.retrain.rollback_drop, settings.loop.windows.windows)
        yield Retrainer(application.owned, plan, clock, metrics).running()
    if settings.webhook.url is not None:
        sent = (application.engine.store, feed, clock, metrics)
        yield Webhook(settings.webhook.url, settings.webhook.key, *sent).running()
