"""A whole page in one call: the list of recommended items, then rows beside it, under one impression."""

from __future__ import annotations

import time
from itertools import chain

from api.answers import anchors_of, because, recommended
from api.opinion import Made
from api.page_schemas import Page, PageQuery, PageRow
from api.pipeline import Pipeline
from api.shelves import Shelf, Shelves
from api.threads import run
from hybrid.experiments.treatments import Treating
from hybrid.reader import Reader
from hybrid.rules.rows import Row, RowKind
from rerank.library import PromptLibrary


class Pages:
    """Answers for pages: the language model is asked for the row of recommended items alone."""

    def __init__(self, engine: Reader, library: PromptLibrary, pipeline: Pipeline, treating: Treating) -> None:
        self._engine = engine
        self._library = library
        self._pipeline = pipeline
        self._treating = treating

    async def make(self, query: PageQuery, user_id: str, name: str, caller: str = "") -> tuple[Page, Made]:
        """The rows that scenario ``name`` lists, and all of them as one list; no impression is kept. ``caller`` as in
        ``Pipeline.recommend``."""
        begun = time.perf_counter()
        rows = await run(self._rows, user_id, name)
        limit = next((row.limit for row in rows if row.kind is RowKind.RECOMMENDED), None)
        made = await self._pipeline.make(query.request(user_id, name, limit), caller)
        page, keys = await run(self._page, made, rows, name)
        items = list(chain.from_iterable(row.items for row in page.rows))
        took = {**made.given.took_ms, "total": round((time.perf_counter() - begun) * 1000, 2)}
        listed = Made(made.given.model_copy(update={"items": items}), tuple(keys), made.ready)
        return page.model_copy(update={"took_ms": took}), listed

    def _rows(self, user_id: str, name: str) -> list[Row]:
        """As the person's experiment has them."""
        user = self._engine.store.users.get(user_id)
        person = user_id if user is None else user.id
        return self._treating.of(name, person, self._engine.snapshot).rules.document.rows

    def _page(self, made: Made, rows: list[Row], name: str) -> tuple[Page, list[int]]:
        ready, given = made.ready, made.given
        listed = any(row.kind is RowKind.RECOMMENDED for row in rows)
        shelves = Shelves(self._engine, ready, set(made.shown) if listed else set())
        shown: list[PageRow] = []
        keys: list[int] = []
        for row in rows:
            if row.kind is not RowKind.RECOMMENDED:
                for shelf in shelves.fill(row):
                    shown.append(self._row(shelf))
                    keys += shelf.keys
            elif given.items:
                title = row.title or self._library.sentences(ready.locale).heading(row.kind)
                shown.append(PageRow.model_construct(kind=row.kind.value, title=title, items=given.items))
                keys += made.shown
        page = Page.model_construct(
            recommendation_id=given.recommendation_id,
            user_id=given.user_id,
            page=name,
            rows=shown,
            rerank=given.rerank,
            took_ms={},
        )
        return page, keys

    def _row(self, shelf: Shelf) -> PageRow:
        ready, catalog = shelf.ready, self._engine.store.catalog
        sentences, top = self._library.sentences(ready.locale), self._engine.settings.engagement.scale[1]
        anchor, x = shelf.anchor, None
        if anchor is not None and anchor.item is not None:
            x = anchors_of([anchor], catalog)[anchor.item]
        event = None if anchor is None or anchor.event is None else anchor.event.type
        title = shelf.title or sentences.heading(shelf.kind, "" if x is None else x.title, shelf.about, event)
        return PageRow.model_construct(
            kind=shelf.kind,
            title=title,
            because=None if anchor is None else because(x, anchor),
            category=shelf.about or None,
            items=recommended(ready, shelf.keys, shelf.causes, catalog, sentences, top),
        )
