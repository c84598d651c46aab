"""What the sheets of the workbook hold, in the forms that offices know; how it looks is `workbook.py`'s."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pipeline.compare.comparison import Comparison
from pipeline.compare.league import INDEX_NAMES
from pipeline.compare.rows import ComparedRow, ScoreRow
from pipeline.compare.schedule import Duty
from pipeline.patterns import read_table

Kind = Literal["text", "wide", "whole", "number", "percent", "change", "day", "link", "yes", "severity"]
Value = str | int | float | date | None

LEVELS = {
    "province": "Tỉnh, thành phố",
    "ministry": "Bộ, ngành",
    "department": "Sở, ban, ngành",
    "district": "Huyện, thành phố",
    "commune": "Xã, phường",
}
KINDS = {"appraised": "Thẩm định", "achieved": "Đạt được", "self_assessed": "Tự chấm", "deducted": "Điểm trừ"}
SEVERITIES = {"error": "Lỗi", "warning": "Cảnh báo", "info": "Ghi chú"}
OUTCOMES = {"recovered": "Đạt điểm tối đa", "better": "Tăng", "same": "Không đổi", "worse": "Giảm"}
RELATIONS = {"other_department": "Cơ quan khác", "last_year": "Kế hoạch năm trước"}
_OFTEN = ("FREQ=DAILY", "FREQ=WEEKLY")
_MOST_ANSWERS = 3


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is printed: a document and a page of it."""

    document: str | None
    page: int | None


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its head, how its cells look, and its width in characters."""

    name: str
    kind: Kind = "text"
    width: int = 14


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, heads, and rows; a `Place` in a row is a cell with a link and one with the page."""

    name: str
    heads: tuple[Head, ...]
    rows: Callable[[Comparison], Iterable[tuple[Value | Place, ...]]]


@cache
def area_names() -> dict[str, str]:
    """Return the short Vietnamese names of the areas of reform by their codes, in their order."""
    return {row["area"]: row["name"] for row in read_table("area_names.csv")}


def index_name(code: str | None) -> str:
    """Return what readers call an index."""
    return INDEX_NAMES.get(code or "", code or "")


