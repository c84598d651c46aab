"""Points and ranks in tables: by component of an index, by year, or by organisation (league tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from pipeline.core.document import TextCell, TextTable
from pipeline.core.record import Change, IndexCode, Ranking, Score, ScoreKind, Span
from pipeline.extractors.cells import cell_text
from pipeline.extractors.score_captions import index_of, is_ahead, year_of
from pipeline.extractors.score_columns import Column, Layout, find_layout
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_results import Result, owners_of_results, year_of_results
from pipeline.extractors.score_rows import Row, read_rows
from pipeline.extractors.score_subjects import code_of
from pipeline.normalise.numbers import parse_integer, parse_number

_NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_VALUE = re.compile(rf"({_NUMBER})\s?(?:/\s?({_NUMBER}))?\s?(%)?(?:\s?điểm)?")
_RANK = re.compile(r"(?:thứ\s|hạng\s)?(\d{1,3})(?:\s?/\s?(\d{1,3}))?(?:\s?\([^()]{1,20}\))?")
_RANK_AND_POINTS = re.compile(r"(\d{1,3})\s?\((\d{1,4}[.,]\d{1,4})\)")
_CHANGE = re.compile(
    r"\(?\s?(?P<sign>[+−–-]|[↑▲]|[↓▼]|tăng|giảm|tụt|xuống|lên)?\s?"
    rf"(?P<value>{_NUMBER})\s?(?:%|điểm|bậc|hạng|vị trí|thứ bậc)?\s?(?P<after>[↑▲↓▼])?\s?\)?"
)
_WORSE: Final = frozenset("−–-↓▼") | {"giảm", "tụt", "xuống"}
# What makes a figure of a target a bound: `≥ 87%`, `từ 87% trở lên`, `top 20`.
_BOUND = re.compile(
    r"^(?:≥|>=|>|≤|<=|<|trên|từ|tối thiểu|ít nhất|đạt|phấn đấu|thuộc|vào|trong|top|tốp|nhóm|\s)+"
    r"|\s?(?:trở lên|tỉnh dẫn đầu|cả nước)$"
)
_TOP = re.compile(r"(?:thuộc |vào |trong )?(?:nhóm )?(?:top|tốp)\s?\d")
_UNCHANGED = re.compile(r"giữ nguyên.*|không (?:đổi|thay đổi|tăng,? giảm)|giữ hạng|=")
_AHEAD = ("target", "aimed")
_MINUS = "-–−"
_KINDS: Final[dict[str, ScoreKind]] = {
    "self": "self_assessed",
    "appraised": "appraised",
    "deducted": "deducted",
    "target": "target",
    "aimed": "target",
}


class TableReader:
    """Reads the tables of one document."""

    def __init__(self, context: ScoreContext, results: list[Result]) -> None:
        """Keep the context, with the year and the owner of each index that prose gives for the document's results."""
        self.context = context
        self.year = year_of_results(context, results)
        self.owners = owners_of_results(context, results)

    def scores(self) -> Iterator[Score]:
        """Yield a score for every filled cell of a column of points."""
        for layout, row, year in self._rows():
            for column in layout.values:
                if self._is_points(row, column) and (score := self._score(layout, row, column, year)) is not None:
                    yield score

    def _is_points(self, row: Row, column: Column) -> bool:
        """Whether a cell can hold points; a target of satisfaction is an indicator."""
        if row.is_ranks or (column.role == "target" and (row.index == "SIPAS" or self._is_top(row, column))):
            return False
        if column.role == "aimed":
            return "hạng" not in column.head
        return column.role != "rank" or _RANK_AND_POINTS.fullmatch(self._text(row.cells[column.index])) is not None

    def _is_top(self, row: Row, column: Column) -> bool:
        return column.role in _AHEAD and _TOP.match(self._text(row.cells[column.index]).lower()) is not None

    def rankings(self) -> Iterator[Ranking]:
        """Yield a ranking for every filled cell of a rank column."""
        for layout, row, year in self._rows():
            for column in layout.values:
                is_rank = column.role == "rank" or (row.is_ranks and column.role in ("year", "target"))
                is_rank = is_rank or (column.role == "aimed" and "hạng" in column.head)
                if (is_rank or self._is_top(row, column)) and (
                    ranking := self._ranking(layout, row, column, year)
                ) is not None:
                    yield ranking

    def _rows(self) -> Iterator[tuple[Layout, Row, int | None]]:
        for table in self.context.document.tables:
            layout = find_layout(self.context.document, table)
            if layout is None:
                continue
            layout = replace(layout, values=tuple(self._aimed(table, column) for column in layout.values))
            year = year_of(self.context, table, self.year)
            for row in read_rows(self.context, table, layout, index_of(self.context, table)):
                is_unsaid = not layout.is_league and row.org is self.context.issuer
                yield layout, replace(row, org=self.owners.get(row.index, row.org)) if is_unsaid else row, year

    def _aimed(self, table: TextTable, column: Column) -> Column:
        """Return a column of a year, as one of targets where that year is still ahead."""
        is_target = column.role == "year" and is_ahead(self.context, table, column.year)
        return replace(column, role="target") if is_target else column

    def _score(self, layout: Layout, row: Row, column: Column, year: int | None) -> Score | None:
        cell = row.cells[column.index]
        found = self._points(cell, column)
        if found is None:
            return None
        value, maximum = found
        maximum = column.maximum if maximum is None else maximum
        stated = None
        if column.role == "percent" or "%" in self._text(cell):
            maximum, stated = 100.0, value
        if maximum is None and layout.maximum is not None and column.part is None:
            maximum = self._number(row.cells[layout.maximum.index])
        if layout.percent is not None and column is layout.total:
            stated = self._number(row.cells[layout.percent.index])
        index = self._column_index(column) or row.index
        is_part = column.part is not None
        area = column.area if index == "PAR_INDEX" and column.role == "part" else None
        return Score(
            index=index,
            index_name=self.context.name_of(index),
            org=row.org,
            year=self._year_of(column, year),
            scope=("area" if area else "criterion") if is_part else row.scope,
            area=area if is_part else row.area,
            label=column.part or row.label,
            value=value,
            max=maximum,
            percent=round(100 * value / maximum, 2) if maximum else None,
            stated_percent=stated,
            kind="achieved" if is_part else _KINDS.get(column.role, "achieved"),
            change=self._score_change(layout, row, column),
            maker="table",
            evidence=self._evidence(row, cell),
        )

    def _points(self, cell: TextCell, column: Column) -> tuple[float, float | None] | None:
        """Return points and their maximum of a cell that holds nothing else."""
        text = self._text(cell).lower()
        if both := _RANK_AND_POINTS.fullmatch(text):
            value = parse_number(both[2], grouped=False)
            return None if value is None else (value, None)
        if column.role == "deducted":
            text = text.lstrip(_MINUS).lstrip()
        if column.role in _AHEAD:
            text = _BOUND.sub("", text).strip()
        match = _VALUE.fullmatch(text)
        value = parse_number(match[1], grouped=False) if match else None
        if match is None or value is None:
            return None
        return value, parse_number(match[2], grouped=False) if match[2] else None

    def _ranking(self, layout: Layout, row: Row, column: Column, year: int | None) -> Ranking | None:
        cell = row.cells[column.index]
        text = self._text(cell).lower()
        if column.role in _AHEAD:
            text = _BOUND.sub("", text).strip()
        match = _RANK_AND_POINTS.fullmatch(text) or _RANK.fullmatch(text)
        rank = parse_integer(match[1]) if match else None
        if match is None or rank is None:
            return None
        of = parse_integer(match[2]) if match.re is _RANK and match[2] else None
        index = self._column_index(column) or row.index
        change, since, previous = self._rank_change(layout, row, column)
        if previous is None and change is not None:
            previous = rank + change
        return Ranking(
            index=index,
            index_name=self.context.name_of(index),
            org=row.org,
            year=self._year_of(column, year),
            scope=row.scope,
            area=row.area,
            label=row.label,
            rank=rank,
            of=of,
            change=change,
            since_year=since,
            previous_rank=previous,
            kind="target" if column.role in _AHEAD else "achieved",
            maker="table",
            evidence=self._evidence(row, cell),
        )

    def _score_change(self, layout: Layout, row: Row, column: Column) -> Change | None:
        """Return the change that stands beside the points; only the total has one."""
        if layout.score_change is None or column is not layout.total:
            return None
        value = self._signed(row.cells[layout.score_change.index])
        return None if value is None else Change(value=value, since_year=layout.score_change.year)

    def _rank_change(self, layout: Layout, row: Row, column: Column) -> tuple[int | None, int | None, int | None]:
        """Return change, the year it counts from and the rank of that year, where the table prints them."""
        if column is not layout.rank:
            return None, None, None
        earlier = layout.earlier
        previous = parse_integer(self._text(row.cells[earlier.index])) if earlier else None
        since = earlier.year if earlier else None
        value = self._signed(row.cells[layout.rank_change.index]) if layout.rank_change else None
        if layout.rank_change is not None and value is not None:
            return int(value), layout.rank_change.year or since, previous
        return None, since if previous is not None else None, previous

    def _signed(self, cell: TextCell) -> float | None:
        """Return a change as printed: `+1`, `Giảm 2 bậc`, `↓3`, `Giữ nguyên`."""
        text = self._text(cell).lower()
        if _UNCHANGED.fullmatch(text):
            return 0
        match = _CHANGE.fullmatch(text)
        value = parse_number(match["value"], grouped=False) if match else None
        if match is None or value is None:
            return None
        return -value if (match["sign"] or match["after"]) in _WORSE and value else value

    def _year_of(self, column: Column, year: int | None) -> int | None:
        """Return the year of a column: printed in its head, the plan's for what is aimed at, else the table's."""
        return column.year or ((self.context.plan_year or year) if column.role == "aimed" else year)

    def _column_index(self, column: Column) -> IndexCode | None:
        """Return the index that a column's head names."""
        for start, end in column.ranges:
            for mention in self.context.indices:
                if start <= mention.start < end:
                    return code_of(mention)
        return None

    def _evidence(self, row: Row, cell: TextCell) -> list[Span]:
        return self.context.document.evidence((row.name.start, row.name.end), (cell.start, cell.end))

    def _number(self, cell: TextCell) -> float | None:
        return parse_number(self._text(cell), grouped=False)

    def _text(self, cell: TextCell) -> str:
        return cell_text(self.context.document.text, cell)
