"""The gate in numbers: of two hundred reasons, one true in twenty may be lost and one false in fifty get through."""

import sys
from collections import Counter
from collections.abc import Sequence

import pytest

from hybrid.domain import Item
from rerank.titles import Titles
from tests.rerank import (
    labelled_blind,
    labelled_catalogue,
    labelled_development,
    labelled_fourth,
    labelled_fresh,
    labelled_plain,
    labelled_reasons,
    labelled_second,
    labelled_third,
    labelled_unseen,
)
from tests.rerank.labelled_format import Reason

SETS = {
    "development": (labelled_development.REASONS, labelled_development.ITEMS, 0.98, 0.15),
    "second": (labelled_second.REASONS, labelled_second.ITEMS, 0.98, 0.12),
    "third": (labelled_third.REASONS, labelled_third.ITEMS, 0.95, 0.10),
    "unseen": (labelled_unseen.REASONS, labelled_unseen.ITEMS, 0.9, 0.25),
    "plain": (labelled_plain.REASONS, labelled_plain.ITEMS, 0.98, 0.05),
    "fourth": (labelled_fourth.REASONS, labelled_fourth.ITEMS, 0.8, 0.2),
    "blind": (labelled_blind.REASONS, labelled_blind.ITEMS, 0.8, 0.2),
    "fresh": (labelled_fresh.REASONS, labelled_fresh.ITEMS, 0.9, 0.25),
}
"""Besides the two hundred: reasons, items, and how much is caught at least and refused at most. The gate was bettered
on the first four after they had been measured once and on "plain" while that was written. Nothing was ever learnt from
the fourth; of the last two, one kind: amounts and decades in words, which they had shown to pass."""


def judged(reasons: Sequence[Reason], items: Sequence[Item]) -> tuple[float, float, str]:
    """The part of the true ones that is refused, the part of the false ones that is caught, and who is judged wrong."""
    titles = Titles.of(item.title for item in items)
    found = [(reason, reason.wrong(titles)) for reason in reasons]
    lost = [f"{why}: {reason.text}" for reason, why in found if not reason.way and why]
    passed = [f"PASSED as {reason.way}: {reason.text}" for reason, why in found if reason.way and why is None]
    true = sum(not reason.way for reason in reasons)
    return len(lost) / true, 1 - len(passed) / (len(reasons) - true), "\n".join([*lost, *passed])


def test_two_hundred_labelled_reasons():
    refused, caught, wrong = judged(labelled_reasons.REASONS, tuple(labelled_catalogue.ITEMS.values()))
    sys.stdout.write(f"labelled: {caught:.1%} of the false caught, {refused:.1%} of the true refused\n{wrong}\n")
    assert caught >= 0.98
    assert refused <= 0.05


@pytest.mark.parametrize("name", SETS)
def test_the_sets_beside_it(name: str):
    reasons, items, least_caught, most_refused = SETS[name]
    refused, caught, wrong = judged(reasons, tuple(items.values()))
    sys.stdout.write(f"{name}: {caught:.1%} of the false caught, {refused:.1%} of the true refused\n{wrong}\n")
    assert caught >= least_caught
    assert refused <= most_refused


def test_the_two_hundred_are_what_they_are_said_to_be():
    reasons = labelled_reasons.REASONS
    assert Counter(bool(reason.way) for reason in reasons) == {True: 100, False: 100}
    assert len({reason.text for reason in reasons}) == 200
    for false in (True, False):
        languages = Counter(reason.language for reason in reasons if bool(reason.way) is false)
        assert set(languages) == {"en", "de", "fr", "es"}
        assert languages["en"] <= 60
    texts = [{reason.text for reason in one} for one in (reasons, *(entry[0] for entry in SETS.values()))]
    assert sum(map(len, texts)) == len(set().union(*texts))
