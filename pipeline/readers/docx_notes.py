"""Footnotes and endnotes: marks in the order of reference, and the text of each note."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.core.document import Block, Line, Note, Table
from pipeline.readers import docx_names as w
from pipeline.readers.docx_numbering import format_number


@dataclass(frozen=True, slots=True)
class Reference:
    """One reference to a note: the note's id in its part, and the mark of its own, '' for a counted one."""

    is_endnote: bool
    note_id: str
    custom_mark: str


class NoteMarks:
    """Collects the references of one pass through the document, each note once."""

    def __init__(self) -> None:
        self.references: list[Reference] = []
        self._seen: set[tuple[bool, str]] = set()

    def refer(self, is_endnote: bool, note_id: str, custom_mark: str) -> None:
        """Note a reference in reading order."""
        if (is_endnote, note_id) not in self._seen:
            self._seen.add((is_endnote, note_id))
            self.references.append(Reference(is_endnote, note_id, custom_mark))


@dataclass(frozen=True, slots=True)
class NoteSource:
    """Where the notes of one kind stand, and how they are numbered."""

    elements: dict[str, etree._Element]
    number_format: str


def note_source(part: etree._Element | None, tag: str, section: etree._Element | None) -> NoteSource:
    """Index a notes part by note id; the number format is that of the section properties, else Word's default."""
    elements = {} if part is None else {note.get(w.ID, ""): note for note in part.iterchildren(tag)}
    properties = w.ENDNOTE_PR if tag == w.ENDNOTE else w.FOOTNOTE_PR
    chosen = None if section is None else section.find(f"{properties}/{w.NUM_FMT}")
    default = "lowerRoman" if tag == w.ENDNOTE else "decimal"
    return NoteSource(elements, default if chosen is None else chosen.get(w.VAL, default))


def read_notes(
    marks: NoteMarks,
    footnotes: NoteSource,
    endnotes: NoteSource,
    read_blocks: Callable[[etree._Element], list[Block]],
) -> tuple[Note, ...]:
    """Return the referenced notes, footnotes before endnotes, as they are printed."""
    notes: list[Note] = []
    for is_endnote, source in ((False, footnotes), (True, endnotes)):
        count = 0
        for reference in [item for item in marks.references if item.is_endnote is is_endnote]:
            if not reference.custom_mark:
                count += 1
            element = source.elements.get(reference.note_id)
            if element is None:
                continue
            mark = reference.custom_mark or format_number(count, source.number_format)
            lines = tuple(_without_mark(_lines(read_blocks(element)), reference.custom_mark))
            if lines:
                notes.append(Note(mark, lines))
    return tuple(notes)


def _lines(blocks: list[Block]) -> Iterator[Line]:
    for block in blocks:
        if isinstance(block, Table):
            yield from (line for row in block.rows for cell in row for line in cell.lines)
        else:
            yield block


def _without_mark(lines: Iterator[Line], custom_mark: str) -> Iterator[Line]:
    """Drop a note's own mark, which is typed text at its beginning."""
    for i, line in enumerate(lines):
        if i == 0 and custom_mark and line.text.startswith(custom_mark):
            text = line.text.removeprefix(custom_mark).lstrip()
            yield Line(text, None, None, line.whole, line.gap, line.bold, line.italic, line.centred)
        else:
            yield line
