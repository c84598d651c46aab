"""Side-by-side columns without rules: the head (issuer | motto) and the foot (recipients | signature).

A column region is a run of rows that share one white gutter. Body text never has one: the wide
spaces of a justified line are all equally wide, and a list's marker column is narrower than a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.core.document import Cell, Line, Table
from pipeline.readers.pdf_lines import Row, find_rows
from pipeline.readers.pdf_words import Word

_AFTER_BLANK = re.compile(r"tháng\b|năm\b|/")  # what follows the blank of a date or number: no column begins so
_ADDRESS = re.compile(r"kính gửi\b", re.IGNORECASE)  # stands below the head, in neither of its columns
_RECIPIENTS = re.compile(r"nơi nhận\b", re.IGNORECASE)
_ITEM = re.compile(r"[-–—+•]")
_GUTTER = 9.0  # points: twice the usual cell padding, less what glyphs stick out
_WIDER = 1.8  # than the line's other spaces
_UNIFORM = 0.6  # of the widest space: so even are the spaces of a justified line
_LONE_GUTTER = 3.0  # font heights, where only one row has both sides
_COLUMN = 3.5  # font heights: the least width of a column
_REACH = 9.0  # font heights to the next row: room for the signature
_SIGNING = 2.5  # font heights from baseline to baseline: the least room for a signature
_APART = 0.45  # font heights more than a column's leading: white space
_LEADINGS = 1.15, 1.75  # font heights: what a column's leading is taken for at least and at most
_NAME_OFF = 0.06  # of the column's width: so near its middle stands a name
_CLOSE = 2.2  # font heights from baseline to baseline for one more line of the left column


@dataclass(frozen=True, slots=True)
class Region:
    """A run of rows in two columns, split at `gutter` (left and right side, in points).

    `two_sided` counts the rows with words on both sides; `continues` marks the rest of one that a
    page end cut in two.
    """

    rows: tuple[Row, ...]
    gutter: tuple[float, float]
    two_sided: int
    continues: bool = False

    def columns(self) -> tuple[list[Row], list[Row]]:
        """Return the rows of the left and of the right column, each from the top down."""
        middle = (self.gutter[0] + self.gutter[1]) / 2
        words = [word for row in self.rows for word in row.words]
        page = self.rows[0].page
        left = find_rows([word for word in words if word.x1 <= middle], page)
        right = find_rows([word for word in words if word.x1 > middle], page)
        return left, right

    def table(self) -> Table:
        """Return the region as one row of two cells."""
        left, right = self.columns()
        box = self.rows[0].bbox
        for row in self.rows[1:]:
            box = box.union(row.bbox)
        cells = (Cell(tuple(_lines(left)), 0), Cell(tuple(_lines(right)), 1))
        return Table((cells,), 2, self.rows[0].page, box, ruled=False, continues=self.continues)

    def is_signed(self) -> bool:
        """Whether a column leaves room for a signature: nothing is missing below it."""
        return any(
            row.bottom - before.bottom > _SIGNING * before.size
            for column in self.columns()
            for before, row in pairwise(column)
        )

    def rest(self, rows: Sequence[Row], left: float, right: float) -> Region | None:
        """Return what goes on at the top of the next page, whose rows and text edges are given."""
        if not rows or (self.is_signed() and not _ITEM.match(rows[0].text)):
            return None
        members: list[Row] = []
        gutter, both = self.gutter, 0
        for row in rows:
            shared, two_sided = _narrow(row, gutter)
            is_far = bool(members) and row.bottom - members[-1].bottom > _REACH * row.size
            if shared is None or is_far or (not two_sided and _is_centred(row, left, right)):
                break
            if both and not two_sided and _RECIPIENTS.match(row.text):
                break  # below two signatures side by side
            members.append(row)
            gutter, both = shared, both + two_sided
        return Region(tuple(members), gutter, both, continues=True) if members else None


def _lines(column: Sequence[Row]) -> Iterator[Line]:
    """Yield a column's lines; where it falls into columns itself (three signatures), one after the other."""
    before: Row | None = None
    leading = _leading(column)
    for row in _in_reading_order(column):
        gap = before is not None and row.bottom - before.bottom > (leading + _APART) * max(row.size, before.size)
        yield Line(row.text, row.page, row.bbox, gap=gap, bold=row.bold, italic=row.italic)
        before = row


def _leading(column: Sequence[Row]) -> float:
    """Return the least distance of a column's baselines in font heights, within bounds."""
    least, most = _LEADINGS
    steps = [(b.bottom - a.bottom) / max(a.size, b.size, 1.0) for a, b in pairwise(column)]
    return min(max(min(steps, default=least), least), most)


def _in_reading_order(column: Sequence[Row]) -> Iterator[Row]:
    left, right = min((row.x0 for row in column), default=0), max((row.x1 for row in column), default=0)
    for item in find_regions(column, left, right):
        if isinstance(item, Row):
            yield item
        elif item.two_sided > 1:
            for part in item.columns():
                yield from _in_reading_order(part)
        else:
            yield from item.rows


def find_regions(rows: Sequence[Row], left: float, right: float) -> Iterator[Row | Region]:
    """Yield rows as they are and runs of rows in two columns; `left` and `right` are the text edges."""
    position = 0
    while position < len(rows):
        region = _region_at(rows, position, left, right)
        if region is None:
            yield rows[position]
            position += 1
        else:
            yield region
            position += len(region.rows)


