"""The walk through the blocks of a DOCX story: body, cell, text box, note, header or footer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml import etree

from pipeline.core.document import Block, Line, Table
from pipeline.readers import docx_names as w
from pipeline.readers.docx_columns import SidedLine, join_columns, may_have_sides
from pipeline.readers.docx_paragraphs import Paragraph, ParagraphReader, chosen_branch
from pipeline.readers.docx_styles import Styles
from pipeline.readers.docx_tables import read_table

_CONTAINERS: Final = frozenset({w.SDT, w.SDT_CONTENT, w.CUSTOM_XML, w.SMART_TAG, w.INS, w.MOVE_TO})


class BlockReader:
    """Reads stories in document order; one instance per document."""

    def __init__(self, paragraphs: ParagraphReader, styles: Styles) -> None:
        self._paragraphs = paragraphs
        self._styles = styles

    def read(self, story: etree._Element) -> list[Block]:
        """Return the blocks of a story, lines typed in two columns joined to tables."""
        walk = _Walk(self)
        walk.through(story)
        return join_columns(walk.blocks, walk.sided) if walk.sided else walk.blocks

    def read_cell(self, cell: etree._Element) -> list[Block]:
        """Return the blocks of a table cell."""
        walk = _Walk(self)
        walk.through(cell)
        return walk.blocks

    def read_paragraph(self, element: etree._Element) -> Paragraph:
        """Return one paragraph."""
        return self._paragraphs.read(element)

    def read_table(self, element: etree._Element) -> list[Block]:
        """Return one table as blocks."""
        return read_table(element, self.read_cell, self._styles)


class _Walk:
    """One pass through a story: the blocks so far, and whether a blank line stands before the next one."""

    def __init__(self, reader: BlockReader) -> None:
        self._reader = reader
        self._gap = False
        self.blocks: list[Block] = []
        self.sided: list[SidedLine] = []

    def through(self, container: etree._Element) -> None:
        """Append the blocks of a container."""
        for child in container.iterchildren():
            tag = child.tag
            if tag == w.P:
                self._add_paragraph(child)
            elif tag == w.TBL:
                self._add_table(child)
            elif tag in _CONTAINERS:
                self.through(child)
            elif tag == w.ALTERNATE:
                branch = chosen_branch(child)
                if branch is not None:
                    self.through(branch)

    def _add_paragraph(self, element: etree._Element) -> None:
        paragraph = self._reader.read_paragraph(element)
        lines = paragraph.lines
        if lines and (self._gap or paragraph.breaks_before):
            lines[0] = replace(lines[0], gap=True)
        for line, raw in zip(lines, paragraph.raw, strict=True):
            if may_have_sides(raw):
                self.sided.append(SidedLine(len(self.blocks), raw))
            self.blocks.append(line)
        self._gap = paragraph.breaks_after or not lines
        for box in paragraph.boxes:
            self.blocks.extend(self._reader.read(box))

    def _add_table(self, element: etree._Element) -> None:
        blocks = self._reader.read_table(element)
        if blocks and self._gap and isinstance(blocks[0], Line):
            blocks[0] = replace(blocks[0], gap=True)
        self.blocks.extend(blocks)
        self._gap = False


def lines_of(blocks: list[Block]) -> list[Line]:
    """Return all lines of blocks, those of table cells included, in order."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(line for row in block.rows for cell in row for line in cell.lines)
        else:
            lines.append(block)
    return lines
