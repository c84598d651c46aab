"""Each item of a record, with what is known about it and whether it is right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.confidence.features import features_of
from pipeline.confidence.items import Place
from pipeline.core.record import Item, Record
from pipeline.evaluate.plain import Json
from pipeline.evaluate.tally import Tally


@dataclass(frozen=True, slots=True)
class Outcome:
    """One item of a record.

    `field` is that of the record (`tasks.lead`), `group` the fields that are judged together, `features` what
    its confidence is made of. It is right where every comparison that the figures count found it right.
    """

    document: str
    field: str
    group: str
    maker: str | None
    confidence: float | None
    features: frozenset[str]
    is_right: bool


def outcomes_of(document: str, record: Json, tally: Tally) -> Iterator[Outcome]:
    """Yield the items of a record that its comparison judged, in the order of the record.

    Parts of a task that has no annotated counterpart are not judged: the figures don't count them either.
    A record that breaks the schema has none.
    """
    judged = _judged(tally)
    try:
        known = Record.model_validate(record)
    except ValueError:
        return
    for place, names in features_of(known):
        is_right = judged.get(id(_at(record, place.path)))
        if is_right is not None:
            yield _outcome(document, place, names, is_right)


def _judged(tally: Tally) -> dict[int, bool]:
    """Return by the identity of each item whether all that was said about it is right."""
    judged: dict[int, bool] = {}
    for verdict in tally.verdicts:
        judged[id(verdict.item)] = verdict.is_right and judged.get(id(verdict.item), True)
    return judged


def _outcome(document: str, place: Place, names: frozenset[str], is_right: bool) -> Outcome:
    maker = place.item.maker if isinstance(place.item, Item) else None
    return Outcome(document, place.field, place.group, maker, place.item.confidence, names, is_right)


def _at(record: Json, path: tuple[str | int, ...]) -> object:
    found: Any = record
    for step in path:
        found = found[step]
    return found
