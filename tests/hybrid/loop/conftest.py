"""How long Hypothesis looks. ``--hypothesis-profile=thorough`` for a search of minutes; never against the clock."""

from hypothesis import HealthCheck, settings

settings.register_profile("quick", deadline=None)
settings.register_profile(
    "thorough", deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
settings.load_profile("quick")
