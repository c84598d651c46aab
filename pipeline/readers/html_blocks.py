"""The elements of a page as blocks: paragraphs, list items with their numbers, tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.core.document import Block, Cell, Line, Table
from pipeline.readers.decode import clean_characters
from pipeline.readers.html_tree import Element

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
    "main", "nav", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
})  # fmt: skip
_BOLD, _ITALIC = ("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"), ("i", "em", "cite")
_HEAVY = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:bold|[6-9]00)", re.IGNORECASE)
_LIGHT = re.compile(r"font-weight\s{0,3}:\s{0,3}(?:normal|[1-5]00)", re.IGNORECASE)
_SLANTED = re.compile(r"font-style\s{0,3}:\s{0,3}(?:italic|oblique)", re.IGNORECASE)
_CENTRED = re.compile(r"text-align\s{0,3}:\s{0,3}center", re.IGNORECASE)
_NO_BORDER = re.compile(r"border(?:-style|-width)?\s{0,3}:\s{0,3}(?:none|hidden|0|medium none)", re.IGNORECASE)
_BORDER = re.compile(
    r"border(?:-(?:top|bottom|left|right))?(?:-style)?\s{0,3}:[^;]{0,60}?(?:solid|double|dashed|dotted)", re.IGNORECASE
)
_WHITE = re.compile(r"[ \t\r\n\f]+")
_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_NUMBER = re.compile(r"\[?\d{1,2}\]?")
_WIDEST = 400


@dataclass(slots=True)
class _Style:
    """How text looks that stands in an element."""

    bold: bool = False
    italic: bool = False
    centred: bool = False


@dataclass(slots=True)
class _Story:
    """Blocks while they are read, and the line that is being made."""

    blocks: list[Block] = field(default_factory=list)
    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)
    prefix: str = ""
    centred: bool = False
    gap: bool = False
    first_of_paragraph: int = 0

    def add(self, text: str, style: _Style) -> None:
        self.centred = style.centred if not self.pieces else self.centred
        self.pieces.append((text, style.bold, style.italic))

    def end_line(self) -> None:
        """Close the line at a forced break; a second break in a row is a blank line."""
        if not self._flush(whole=False):
            self.gap = True

    def end_paragraph(self, *, is_empty_paragraph: bool = False) -> None:
        if not self._flush(whole=True) and is_empty_paragraph:
            self.gap = True
        self.first_of_paragraph = len(self.blocks)

    def _flush(self, *, whole: bool) -> bool:
        pieces, self.pieces = self.pieces, []
        text = clean_characters(_WHITE.sub(" ", "".join(piece for piece, _, _ in pieces))).strip()
        text = _WHITE.sub(" ", text)
        if not text:
            return False
        words = [piece for piece in pieces if piece[0].strip(" \t\r\n\f\u00a0")]
        self.blocks.append(
            Line(
                self.prefix + text,
                whole=whole,
                gap=self.gap,
                bold=all(bold for _, bold, _ in words),
                italic=all(italic for _, _, italic in words),
                centred=self.centred,
            )
        )
        self.gap, self.prefix = False, ""
        return True


def read_blocks(element: Element) -> list[Block]:
    """Return the blocks of an element in reading order."""
    story = _Story()
    _walk(element, story, _Style())
    story.end_paragraph()
    return story.blocks


def _walk(element: Element, story: _Story, style: _Style) -> None:
    """Append what stands in an element; text after it belongs to its parent."""
    style = _style_of(element, style)
    is_raw = element.tag == "pre"
    if element.text:
        _add_text(element.text, story, style, is_raw)
    for child in element:
        if isinstance(child.tag, str):
            _read_child(child, story, style)
        if child.tail:
            _add_text(child.tail, story, style, is_raw)


def _add_text(text: str, story: _Story, style: _Style, is_raw: bool) -> None:
    first, *more = text.split("\n") if is_raw else (text,)
    story.add(first, style)
    for line in more:
        story.end_line()
        story.add(line, style)


def _read_child(child: Element, story: _Story, style: _Style) -> None:
    tag = child.tag
    if tag == "br":
        story.end_line()
    elif tag == "table":
        story.end_paragraph()
        _add_table(child, story, style)
    elif tag in ("ol", "ul"):
        story.end_paragraph()
        _read_list(child, story, style)
    elif tag in _BLOCKS:
        story.end_paragraph()
        before = len(story.blocks)
        _walk(child, story, style)
        story.end_paragraph(is_empty_paragraph=tag == "p" and len(story.blocks) == before)
    elif (mark := _note_mark(child)) is not None:
        story.add(mark, style)
    elif tag != "del":
        _walk(child, story, style)


def _note_mark(element: Element) -> str | None:
    """Return a footnote's mark: a raised number, or one that links to a place in the page; else None."""
    if element.tag != "sup" and not (element.tag == "a" and element.get("href", "").startswith("#")):
        return None
    mark = "".join(map(str, element.itertext())).strip()
    if not _NUMBER.fullmatch(mark):
        return None
    return mark if mark.startswith("[") else mark.translate(_SUPER)


