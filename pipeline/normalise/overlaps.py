"""Chooses among spans that overlap: the one place where it is decided who wins."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar


class Ranged(Protocol):
    """Anything with character offsets (a spaCy `Span` has them)."""

    @property
    def start_char(self) -> int:
        """Offset of the first character."""

    @property
    def end_char(self) -> int:
        """Offset after the last character."""


T = TypeVar("T", bound=Ranged)


def resolve_overlaps(spans: Iterable[T], priority: Callable[[T], int] = lambda _: 0) -> list[T]:
    """Return those of the spans that don't overlap, in text order.

    The longest wins; of equally long ones the earlier; of equal ranges the one of higher priority;
    then the one given first.

    Args:
        spans: Spans in any order.
        priority: Rank of a span among others of the same range, higher first.
    """
    ranked = sorted(spans, key=lambda span: (span.start_char - span.end_char, span.start_char, -priority(span)))
    starts: list[int] = []
    kept: list[T] = []
    for span in ranked:
        at = bisect_left(starts, span.end_char)
        if at and kept[at - 1].end_char > span.start_char:
            continue
        starts.insert(at, span.start_char)
        kept.insert(at, span)
    return kept
