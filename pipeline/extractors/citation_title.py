"""Reads the subject of a cited document: where it begins behind number, date and issuer, and where it ends."""

from __future__ import annotations

import re

_SUBJECT = re.compile(
    r"[\s,)]{0,3}[“\"]?(?:(?:[Vv]ề\s(?:việc\s)?|VỀ\s(?:VIỆC\s)?|v/v\s?:?\s?)"
    r"|(?=(?i:ban hành|phê duyệt|quy định(?!\s[“\":])|sửa đổi,?|công bố|hướng dẫn|triển khai)\s))"
)
# Verbs that also stand in a sentence about the document: subjects only where a date or an issuer is before them.
_VERB_SUBJECT = re.compile(
    r"[\s,)]{0,3}[“\"]?(?=(?i:xác định|thông báo kết luận|thành lập|kiện toàn|bãi bỏ|phát động|công nhận|chấp thuận"
    r"|giao (?:chỉ tiêu|kế hoạch|dự toán|biên chế|vốn)|kết quả (?:xếp hạng|đánh giá|thực hiện))\s"
    r"|(?:Kết luận|Thực hiện|Bổ sung|Điều chỉnh|KẾT LUẬN|THỰC HIỆN)\s)"
)
# What is added in brackets between the issuer and the subject.
_ASIDE = re.compile(
    r"\s?\((?:nay|cũ|trước đây|(?:đã )?được|có hiệu lực|hiệu lực|sau đây|gọi tắt|viết tắt)\b[^()\n]{0,200}\)(?=\s)"
)
_END = re.compile(
    r"[;\t]|\.(?=\s|$|/)|[()]|[“”]"
    r"|,\s(?=(?:các\s)?(?:Nghị|Thông tư|Quyết định|Kế hoạch|Công văn|Chỉ thị)\s)"
    r"|\svà\s(?=(?:các\s)?(?:Nghị|Thông tư|Quyết định|Kế hoạch|Công văn|Chỉ thị|Báo cáo|Văn bản|Luật)[^,;()]{0,40}?\d)"
    r"|,\s(?=[A-ZĐỦ][^,;.()]{2,70}?\s(?:có ý kiến|ban hành|báo cáo|đề nghị|yêu cầu|xây dựng|hướng dẫn|trả lời)\s)"
)
# A bracket that names the document shortly or tells of it, and is no part of its subject.
_ALIAS = re.compile(
    r"\((?:sau đây|gọi tắt|gọi là|viết tắt|(?:Nghị|Quyết định|Kế hoạch|Công văn|Thông báo|Chỉ thị|Chương trình MTQG)\b"
    r"|(?:có )?hiệu lực|áp dụng từ|có văn bản|kèm|gửi|đính kèm|nếu có|(?:đã )?được)"
)
_TRAILER = re.compile(r",?\s(?:(?:cụ thể|có|cần|thì)\s){0,2}(?:quy định|như sau)\s?:?$|:$")
# A subject that speaks of another document: what `và` adds is that one's neighbour, not this one's.
_NESTS = re.compile(
    r"(?:của|thi hành|thực hiện|triển khai|hướng dẫn|theo|chi tiết)\s(?:các\s|(?:một )?số [Đđ]iều\s(?:của\s)?)?"
    r"(?:Luật|Bộ luật|Nghị (?:định|quyết)|Thông tư|Chỉ thị|Kết luận|Pháp lệnh)\b"
)
_CLOSING = {")": "(", "”": "“"}
_MAX = 400


def find_title(text: str, start: int, at: int, limit: int) -> tuple[int, int] | None:
    """Return the range of the subject, None where none is printed.

    Args:
        text: The text.
        start: Where the number ends.
        at: Where date and issuer end; `start` where neither is printed.
        limit: Where the line or cell ends.
    """
    place = at
    if aside := _ASIDE.match(text, at, limit):
        place = aside.end()
    subject = _SUBJECT.match(text, place, limit)
    if subject is None and at > start:
        subject = _VERB_SUBJECT.match(text, place, limit)
    if subject is None or _closes_outer(text, start, place, subject):
        return None
    end = _end(text, subject.end(), min(limit, subject.end() + _MAX))
    title = _TRAILER.sub("", text[subject.end() : end]).rstrip(" ,*(“")
    return (subject.end(), subject.end() + len(title)) if title else None


def nests_document(words: str) -> bool:
    """Whether a subject speaks of another document (`quy định chi tiết một số điều của Luật …`)."""
    return _NESTS.search(words) is not None


def _closes_outer(text: str, start: int, place: int, subject: re.Match[str]) -> bool:
    """Whether the subject stands behind the brackets that the citation is in, so that it is another one's."""
    return ")" in subject[0] and "(" not in text[start:place]


def _end(text: str, start: int, limit: int) -> int:
    """Return where a subject ends: at a mark outside its own brackets and quotation marks."""
    opened: list[str] = []
    for match in _END.finditer(text, start, limit):
        mark = match[0]
        if mark == "“" or (mark == "(" and not _ALIAS.match(text, match.start(), limit)):
            opened.append(mark)
        elif mark in _CLOSING and opened and opened[-1] == _CLOSING[mark]:
            opened.pop()
        elif mark == ")" and "(" in opened:
            opened.clear()
        elif _is_end(text, start, match, opened):
            return match.start()
    return limit


def _is_end(text: str, start: int, match: re.Match[str], opened: list[str]) -> bool:
    if match[0][0] == ",":
        return not opened
    if match[0].startswith(" và"):
        return not opened and not nests_document(text[start : match.start()])
    return True
