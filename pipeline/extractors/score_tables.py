"""Points and ranks in tables: by component of an index, or by organisation (league tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, cast

from pipeline.core.document import TextCell, TextTable
from pipeline.core.record import AreaCode, IndexCode, Org, Ranking, Scope, Score, ScoreKind, Span
from pipeline.extractors.score_columns import Column, Layout, find_layout
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_subjects import code_of
from pipeline.normalise.numbers import parse_integer, parse_number
from pipeline.normalise.organisations import canonical_name, classify_organisation
from pipeline.normalise.text import squeeze

_NUMBER = r"\d{1,4}(?:[.,]\d{1,4})?"
_VALUE = re.compile(rf"({_NUMBER})\s?(?:/\s?({_NUMBER}))?\s?(%)?(?:\s?điểm)?")
_RANK = re.compile(r"(?:thứ\s|hạng\s)?(\d{1,3})(?:\s?/\s?(\d{1,3}))?")
_RANK_AND_POINTS = re.compile(rf"(\d{{1,3}})\s?\(({_NUMBER})\)")
_TOTAL = re.compile(r"(?:[ivx\d.]{0,4}\s)?(?:tổng|cộng|chung|điểm tổng|toàn bộ)")
_YEAR = re.compile(r"(?<!tháng \d )(?<!tháng \d\d )\bnăm\s((?:19|20)\d\d)(?!\s?[-–])")
_DOTTED = re.compile(r"\d{1,2}\.\d")
_KINDS: Final[dict[str, ScoreKind]] = {"self": "self_assessed", "appraised": "appraised", "deducted": "deducted"}
_CAPTION = 600
_NAME_START = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A row's component or organisation, and where it is printed."""

    index: IndexCode
    year: int | None
    scope: Scope
    area: AreaCode | None
    label: str | None
    org: Org | None
    name: TextCell
    cells: tuple[TextCell, ...]


