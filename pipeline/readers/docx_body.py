"""The walk through the blocks of a DOCX story: body, cell, text box, note, header or footer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml import etree

from pipeline.core.document import Block, Line, Table
from pipeline.readers import docx_names as w
from pipeline.readers.docx_columns import SidedLine, join_columns, may_have_sides
from pipeline.readers.docx_names import ALTERNATE, TBL, P
from pipeline.readers.docx_paragraphs import ParagraphReader, chosen_branch
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
        blocks: list[Block] = []
        sided: list[SidedLine] = []
        self._walk(story, blocks, sided, gap=False)
        return join_columns(blocks, sided) if sided else blocks

    def read_cell(self, cell: etree._Element) -> list[Block]:
        """Return the blocks of a table cell or a note."""
        blocks: list[Block] = []
        self._walk(cell, blocks, [], gap=False)
        return blocks

    def _walk(self, container: etree._Element, blocks: list[Block], sided: list[SidedLine], gap: bool) -> bool:
        """Append the blocks of a container; take and return whether a blank line stands before the next block."""
        for child in container.iterchildren():
            tag = child.tag
            if tag == P:
                gap = self._add_paragraph(child, blocks, sided, gap)
            elif tag == TBL:
                self._add_table(child, blocks, gap)
                gap = False
            elif tag in _CONTAINERS:
                gap = self._walk(child, blocks, sided, gap)
            elif tag == ALTERNATE:
                branch = chosen_branch(child)
                gap = gap if branch is None else self._walk(branch, blocks, sided, gap)
        return gap

    def _add_paragraph(self, element: etree._Element, blocks: list[Block], sided: list[SidedLine], gap: bool) -> bool:
        paragraph = self._paragraphs.read(element)
        lines = paragraph.lines
        if lines and (gap or paragraph.breaks_before):
            lines[0] = replace(lines[0], gap=True)
        for i, raw in enumerate(paragraph.raw, len(blocks)):
            if may_have_sides(raw):
                sided.append(SidedLine(i, raw))
        blocks += lines
        for box in paragraph.boxes:
            blocks += self.read(box)
        return paragraph.breaks_after or not lines

    def _add_table(self, element: etree._Element, blocks: list[Block], gap: bool) -> None:
        found = read_table(element, self.read_cell, self._styles)
        if found and gap and isinstance(found[0], Line):
            found[0] = replace(found[0], gap=True)
        blocks += found


def lines_of(blocks: list[Block]) -> list[Line]:
    """Return all lines of blocks, those of table cells included, in order."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(line for row in block.rows for cell in row for line in cell.lines)
        else:
            lines.append(block)
    return lines
