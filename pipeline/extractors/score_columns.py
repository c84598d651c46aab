"""What the columns of a table of points or ranks hold, by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.core.document import PlanDocument, TextTable
from pipeline.normalise.text import fold, squeeze

Role = Literal["label", "org", "max", "self", "appraised", "deducted", "survey", "points", "percent", "rank"]

# The first that fits counts; None are columns that must not be read as something below them.
_ROLES: tuple[tuple[Role | None, re.Pattern[str]], ...] = (
    (
        None,
        re.compile(r"^(?:s?tt|số tt|số thứ tự|ghi chú|mã)\b|xếp loại|tăng|giảm|chênh lệch|so với|lý do|nguyên nhân"),
    ),
    (None, re.compile(r"hướng dẫn|phương pháp|tài liệu|căn cứ")),
    ("rank", re.compile(r"xếp hạng|thứ hạng|vị thứ|xếp thứ|thứ bậc|xếp vị|^hạng|^vị trí")),
    ("max", re.compile(r"tối đa|điểm chuẩn|thang điểm")),
    ("deducted", re.compile(r"điểm (?:bị )?trừ|trừ điểm")),
    ("survey", re.compile(r"điều tra|xã hội học|xhh|khảo sát")),
    ("self", re.compile(r"tự (?:chấm|đánh giá)")),
    ("appraised", re.compile(r"thẩm định")),
    ("percent", re.compile(r"%|tỷ lệ|tỉ lệ|phần trăm")),
    (
        "points",
        re.compile(
            r"điểm|^chỉ số (?:cchc|cải cách|par|sipas|papi|pci|ddci|dti|hài lòng)|^(?:par|sipas|papi|pci|ddci|dti)\b"
        ),
    ),
    ("label", re.compile(r"lĩnh vực|tiêu chí|nội dung|thành phần|tên chỉ số|^chỉ số$|trục")),
    ("org", re.compile(r"đơn vị|cơ quan|địa phương|^(?:các )?(?:sở|tỉnh|huyện|xã|bộ)\b|^tên")),
)
_VALUES = ("self", "appraised", "deducted", "survey", "points", "rank")
_TOTALS = {"points": 3, "appraised": 2, "self": 1}
_REACHED = re.compile(r"đạt|kết quả|tổng")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a role; `head` is its folded head, `printed` the lowest line of it, `year` the only year named there.

    `part` is the head as printed where the column holds a part of the points by method (appraisal
    beside survey), else None.
    """

    index: int
    role: Role
    head: str
    printed: str
    year: int | None
    part: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table of points: `names` tells whether rows are components or organisations.

    `total` is the column that the percentages are of.
    """

    names: Column
    values: tuple[Column, ...]
    maximum: Column | None
    percent: Column | None
    total: Column

    @property
    def is_league(self) -> bool:
        """Whether each row is an organisation."""
        return self.names.role == "org"


def find_layout(document: PlanDocument, table: TextTable) -> Layout | None:
    """Return the columns of a table whose head says that it holds points or ranks, else None."""
    columns = list(_columns(document, table))
    by_role = {column.role: column for column in reversed(columns)}
    names = by_role.get("label") or by_role.get("org")
    if names is None:
        return None
    values = [column for column in columns if column.role in _VALUES]
    percent = by_role.get("percent")
    if percent is not None and names.role == "org" and all(column.role == "rank" for column in values):
        values.append(percent)
    if names.role == "label":
        # `Tiêu chí | Điểm` may be the points that there are: only a head that says so is a result.
        values = [c for c in values if c.role != "points" or "max" in by_role or _REACHED.search(c.head)]
    if not values:
        return None
    if "survey" in by_role:
        values = [replace(c, part=c.printed) if c.role in ("appraised", "survey") else c for c in values]
    total = max((c for c in values if c.role != "rank"), key=lambda c: _TOTALS.get(c.role, 0), default=values[0])
    return Layout(names, tuple(values), by_role.get("max"), None if percent in values else percent, total)


def _columns(document: PlanDocument, table: TextTable) -> Iterator[Column]:
    for index in range(table.column_count if table.header_rows else 0):
        cells = [table.rows[row][index] for row in range(table.header_rows)]
        texts = dict.fromkeys(squeeze(document.text[cell.start : cell.end]) for cell in cells)
        printed = [text for text in texts if text]
        head = fold(" ".join(printed))
        role = next((role for role, pattern in _ROLES if pattern.search(head)), None)
        if role is not None:
            years = set(_YEAR.findall(head))
            yield Column(index, role, head, printed[-1], int(years.pop()) if len(years) == 1 else None)
