"""The words of a table's cells, in the text or in its folded key."""

from __future__ import annotations

from pipeline.core.document import TextCell
from pipeline.normalise.text import squeeze


def cell_text(text: str, cell: TextCell) -> str:
    """Return what is printed in a cell, '' where it is empty; `text` is the document's text or key."""
    return squeeze(text[cell.start : cell.end])


def label_text(text: str, cell: TextCell) -> str:
    """Return the words of a label, put together where a page break cut it; `text` is the document's text or key."""
    if not cell.parts:
        return cell_text(text, cell)
    return squeeze(" ".join(text[start:end] for start, end in cell.parts))
