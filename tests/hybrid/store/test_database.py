from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event, Thread

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, insert, select, text
from sqlalchemy.exc import IntegrityError, OperationalError

from hybrid.errors import StoreError
from hybrid.store.database import Database
from hybrid.store.tables import EVENT_TYPES, meta, metadata


@pytest.fixture
def database(tmp_path: Path):
    opened = Database(f"sqlite:///{tmp_path}/t.sqlite3")
    opened.migrate()
    yield opened
    opened.close()


def add(key: str):
    return lambda connection: connection.execute(insert(meta).values(key=key, value="1"))


def keys(database: Database) -> set[str]:
    with database.read() as connection:
        return set(connection.execute(select(meta.c.key)).scalars())


def hold(database: Database) -> tuple[Thread, Event]:
    """Keep the writer busy until the event is set, so that what is written meanwhile must queue."""
    entered, release = Event(), Event()

    def work(_connection: Connection) -> None:
        entered.set()
        release.wait(30)

    thread = Thread(target=database.write, args=(work,))
    thread.start()
    entered.wait(30)
    return thread, release


def queued(database: Database, n: int) -> None:
    """Wait until ``n`` works stand in the queue."""
    while database._writer._queue.qsize() < n:
        os.sched_yield()


def test_what_waits_together_is_committed_together(database):
    blocker, release = hold(database)

    def work(connection: Connection, n: int) -> object:
        add(f"k{n}")(connection)
        return connection.get_transaction()

    with ThreadPoolExecutor(20) as pool:
        writes = [pool.submit(database.write, lambda c, n=n: work(c, n)) for n in range(20)]
        queued(database, 20)
        release.set()
        transactions = {id(write.result()) for write in writes}
    blocker.join()
    assert len(transactions) == 1
    assert keys(database) == {f"k{n}" for n in range(20)}


def test_a_failing_work_leaves_nothing_and_disturbs_nobody(database):
    blocker, release = hold(database)

    def work(connection: Connection, n: int) -> None:
        add(f"k{n}")(connection)
        if n % 3 == 0:
            raise ValueError(n)
        if n % 3 == 1:
            add(f"k{n}")(connection)  # twice: the database itself refuses

    with ThreadPoolExecutor(12) as pool:
        writes = [pool.submit(database.write, lambda c, n=n: work(c, n)) for n in range(12)]
        queued(database, 12)
        release.set()
        errors = [type(write.exception()) for write in writes]
    blocker.join()
    assert errors == [ValueError, IntegrityError, type(None)] * 4
    assert keys(database) == {"k2", "k5", "k8", "k11"}


def test_even_a_work_that_wants_to_exit_is_answered(database):
    def work(_connection: Connection) -> None:
        raise SystemExit(3)

    with pytest.raises(SystemExit):
        database.write(work)
    database.write(add("after"))
    assert keys(database) == {"after"}


def test_nobody_sees_a_write_before_its_commit_and_everybody_after(database):
    wrote, release = Event(), Event()

    def work(connection: Connection) -> None:
        add("k")(connection)
        wrote.set()
        release.wait(30)

    thread = Thread(target=database.write, args=(work,))
    thread.start()
    wrote.wait(30)
    assert keys(database) == set()
    release.set()
    thread.join()
    assert keys(database) == {"k"}


def test_a_read_sees_one_unchanging_state_while_the_writer_goes_on(database):
    with database.read() as connection:
        before = connection.execute(select(meta.c.key)).all()
        database.write(add("k"))
        assert connection.execute(select(meta.c.key)).all() == before == []
    assert keys(database) == {"k"}


def test_a_read_cannot_write(database):
    with database.read() as connection, pytest.raises(OperationalError, match="readonly"):
        add("k")(connection)


def test_many_readers_beside_writers_never_see_half_a_write(database):
    def write(n: int) -> None:
        database.write(lambda c: [add(f"a{n}")(c), add(f"b{n}")(c)])

    def read(_n: int) -> bool:
        seen = keys(database)
        return {k[1:] for k in seen if k[0] == "a"} == {k[1:] for k in seen if k[0] == "b"}

    with ThreadPoolExecutor(24) as pool:
        reads = [pool.submit(read, n) if n % 3 else pool.submit(write, n) for n in range(300)]
        assert all(result in (True, None) for result in (future.result() for future in reads))
    assert len(keys(database)) == 200


def test_a_write_inside_a_write_is_refused_and_undone(database):
    def work(connection: Connection) -> None:
        add("outer")(connection)
        database.write(add("inner"))

    with pytest.raises(StoreError, match="inside another write"):
        database.write(work)
    assert keys(database) == set()