def _style_of(element: Element, outer: _Style) -> _Style:
    tag, css = element.tag, element.get("style") or ""
    bold = (outer.bold or tag in _BOLD or _HEAVY.search(css) is not None) and not _LIGHT.search(css)
    italic = outer.italic or tag in _ITALIC or _SLANTED.search(css) is not None
    aligned = element.get("align", "").lower()
    centred = outer.centred
    if aligned or "text-align" in css or tag == "center":
        centred = aligned == "center" or tag == "center" or _CENTRED.search(css) is not None
    return _Style(bold, italic, centred)


def _read_list(element: Element, story: _Story, style: _Style) -> None:
    """Append the items with the numbers or bullets that a browser prints before them."""
    number = _to_int(element.get("start"), 1)
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag != "li":
            _read_child(child, story, style)
            continue
        number = _to_int(child.get("value"), number)
        is_plain = "list-style" in (element.get("style") or "") and "none" in (element.get("style") or "")
        story.prefix = "" if is_plain else _marker(element, number)
        _walk(child, story, style)
        story.end_paragraph()
        story.prefix = ""
        number += 1


def _marker(element: Element, number: int) -> str:
    if element.tag == "ul":
        return "- "
    kind = element.get("type", "1")
    if kind in "aA" and 1 <= number <= 26:
        return f"{chr(ord(kind) + number - 1)}) "
    if kind in "iI" and 1 <= number <= 39:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return f"{roman if kind == 'I' else roman.lower()}. "
    return f"{number}. "


def _add_table(element: Element, story: _Story, style: _Style) -> None:
    rows = [_read_row(row, _style_of(element, style)) for row in _rows(element)]
    cells = [cell for row in rows for cell in row]
    if not any(cell.blocks for cell in cells):
        return
    ruled = _is_ruled(element, cells)
    is_frame = all(len(row) <= 1 for row in rows)
    if is_frame or (not ruled and any(isinstance(block, Table) for cell in cells for block in cell.blocks)):
        story.blocks.extend(block for cell in cells for block in cell.blocks)
        return
    table = _build(rows, ruled)
    story.blocks.append(table)
    story.gap = False


@dataclass(slots=True)
class _HtmlCell:
    blocks: list[Block]
    row_span: int
    column_span: int
    ruled: bool | None


def _rows(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag == "tr":
            yield child
        elif child.tag in ("tbody", "thead", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _read_row(row: Element, style: _Style) -> list[_HtmlCell]:
    style = _style_of(row, style)
    return [
        _HtmlCell(_read_cell(cell, style), _span(cell, "rowspan"), _span(cell, "colspan"), _cell_borders(cell))
        for cell in row
        if cell.tag in ("td", "th")
    ]


def _read_cell(cell: Element, style: _Style) -> list[Block]:
    story = _Story()
    _walk(cell, story, style)
    story.end_paragraph()
    return story.blocks


def _span(cell: Element, name: str) -> int:
    return min(max(_to_int(cell.get(name), 1), 1), _WIDEST)


def _to_int(text: str | None, default: int) -> int:
    text = (text or "").strip()
    return int(text) if text.isdecimal() and len(text) < 5 else default


def _cell_borders(cell: Element) -> bool | None:
    css = cell.get("style") or ""
    if _BORDER.search(css):
        return True
    return False if _NO_BORDER.search(css) else None


def _is_ruled(element: Element, cells: list[_HtmlCell]) -> bool | None:
    """Whether the table shows borders: as most of its cells say, else itself; None where nothing does."""
    told = [cell.ruled for cell in cells if cell.ruled is not None]
    if told:
        return sum(told) * 2 > len(told)
    border = element.get("border")
    if border is not None:
        return border.strip() not in ("0", "")
    if next(element.iter("th"), None) is not None:
        return True
    return True if _BORDER.search(element.get("style") or "") else None


def _build(rows: list[list[_HtmlCell]], ruled: bool | None) -> Table:
    """Place the cells on the grid, spanned places left out."""
    taken: dict[int, int] = {}  # column -> rows that a cell above still reaches down
    placed: list[list[Cell]] = []
    for number, row in enumerate(rows):
        column = 0
        cells: list[Cell] = []
        below: dict[int, int] = {place: left - 1 for place, left in taken.items() if left > 1}
        for cell in row:
            while taken.get(column, 0):
                column += 1
            if column >= _WIDEST:
                break
            down = min(cell.row_span, len(rows) - number)
            wide = min(cell.column_span, _WIDEST - column)
            cells.append(Cell(_flat(cell.blocks), column, down, wide))
            if down > 1:
                below.update(dict.fromkeys(range(column, column + wide), down - 1))
            column += wide
        placed.append(cells)
        taken = below
    width = max((cell.column + cell.column_span for cells in placed for cell in cells), default=1)
    return Table(tuple(tuple(cells) for cells in placed), width, ruled=ruled)


def _flat(blocks: list[Block]) -> tuple[Line, ...]:
    """Return the lines of a cell; a table in it gives one line per row."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Line):
            lines.append(block)
            continue
        texts = (" ".join(cell.text for cell in row if cell.lines) for row in block.rows)
        lines.extend(Line(text, whole=True) for text in texts if text)
    return tuple(replace(line, gap=line.gap and index > 0) for index, line in enumerate(lines))
