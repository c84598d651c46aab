"""Reader of web pages: the document inside the site's frame, what the site says of it kept apart."""

from __future__ import annotations

import email
import email.policy
import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.core.document import Block, Line, Note, SourceDocument, Table
from pipeline.core.errors import NoTextError
from pipeline.readers.frame import drop_frame, read_data_table, read_publisher
from pipeline.readers.html_blocks import read_blocks
from pipeline.readers.html_tree import Element, decode_page, drop, drop_frame_parts, find_document, parse_page
from pipeline.readers.marks import BAR
from pipeline.readers.notes import lift_notes

HTML_MEDIA_TYPE = "text/html"
MHTML_MEDIA_TYPE = "multipart/related"
_HEAD = 200_000
_SITE = re.compile(
    r"""<!--\s{0,3}saved from url=\(\d{1,5}\)(\S{1,300})"""
    r"""|<link[^>]{0,80}rel=["']canonical["'][^>]{0,80}href=["']([^"'>]{1,300})"""
    r"""|<base[^>]{0,80}href=["']([^"'>]{1,300})""",
    re.IGNORECASE,
)


def read_html(data: bytes, path: str) -> SourceDocument:
    """Read a web page.

    Args:
        data: the file's bytes, in any encoding.
        path: relative to the input folder, with forward slashes.

    Raises:
        UnreadableError: where its elements are nested too deeply.
        NoTextError: where the page shows no text of its own (it may load it with a script).
    """
    body = parse_page(data, path)
    if body is None or not "".join(map(str, body.itertext())).strip():
        raise NoTextError(f"{path} is a web page without text; save it as a complete page, or as PDF.")
    blocks, publisher = _read_page(body)
    if not blocks:
        raise NoTextError(f"{path} is a web page without text; save it as a complete page, or as PDF.")
    if publisher and (site := _SITE.search(decode_page(data)[:_HEAD])):
        publisher["site"] = next(group for group in site.groups() if group)
    blocks, notes = _lift_notes(blocks)
    return SourceDocument(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type=HTML_MEDIA_TYPE,
        size_bytes=len(data),
        blocks=tuple(blocks),
        notes=notes,
        publisher=publisher or None,
    )


def read_mhtml(data: bytes, path: str) -> SourceDocument:
    """Read a web page that a browser or Word saved as one file, its text the first part.

    Raises:
        DocumentError: as `read_html`.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    content = next((part.get_payload(decode=True) for part in pages), None)
    if not isinstance(content, bytes) or not content.strip():
        raise NoTextError(f"{path} is a saved web page without text; save it as PDF.")
    page = read_html(content, path)
    return replace(page, sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), media_type=MHTML_MEDIA_TYPE)


def _read_page(body: Element) -> tuple[list[Block], dict[str, str]]:
    """Return the document's blocks, and what stands around it of data on it."""
    document = find_document(body)
    drop_frame_parts(document)
    blocks = read_blocks(document)
    publisher: dict[str, str] = {}
    if document is not body:
        drop(document)
        publisher = read_publisher(_all_lines(read_blocks(body)))
    blocks, more = _unframe(blocks)
    return blocks, publisher | more


def _all_lines(blocks: Sequence[Block]) -> list[Line]:
    lines: list[Line] = []
    for block in blocks:
        lines.extend(
            [block] if isinstance(block, Line) else (line for row in block.rows for c in row for line in c.lines)
        )
    return lines


def _unframe(blocks: list[Block]) -> tuple[list[Block], dict[str, str]]:
    """Take off what a publisher puts around a document in the same element: lines by their words, tables of data."""
    publisher: dict[str, str] = {}
    kept: list[Block] = []
    for block in blocks:
        data = read_data_table(block) if isinstance(block, Table) else None
        if data:
            publisher |= data
        else:
            kept.append(block)
    stand_ins = [block if isinstance(block, Line) else _stand_in(block) for block in kept]
    places = {id(line): block for line, block in zip(stand_ins, kept, strict=True)}
    found = drop_frame(stand_ins)
    return [places[id(line)] for line in found.lines], publisher | (found.publisher or {})


def _stand_in(table: Table) -> Line:
    """Return a line for a table: its motto where it has one, else a bar."""
    texts = (line.text for row in table.rows for cell in row for line in cell.lines)
    return Line(next((text for text in texts if text.startswith("CỘNG H")), BAR))


def _lift_notes(blocks: list[Block]) -> tuple[list[Block], tuple[Note, ...]]:
    """Lift the footnotes out of the lines; tables stay in their places."""
    tables = iter([block for block in blocks if isinstance(block, Table)])
    bar = Line(BAR)
    lines, notes = lift_notes([block if isinstance(block, Line) else bar for block in blocks])
    return [next(tables) if line is bar else line for line in lines], notes
