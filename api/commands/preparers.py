"""Where answers are made ahead: by the running server, or here in the folder itself. For any number of threads."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from typing import Protocol

from anyio.from_thread import BlockingPortal, start_blocking_portal

from api.client import Client
from api.commands.demo import Llm
from api.commands.reranking import with_model
from api.metrics import Metrics
from api.opening import existing, open_folder
from api.preparing import Estimate, Made, active, estimate, prepare
from api.settings import Settings
from api.wiring import Application
from hybrid.owner import OwnerInfo, find_owner


class Preparer(Protocol):
    """Makes people's next mornings."""

    def people(self, days: float) -> list[str]:
        """Who did something in the days before the newest event, the latest first."""

    def estimate(self, ids: Sequence[str], scenario: str) -> Estimate:
        """What a call takes for these people."""

    def prepare(self, id: str, scenario: str) -> Made:
        """See to one person."""


class Here:
    """The folder itself, in the hands of this process; ``portal`` leads to the event loop that calls the model."""

    def __init__(self, application: Application, portal: BlockingPortal) -> None:
        self._application = application
        self._portal = portal

    def people(self, days: float) -> list[str]:
        return active(self._application, days)

    def estimate(self, ids: Sequence[str], scenario: str) -> Estimate:
        return estimate(self._application, ids, scenario)

    def prepare(self, id: str, scenario: str) -> Made:
        return self._portal.call(prepare, self._application, id, scenario)


class There:
    """A server that owns the folder. Each thread has a connection of its own."""

    def __init__(self, owner: OwnerInfo, open: ExitStack) -> None:
        self._owner = owner
        self._open = open
        self._local = threading.local()

    def people(self, days: float) -> list[str]:
        told: dict[str, list[str]] = self._client().call("POST", "/internal/active", {"days": days})
        return told["user_ids"]

    def estimate(self, ids: Sequence[str], scenario: str) -> Estimate:
        asked = {"user_ids": list(ids), "scenario": scenario}
        return Estimate(**self._client().call("POST", "/internal/estimate", asked))

    def prepare(self, id: str, scenario: str) -> Made:
        return Made(**self._client().call("POST", "/internal/prepare", {"user_id": id, "scenario": scenario}))

    def _client(self) -> Client:
        client: Client | None = getattr(self._local, "client", None)
        if client is None:
            client = self._local.client = self._open.enter_context(Client(self._owner))
        return client


@contextmanager
def preparer(settings: Settings, llm: Llm) -> Iterator[Preparer]:
    """The running server, else the folder, with the local model where ``llm`` says so and no other is configured.

    Raises ``BecauseError`` where there is no folder or no model.
    """
    existing(settings)
    owner = find_owner(settings.data_dir)
    with ExitStack() as parts:
        if owner is not None:
            yield There(owner, parts)
            return
        chosen = parts.enter_context(with_model(settings, llm))
        application = parts.enter_context(closing(open_folder(chosen))).application
        portal = parts.enter_context(start_blocking_portal())
        parts.enter_context(portal.wrap_async_context_manager(application.running(Metrics())))
        yield Here(application, portal)