def test_close_finishes_what_was_accepted_and_refuses_the_rest(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/t.sqlite3")
    database.migrate()
    blocker, release = hold(database)
    with ThreadPoolExecutor(6) as pool:
        writes = [pool.submit(database.write, add(f"k{n}")) for n in range(5)]
        queued(database, 5)
        closing = pool.submit(database.close)
        release.set()
        closing.result()
        assert all(write.exception() is None for write in writes)
    blocker.join()
    with pytest.raises(StoreError, match="closed"):
        database.write(add("late"))
    database.close()
    again = Database(f"sqlite:///{tmp_path}/t.sqlite3")
    assert keys(again) == {f"k{n}" for n in range(5)}
    again.close()


def test_a_full_disk_is_said_and_what_was_there_stays(database):
    database.write(add("before"))

    def too_much(connection: Connection) -> None:
        pages = connection.execute(text("PRAGMA page_count")).scalar_one()
        connection.execute(text(f"PRAGMA max_page_count={pages + 2}"))
        connection.execute(insert(meta).values(key="big", value="x" * 1_000_000))

    with pytest.raises(StoreError, match="full") as caught:
        database.write(too_much)
    assert "disk space" in caught.value.remedy
    assert keys(database) == {"before"}
    database.write(lambda c: c.execute(text("PRAGMA max_page_count=1000000")))
    database.write(add("after"))
    assert keys(database) == {"before", "after"}


def test_two_processes_worth_of_writers_share_a_file(tmp_path):
    url = f"sqlite:///{tmp_path}/t.sqlite3"
    one, two = Database(url), Database(url)
    with ThreadPoolExecutor(2) as pool:  # also migrate at once
        assert list(pool.map(Database.migrate, (one, two))) == [None, None]
    with ThreadPoolExecutor(8) as pool:
        writes = [pool.submit((one, two)[n % 2].write, add(f"k{n}")) for n in range(60)]
        assert all(write.exception() is None for write in writes)
    assert len(keys(one)) == len(keys(two)) == 60
    one.close()
    two.close()


def test_many_may_create_one_database_at_once_and_several_at_once(tmp_path):
    databases = [Database(f"sqlite:///{tmp_path}/{name}.sqlite3") for name in "aabbccdd"]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(Database.migrate, databases)) == [None] * 8
    for database in databases:
        database.close()


def test_migrating_twice_changes_nothing_and_gives_the_tables_of_the_code(database):
    database.migrate()
    with database.read() as connection:
        ours = {"include_name": lambda name, kind, _parents: kind != "table" or not str(name).startswith("item_words")}
        assert compare_metadata(MigrationContext.configure(connection, opts=ours), metadata) == []


def test_the_partial_index_of_the_migration_is_that_of_the_code(database, tmp_path):
    from sqlalchemy import create_engine

    engine = create_engine(f"sqlite:///{tmp_path}/code.sqlite3")
    metadata.create_all(engine)
    wanted = text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name")
    with engine.connect() as ours, database.read() as migrated:
        assert [tuple(row) for row in ours.execute(wanted)] == [tuple(row) for row in migrated.execute(wanted)]
    engine.dispose()


def test_a_database_of_a_newer_version_is_refused(database):
    database.write(lambda c: c.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    with pytest.raises(StoreError, match="newer version"):
        database.migrate()


def test_the_files_are_ours_alone(database, tmp_path):
    database.write(add("k"))
    rights = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert set(rights) == {"t.sqlite3", "t.sqlite3-wal", "t.sqlite3-shm"}
    assert set(rights.values()) == {0o600}


def test_commits_are_synchronised_to_the_disk(database):
    modes = database.write(
        lambda c: [
            c.execute(text(f"PRAGMA {name}")).scalar() for name in ("journal_mode", "synchronous", "secure_delete")
        ]
    )
    assert modes == ["wal", 2, 1]


def test_scrub_empties_the_log_and_gives_up_on_a_reader_that_stays(tmp_path):
    database = Database(f"sqlite:///{tmp_path}/t.sqlite3", scrub_seconds=0.05)
    database.migrate()
    database.write(add("k"))
    wal = tmp_path / "t.sqlite3-wal"
    with database.read() as connection:
        connection.execute(select(meta.c.key)).all()
        database.write(add("l"))
        with pytest.raises(StoreError, match="reads it"):
            database.scrub()
        assert wal.stat().st_size > 0
    database.scrub()
    assert wal.stat().st_size == 0
    assert keys(database) == {"k", "l"}
    database.close()


def test_event_types_keep_their_codes():
    """The database holds these numbers: append to EventType, never reorder it."""
    assert [type.value for type in EVENT_TYPES] == [
        "impression", "view", "click", "add_to_cart", "purchase", "rating", "review", "like", "dislike", "hide",
        "conversion",
    ]  # fmt: skip
