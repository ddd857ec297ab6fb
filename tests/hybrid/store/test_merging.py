from __future__ import annotations

import pytest

from hybrid.errors import CannotMerge
from hybrid.records import EventRecord, UserSettings
from hybrid.store import Store
from tests.hybrid.loop.shown import shown
from tests.hybrid.store.test_users import everything


def did(store: Store, user: str, *items: str) -> None:
    store.events.append([EventRecord(user_id=user, item_id=item, event_id=f"{user} {item}") for item in items])


def met(store: Store, user: str) -> set[str]:
    found = store.users.get(user)
    assert found is not None
    items = store.catalog.by_keys({event.item for event in store.events.of_user(found.key)})
    return {item.id for item in items.values()}


def test_all_of_a_visitor_becomes_the_accounts(store, clock):
    did(store, "ana", "a", "b")
    did(store, "visitor", "b", "c")
    merged = store.users.merge("ana", "visitor", clock())
    assert (merged.events, merged.changed) == (2, True)
    assert met(store, "ana") == met(store, "visitor") == {"a", "b", "c"}
    account = store.users.get("visitor")
    assert (account.id, account.merged_at) == ("ana", clock())
    did(store, "visitor", "d")
    assert met(store, "ana") == {"a", "b", "c", "d"}, "what comes late, too"
    assert store.users.ids_of("visitor") == store.users.ids_of("ana") == ["ana", "visitor"]
    assert store.events.append([EventRecord(user_id="visitor", item_id="b", event_id="visitor b")]).duplicates == 1


def test_a_second_time_changes_nothing(store, clock):
    did(store, "visitor", "c")
    store.users.merge("ana", "visitor", clock())
    before = store.users.get("ana")
    clock.advance(60)
    for id, other in (("ana", "visitor"), ("visitor", "ana"), ("ana", "ana")):
        assert store.users.merge(id, other, clock()).changed is False
    assert store.users.get("ana") == before


def test_the_account_wins_and_what_it_does_not_say_comes_from_the_visitor(store, clock):
    store.users.put("ana", UserSettings(locale="es", likes=["jazz"], attributes={"plan": "family", "age": 40}))
    store.users.put(
        "visitor",
        UserSettings(locale="en", timezone="Europe/Madrid", likes=["rock"], dislikes=["gore"],
                     preferences="short", attributes={"plan": "none", "size": 4}),
    )  # fmt: skip
    store.users.merge("ana", "visitor", clock())
    both = store.users.get("ana")
    assert (both.locale, both.timezone, both.likes, both.dislikes) == ("es", "Europe/Madrid", ("jazz",), ("gore",))
    assert both.preferences == "short"
    assert both.attributes == {"plan": "family", "age": 40, "size": 4}


def test_ids_that_nobody_has_yet_can_be_merged_before_their_events_come(store, clock):
    assert store.users.merge("new account", "new visitor", clock()).events == 0
    did(store, "new visitor", "x")
    assert met(store, "new account") == {"x"}
    assert store.events.active(0) == ["new account"]


def test_who_was_merged_comes_along_when_the_account_is_merged_itself(store, clock):
    did(store, "phone", "p")
    did(store, "tablet", "t")
    store.users.merge("ana", "phone", clock())
    clock.advance(1)
    store.users.merge("ana@work", "tablet", clock())
    clock.advance(1)
    assert store.users.merge("ana@work", "ana", clock()).events == 1
    assert met(store, "phone") == {"p", "t"}
    assert store.users.ids_of("phone") == ["ana@work", "phone", "tablet", "ana"]


def test_an_id_of_somebody_else_is_refused_and_nothing_changes(store, clock):
    did(store, "visitor", "v")
    store.users.merge("ana", "visitor", clock())
    with pytest.raises(CannotMerge, match="'visitor' was merged into another account") as caught:
        store.users.merge("ben", "visitor", clock())
    assert "ana" not in str(caught.value)
    assert met(store, "ana") == {"v"}
    assert store.users.get("ben") is None


@pytest.mark.parametrize("named", ["the-account", "the-visitor"])
def test_erasing_by_any_id_leaves_no_byte_of_any(store, folder, clock, named):
    did(store, "the-visitor", "i")
    did(store, "the-account", "j")
    store.users.put("the-visitor", UserSettings(preferences="what the-visitor said"))
    store.users.merge("the-account", "the-visitor", clock())
    did(store, "the-visitor", "k")
    assert store.users.erase(named) is True
    left = everything(folder)
    assert [id for id in ("the-account", "the-visitor") if id.encode() in left] == []
    assert store.users.ids_of("the-visitor") == []
    again = [EventRecord(user_id="the-visitor", item_id="i", event_id="the-visitor i")]
    assert store.events.append(again).duplicates == 1
    did(store, "the-visitor", "new")
    assert met(store, "the-visitor") == {"new"}, "somebody new"
    assert store.users.get("the-account") is None


def test_what_a_visitor_was_shown_is_the_accounts_and_goes_with_it(store, clock):
    first, second = (shown(store, id, [1], clock()) for id in ("visitor", "ana"))
    store.impressions.append([first, second], 0)
    store.users.merge("ana", "visitor", clock())
    ids = [one.recommendation_id for one in store.impressions.of_person("ana")]
    assert ids == [second.recommendation_id, first.recommendation_id]
    store.impressions.append([shown(store, "visitor", [1], clock())], 0)  # waited in another process
    assert store.users.erase("ana") is True
    assert store.impressions.count() == 0
