"""Tells deadlines from other times where they stand: titles, cited dates, results, horizons, rates.

Most times of an administrative text are no deadlines. A time with a word that makes it one (`trước`,
`chậm nhất`, `trong`) is believed unless its clause speaks against it; one without (`năm 2024`) only
at the head of a sentence or after a verb of doing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from pipeline.normalise.deadline_context import DeadlineContext, Reading
from pipeline.normalise.deadline_place import ACTION, Place, since

# Patterns are of folded text: tone marks on the second vowel (`luỹ`, `uỷ`).
_CITED = re.compile(r"(?:\d/[\wđ&./-]+|\b(?:luật|quyết định|công văn|thông báo|nghị quyết|kế hoạch) ?)\s*,?\s*$")
_PLAN = re.compile(r"\b(?:kế hoạch|chương trình|dự toán|ngân sách)(?: \w+){0,3} $")
_TITLED = re.compile(
    r"\b(?:quy hoạch|chiến lược|chương trình|đề án|kế hoạch|nghị quyết|định hướng|tầm nhìn|mục tiêu|giai đoạn|"
    r"chỉ tiêu|dự án|quyết định|chỉ thị|chính sách|nhiệm vụ|lộ trình|đến năm)\b"
)
_PART_END = re.compile(r"\.(?!\d)|[;:()\t\n]")
_AIM = re.compile(r"\b(?:phấn đấu|bảo đảm|đảm bảo|hoàn thành|đạt)(?: \w+){0,4} $")
_RESULT_AFTER = re.compile(r"^[^.;]{0,60}\bđã\b")
_HORIZON_BEFORE = re.compile(r"(?:định hướng|tầm nhìn|giai đoạn [\d -]+|năm \d{4}|\d{4} ?- ?\d{4})[ ,và]*$")
_HORIZON_AFTER = re.compile(r"[ ,]*(?:và |, )?(?:tầm nhìn|định hướng|những năm|các năm)")
_DOING = re.compile(
    r"\b(?:hoàn thành|xong|trình|tổ chức|ban hành|sơ kết|tổng kết|kỳ báo cáo|khởi công|khai giảng|bắt đầu|"
    r"đưa vào (?:sử dụng|hoạt động|vận hành)|khánh thành|định kỳ)(?: \w+)? $|"
    r"\btại (?:(?:(?:phiên|kỳ|cuộc|buổi|hội nghị) )?(?:họp|giao ban|sơ kết|tổng kết)|hội nghị|kỳ báo cáo)?"
    r"(?: [^\W\d]+){0,6} $"
)
_YEAR_DOING = re.compile(r"\b(?:hoàn thành|sơ kết|tổng kết|kỳ báo cáo|khởi công|khánh thành|phấn đấu)(?: \w+)? $")
_DONE = re.compile(r"\b(?:đã|không thể|không có khả năng|chưa|so với|cùng kỳ|số liệu|tính|ước)\b")
# What a limit (`trong vòng 05 ngày`) is not said of; `chưa` may be said of what it is to mend.
_OVER = re.compile(r"\b(?:đã|không thể|so với|cùng kỳ)\b")
_LIMITS = re.compile(r"trong (?:vòng|thời hạn)|chậm nhất|muộn nhất|không quá")
_STILL_OPEN = re.compile(r",? (?:mà |vẫn |còn ){0,2}chưa\b")
_FORESEEN = re.compile(r"\b(?:có kế hoạch|dự kiến|danh mục|theo (?:cam kết|mục tiêu))(?: [\w.]+){0,16} $")
_PASSIVE = re.compile(r"\b(?:đã|được)(?: \w+){1,4} $")
_WINDOW = re.compile(r"\b(?:số liệu|thời kỳ|kỳ báo cáo|tính|thống kê|kỳ dữ liệu|phát sinh|hiệu lực|nhiệm kỳ)\b")
_NAMED_SET = re.compile(
    r"(?<!xây dựng )(?<!ban hành )(?<!lập )(?<!tham mưu )\b(?:kế hoạch|chương trình|dự toán|ngân sách|"
    r"(?<!từng )nhiệm vụ|"
    r"chỉ tiêu|kinh phí|mục tiêu|danh mục|quy chế|định mức|trợ cấp|phụ cấp|tiền|đời sống|học phí|lương|thu nhập|"
    r"lộ trình|đơn giá|doanh thu|chỉ số|tăng thu|tiết kiệm chi)(?: (?:[^\W\d]+|-)){0,6} $"
)
_PLANNED_BEFORE = re.compile(r"\b(?:trung hạn|dài hạn|5 năm|từng giai đoạn),?(?: và)? $")
_PLANNED_AFTER = re.compile(r",? và (?:từng giai đoạn|trung hạn|dài hạn|0?5 năm)\b")
_RATING_NAMED = re.compile(
    r"\b(?:căn cứ|cơ sở|tiêu chí|chỉ tiêu|tiêu chuẩn|để|vào|trong|gắn(?: [^\W\d]+){0,8} với(?= công tác))"
    r"(?:,? [^\W\d]+){0,3} (?:đánh giá|xếp loại|phân loại|bình xét|thi đua)(?:,? [^\W\d]+){0,10} $"
)
_RATE_AFTER = re.compile(
    r" ?(?:,? ?(?:tăng|giảm|đạt|thêm|có|trung bình|bình quân|ít nhất|tối thiểu|khoảng|trên)\b|(?!20\d\d)\d)"
)
_COUNTED = re.compile(r"(?:\d|đồng|triệu|tỷ|%|lượt|người|bình quân|trung bình)[ /]*$")
_NOT_ONGOING = re.compile(
    r"\b(?:chi|chi phí|kinh phí|ngân sách|nguồn|không|sự nghiệp|giáo dục|đầu tư|hoạt động|nhiệm vụ|công việc|"
    r"trợ cấp|chưa|cơ quan|vốn|dự toán|năm|tháng|quý|lần|giờ|ngày|báo cáo|bồi dưỡng) $"
)
_STATE_OF = re.compile(
    r" (?:quan hệ|tiếp xúc|cư trú|sinh sống|lui tới|qua lại|xảy ra|phát sinh|gặp|bị|vi phạm|xuất hiện|mắc|ngập)\b"
)
_QUALITY = re.compile(r"\bsự (?:\w+[ ,]+){1,8}$")
_NO_OCCASION = re.compile(r"\b(?:tình huống|vấn đề|nhiệm vụ|công việc|sự cố|trường hợp) $")
_STATE = re.compile(r"\b(?:đảm bảo|bảo đảm|hoạt động|vận hành|thông suốt|ổn định)\b")
_NO_EVENT = re.compile(r"\b(?:điều kiện|chưa|trong|trước|từ|kể từ|nếu|mỗi|cả|chỉ|tính đến|ngoài) $")
_PURPOSE = re.compile(r"\b(?:để|nhằm|phục vụ)\b")
_ORDERED_PART = re.compile(
    r",(?: và)? (?:kịp thời |chủ động |khẩn trương )?"
    r"(?:báo cáo|trình|gửi|tổ chức|triển khai|hoàn thành|đề nghị|ban hành)\b"
)
_AT_REQUEST = re.compile(r"đột xuất|(?:ngay )?(?:sau )?khi (?:có|cần|được|xảy ra|phát sinh|phát hiện|nhận)\b")
_OF_PERSONS = re.compile(r"\b(?:người|thanh niên|học sinh|sinh viên|đối tượng|bệnh nhân|phạm nhân)(?: \w+){0,2} $")
_UNTIL = re.compile(r"khi (?:kết thúc|hoàn thành|hoàn tất|khắc phục)")
_OPEN_START = re.compile(r"\b(?:từ|kể từ) [^.;]{3,40}? đến $")
_EXTENDED = re.compile(r"\b(?:gia hạn|kéo dài)\b[^.;]*\bnhưng $")
_REVIEW = re.compile(r"\b(?:sơ kết|tổng kết|đánh giá|báo cáo) $")
_ENDS = re.compile(r"\s*(?:$|[.;])")
_WINDOW_REACH = 35
_SET_OFF = re.compile(r"(?:,|\s[–-]|;|\.)\s$")
_COUNT = re.compile(r"\b(?:ít nhất|tối thiểu|hoàn thành|đạt)\b")
_OF_YEARS = re.compile(
    r"\b(?:công tác|kết quả|vốn|kinh phí|ngân sách|dự toán|danh mục|phong trào|báo cáo|tổng kết|sơ kết|chuẩn|"
    r"cuộc vận động|kịch bản|bộ tiêu chí|nhiệm kỳ|đề tài|thời kỳ)\b"
)
_TOPIC = re.compile(r"\s*(?:[-+*•]\s*|\w{1,3}[.)]\s*)?về [^:]*$")


_TOPIC_OF = re.compile(r"\s*(?:[-+*•]\s*|\w{1,3}[.)]\s*)?(?:riêng )?đối với [^,;:.]*$")
_TOPIC_END = re.compile(r"(?: [^\W\d]+){0,6}[,:]")


def is_deadline(reading: Reading, key: str, start: int, end: int, context: DeadlineContext) -> bool:
    """Whether what reads like a deadline is one where it stands.

    Args:
        reading: What was read.
        key: The folded text.
        start: Where its line or cell begins.
        end: Where it ends.
        context: What the document says about time.
    """
    before = key[max(start, reading.start - 400) : reading.start]
    place = Place(reading, key[reading.start : reading.end], before, key[reading.end : end][:80], context)
    if context.is_column:
        return _is_column_deadline(place)
    judge = _JUDGES.get(reading.kind, _is_period_deadline)
    return judge(place) and not (reading.parsed.type == "DATE" and _is_titled(place))


def _is_column_deadline(place: Place) -> bool:
    kind = place.reading.kind
    if kind in ("DAY", "MONTH") and not place.reading.lead:
        return not _CITED.search(place.before)
    if kind in ("YEAR", "YEARS", "BARE_YEAR") and not place.reading.lead:
        return not _PLAN.search(place.before)
    return True


def _is_titled(place: Place) -> bool:
    """Whether it is part of a quoted title or of the topic before a colon (`Về …:`)."""
    if place.reading.kind not in ("DAY", "BARE_DAY") and place.before.count('"') % 2:
        return True
    if _TOPIC_OF.match(place.sentence) and _TOPIC_END.match(place.after):
        return True
    return _TOPIC.match(place.before) is not None and ":" not in place.before and ":" in place.after


def _is_day_deadline(place: Place) -> bool:
    """A day needs a word that makes it a deadline."""
    reading = place.reading
    if (
        _STILL_OPEN.match(place.after)
        or "tính từ" in place.sentence
        or "tính" in reading.lead
        or place.before.endswith("giai đoạn ")
    ):
        return False
    if reading.parsed.type == "SET":
        return True
    if not reading.lead:
        return False
    if reading.parsed.mod in ("FROM", "AFTER"):
        return _is_start(place)
    if reading.parsed.mod in ("IN", None):
        return not place.is_past and not _DONE.search(place.clause)
    if re.search(r"\b(?:tính|số liệu|dữ liệu|luỹ kế|hiệu lực)(?: \w+)? $", place.clause):
        return False
    return not _PASSIVE.search(place.clause) or "hoàn thành" in place.clause or "phải" in place.clause


def _is_start(place: Place) -> bool:
    """Whether a time from which something is done is ordered, and no window of data or date of effect."""
    if "tính" in place.reading.lead or "kể" in place.reading.lead or re.search(r"\bđã\b", place.clause):
        return False
    if re.match(r"\s*(?:\W|\w{1,2}[.)])?\s*(?:để|nhằm) ", place.sentence) and place.after.startswith(","):
        return False
    parsed, issued = place.reading.parsed, place.context.issued
    if parsed.value and issued and parsed.value < issued[: len(parsed.value)]:
        return False
    return not _WINDOW.search(place.clause[-_WINDOW_REACH:]) and not re.match(r",? đến nay", place.after)


def _is_period_deadline(place: Place) -> bool:
    """A month, quarter or half needs a modifier, brackets, the head of a sentence or a verb of doing."""
    reading = place.reading
    if reading.kind == "YEARPART" and not reading.lead and not re.search("hàng|hằng|mỗi", place.words):
        return False
    if reading.parsed.type == "SET":
        return True
    if reading.parsed.mod in ("FROM", "AFTER"):
        return _is_start(place)
    if re.search(r"\b(?:tính|luỹ kế)(?: \w+)? $", place.clause) or _is_result(place):
        return False
    if reading.lead:
        return not (reading.parsed.mod == "IN" and (place.is_past or _DONE.search(place.clause)))
    if place.is_past or reading.kind in ("BARE_DAY", "BARE_MONTH", "YEARPART"):
        return False
    heads = (place.opens_sentence and place.is_set_off) or (
        not place.clause.strip() and ACTION.match(place.after) is not None
    )
    return heads or place.is_bracketed or _DOING.search(place.clause) is not None or _closes(place)


def _closes(place: Place) -> bool:
    """Whether a period set off by a comma or dash ends the sentence (`…, quý IV.`; `… - Quý IV`)."""
    if _ENDS.match(place.after) is None or _SET_OFF.search(place.before) is None:
        return False
    return re.search(r"\w{3}", place.sentence) is not None and _DONE.search(place.sentence[-80:]) is None


def _is_result(place: Place) -> bool:
    """Whether a result is reported as of that time (`Kết quả đến hết quý I đạt 25%`)."""
    return place.clause.lstrip().startswith("kết quả") and place.after.startswith(" đạt")


def _is_interval_deadline(place: Place) -> bool:
    reading = place.reading
    if reading.parsed.type == "SET":
        return True
    if place.is_past or _WINDOW.search(place.sentence[-80:]):
        return False
    return bool(reading.lead) or place.is_bracketed or (place.opens_sentence and place.is_set_off)


def _is_year_deadline(place: Place) -> bool:
    """A year is one with `trong`, `đến` or `trước` outside titles, and at the head of a sentence."""
    reading = place.reading
    if reading.parsed.mod in ("FROM", "AFTER"):
        ends = _ENDS.match(place.after) is not None and not _TITLED.search(place.clause[-60:])
        return (place.opens_sentence and place.is_set_off) or (ends and _is_start(place))
    if _FORESEEN.search(place.clause):
        return False
    if reading.parsed.mod == "IN" and (place.is_past or _RESULT_AFTER.search(place.after)):
        return False
    if not reading.lead:
        heads = place.is_bracketed or (place.opens_sentence and place.is_set_off)
        return heads or _YEAR_DOING.search(place.clause) is not None
    if reading.parsed.mod == "IN":
        return not _DONE.search(place.clause)
    return not _is_horizon(place)


def _is_horizon(place: Place) -> bool:
    """Whether the year is the end of a plan's or strategy's own time."""
    if "từ nay" in place.reading.lead:
        return False
    if _HORIZON_BEFORE.search(place.before) or _HORIZON_AFTER.match(place.after):
        return True
    if not place.clause.strip():
        return False
    titled = next(reversed(list(_TITLED.finditer(since(_PART_END, place.before[-160:])))), None)
    return titled is not None and _AIM.search(place.before[-160:]) is None


def _is_years_deadline(place: Place) -> bool:
    if place.is_past or _HORIZON_AFTER.match(place.after):
        return False
    if "năm học" in place.words and place.reading.lead:
        return True
    if place.words.startswith("trong ") and _ENDS.match(place.after):
        return _TITLED.search(place.clause[-60:]) is None
    if place.reading.lead.endswith("từ"):
        return not _is_horizon(place) and _is_start(place)
    if place.opens_sentence and place.is_set_off:
        return True
    return _ENDS.match(place.after) is not None and _COUNT.search(place.sentence) is not None and not _named(place)


def _named(place: Place) -> bool:
    """Whether years belong to something with a name (`đề án … giai đoạn 2026-2030`)."""
    return bool(_TITLED.search(place.sentence) or _OF_YEARS.search(place.sentence))


def _is_set_deadline(place: Place) -> bool:
    """A recurrence is one unless it names a document or a rate."""
    if place.reading.lead:
        return True
    words = place.reading.parsed
    if _COUNTED.search(place.before) or (_RATE_AFTER.match(place.after) and words.value == "P1Y"):
        return False
    if place.words.startswith(("định k", "theo định k")) or (words.value == "P1W" and "nhiệm vụ" in place.clause):
        return True
    if _PLANNED_BEFORE.search(place.before) or _PLANNED_AFTER.match(place.after):
        return False
    return not (_NAMED_SET.search(place.clause) or _RATING_NAMED.search(place.sentence[-160:]))


def _is_ongoing(place: Place) -> bool:
    if (
        _NOT_ONGOING.search(place.before)
        or place.after.startswith((":", " của"))
        or _QUALITY.search(place.sentence[-80:])
        or _STATE_OF.match(place.after)
    ):
        return False
    if place.reading.end - place.reading.start < 9:
        return not _STATE.search(place.sentence[-80:]) and not re.match(r" (?:tăng|giảm|đạt|trong|từ)\b", place.after)
    return True


def _is_event(place: Place) -> bool:
    if place.before.endswith("đến ") and _OPEN_START.search(place.before):
        return True
    if place.words.startswith("đột xuất") and _NO_OCCASION.search(place.before):
        return False
    if re.search(r"\b(?:trong|trước) (?:và|hoặc) $", place.before):
        return False
    if place.before.endswith("đến "):
        return _UNTIL.match(place.words) is not None
    if place.words.startswith("sau khi") and _OF_PERSONS.search(place.before):
        return False
    if _is_of_purpose(place) or (place.words.startswith("trước khi") and place.opens_sentence):
        return False
    return not _NO_EVENT.search(place.before)


def _is_of_purpose(place: Place) -> bool:
    """Whether the event belongs to what the ordered action is good for (`… để vận hành sau khi hoàn thành …`)."""
    if _AT_REQUEST.match(place.words):
        return False
    purpose = next(reversed(list(_PURPOSE.finditer(place.sentence))), None)
    if purpose is None or not re.search(r"\w{3}", place.sentence[: purpose.start()]):
        return False
    return not _ORDERED_PART.search(place.sentence, purpose.end())


def _is_duration(place: Place) -> bool:
    """A span after something needs its trigger (`sau 04 tháng vận hành` is background)."""
    parsed = place.reading.parsed
    if "hiệu lực" in place.clause or _EXTENDED.search(place.sentence):
        return False
    if parsed.mod == "AFTER" and parsed.trigger is None and not _REVIEW.search(place.before):
        return False
    done = _OVER if _LIMITS.match(place.words) else _DONE
    return not done.search(place.clause)


_JUDGES: dict[str, Callable[[Place], bool]] = {
    "DAY": _is_day_deadline,
    "BARE_DAY": _is_day_deadline,
    "MONTHDAY": _is_day_deadline,
    "INTERVAL": _is_interval_deadline,
    "YEAR": _is_year_deadline,
    "YEARS": _is_years_deadline,
    "BARE_YEAR": _is_year_deadline,
    "EVERY": _is_set_deadline,
    "ONGOING": _is_ongoing,
    "EVENT": _is_event,
    "DURATION": _is_duration,
}
