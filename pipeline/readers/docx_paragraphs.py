"""One `w:p` element into lines: visible text only, automatic number in front, text boxes set aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from lxml import etree

from pipeline.core.document import Block, Line
from pipeline.readers import docx_names as w
from pipeline.readers.docx_columns import SidedLine, may_have_sides
from pipeline.readers.docx_legacy import read_marked
from pipeline.readers.docx_names import PPR, RPR, R, T
from pipeline.readers.docx_notes import NoteMarks
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_runs import RUN_HANDLERS, Collector, chosen_branch
from pipeline.readers.docx_styles import (
    BOLD,
    HIDDEN,
    ITALIC,
    Styles,
    apply_run_properties,
    is_on,
    read_num_pr,
    to_int,
)
from pipeline.readers.docx_symbols import clean_text

# Twentieths of a point before a paragraph that look like a blank line; 6 pt is between any two paragraphs.
_GAP_SPACING = 240


class Story:
    """The blocks of a body, cell, text box or note while they are read.

    `sided` remembers the lines whose tabs or runs of spaces may place two columns side by side;
    `gap` says that a blank line, a page break or wide spacing stands before the next block;
    `boxes` are text boxes anchored in the paragraph read last.
    """

    __slots__ = ("blocks", "boxes", "gap", "sided")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.sided: list[SidedLine] = []
        self.boxes: tuple[etree._Element, ...] = ()
        self.gap = False


@dataclass(slots=True)
class _Properties:
    """The paragraph properties that matter, direct ones over those of the style."""

    flags: int
    centred: bool
    num_id: str | None
    level: int | None
    style_id: str | None = None
    breaks_before: bool = False
    breaks_after: bool = False


class ParagraphReader:
    """Reads paragraphs in document order, which the list counters and note marks depend on."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: NoteMarks) -> None:
        self._styles = styles
        self._numbering = numbering
        self._marks = marks
        self._plain = self._default_properties()
        self._collector = Collector()

    def read(self, element: etree._Element, story: Story) -> None:
        """Append the lines of a `w:p` to the story; one without visible text is a blank line."""
        collector = self._collector
        properties = self._plain
        for child in element.iterchildren():
            tag = child.tag
            if tag == R:
                self._read_run(child, collector, properties.flags)
            elif tag == PPR:
                properties = self._read_properties(child)
            else:
                self._read_inline(child, tag, collector, properties.flags)
        # Word counts an empty numbered paragraph too.
        prefix = "" if properties.num_id is None else self._label(properties)
        if properties.breaks_before or collector.page_before:
            story.gap = True
        if collector.is_plain:
            _append_line(story, "".join(collector.pieces), collector.common, prefix, properties.centred)
            collector.pieces.clear()
            collector.common = BOLD | ITALIC
        else:
            self._collector = Collector()
            _append_lines(story, collector, prefix, properties.centred)
        if properties.breaks_after or collector.page_after:
            story.gap = True

    def _default_properties(self) -> _Properties:
        style = self._styles.paragraph(None)
        return _Properties(style.flags, style.centred, style.num_id, style.level)

    def _read_properties(self, element: etree._Element) -> _Properties:
        properties = self._default_properties()
        for child in element.iterchildren():
            handler = _PROPERTY_HANDLERS.get(child.tag)
            if handler is not None:
                handler(properties, child, self._styles)
        return properties

    def _read_run(self, run: etree._Element, collector: Collector, flags: int) -> None:
        for item in run.iterchildren():
            tag = item.tag
            if tag == T:
                text = item.text
                if flags or collector.common or collector.muted:
                    collector.add(text or "", flags)
                elif text:
                    collector.pieces.append(text)
            elif tag == RPR:
                flags = apply_run_properties(item, flags, self._styles)
            elif tag in _NOTE_REFERENCES:
                self._note_reference(run, item, flags)
                return
            elif tag == w.ALTERNATE:
                self._read_alternate(item, collector, flags)
            else:
                handler = RUN_HANDLERS.get(tag)
                if handler is not None:
                    handler(collector, item, flags)

    def _note_reference(self, run: etree._Element, reference: etree._Element, flags: int) -> None:
        """Count a note; a mark of its own (`*`) follows in the same run and is not text."""
        if flags & HIDDEN:
            return
        mark = ""
        if reference.get(w.CUSTOM_MARK) in {"1", "true", "on"}:
            mark = clean_text("".join(item.text or "" for item in run.iterchildren(w.T)))
        self._marks.refer(reference.tag == w.ENDNOTE_REFERENCE, reference.get(w.ID, ""), mark)

    def _read_inline(self, element: etree._Element, tag: str, collector: Collector, flags: int) -> None:
        """Read what stands beside runs in a paragraph: links, fields, content controls, insertions, formulas."""
        if tag == w.ALTERNATE:
            self._read_alternate(element, collector, flags)
        elif tag in _INLINE_CONTAINERS:
            for child in element.iterchildren():
                if child.tag == w.R:
                    self._read_run(child, collector, flags)
                else:
                    self._read_inline(child, child.tag, collector, flags)
        elif tag in {w.MATH, w.MATH_PARAGRAPH}:
            collector.add("".join(item.text or "" for item in element.iter(w.MATH_TEXT)), flags)

    def _read_alternate(self, element: etree._Element, collector: Collector, flags: int) -> None:
        branch = chosen_branch(element)
        if branch is None:
            return
        for child in branch.iterchildren():
            handler = RUN_HANDLERS.get(child.tag)
            if child.tag == w.R:
                self._read_run(child, collector, flags)
            elif handler is not None:
                handler(collector, child, flags)
            else:
                self._read_inline(child, child.tag, collector, flags)

    def _label(self, properties: _Properties) -> str:
        if properties.num_id is None or properties.num_id == "0":  # 0 takes the style's number away
            return ""
        return self._numbering.next_label(properties.num_id, properties.level, properties.style_id)


