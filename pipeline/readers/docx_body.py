"""The walk through the blocks of a DOCX story: body, cell, text box, note, header or footer."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from lxml import etree

from pipeline.core.document import Block, Line, Table
from pipeline.readers import docx_names as w
from pipeline.readers.docx_columns import join_columns
from pipeline.readers.docx_names import ALTERNATE, TBL, P
from pipeline.readers.docx_paragraphs import ParagraphReader, Story
from pipeline.readers.docx_runs import chosen_branch
from pipeline.readers.docx_styles import Styles
from pipeline.readers.docx_tables import read_table

_CONTAINERS: Final = frozenset({w.SDT, w.SDT_CONTENT, w.CUSTOM_XML, w.SMART_TAG, w.INS, w.MOVE_TO})


class BlockReader:
    """Reads stories in document order; one instance per document."""

    def __init__(self, paragraphs: ParagraphReader, styles: Styles) -> None:
        self._paragraphs = paragraphs
        self._styles = styles

    def read(self, container: etree._Element) -> list[Block]:
        """Return the blocks of a body, header or text box, lines typed in two columns joined to tables."""
        story = Story()
        self._walk(container, story)
        return join_columns(story.blocks, story.sided) if story.sided else story.blocks

    def read_note(self, note: etree._Element) -> list[Block]:
        """Return the blocks of a note."""
        story = Story()
        self._walk(note, story)
        return story.blocks

    def _walk(self, container: etree._Element, story: Story) -> None:
        for child in container.iterchildren():
            self._add(child, story)

    def _add(self, child: etree._Element, story: Story) -> None:
        """Append a block, or the blocks of a container, to a story."""
        tag = child.tag
        if tag == P:
            self._paragraphs.read(child, story)
            if story.boxes:
                self._add_boxes(story)
        elif tag == TBL:
            self._add_table(child, story)
        elif tag in _CONTAINERS:
            self._walk(child, story)
        elif tag == ALTERNATE:
            branch = chosen_branch(child)
            if branch is not None:
                self._walk(branch, story)

    def _add_boxes(self, story: Story) -> None:
        boxes, story.boxes = story.boxes, ()
        for box in boxes:
            story.blocks += self.read(box)

    def _add_table(self, element: etree._Element, story: Story) -> None:
        found = read_table(element, self._add, self._styles)
        if found and story.gap and isinstance(found[0], Line):
            found[0] = replace(found[0], gap=True)
        story.blocks += found
        story.gap = False


def lines_of(blocks: list[Block]) -> list[Line]:
    """Return all lines of blocks, those of table cells included, in order."""
    lines: list[Line] = []
    for block in blocks:
        if isinstance(block, Table):
            lines.extend(line for row in block.rows for cell in row for line in cell.lines)
        else:
            lines.append(block)
    return lines
