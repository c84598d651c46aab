"""What the columns of a table of points or ranks hold, by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.core.document import PlanDocument, TextTable
from pipeline.normalise.text import fold, squeeze

Role = Literal["label", "org", "max", "self", "appraised", "deducted", "points", "percent", "rank"]

# The first that fits counts; None are columns that must not be read as something below them.
_ROLES: tuple[tuple[Role | None, re.Pattern[str]], ...] = (
    (
        None,
        re.compile(r"^(?:s?tt|số tt|số thứ tự|ghi chú|mã)\b|xếp loại|tăng|giảm|chênh lệch|so với|lý do|nguyên nhân"),
    ),
    (None, re.compile(r"điều tra|xã hội học|\bxhh|khảo sát|hướng dẫn|phương pháp|tài liệu|căn cứ")),
    ("rank", re.compile(r"xếp hạng|thứ hạng|vị thứ|xếp thứ|thứ bậc|xếp vị|^hạng|^vị trí")),
    ("max", re.compile(r"tối đa|điểm chuẩn|thang điểm")),
    ("deducted", re.compile(r"điểm (?:bị )?trừ|trừ điểm")),
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
_REACHED = re.compile(r"đạt|kết quả|tổng")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a role; `head` is its folded head, `year` the only year named there."""

    index: int
    role: Role
    head: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table of points: `names` tells whether rows are components or organisations."""

    names: Column
    values: tuple[Column, ...]
    maximum: Column | None
    percent: Column | None

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
    values = [column for column in columns if column.role in ("self", "appraised", "deducted", "points", "rank")]
    percent = by_role.get("percent")
    has_points = any(column.role != "rank" for column in values)
    if percent is not None and not has_points and names.role == "org":
        values.append(percent)
    if names.role == "label":
        # `Tiêu chí | Điểm` may be the points that there are: only a head that says so is a result.
        values = [c for c in values if c.role != "points" or "max" in by_role or _REACHED.search(c.head)]
    if not values:
        return None
    return Layout(names, tuple(values), by_role.get("max"), percent if percent not in values else None)


def _columns(document: PlanDocument, table: TextTable) -> Iterator[Column]:
    for index in range(table.column_count if table.header_rows else 0):
        cells = [table.rows[row][index] for row in range(table.header_rows)]
        texts = dict.fromkeys(squeeze(fold(document.text[cell.start : cell.end])) for cell in cells)
        head = " ".join(text for text in texts if text)
        role = next((role for role, pattern in _ROLES if pattern.search(head)), None)
        if role is not None:
            years = set(_YEAR.findall(head))
            yield Column(index, role, head, int(years.pop()) if len(years) == 1 else None)
