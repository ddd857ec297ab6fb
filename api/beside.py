"""What a server does beside its answers: follow the changes, tell them on, measure, watch experiments, train anew,
show its figures."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from api.experimenting import judge_of
from api.feed import Feed
from api.judging import judging
from api.measuring import measured
from api.opening import Opened
from api.published import published
from api.retraining import Retrainer
from api.serving import Serving
from api.webhook import Webhook


@asynccontextmanager
async def beside(here: Opened, serving: Serving) -> AsyncIterator[None]:
    """While the block runs; what only the owner of the folder does, there only."""
    application, settings = here.application, here.application.settings
    application.engine.store.changes.watch = serving.metrics.index_ready
    serving.feed = feed = Feed(application.engine.store)
    async with AsyncExitStack() as parts:
        await parts.enter_async_context(feed.running())
        if here.owner is not None:
            await parts.enter_async_context(measured(application, serving.clock))
        if here.owner is not None:
            judge = judge_of(application, serving.clock)
            await parts.enter_async_context(judging(judge, serving.metrics, settings.experiments.check_every))
        if here.owner is not None and settings.retrain.schedule is not None:
            wanted = (settings.retrain.schedule, serving.clock, serving.metrics, settings.retrain.nice)
            await parts.enter_async_context(Retrainer(application.owned, *wanted).running())
        if here.owner is not None and settings.webhook.url is not None:
            sent = (application.engine.store, feed, serving.clock, serving.metrics)
            await parts.enter_async_context(Webhook(settings.webhook.url, settings.webhook.key, *sent).running())
        await parts.enter_async_context(published(serving.figures, settings.data_dir, here.process))
        yield