class TableReader:
    """Reads the tables of one document."""

    def __init__(self, context: ScoreContext, year: int | None) -> None:
        """Keep the context and the year that prose gives for the document's results."""
        self.context = context
        self.year = year

    def scores(self) -> Iterator[Score]:
        """Yield a score for every filled cell of a column of points."""
        for layout, row in self._rows():
            for column in layout.values:
                if (score := self._score(layout, row, column)) is not None:
                    yield score

    def rankings(self) -> Iterator[Ranking]:
        """Yield a ranking for every filled cell of a rank column."""
        for layout, row in self._rows():
            for column in layout.values:
                if column.role == "rank" and (ranking := self._ranking(row, column)) is not None:
                    yield ranking

    def _rows(self) -> Iterator[tuple[Layout, Row]]:
        for table in self.context.document.tables:
            layout = find_layout(self.context.document, table)
            index = self._index(table) if layout is not None else None
            if layout is None or index is None:
                continue
            year = self._year(table)
            for cells in table.rows[table.header_rows :]:
                if (row := self._row(layout, cells, index, year)) is not None:
                    yield layout, row

    def _row(self, layout: Layout, cells: tuple[TextCell, ...], index: IndexCode, year: int | None) -> Row | None:
        name = cells[layout.names.index]
        label = self._text(name)
        if not label or name.filled or not any(char.isalpha() for char in label):
            return None
        if layout.is_league:
            return Row(index, year, "overall", None, None, self._org(name), name, cells)
        issuer = self.context.issuer
        if _TOTAL.match(label.lower()):
            return Row(index, year, "overall", None, label, issuer, name, cells)
        area = None if self._is_part(cells) or index != "PAR_INDEX" else self._area(name)
        return Row(index, year, "area" if area else "criterion", area, label, issuer, name, cells)

    def _score(self, layout: Layout, row: Row, column: Column) -> Score | None:
        cell = row.cells[column.index]
        found = self._points(cell, column)
        if found is None:
            return None
        value, maximum = found
        stated = None
        if column.role == "percent" or self._text(cell).endswith("%"):
            maximum, stated = 100.0, value
        if maximum is None and layout.maximum is not None and column.part is None:
            maximum = parse_number(self._text(row.cells[layout.maximum.index]), grouped=False)
        if layout.percent is not None and column is layout.total:
            stated = parse_number(self._text(row.cells[layout.percent.index]), grouped=False)
        return Score(
            index=row.index,
            index_name=self.context.name_of(row.index),
            org=row.org,
            year=column.year or row.year,
            scope="criterion" if column.part else row.scope,
            area=None if column.part else row.area,
            label=column.part or row.label,
            value=value,
            max=maximum,
            percent=round(100 * value / maximum, 2) if maximum else None,
            stated_percent=stated,
            kind="achieved" if column.part else _KINDS.get(column.role, "achieved"),
            change=None,
            maker="table",
            evidence=self._evidence(row, cell),
        )

    def _points(self, cell: TextCell, column: Column) -> tuple[float, float | None] | None:
        """Return points and their maximum of a cell that holds nothing else."""
        text = self._text(cell).lower()
        if both := _RANK_AND_POINTS.fullmatch(text):
            value = parse_number(both[2], grouped=False)
            return None if value is None else (value, None)
        match = _VALUE.fullmatch(text) if column.role != "rank" else None
        value = parse_number(match[1], grouped=False) if match else None
        if match is None or value is None:
            return None
        return value, parse_number(match[2], grouped=False) if match[2] else None

    def _ranking(self, row: Row, column: Column) -> Ranking | None:
        cell = row.cells[column.index]
        text = self._text(cell).lower()
        match = _RANK.fullmatch(text) or _RANK_AND_POINTS.fullmatch(text)
        rank = parse_integer(match[1]) if match else None
        if match is None or rank is None:
            return None
        of = parse_integer(match[2]) if match.re is _RANK and match[2] else None
        return Ranking(
            index=row.index,
            index_name=self.context.name_of(row.index),
            org=row.org,
            year=column.year or row.year,
            scope=row.scope,
            area=row.area,
            label=row.label,
            rank=rank,
            of=of,
            change=None,
            since_year=None,
            kind="achieved",
            maker="table",
            evidence=self._evidence(row, cell),
        )

    def _index(self, table: TextTable) -> IndexCode | None:
        """Return the index that the head, the lines before the table, a heading or the subject name."""
        head_end = max((cell.end for row in table.rows[: table.header_rows] for cell in row), default=table.start)
        near = [m for m in self.context.indices if table.start - _CAPTION <= m.start < head_end]
        line = self.context.document.line_at(table.start)
        named = near[-1] if near else self.context.heading_index(line) or self.context.subject_index
        return code_of(named) if named is not None else None

    def _year(self, table: TextTable) -> int | None:
        before = _YEAR.findall(self.context.key[max(table.start - _CAPTION, 0) : table.start])
        if before:
            return int(before[-1])
        return self.context.heading_year(self.context.document.line_at(table.start)) or self.year

    def _area(self, cell: TextCell) -> AreaCode | None:
        """Return the area that the cell begins with."""
        for span in self.context.areas:
            if cell.start <= span.start <= cell.start + _NAME_START and span.end <= cell.end:
                return cast(AreaCode, span.id)
        return None

    def _is_part(self, cells: tuple[TextCell, ...]) -> bool:
        """Whether the row's number says that it is a part of an area (`3.2`)."""
        return any(_DOTTED.match(self._text(cell)) for cell in cells[:2])

    def _org(self, cell: TextCell) -> Org:
        raw = self._text(cell)
        evidence = self.context.document.evidence((cell.start, cell.end))
        return Org(raw=raw, name=canonical_name(raw), kind=classify_organisation(raw), evidence=evidence)

    def _evidence(self, row: Row, cell: TextCell) -> list[Span]:
        return self.context.document.evidence((row.name.start, row.name.end), (cell.start, cell.end))

    def _text(self, cell: TextCell) -> str:
        return squeeze(self.context.document.text[cell.start : cell.end])
