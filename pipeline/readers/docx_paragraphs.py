"""One `w:p` element into lines: visible text only, automatic number in front, text boxes set aside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from lxml import etree

from pipeline.core.document import Block, Line
from pipeline.readers import docx_names as w
from pipeline.readers.docx_columns import SidedLine, may_have_sides
from pipeline.readers.docx_names import PPR, RPR, R, T
from pipeline.readers.docx_notes import NoteMarks
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_styles import (
    BOLD,
    CAPS,
    HIDDEN,
    ITALIC,
    Styles,
    apply_run_properties,
    is_on,
    read_num_pr,
    to_int,
)
from pipeline.readers.docx_symbols import clean_text, symbol_text

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


class _Collector:
    """Text of one paragraph while it is read: finished lines, and the pieces and emphasis of the current one."""

    __slots__ = ("boxes", "common", "done", "fields", "is_plain", "muted", "page_after", "page_before", "pieces")

    def __init__(self) -> None:
        self.is_plain = True  # one line of text and nothing else
        self.pieces: list[str] = []
        self.common = BOLD | ITALIC
        self.done: list[tuple[str, int]] = []
        self.fields: list[bool] = []
        self.muted = False
        self.boxes: list[etree._Element] = []
        self.page_before = False
        self.page_after = False

    def add(self, text: str, flags: int) -> None:
        """Append visible text; hidden text and field codes are left out."""
        if self.muted or flags & HIDDEN:
            return
        if flags & CAPS:
            text = text.upper()
        if self.common & ~flags and not text.isspace():
            self.common &= flags
        self.pieces.append(text)

    def end_line(self) -> None:
        """Close the current line, as a soft line break does."""
        self.is_plain = False
        self.done.append(("".join(self.pieces), self.common))
        self.pieces = []
        self.common = BOLD | ITALIC

    def page_break(self) -> None:
        """Note a page break before or after the text; within, it parts words but no line."""
        self.is_plain = False
        if any(not piece.isspace() for piece in self.pieces) or self.done:
            self.page_after = True
            self.pieces.append(" ")
        else:
            self.page_before = True


class ParagraphReader:
    """Reads paragraphs in document order, which the list counters and note marks depend on."""

    def __init__(self, styles: Styles, numbering: Numbering, marks: NoteMarks) -> None:
        self._styles = styles
        self._numbering = numbering
        self._marks = marks
        self._plain = self._default_properties()
        self._collector = _Collector()

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
            self._collector = _Collector()
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

    def _read_run(self, run: etree._Element, collector: _Collector, flags: int) -> None:
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
                handler = _RUN_HANDLERS.get(tag)
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

    def _read_inline(self, element: etree._Element, tag: str, collector: _Collector, flags: int) -> None:
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

    def _read_alternate(self, element: etree._Element, collector: _Collector, flags: int) -> None:
        branch = chosen_branch(element)
        if branch is None:
            return
        for child in branch.iterchildren():
            handler = _RUN_HANDLERS.get(child.tag)
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
    text = clean_text(raw)
    if not text:
        story.gap = True
        return
    if text is not raw and may_have_sides(raw):
        story.sided.append(SidedLine(len(story.blocks), raw))
    bold, italic = common & BOLD != 0, common & ITALIC != 0
    story.blocks.append(Line(prefix + text, None, None, True, story.gap, bold, italic, centred))
    story.gap = False


def _append_lines(story: Story, collector: _Collector, prefix: str, centred: bool) -> None:
    """Append the lines of a paragraph with soft breaks, as wrapped lines: all but the last are not whole."""
    collector.end_line()
    first = len(story.blocks)
    for raw, common in collector.done:
        _append_line(story, raw, common, prefix if len(story.blocks) == first else "", centred)
    story.blocks[first:-1] = [replace(line, whole=False) for line in story.blocks[first:-1] if isinstance(line, Line)]
    story.boxes = tuple(collector.boxes)


def chosen_branch(element: etree._Element) -> etree._Element | None:
    """Return the one branch of an `mc:AlternateContent` to read: its first choice, else its fallback."""
    branches = list(element.iterchildren(w.CHOICE, w.FALLBACK))
    return next((branch for branch in branches if len(branch)), None)


def find_text_boxes(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the outermost `w:txbxContent` elements of a drawing, each text box once."""
    for child in element.iterchildren():
        if child.tag == w.TEXT_BOX:
            yield child
        elif child.tag == w.ALTERNATE:
            branch = chosen_branch(child)
            if branch is not None:
                yield from find_text_boxes(branch)
        elif len(child):
            yield from find_text_boxes(child)


def _add_tab(collector: _Collector, item: etree._Element, flags: int) -> None:
    collector.add("\t", flags)


def _add_break(collector: _Collector, item: etree._Element, flags: int) -> None:
    if item.get(w.TYPE) in {"page", "column"}:
        collector.page_break()
    elif not collector.muted and not flags & HIDDEN:
        collector.end_line()


def _add_symbol(collector: _Collector, item: etree._Element, flags: int) -> None:
    collector.add(symbol_text(item.get(w.CHAR), item.get(w.FONT)), flags)


def _add_hyphen(collector: _Collector, item: etree._Element, flags: int) -> None:
    collector.add("-", flags)


def _field_character(collector: _Collector, item: etree._Element, flags: int) -> None:
    """Follow a complex field: what stands between its begin and its separator is code, not text."""
    collector.is_plain = False
    kind = item.get(w.FIELD_TYPE)
    if kind == "begin":
        collector.fields.append(False)
    elif collector.fields and kind == "separate":
        collector.fields[-1] = True
    elif collector.fields and kind == "end":
        collector.fields.pop()
    collector.muted = not all(collector.fields)


def _set_aside_boxes(collector: _Collector, item: etree._Element, flags: int) -> None:
    collector.is_plain = False
    collector.boxes.extend(find_text_boxes(item))


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


_RunHandler = Callable[[_Collector, etree._Element, int], None]
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
_RUN_HANDLERS: Final[dict[str, _RunHandler]] = {
    w.TAB: _add_tab,
    w.PTAB: _add_tab,
    w.BR: _add_break,
    w.CR: _add_break,
    w.SYM: _add_symbol,
    w.NO_BREAK_HYPHEN: _add_hyphen,
    w.FIELD_CHAR: _field_character,
    w.DRAWING: _set_aside_boxes,
    w.PICT: _set_aside_boxes,
    w.OBJECT: _set_aside_boxes,
}
_PROPERTY_HANDLERS: Final[dict[str, _PropertyHandler]] = {
    w.PARAGRAPH_STYLE: _set_style,
    w.NUM_PR: _set_number,
    w.JC: _set_alignment,
    w.SPACING: _set_spacing,
    w.PAGE_BREAK_BEFORE: _set_page_break,
    w.SECTION: _set_section,
}
