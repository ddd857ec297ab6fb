"""What a document says that has no effect in this catalogue, now: it is taken all the same. Pure.

A name that nothing has, a range in which nothing lies, a campaign that is over, a pin that can't stand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from hybrid.columns import ItemColumns
from hybrid.conditions import Condition, Scalar, folded
from hybrid.domain import Item, Mask, iso
from hybrid.problems import pointer, shown
from hybrid.rules.document import EVERYWHERE, Boost, Bury, Campaign, Pin, ScenarioDocument, Where, overlap
from hybrid.rules.layers import InForce
from hybrid.rules.vocabulary import Vocabulary
from hybrid.rules.wanted import Attributes

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Warned:
    """One thing; ``pointer`` is a JSON pointer into the document."""

    pointer: str
    message: str
    hint: str


@dataclass(frozen=True)
class Checking:
    """A document against a catalogue at a moment (UTC microseconds). ``in_force`` are all rules that would be with
    it, ``items`` those that it names, by id, as they are stored."""

    document: ScenarioDocument
    in_force: InForce
    columns: ItemColumns
    items: Mapping[str, Item]
    vocabulary: Vocabulary
    now: int
    _kept: dict[str, frozenset[Scalar]] = field(default_factory=dict)

    def warnings(self) -> Iterator[Warned]:
        """All, in the order of the document's fields. The first time a name is met all items are read."""
        found = self._found()
        if self._listed.any():
            yield from found
        elif next(found, None) is not None:
            yield Warned("", "The catalogue has no items yet, so that nothing of this has an effect.", "Add items.")

    def _found(self) -> Iterator[Warned]:
        yield from self._filter()
        for name in ("boosts", "buries"):
            entries: Sequence[Boost | Bury] = getattr(self.document, name)
            for n, entry in enumerate(entries):
                yield from self._where((name, n, "where"), entry.where)
                yield from self._over((name, n), entry)
        yield from self._amounts()
        yield from self._pins()
        yield from self._caps()
        yield from self._picks(("fallbacks", "editorial"), self.document.fallbacks.editorial)
        for n, row in enumerate(self.document.rows):
            yield from self._categories(("rows", n, "categories"), row.categories)
            yield from self._picks(("rows", n, "item_ids"), row.item_ids)

    # -- fields of the document --------------------------------------------------------------------

    def _filter(self) -> Iterator[Warned]:
        rule, viewer = self.document.filter, self.document.filter.viewer
        yield from self._categories(("filter", "categories"), rule.categories)
        yield from self._unknown(("filter", "exclude_ids"), rule.exclude_ids)
        yield from self._conditions(("filter", "attributes"), rule.attributes)
        if rule.price is not None and not self._some(rule.price.condition):
            yield _warned(("filter", "price"), "No item has such a price", self.vocabulary.value("price", 0))
        if viewer.language:
            yield from self._name(("filter", "viewer", "language"), "language")
        for rule_name, name in (("region", viewer.region), ("minimum_age", viewer.minimum_age)):
            if name is not None:
                yield from self._name(("filter", "viewer", rule_name), name)

    def _amounts(self) -> Iterator[Warned]:
        """What works by numbers and dates, where nothing has any."""
        size = self.columns.size
        for n, boost in enumerate(self.document.boosts):
            if boost.by is not None:
                at: Path = ("boosts", n, "by", "attribute")
                found = list(self._name(at, boost.by.attribute))
                keys = np.flatnonzero(self._listed)
                if not found and np.isnan(self.columns.values(boost.by.attribute, size).numbers(keys)).all():
                    found = [_warned(at, f"No item says a number as its `{boost.by.attribute}`", "Name another one.")]
                yield from found
        if self.document.freshness is not None and np.isnan(self.columns.days(np.flatnonzero(self._listed))).all():
            yield _warned(("freshness",), "No item has a `published_at` or a `year`", "Give the items one.")

    def _pins(self) -> Iterator[Warned]:
        pins = self.document.pins
        for n, pin in enumerate(pins):
            at: Path = ("pins", n)
            yield from self._picks((*at, "item_id"), [pin.item_id], single=True)
            yield from self._over(at, pin)
            twice = next((other for other in pins[:n] if other.item_id == pin.item_id and overlap(pin, other)), None)
            if twice is not None:
                message = f"Item {shown(pin.item_id)} is pinned to slot {twice.slot} at the same time"
                yield _warned((*at, "item_id"), message, "It stands in the first of its slots: take one pin out.")
            yield from self._above(at, pin)
        promoted = any(pin.shown_as == "promoted" for pin in pins) or any(b.weight > 0 for b in self.document.boosts)
        if promoted and self.document.promoted_share == 0:
            yield _warned(("promoted_share",), "With 0 no promoted pin stands and no boost lifts anything", "Raise it.")

    def _above(self, at: Path, pin: Pin) -> Iterator[Warned]:
        """What a pin of this document does to those of the document that it stands on."""
        for other in self._below:
            if not overlap(pin, other):
                continue
            if pin.slot == other.slot and pin.item_id != other.item_id:
                message = f"Slot {pin.slot} is that of item {shown(other.item_id)} in {EVERYWHERE} at the same time"
                yield _warned(
                    (*at, "slot"), message, "This pin takes it over: choose another slot if both are to stand."
                )
            elif pin.item_id == other.item_id and not self._taken(other):
                message = f"Item {shown(pin.item_id)} is pinned to slot {other.slot} in {EVERYWHERE} at the same time"
                yield _warned((*at, "item_id"), message, "It stands in the first of its slots: take one pin out.")

    def _taken(self, below: Pin) -> bool:
        """Does this document put an item into the slot of that pin, at a time?"""
        return any(one.slot == below.slot and overlap(one, below) for one in self.document.pins)

    def _caps(self) -> Iterator[Warned]:
        last = {cap.attribute: n for n, cap in enumerate(self.document.caps)}
        for n, cap in enumerate(self.document.caps):
            yield from self._name(("caps", n, "attribute"), cap.attribute)
            if n != last[cap.attribute]:
                message = f"Entry {last[cap.attribute]} caps `{cap.attribute}`, too, and holds instead of this one"
                yield _warned(("caps", n), message, "Take one of them out.")

    # -- parts of them -----------------------------------------------------------------------------

    def _where(self, at: Path, where: Where) -> Iterator[Warned]:
        found = [
            *self._categories((*at, "categories"), where.categories),
            *self._conditions((*at, "attributes"), where.attributes),
            *self._unknown((*at, "item_ids"), where.item_ids),
        ]
        yield from found
        if not found and not self._all(where.conditions, where.item_ids):
            yield _warned(at, "All of this together holds for no item", "Leave a condition out.")

    def _conditions(self, at: Path, attributes: Attributes) -> Iterator[Warned]:
        for name, given in attributes.items():
            here, condition = (*at, name), given.of(name)
            if not self._said(name):
                yield from self._name(here, name)
                continue
            values = [value for value in (given.eq, *(given.any_of or ()), *(given.no or ())) if value is not None]
            odd = [value for value in values if folded(value) not in self._said(name)]
            for value in odd:
                message = f"No item has {shown(value)} as its `{name}`"
                yield _warned(here, message, self.vocabulary.value(name, value))
            if not odd and not self._some(condition):
                bound = given.gt if given.gt is not None else given.lt
                yield _warned(here, f"This holds for no item's `{name}`", self.vocabulary.value(name, bound))

    def _name(self, at: Path, name: str) -> Iterator[Warned]:
        if not self._said(name):
            yield _warned(at, f"No item has a field or attribute {shown(name)}", self.vocabulary.name(name))

    def _categories(self, at: Path, names: Sequence[str]) -> Iterator[Warned]:
        for n, name in enumerate(names):
            if folded(name) not in self._said("categories"):
                hint = self.vocabulary.value("categories", name)
                yield _warned((*at, n), f"No item has the category {shown(name)}", hint)

    def _unknown(self, at: Path, ids: Sequence[str]) -> Iterator[Warned]:
        for n, id in enumerate(ids):
            if id not in self.items or not self.items[id].known:
                yield _warned((*at, n), f"There is no item {shown(id)}", self.vocabulary.id(id))

    def _picks(self, at: Path, ids: Sequence[str], single: bool = False) -> Iterator[Warned]:
        """Items that are to be shown: they must be there, in stock, and let through."""
        for n, id in enumerate(ids):
            item, here = self.items.get(id), at if single else (*at, n)
            if item is None or not item.known:
                yield _warned(here, f"There is no item {shown(id)}", self.vocabulary.id(id))
            elif not item.listed:
                yield _warned(here, f"Item {shown(id)} was deleted", "Leave it out.")
            elif self.in_force.document.filter.available and not item.recommendable:
                yield _warned(here, f"Item {shown(id)} is not available now", "It comes back when it is available.")
            elif (why := self._refused(item)) is not None:
                yield _warned(here, f"The filter keeps item {shown(id)} out, by {why}", "Change one of the two.")

    def _over(self, at: Path, campaign: Campaign) -> Iterator[Warned]:
        if campaign.end is not None and campaign.end <= self.now:
            yield _warned((*at, "end"), f"This ended at {iso(campaign.end)}", "Move its end, or take it out.")

    # -- the catalogue -----------------------------------------------------------------------------

    @cached_property
    def _below(self) -> Sequence[Pin]:
        """The pins of the document that this one stands on."""
        every = self.in_force.document.pins
        return every[: len(every) - len(self.document.pins)]

    @cached_property
    def _listed(self) -> Mask:
        return self.columns.listed.copy()

    def _said(self, name: str) -> frozenset[Scalar]:
        """All that listed items say under a name."""
        if name not in self._kept:
            values = self.columns.values(name, self._listed.size)
            codes = np.unique(values.codes[self._listed]).tolist()
            self._kept[name] = frozenset(value for code in codes for value in values.distinct[code])
        return self._kept[name]

    def _some(self, condition: Condition) -> bool:
        return bool((self.columns.holding(condition, self._listed.size) & self._listed).any())

    def _all(self, conditions: Sequence[Condition], ids: Sequence[str]) -> bool:
        mask = self._listed.copy()
        for condition in conditions:
            mask &= self.columns.holding(condition, mask.size)
        if not ids:
            return bool(mask.any())
        return any(mask[int(self.items[id].key)] for id in ids if id in self.items and self.items[id].key < mask.size)

    def _refused(self, item: Item) -> str | None:
        """The first condition of any filter in force that keeps it out."""
        size, key = self._listed.size, int(item.key)
        for rule in self.in_force.filters:
            if item.id in rule.exclude_ids:
                return "exclude_ids"
            for condition in rule.conditions:
                if key < size and not self.columns.holding(condition, size)[key]:
                    return condition.name
        return None


def named(document: ScenarioDocument) -> list[str]:
    """Every item id that a document names, in filters and rows, too."""
    found = [*document.filter.exclude_ids, *document.fallbacks.editorial, *(pin.item_id for pin in document.pins)]
    for where in (*(boost.where for boost in document.boosts), *(bury.where for bury in document.buries)):
        found += where.item_ids
    return [*found, *(id for row in document.rows for id in row.item_ids)]


def _warned(at: Path, message: str, hint: str) -> Warned:
    return Warned(pointer(at), f"{message}.", hint)
