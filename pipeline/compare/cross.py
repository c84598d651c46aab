"""Findings between documents, each with the words of both."""

from __future__ import annotations

from pipeline.compare.rows import FindingRow, ItemRow


def cross_finding(code: str, severity: str, message: str, first: ItemRow, second: ItemRow | None = None) -> FindingRow:
    """Return a finding about one item, or about two that don't fit, with both quotes."""
    return FindingRow(
        document=first.document,
        document_id=first.document_id,
        item_id=first.item_id,
        page=first.page,
        quote=first.quote,
        source="comparison",
        code=code,
        severity=severity,
        message=message,
        other_document=second.document if second else None,
        other_page=second.page if second else None,
        other_quote=second.quote if second else None,
    )


def told(value: float) -> str:
    """Return a figure as Vietnamese documents print it: `81,25`, `100`."""
    return f"{round(value, 4):g}".replace(".", ",")
