"""How long is looked: ``--hypothesis-profile=thorough`` for a search of minutes, and ten times the experiments."""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "thorough", deadline=None, max_examples=10_000, suppress_health_check=[HealthCheck.too_slow], print_blob=True
)