def _append_line(story: Story, raw: str, common: int, prefix: str, centred: bool) -> None:
    if not raw.isprintable():
        raw = read_marked(raw)
    text = clean_text(raw)
    if not text:
        story.gap = True
        return
    if text is not raw and may_have_sides(raw):
        story.sided.append(SidedLine(len(story.blocks), raw))
    bold, italic = common & BOLD != 0, common & ITALIC != 0
    story.blocks.append(Line(prefix + text, None, None, True, story.gap, bold, italic, centred))
    story.gap = False


def _append_lines(story: Story, collector: Collector, prefix: str, centred: bool) -> None:
    """Append the lines of a paragraph with soft breaks, as wrapped lines: those that may go on are not whole."""
    collector.end_line()
    first = len(story.blocks)
    for raw, common in collector.done:
        _append_line(story, raw, common, prefix if len(story.blocks) == first else "", centred)
    added = [block for block in story.blocks[first:] if isinstance(block, Line)]
    story.blocks[first:] = [
        *(line if _is_title_over(line, below) else replace(line, whole=False) for line, below in pairwise(added)),
        *added[-1:],
    ]
    story.boxes = tuple(collector.boxes)


def _is_title_over(line: Line, below: Line) -> bool:
    """Return whether a soft break parts a title in capitals from the subject typed under it."""
    return line.text.isupper() and not below.text.isupper() and below.text[:1].isupper()


def _set_style(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    properties.style_id = child.get(w.VAL)
    style = styles.paragraph(properties.style_id)
    properties.flags, properties.centred = style.flags, style.centred
    properties.num_id, properties.level = style.num_id, style.level


def _set_number(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    num_id, level = read_num_pr(child)
    if num_id is not None:
        properties.num_id = num_id
    properties.level = level if level is not None else properties.level


def _set_alignment(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    properties.centred = child.get(w.VAL) == "center"


def _set_spacing(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    properties.breaks_before |= (to_int(child.get(w.BEFORE)) or 0) >= _GAP_SPACING


def _set_page_break(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    properties.breaks_before |= is_on(child)


def _set_section(properties: _Properties, child: etree._Element, styles: Styles) -> None:
    properties.breaks_after = True


_PropertyHandler = Callable[[_Properties, etree._Element, Styles], None]

_NOTE_REFERENCES: Final = frozenset({w.FOOTNOTE_REFERENCE, w.ENDNOTE_REFERENCE})
# Deletions and moved-away text (`w:del`, `w:moveFrom`) are absent on purpose.
_INLINE_CONTAINERS: Final = frozenset(
    {
        w.HYPERLINK,
        w.SMART_TAG,
        w.SDT,
        w.SDT_CONTENT,
        w.CUSTOM_XML,
        w.FIELD_SIMPLE,
        w.INS,
        w.MOVE_TO,
        w.DIR,
        w.BDO,
    }
)
_PROPERTY_HANDLERS: Final[dict[str, _PropertyHandler]] = {
    w.PARAGRAPH_STYLE: _set_style,
    w.NUM_PR: _set_number,
    w.JC: _set_alignment,
    w.SPACING: _set_spacing,
    w.PAGE_BREAK_BEFORE: _set_page_break,
    w.SECTION: _set_section,
}
