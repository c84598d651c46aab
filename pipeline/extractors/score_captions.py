"""Which index and year a table of points is of: its head, the lines before it, headings, the document."""

from __future__ import annotations

import re

from pipeline.core.document import TextTable
from pipeline.core.record import IndexCode
from pipeline.extractors.score_areas import area_in
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_heads import head_rows
from pipeline.extractors.score_subjects import code_of

_YEAR = re.compile(
    r"(?<!tháng \d )(?<!tháng \d\d )(?<!so với )(?<!so )\bnăm\s((?:19|20)\d\d)(?!\s?[-–])|\(((?:19|20)\d\d)\)"
)
_AIMS = re.compile(r"\b(?:mục tiêu|chỉ tiêu|phấn đấu)\b")
_CAPTION = 600
_NAME_COLUMNS = 2
_FEW_AREAS = 4


def index_of(context: ScoreContext, table: TextTable) -> IndexCode | None:
    """Return the index that the head, the lines before the table, a heading or the subject name."""
    count = head_rows(context.document, table)
    if _lists_areas(context, table, count):
        return "PAR_INDEX"
    rows = table.rows[:count]
    head_end = max((cell.end for row in rows for cell in row), default=table.start)
    start = _caption_start(context, table)
    near = [mention for mention in context.indices if start <= mention.start < head_end]
    line = context.document.line_at(table.start)
    named = near[-1] if near else context.heading_index(line) or context.subject_index
    return code_of(named) if named is not None else None


def _lists_areas(context: ScoreContext, table: TextTable, first: int) -> bool:
    """Whether the rows are the areas of administrative reform, whatever index was named last before the table."""
    codes = {
        area
        for row in table.rows[first:]
        for cell in row[:_NAME_COLUMNS]
        if cell.end > cell.start and (area := area_in(context, cell)) is not None
    }
    return len(codes) >= _FEW_AREAS


def year_of(context: ScoreContext, table: TextTable, results: int | None) -> int | None:
    """Return the year of a table's figures; `results` is that of the results in prose.

    A plan's own year in a caption is not that of the points it starts from.
    """
    found = [match[1] or match[2] for match in _YEAR.finditer(context.key, _caption_start(context, table), table.start)]
    year = int(found[-1]) if found else context.heading_year(context.document.line_at(table.start))
    if year is None or (results is not None and results < year == context.plan_year and context.assessed_year != year):
        return results
    return year


def is_ahead(context: ScoreContext, table: TextTable, year: int | None) -> bool:
    """Whether figures of that year are still aimed at: it is over later, or the caption or a heading names aims."""
    if year is None or context.issue_year is None or year < context.issue_year:
        return False
    caption = context.key[_caption_start(context, table) : table.start].rstrip().rsplit("\n", 1)[-1]
    return (
        year > context.issue_year
        or _AIMS.search(caption) is not None
        or context.is_aim(context.document.line_at(table.start))
    )


def _caption_start(context: ScoreContext, table: TextTable) -> int:
    """Return where the lines begin that may be the table's caption: near it and in its part of the document."""
    document = context.document
    at = document.line_index_at(table.start)
    start = table.start
    while at > 0:
        at -= 1
        line = document.lines[at]
        if line.zone is not table.zone or table.start - line.start > _CAPTION or line.table is not None:
            break
        start = line.start
    return max(start, table.start - _CAPTION)
