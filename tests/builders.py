"""Builders for test inputs that are visible in the test."""

from __future__ import annotations

from pipeline.core.document import Piece, PlanDocument, SourceDocument, TextLine, Zone
from pipeline.normalise.text import fold


def plain_document(text: str, zone: Zone = Zone.BODY) -> PlanDocument:
    """Return a document whose canonical text is `text`, every line a paragraph of one zone."""
    lines, start = [], 0
    for part in text.split("\n"):
        end = start + len(part)
        lines.append(TextLine(start=start, end=end, zone=zone, content=start))
        start = end + 1
    source = SourceDocument(path="t.txt", sha256="0" * 64, media_type="text/plain", size_bytes=len(text), blocks=())
    return PlanDocument(
        source=source,
        text=text,
        key=fold(text),
        lines=tuple(lines),
        tables=(),
        section_list=(),
        pieces=(Piece(0, len(text), None, None),),
        _piece_starts=(0,),
        _line_starts=tuple(line.start for line in lines),
    )
