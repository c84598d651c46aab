"""Tasks in tables: one per row; group rows and group columns are sections."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.tokens import Doc

from pipeline.core.document import PlanDocument, TextCell, TextTable
from pipeline.core.record import AreaCode, Deadline, Org, Task, Text
from pipeline.extractors.cells import cell_text, label_text
from pipeline.extractors.deadlines import find_deadlines
from pipeline.extractors.mentions import build_mentions
from pipeline.extractors.task_columns import Layout, find_layout, guess_layout, is_number, numbers_of
from pipeline.extractors.task_context import TaskContext
from pipeline.extractors.task_sections import Outline
from pipeline.normalise.text import squeeze

_MARKER = re.compile(r"\s*(?:(?:\d{1,3}(?:\.\d{1,2}){0,3}|[IVXL]{1,5}|[a-zđ])[.)/]\s+|[-–+•*]\s*|\d{1,2}\.(?=[A-ZĐ]))")
_TOTAL = re.compile(r"(?:tổng(?: cộng| số)?|cộng)\b[^\w]*")
_DITTO = frozenset({"nt", "-nt-", "- nt -", '"', "//", "như trên", "''", "…", "..."})
_BLANK = frozenset({"-", "–", "/", "x", ""})
_TICKS = frozenset({"x", "✓", "v", "√", "☑", "✔"})


@dataclass(slots=True)
class _Groups:
    """The group labels that govern the next rows: those of group rows, those of group columns."""

    rows: list[tuple[str, str]] = field(default_factory=list)
    columns: list[str] = field(default_factory=list)

    def titles(self) -> list[str]:
        """Return the labels from the outer to the inner."""
        return [label for _, label in self.rows] + self.columns

    def open(self, number: str, label: str) -> None:
        """Take the label of a group row; one numbered in the same style replaces that before."""
        style = _style(number)
        styles = [known for known, _ in self.rows]
        if style in styles:
            del self.rows[styles.index(style) :]
        self.rows.append((style, label))


def _style(number: str) -> str:
    bare = number.strip(" .)(/")
    if not bare:
        return "none"
    if re.fullmatch(r"[IVXL]+", bare):
        return "roman"
    return "letter" if bare.isalpha() else f"decimal{bare.count('.')}"


class TableTaskReader:
    """Reads the task tables of one document."""

    def __init__(self, document: PlanDocument, doc: Doc, context: TaskContext, outline: Outline) -> None:
        """Keep the document with what is known of it."""
        self.document = document
        self.doc = doc
        self.key = context.key
        self.time = replace(context.time, is_column=True)
        self.outline = outline

    def tasks(self) -> Iterator[Task]:
        """Yield a task for each row of each task table."""
        before: tuple[TextTable, Layout] | None = None
        for table in self.document.tables:
            layout = self._layout(table, before)
            before = None
            if layout is not None:
                before = (table, layout)
                yield from self._rows(table, layout)

    def _layout(self, table: TextTable, before: tuple[TextTable, Layout] | None) -> Layout | None:
        """Return a table's columns; one without a head goes on the task table before it."""
        if (layout := find_layout(self.document, table)) is not None:
            return layout
        if table.header_rows:
            return None
        if before is not None and before[0].column_count == table.column_count and table.zone is before[0].zone:
            return replace(before[1], head_rows=0)
        return guess_layout(self.document, self.key, table)

    def _rows(self, table: TextTable, layout: Layout) -> Iterator[Task]:
        groups = _Groups()
        for number in range(layout.head_rows, len(table.rows)):
            row = table.rows[number]
            if self._is_skipped(table, layout, row):
                continue
            if (label := self._group_label(layout, row)) is not None:
                groups.open(self._number(layout, row), label)
                continue
            groups.columns = self._group_columns(layout, row)
            yield self._task(table, layout, number, groups.titles())

    def _group_label(self, layout: Layout, row: tuple[TextCell, ...]) -> str | None:
        """Return the label of a group row, None where the row is none; one shifted by a column counts."""
        if (alone := self._cell_alone(layout, row)) is not None:
            return self._label(alone)
        if self._is_group(layout, row):
            return self._label(row[layout.task])
        if not is_number(self.key, row[layout.task]):
            return None
        cells = {(cell.start, cell.end): cell for cell in row if cell.end > cell.start}
        labels = [cell for cell in cells.values() if not is_number(self.key, cell)]
        return self._label(labels[0]) if labels else None

    def _cell_alone(self, layout: Layout, row: tuple[TextCell, ...]) -> TextCell | None:
        """Return the only cell that a row fills, where text formats print the label of a group: the first."""
        filled = [cell for cell in row if cell.end > cell.start]
        if len(filled) != 1 or filled[0] is not row[0] or filled[0].filled or is_number(self.key, row[0]):
            return None
        return row[0] if layout.task and 0 not in layout.groups else None

    def _is_skipped(self, table: TextTable, layout: Layout, row: tuple[TextCell, ...]) -> bool:
        """Whether a row is no task: empty, column numbers, a total, the head again."""
        label = self._key(row[layout.task])
        if self._cell_alone(layout, row) is not None:
            return False
        if not label or (row[layout.task].filled and not self._has_own(layout, row)):
            return not self._is_group(layout, row) or not label
        if all(numbers_of(row, self.key)) or _TOTAL.fullmatch(label):
            return True
        return table.header_rows > 0 and label == self._key(table.rows[0][layout.task])

    def _has_own(self, layout: Layout, row: tuple[TextCell, ...]) -> bool:
        """Whether a row under a merged task cell names somebody of its own."""
        cell = row[layout.lead] if layout.lead is not None else None
        return cell is not None and cell.end > cell.start and not cell.filled

    def _is_group(self, layout: Layout, row: tuple[TextCell, ...]) -> bool:
        """Whether nothing but a label (and its number) is printed in the row."""
        label = row[layout.task]
        if layout.order is None and layout.groups:
            return False
        others = [
            cell
            for column, cell in enumerate(row)
            if column not in (layout.task, layout.order) and (cell.start, cell.end) != (label.start, label.end)
        ]
        return all(cell.end == cell.start or is_number(self.key, cell) for cell in others)

    def _number(self, layout: Layout, row: tuple[TextCell, ...]) -> str:
        order = row[layout.order] if layout.order is not None else row[layout.task]
        if order.start != row[layout.task].start and order.end > order.start:
            return self._text(order)
        if is_number(self.key, row[layout.task]):
            return self._text(row[layout.task])
        match = _MARKER.match(self._text(row[layout.task]))
        return match[0] if match else ""

    def _group_columns(self, layout: Layout, row: tuple[TextCell, ...]) -> list[str]:
        labels = (self._label(row[column]) for column in layout.groups)
        return [label for label in labels if label and not label.replace(".", "").isdigit()]

    def _task(self, table: TextTable, layout: Layout, number: int, groups: list[str]) -> Task:
        row = table.rows[number]
        start, end = self._content(row[layout.task])
        line = self.document.line_at(table.start)
        return Task(
            text=squeeze(self.document.text[start:end]),
            area=self._area(groups) or self.outline.area(line),
            lead=self._orgs(table, number, layout.lead),
            support=self._orgs(table, number, layout.support),
            product=self._words(table, number, layout.product),
            deadlines=list(self._deadlines(table, number, layout)),
            funding=self._words(table, number, layout.funding),
            report_to=[],
            section=[*self.outline.path(line), *groups],
            origin="table",
            maker="table",
            evidence=self.document.evidence((start, end)),
        )

    def _area(self, groups: list[str]) -> AreaCode | None:
        return next((area for area in map(self.outline.area_of, reversed(groups)) if area), None)

    def _orgs(self, table: TextTable, number: int, column: int | None) -> list[Org]:
        cell = self._cell(table, number, column)
        return build_mentions(self.document, cell.start, cell.end) if cell else []

    def _words(self, table: TextTable, number: int, column: int | None) -> Text | None:
        cell = self._cell(table, number, column)
        if cell is None:
            return None
        return Text(raw=self._text(cell), maker="table", evidence=self.document.evidence((cell.start, cell.end)))

    def _deadlines(self, table: TextTable, number: int, layout: Layout) -> Iterator[Deadline]:
        """Yield the deadlines of a row's time columns and of the heads over its ticks."""
        for column in layout.starts:
            if (cell := self._cell(table, number, column)) is not None:
                found = find_deadlines(self.document, self.doc, cell.start, cell.end, self.time)
                yield from (each.model_copy(update={"mod": "FROM", "due": None}) for each in found)
        for column in layout.times:
            if (cell := self._cell(table, number, column)) is not None:
                yield from find_deadlines(self.document, self.doc, cell.start, cell.end, self.time)
        for column, start, end in layout.periods:
            if self._key(table.rows[number][column]) in _TICKS:
                yield from find_deadlines(self.document, self.doc, start, end, self.time)

    def _cell(self, table: TextTable, number: int, column: int | None) -> TextCell | None:
        """Return a row's cell in a column, that above it for a ditto mark, None where it is blank."""
        if column is None:
            return None
        while number > table.header_rows and self._key(table.rows[number][column]) in _DITTO:
            number -= 1
        cell = table.rows[number][column]
        return None if self._key(cell) in _BLANK | _DITTO else cell

    def _content(self, cell: TextCell) -> tuple[int, int]:
        """Return the range of a cell's words without its own number."""
        match = _MARKER.match(self.document.text, cell.start, cell.end)
        start = match.end() if match and match.end() < cell.end else cell.start
        return start, cell.end

    def _label(self, cell: TextCell) -> str:
        """Return the words of a group's label without its number."""
        text = label_text(self.document.text, cell)
        match = _MARKER.match(text)
        return text[match.end() :] if match else text

    def _text(self, cell: TextCell) -> str:
        return cell_text(self.document.text, cell)

    def _key(self, cell: TextCell) -> str:
        return cell_text(self.key, cell)
