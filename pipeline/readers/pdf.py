"""Reader for PDF: digital text with places, ruled tables, two-column heads and feet, footnotes.

pdfium (through pypdfium2) gives words and drawing; pdfplumber's table finder turns rules into
cells. pdfium is not safe across threads: run one reader per process.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pypdfium2.raw as pdfium  # importing the package also initialises the library, once per process

from pipeline.core.document import Block, SourceDocument
from pipeline.core.errors import EncryptedError, NeedsOcrError, NoTextError, UnreadableError
from pipeline.readers.pdf_furniture import strip_furniture
from pipeline.readers.pdf_joins import join_blocks, join_tables
from pipeline.readers.pdf_layout import measure_pages, page_blocks
from pipeline.readers.pdf_notes import split_notes
from pipeline.readers.pdf_page import PageContent, read_page
from pipeline.readers.pdf_signatures import read_signatures
from pipeline.readers.pdf_stamps import take_stamps, with_roles
from pipeline.readers.pdf_words import Handle

MEDIA_TYPE = "application/pdf"


def read_pdf(data: bytes, path: str) -> SourceDocument:
    """Read a PDF.

    Args:
        data: the file's bytes.
        path: where the file lies, relative to the input folder, with forward slashes.

    Raises:
        EncryptedError: the file wants a password.
        UnreadableError: the file is damaged or holds no page.
        NeedsOcrError: no page has text, but there are pictures.
        NoTextError: the pages are empty.
    """
    with _opened(data, path) as document:
        count = pdfium.FPDF_GetPageCount(document)
        if count < 1:
            raise UnreadableError(f"{path} holds no page; ask for the file again.")
        signatures = read_signatures(document)
        pages = [page for index in range(count) if (page := read_page(document, index)) is not None]
    image_pages = tuple(page.number for page in pages if page.is_picture)
    _require_text(pages, image_pages, path)
    pages, stamps = take_stamps(pages)
    content, notes = split_notes(strip_furniture(pages))
    return SourceDocument(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=MEDIA_TYPE,
        size_bytes=len(data),
        blocks=tuple(_blocks(join_tables(content))),
        notes=notes,
        signatures=with_roles(signatures, stamps),
        page_count=count,
        image_pages=image_pages,
    )


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[Handle]:
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    if not document:
        if pdfium.FPDF_GetLastError() in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
            raise EncryptedError(f"{path} wants a password; save it without one and try again.")
        raise UnreadableError(f"{path} is damaged or is no PDF; ask for the file again.")
    try:
        yield document
    finally:
        pdfium.FPDF_CloseDocument(document)


def _require_text(pages: Sequence[PageContent], image_pages: tuple[int, ...], path: str) -> None:
    if any(not page.is_empty and page.number not in image_pages for page in pages):
        return
    if image_pages:
        raise NeedsOcrError(f"Pages {_ranges(image_pages)} of {path} are only images: run with OCR.")
    raise NoTextError(f"{path} opens but holds no text; ask for a version with text.")


def _ranges(numbers: Sequence[int]) -> str:
    """Return page numbers as `1-3, 7`."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][1] + 1:
            parts[-1][1] = number
        else:
            parts.append([number, number])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in parts)


def _blocks(pages: Sequence[PageContent]) -> list[Block]:
    firsts = [page.rows[0] if page.rows else None for page in pages[1:]]
    blocks: list[Block] = []
    cut = None
    for page, measure, following in zip(pages, measure_pages(pages), [*firsts, None], strict=True):
        found = page_blocks(page, measure, following, cut)
        join_blocks(blocks, found.blocks, page.tables[0] if page.tables else None)
        cut = found.open_region
    return blocks
