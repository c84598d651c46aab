"""Figures that bear each other out: ranks in the order of the points, ranks without gaps, areas that add up."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from pipeline.core.record import Ranking, Record, Score
from pipeline.normalise.text import fold

FEWEST = 3
"""Fewer figures than these agree by chance."""
_SLACK = 0.06
Topic = tuple[object, ...]
Figure = TypeVar("Figure", Score, Ranking)


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of a record, by the identity of their objects, that others bear out or contradict."""

    in_order: frozenset[int]
    out_of_order: frozenset[int]
    with_gaps: frozenset[int]
    adding_up: frozenset[int]


def agreement_of(record: Record) -> Agreement:
    """Return which scores and rankings of a record agree with one another."""
    rankings = _grouped(record.rankings, lambda item: (item.index, item.year, item.kind, item.maker))
    scores = _grouped(record.scores, lambda item: (item.index, item.year, item.kind, item.maker))
    ordered: set[int] = set()
    disordered: set[int] = set()
    for topic, ranked in rankings.items():
        found = [_ordered(ranked, group) for other, group in scores.items() if other[:2] == topic[:2]]
        told = [each for each in found if each is not None]
        if told:
            (ordered if any(told) else disordered).update(map(id, ranked))
            ordered.update(id(score) for each in _in_order(ranked, scores, topic) for score in each)
    gaps = [ranked for ranked in rankings.values() if len(ranked) >= FEWEST and not _is_whole(ranked)]
    return Agreement(
        frozenset(ordered),
        frozenset(disordered),
        frozenset(id(item) for ranked in gaps for item in ranked),
        frozenset(map(id, _adding_up(record.scores))),
    )


def _grouped(items: Iterable[Figure], topic: Callable[[Figure], Topic]) -> Mapping[Topic, Sequence[Figure]]:
    """Return the overall figures by what they are about, whoever they are of."""
    groups: dict[Topic, list[Figure]] = defaultdict(list)
    for item in items:
        if item.scope == "overall" and item.org is not None:
            groups[topic(item)].append(item)
    return groups


def _in_order(
    ranked: Sequence[Ranking], scores: Mapping[Topic, Sequence[Score]], topic: Topic
) -> Iterator[Sequence[Score]]:
    return (group for other, group in scores.items() if other[:2] == topic[:2] and _ordered(ranked, group))


def _ordered(ranked: Sequence[Ranking], scores: Sequence[Score]) -> bool | None:
    """Return whether better ranks have more points; None where too few have both."""
    points = {_whose(score): score.value for score in scores}
    both = sorted((item.rank, -points[_whose(item)]) for item in ranked if item.rank and _whose(item) in points)
    if len(both) < FEWEST:
        return None
    return all(first[1] <= second[1] for first, second in pairwise(both))


def _whose(item: Score | Ranking) -> str:
    return fold(item.org.raw) if item.org else ""


def _is_whole(ranked: Sequence[Ranking]) -> bool:
    """Whether the ranks run from the first on, ties apart: the next rank is at most the number of those before it."""
    ranks = sorted(item.rank for item in ranked if item.rank)
    return all(rank <= place for place, rank in enumerate(ranks, 1))


def _adding_up(scores: Sequence[Score]) -> Iterator[Score]:
    """Yield the scores of areas that add up to an overall one, and that one."""
    groups: dict[Topic, list[Score]] = defaultdict(list)
    for item in scores:
        groups[item.index, item.year, item.kind, item.maker].append(item)
    for group in groups.values():
        parts = [item for item in group if item.scope == "area"]
        total = sum(item.value for item in parts)
        wholes = [item for item in group if item.scope == "overall" and abs(item.value - total) < _SLACK]
        if len(parts) >= FEWEST and wholes:
            yield from (*parts, *wholes)
