"""What is true of a whole record and bears on how sure its items are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Self

from pipeline.confidence.agreement import Agreement, agreement_of
from pipeline.confidence.words import holds, noise_of, words_of
from pipeline.core.record import Finding, Item, Ranking, Record, Score, Section
from pipeline.normalise.text import fold

_HEADER = ("doc_type", "number", "date", "issuer", "signer")
_DOUBTS = ("score_", "max_", "rank_", "value_", "progress_", "date_", "deadline_")
Figure = Score | Ranking


@dataclass(frozen=True, slots=True)
class Ranges:
    """Ranges of the text, merged and in order, so that a look-up costs the logarithm of their number."""

    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, items: Iterable[Item | Finding]) -> Self:
        """Return the ranges that the items quote."""
        return cls.merged((span.start, span.end) for item in items for span in item.evidence)

    @classmethod
    def merged(cls, ranges: Iterable[tuple[int, int]]) -> Self:
        """Return any ranges, merged where they overlap."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(ranges):
            if ends and start < ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(starts, ends)

    def meet(self, item: Item) -> bool:
        """Whether the quotes of an item share a character with the ranges."""
        return any(self._meets(span.start, span.end) for span in item.evidence)

    def _meets(self, start: int, end: int) -> bool:
        place = bisect_right(self.ends, start)
        return place < len(self.starts) and self.starts[place] < end


@dataclass(frozen=True, slots=True)
class Facts:
    """Facts of one record.

    `noise` is one of `clean`, `toneless`, `capitals`, `misread`; `year` that of issue, None where it is
    not known; `doubted` the ranges of findings about figures; `clashing` and `repeated` the ids of the objects
    of scores and rankings that contradict another one, or say what another one says.
    """

    noise: str
    year: int | None
    is_complete: bool
    doubted: Ranges
    figures: Ranges
    tasks: Ranges
    agreement: Agreement
    clashing: frozenset[int]
    repeated: frozenset[int]
    clashing_makers: frozenset[str]
    shared: frozenset[tuple[int, int]]
    results: Ranges
    issued: str | None
    text: str


def facts_of(record: Record) -> Facts:
    """Return what is true of the record as a whole."""
    header = record.header
    issued = header.date.value if header.date else None
    groups = (record.scores, record.rankings)
    clashing = frozenset(id(item) for group in groups for item in _clashing(group))
    doubts = [finding for finding in record.findings if finding.code.startswith(_DOUBTS)]
    return Facts(
        noise=noise_of(words_of(record.text)),
        year=int(issued[:4]) if issued else None,
        is_complete=all(getattr(header, name) is not None for name in _HEADER),
        doubted=Ranges.of(doubts),
        figures=Ranges.of([*record.scores, *record.rankings]),
        tasks=Ranges.of(record.tasks),
        agreement=agreement_of(record),
        clashing=clashing,
        repeated=frozenset(id(item) for group in groups for item in _repeated(group)),
        clashing_makers=frozenset(_line(item) for group in groups for item in group if id(item) in clashing),
        shared=_shared(record),
        results=_results(record.sections),
        issued=issued,
        text=record.text,
    )


def _line(item: Figure) -> str:
    return f"{type(item).__name__} {item.maker} {item.index} {item.scope == 'overall'}"


def line_of(item: Figure) -> str:
    """Return what the scores of one table have in common: they are wrong together."""
    return f"{type(item).__name__} {item.maker} {item.index} True"


def _said(item: Figure) -> tuple[object, ...]:
    """Return what a score or ranking says, without what it says it about."""
    return (item.value, item.max) if isinstance(item, Score) else (item.rank, item.of)


def _topic(item: Figure) -> tuple[object, ...]:
    whose = item.org.raw if item.org else None
    return (
        item.index,
        item.year,
        item.scope,
        item.area,
        item.label if item.scope != "overall" else None,
        item.kind,
        whose,
    )


def _clashing(items: Sequence[Figure]) -> Iterable[Figure]:
    """Yield the overall figures that another one contradicts.

    Of the same topic it says something else; or the same figure is told of another year or index: a score
    with decimals hardly comes twice, a rank does where many are ranked.
    """
    overall = [item for item in items if item.scope == "overall" and item.kind in ("achieved", "deducted")]
    said: dict[object, set[object]] = defaultdict(set)
    told: dict[object, set[object]] = defaultdict(set)
    for item in overall:
        said[_topic(item)].add(_said(item)[0])
        told[_mark(item)].add((item.index, item.year))
    for item in overall:
        if len(said[_topic(item)] - {None}) > 1 or (_mark(item) is not None and len(told[_mark(item)]) > 1):
            yield item


def _mark(item: Figure) -> object:
    """Return what makes a figure one of its own, None where chance could repeat it."""
    if isinstance(item, Score):
        return item.value if item.value % 1 else None
    return (item.index, item.rank, item.org.raw if item.org else None) if item.rank is not None else None


def _shared(record: Record) -> frozenset[tuple[int, int]]:
    """Return the places that several tasks have their deadline or their lead from."""
    deadlines = (part.evidence[0] for task in record.tasks for part in task.deadlines)
    leads = (part.evidence[0] for task in record.tasks for part in task.lead)
    places = Counter((span.start, span.end) for span in (*deadlines, *leads))
    return frozenset(place for place, times in places.items() if times > 1)


def _results(sections: Sequence[Section]) -> Ranges:
    """Return where the text tells results, aims and background, by its headings."""
    return Ranges.merged(_told(sections))


def _told(sections: Sequence[Section]) -> Iterator[tuple[int, int]]:
    for section in sections:
        if holds("results", fold(section.title)):
            yield section.start, section.end
        else:
            yield from _told(section.children)


def _repeated(items: Sequence[Figure]) -> Iterable[Figure]:
    by_all: dict[object, list[Figure]] = defaultdict(list)
    for item in items:
        by_all[(_topic(item)[:3], _said(item))].append(item)
    return (item for group in by_all.values() if len(group) > 1 for item in group)
