"""What stands around a measured quantity: target or result, period, area."""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import Literal, cast

from pipeline.core.document import Part, PlanDocument, TextCell, TextLine, TextTable
from pipeline.core.record import AreaCode
from pipeline.extractors.cells import label_text
from pipeline.extractors.indicator_clauses import Measure
from pipeline.extractors.score_context import ScoreContext
from pipeline.normalise.text import fold
from pipeline.patterns import load_names

Kind = Literal["target", "result"]

_HEADS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "result",
        re.compile(
            r"(?<!trả )(?<!nâng cao )kết quả(?! (?:cần|dự kiến|đầu ra|mong))|đánh giá|hiện trạng|thực trạng|tình hình"
            r"|tồn tại|hạn chế|khó khăn|ưu điểm|điểm nghẽn|bất cập|yếu kém|nhìn lại|khái quát|sự cần thiết|tổng quan"
            r"|đạt được|đặc điểm|nguyên nhân"
        ),
    ),
    (
        "target",
        re.compile(
            r"mục tiêu|chỉ tiêu|nhiệm vụ|giải pháp|phương hướng|yêu cầu|nội dung|khắc phục|tổ chức thực hiện|phân công"
            r"|định hướng|dự kiến|lộ trình|kế hoạch|mục đích"
        ),
    ),
)
_AIMS = re.compile(
    r"\b(?:phấn đấu|mục tiêu|chỉ tiêu|quyết tâm|hướng tới|hướng đến|dự kiến|yêu cầu|đề nghị|cần|phải|nhằm|để đạt)\b"
)
_AIMS_MET = re.compile(r"(?:đạt|vượt|hoàn thành|so với|thực hiện)[^,.;]{0,25}(?:mục tiêu|chỉ tiêu)|chỉ tiêu kế hoạch")
_ORDER = re.compile(r"\W*(?:điều \d+\.\s)?(?:giao|yêu cầu|đề nghị|chỉ đạo(?!,? điều hành)|đưa|nâng)\b")
_SOFT_AIMS = re.compile(
    r"\b(?:tối thiểu|ít nhất|bảo đảm|đảm bảo|duy trì|nâng|trở lên|không quá|tối đa|không dưới"
    r"|đến (?:hết |cuối )?năm|tiếp tục)\b"
)
_DONE = re.compile(
    r"\b(?:đã|hiện nay|hiện có|hiện toàn|đến nay|tính đến|ước|mới đạt|chỉ đạt|chỉ có|lũy kế|luỹ kế|đang thực hiện"
    r"|cùng kỳ|còn có|vẫn còn)\b"
)
_RELATIVE = re.compile(r"\s(?:đã|đang|được)\s(?:công bố|ban hành|được|phê duyệt|giao|cấp|đề ra|đặt ra)")
_REPORTS = re.compile(r"báo cáo|thông báo|kết luận|tờ trình|công bố")
_PERIODS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"giai đoạn (20\d\d)\s?(?:-|đến|đến năm)\s?(20\d\d)"), "{0}/{1}"),
    (re.compile(r"(?<!từ )(?<!kể )\bngày (\d{1,2})/(\d{1,2})/(20\d\d)"), "{2}-{1:0>2}-{0:0>2}"),
    (re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(20\d\d)"), "{2}-{1:0>2}-{0:0>2}"),
    (re.compile(r"\bquý (i{1,3}|iv)(?:\s?/\s?|,? năm )(20\d\d)"), "{1}-Q{0}"),
    (re.compile(r"\b0?6 tháng đầu năm (20\d\d)"), "{0}-H1"),
    (re.compile(r"\b0?6 tháng cuối năm (20\d\d)"), "{0}-H2"),
    (re.compile(r"\btháng (\d{1,2})(?:\s?/\s?| năm )(20\d\d)"), "{1}-{0:0>2}"),
    (re.compile(r"(?<!so với )(?<!so với cùng kỳ )\bnăm (20\d\d)(?!\s?-\s?20)"), "{0}"),
)
# A day in another clause is when something else is due or was written.
_LONG_PERIODS = tuple(entry for entry in _PERIODS if "{1:0>2}-{0" not in entry[1])
_QUARTERS = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_CITED = re.compile(
    r"\d+[a-z]?/(?:\d{4}/)?[a-zđ][\w-]{1,20}(?:\s?ngày (?:\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
)
_QUARTER = re.compile(r"\bquý (i{1,3}|iv)\b(?!\s?[,/]?\s?(?:năm )?20\d\d)")
_YEAR = re.compile(r"(?<!so với )(?<!so với cùng kỳ )(?<!cùng kỳ )\bnăm (20\d\d)")
# What is aimed at anew each year, quarter or month; a plan or report of every year is none.
_EACH = re.compile(
    r"\bmỗi (năm|quý|tháng|tuần)\b|(?:^\W*|[,:] )(?:hằng|hàng) (năm|quý|tháng|tuần)\b"
    r"|(?<!kế hoạch )(?<!báo cáo )(?<!dự toán )(?<!chương trình )(?<!chỉ tiêu )\b(?:hằng|hàng) (năm|quý|tháng|tuần)\W*$"
)
_EACH_OPENS = re.compile(r"\W*(?:hằng|hàng|mỗi) (năm|quý|tháng|tuần)\b")
_EVERY = {"năm": "P1Y", "quý": "P3M", "tháng": "P1M", "tuần": "P1W"}
_HALF = re.compile(r"\b0?6 tháng (đầu|cuối) năm\b[^.;]{0,80}?\b(20\d\d)")
# A plan that carries out another's programme does not take the year up to which that one runs.
_HORIZON = re.compile(
    r"(?:thực hiện|triển khai|thi hành)\b.{0,200}?(?:chương trình|chiến lược|đề án|lộ trình|quy hoạch|nghị quyết)\b"
    r".{0,200}?\b(?:đến|tới) (?:hết |cuối )?năm (20\d\d)",
    re.DOTALL,
)
_REFORM = re.compile(r"cải cách hành chính|\bcchc\b")
_STAGE = re.compile(r"(?:giai đoạn\s)?(20\d\d)\s?-\s?(20\d\d)")
_LONGEST_HEAD = 160
_LONGEST_LABEL = 70


