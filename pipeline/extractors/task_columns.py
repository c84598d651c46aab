"""What the columns of a task table hold, by the words of its head or, without one, by their contents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from pipeline.core.document import PlanDocument, TextCell, TextTable
from pipeline.extractors.cells import cell_text
from pipeline.extractors.mentions import find_mention_end
from pipeline.normalise.text import fold, squeeze
from pipeline.patterns import read_table

_TIME = re.compile(r"\b(?:năm|quý|tháng|ngày|thường xuyên|hằng|hàng|định kỳ|20\d\d)\b")
_NUMBER = re.compile(r"\(?(?:\d{1,3}|[ivxlc]{1,6})(?:\.\d{1,2})*[.)]?")
_MOSTLY = 0.6
_SAMPLE = 40
_LONGEST_HEAD = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a task table by what they hold, as indexes; None where there is no such column.

    `starts` are columns of the days from which on something is done; `periods` are columns of ticks,
    each with the range of its head (`Quý I`). `head_rows` counts the rows of the head, those included
    that the structure stage took for data.
    """

    task: int
    lead: int | None
    support: int | None
    product: int | None
    funding: int | None
    times: tuple[int, ...]
    starts: tuple[int, ...]
    periods: tuple[tuple[int, int, int], ...]
    groups: tuple[int, ...]
    order: int | None
    head_rows: int


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["role"], re.compile(row["pattern"])) for row in read_table("task_columns.csv"))


def role_of(head: str) -> str | None:
    """Return what a column holds by the words of its head, None where they say nothing."""
    key = squeeze(fold(head)).strip(" .:")
    return next((role for role, pattern in _patterns() if pattern.search(key)), None)


def find_layout(document: PlanDocument, table: TextTable) -> Layout | None:
    """Return the columns of a table whose head says that it lists tasks, else None."""
    head_rows = max(table.header_rows, 1)
    head_rows += _is_second_head(document, table, head_rows)
    heads = [_heads(document, table.rows[:head_rows], column) for column in range(table.column_count)]
    roles = [role_of(" ".join(cell_text(document.text, cell) for cell in cells)) if cells else None for cells in heads]
    task = _task_column(roles)
    if task is None or not _is_complete(roles, task):
        return None
    if not table.header_rows and not _is_head(document, table, roles):
        return None
    periods = tuple(
        (column, cells[-1].start, cells[-1].end)
        for column, cells in enumerate(heads)
        if cells and roles[column] in ("time", "period") and role_of(cell_text(document.text, cells[-1])) == "period"
    )
    ticked = {column for column, _, _ in periods}
    return Layout(
        task=task,
        lead=_first(roles, "lead"),
        support=_first(roles, "support"),
        product=_first(roles, "product"),
        funding=_first(roles, "funding"),
        times=tuple(column for column, role in enumerate(roles) if role == "time" and column not in ticked),
        starts=tuple(column for column, role in enumerate(roles) if role == "start"),
        periods=periods,
        groups=tuple(c for c, role in enumerate(roles) if role in ("group", "content", "task") and c < task),
        order=_first(roles, "order"),
        head_rows=head_rows,
    )


def guess_layout(document: PlanDocument, key: str, table: TextTable) -> Layout | None:
    """Return the columns of a table without a head whose contents tell them: organisations behind a long text."""
    shares = [
        _Column(document, key, [row[index] for row in table.rows[:_SAMPLE]]) for index in range(table.column_count)
    ]
    orgs = [index for index, column in enumerate(shares) if column.organisations >= _MOSTLY]
    times = tuple(index for index, column in enumerate(shares) if column.times >= _MOSTLY and index not in orgs)
    if not orgs or orgs[0] == 0 or not (times or len(orgs) > 1):
        return None
    before = range(orgs[0])
    task = max(before, key=lambda index: shares[index].length)
    if shares[task].length < 25 or task in times:
        return None
    order = next((index for index in before if shares[index].numbers >= _MOSTLY), None)
    return Layout(
        task, orgs[0], orgs[1] if len(orgs) > 1 else None, None, None, times[:1], (), (), (), order, table.header_rows
    )


class _Column:
    """Shares of the kinds of contents among the filled cells of a column."""

    def __init__(self, document: PlanDocument, key: str, cells: Sequence[TextCell]) -> None:
        filled = [cell for cell in cells if cell.end > cell.start and not cell.filled]
        count = max(len(filled), 1)
        self.organisations = sum(_is_organisation(document, key, cell) for cell in filled) / count
        self.times = sum(bool(_TIME.search(key, cell.start, min(cell.end, cell.start + 60))) for cell in filled) / count
        self.numbers = sum(bool(_NUMBER.fullmatch(key, cell.start, cell.end)) for cell in filled) / count
        self.length = sum(cell.end - cell.start for cell in filled) / count


def _is_organisation(document: PlanDocument, key: str, cell: TextCell) -> bool:
    end = find_mention_end(document.text, key, cell.start, cell.end)
    return end is not None and end >= cell.end - 3


def _is_second_head(document: PlanDocument, table: TextTable, head_rows: int) -> bool:
    """Whether the row below the head goes on it: names of periods and nothing else."""
    if len(table.rows) <= head_rows:
        return False
    texts = [cell_text(document.text, cell) for cell in table.rows[head_rows] if not cell.filled]
    filled = [text for text in texts if text]
    return len(filled) > 1 and all(role_of(text) == "period" for text in filled)


def _is_head(document: PlanDocument, table: TextTable, roles: Sequence[str | None]) -> bool:
    """Whether the first row, which the structure stage took for data, is short words with a role each."""
    short = all(len(cell_text(document.text, cell)) <= _LONGEST_HEAD for cell in table.rows[0])
    return short and sum(role is not None for role in roles) >= max(3, len(roles) - 1)


def _heads(document: PlanDocument, rows: Sequence[Sequence[TextCell]], column: int) -> list[TextCell]:
    """Return the distinct filled cells of the head over a column; an empty one takes that to its left."""
    cells: dict[tuple[int, int], TextCell] = {}
    for row in rows:
        cell = row[column]
        if cell.end > cell.start:
            cells[cell.start, cell.end] = cell
    return list(cells.values())


def _task_column(roles: Sequence[str | None]) -> int | None:
    tasks = [column for column, role in enumerate(roles) if role == "task"]
    return tasks[-1] if tasks else _first(roles, "content")


def _is_complete(roles: Sequence[str | None], task: int) -> bool:
    """Whether the columns beside the task's make a task table."""
    found = set(roles)
    details = found & {"support", "product", "time", "period", "funding"}
    if roles[task] == "content":
        return "lead" in found and bool(details) and "score" not in found
    return "lead" in found or bool(details & {"time", "period"} and "score" not in found)


def _first(roles: Sequence[str | None], role: str) -> int | None:
    return next((column for column, found in enumerate(roles) if found == role), None)


def is_number(key: str, cell: TextCell) -> bool:
    """Whether a cell holds a running number and nothing else."""
    return bool(_NUMBER.fullmatch(key, cell.start, cell.end))


def numbers_of(cells: Sequence[TextCell], key: str) -> Iterator[bool]:
    """Yield for each filled cell whether it is a number: a row of column numbers has nothing else."""
    return (is_number(key, cell) for cell in cells if cell.end > cell.start)
