"""Tasks in nearly the same words: another department's, or last year's of the same issuer.

rapidfuzz says how alike two texts are. Which pairs it is asked about follows from their rarest pairs
of syllables: of two texts that share enough of them, at least one of each one's rarest is shared. So
a text is compared with a few others, not with all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz

from pipeline.compare.rows import CopyRow, DocumentRow, TaskRow
from pipeline.normalise.text import fold

LIKENESS = 90.0  # rapidfuzz ratio, percent
_SHARED = 0.6  # share of pairs of syllables that two texts of that likeness have in common at least
_SHORTEST = 8  # syllables; shorter tasks are alike by chance
_KEPT = 40  # latest texts that are looked at for one pair of syllables
_FIGURES = re.compile(r"\d+")
_SYLLABLE = re.compile(r"[^\W_]+")

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Text:
    """A task's words without figures, with whose it is and when."""

    row: TaskRow
    document: DocumentRow
    words: str
    pairs: frozenset[Pair]

    @property
    def year(self) -> int:
        return self.document.first_year or 0


def find_copies(tasks: Iterable[TaskRow], documents: Iterable[DocumentRow]) -> Iterator[CopyRow]:
    """Yield, for every task, the earlier one that it is nearest to, in each of the two relations."""
    texts = _texts(tasks, {row.document_id: row for row in documents if row.twin_of is None})
    frequency = Counter(pair for text in texts for pair in text.pairs)
    index: dict[Pair, deque[_Text]] = defaultdict(lambda: deque(maxlen=_KEPT))
    for text in texts:
        rarest = sorted(text.pairs, key=lambda pair: (frequency[pair], pair))
        prefix = rarest[: len(rarest) - int(_SHARED * len(rarest)) + 1]
        others = {id(other): other for pair in prefix for other in index.get(pair, ())}
        yield from _nearest(text, list(others.values()))
        for pair in prefix:
            index[pair].append(text)


def _texts(tasks: Iterable[TaskRow], documents: dict[str, DocumentRow]) -> list[_Text]:
    """Return the tasks that can be compared, in the order of their documents' years and days."""
    found = []
    for row in tasks:
        document = documents.get(row.document_id)
        words = _FIGURES.sub("#", fold(row.text))
        syllables = _SYLLABLE.findall(words)
        if document and document.issuer_id and row.counts and len(syllables) >= _SHORTEST:
            pairs = frozenset(pairwise(syllables))
            found.append(_Text(row, document, words, pairs))
    return sorted(found, key=lambda text: (text.year, str(text.document.issued or ""), text.row.document))


def _nearest(text: _Text, others: list[_Text]) -> Iterator[CopyRow]:
    best: dict[str, tuple[float, _Text]] = {}
    for other in others:
        relation = _relation(text, other)
        if relation is None:
            continue
        likeness = fuzz.ratio(text.words, other.words, score_cutoff=LIKENESS)
        if likeness and likeness > best.get(relation, (0.0, other))[0]:
            best[relation] = (likeness, other)
    return (_row(relation, text, likeness, other) for relation, (likeness, other) in best.items())


def _relation(text: _Text, other: _Text) -> str | None:
    """Return what an earlier text is to a later one, None where neither relation holds."""
    if text.document.issuer_id == other.document.issuer_id:
        return "last_year" if text.year - 1 == other.year else None
    return "other_department" if text.year == other.year else None


def _row(relation: str, text: _Text, likeness: float, other: _Text) -> CopyRow:
    return CopyRow(
        document=text.row.document,
        document_id=text.row.document_id,
        item_id=text.row.item_id,
        page=text.row.page,
        quote=text.row.quote,
        relation=relation,
        likeness=round(likeness, 1),
        text=text.row.text,
        issuer=text.document.issuer,
        other_document=other.row.document,
        other_item_id=other.row.item_id,
        other_page=other.row.page,
        other_text=other.row.text,
        other_issuer=other.document.issuer,
    )
