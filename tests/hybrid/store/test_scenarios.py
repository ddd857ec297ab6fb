"""Versions of documents, which is live, and the way back; seen by another process at its next read."""

from pathlib import Path

import pytest

from hybrid.errors import NotFound, StoreError
from hybrid.rules.book import RuleBook, canonical, version_of
from hybrid.store import Store
from tests.hybrid.store.conftest import FakeClock


def put(store: Store, name: str, **document: object) -> str:
    text = canonical(document)
    store.scenarios.put(name, version_of(text), text)
    return version_of(text)


def test_put_again_and_back(store: Store):
    first = put(store, "home", exploration=0.2)
    assert put(store, "home", exploration=0.2) == first, "the same content is the same version"
    second = put(store, "home", exploration=0.0)
    assert store.scenarios.live(("home", "*")) == {"home": second}
    assert store.scenarios.roll_back("home") == (second, first)
    assert store.scenarios.roll_back("home") == (first, None)
    assert store.scenarios.live(("home",)) == {}
    with pytest.raises(NotFound):
        store.scenarios.roll_back("home")
    assert {one.version_id for one in store.scenarios.versions("home")} == {first, second}
    with pytest.raises(StoreError, match="another text"):
        store.scenarios.add("home", first, "{}")


def test_another_process_goes_by_it_at_its_next_request(store: Store, folder: Path, clock: FakeClock):
    other = Store.beside(folder, clock)
    there = RuleBook(other.scenarios)
    assert (there.of("home").version, there.of("home").document.exploration) == ("", 0.1)
    general, own = put(store, "*", diversity=0.4), put(store, "home", exploration=0.0)
    found = there.of("home")
    assert found.version == f"{general}.{own}"
    assert (found.document.diversity, found.document.exploration) == (0.4, 0.0)
    assert there.of("cart").version == f"{general}."
    assert there.of("home") is found, "read once"
    store.scenarios.roll_back("home")
    assert there.of("home").document.exploration == 0.1
    assert there.of("home", own).version == found.version, "a version by its name"
    with pytest.raises(NotFound):
        there.of("home", "nothing")
    other.close()


def test_what_cannot_be_read_is_left_out_and_logged(store: Store, caplog: pytest.LogCaptureFixture):
    put(store, "home", of_tomorrow=True)
    assert RuleBook(store.scenarios).of("home").document.exploration == 0.1
    assert "can't be read" in caplog.text
