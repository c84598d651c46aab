"""SourceDocument to PlanDocument: canonical text, zones, outline, tables, footnotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.core.document import Line, PlanDocument, SourceDocument, Table, Zone
from pipeline.structure.compose import Composer
from pipeline.structure.foot import find_foot
from pipeline.structure.head import find_head
from pipeline.structure.paragraphs import Paragraph, Wrap, join_lines, measure_wrap
from pipeline.structure.strips import Strip, build_strips
from pipeline.structure.tables import Grid, build_grid, is_continuation


def build_document(source: SourceDocument) -> PlanDocument:
    """Return the structured document: its canonical text and the parts of it."""
    strips = build_strips(source.blocks)
    head, body_start = find_head(strips)
    foot = find_foot(strips, body_start)
    wrap = measure_wrap([strip.line for strip in strips if strip.line is not None])
    parts: list[Paragraph | tuple[Grid, Zone]] = list(head)
    parts += _prose(strips[body_start : foot.start], Zone.BODY, wrap)
    parts += foot.paragraphs
    parts += _prose(strips[foot.end :], Zone.APPENDIX, wrap)
    return Composer(source).compose(parts, source.notes)


def _prose(strips: Sequence[Strip], zone: Zone, wrap: Wrap) -> Iterator[Paragraph | tuple[Grid, Zone]]:
    """Yield paragraphs and tables in order; lines are joined between tables, tables over pages."""
    lines: list[Line] = []
    tables: list[Table] = []
    for strip in strips:
        if strip.table is None:
            yield from _tables(tables, zone)
            tables = []
            if strip.line is not None:
                lines.append(strip.line)
            continue
        yield from (Paragraph(group, zone) for group in join_lines(lines, wrap))
        lines = []
        if tables and not is_continuation(tables[-1], strip.table):
            yield from _tables(tables, zone)
            tables = []
        tables.append(strip.table)
    yield from _tables(tables, zone)
    yield from (Paragraph(group, zone) for group in join_lines(lines, wrap))


def _tables(tables: Sequence[Table], zone: Zone) -> Iterator[tuple[Grid, Zone]]:
    if tables and any(table.rows for table in tables):
        yield build_grid([table for table in tables if table.rows]), zone
