"""DOCX to a source document."""

from __future__ import annotations

import hashlib
from typing import Final

from lxml import etree

from pipeline.core.document import SourceDocument
from pipeline.core.errors import DocumentError, NeedsOcrError, NoTextError, UnreadableError
from pipeline.readers import docx_names as w
from pipeline.readers.docx_body import BlockReader
from pipeline.readers.docx_headers import first_section, read_running_heads
from pipeline.readers.docx_notes import NoteMarks, note_source, read_notes
from pipeline.readers.docx_numbering import Numbering
from pipeline.readers.docx_package import WordPackage, open_package
from pipeline.readers.docx_paragraphs import ParagraphReader
from pipeline.readers.docx_styles import Styles
from pipeline.readers.docx_stylesheet import StyleSheet

DOCX_MEDIA_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def read_docx(data: bytes, path: str) -> SourceDocument:
    """Read a DOCX file.

    Args:
        data: the file's bytes.
        path: relative to the input folder, with forward slashes.

    Raises:
        EncryptedError: where the file wants a password.
        UnreadableError: where the zip, its main document or that document's XML is damaged.
        TooLargeError: where a part unpacks to more than the limit.
        NeedsOcrError: where the document holds only images.
        NoTextError: where it holds nothing.
    """
    package = open_package(data, path)
    body = package.document.find(w.BODY)
    if body is None:
        raise UnreadableError(f"{path} is no Word document: its main part has no body.")
    styles = Styles(StyleSheet(package.raw_part_of_kind("styles")))
    marks = NoteMarks()
    numbering = Numbering(package.part_of_kind("numbering"), styles)
    reader = BlockReader(ParagraphReader(styles, numbering, marks), styles)
    blocks = reader.read(body)
    section = first_section(body)
    blocks = read_running_heads(package, section, reader, blocks) + blocks
    if not blocks:  # a reader never makes a line or a table without text
        raise _nothing_read(body, path)
    notes = read_notes(
        marks,
        note_source(_notes_part(package, marks, is_endnote=False), w.FOOTNOTE, section),
        note_source(_notes_part(package, marks, is_endnote=True), w.ENDNOTE, section),
        reader.read_note,
    )
    return SourceDocument(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=DOCX_MEDIA_TYPE,
        size_bytes=len(data),
        blocks=tuple(blocks),
        notes=notes,
    )


def _notes_part(package: WordPackage, marks: NoteMarks, *, is_endnote: bool) -> etree._Element | None:
    """Parse a notes part only where something refers to it: Word writes both into every file."""
    if not any(reference.is_endnote is is_endnote for reference in marks.references):
        return None
    return package.part_of_kind("endnotes" if is_endnote else "footnotes")


def _nothing_read(body: etree._Element, path: str) -> DocumentError:
    if next(body.iter(w.BLIP, w.IMAGE_DATA), None) is not None:
        return NeedsOcrError(f"{path} holds only images; text recognition is needed first.")
    return NoTextError(f"{path} holds no text.")
