"""The data dictionary of the frames, made from the row classes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.compare.comparison import FRAMES
from pipeline.compare.frames import columns_of

_HEAD = """\
# Data dictionary

The frames that `vanban compare` writes, one CSV (and Parquet) file each. Made from the classes in
`pipeline/compare/rows.py`; not written by hand. `none` says whether a value may be missing: then the documents
don't say it. Types are those of pandas.
"""


def dictionary_text() -> str:
    """Return the dictionary as Markdown: every frame with what a row is, every column with type and meaning."""
    return "\n".join([_HEAD, *(line for name, kind in FRAMES.items() for line in _frame(name, kind))])


def _frame(name: str, kind: type[Any]) -> Iterator[str]:
    yield f"## `{name}`"
    yield ""
    yield " ".join((kind.__doc__ or "").split())
    yield ""
    yield "| column | type | none | meaning | unit |"
    yield "| --- | --- | --- | --- | --- |"
    for column in columns_of(kind):
        none = "yes" if column.optional else ""
        yield f"| `{column.name}` | {column.type} | {none} | {column.meaning} | {column.unit} |"
    yield ""
