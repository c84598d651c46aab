"""The CSV tables of a run, written row by row while the documents come in."""

from __future__ import annotations

import csv
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from types import TracebackType
from typing import Self

from pipeline.confidence import default_threshold
from pipeline.core.record import Record
from pipeline.exporters.columns import TABLES, Table, Value
from pipeline.exporters.files import whole_file

FOLDER = "tables"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


class TableWriter:
    """Writes every table of `TABLES` into a folder; use it as a context manager.

    The files are UTF-8 with a byte order mark, so that a spreadsheet shows Vietnamese letters, and
    take their names only when the block ends. Rows are accepted from the threshold on, a confidence.

    Raises:
        OSError: where a file can't be written.
    """

    def __init__(self, folder: Path, tables: tuple[Table, ...] = TABLES, threshold: float | None = None) -> None:
        self._folder = folder
        self._threshold = default_threshold() if threshold is None else threshold
        self._tables = tables
        self._files = ExitStack()
        self._outputs: list[TextIOWrapper] = []

    def __enter__(self) -> Self:
        """Open the files and write the heads."""
        for table in self._tables:
            raw = self._files.enter_context(whole_file(self._folder / f"{table.name}.csv"))
            output = TextIOWrapper(raw, encoding="utf-8-sig", newline="", write_through=False)
            self._files.callback(output.detach)
            self._outputs.append(output)
            csv.writer(output).writerow(table.names)
        return self

    def add(self, record: Record) -> None:
        """Write the rows of one record."""
        for table, output in zip(self._tables, self._outputs, strict=True):
            csv.writer(output).writerows([safe(value) for value in row] for row in table.rows(record, self._threshold))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Close the files; they appear only where the block ended without an error."""
        self._files.__exit__(kind, error, traceback)


def safe(value: Value) -> Value:
    """Return a value that a spreadsheet takes for text where it is text.

    A cell that begins with `=`, `-`, `+` or `@` is run as a formula when the file is opened; a
    hostile document could use that, and a quoted list item shows an error. An apostrophe prevents it.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str) and value.startswith(FORMULA_STARTS):
        return f"'{value}"
    return value
