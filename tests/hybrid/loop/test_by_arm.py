"""Counts by scenario and arm stay few."""

from hybrid.loop.by_arm import MOST, OTHER, ByArm


def test_names_that_callers_make_up_are_counted_together():
    counted = ByArm()
    counted.add("homepage", "e", "b")
    for n in range(MOST + 50):
        counted.add(f"made-up-{n}", "", "")
    counted.add("homepage", "e", "b")
    assert len(counted.counts) == MOST + 1
    assert counted.counts["homepage", "e/b"] == 2
    assert counted.counts[OTHER, ""] == 51