def _region_at(rows: Sequence[Row], start: int, left: float, right: float) -> Region | None:
    """Return the region whose first row is at `start`: one with both sides, or the right column's first."""
    first = start
    while first < len(rows) and _stands_right(rows[first], left, right) and first - start < 4:
        first += 1
    if first >= len(rows):
        return None
    for gutter in _gutters(rows[first]):
        region = _grow(rows, first, gutter, left, right)
        if region is None:
            continue
        leading = rows[start:first]
        if all(row.x0 >= region.gutter[0] + _GUTTER for row in leading):
            x1 = min([region.gutter[1], *(row.x0 for row in leading)])
            return Region((*leading, *region.rows), (region.gutter[0], x1), region.two_sided)
        if first == start:
            return region
    return None


def _stands_right(row: Row, left: float, right: float) -> bool:
    """Whether a row stands in the right half and is not centred on the page."""
    middle = (left + right) / 2
    return row.x0 > middle - 0.1 * (right - left) and not _is_centred(row, left, right)


def _is_centred(row: Row, left: float, right: float) -> bool:
    return abs((row.x0 + row.x1) - (left + right)) / 2 < 0.04 * (right - left)


def _gutters(row: Row) -> list[tuple[float, float]]:
    """Return the gaps of a row that can part columns, the widest first."""
    gaps = [(a.x1, b.x0) for a, b in zip(row.words, row.words[1:], strict=False)]
    if not gaps:
        return []
    widths = [b - a for a, b in gaps]
    if len(widths) > 2 and min(widths) > _UNIFORM * max(widths):
        return []  # one line of few words, justified by force
    usual = median(widths) if len(widths) > 2 else 0.3 * row.size
    least = max(_GUTTER, _WIDER * min(usual, row.size))
    wide = [
        gap
        for gap, word in zip(gaps, row.words[1:], strict=True)
        if gap[1] - gap[0] >= least and not _AFTER_BLANK.match(word.text)
    ]
    return sorted(wide, key=lambda gap: gap[0] - gap[1])


def _grow(rows: Sequence[Row], first: int, gutter: tuple[float, float], left: float, right: float) -> Region | None:
    """Extend a region downwards from its first two-sided row while the gutter stays white."""
    members, both, last_both = [rows[first]], 1, 0
    for row in rows[first + 1 :]:
        if row.bottom - members[-1].bottom > _REACH * row.size:
            break
        shared, two_sided = _narrow(row, gutter)
        if shared is None:
            break
        members.append(row)
        gutter = shared
        if two_sided:
            both, last_both = both + 1, len(members) - 1
    members = _trim(members, last_both, gutter, left, right)
    region = Region(tuple(members), gutter, both)
    return region if _is_plausible(region) else None


def _narrow(row: Row, gutter: tuple[float, float]) -> tuple[tuple[float, float] | None, bool]:
    """Return the gutter that is left with this row, None where it crosses, and whether it has both sides."""
    if row.x1 <= gutter[1] - _GUTTER:
        return (max(gutter[0], row.x1), gutter[1]), False
    if row.x0 >= gutter[0] + _GUTTER:
        return (gutter[0], min(gutter[1], row.x0)), False
    for a, b in _gutters(row):
        shared = max(a, gutter[0]), min(b, gutter[1])
        if shared[1] - shared[0] >= _GUTTER:
            return shared, True
    return None, False


def _trim(members: list[Row], last_both: int, gutter: tuple[float, float], left: float, right: float) -> list[Row]:
    """Keep of the rows after the last two-sided one those that go on one of the columns."""
    end = last_both + 1
    while end < len(members) and _goes_on(members, end, gutter, left, right):
        if _RECIPIENTS.match(members[end].text) and Region(tuple(members[:end]), gutter, 1).is_signed():
            break  # below two signatures side by side
        end += 1
    return members[:end]


def _goes_on(members: list[Row], index: int, gutter: tuple[float, float], left: float, right: float) -> bool:
    row, before = members[index], members[index - 1]
    if _is_centred(row, left, right) or _ADDRESS.match(row.text):
        return False
    column = [
        word for member in members[:index] for word in member.words if (word.x0 >= gutter[1]) == (row.x0 >= gutter[1])
    ]
    if not column:
        return False
    x0, x1 = min(w.x0 for w in column), max(w.x1 for w in column)
    centre_off = abs((row.x0 + row.x1) - (x0 + x1)) / 2
    if row.x0 >= gutter[1]:
        return centre_off < 0.2 * (x1 - x0)
    if centre_off < _NAME_OFF * (x1 - x0) and row.x1 - row.x0 < 0.8 * (x1 - x0):
        return True  # the name below a second signature
    close = row.bottom - before.bottom <= _CLOSE * row.size
    return close and (centre_off < 0.1 * (x1 - x0) or abs(row.x0 - x0) < 0.5 * row.size)


def _is_plausible(region: Region) -> bool:
    words: list[Word] = [word for row in region.rows for word in row.words]
    size = min(word.size for word in words)
    left = max((w.x1 for w in words if w.x1 <= region.gutter[0] + 0.1), default=0) - min(w.x0 for w in words)
    right = max(w.x1 for w in words) - region.gutter[1]
    if min(left, right) < _COLUMN * size:
        return False
    return region.two_sided > 1 or region.gutter[1] - region.gutter[0] >= _LONE_GUTTER * size
