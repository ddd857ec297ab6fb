"""Sends on what has become recommendable, as signed messages of the Standard Webhooks specification.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md. Each change goes out at
least once and in order: how far it went is kept in SQL, and a receiver that is away is asked again, less and less
often. Nothing else waits for it.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, replace
from typing import Any

import httpx
import orjson
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_never, wait_exponential_jitter
from tenacity.wait import wait_base

from api.feed import Feed, Page
from api.metrics import Metrics
from api.threads import run
from hybrid.domain import iso
from hybrid.errors import BecauseError
from hybrid.ports import Clock
from hybrid.store import Store

log = logging.getLogger(__name__)

META = "webhook"
TIMEOUT = 15.0
"""Seconds that a receiver has for a whole answer, as the specification advises: one that drips holds up all others."""
AGAIN = wait_exponential_jitter(initial=1, max=300)
"""Seconds until the next try: more and more, five minutes at most."""
QUIET = 60.0
"""Seconds after which the log is looked at even if nothing was heard."""
PAUSE = 5.0
"""Seconds until the next try where it is our own side that fails."""
TOGETHER = 100
"""Changes of one message, which should stay below 20 kB."""


class Undelivered(BecauseError):
    """The receiver did not take a message."""


@dataclass(frozen=True)
class Place:
    """All up to the entry ``sent`` was taken; what follows up to ``until`` is under way, as one message."""

    sent: int
    until: int


class Webhook:
    """Of the process that owns the folder. ``secret`` is the key itself, decoded."""

    def __init__(
        self,
        url: str,
        secret: bytes,
        store: Store,
        feed: Feed,
        clock: Clock,
        metrics: Metrics,
        again: wait_base = AGAIN,
    ) -> None:
        self._url = url
        self._secret = secret
        self._store = store
        self._feed = feed
        self._clock = clock
        self._metrics = metrics
        self._again = again

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """While the block runs."""
        sending = asyncio.create_task(self._keep_sending())
        try:
            yield
        finally:
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await sending

    async def _keep_sending(self) -> None:
        place: Place | None = None
        async with httpx.AsyncClient(timeout=TIMEOUT, follow_redirects=False) as client:
            with self._feed.following():
                while True:
                    try:
                        place = await self._send_next(client, place or await self._kept())
                    except Exception:
                        log.exception("the changes can't be sent on; trying again in %g s", PAUSE)
                        await asyncio.sleep(PAUSE)

    async def _kept(self) -> Place:
        """Where it stands: before the first message, at the log's end."""
        kept = await run(self._store.meta.get, META)
        if isinstance(kept, dict) and kept.get("url") == self._url:
            return Place(kept["sent"], kept["until"])
        now = await self._feed.place()
        return await self._keep(Place(now, now))

    async def _keep(self, place: Place) -> Place:
        await run(self._store.meta.put, META, {"url": self._url, **asdict(place)})
        return place

    async def _send_next(self, client: httpx.AsyncClient, place: Place) -> Place:
        page = await self._page(place)
        if page.until == place.sent:
            await self._feed.wait(place.sent, QUIET)
            return place
        if page.changes or page.lost:
            # Kept first: after a crash the same entries go out again under the same id.
            place = await self._keep(replace(place, until=page.until))
            await self._deliver(client, page, place)
        return await self._keep(Place(page.until, page.until))

    async def _page(self, place: Place) -> Page:
        page = await self._feed.page(place.sent, TOGETHER)
        if page.lost or place.until <= place.sent:
            return page
        within = [change for change in page.changes if change.seq <= place.until]
        return Page(within, place.until)

    async def _deliver(self, client: httpx.AsyncClient, page: Page, place: Place) -> None:
        id = f"changes-{place.sent + 1}-{place.until}"
        again = AsyncRetrying(
            wait=self._again,
            stop=stop_never,
            retry=retry_if_exception_type((Undelivered, httpx.HTTPError)),
            before_sleep=self._failed,
        )
        async for attempt in again:
            with attempt:
                await self._post(client, id, page)
        self._metrics.delivered("ok")
        for change in page.changes:
            if change.ready_at is not None:
                self._metrics.published("webhook", (self._clock() - change.ready_at) / 1_000_000)

    async def _post(self, client: httpx.AsyncClient, id: str, page: Page) -> None:
        now = self._clock()
        body = orjson.dumps(_message(page, now))
        headers = {"Content-Type": "application/json", **signed(self._secret, id, now // 1_000_000, body)}
        try:
            async with (
                asyncio.timeout(TIMEOUT),
                client.stream("POST", self._url, content=body, headers=headers) as answer,
            ):
                if not answer.is_success:
                    raise Undelivered(f"The receiver answered {answer.status_code}.")
        except TimeoutError:
            raise Undelivered(f"The receiver had not answered after {TIMEOUT:g} s.") from None

    def _failed(self, state: RetryCallState) -> None:
        self._metrics.delivered("failed")
        error = state.outcome.exception() if state.outcome is not None else None
        if state.attempt_number == 1:
            log.warning("the webhook did not take a message, which is sent again until it does: %r", error)


def signed(secret: bytes, id: str, timestamp: int, body: bytes) -> dict[str, str]:
    """The headers of a message; ``timestamp`` in Unix seconds. The signature is over ``id.timestamp.body``."""
    content = f"{id}.{timestamp}.".encode() + body
    signature = base64.b64encode(hmac.new(secret, content, hashlib.sha256).digest()).decode()
    return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{signature}"}


def _message(page: Page, now: int) -> dict[str, Any]:
    if page.lost:
        return {"type": "changes.lost", "timestamp": iso(now), "data": {"until": page.until}}
    changes = [{"seq": change.seq, "kind": change.kind.value, **change.view()} for change in page.changes]
    return {"type": "changes.ready", "timestamp": changes[-1]["ready_at"], "data": {"changes": changes}}
