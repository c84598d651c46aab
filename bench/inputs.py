"""Inputs for the benchmark, made from the project's own sample sources: long enough to measure."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from corpus.build import build, sources
from corpus.tools.model import Paragraph, Source, SourceTable


def prose_source(times: int = 12) -> Source:
    """Return a long document without tables: the paragraphs of all samples, again and again."""
    body = tuple(block for source in sources() for block in source.body if isinstance(block, Paragraph))
    return _long(body, times)


def table_source(times: int = 8) -> Source:
    """Return a document that is nearly all ruled tables: those of all samples, again and again."""
    wide = (block for source in sources() for block in source.blocks if isinstance(block, SourceTable))
    tables = tuple(table for table in wide if len(table.widths) >= 5 and len(table.rows) >= 5)
    return _long(tables, times)


def _long(blocks: tuple[Paragraph | SourceTable, ...], times: int) -> Source:
    plain = next(source for source in sources() if source.head.get("code") == "KH")
    plain = replace(plain, notes={}, note_marks=(), appendix=())
    size = max(1, times * 60 // max(len(blocks), 1))
    return replace(plain, body=tuple(_without_notes(block) for block in blocks) * size)


def _without_notes(block: Paragraph | SourceTable) -> Paragraph | SourceTable:
    if isinstance(block, Paragraph):
        return replace(block, runs=tuple(run for run in block.runs if run.kind != "note"))
    rows = tuple(
        replace(row, cells=tuple(replace(c, runs=tuple(r for r in c.runs if r.kind != "note")) for c in row.cells))
        for row in block.rows
    )
    return replace(block, rows=rows)


def sample_texts(folder: Path, times: int) -> list[Path]:
    """Write every sample as text, `times` copies each with a line of its own, and return the paths."""
    paths = []
    for number in range(times):
        for source in sources():
            path = folder / f"{source.stem}-{number}.txt"
            path.write_bytes(build(source, "txt") + f"\nBản số {number}.\n".encode())
            paths.append(path)
    return paths
