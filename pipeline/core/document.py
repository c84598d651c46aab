"""The nouns of the first two stages: what a reader delivers and what the structure stage makes of it.

A reader turns a file into a `SourceDocument`: blocks in reading order, each a `Line` or a `Table`.
The structure stage turns that into a `PlanDocument`: one canonical text that never changes again,
and everything the later stages need to know about its parts, as offsets into that text. Those parts
are many and small: named tuples, which are built several times as fast as frozen dataclasses.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from pipeline.core.record import Span

Range = tuple[int, int]  # of the canonical text: start, end


@dataclass(frozen=True, slots=True)
class BBox:
    """A box on a page in PDF points, origin at the top left, y downwards."""

    x0: float
    top: float
    x1: float
    bottom: float

    def union(self, other: BBox) -> BBox:
        """Return the smallest box that holds both."""
        return BBox(
            min(self.x0, other.x0), min(self.top, other.top), max(self.x1, other.x1), max(self.bottom, other.bottom)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line (PDF, hard-wrapped text) or one whole paragraph (`whole`, DOCX).

    `text` is NFC, without markup and without soft hyphens or zero-width characters; tabs and
    no-break spaces are already plain spaces. `gap` says that white space (a blank line, a larger
    vertical distance, a page break) stands before it. `full` says that the line reaches the right
    text edge, so that its break was forced (None where the source can't tell); `indent` is the
    distance in points from the left text edge. Style flags are hints, never relied on.

    Where `text` is a repaired reading, `printed` has for each of its characters the characters as read
    (mostly one; none where a lost blank was put back, two where `rn` is read as `m`). Rules search the
    reading, the record quotes what was read.
    """

    text: str
    page: int | None = None
    bbox: BBox | None = None
    whole: bool = False
    gap: bool = False
    bold: bool = False
    italic: bool = False
    centred: bool = False
    full: bool | None = None
    indent: float | None = None
    printed: tuple[str, ...] | None = None

    def part(self, start: int, end: int, gap: bool) -> Line:
        """Return the part of the line between two offsets, without the white space at its ends."""
        text = self.text[start:end]
        start += len(text) - len(text.lstrip())
        text = text.strip()
        printed = None if self.printed is None else self.printed[start : start + len(text)]
        return Line(
            text, self.page, self.bbox, self.whole, gap, self.bold, self.italic, self.centred, printed=printed
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell at its top left position; spanned positions hold no cell of their own."""

    lines: tuple[Line, ...]
    column: int
    row_span: int = 1
    column_span: int = 1

    @property
    def text(self) -> str:
        """The cell's lines joined by one space."""
        return " ".join(line.text for line in self.lines if line.text)


@dataclass(frozen=True, slots=True)
class Table:
    """A table as printed: rows of cells.

    `ruled` is False where the source shows no borders (a two-column layout, side-by-side blocks of
    a PDF, a DOCX table without borders) and None where the source can't tell (text formats).
    `continues` is True where the reader knows that the table goes on from the previous page.
    """

    rows: tuple[tuple[Cell, ...], ...]
    column_count: int
    page: int | None = None
    bbox: BBox | None = None
    ruled: bool | None = None
    continues: bool = False


Block = Line | Table


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: its mark as printed in the text (`1`, `*`) and its own lines, mark removed."""

    mark: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """What a reader delivers: blocks in reading order, running heads and page numbers gone.

    `path` is relative to the input folder, with forward slashes; `sha256` is of the source bytes.
    `notes` holds the footnotes, whose marks are taken out of the blocks' text;
    `image_pages` the numbers of the pages that are only images; `notices` are keys of sentences that
    say what may be missing.
    """

    path: str
    sha256: str
    media_type: str
    size_bytes: int
    blocks: tuple[Block, ...]
    page_count: int | None = None
    text_origin: str = "digital"
    notes: tuple[Note, ...] = ()
    publisher: dict[str, str] | None = None
    signatures: tuple[dict[str, str], ...] = ()
    image_pages: tuple[int, ...] = ()
    notices: tuple[str, ...] = ()


class Zone(StrEnum):
    """The parts of an administrative document, in the order of Nghị định 30/2020/NĐ-CP."""

    HEAD = "head"  # issuer, motto, number, place and date, title, subject, addressees
    BODY = "body"
    FOOT = "foot"  # recipients and signature
    APPENDIX = "appendix"  # everything after the signature, and documents issued with it
    NOTE = "note"  # footnotes, at the end of the text


class Part(StrEnum):
    """The zones (ô số) of the header and footer that a line can belong to."""

    MOTTO = "motto"
    AGENCY = "agency"  # upper and lower line of the issuer block
    NUMBER = "number"
    PLACE_DATE = "place_date"
    DISPATCH_SUBJECT = "dispatch_subject"  # after V/v
    TITLE = "title"  # the type's name
    SUBJECT = "subject"  # under the title
    ADDRESSEE = "addressee"
    SECRECY = "secrecy"
    URGENCY = "urgency"
    DRAFT = "draft"
    RECIPIENT = "recipient"
    SIGN_TITLE = "sign_title"  # TM., KT. and the signer's office
    SIGN_NAME = "sign_name"
    ENACTING = "enacting"  # the person or body that decides, in capitals under the title
    OTHER = "other"
    SAME = "same"  # goes on with the part before; never on a line of the document


class TextLine(NamedTuple):
    """One line of the canonical text: a paragraph, a list item or a table row.

    `style` is the marker's style (`roman`, `decimal1`, `letter`, `dash` …), `content` the offset where
    the text after the marker begins (equal to `start` where there is none). `section` is the
    index into `PlanDocument.section_list` of the innermost
    section that holds the line, or None before the first heading.
    """

    start: int
    end: int
    zone: Zone
    part: Part | None = None
    marker: str | None = None
    style: str | None = None
    content: int = 0
    bold: bool = False
    is_heading: bool = False
    table: int | None = None
    row: int | None = None
    section: int | None = None


class TextCell(NamedTuple):
    """A cell of the canonical text. Empty cells have start == end.

    `filled` marks a cell that repeats one above it or to its left (a merged cell): its offsets are
    those of the cell that it repeats. A label that a page break cut in two has `parts`, the ranges
    of all its fragments.
    """

    start: int
    end: int
    column: int
    filled: bool = False
    parts: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TextTable:
    """A table of the canonical text, parts on several pages joined, every row of equal width.

    `rows[i]` has exactly `column_count` cells; the first `header_rows` of them are its head
    (0 where it has none).
    """

    start: int
    end: int
    column_count: int
    header_rows: int
    rows: tuple[tuple[TextCell, ...], ...]
    zone: Zone


@dataclass(frozen=True, slots=True)
class TextSection:
    """One heading or list item of the outline and the range it governs; `parent` is an index or None."""

    marker: str | None
    title: str
    level: int
    start: int
    end: int
    parent: int | None
    title_start: int
    title_end: int


class Piece(NamedTuple):
    """A range of the canonical text that came from one printed line."""

    start: int
    end: int
    page: int | None
    bbox: BBox | None


@dataclass(frozen=True, slots=True)
class PlanDocument:
    """The structured document. It owns `text`; all offsets of the record refer to it.

    `key` is the folded text for searching, offsets as in the text (`normalise.text.fold`). `printed` is
    None unless `text` is a repaired reading: then it has what was read for each of its characters.
    """

    source: SourceDocument
    text: str
    key: str
    lines: tuple[TextLine, ...]
    tables: tuple[TextTable, ...]
    section_list: tuple[TextSection, ...]
    pieces: tuple[Piece, ...]
    printed: tuple[str, ...] | None = None
    _piece_starts: tuple[int, ...] = field(default=(), repr=False)
    _line_starts: tuple[int, ...] = field(default=(), repr=False)

    def line_at(self, offset: int) -> TextLine:
        """Return the line that holds the offset.

        Raises:
            IndexError: where the document has no lines.
        """
        return self.lines[max(bisect_right(self._line_starts, offset) - 1, 0)]

    def line_index_at(self, offset: int) -> int:
        """Return the index of the line that holds the offset."""
        return max(bisect_right(self._line_starts, offset) - 1, 0)

    def in_zone(self, *zones: Zone) -> Iterator[TextLine]:
        """Yield the lines of the zones, in document order."""
        return (line for line in self.lines if line.zone in zones)

    def with_part(self, part: Part) -> list[TextLine]:
        """Return the lines that are this part of the header or footer."""
        return [line for line in self.lines if line.part is part]

    def section_path(self, index: int | None) -> list[str]:
        """Return the titles from the root to the section of that index."""
        titles: list[str] = []
        while index is not None:
            section = self.section_list[index]
            titles.append(section.title)
            index = section.parent
        return titles[::-1]

    def evidence(self, *ranges: Range) -> list[Span]:
        """Return the evidence for ranges of the text: one span per range and page, in order.

        White space at the ends of a range is left out. A range that crosses a page break gives a
        span on each page; its box is the union of the printed lines it touches there.

        Raises:
            ValueError: where a range is empty or outside the text.
        """
        return [span for start, end in ranges for span in self._locate(start, end)]

    def _locate(self, start: int, end: int) -> Iterator[Span]:
        text = self.text
        if not 0 <= start < end <= len(text) or text[start:end].isspace():
            raise ValueError(f"no text at {start}:{end}")
        while text[start].isspace():
            start += 1
        while text[end - 1].isspace():
            end -= 1
        first = max(bisect_right(self._piece_starts, start) - 1, 0)
        around = self.pieces[first] if self.pieces else None
        if around is not None and around.start <= start and end <= around.end:
            yield self._span(start, end, around.page, around.bbox)
            return
        page: int | None = None
        box: BBox | None = None
        span_start, span_end = start, start
        for piece in self.pieces[first:]:
            if piece.start >= end:
                break
            if piece.end <= start:
                continue
            if span_end > start and piece.page != page:
                yield self._span(span_start, span_end, page, box)
                span_start, box = max(piece.start, start), None
            page = piece.page
            span_end = min(piece.end, end)
            if piece.bbox is not None:
                box = piece.bbox if box is None else box.union(piece.bbox)
        yield self._span(span_start, end, page, box)

    def _span(self, start: int, end: int, page: int | None, box: BBox | None) -> Span:
        bbox = None
        if box is not None:
            bbox = (round(box.x0, 1), round(box.top, 1), round(box.x1, 1), round(box.bottom, 1))
        return Span(start=start, end=end, quote=self.text[start:end], page=page, bbox=bbox)
