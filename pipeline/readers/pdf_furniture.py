"""Page furniture: page numbers, and running heads and feet that come again on page after page."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from pipeline.readers.pdf_lines import Row
from pipeline.readers.pdf_page import PageContent

_NUMBER = re.compile(r"[-–—]? ?(?:(?:trang|page) )?\d{1,4}(?: ?(?:/|of|trên) ?\d{1,4})? ?[-–—]?", re.IGNORECASE)
_DIGITS = re.compile(r"\d+")
_MARGIN = 0.12  # of the page's height: where page numbers and running heads stand
_TIGHT_MARGIN = 0.07  # the same where two pages are all the evidence
_OUTER_ROWS = 3  # how many rows at either end can be a running head or foot
_SAME_PLACE = 4.0  # points


def strip_furniture(pages: Sequence[PageContent]) -> list[PageContent]:
    """Return the pages without page numbers and running heads."""
    numbered = [_without_number(page) for page in pages]
    repeated = _find_repeated(numbered)
    if not repeated:
        return numbered
    return [replace(page, rows=tuple(row for row in page.rows if row not in repeated)) for page in numbered]


def _without_number(page: PageContent) -> PageContent:
    rows = list(page.rows)
    for end in (0, -1):
        if rows and _is_page_number(rows[end], page):
            del rows[end]
    return replace(page, rows=tuple(rows)) if len(rows) < len(page.rows) else page


def _is_page_number(row: Row, page: PageContent) -> bool:
    """Whether a row is a lone number in the margin, and not a year wrapped to the left text edge."""
    if len(row.words) > 5 or not _in_margin(row, page, _MARGIN):
        return False
    return row.x0 > 0.25 * page.width and _NUMBER.fullmatch(row.text) is not None


def _in_margin(row: Row, page: PageContent, margin: float) -> bool:
    return row.bottom < margin * page.height or row.top > (1 - margin) * page.height


def _find_repeated(pages: Sequence[PageContent]) -> set[Row]:
    """Return the rows whose text stands at one place on most pages."""
    places: defaultdict[str, list[Row]] = defaultdict(list)
    margin = _MARGIN if len(pages) > 2 else _TIGHT_MARGIN
    for page in pages:
        outer = {*page.rows[:_OUTER_ROWS], *page.rows[-_OUTER_ROWS:]}
        for row in outer:
            if _in_margin(row, page, margin):
                places[_key(row, page)].append(row)
    repeated: set[Row] = set()
    for rows in places.values():
        for row in rows:
            alike = [other for other in rows if abs(other.bottom - row.bottom) < _SAME_PLACE]
            if _is_running(alike, len(pages)):
                repeated.update(alike)
                break
    return repeated


def _key(row: Row, page: PageContent) -> str:
    """Return the text by which a row is known again; at the foot its numbers may count the pages."""
    # At the top they may not: "Phụ lục 1", "Phụ lục 2" are titles.
    text = row.text.casefold()
    return _DIGITS.sub("#", text) if row.top > 0.5 * page.height or "trang" in text else text


def _is_running(rows: Sequence[Row], pages: int) -> bool:
    count = len({row.page for row in rows})
    return count >= max(2, pages / 2) and (count > 2 or pages == 2)
