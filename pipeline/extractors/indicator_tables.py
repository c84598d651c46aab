"""Tables of indicators: a name, a unit, and columns of values by year or by plan and result."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.document import TextCell, TextTable
from pipeline.core.record import Indicator
from pipeline.extractors.cells import cell_text
from pipeline.extractors.indicator_context import IndicatorContext, Kind
from pipeline.extractors.indicator_quantities import NUMBER, read_comparator
from pipeline.normalise.numbers import parse_number

_NAME = re.compile(r"(?:tên )?(?:các )?(?:chỉ tiêu|nội dung|tiêu chí|mục tiêu|chỉ số)(?!.*(?:năm|kế hoạch))")
_UNIT = re.compile(r"(?:đơn vị tính|đvt|đơn vị|đv tính)")
_PLAN = re.compile(r"kế hoạch|mục tiêu|chỉ tiêu|phấn đấu|dự kiến|giao")
_DONE = re.compile(r"kết quả|thực hiện|ước|hiện trạng|đạt được|hiện nay|số liệu")
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_HALF = re.compile(r"0?6 tháng(?! cuối)")
_OTHER = re.compile(r"ghi chú|chủ trì|cơ quan|so sánh|tỷ lệ|điểm|thời|đơn giá|thành tiền|kinh phí|cùng kỳ|%")
_VALUE = re.compile(
    r"(?:(?:đạt|từ|trên|dưới|tối thiểu|ít nhất|không quá|tối đa|≥|≤|>|<|=)\s?){0,2}"
    r"\d[\d.,]*\s?%?(?:\strở (?:lên|xuống))?"
)
_MONEY = re.compile(r"đồng|usd|lít|điểm")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: target or result, and the period that its head names."""

    index: int
    kind: Kind
    period: str | None


def is_indicator_table(context: IndicatorContext, table: TextTable) -> bool:
    """Whether the head of a table names indicators, their units and values."""
    return bool(_columns(context, table))


def read_table_indicators(context: IndicatorContext, table: TextTable) -> Iterator[Indicator]:
    """Yield an indicator for every filled cell of a column of values."""
    columns = _columns(context, table)
    name, unit = _roles(context, table)
    for cells in table.rows[table.header_rows :]:
        if name is None or unit is None or cells[name].start == cells[name].end:
            continue
        for column in columns:
            if (item := _indicator(context, table, cells, (name, unit), column)) is not None:
                yield item


def _indicator(
    context: IndicatorContext, table: TextTable, cells: tuple[TextCell, ...], roles: tuple[int, int], column: Column
) -> Indicator | None:
    label, unit_cell, cell = cells[roles[0]], cells[roles[1]], cells[column.index]
    raw = _text(context, cell)
    unit = "%" if raw.endswith("%") or "%" in raw else _printed(context, unit_cell)
    value = NUMBER.search(raw)
    number = parse_number(value[0]) if value else None
    if cell.filled or not unit or number is None or value is None or not _VALUE.fullmatch(raw) or _MONEY.search(unit):
        return None
    return Indicator(
        kind=column.kind,
        text=_printed(context, label),
        comparator=read_comparator(raw, value.start(), value.end()),
        value=number,
        unit=unit,
        period=column.period or context.usual_period(column.kind),
        area=context.area_of(context.document.line_at(cell.start)),
        maker="table",
        evidence=context.document.evidence((label.start, label.end), (cell.start, cell.end)),
    )


def _columns(context: IndicatorContext, table: TextTable) -> list[Column]:
    name, unit = _roles(context, table)
    if name is None or unit is None:
        return []
    found = ((index, _head(context, table, index)) for index in range(unit + 1, table.column_count))
    values = [(index, head) for index, head in found if _is_value(head)]
    return [_column(context, table, index, head, len(values) == 1) for index, head in values]


def _is_value(head: str) -> bool:
    if _OTHER.search(head):
        return False
    return any(pattern.search(head) for pattern in (_PLAN, _DONE, _YEAR))


def _column(context: IndicatorContext, table: TextTable, index: int, head: str, is_only: bool) -> Column:
    match = _YEAR.search(head)
    year = int(match[1]) if match else None
    plan = context.context.issue_year or context.context.plan_year
    kind: Kind = "target"
    if _DONE.search(head):
        kind = "target" if is_only and context.is_under_aims(table.start) else "result"
    elif not _PLAN.search(head) and year is not None and plan is not None:
        kind = "result" if year < plan else "target"
    if _HALF.search(head) and (year or plan):
        return Column(index, kind, f"{year or plan}-H1")
    return Column(index, kind, str(year) if year else None)


def _roles(context: IndicatorContext, table: TextTable) -> tuple[int | None, int | None]:
    """Return the columns of names and units, None for one that is not there."""
    heads = [_head(context, table, index) for index in range(table.column_count)] if table.header_rows else []
    name = next((index for index, head in enumerate(heads) if _NAME.match(head)), None)
    unit = next((index for index, head in enumerate(heads) if _UNIT.fullmatch(head)), None)
    return name, unit


def _head(context: IndicatorContext, table: TextTable, index: int) -> str:
    parts = dict.fromkeys(_text(context, row[index]) for row in table.rows[: table.header_rows])
    return " ".join(part for part in parts if part)


def _text(context: IndicatorContext, cell: TextCell) -> str:
    return cell_text(context.context.key, cell)


def _printed(context: IndicatorContext, cell: TextCell) -> str:
    return cell_text(context.document.text, cell)
