"""Word files of before 2007 without LibreOffice: antiword's DocBook, which keeps paragraphs and table cells.

What it does not keep: columns that tabs make, text boxes, and most numbers that Word generates.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

from pipeline.core.document import Block, Cell, Line, Table
from pipeline.readers.decode import clean_characters
from pipeline.readers.legacy_text import restore_text

_SECONDS = 60
_LINES = frozenset({"para", "title", "simpara", "screen"})
_TABLES = frozenset({"informaltable", "table"})


def find_antiword() -> str | None:
    """Return where antiword is, None where it is not installed."""
    return shutil.which("antiword")


def read_with_antiword(program: str, data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a Word file; none where antiword can't read it."""
    with TemporaryDirectory(prefix="vanban-antiword-") as folder:
        path = Path(folder) / "a.doc"
        path.write_bytes(data)
        command = [program, "-m", "UTF-8.txt", "-x", "db", str(path)]
        try:
            ended = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return ()
    return read_docbook(ended.stdout) if ended.returncode == 0 else ()


def read_docbook(data: bytes) -> tuple[Block, ...]:
    """Return the blocks of a DocBook file; what stands about the file itself is left out."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(data, parser) if data.strip() else None
    return () if root is None else tuple(_gapped(_blocks(root)))


def _gapped(blocks: Iterator[Block | None]) -> Iterator[Block]:
    """Yield the blocks; an empty one before a line is a gap."""
    gap = False
    for block in blocks:
        if block is None:
            gap = True
            continue
        yield replace(block, gap=gap) if isinstance(block, Line) else block
        gap = False


def _blocks(element: etree._Element) -> Iterator[Block | None]:
    for child in element:
        if child.tag in _LINES and (child.tag != "title" or child.text):
            yield from _paragraph(child)
        elif child.tag in _TABLES:
            yield _table(child)
        elif child.tag == "listitem":
            yield from _item(child)
        elif isinstance(child.tag, str) and child.tag != "bookinfo":
            yield from _blocks(child)


def _item(element: etree._Element) -> Iterator[Block | None]:
    """Yield the paragraphs of a list item, the first with a dash or its number."""
    parent = element.getparent()
    is_numbered = parent is not None and parent.tag == "orderedlist"
    marker = f"{parent.index(element) + 1}. " if is_numbered and parent is not None else "- "
    for block in _blocks(element):
        if marker and isinstance(block, Line):
            yield replace(block, text=marker + block.text)
            marker = ""
        else:
            yield block


def _paragraph(element: etree._Element) -> Iterator[Block | None]:
    """Yield a paragraph's text before, between and after the tables that antiword puts into it."""
    pieces = [(element.text or "", False)]
    for child in element:
        if child.tag in _TABLES:
            yield from _line_of(pieces)
            yield _table(child)
            pieces = []
        else:
            pieces.append(("".join(map(str, child.itertext())), child.get("role") == "bold"))
        pieces.append((child.tail or "", False))
    line = next(_line_of(pieces), None)
    if line is not None or len(element) == 0:
        yield line


def _line_of(pieces: list[tuple[str, bool]]) -> Iterator[Line]:
    text = _clean("".join(text for text, _ in pieces))
    if text:
        yield Line(text, whole=True, bold=all(bold for piece, bold in pieces if piece.strip()))


def _clean(text: str) -> str:
    return clean_characters(restore_text(" ".join(text.split())))


def _table(element: etree._Element) -> Table | None:
    rows = [tuple(Cell(_cell_lines(entry), column) for column, entry in enumerate(row)) for row in element.iter("row")]
    if not any(cell.lines for row in rows for cell in row):
        return None
    return Table(tuple(rows), max(len(row) for row in rows), ruled=None)


def _cell_lines(entry: etree._Element) -> tuple[Line, ...]:
    lines = map(_clean, "".join(map(str, entry.itertext())).split("\n"))
    return tuple(Line(line, whole=True) for line in lines if line)
