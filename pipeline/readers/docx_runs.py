"""What stands inside a paragraph: the collector of its visible text, and what each kind of run content adds."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from pipeline.readers import docx_names as w
from pipeline.readers.docx_legacy import LEGACY_FONTS, TCVN3, TCVN3_CAPITALS, mark_legacy
from pipeline.readers.docx_styles import BOLD, CAPS, HIDDEN, ITALIC
from pipeline.readers.docx_symbols import symbol_text


class Collector:
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
            text, flags = _capitals(text, flags)
        if flags & LEGACY_FONTS:
            text = mark_legacy(text, flags)
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


def _capitals(text: str, flags: int) -> tuple[str, int]:
    """Return a text in capitals and its flags; a TCVN3 font's letters can't be raised before they are read."""
    if flags & (TCVN3 | TCVN3_CAPITALS):
        return text, flags & ~TCVN3 | TCVN3_CAPITALS
    return text.upper(), flags


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


def _add_tab(collector: Collector, item: etree._Element, flags: int) -> None:
    collector.add("\t", flags)


def _add_break(collector: Collector, item: etree._Element, flags: int) -> None:
    if item.get(w.TYPE) in {"page", "column"}:
        collector.page_break()
    elif not collector.muted and not flags & HIDDEN:
        collector.end_line()


def _add_symbol(collector: Collector, item: etree._Element, flags: int) -> None:
    collector.add(symbol_text(item.get(w.CHAR), item.get(w.FONT)), flags)


def _add_hyphen(collector: Collector, item: etree._Element, flags: int) -> None:
    collector.add("-", flags)


def _add_soft_hyphen(collector: Collector, item: etree._Element, flags: int) -> None:
    # Nothing to see, but in TCVN3 it is the letter ư.
    collector.add("\u00ad", flags)


def _field_character(collector: Collector, item: etree._Element, flags: int) -> None:
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


def _set_aside_boxes(collector: Collector, item: etree._Element, flags: int) -> None:
    collector.is_plain = False
    collector.boxes.extend(find_text_boxes(item))


RunHandler = Callable[[Collector, etree._Element, int], None]

RUN_HANDLERS: Final[dict[str, RunHandler]] = {
    w.TAB: _add_tab,
    w.PTAB: _add_tab,
    w.BR: _add_break,
    w.CR: _add_break,
    w.SYM: _add_symbol,
    w.NO_BREAK_HYPHEN: _add_hyphen,
    w.SOFT_HYPHEN: _add_soft_hyphen,
    w.FIELD_CHAR: _field_character,
    w.DRAWING: _set_aside_boxes,
    w.PICT: _set_aside_boxes,
    w.OBJECT: _set_aside_boxes,
}
