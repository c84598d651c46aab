"""Reader of plain text and Markdown, with the tables and page frames that such files come with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from pipeline.core.document import Block, Line, SourceDocument, Table
from pipeline.core.errors import EmptyFileError, NoTextError
from pipeline.readers.bars import has_bars, read_bars
from pipeline.readers.decode import decode_text
from pipeline.readers.frame import drop_frame
from pipeline.readers.marks import clean_lines
from pipeline.readers.notes import lift_notes
from pipeline.readers.paging import drop_paging
from pipeline.readers.tabs import is_pipe_row, is_tab_row, read_pipes, read_tabs

_MARKDOWN_SUFFIXES = (".md", ".markdown")


def read_text(data: bytes, path: str) -> SourceDocument:
    """Read a text or Markdown file.

    Args:
        data: Its bytes, in any encoding that Vietnamese text comes in.
        path: What the record calls it.

    Raises:
        EmptyFileError: where it holds nothing but white space.
        NoTextError: where it holds only marks.
    """
    text = decode_text(data)
    if not text.strip():
        raise EmptyFileError(f"{path} holds nothing but white space: give a file that holds a document.")
    unframed = drop_frame(clean_lines(_split(text)))
    lines, notes = lift_notes(drop_paging(unframed.lines))
    blocks = tuple(_read_blocks(lines))
    if not blocks:
        raise NoTextError(f"{path} holds no words, only marks: give a file that holds a document.")
    return SourceDocument(
        path=path,
        sha256=hashlib.sha256(data).hexdigest(),
        media_type="text/markdown" if path.lower().endswith(_MARKDOWN_SUFFIXES) else "text/plain",
        size_bytes=len(data),
        blocks=blocks,
        notes=notes,
        publisher=unframed.publisher,
    )


def _split(text: str) -> list[str]:
    """Return the raw lines; a form feed is a page break, shown as a blank line."""
    if "\f" in text:
        text = text.replace("\f", "\n\n")
    return text.splitlines()


def _read_blocks(lines: list[Line]) -> Iterator[Block]:
    if not has_bars(lines):
        yield from _read_tables(lines)
        return
    run: list[Line] = []
    for block in read_bars(lines):
        if isinstance(block, Line):
            run.append(block)
            continue
        yield from _read_tables(run)
        run = []
        yield _plain_table(block)
    yield from _read_tables(run)


def _read_tables(lines: list[Line]) -> Iterator[Block]:
    """Yield the lines, and the tables of tabs or pipes among them."""
    index = 0
    while index < len(lines):
        line = lines[index]
        if "\t" in line.text and is_tab_row(lines, index):
            table, index = read_tabs(lines, index)
            yield table
        elif "|" in line.text and is_pipe_row(lines, index):
            table, index = read_pipes(lines, index)
            yield table
        else:
            yield from _plain((line,))
            index += 1


def _plain(lines: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines with tabs as spaces, bars alone left out."""
    for line in lines:
        if "\t" in line.text or "\v" in line.text:
            text = " ".join(line.text.split())
            if text.strip("| "):
                yield replace(line, text=text)
        else:
            yield line


def _plain_table(table: Table) -> Table:
    if not any("\t" in line.text for row in table.rows for cell in row for line in cell.lines):
        return table
    rows = tuple(tuple(replace(cell, lines=tuple(_plain(cell.lines))) for cell in row) for row in table.rows)
    return replace(table, rows=rows)
