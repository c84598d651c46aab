"""Footnotes of a PDF page: small print at its foot, under a short rule, that begins with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.core.document import Line, Note
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent

_SMALL = 0.94  # of the size of the page's text
_UPPER_LIMIT = 0.3  # of the page's height; no footnote begins above
_RAISED_MARK = re.compile(r"[\[(]?(\d{1,3}|\*{1,3})[])]?")
_PLAIN_MARK = re.compile(r"\[?(\d{1,3}|\*{1,3})\]?")  # no bracket, no stop: those are list items


@dataclass(slots=True)
class _Draft:
    """A note that is being collected."""

    mark: str
    rows: list[Row]


def split_notes(pages: Sequence[PageContent]) -> tuple[list[PageContent], tuple[Note, ...]]:
    """Return the pages without footnotes and footnote marks, and the footnotes."""
    drafts: list[_Draft] = []
    stripped: list[PageContent] = []
    for page in pages:
        start = _first_note(page, bool(drafts))
        marks = _collect(page.rows[start:], drafts)
        rows = page.rows[:start]
        if marks:
            rows = tuple(row for each in rows if (row := each.without_marks(marks)) is not None)
        stripped.append(replace(page, rows=rows, marks=marks))
    return stripped, tuple(_note(draft) for draft in drafts if draft.rows)


def _first_note(page: PageContent, has_earlier: bool) -> int:
    """Return the index of the first row of the page's footnotes, or the number of rows."""
    none = len(page.rows)
    start = _first_small(page)
    if start == none:
        return none
    rule = _rule_above(page, page.rows[start], page.rows[start - 1] if start else None)
    first = page.rows[start]
    if first.is_mark(0) or (rule and _mark_of(first) is not None):
        return start
    # Under a rule, a note of the page before may go on without a mark of its own.
    goes_on = has_earlier and rule and any(row.is_mark(0) for row in page.rows[start:])
    return start if goes_on else none


def _first_small(page: PageContent) -> int:
    """Return where the small print at the end of the page begins."""
    rows = page.rows
    if len(rows) < 2:
        return len(rows)
    limit = _SMALL * _text_size(page)
    start = len(rows)
    while start and rows[start - 1].size < limit and rows[start - 1].top > _UPPER_LIMIT * page.height:
        start -= 1
    while start < len(rows) and not rows[start].is_mark(0) and not _rule_above(page, rows[start], rows[start - 1]):
        start += 1
    return start


def _text_size(page: PageContent) -> float:
    """Return the font height of most of the page's rows, the long ones before the short."""
    long = [row.size for row in page.rows if row.x1 - row.x0 > 0.5 * page.width]
    upper = [row.size for row in page.rows if row.top < 0.5 * page.height]
    sizes = [*long, *upper] or [row.size for row in page.rows]
    return max(median(sizes), median(upper or sizes))


def _rule_above(page: PageContent, row: Row, before: Row | None) -> bool:
    """Whether a horizontal rule parts a row from the one before it."""
    upper = before.bottom - 0.3 * before.size if before is not None else 0.0
    return any(upper <= rule.top <= row.bottom - 0.5 * row.size and abs(rule.x0 - row.x0) < 40 for rule in page.rules)


def _collect(rows: Sequence[Row], drafts: list[_Draft]) -> frozenset[str]:
    """Add a page's footnote rows to the drafts; return the marks that begin there."""
    marks: set[str] = set()
    raised = any(row.is_mark(0) for row in rows)
    for row in rows:
        mark = _mark_of(row) if row.is_mark(0) or not raised else None
        if mark is None:
            if drafts:
                drafts[-1].rows.append(row)
            continue
        marks.add(mark)
        rest = row.words[1:]
        drafts.append(_Draft(mark, [replace(row, words=rest)] if rest else []))
    return frozenset(marks)


def _mark_of(row: Row) -> str | None:
    pattern = _RAISED_MARK if row.is_mark(0) else _PLAIN_MARK
    match = pattern.fullmatch(row.words[0].text)
    return match.group(1) if match else None


def _note(draft: _Draft) -> Note:
    return Note(draft.mark, tuple(Line(row.text, row.page, row.bbox) for row in draft.rows))
