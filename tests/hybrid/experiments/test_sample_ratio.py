import numpy as np
from hypothesis import settings
from scipy.stats import binom

from hybrid.experiments.sample_ratio import ALARM, mismatch

RUNS = 5000 if settings.get_current_profile_name() == "thorough" else 500
SHARES = {"control": 0.5, "one": 0.3, "other": 0.2}


def alarms(true: list[float], seed: int, runs: int = RUNS) -> float:
    """Of 30 daily looks at people who come to the arms by the shares ``true``."""
    days = np.random.default_rng(seed).multinomial(300, true, (runs, 30)).cumsum(axis=1)
    found = (
        any(mismatch(dict(zip(SHARES, map(int, day), strict=True)), SHARES) < ALARM for day in run) for run in days
    )
    return sum(found) / runs


def test_people_who_come_as_they_should_raise_no_alarm() -> None:
    assert alarms([0.5, 0.3, 0.2], 1) <= binom.ppf(0.999, RUNS, ALARM) / RUNS


def test_an_arm_that_loses_a_seventh_of_its_people_is_noticed() -> None:
    assert alarms([0.5 / 0.957, 0.257 / 0.957, 0.2 / 0.957], 2, 50) >= 0.9


def test_without_people_or_with_one_arm_there_is_nothing_to_say() -> None:
    assert mismatch({}, SHARES) == 1.0
    assert mismatch({"control": 0, "one": 0, "other": 0}, SHARES) == 1.0
    assert mismatch({"control": 1000}, SHARES) == 1.0
    assert mismatch({"control": 500, "one": 300}, SHARES) > ALARM
