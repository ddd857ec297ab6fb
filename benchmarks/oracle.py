"""What the way from a model to the answer can carry: a model over HTTP that knows what people will like.

``python benchmarks/oracle.py --protocol loo`` asks as ``because evaluate --rerank`` does, in the data folder of the
settings, but a server on this machine that puts the held-out items first; then the same for other weights and caps.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.table import Table

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from api.commands.console import out, progress, quiet_logs
from api.commands.evaluating import evaluate_folder, tell, tell_tables
from api.commands.reranking import rerank_part
from api.opening import existing
from api.settings import load_settings
from api.wiring import engagement_of, listwise_of
from hybrid.domain import Keys
from hybrid.evaluation import metrics
from hybrid.evaluation.positives import Positives
from hybrid.evaluation.run import EvaluateSettings, Ground, Part
from hybrid.evaluation.splits import Protocol, SplitSettings
from hybrid.profiles import Profile
from hybrid.recommend import Ranking
from hybrid.snapshot import Snapshot
from hybrid.store import Store
from rerank.evaluation.orders import lists
from rerank.evaluation.run import RerankPart
from rerank.fuse import Fusion
from rerank.listwise import ListwiseSettings, build
from rerank.task import RerankTask
from rerank.weight import FULL, Weight
from tests.servers.model_server import model_server, ranking

CAPS = (0, 2, 3, 5, 8, 10, 20)
WEIGHTS = (Weight.constant(0.4), Weight.constant(0.6), Weight.constant(0.8), FULL)


@dataclass
class Oracle:
    """The part of the evaluation, asking somebody who was told by ``pose`` what is right."""

    part: RerankPart
    told: ListwiseSettings
    right: dict[str, list[str]] = field(default_factory=dict)
    windows: dict[int, tuple[Sequence[int], int, Keys]] = field(default_factory=dict)

    def __call__(self, ground: Ground, progress: Callable[[float], None]) -> Part:
        """As ``RerankPart``."""
        return replace(self.part, pose=partial(self._pose, ground))(ground, progress)

    def answer(self, request: dict[str, Any]) -> str:
        """What the server says."""
        return ranking(self.right[request["messages"][-1]["content"]], request)

    def ratio(self, fusion: Fusion) -> float:
        """NDCG@10 with this fusion over the blend's."""
        rows, hits = [], []
        for keys, known, test in self.windows.values():
            knowing = sorted(keys, key=lambda key, test=test: key not in test)
            rows.append(fusion.order(keys, knowing, known))
            hits.append(test)
        starts, items = np.r_[0, np.cumsum([len(one) for one in hits])], np.concatenate(hits)
        blend = [keys for keys, _, _ in self.windows.values()]
        found = [
            metrics.ndcg(metrics.hits(lists(one), starts, items), np.diff(starts), 10).mean() for one in (rows, blend)
        ]
        return float(found[0] / found[1])

    def _pose(
        self, ground: Ground, snapshot: Snapshot, profile: Profile, ranking: Ranking, keys: Sequence[int]
    ) -> RerankTask:
        task = self.part.pose(snapshot, profile, ranking, keys)
        test = ground.cut.test(int(np.searchsorted(ground.cut.users, profile.user)))
        order = sorted(range(len(keys)), key=lambda at: keys[at] not in test)
        prompt = build(task, self.told).prompt
        self.right[prompt.messages[-1].content] = [str(at + 1) for at in order]
        self.windows.setdefault(int(profile.user or 0), (keys, profile.interactions, test))
        return task


def main(
    protocol: Annotated[Protocol, typer.Option()] = Protocol.TEMPORAL,
    people: Annotated[int, typer.Option(min=1)] = 200,
) -> None:
    """Measure and print."""
    quiet_logs()
    found: list[Oracle] = []
    with model_server(answer=lambda request: found[0].answer(request)) as server, progress("Evaluating") as told:
        llm = {"model": "openai/oracle", "api_base": server.api_base, "words": False}
        settings = load_settings()
        settings = settings.model_copy(update={"llm": settings.llm.model_copy(update=llm)})
        existing(settings)
        cut = SplitSettings(protocol, positives=Positives(engagement=engagement_of(settings)))

        def oracle(store: Store) -> Oracle:
            found.append(Oracle(rerank_part(settings, store, people), listwise_of(settings)))
            return found[0]

        report = evaluate_folder(settings, EvaluateSettings(cut, people, frozenset()), told, oracle)
    tell(report)
    tell_tables(report)
    out.print(ceilings(found[0], settings.rerank.fusion))


def ceilings(oracle: Oracle, serving: Fusion) -> Table:
    """By weight and cap."""
    table = Table("weight", *(f"cap {cap}" for cap in CAPS), title="NDCG@10 over the blend's, window only")
    for weight in (serving.weight, *WEIGHTS):
        table.add_row(str(weight), *(f"{oracle.ratio(Fusion(weight, cap)):.3f}" for cap in CAPS))
    return table


if __name__ == "__main__":
    typer.run(main)
