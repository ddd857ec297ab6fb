"""All stores of one data folder, opened together."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import URL

from hybrid.errors import StoreError
from hybrid.ports import Clock
from hybrid.store.catalog import Catalog
from hybrid.store.changes import Changes
from hybrid.store.database import Database
from hybrid.store.embeddings import Embeddings
from hybrid.store.events import Events
from hybrid.store.experiments import Experiments
from hybrid.store.exposures import Exposures
from hybrid.store.impressions import Impressions
from hybrid.store.meta import Meta
from hybrid.store.outcomes import Outcomes
from hybrid.store.prompts import Prompts
from hybrid.store.scenarios import Scenarios
from hybrid.store.secret import Secret
from hybrid.store.shown_days import ShownDays
from hybrid.store.spending import Spending
from hybrid.store.users import Users, has_fingerprint

FILE = "because.sqlite3"


@dataclass(frozen=True)
class Store:
    """What is true: everything else (index, models, caches) can be made again from it."""

    database: Database
    catalog: Catalog
    events: Events
    users: Users
    embeddings: Embeddings
    prompts: Prompts
    scenarios: Scenarios
    meta: Meta
    changes: Changes
    spending: Spending
    impressions: Impressions
    experiments: Experiments
    outcomes: Outcomes
    exposures: Exposures
    shown_days: ShownDays

    @classmethod
    def open(cls, folder: Path, clock: Clock) -> Store:
        """Open or create ``folder`` (0700), bring the tables up to date, finish an erase that was cut off.

        Raises ``StoreError`` for a database of a newer version and for a secret that is gone or another one's.
        """
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        database = Database(URL.create("sqlite", database=str(folder / FILE)))
        try:
            database.migrate()
            secret = Secret.of(folder, create=not has_fingerprint(database))
            store = cls._over(database, secret, clock)
            store.users.check_secret()
            store.users.finish_erasing()
        except BaseException:
            database.close()
            raise
        return store

    @classmethod
    def beside(cls, folder: Path, clock: Clock) -> Store:
        """Open a folder that another process owns and keeps in order. Raises ``StoreError`` as ``open`` does."""
        if not (folder / FILE).exists():
            raise StoreError(f"There is no catalogue in {folder}.", "Let its owner make it.")
        database = Database(URL.create("sqlite", database=str(folder / FILE)))
        try:
            store = cls._over(database, Secret.of(folder, create=False), clock)
            store.users.check_secret()
        except BaseException:
            database.close()
            raise
        return store

    def close(self) -> None:
        """Finish accepted writes and close the database."""
        self.database.close()

    @classmethod
    def _over(cls, database: Database, secret: Secret, clock: Clock) -> Store:
        catalog, impressions = Catalog(database), Impressions(database, secret)
        users, days = Users(database, secret, impressions, clock), ShownDays(database)
        return cls(
            database=database,
            catalog=catalog,
            events=Events(database, catalog, users, secret, clock),
            users=users,
            embeddings=Embeddings(database),
            prompts=Prompts(database, clock),
            scenarios=Scenarios(database, clock),
            meta=Meta(database),
            changes=Changes(database, clock),
            spending=Spending(database),
            impressions=impressions,
            experiments=Experiments(database, clock),
            outcomes=Outcomes(database, days),
            exposures=Exposures(database),
            shown_days=days,
        )
