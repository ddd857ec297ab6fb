"""Changes are sent on: signed, in order, at least once, whatever the receiver does."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tenacity import wait_none

from api import webhook
from api.feed import Feed
from api.metrics import Metrics
from api.settings import SettingsError, load_settings
from api.webhook import Webhook, signed
from hybrid.engine import Engine, EngineSettings
from hybrid.store import changes
from tests.api.running import running
from tests.clocks import Clock
from tests.hybrid.test_engine import items
from tests.journeys.many import until
from tests.servers.receiver import Receiver, receiver

KEY = bytes(range(32))
SECRET = f"whsec_{base64.b64encode(KEY).decode()}"


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    opened = Engine.open(tmp_path / "data", EngineSettings(), Clock())
    yield opened
    opened.close()


@pytest.fixture
def there() -> Iterator[Receiver]:
    with receiver() as found:
        yield found


def sending(engine: Engine, there: Receiver, happens: Callable[[], object], metrics: Metrics | None = None) -> None:
    """The webhook runs until what ``happens`` has come to an end."""

    async def run() -> None:
        feed = Feed(engine.store)
        webhook = Webhook(there.url, KEY, engine.store, feed, Clock(), metrics or Metrics(), wait_none())
        async with feed.running(), webhook.running():
            await asyncio.to_thread(until, lambda: engine.store.meta.get("webhook"))
            await asyncio.to_thread(happens)

    asyncio.run(run())


def test_the_signature_is_that_of_the_specification():
    """A message, its key and its signature as published for checking one's own code."""
    body = b'{"event_type":"ping","data":{"success":true}}'
    key = base64.b64decode("plJ3nmyCDGBKInavdOK15jsl")
    headers = signed(key, "msg_loFOjxBNrRLzqYUf", 1731705121, body)
    assert headers["webhook-signature"] == "v1,rAvfW3dJ/X/qxhsaXPOyyCGmRKsaKWcsNccKXlIktD0="
    assert (headers["webhook-id"], headers["webhook-timestamp"]) == ("msg_loFOjxBNrRLzqYUf", "1731705121")


def test_a_message_is_sent_until_it_is_taken_under_one_id_and_then_the_next(engine: Engine, there: Receiver):
    there.answers, metrics = [500, 302, 429], Metrics()

    def happens() -> None:
        engine.upsert_items(items(0, 2))
        until(lambda: len(there.got) == 4)
        engine.delete_item("i0")
        until(lambda: 'because_webhook_messages_total{outcome="ok"} 2.0' in metrics.text().decode())

    sending(engine, there, happens, metrics)
    assert len(set(there.ids[:4])) == 1
    assert there.ids[4] != there.ids[0]
    assert there.changes(3) == [("item", "i0", "ready"), ("item", "i1", "ready")]
    assert there.changes(4) == [("item", "i0", "deleted")]
    for headers, body in there.got:
        content = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        made = base64.b64encode(hmac.new(KEY, content, hashlib.sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{made}"
    assert len(there.got) == 5
    assert 'because_webhook_messages_total{outcome="failed"} 3.0' in metrics.text().decode()


def test_a_receiver_that_drips_its_answer_does_not_hold_up_the_queue(
    engine: Engine, there: Receiver, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(webhook, "TIMEOUT", 0.3)
    there.drips = 1

    def happens() -> None:
        engine.upsert_items(items(0, 1))
        until(lambda: len(there.got) >= 2)

    sending(engine, there, happens)
    assert there.ids[1] == there.ids[0]


def test_what_was_under_way_at_a_stop_goes_out_again_under_the_same_id(engine: Engine, there: Receiver):
    there.answers = [503] * 10_000

    def refused() -> None:
        engine.upsert_items(items(0, 3))
        until(lambda: there.got)

    sending(engine, there, refused)
    first = there.ids[0]
    there.answers.clear()
    engine.upsert_items(items(3, 4))
    before = len(there.got)
    sending(engine, there, lambda: until(lambda: len(there.got) == before + 2))
    assert there.ids[before] == first
    assert [id for _, id, _ in there.changes(before)] == ["i0", "i1", "i2"]
    assert [id for _, id, _ in there.changes(before + 1)] == ["i3"]


def test_a_receiver_that_was_away_too_long_is_told_what_it_lost(
    engine: Engine, there: Receiver, monkeypatch: pytest.MonkeyPatch
):
    sending(engine, there, lambda: None)
    monkeypatch.setattr(changes, "KEPT", 3)
    engine.upsert_items(items(0, 10))

    def happens() -> None:
        until(lambda: there.got)
        engine.delete_item("i5")
        until(lambda: len(there.got) == 2)

    sending(engine, there, happens)
    assert b"changes.lost" in there.got[0][1]
    assert there.changes(1) == [("item", "i5", "deleted")]


def test_a_server_sends_on_what_it_takes(tmp_path: Path, there: Receiver):
    with running(tmp_path / "data", webhook={"url": there.url, "secret": SECRET}) as server:
        until(lambda: "because_stream_listeners 0.0" in server.get("/metrics").text)
        film = {"id": "sent", "title": "Sent on"}

        def heard() -> bool:
            assert server.post("/v1/items", {"items": [film]}).status_code == 200
            return bool(there.got)

        until(heard)
    assert there.changes(0)[0] == ("item", "sent", "ready")


@pytest.mark.parametrize(
    ("url", "secret"),
    [
        ("http://x", None),
        (None, SECRET),
        ("ftp://x", SECRET),
        ("http://x", "whsec_c2hvcnQ="),
        ("http://x", "secret" * 8),
    ],
)
def test_half_a_webhook_or_a_weak_secret_is_refused(
    url: str | None, secret: str | None, monkeypatch: pytest.MonkeyPatch
):
    for name, value in (("URL", url), ("SECRET", secret)):
        if value is not None:
            monkeypatch.setenv(f"BECAUSE_WEBHOOK__{name}", value)
    with pytest.raises(SettingsError, match="BECAUSE_WEBHOOK") as caught:
        load_settings()
    assert secret is None or secret not in str(caught.value)
