"""Footnotes of a PDF page: small print at its foot, under a short rule, that begins with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import median

from pipeline.core.document import Line, Note
from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent
from pipeline.readers.pdf_rulings import Rule

_SMALL = 0.94  # of the size of the page's text
_UPPER_LIMIT = 0.3  # of the page's height; no footnote begins above
_SEPARATOR = 30.0, 0.45  # the least length in points and the greatest, of the page's width
_NEAR = 2.0  # font heights from the separator to the first note's baseline
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
        marks = _collect(page.rows[start:], _raised_marks(page, start), drafts)
        rows = page.rows[:start]
        if marks:
            rows = tuple(row for each in rows if (row := each.without_marks(marks)) is not None)
        stripped.append(replace(page, rows=rows, marks=marks))
    return stripped, tuple(_note(draft) for draft in drafts if draft.rows)


def _first_note(page: PageContent, has_earlier: bool) -> int:
    """Return the index of the first row of the page's footnotes, or the number of rows."""
    none = len(page.rows)
    parted = _below_separator(page)
    if parted < none and _mark_of(page.rows[parted]) in _raised_marks(page, parted):
        return parted
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


def _below_separator(page: PageContent) -> int:
    """Return where the rows begin that stand under a short rule at the left text edge, and nothing else."""
    rows = page.rows
    for rule in sorted(page.rules, key=lambda rule: -rule.top):
        if rule.top < _UPPER_LIMIT * page.height or not _is_separator(rule, page):
            continue
        start = next((i for i, row in enumerate(rows) if row.bottom > rule.top + 0.5 * row.size), len(rows))
        if start == len(rows) or rows[start].bottom - rule.top > _NEAR * rows[start].size:
            continue
        if abs(rows[start].x0 - rule.x0) < 0.1 * page.width and _is_last(page, rule.top):
            return start
    return len(rows)


def _is_separator(rule: Rule, page: PageContent) -> bool:
    least, most = _SEPARATOR
    return least <= rule.x1 - rule.x0 <= most * page.width and rule.x0 < 0.3 * page.width


def _is_last(page: PageContent, top: float) -> bool:
    return all(text.grid.rows[-1] < top for text in page.tables)


def _raised_marks(page: PageContent, end: int) -> frozenset[str]:
    """Return the raised marks in the page's tables and in its rows before `end`."""
    marks = {row.words[i].text for row in page.rows[:end] for i in range(len(row.words)) if row.is_mark(i)}
    marks |= {word.text for text in page.tables for word in text.words if word.text.strip("()[]*").isdigit()}
    return frozenset(mark.strip("()[]") for mark in marks)


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


def _collect(rows: Sequence[Row], expected: frozenset[str], drafts: list[_Draft]) -> frozenset[str]:
    """Add a page's footnote rows to the drafts; return the marks that begin there.

    Where the marks of the notes are not raised, those count that are `expected` from the text.
    """
    marks: set[str] = set()
    raised = any(row.is_mark(0) for row in rows)
    for row in rows:
        mark = _mark_of(row) if row.is_mark(0) or not raised else None
        if not row.is_mark(0) and expected and mark not in expected - marks:
            mark = None
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
