"""Families of variants, whatever comes first and changes later, against the same followed item by item."""

from __future__ import annotations

import numpy as np
import pytest

from hybrid.families import Families


def followed(originals: dict[str, str | None], id: str) -> str:
    """By a walk: the last original, or the first by letters of those that name each other in turn."""
    way: list[str] = []
    while id not in way:
        way.append(id)
        id = originals.get(id) or id
    return min(way[way.index(id) :])


@pytest.mark.parametrize("arrival", [[1, 2, 3, 4, 5], [5, 4, 3, 2, 1], [3, 1, 5, 2, 4]])
def test_a_variant_of_a_variant_is_one_of_the_family(arrival: list[int]):
    names = {1: None, 2: "o1", 3: "o2", 4: "o5", 5: "o4"}
    families, told = Families(), dict[int, str]()
    for key in arrival:
        told.update(families.put(key, f"o{key}", names[key]))
    assert told == {1: "o1", 2: "o1", 3: "o1", 4: "o4", 5: "o4"}
    told.update(families.put(2, "o2", None))
    assert told == {1: "o1", 2: "o2", 3: "o2", 4: "o4", 5: "o4"}, "and leaves it with all below"
    told.update(families.put(5, "o5", "o3"))
    assert told == dict.fromkeys((2, 3, 4, 5), "o2") | {1: "o1"}, "a circle opens"


@pytest.mark.parametrize("seed", range(20))
def test_after_any_changes_all_stand_where_following_leads(seed: int):
    rng = np.random.default_rng(seed)
    families, told, said = Families(), dict[int, str](), dict[str, str | None]()
    for _ in range(120):
        key, other = (int(n) for n in rng.integers(0, 15, 2))
        said[f"o{key}"] = None if rng.random() < 0.3 else f"o{other}"
        told.update(families.put(key, f"o{key}", said[f"o{key}"]))
        assert told == {int(id[1:]): followed(said, id) for id in said}


def test_a_change_touches_no_others():
    families = Families()
    for key in range(1, 1000):
        families.put(key, f"o{key}", "o0" if key > 1 else None)
    assert families.put(0, "o0", None) == [(0, "o0")]
    assert families.put(7, "o7", "o1") == [(7, "o1")]