def _overview(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    counted = sum(row.counts for row in comparison.tasks)
    yield "Văn bản", len(comparison.documents), ""
    yield "Văn bản mật không đưa vào", comparison.secret, "Mật, tối mật, tuyệt mật"
    yield "Văn bản trùng", comparison.twins, "Cùng cơ quan, số và ngày; chỉ tính một lần"
    yield "Nhiệm vụ", counted, "Nhiệm vụ nhắc lại trong cùng văn bản chỉ tính một lần"
    yield "Điểm", len(comparison.scores), ""
    yield "Thứ hạng", len(comparison.rankings), ""
    yield "Phát hiện", len(comparison.findings), "Trong từng văn bản và giữa các văn bản"
    window = comparison.window
    yield "Từ ngày", window.first, "Khoảng thời gian tính các kỳ hạn định kỳ"
    yield "Đến ngày", window.last, ""


def _scores(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    areas = _area_percents(comparison.scores)
    rows = [row for row in comparison.compared if row.value is not None]
    for row in sorted(rows, key=lambda row: (row.index, -row.year, row.province or "", -(row.percent or 0))):
        own = areas.get((row.org_id, row.index, row.year), {})
        yield (
            *(index_name(row.index), row.year, row.province, row.org),
            *(row.value, row.max, row.nominal_max, row.percent, row.previous_percent, _gain(row)),
            *(own.get(area) for area in area_names()),
            *(KINDS.get(row.kind or ""), row.warning, Place(row.score_document, row.score_page)),
        )


def _gain(row: ComparedRow) -> float | None:
    """Return the points of a percent won since the year before."""
    if row.percent is None or row.previous_percent is None:
        return None
    return round(row.percent - row.previous_percent, 2)


def _area_percents(scores: Iterable[ScoreRow]) -> dict[tuple[str, str, int], dict[str, float]]:
    """Return the share of the maximum in each area, of the most official score."""
    found: dict[tuple[str, str, int], dict[str, float]] = defaultdict(dict)
    for kind in reversed(("appraised", "achieved", "self_assessed")):
        for row in scores:
            whose = row.org_id and row.index and row.year and (row.org_id, row.index, row.year)
            if whose and row.kind == kind and row.scope == "area" and row.area and row.percent is not None:
                found[whose][row.area] = row.percent
    return found


def _ranks(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    rows = [row for row in comparison.compared if row.rank is not None]
    for row in sorted(rows, key=lambda row: (row.index, row.level, row.province or "", -row.year, row.rank or 0)):
        moved = row.previous_rank - row.rank if row.previous_rank and row.rank else None
        yield (
            *(index_name(row.index), row.year, LEVELS.get(row.level), row.province, row.org, row.rank, row.of),
            *(row.previous_rank, row.previous_of, moved, row.warning, Place(row.rank_document, row.rank_page)),
        )


def _tasks(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    leads: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for row in comparison.tasks:
        if row.lead:
            leads[(row.document_id, row.item_id)].append(row.lead)
    issuers = {row.document_id: row.issuer for row in comparison.documents}
    for number, row in enumerate((row for row in comparison.tasks if row.counts), start=1):
        yield (
            *(number, area_names().get(row.area or ""), row.text, "; ".join(leads[(row.document_id, row.item_id)])),
            *(row.support, row.product, row.deadline, row.due, row.funding),
            *(issuers.get(row.document_id), row.province, Place(row.document, row.page)),
        )


def _due(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    """Yield the deadlines day by day; a daily or weekly one once, with its first day."""
    found = []
    for duty in comparison.duties:
        if duty.repeat:
            continue
        often = duty.rule is not None and duty.rule.rule.startswith(_OFTEN)
        days = [day.due for day in duty.days(comparison.window) if day.due is not None]
        found += [(day, duty) for day in (days[:1] if often else days)]
    for day, duty in sorted(found, key=lambda pair: (pair[0], pair[1].document, pair[1].place)):
        yield (
            *(day, duty.deadline.time, duty.task, "; ".join(lead.raw for lead in duty.leads), duty.support),
            *(duty.product, duty.deadline.raw, _yes(duty.rule is not None), _assumed(duty), duty.province),
            Place(duty.document, duty.deadline.evidence[0].page),
        )


def _assumed(duty: Duty) -> str:
    return _yes(duty.rule is not None and duty.rule.assumed)


def _losses(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    answers: dict[str, list[str]] = defaultdict(list)
    for answer in comparison.answers:
        answers[answer.loss_id].append(answer.task)
    for row in sorted(comparison.losses, key=lambda row: (row.index or "", row.org or "", -(row.year or 0), -row.lost)):
        told = answers[row.loss_id][:_MOST_ANSWERS]
        yield (
            *(index_name(row.index), row.year, row.province, row.org, area_names().get(row.area or ""), row.label),
            *(row.max, row.lost, row.cause, "Có" if row.answered else "Chưa", row.answers, " • ".join(told)),
            *(row.next_percent, OUTCOMES.get(row.outcome or ""), Place(row.document, row.page)),
        )


def _coverage(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    for row in sorted(comparison.coverage, key=lambda row: (row.province or "", row.share)):
        yield (
            *(index_name(row.index), row.year, row.province, row.org, row.losses, row.answered, row.lost),
            *(row.answered_points, row.share, row.tasks, row.loose_tasks),
        )


def _plans(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    for row in sorted(comparison.plans, key=lambda row: (row.province or "", row.issuer or "", row.document)):
        shares = (row.one_lead, row.product, row.dated, row.funded, row.vague)
        yield (
            *(row.province, row.issuer, row.first_year, row.tasks),
            *(round(100 * share / row.tasks, 1) for share in shares),
            *(row.copied, row.carried_over, row.stale_years, Place(row.document, None)),
        )


def _findings(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    order = tuple(SEVERITIES)
    for row in sorted(comparison.findings, key=lambda row: (row.source, order.index(row.severity), row.document)):
        yield (
            *(SEVERITIES[row.severity], row.message, row.quote, Place(row.document, row.page)),
            *(row.other_quote, Place(row.other_document, row.other_page)),
        )


def _copies(comparison: Comparison) -> Iterator[tuple[Value | Place, ...]]:
    for row in comparison.copies:
        yield (
            *(RELATIONS[row.relation], row.likeness, row.issuer, row.text, Place(row.document, row.page)),
            *(row.other_issuer, row.other_text, Place(row.other_document, row.other_page)),
        )


def _yes(value: bool) -> str:
    return "Có" if value else ""


_WHERE = Head("Văn bản", "link", 34)
_ORG = (Head("Tỉnh", "text", 14), Head("Cơ quan", "text", 32))
_INDEX = (Head("Chỉ số", "text", 15), Head("Năm", "whole", 7))

SHEETS = (
    Sheet(
        "Tổng quan",
        (Head("Nội dung", "text", 34), Head("Giá trị", "number", 14), Head("Ghi chú", "wide", 60)),
        _overview,
    ),
    Sheet(
        "So sánh điểm",
        (
            *_INDEX,
            *_ORG,
            *(Head("Điểm", "number", 9), Head("Điểm tối đa", "number", 9), Head("Tối đa chung", "number", 9)),
            *(Head("Tỷ lệ (%)", "percent", 9), Head("Năm trước (%)", "percent", 9), Head("Tăng, giảm", "change", 9)),
            *(Head(f"{name} (%)", "percent", 12) for name in area_names().values()),
            *(Head("Loại điểm", "text", 12), Head("Lưu ý", "wide", 40), _WHERE),
        ),
        _scores,
    ),
    Sheet(
        "Xếp hạng",
        (
            *_INDEX,
            *(Head("Khối", "text", 18), *_ORG, Head("Hạng", "whole", 7), Head("Trên tổng số", "whole", 9)),
            *(Head("Hạng năm trước", "whole", 9), Head("Trên tổng số năm trước", "whole", 11)),
            *(Head("Tăng, giảm bậc", "change", 9), Head("Lưu ý", "wide", 40), _WHERE),
        ),
        _ranks,
    ),
    Sheet(
        "Phân công nhiệm vụ",
        (
            *(Head("TT", "whole", 6), Head("Lĩnh vực", "text", 20), Head("Nội dung nhiệm vụ", "wide", 60)),
            *(Head("Cơ quan chủ trì", "yes", 26), Head("Cơ quan phối hợp", "text", 26), Head("Sản phẩm", "text", 24)),
            *(Head("Thời gian hoàn thành", "text", 22), Head("Hạn cuối", "day", 12), Head("Kinh phí", "text", 18)),
            *(Head("Cơ quan ban hành", "text", 26), Head("Tỉnh", "text", 14), _WHERE),
        ),
        _tasks,
    ),
    Sheet(
        "Nhiệm vụ đến hạn",
        (
            *(Head("Ngày đến hạn", "day", 12), Head("Giờ", "text", 7), Head("Nhiệm vụ", "wide", 60)),
            *(Head("Cơ quan chủ trì", "text", 26), Head("Cơ quan phối hợp", "text", 26), Head("Sản phẩm", "text", 24)),
            *(Head("Thời hạn ghi trong văn bản", "text", 26), Head("Định kỳ", "text", 8)),
            *(Head("Ngày cuối kỳ (suy ra)", "text", 12), Head("Tỉnh", "text", 14), _WHERE),
        ),
        _due,
    ),
    Sheet(
        "Điểm mất và nhiệm vụ",
        (
            *_INDEX,
            *(*_ORG, Head("Lĩnh vực", "text", 20), Head("Tiêu chí", "text", 34), Head("Điểm tối đa", "number", 9)),
            *(Head("Điểm mất", "number", 9), Head("Nguyên nhân nêu trong văn bản", "wide", 40)),
            *(
                Head("Đã có nhiệm vụ", "yes", 9),
                Head("Số nhiệm vụ", "whole", 8),
                Head("Nhiệm vụ khắc phục", "wide", 60),
            ),
            *(Head("Năm sau (%)", "percent", 9), Head("Kết quả năm sau", "text", 14), _WHERE),
        ),
        _losses,
    ),
    Sheet(
        "Mức độ khắc phục",
        (
            *_INDEX,
            *(*_ORG, Head("Số chỗ mất điểm", "whole", 10), Head("Đã có nhiệm vụ", "whole", 10)),
            *(
                Head("Điểm mất", "number", 10),
                Head("Điểm mất đã có nhiệm vụ", "number", 11),
                Head("Tỷ lệ (%)", "percent", 9),
            ),
            *(Head("Nhiệm vụ của kế hoạch", "whole", 11), Head("Nhiệm vụ không gắn điểm mất", "whole", 12)),
        ),
        _coverage,
    ),
    Sheet(
        "Chất lượng kế hoạch",
        (
            *(
                Head("Tỉnh", "text", 14),
                Head("Cơ quan", "text", 32),
                Head("Năm", "whole", 7),
                Head("Nhiệm vụ", "whole", 9),
            ),
            *(Head("Một đầu mối chủ trì (%)", "percent", 11), Head("Sản phẩm kiểm tra được (%)", "percent", 11)),
            *(
                Head("Có thời hạn (%)", "percent", 10),
                Head("Có kinh phí (%)", "percent", 10),
                Head("Chung chung (%)", "number", 10),
            ),
            *(
                Head("Giống cơ quan khác", "whole", 10),
                Head("Giống năm trước", "whole", 10),
                Head("Sót năm cũ", "whole", 8),
                _WHERE,
            ),
        ),
        _plans,
    ),
    Sheet(
        "Phát hiện",
        (
            *(Head("Mức độ", "severity", 11), Head("Nội dung", "wide", 60), Head("Trích dẫn", "wide", 40), _WHERE),
            *(Head("Trích dẫn đối chiếu", "wide", 40), Head("Văn bản đối chiếu", "link", 34)),
        ),
        _findings,
    ),
    Sheet(
        "Nhiệm vụ giống nhau",
        (
            *(
                Head("So với", "text", 18),
                Head("Giống (%)", "percent", 9),
                Head("Cơ quan", "text", 28),
                Head("Nhiệm vụ", "wide", 60),
            ),
            *(
                _WHERE,
                Head("Cơ quan kia", "text", 28),
                Head("Nhiệm vụ kia", "wide", 60),
                Head("Văn bản kia", "link", 34),
            ),
        ),
        _copies,
    ),
)
