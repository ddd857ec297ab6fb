"""What wishes in words find in the sample: by meaning, by words and by both: ``python benchmarks/wishes.py``.

A right answer is a fact of the sample: a film of the category, or with one of the tags, that the wish is about. Most
wishes say it in other words. hit@10: wishes with a right film among the first ten; p@10: how many of the ten are right.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeAlias

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("OMP_NUM_THREADS", "1")  # one request is served by one thread
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from api.commands.demo import sample_files
from hybrid import neighbours
from hybrid.content.asking import telling
from hybrid.domain import Item, Json
from hybrid.engine import Engine, EngineSettings
from hybrid.records import ItemRecord
from hybrid.snapshot import Snapshot

FIRST: Final = 10
REPEATS: Final = 20
SAME, OTHER, FOREIGN = "the catalogue's words", "other words", "other languages"
ALL = "all"
Find: TypeAlias = Callable[[str], list[int]]


@dataclass(frozen=True)
class Wish:
    """What somebody says, and what is right: any of these categories or tags."""

    group: str
    text: str
    right: frozenset[str]


def _wishes(group: str, lines: str) -> list[Wish]:
    """Lines of a wish and, after a bar, what is right."""
    pairs = (line.split("|") for line in lines.strip().splitlines())
    return [Wish(group, text.strip(), frozenset(map(str.strip, right.split(",")))) for text, right in pairs]


WISHES: Final = [
    *_wishes(SAME, """
        a clever heist in a big city | heist, bank robbery
        a courtroom drama with a stubborn lawyer | courtroom, lawyer
        time travel | time travel
        something with talking animals for the kids | talking animals
        a musical | Musical
        an old western | Western
        samurai | samurai
        a road trip with friends | road trip
        a film about a serial killer and a detective | serial killer
        show me a documentary please | Documentary
        christmas | christmas
        stop motion animation | stop motion, aardman
        prison escape | prison escape
        a submarine | submarine
    """),
    *_wishes(OTHER, """
        something short and funny for tonight | Comedy
        I want to laugh | Comedy
        make me scared out of my wits | Horror
        a cartoon for the whole family | Animation
        lovers who cannot be together | Romance
        spaceships and extraterrestrials | aliens, space, alien invasion
        robbing a casino | heist, bank robbery
        a murder case to puzzle over | Mystery
        soldiers at the front | War
        undead bloodsuckers | vampires
        a holiday film with snow and Santa | christmas
        battles with swords and wizards | swordplay, wizards, magic, middle-earth, king arthur
        an undercover secret agent with gadgets | spy, james bond, cia
        gunslingers on the frontier | Western
        computers, hackers and machines that rebel | hacker, computers, artificial intelligence, robots
        cops and mobsters | mafia, gangsters, police
        a tale of a student and a teacher | teacher, high school, college
    """),
    *_wishes(FOREIGN, """
        etwas Lustiges für heute Abend | Comedy
        ein Film über die Mafia | mafia, gangsters
        quelque chose de drôle pour ce soir | Comedy
        un film de vampires | vampires
        una película de terror | Horror
        un documental | Documentary
    """),
]  # fmt: skip


def main(words: list[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", type=Path, help="the same figures, and what each wish found")
    parser.add_argument("--each", action="store_true", help="print what each wish found by both")
    asked = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine.open(Path(folder), EngineSettings(), lambda: time.time_ns() // 1000)
        try:
            told = measure(engine)
        finally:
            engine.close()
    for line in _lines(told):
        print(line)
    if asked.each:
        for wish in told["wishes"]:
            print(f"{wish['both']['right']:3d}  {wish['text']}: {', '.join(wish['both']['titles'][:5])}")
    if asked.json:
        asked.json.write_text(json.dumps(told, indent=2, ensure_ascii=False))
    return 0


def measure(engine: Engine) -> dict[str, Json]:
    """Figures by group and method, what each wish found, and CPU milliseconds of a search, median over the wishes."""
    with sample_files()[0].open(encoding="utf-8") as lines:
        records = [_record(json.loads(line)) for line in lines]
    for start in range(0, len(records), 1_000):
        engine.upsert_items(records[start : start + 1_000])
    items = {int(item.key): item for item in engine.store.catalog.all()}
    methods = _methods(engine.snapshot)
    wishes = [
        {"group": w.group, "text": w.text, **{name: _told(w, find(w.text), items) for name, find in methods.items()}}
        for w in WISHES
    ]
    groups = {
        group: {name: _figures([w[name] for w in wishes if group in (w["group"], ALL)]) for name in methods}
        for group in (SAME, OTHER, FOREIGN, ALL)
    }
    return {"groups": groups, "cpu_ms": {name: _cpu(find) for name, find in methods.items()}, "wishes": wishes}


def _methods(snapshot: Snapshot) -> dict[str, Find]:
    """Each gives the keys of the first ten. ``sentence`` is the mean of all words' vectors, little ones too."""
    space, allowed = snapshot.space, snapshot.columns.recommendable

    def sentence(text: str) -> list[int]:
        towards = space.project(space.embedder.embed([text]))[0]
        return [int(key) for key in space.search(towards, allowed, FIRST)[0]]

    def words(text: str) -> list[int]:
        return [] if snapshot.words is None else [int(key) for key in snapshot.words.find(telling(text), FIRST)[0]]

    def searching(what: Snapshot) -> Find:
        return lambda text: [one.key for one in neighbours.search(what, text, FIRST, allowed)]

    return {
        "sentence": sentence,
        "meaning": searching(replace(snapshot, words=None)),
        "words": words,
        "both": searching(snapshot),
    }


def _record(row: dict[str, Json]) -> ItemRecord:
    known = {name: value for name, value in row.items() if name in ItemRecord.model_fields}
    return ItemRecord(**known, attributes={name: value for name, value in row.items() if name not in known})


def _told(wish: Wish, keys: Sequence[int], items: Mapping[int, Item]) -> dict[str, Json]:
    found = [items[key] for key in keys]
    right = sum(not wish.right.isdisjoint({*item.categories, *item.tags}) for item in found)
    return {"right": right, "titles": [item.title for item in found]}


def _figures(found: Sequence[Mapping[str, Json]]) -> dict[str, float]:
    right = np.array([one["right"] for one in found])
    return {"hit@10": round(float((right > 0).mean()), 3), "p@10": round(float(right.mean() / FIRST), 3)}


def _cpu(find: Find) -> float:
    """Milliseconds of this process for one search: the median over the wishes of each one's median."""
    taken = []
    for wish in WISHES:
        each = []
        for _ in range(REPEATS):
            begun = time.process_time_ns()
            find(wish.text)
            each.append((time.process_time_ns() - begun) / 1e6)
        taken.append(float(np.median(each)))
    return round(float(np.median(taken)), 3)


def _lines(told: Mapping[str, Json]) -> Iterator[str]:
    names = list(told["cpu_ms"])
    yield f"{'hit@10 / p@10':24}" + "".join(f"{name:>16}" for name in names)
    for group, by in told["groups"].items():
        yield f"{group:24}" + "".join(f"{by[name]['hit@10']:>8.3f} /{by[name]['p@10']:>6.3f}" for name in names)
    yield f"{'CPU ms per search':24}" + "".join(f"{told['cpu_ms'][name]:>16.3f}" for name in names)


if __name__ == "__main__":
    sys.exit(main())