class IndicatorContext:
    """What the document says outside a quantity's clause; each part is looked up once."""

    def __init__(self, context: ScoreContext) -> None:
        """Keep the context of scores, which knows headings, areas and years."""
        self.context = context
        self.document: PlanDocument = context.document
        self._kinds: dict[int | None, Kind | None] = {None: None}
        self._areas: dict[int | None, AreaCode | None] = {None: None}

    def kind_of(self, measure: Measure) -> Kind:
        """Return whether the quantity is aimed at or was reached."""
        key = self.context.key
        line = measure.line
        sentence = key[self._sentence_start(measure) : measure.quantity.figure]
        around = sentence + key[measure.quantity.figure : measure.end]
        if _ORDER.match(sentence) or (_AIMS.search(sentence) and not _AIMS_MET.search(sentence)):
            return "target"
        head = self._kind_under(line.section, line)
        if head == "result":
            return "result"
        done = _DONE.search(_RELATIVE.sub(" ", sentence)) or sentence.endswith("còn ")
        if done and not _SOFT_AIMS.search(sentence):
            return "result"
        if head == "target" or (_SOFT_AIMS.search(around) and not measure.quantity.is_ratio):
            return "target"
        return "result" if self._reports or measure.quantity.is_ratio else "target"

    def period_of(self, measure: Measure, kind: Kind) -> str | None:
        """Return the TIMEX3 value of the period that is measured."""
        floor, ceiling = measure.floor, measure.ceiling
        figure = measure.quantity.figure
        if period := self._own_period(measure, kind):
            return period
        for start, end in ((floor, ceiling), (self._sentence_start(measure), floor)):
            if period := self._period_in(start, end, figure):
                return period
        year = self.context.heading_year(measure.line)
        usual = self.usual_period(kind)
        if year is not None and not (usual or "").startswith(f"{year}-"):
            return str(year)
        return usual

    def _own_period(self, measure: Measure, kind: Kind) -> str | None:
        """Return the period that a quantity's own words name: a quarter, another period, a repetition."""
        own = self.context.key[measure.start : measure.end]
        period = self._period_in(measure.start, measure.end, measure.quantity.figure, is_own=True)
        if (quarter := _QUARTER.search(own)) and (period is None or period.isdigit()):
            year = period or self._year_around(measure, kind)
            return f"{year}-Q{_QUARTERS[quarter[1]]}" if year else None
        if period is None and (each := _EACH.search(own) or self._opening(measure)):
            return _EVERY[next(group for group in each.groups() if group)]
        return period

    def _opening(self, measure: Measure) -> re.Match[str] | None:
        """Return the repetition that opens a quantity's sentence, where no other period stands between."""
        start = self._sentence_start(measure)
        if self._period_in(start, measure.floor, measure.quantity.figure) is not None:
            return None
        return _EACH_OPENS.match(self.context.key, start, measure.quantity.figure)

    def _year_around(self, measure: Measure, kind: Kind) -> str | None:
        """Return the year of a quarter that is printed without one: its sentence's, its heading's, the document's."""
        named = _YEAR.findall(self.context.key, self._sentence_start(measure), measure.ceiling)
        if named:
            return str(named[-1])
        year = self.context.heading_year(measure.line)
        if year is None:
            year = self.context.plan_year if kind == "target" else self.context.assessed_year or self.context.issue_year
        return str(year) if year is not None else None

    def is_score(self, measure: Measure, kind: Kind) -> bool:
        """Whether the figure is a level of satisfaction that was reached: a score of SIPAS."""
        if kind == "target" or measure.quantity.comparator != "=" or not measure.quantity.is_percent:
            return False
        key, figure = self.context.key, measure.quantity.figure
        if "hài lòng" in key[measure.floor : figure]:
            return True
        return "yếu tố" in key[measure.floor : figure] and "hài lòng" in key[self._sentence_start(measure) : figure]

    def usual_period(self, kind: Kind) -> str | None:
        """Return the period of a quantity where nothing near it names one."""
        if kind == "target":
            return self._plan_period
        if half := self._reported_half:
            return half
        return str(self.context.assessed_year) if self.context.assessed_year else None

    def is_under_aims(self, offset: int) -> bool:
        """Whether the nearest telling heading above an offset announces aims."""
        line = self.document.line_at(offset)
        return self._kind_under(line.section, line) == "target"

    def area_of(self, line: TextLine) -> AreaCode | None:
        """Return the area that the nearest heading or table group names."""
        if line.table is not None and line.row is not None and (area := self._area_of_row(line.table, line.row)):
            return area
        if (colon := self.context.key.find(":", line.content, line.content + _LONGEST_LABEL)) > 0:
            return self._area_in(line.content, colon) or self._area_under(line.section)
        return self._area_under(line.section)

    def _sentence_start(self, measure: Measure) -> int:
        """Return where the quantity's sentence or cell begins: clauses that `;` joins belong to one."""
        key, floor, content = self.context.key, measure.floor, measure.line.content
        stops = [key.rfind(mark, content, floor) for mark in (". ", "\t")]
        return max(max(stops) + 1, content)

    def _kind_under(self, section: int | None, line: TextLine) -> Kind | None:
        """Return what the nearest telling heading above a line announces."""
        if section not in self._kinds:
            self._kinds[section] = None
            entry = self.document.section_list[cast(int, section)]
            title = self.context.key[entry.title_start : min(entry.title_end, entry.title_start + _LONGEST_HEAD)]
            own = self._announced(title) if entry.title_end - entry.title_start < _LONGEST_HEAD else None
            self._kinds[section] = own or self._kind_under(entry.parent, line)
        entry_kind = self._kinds[section]
        if section is not None and self.document.section_list[section].title_start == line.content:
            return self._kind_under(self.document.section_list[section].parent, line)
        return entry_kind

    def _announced(self, title: str) -> Kind | None:
        found = [(match.start(), kind) for kind, pattern in _HEADS if (match := pattern.search(title))]
        return min(found)[1] if found else None

    def _period_in(self, start: int, end: int, figure: int, *, is_own: bool = False) -> str | None:
        """Return the period printed nearest to the figure, those of cited documents left out."""
        key = self.context.key
        words = key[start:end]
        if "20" not in words:
            return None
        if "/" in words:
            words = _CITED.sub(lambda match: " " * len(match[0]), words)
        found: list[tuple[int, int, str]] = []
        for rank, (pattern, form) in enumerate(_PERIODS if is_own else _LONG_PERIODS):
            for match in pattern.finditer(words):
                groups = [_QUARTERS.get(group, group) for group in match.groups()]
                place = start + match.start()
                found.append((abs(place - figure), rank, form.format(*groups)))
        return min(found)[2] if found else None

    @cached_property
    def _plan_period(self) -> str | None:
        first, last = self.context.subject
        if match := _STAGE.search(self.context.key, first, last):
            return f"{match[1]}/{match[2]}"
        horizon = _HORIZON.search(self.context.key, first, last)
        if horizon and int(horizon[1]) == self.context.plan_year:
            return None
        return str(self.context.plan_year) if self.context.plan_year else None

    @cached_property
    def _reported_half(self) -> str | None:
        """The half of a year whose results a report is about: the first that its subject names."""
        first, last = self.context.subject
        half = _HALF.search(self.context.key, first, last)
        lines = self.document.with_part(Part.TITLE)
        if half is None or not any("báo cáo" in self.context.key[line.start : line.end] for line in lines):
            return None
        return f"{half[2]}-H{1 if half[1] == 'đầu' else 2}"

    @cached_property
    def _reports(self) -> bool:
        lines = self.document.with_part(Part.TITLE)
        return any(_REPORTS.search(self.context.key, line.start, line.end) for line in lines)

    def _area_under(self, section: int | None) -> AreaCode | None:
        if section not in self._areas:
            entry = self.document.section_list[cast(int, section)]
            own = None
            if entry.title_end - entry.title_start < _LONGEST_HEAD:
                own = self._area_in(entry.title_start, entry.title_end)
            self._areas[section] = own or self._area_under(entry.parent)
        return self._areas[section]

    def _area_of_row(self, table: int, row: int) -> AreaCode | None:
        """Return the area of a row's first cells, or of the nearest group row above it."""
        rows = self.document.tables[table]
        for cell in rows.rows[row][:2]:
            if area := self._area_of_cell(cell):
                return area
        return self._group_area(rows, row)

    def _area_of_cell(self, cell: TextCell) -> AreaCode | None:
        """Return the area that a cell names, also where a page break cut the name in two."""
        if len(cell.parts) > 1:
            label = label_text(self.context.key, cell)
            return next((code for form, code in _area_forms() if form in label), None)
        return self._area_in(cell.start, cell.end) if cell.end > cell.start else None

    def _group_area(self, table: TextTable, row: int) -> AreaCode | None:
        for cells in reversed(table.rows[:row]):
            filled = {(cell.start, cell.end) for cell in cells if cell.end > cell.start}
            if len(filled) <= 2 and (areas := [area for place in filled if (area := self._area_in(*place))]):
                return areas[0]
        return None

    def _area_in(self, start: int, end: int) -> AreaCode | None:
        found = next((area for area in self.context.areas if start <= area.start < end), None)
        code = cast(AreaCode, found.id.split("|")[0]) if found else None
        # `chỉ đạo, điều hành` names an area only in documents about administrative reform.
        return None if code == "steering" and not self._is_about_reform else code

    @cached_property
    def _is_about_reform(self) -> bool:
        return _REFORM.search(self.context.key) is not None


@cache
def _area_forms() -> tuple[tuple[str, AreaCode], ...]:
    """Return the folded names of the areas, longest first."""
    forms = {
        fold(form): cast(AreaCode, name.id) for name in load_names() if name.label == "AREA" for form in name.forms
    }
    return tuple(sorted(forms.items(), key=lambda entry: -len(entry[0])))
