"""The rows of a table of points: which component or organisation each is, under which group."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.core.document import TextCell, TextTable
from pipeline.core.record import AreaCode, IndexCode, Org, Scope
from pipeline.extractors.cells import label_text
from pipeline.extractors.orgs import build_org
from pipeline.extractors.score_areas import area_in
from pipeline.extractors.score_columns import Layout, names_indices
from pipeline.extractors.score_context import ScoreContext
from pipeline.extractors.score_heads import head_rows
from pipeline.extractors.score_subjects import code_of
from pipeline.normalise.text import fold

_TOTAL = re.compile(
    r"(?:[ivx\d.]{0,4}\s)?(?:điểm\s)?(?:tổng(?:\s(?:cộng|số|điểm|chung|hợp|chỉ số))*|cộng|chung|toàn bộ)"
    r"(?:\s?[(:+=\d].{0,60}|\s(?:chỉ số|par index|toàn|của|đạt).{0,60})?"
)
_ONLY_INDEX = re.compile(
    r"(?:tổng |điểm |kết quả )*(?:chỉ số |bộ chỉ số )?[^\s(]{2,12}(?: index)?(?: \([^()]{1,60}\))?(?: của tỉnh| chung)?"
)
_NO_PEER = re.compile(r"(?:giá trị |điểm )?(?:trung bình|bình quân|trung vị|cao nhất|thấp nhất|độ lệch|tổng|cộng)\b")
_RANKS = re.compile(r"xếp hạng|thứ hạng|vị thứ|xếp thứ|vị trí|thứ bậc")
_TOP_LEVEL = re.compile(r"(?:\d{1,2}|[ivx]{1,5}|[a-hđ])[.)]?(?:\s|$)")
_DOTTED = re.compile(r"\d{1,2}\.\d")
_HEAD = re.compile(r"\bcủa\s(tỉnh|sở|thành phố|huyện|xã|phường|bộ)\b")
_NAME_START = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A row's component or organisation, and where it is printed; `is_ranks` says that its figures are ranks."""

    index: IndexCode
    scope: Scope
    area: AreaCode | None
    label: str | None
    org: Org | None
    name: TextCell
    cells: tuple[TextCell, ...]
    is_ranks: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """What the last row above that stands over others names; `is_span` where it holds no points of its own."""

    area: AreaCode | None = None
    is_span: bool = False


def read_rows(context: ScoreContext, table: TextTable, layout: Layout, index: IndexCode | None) -> Iterator[Row]:
    """Yield the rows that hold figures, in order."""
    group, last = Group(), index
    for cells in table.rows[head_rows(context.document, table) :]:
        if _is_heading(context, layout, cells):
            group = Group(_heading_area(context, cells), is_span=True)
            continue
        name = cells[layout.names.index]
        label = label_text(context.document.text, name)
        if sum(char.isalpha() for char in label) < 2 or _is_repeated(cells, layout.names.index):
            continue
        if layout.is_league:
            if index is not None and not _NO_PEER.match(fold(label)):
                org = build_org(context.document, name.start, name.end, raw=label)
                yield Row(index, "overall", None, None, org, name, cells)
        elif layout.is_by_year or (names_indices(layout.names) and _named_index(context, name)):
            row = _row_of_years(context, name, cells, last)
            if row is not None:
                last = row.index
                yield row
        elif index is not None:
            row = _component(context, layout, cells, index, group)
            if row.scope == "area" and not group.is_span:
                group = Group(row.area)
            yield row


def _component(
    context: ScoreContext, layout: Layout, cells: tuple[TextCell, ...], index: IndexCode, group: Group
) -> Row:
    """Return the row of an area, a criterion or the total."""
    name = cells[layout.names.index]
    label = label_text(context.document.text, name)
    issuer = context.issuer
    if _TOTAL.fullmatch(fold(label)) or (_named_index(context, name) == index and _ONLY_INDEX.fullmatch(fold(label))):
        return Row(index, "overall", None, label, issuer, name, cells)
    if index != "PAR_INDEX":
        return Row(index, "criterion", None, label, issuer, name, cells)
    numbers = [label_text(context.document.text, cell) for cell in cells[: layout.names.index + 1]]
    is_part = any(_DOTTED.match(number) for number in numbers) or (group.is_span and group.area is not None)
    area = None if is_part else area_in(context, name)
    if area is not None:
        return Row(index, "area", area, label, issuer, name, cells)
    is_under = is_part or not any(_TOP_LEVEL.match(fold(number)) for number in numbers)
    return Row(index, "criterion", group.area if is_under else None, label, issuer, name, cells)


def _row_of_years(
    context: ScoreContext, name: TextCell, cells: tuple[TextCell, ...], last: IndexCode | None
) -> Row | None:
    """Return the row of an index or its ranks over the years, None where it is something else."""
    label = label_text(context.document.text, name)
    is_ranks = _RANKS.search(fold(label)) is not None
    index = _named_index(context, name) or (last if is_ranks else None)
    if index is None:
        return None
    org = context.issuer
    if head := _HEAD.search(context.key, name.start, name.end):
        org = build_org(context.document, head.start(1), head.end(1))
    return Row(index, "overall", None, label, org, name, cells, is_ranks)


def _named_index(context: ScoreContext, cell: TextCell) -> IndexCode | None:
    found = (m for m in context.indices if cell.start <= m.start <= cell.start + _NAME_START and m.end <= cell.end)
    return next((code_of(mention) for mention in found), None)


def _is_heading(context: ScoreContext, layout: Layout, cells: tuple[TextCell, ...]) -> bool:
    """Whether the row spans the table or holds a name alone: no column of figures has one of its own."""
    ranges = {(cell.start, cell.end) for cell in cells if cell.end > cell.start}
    if len(ranges) == 1:
        return len(cells) > 1
    columns = [column.index for column in layout.values] + ([layout.maximum.index] if layout.maximum else [])
    return not any(char.isdigit() for index in columns for char in label_text(context.document.text, cells[index]))


def _heading_area(context: ScoreContext, cells: tuple[TextCell, ...]) -> AreaCode | None:
    """Return the area that a row over others names."""
    areas = (area_in(context, cell) for cell in cells if cell.end > cell.start)
    return next((area for area in areas if area is not None), None)


def _is_repeated(cells: tuple[TextCell, ...], at: int) -> bool:
    """Whether the name repeats the one of a row above; one merged with cells to its left is the row's own."""
    cell = cells[at]
    beside = any((other.start, other.end) == (cell.start, cell.end) and not other.filled for other in cells[:at])
    return cell.filled and not beside
