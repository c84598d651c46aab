"""What the columns of a table of points or ranks hold, by the words of its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pipeline.core.document import PlanDocument, TextTable
from pipeline.core.record import AreaCode
from pipeline.extractors.cells import cell_text
from pipeline.extractors.score_areas import short_area
from pipeline.extractors.score_heads import head_rows, heads_of
from pipeline.normalise.numbers import parse_number
from pipeline.normalise.text import fold, squeeze

Role = Literal[
    "label", "org", "max", "self", "appraised", "deducted", "survey", "points", "percent", "rank", "part",
    "rank_change", "score_change", "change", "year", "target", "aimed",
]  # fmt: skip

_DIFFERENCE = "chênh lệch"
# The first that fits counts; None are columns that must not be read as something below them.
_ROLES: tuple[tuple[Role | None, re.Pattern[str]], ...] = (
    (None, re.compile(r"^(?:s?tt|số tt|số thứ tự|ghi chú|mã)\b|xếp loại|lý do|nguyên nhân|giải pháp")),
    ("label", re.compile(r"^(?:tên |các |nội dung )?(?:chỉ tiêu|mục tiêu)$")),
    ("target", re.compile(r"^(?:mục tiêu|chỉ tiêu|kế hoạch|phấn đấu)\b.{0,40}\b(?:19|20)\d\d$")),
    ("aimed", re.compile(r"^(?!.*tự )(?=.*(?:điểm|hạng)).*(?:phấn đấu|dự kiến|mục tiêu|kế hoạch|đăng ký)")),
    ("change", re.compile(rf"^{_DIFFERENCE}$")),
    (None, re.compile(r"điểm (?:cộng|thưởng)|hướng dẫn|phương pháp|tài liệu|căn cứ|mục tiêu|chỉ tiêu|chênh lệch")),
    ("rank_change", re.compile(r"(?:tăng|giảm|thay đổi|biến động|so với|so sánh).{0,40}?(?:bậc|hạng|vị trí|vị thứ)")),
    ("rank_change", re.compile(r"(?:bậc|hạng|vị trí|vị thứ).{0,20}?(?:tăng|giảm|thay đổi|biến động|so với)")),
    ("score_change", re.compile(r"(?:tăng|giảm|thay đổi|biến động|so với).{0,40}?(?:điểm|%)")),
    ("score_change", re.compile(r"(?:điểm|%).{0,20}?(?:tăng|giảm|thay đổi|biến động|so với)")),
    ("change", re.compile(r"tăng|giảm|so với|so sánh|thay đổi|biến động")),
    ("rank", re.compile(r"xếp hạng|thứ hạng|vị thứ|xếp thứ|thứ bậc|xếp vị|^hạng|\bhạng$|^vị trí")),
    (
        "deducted",
        re.compile(
            r"điểm (?:số )?(?:bị |còn |đã )?(?:trừ|mất|thiếu|hụt)|(?:trừ|mất|thiếu|hụt) \(?(?:số )?điểm"
            r"|^(?:bị )?(?:mất|trừ)$|điểm (?:chưa|không) đạt"
        ),
    ),
    ("max", re.compile(r"tối đa|điểm chuẩn|thang điểm|điểm trần|khung điểm|^(?:mức )?chuẩn$")),
    ("survey", re.compile(r"điều tra|xã hội học|xhh|khảo sát")),
    ("self", re.compile(r"tự (?:chấm|đánh giá)")),
    ("appraised", re.compile(r"thẩm định|phúc tra|được công nhận|hội đồng (?:chấm|đánh giá)")),
    ("percent", re.compile(r"%|tỷ lệ|tỉ lệ|phần trăm")),
    (
        "points",
        re.compile(
            r"điểm|^giá trị|^(?:số )?đạt(?: được)?$|^chỉ số (?:cchc|cải cách|par|sipas|papi|pci|ddci|dti|hài lòng)"
            r"|^(?:par|sipas|papi|pci|ddci|dti)\b"
        ),
    ),
    ("year", re.compile(r"^(?:kết quả |thực hiện )?(?:năm )?(?:19|20)\d\d$")),
    ("label", re.compile(r"lĩnh vực|tiêu chí|nội dung|thành phần|tên chỉ số|^(?:các )?chỉ số$|trụ cột|yếu tố")),
    ("org", re.compile(r"đơn vị|cơ quan|địa phương|^(?:các )?(?:sở|tỉnh|huyện|xã|bộ)\b|^tên")),
)
_VALUES = ("self", "appraised", "deducted", "survey", "points", "rank", "part", "year", "target", "aimed")
_BY_YEAR = ("year", "target")
_POINTS = ("appraised", "self", "points", "part", "percent")
_TOTALS = {"points": 3, "appraised": 2, "self": 1}
_REACHED = re.compile(r"đạt|kết quả|tổng")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_PARTS = re.compile(r"trụ cột|lĩnh vực|thành phần|tiêu chí")
# `Điểm (tối đa 100)` says how many points there are; it is no column of maxima.
_MAXIMUM = re.compile(
    r"\((?:điểm )?(?:tối đa|thang(?: điểm)?|điểm chuẩn)\s?:?\s?(?:là )?(\d{1,4}(?:[.,]\d{1,2})?)(?: điểm)?\)"
    r"|\bthang (?:điểm )?(\d{2,4})\b|\(?/\s?(\d{2,4})(?: điểm)?\)?$"
)
_NUMBER = re.compile(r"\d{1,4}(?:[.,]\d{1,4})?\s?(?:/\s?\d{1,4}(?:[.,]\d{1,4})?)?\s?%?")
_COMPONENTS = re.compile(r"chỉ số thành phần|trụ cột|yếu tố")
_SUM = re.compile(r"\btổng\b")
_INDICES = re.compile(r"^(?:tên |các |tên các )?(?:bộ )?chỉ số$")
_SAMPLE = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a role; `head` is its folded head, `printed` the lowest line of it, `year` the only year named there.

    `part` is the head as printed where the column holds a part of the points (a pillar, or appraisal
    beside survey), `area` its code where that is an area; `maximum` the points that the head says there are.
    `ranges` are those of the head's cells in the text.
    """

    index: int
    role: Role
    head: str
    printed: str
    year: int | None
    ranges: tuple[tuple[int, int], ...]
    part: str | None = None
    area: AreaCode | None = None
    maximum: float | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table of points: `names` tells whether rows are components or organisations.

    `total` is the column that percentages and changes of points are of, `rank` the one of the latest ranks,
    `earlier` the ranks of the year before it.
    """

    names: Column
    values: tuple[Column, ...]
    maximum: Column | None
    percent: Column | None
    total: Column
    rank: Column | None
    earlier: Column | None
    rank_change: Column | None
    score_change: Column | None

    @property
    def is_by_year(self) -> bool:
        """Whether columns are years: then rows say what the figures are."""
        return any(column.role in _BY_YEAR for column in self.values)

    @property
    def is_league(self) -> bool:
        """Whether each row is an organisation."""
        return self.names.role == "org"


def find_layout(document: PlanDocument, table: TextTable) -> Layout | None:
    """Return the columns of a table whose head says that it holds points or ranks, else None."""
    columns = [_of_numbers(document, table, column) for column in _columns(document, table)]
    if any(column.role == "self" for column in columns):  # there it is that between those who gave the points
        columns = [column for column in columns if column.head != _DIFFERENCE]
    by_role = {column.role: column for column in reversed(columns)}
    names = _names(columns)
    values = _values(columns, names, by_role) if names is not None else []
    if names is None or not values:
        return None
    percent, moved = by_role.get("percent"), by_role.get("rank_change")
    points = [column for column in values if column.role in _POINTS and column.part is None]
    total = max(points, key=lambda c: (_TOTALS.get(c.role, 0), c.year or 0), default=values[0])
    ranks = sorted((column for column in values if column.role == "rank"), key=lambda c: c.year or 9999)
    return Layout(
        names=names,
        values=tuple(values),
        maximum=by_role.get("max"),
        percent=None if percent in values else percent,
        total=total,
        rank=ranks[-1] if ranks else None,
        earlier=ranks[-2] if len(ranks) > 1 and ranks[-2].year else None,
        rank_change=moved if ranks else None,
        score_change=(by_role.get("score_change") or (None if ranks else moved)) if points else None,
    )


def _names(columns: list[Column]) -> Column | None:
    """Return the column of the rows' names: before the figures, components rather than organisations."""
    first = next((column.index for column in columns if column.role in _VALUES), None)
    before = [column for column in columns if first is None or column.index < first] or columns
    labels = [column for column in before if column.role == "label"]
    return next((column for column in (*labels, *before, *columns) if column.role in ("label", "org")), None)


