"""Nothing collaborative is shown or explained from fewer people than the document wants."""

from __future__ import annotations

import numpy as np
import pytest

from hybrid.blend import BlendWeights, Knot
from hybrid.candidates import Query
from hybrid.collaborative.factors import Factors
from hybrid.collaborative.links import Links
from hybrid.columns import ItemColumns
from hybrid.content.space import ContentSpace
from hybrid.content.table import VectorTable
from hybrid.domain import SourceName
from hybrid.evaluation.vectors import ExactIndex
from hybrid.model import ITEM_TO_ITEM, Counts, Manifest, Model, Recipe, Table
from hybrid.neighbours import also_liked
from hybrid.profiles import Decay, Weighing
from hybrid.recommend import assess, rank
from hybrid.rules import Filter
from hybrid.rules.document import ScenarioDocument
from hybrid.rules.ruling import Ruling
from hybrid.snapshot import Snapshot
from hybrid.standins import StandIns
from tests.hybrid.content.worlds import Letters
from tests.hybrid.events import clicks
from tests.hybrid.rules.shops import item

FLAT = Weighing(Decay(interactions=None))
MANY, FEW, LINKED, RARE, NEW = 1, 2, 3, 4, 5
"""Items met: by many, by few. Linked to both: one by many, one by few, and one that training has not met."""


@pytest.fixture
def snapshot() -> Snapshot:
    """Whoever met 1 or 2 likes 3 and 4; 5 is new and borrows from 3 and 4 alike."""
    columns = ItemColumns()
    columns.put(item(key) for key in range(1, 6))
    columns.reset_engagement({MANY: 9, FEW: 3, LINKED: 7, RARE: 4})
    neighbours = np.array([[LINKED, RARE], [RARE, LINKED]], np.int32)
    links = Links(neighbours, np.array([[1.0, 0.9], [1.0, 0.9]], np.float32), np.array([-1, 0, 1, -1, -1], np.int32))
    known = np.array([False, True, True, True, True])
    factors = Factors(np.zeros((1, 1), np.float32), np.zeros(1, bool), np.zeros((5, 1), np.float32), 0 * known, known)
    table = Table(ITEM_TO_ITEM, SourceName.EASE, links, FLAT, 1.0)
    weights = BlendWeights(known=(), unknown=(Knot(0, {ITEM_TO_ITEM: 1.0}),))
    model = Model("v", Manifest("v", 0, Counts(9, 4, 9, 9, None)), factors, (table,), Recipe(weights, 1.0, FLAT, 1.0))
    standins = StandIns(np.array([NEW]), np.array([[LINKED, RARE]]), np.array([[0.5, 0.5]], np.float32), 1.0)
    vectors = VectorTable(np.zeros(26, np.float32))
    return Snapshot.of(columns, ContentSpace(Letters(), vectors, ExactIndex(vectors)), model, standins)


def ruling(least: int) -> Ruling:
    return Ruling(ScenarioDocument(min_people=least))


def scores(snapshot: Snapshot, least: int, *met: int) -> dict[int, float]:
    ranking = assess(snapshot, clicks(*met), [LINKED, RARE, NEW], ruling=ruling(least))
    return {key: ranking.score(key) for key in (LINKED, RARE, NEW)}


def test_neither_shown_nor_explained_from_few(snapshot: Snapshot):
    assert scores(snapshot, 1, MANY) == pytest.approx({LINKED: 1.0, RARE: 0.9, NEW: 0.95})
    assert scores(snapshot, 5, MANY) == pytest.approx({LINKED: 1.0, RARE: 0.0, NEW: 0.5}), "the few lend nothing either"
    assert scores(snapshot, 5, FEW) == pytest.approx({LINKED: 0.0, RARE: 0.0, NEW: 0.0})
    assert rank(snapshot, clicks(MANY), Filter(), 1, ruling=ruling(5)).sources(LINKED) == ["ease"]


def test_what_an_item_contributed_stays_exact(snapshot: Snapshot):
    profile = clicks(MANY, FEW)
    query = Query(profile, snapshot.columns.recommendable, enough=ruling(5).enough(snapshot.columns))
    scoring = next(one for one in snapshot.gather(query) if one.channel == ITEM_TO_ITEM)
    keys = np.array([LINKED, RARE, NEW])
    assert profile.weights(FLAT) @ scoring.similarity(keys) == pytest.approx(scoring.raw(keys))
    blended = assess(snapshot, profile, keys.tolist(), ruling=ruling(5)).blended
    drops = dict(zip(blended.keys.tolist(), blended.drops([0, 1, 2]).T.tolist(), strict=True))
    assert drops[LINKED] == pytest.approx([1.0, 0.0]), "the item that few met is no cause"


def test_nor_among_what_others_liked(snapshot: Snapshot):
    allowed = snapshot.columns.recommendable
    found = also_liked(snapshot, MANY, 5, allowed, min_people=5)
    assert [one.key for one in found if one.source is SourceName.LIGHTFM] == [LINKED]
    assert not [one for one in also_liked(snapshot, FEW, 5, allowed, min_people=5) if one.source is SourceName.LIGHTFM]
    assert [one.key for one in also_liked(snapshot, FEW, 5, allowed) if one.source is SourceName.LIGHTFM] == [
        RARE,
        LINKED,
    ]
