"""Reads what stands after a cited number: date, issuer and subject, in whatever order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from pipeline.extractors.citation_title import find_title
from pipeline.normalise.dates import parse_date

_GAP = re.compile(r"\s?[,)]?\s?\(?(?:ký |ban hành )?(?:ngày\n)?")
_SESSION = re.compile(r"[\s,]{0,2}\(?\s?[Kk]h[óo]?[áa]?\s(?:thứ\s)?[IVX]{1,5}\)?")
_YEAR = re.compile(r"\s{1,2}năm\s((?:19|20)\d\d)(?!\d)")
_OF = re.compile(r"\s?[,)]?\s?(?:của|do|CỦA)\s+")
_VERBS = (
    "về|v/v|ban hành|phê duyệt|quy định|sửa đổi|công bố|hướng dẫn|triển khai|thực hiện|thi hành|giao|tại|để|trong"
    "|ngày|số|năm|có|được|theo|khóa|khoá|kèm|trên|từ|do|đã|quyết định|thông qua|bổ sung|thành lập|kiện toàn"
    "|điều chỉnh|nhằm|là|với|hợp nhất|tổ chức|bãi bỏ|thay thế|cho|khi|như|đối với|gửi|đến|bảo đảm|đảm bảo|yêu cầu"
    "|đề nghị|(?<!Ban )chỉ đạo|tiếp tục|nêu|xây dựng|đối|tăng cường|cần|phải|nếu|bằng|thì|này|nói trên|vẫn|hết|còn"
    "|vừa|sẽ|đang|không|chưa|kể|ký|gồm|bao gồm|cùng|nay|hiện|thống nhất|khoảng|gần|hơn|Về|Ban hành|Phê duyệt|Quy định"
    "|Hướng dẫn|Công bố|Sửa đổi|xác định|thông báo|kết luận|kết quả|chấp thuận|cho phép|công nhận|gia hạn|phát động"
    "|cải thiện|nâng cao|đẩy mạnh|Kết luận|Thông báo|Thực hiện|Triển khai|Bổ sung|Thành lập|Phát động|Kiện toàn"
    "|Điều chỉnh|Giao"
)
_OTHERS = "Luật|Nghị|Thông|Quyết|Chỉ|Kế|Công văn|Kết luận|Hướng dẫn|Chương|Đề án|Báo cáo"
# A name ends at a mark, at a word that begins the subject, and at an `và` that no capital follows.
_STOP = re.compile(
    rf"[;:.\t\n()\"“”*]|,(?!\s(?:Thể thao|Thương binh|Du lịch|Phòng chống|Chủ nhiệm)\s)|\s(?:{_VERBS})(?=[\s,;.:]|$)"
    rf"|\svà(?=\s(?:[^\W\d_A-ZĐĂÂÊÔƠƯÁÀẢÃẠẮẤẾỐỚỨÝỦỶ]|(?:{_OTHERS})\b))"
)
# A committee whose name goes on with its subject, commas and all.
_COMMITTEE = re.compile(
    r"(?:Tổ [Gg]iúp việc (?:của )?)?Ban [Cc]hỉ đạo"
    r"(?:\s(?:Trung ương|[Qq]uốc gia|[Tt]ỉnh|[Tt]hành phố|của Chính phủ|Nhà nước)){0,2}\s(?:về\s)?"
    r"(?=phát triển (?:khoa học|kinh tế)|phòng,? (?:chống|thủ)|hội nhập|nhân quyền|an toàn|liên ngành)"
)
_COMMITTEE_STOP = re.compile(
    r"[;:.\t\n()\"“”]|,?\s(?:ban hành|phê duyệt|[Vv]ề|thông báo|kết luận|quy định|tổ chức|yêu cầu|đề nghị|giao|công bố"
    r"|thành lập|triển khai|thực hiện|tại|đã|có|để|bảo đảm|kèm)(?=[\s,;.:]|$)|,\s(?=[A-ZĐỦ])|\svà\s(?=[A-ZỦ])"
)
_ISSUED_AT = re.compile(r"\scủa\s(?P<name>[^;.,()\t]{2,80}?)\s(?:tại|trong)\s(?:các\s)?$")
_STOP_IN_CAPITALS = re.compile(_STOP.pattern, re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_]")
_OWNER = re.compile(
    r"\scủa\s(?!(?:Thành phố|Tỉnh|Việt Nam|Đảng|Nhà nước)(?:[.,;)]|\s[^A-Z]|$))(?=[A-ZĐĂÂÊÔƠƯÁÀẢÃẠẮẤẾỐỚỨÝỦỶ])"
)
_LAW = re.compile(
    r"(?P<kind>Bộ luật|Luật|Pháp lệnh|Hiến pháp|\w+\s\w+)\b(?P<name>.*?)\s(?P<date>ngày\s.+|(?:năm\s)?\d{4})",
    re.IGNORECASE,
)
_MAX_ISSUER = 120
_MAX_COMMITTEE = 240


class Range(NamedTuple):
    """A range of the text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tail:
    """What was read after an anchor; `end` is where the citation ends (its subject not included)."""

    end: int
    date: str | None
    issuer: Range | None
    title: str | None


