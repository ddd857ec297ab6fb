"""The full-text index: what it finds, and that it is always as the items are."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hybrid.content.asking import MOST, telling
from hybrid.records import ItemRecord
from hybrid.store import Store
from hybrid.store.database import Database
from hybrid.store.migrations import run
from hybrid.store.words import COLUMNS, ItemWords

ITEMS = [
    ItemRecord(id="a", title="Night Train", tags=["heist", "prison escape"], categories=["Crime"]),
    ItemRecord(id="b", title="Heists", description="A café in Zürich is robbed by a clever dog."),
    ItemRecord(id="c", title="Plain", brand="Heist & Sons", attributes={"year": 1994, "mood": "dreamy"}),
]


def found(store: Store, text: str, fields: tuple[str, ...] = COLUMNS, most: int = 9) -> list[str]:
    keys, strengths = ItemWords(store.database, fields).find(telling(text), most)
    assert (strengths > 0).all()
    assert list(strengths) == sorted(strengths, reverse=True)
    items = store.catalog.by_keys(keys.tolist())
    return [items[key].id for key in keys.tolist()]


def test_finds_words_in_any_form_and_field(store: Store) -> None:
    store.catalog.upsert(ITEMS)
    assert found(store, "a HEIST") == ["a", "c", "b"], "tags say more than the title"
    assert found(store, "cafe in zurich") == ["b"]
    assert found(store, "a dreamy film from 1994") == ["c"]
    assert found(store, "prisons, escaping") == ["a"]
    assert found(store, "heist", most=1) == ["a"]
    assert found(store, "heist", fields=("title", "price")) == ["b"]
    assert found(store, "heist", fields=("price",)) == found(store, "zebra") == found(store, "") == []


def test_is_as_the_items_are(store: Store) -> None:
    store.catalog.upsert(ITEMS)
    store.catalog.patch("b", {"description": "A zebra in a submarine"})
    assert found(store, "zebra") == ["b"]
    assert found(store, "clever dog") == []
    store.catalog.upsert([ItemRecord(id="a", title="Another")])
    assert found(store, "prison train") == []
    store.catalog.delete("b")
    assert found(store, "zebra") == []
    store.database.scrub()
    assert found(store, "another") == ["a"]


def test_a_database_from_before_is_searched_as_well(tmp_path: Path) -> None:
    def first_only(connection: object) -> None:
        config = Config()
        config.set_main_option("script_location", str(Path(run.__file__).parent))
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")

    old = Database(f"sqlite:///{tmp_path}/because.sqlite3")
    old.write(first_only)
    columns = "id, title, description, categories, tags, available, attributes, known, deleted"
    values = "'x', 'A zebra', '', '[]', '[\"stripes\"]', 1, '{}', 1, 0"
    old.write(lambda c: c.exec_driver_sql(f"INSERT INTO items ({columns}) VALUES ({values})"))  # noqa: S608
    old.close()
    store = Store.open(tmp_path, lambda: 0)
    assert found(store, "stripes") == ["x"]
    store.close()


@given(st.text(max_size=80))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_can_be_searched_for(store: Store, text: str) -> None:
    words = telling(text)
    assert len(words) == len(set(words)) <= MOST
    ItemWords(store.database).find(words, 5)


def test_little_words_of_four_languages_say_nothing() -> None:
    assert telling("Show me something short and funny for tonight, please!") == ("short", "funny")
    assert telling("Ich möchte heute Abend etwas über Wölfe") == ("abend", "wölfe")
    assert telling("quelque chose de drôle pour ce soir") == ("drôle",)
    assert telling("una comedia para esta noche") == ("comedia",)
    assert telling("what to do") == ("what", "to", "do"), "of little words alone all count"
    assert telling("  …  ") == ()
