"""One page of a PDF: its rows of prose, its ruled tables, in the orientation in which it is shown."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable
from dataclasses import dataclass, replace

import pypdfium2.raw as pdfium

from pipeline.readers.pdf_grid import find_grids
from pipeline.readers.pdf_lines import Row, find_rows, is_marker
from pipeline.readers.pdf_rulings import Rule, read_drawing
from pipeline.readers.pdf_tables import GridText, take_words
from pipeline.readers.pdf_words import Handle, PageText, Transform, Word

_WITH_APPEARANCE = frozenset({pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_STAMP, pdfium.FPDF_ANNOT_FREETEXT})

_PART = 9.0  # points of white that may part columns
_STAMP_WORDS = 40  # a signature's appearance on a scan has fewer


@dataclass(frozen=True, slots=True)
class PageContent:
    """What stands on a page: lengths in points, `number` 1-based, `marks` those of its footnotes."""

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    tables: tuple[GridText, ...]
    rules: tuple[Rule, ...] = ()
    images: int = 0
    image_area: float = 0.0
    marks: frozenset[str] = frozenset()

    @property
    def is_empty(self) -> bool:
        """Whether no text stands on it."""
        return not self.rows and not any(table.words for table in self.tables)

    @property
    def is_picture(self) -> bool:
        """Whether its text is in a picture: there is none besides it, or no more than a stamp's."""
        if self.is_empty:
            return self.images > 0
        words = sum(len(row.words) for row in self.rows) + sum(len(table.words) for table in self.tables)
        return words < _STAMP_WORDS and self.image_area > 0.5 * self.width * self.height


def read_page(document: Handle, index: int) -> PageContent | None:
    """Return the content of one page, or None where the page can't be loaded; `document` is a pdfium handle."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        return None
    try:
        if _has_appearance(page) and pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_SUCCESS:
            # Only a page loaded anew shows what was flattened into it.
            pdfium.FPDF_ClosePage(page)
            page = pdfium.FPDF_LoadPage(document, index)
        return _content(page, index + 1) if page else None
    finally:
        if page:
            pdfium.FPDF_ClosePage(page)


def _has_appearance(page: Handle) -> bool:
    """Whether the page shows form fields, stamps or typed remarks: their text is not in the page's content."""
    for index in range(min(pdfium.FPDFPage_GetAnnotCount(page), 500)):
        annotation = pdfium.FPDFPage_GetAnnot(page, index)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)
        if kind in _WITH_APPEARANCE:
            return True
    return False


def _content(page: Handle, number: int, turns: int = 0) -> PageContent:
    """Read a page, turned clockwise by so many quarters beyond what the page itself asks for."""
    width, height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    if turns % 2:
        width, height = height, width
    transform = _display(page, turns)
    drawing = read_drawing(page, transform)
    with PageText(page, transform) as text:
        words = [word for word in text.words() if _is_on_page(word, width, height)]
        # A landscape page laid on its side: read it as a reader would hold it.
        if not turns and max(text.words_up, text.words_down) > 0.5 * text.words_read:
            return _content(page, number, 1 if text.words_up > text.words_down else 3)
        tables: list[GridText] = []
        if words and drawing.may_hold_table:
            tables, words = take_words(find_grids(drawing.rules, width, height), words)
        rows = tuple(_styled(find_rows(words, number), text))
    flat = tuple(rule for rule in drawing.rules if not rule.is_vertical)
    return PageContent(number, width, height, rows, tuple(tables), flat, drawing.images, drawing.image_area)


def _is_on_page(word: Word, width: float, height: float) -> bool:
    return word.x0 < width and word.x1 > 0 and word.top < height and word.bottom > 0


def _styled(rows: Iterable[Row], text: PageText) -> Iterable[Row]:
    """Yield the rows with the style of their words where those that begin a row or column are bold or italic."""
    for row in rows:
        words: list[Word] = []
        styled = False
        for word in row.words:
            # Most rows are plain: only what begins a part of one is looked at, and what follows bold print.
            is_first = not words or word.x0 - words[-1].x1 > _PART or is_marker(words[-1])
            if is_first or styled:
                bold, italic = text.style(word.start)
                styled = bold or italic
                words.append(word._replace(bold=bold, italic=italic) if styled else word)
            else:
                words.append(word)
        yield replace(row, words=tuple(words))


def _display(page: Handle, more_turns: int) -> Transform:
    """Return the change from user space (origin bottom left) to the page as shown (origin top left)."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, ctypes.byref(box))
    left, bottom, right, top = box.left, box.bottom, box.right, box.top
    turns = (pdfium.FPDFPage_GetRotation(page) + more_turns) % 4
    if turns == 0:
        return lambda x0, y0, x1, y1: (x0 - left, top - y1, x1 - left, top - y0)
    if turns == 1:
        return lambda x0, y0, x1, y1: (y0 - bottom, x0 - left, y1 - bottom, x1 - left)
    if turns == 2:
        return lambda x0, y0, x1, y1: (right - x1, y0 - bottom, right - x0, y1 - bottom)
    return lambda x0, y0, x1, y1: (top - y1, right - x1, top - y0, right - x0)