@dataclass(frozen=True, slots=True)
class Law:
    """A law cited by its date: its type's name, its own name, its date."""

    kind: str
    title: str | None
    date: str | None


def read_tail(text: str, start: int, limit: int, title_limit: int, dates: dict[int, int]) -> Tail:
    """Return what follows an anchor that ends at `start`.

    Args:
        text: The text.
        start: Where the anchor ends.
        limit: Where date and issuer must end: the line's or cell's end, or the next anchor.
        title_limit: Where the subject must end; other citations may stand in it.
        dates: The ends of the dates of the text, by their starts.
    """
    at, end = start, start
    date: str | None = None
    issuer: Range | None = None
    for _ in range(4):
        if date is None and (found := _date_at(text, at, limit, dates)):
            date, at = found
        elif issuer is None and (name := _issuer_at(text, at, limit)):
            issuer, at = name, name.end
        elif issuer is not None and (session := _SESSION.match(text, at, limit)):
            at = session.end()
            continue
        else:
            break
        end = at
    place = find_title(text, start, at, title_limit)
    title = Range(*place) if place is not None else None
    if issuer is None and title is not None:
        issuer = _owner_of(text, title)
    return Tail(end, date, issuer, text[title.start : title.end] if title else None)


def read_law(text: str) -> Law:
    """Return the parts of a law cited by its date (`Luật Tài nguyên nước năm 2023`)."""
    match = _LAW.fullmatch(text)
    if match is None:
        return Law(text.split(" ", maxsplit=1)[0], None, None)
    parsed = parse_date(match["date"])
    return Law(match["kind"], match["name"].strip() or None, parsed.value if parsed else None)


def _date_at(text: str, at: int, limit: int, dates: dict[int, int]) -> tuple[str | None, int] | None:
    gap = _GAP.match(text, at, limit)
    place = gap.end() if gap else at
    for begin in (place, at):
        end = dates.get(begin)
        if end is not None and end <= limit and (parsed := parse_date(text[begin:end])) and parsed.value:
            return parsed.value, end
    if year := _YEAR.match(text, at, limit):
        return year[1], year.end()
    return None


def find_issuer_before(text: str, start: int, place: int) -> Range | None:
    """Return the issuer named right before a citation (`theo chỉ đạo của Chính phủ tại Nghị quyết …`).

    Args:
        text: The text.
        start: Where the line or cell begins.
        place: Where the citation begins.
    """
    match = _ISSUED_AT.search(text, max(start, place - _MAX_ISSUER), place)
    if match is None:
        return None
    name = _name_at(text, match.start("name"), match.end("name"))
    return name if name is not None and name.end == match.end("name") else None


def _issuer_at(text: str, at: int, limit: int) -> Range | None:
    of = _OF.match(text, at, limit)
    return _name_at(text, of.end(), limit) if of else None


def _name_at(text: str, start: int, limit: int) -> Range | None:
    """Return the name that begins at `start`: up to a mark, or a word that begins the subject."""
    if committee := _COMMITTEE.match(text, start, limit):
        limit = min(limit, start + _MAX_COMMITTEE)
        stop = _COMMITTEE_STOP.search(text, committee.end(), limit)
    else:
        limit = min(limit, start + _MAX_ISSUER)
        stops = _STOP_IN_CAPITALS if text[max(0, start - 4) : start].isupper() else _STOP
        stop = stops.search(text, start, limit)
    end = stop.start() if stop else limit
    name = text[start:end].rstrip(" ,-–")
    if not _NAME.match(name):
        return None
    return Range(start, start + len(name))


def _owner_of(text: str, title: Range) -> Range | None:
    """Return the issuer named at the end of a subject (`về công tác … năm 2023 của Sở`)."""
    owners = list(_OWNER.finditer(text, title.start, title.end))
    if not owners:
        return None
    name = _name_at(text, owners[-1].end(), title.end)
    return name if name is not None and name.end == title.end else None
