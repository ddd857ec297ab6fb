"""A reason does not repeat the rules of the prompt that asked for it; it may say what the data say."""

from rerank.leaks import RUN, repeats, rules_of
from rerank.ports import Message, Prompt

RULE = "Keep the given order unless you have a reason of substance to change it."
TOLD = "An American singer stumbles into the resistance behind the Iron Curtain."
RULES = rules_of(Prompt((Message("system", RULE), Message("user", TOLD)), temperature=0, max_tokens=100))


def test_the_rules_are_not_told():
    assert repeats(f"Top Secret!: {RULE}", RULES)
    assert repeats("You have a Reason, of substance: to laugh.", RULES)


def test_chance_is_no_leak():
    words = RULE.split()
    assert not repeats(" ".join(words[: RUN - 1]), RULES)
    assert repeats(" ".join(words[:RUN]), RULES)
    assert not repeats("", RULES)


def test_the_data_may_be_told():
    assert not repeats(TOLD, RULES)