def names_indices(names: Column) -> bool:
    """Whether each row is an index of its own, by the head of their names."""
    return names.role == "label" and _INDICES.search(names.head) is not None


def _values(columns: list[Column], names: Column, by_role: dict[Role, Column]) -> list[Column]:
    values = [column for column in columns if column.role in _VALUES]
    if "max" in by_role or _COMPONENTS.search(names.head):
        values = [replace(c, role="points") if c.role == "year" else c for c in values]
    if names.role == "org":
        totals = [c for c in values if c.role == "points" and _SUM.search(c.head)]
        if totals:
            # What is not the total is points before bonus and deduction.
            values = [c for c in values if c.role != "points" or c in totals or c.year != totals[0].year]
        percent = by_role.get("percent")
        if percent is not None and all(column.role in ("rank", "part") for column in values):
            values.append(percent)
        values = [column for column in values if column.role not in _BY_YEAR]
    else:
        # `Tiêu chí | Điểm` may be the points that there are: only a head that says so is a result.
        is_plain = not {"max", "rank"} & by_role.keys() and not names_indices(names)
        values = [c for c in values if c.role != "points" or not is_plain or c.year or _REACHED.search(c.head)]
        values = [c for c in values if c.role != "part"]
        percent = by_role.get("percent")
        if percent is not None and "hài lòng" in percent.head and all(column.role in _BY_YEAR for column in values):
            return [percent]
    if "survey" in by_role:
        values = [replace(c, part=c.printed) if c.role in ("appraised", "survey") else c for c in values]
    return values


