"""What a cell looks like (a number, a figure, a dash item, words), to tell which column it belongs to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_SHAPES = (
    ("roman", re.compile(r"[IVXLC]{1,6}[.)/]?(?:\s|$)")),
    ("numbered", re.compile(r"\d{1,3}(?:\.\d{1,3}){0,3}[.)](?:\s|$)|\d{1,3}(?:\.\d{1,3}){1,3}\s")),
    ("integer", re.compile(r"\d{1,9}$")),
    ("date", re.compile(r"\d{1,2}/\d{1,2}/\d{4}$")),
    ("figure", re.compile(r"[\d.,%/ +-]{1,20}$")),
    ("dash", re.compile(r"[-–+•*]\s")),
)


def shape_of(text: str) -> str:
    """Return the name of the text's shape; `empty` where there is none."""
    if not text:
        return "empty"
    return next((name for name, pattern in _SHAPES if pattern.match(text)), "words")


def common_shapes(rows: Sequence[Sequence[str]], width: int) -> list[Counter[str]]:
    """Return for each column how often each shape stands in it, empty cells left out."""
    return [Counter(shape_of(row[column]) for row in rows if row[column]) for column in range(width)]


def fit_column(text: str, look: Counter[str]) -> float:
    """Return the share of the column's cells that look like the text, 0 for an empty text."""
    total = look.total()
    return look[shape_of(text)] / total if text and total else 0.0
