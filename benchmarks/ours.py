"""The product itself: trained as ``because train`` does, asked through the read path that serves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from benchmarks.cases import LOO, PLACES, Case, View, excluded
from benchmarks.data import Dataset, content_space
from hybrid.collaborative.settings import Objective, TrainSettings
from hybrid.domain import UserKey
from hybrid.evaluation.fitting import Fitted, Product, ProductFit
from hybrid.evaluation.measure import Question
from hybrid.profiles import Engagement, Profile, fold
from hybrid.rules import Filter


def product_fit(data: Dataset, protocol: str, seed: int) -> ProductFit:
    """All defaults, but for the scale of the ratings and, for the very next item, the objective."""
    objective = Objective.NEXT if protocol == LOO else Objective.WINDOW
    train = TrainSettings(objective=objective, seed=seed)
    return ProductFit(
        items=lambda: data.items, space=content_space(data.items), train=train, engagement=engagement(data)
    )


def engagement(data: Dataset) -> Engagement:
    """As the setting ``rating_scale`` makes it."""
    low, high = data.scale
    return Engagement(scale=data.scale, prior_mean=low + 2 / 3 * (high - low))


def rank(fitted: Fitted, base: Case, view: View, said: Engagement) -> Mapping[str, NDArray[np.int32]]:
    """Everybody's lists by stage, shape (n, PLACES), padded with -1."""
    product = Product(fitted)
    wanted = Filter() if view.out is None else Filter(exclude=tuple(view.out.tolist()))
    lists: dict[str, NDArray[np.int32]] = {}
    with threadpool_limits(1, "blas"):  # as serving does
        for place, asking in enumerate(profiles(base, view, said)):
            for stage, keys in product.ranked(Question(asking, wanted, PLACES)).items():
                found = lists.setdefault(stage, np.full((len(base.users), PLACES), -1, np.int32))
                top = np.asarray(keys, np.int32)[:PLACES]
                found[place, : len(top)] = top
    return lists


def profiles(base: Case, view: View, said: Engagement) -> Iterator[Profile]:
    """Everybody as they ask. What may not be shown comes from the whole history, however little of it is known."""
    row, item = excluded(base, view)
    starts = np.searchsorted(row, np.arange(len(base.users) + 1))
    asked_at = base.cut.asked_at[np.searchsorted(base.cut.users, base.users)]
    for place, user in enumerate(base.users.tolist()):
        told = base.cut.history(user)
        known = told if view.given is None else told[-view.given :]
        found = fold(known, int(asked_at[place]), said, UserKey(user) if view.given is None else None)
        yield replace(found, seen=item[starts[place] : starts[place + 1]])