def _columns(document: PlanDocument, table: TextTable) -> Iterator[Column]:
    for index, cells in enumerate(heads_of(document, table, head_rows(document, table))):
        texts = dict.fromkeys(cell_text(document.text, cell) for cell in cells)
        printed = [text for text in texts if text]
        head = fold(" ".join(printed))
        scale = _MAXIMUM.search(head)
        head = squeeze(_MAXIMUM.sub(" ", head)) or head
        role = next((role for role, pattern in _ROLES if pattern.search(head)), None)
        if not printed or (role is None and _area(printed[-1]) is None):
            continue
        is_part = len(printed) > 1 and _PARTS.search(fold(" ".join(printed[:-1])))
        if role is None or (role in ("points", "label", "org") and (is_part or _area(printed[-1]))):
            role = "part"
        years = set(_YEAR.findall(head))
        yield Column(
            index=index,
            role=role,
            head=head,
            printed=printed[-1],
            year=int(years.pop()) if len(years) == 1 else None,
            ranges=tuple((cell.start, cell.end) for cell in cells),
            part=printed[-1] if role == "part" else None,
            area=_area(printed[-1]) if role == "part" else None,
            maximum=parse_number(next(filter(None, scale.groups())), grouped=False) if scale else None,
        )


def _area(printed: str) -> AreaCode | None:
    return short_area(_MAXIMUM.sub("", printed))


def _of_numbers(document: PlanDocument, table: TextTable, column: Column) -> Column:
    """Return the column, its role settled by what its cells hold where the head leaves it open."""
    if column.role not in ("part", "change"):
        return column
    first = head_rows(document, table)
    rows = table.rows[first : first + _SAMPLE]
    texts = [fold(cell_text(document.text, row[column.index])) for row in rows]
    if column.role == "part":
        has_numbers = any(_NUMBER.fullmatch(text) for text in texts)
        return column if has_numbers else replace(column, role="label", part=None, area=None)
    is_rank = any("bậc" in text or "hạng" in text for text in texts) or not any(
        re.search(r"\d[.,]\d|điểm|%", text) for text in texts
    )
    return replace(column, role="rank_change" if is_rank else "score_change")
