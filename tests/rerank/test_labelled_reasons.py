"""The gate in numbers: at most one true reason of twenty is lost, at most one false one of fifty gets through."""

from rerank.wording import check
from tests.rerank.labelled_reasons import BAD, GOOD, Reason


def judged(reason: Reason) -> str | None:
    return check(reason.text, reason.item, reason.x, reason.kind, reason.language, (), reason.query, reason.rating)


def test_true_reasons_get_through():
    refused = {reason.text: why for reason in GOOD if (why := judged(reason))}
    assert len(refused) <= 0.05 * len(GOOD), refused


def test_false_and_harmful_ones_do_not():
    passed = [reason.text for reason in BAD if judged(reason) is None]
    assert len(passed) <= 0.02 * len(BAD), passed


def test_there_are_enough_of_them_in_every_language():
    assert len(GOOD) >= 60
    assert len(BAD) >= 60
    for reasons in (GOOD, BAD):
        assert {reason.language for reason in reasons} == {"en", "de", "fr", "es"}
