"""Points that a document says were lost: of criteria, and of areas what their criteria leave over."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import blake2b

from pipeline.compare.causes import find_cause, line_at
from pipeline.compare.comparable import KINDS
from pipeline.compare.record_rows import score_rows
from pipeline.compare.rows import ScoreRow
from pipeline.compare.sources import Source
from pipeline.core.record import Record
from pipeline.normalise.text import fold, squeeze

_LEAST = 0.005
_RANKED = (*KINDS, "deducted")


@dataclass(frozen=True, slots=True)
class Loss:
    """Points lost, as one document prints them.

    Attributes:
        row: the score that they are lost of.
        lost: points; of an area what its criteria don't explain.
        cause: why, as the document says.
        line: offset of the line that it stands in, which a task may share.
    """

    row: ScoreRow
    lost: float
    cause: str | None
    line: int

    @property
    def key(self) -> tuple[object, ...]:
        """What is lost, the same in every document that says so: whose, of which index, year and part."""
        row = self.row
        name = fold(squeeze(row.label or "")) if row.scope == "criterion" or row.area is None else ""
        return row.org_id, row.index, row.year, row.scope, row.area, name

    @property
    def id(self) -> str:
        """The same for the same loss, whichever document tells it."""
        return blake2b(repr(self.key).encode(errors="surrogateescape"), digest_size=8).hexdigest()


def find_losses(record: Record, source: Source) -> Iterator[Loss]:
    """Yield the points that a record says were lost, each part once, with the cause that stands beside it."""
    rows = zip(record.scores, score_rows(record, source), strict=True)
    parts: dict[tuple[object, ...], tuple[ScoreRow, int]] = {}
    for score, row in rows:
        if not _is_counted(row):
            continue
        start = score.evidence[0].start
        loss = Loss(row, row.lost or 0, None, line_at(record.text, start))
        if loss.key not in parts or _official(row) < _official(parts[loss.key][0]):
            parts[loss.key] = (row, start)
    explained = _explained(row for row, _ in parts.values())
    for row, start in parts.values():
        lost = round((row.lost or 0) - explained.get(_area_of(row), 0) * (row.scope == "area"), 4)
        if lost >= _LEAST:
            yield Loss(row, lost, find_cause(record, start), line_at(record.text, start))


def _is_counted(row: ScoreRow) -> bool:
    """Whether a score is one of points of a part; a satisfaction rate is a percentage, not points."""
    is_rate = row.index == "SIPAS" or (row.max == 100 and row.stated_percent == row.value)
    return row.scope != "overall" and row.lost is not None and row.kind in _RANKED and not is_rate


def _official(row: ScoreRow) -> int:
    return _RANKED.index(row.kind)


def _area_of(row: ScoreRow) -> tuple[object, ...]:
    return row.org_id, row.index, row.year, row.area


def _explained(rows: Iterable[ScoreRow]) -> dict[tuple[object, ...], float]:
    """Return the points that the criteria of each area lost."""
    found: dict[tuple[object, ...], float] = defaultdict(float)
    for row in rows:
        if row.scope == "criterion" and row.area is not None:
            found[_area_of(row)] += row.lost or 0
    return found
