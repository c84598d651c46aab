"""The fixed phrases by which the parts of the header and the footer are known.

Sources: Nghị định 30/2020/NĐ-CP, Phụ lục I (layout) and III (types); Hướng dẫn 36-HD/VPTW (Party).
"""

from __future__ import annotations

import re
from typing import Final

from pipeline.normalise.doc_types import parse_title
from pipeline.normalise.text import fold

MOTTO_FULL: Final = re.compile(r"cộng hoà xã hội chủ nghĩa việt nam")
_MOTTO_PHRASES: Final = (
    "cộng hoà xã hội chủ nghĩa việt nam",
    "độc lập - tự do - hạnh phúc",
    "độc lập-tự do-hạnh phúc",
    "đảng cộng sản việt nam",
)

# The number of a law names its type first: `Luật số: 15/2024/QH15`.
NUMBER_TYPE: Final = re.compile(r"^(?:Luật|Bộ luật|Pháp lệnh|Lệnh|Nghị quyết|Quyết định|Nghị định|Thông tư) (?=số\s?:)")
NUMBER_LINE: Final = re.compile(
    rf"(?:{NUMBER_TYPE.pattern})?(?:Số|SỐ|số|Sô|Sỗ|S6|Sổ)\s{{0,3}}(?P<colon>[:.;]?)\s{{0,40}}"
    r"(?P<rest>[\d.…_\s]{0,40}[A-Za-z]{0,3}\s{0,3}(?:[-–/]\s{0,3}[^\s]{0,40}(?:\s{0,2}[-–/&]\s{0,2}\S{1,20}){0,4})?.{0,20}"
    r")"
    r"$"
)
# The number itself, for telling it from what stands after it on its line.
NUMBER_HEAD: Final = re.compile(
    r"(?:Số|SỐ|số|Sô|Sỗ|S6|Sổ)\s{0,3}[:.;]?\s{0,40}(?:\d{1,6}[A-Za-z]{0,3}|[.…_]{1,40})?\s{0,40}"
    r"(?:[-–/]\s?\d{4}(?=\s?/)\s?/\s?|[-–/]\s?)[A-ZĐƯÐ][\w&.]{0,20}(?:\s?[-–/&]\s?[A-ZĐƯÐ][\w&.]{0,20}){0,5}"
)
NUMBER_LABEL: Final = re.compile(r"(?:Số|SỐ|số|Sô|Sỗ|S6|Sổ)\s{0,3}[:;]")
_PLACE_DATE: Final = re.compile(
    r"^(?P<place>(?=[^\W\d_])(?:(?:Quận|Phường|Xã|Thị trấn|Khu vực)\s\d{1,2}|[^\d:;()]{2,45}?)\s{0,3}[,.]?\s{0,3})"
    r"(?:ngày|Ngày|ngay)\s{0,40}"
    r"(?:[\dOolI]{0,2}[.…_\s]{0,20}(?:tháng|thảng)|[\d.…_\s]{0,12}[/.-]|\d{0,2}$)"
)
_BARE_DATE: Final = re.compile(
    r"^(?:[Nn]gày|ngay)[\s.…_]{0,20}(?:[\dOolI]{0,2}[.…_\s]{0,20}(?:tháng|thảng)[\s.…_]{0,20}[\dOolI]{0,2}[\s.…_]{0,20}"
    r"(?:năm|nãm)[\s.…_]{0,20}[\dOolI]{0,4}|\d{0,2}\s?[/.-]\s?\d{0,2}\s?[/.-]\s?\d{4})[\s.…_]{0,20}$"
)
DATE_DONE: Final = re.compile(r"(?:năm|nãm)\s{0,3}[\dOol]{4}|[/.-]\s{0,3}\d{4}|năm\s{0,2}[.…_]{1,20}")
DISPATCH_SUBJECT: Final = re.compile(r"^[“\"(]?(?:V/v|V/V|v/v|Về việc|VỀ VIỆC)\b\s{0,3}:?")
ADDRESSEE: Final = re.compile(r"^(?:Kính gửi|KÍNH GỬI|Kính gởi|Đồng kính gửi)\s{0,3}[:;]?", re.IGNORECASE)
WIRE: Final = re.compile(r"^[A-ZĐÀ-Ỹ][A-ZĐÀ-Ỹ ,\-]{3,80}\s(?:điện\s?:?|ĐIỆN\s?:)$")
SECRECY: Final = re.compile(r"^(?:tuyệt mật|tối mật|mật)\.?$", re.IGNORECASE)
URGENCY: Final = re.compile(r"^(?:h[ỏo][ảa]? ?t[ốô]c(?: hẹn giờ)?|thượng khẩn|khẩn)[.!]?$", re.IGNORECASE)
DRAFT: Final = re.compile(r"^(?:\(?(?:DỰ THẢO|Dự thảo)(?:\s+(?:LẦN|lần)\s*\d{0,2})?\)?)[.:]?(?:\s.{0,30})?$")
RECIPIENTS: Final = re.compile(r"^nơi nh[ậâ]n\s{0,3}[:.;]?")
# TM., KT., TL., TUQ., Q. with their full stop, the Party's T/M, and both without any mark.
AUTHORITY_FORM: Final = r"(?:(?:TM|KT|TL|TUQ|Q)\s?[./]|(?:T/M|K/T|T/L|T/UQ|T\.L)\.?|(?:TM|KT|TL|TUQ)(?=\s))"
BARE_AUTHORITY: Final = re.compile(rf"^{AUTHORITY_FORM}\s?$")
AUTHORITY: Final = re.compile(rf"^{AUTHORITY_FORM}\s{{0,2}}(?=[A-ZĐÀ-Ỹ])")

_OFFICES: Final = (
    r"PHÓ\s|CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|BỘ TRƯỞNG|THỨ TRƯỞNG|THỦ TƯỚNG|CHÁNH|TRƯỞNG|CHỦ NHIỆM|CỤC TRƯỞNG"
    r"|VỤ TRƯỞNG"
    r"|CHI CỤC TRƯỞNG|TỔNG CỤC TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|BÍ THƯ|THƯỜNG TRỰC|TỔNG THANH TRA|TỔNG KIỂM TOÁN"
    r"|THỐNG ĐỐC"
    r"|ỦY VIÊN|UỶ VIÊN|THƯ KÝ|TỔNG THƯ KÝ|TỔ TRƯỞNG|ĐỘI TRƯỞNG|ĐẠI DIỆN|QUYỀN\s|KẾ TOÁN TRƯỞNG|TỔNG BIÊN TẬP"
    r"|CHỈ HUY TRƯỞNG|CHỦ TRÌ|CHỦ TỌA|CHỦ TOẠ"
    r"|CHÍNH ỦY|CHÁNH ÁN|KHO BẠC TRƯỞNG|NGƯỜI ĐỨNG ĐẦU|TL\.|ĐỘI PHÓ|TỔ PHÓ|THỦ TRƯỞNG"
)
OFFICE_LINE: Final = re.compile(rf"^(?:{_OFFICES}|{AUTHORITY_FORM})")
PLACE_WORDS: Final = re.compile(r"^(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|QUẬN|XÃ|PHƯỜNG|THỊ XÃ|THỊ TRẤN|ĐẶC KHU)\b")

_AGENCY_HEADS: Final = (
    "uỷ ban",
    "ubnd",
    "ub ",
    "sở ",
    "bộ ",
    "ban ",
    "cục ",
    "tổng cục",
    "chi cục",
    "văn phòng",
    "tỉnh uỷ",
    "thành uỷ",
    "huyện uỷ",
    "quận uỷ",
    "thị uỷ",
    "đảng uỷ",
    "đảng bộ",
    "đảng đoàn",
    "trung tâm",
    "trường ",
    "phòng ",
    "hội đồng",
    "hội ",
    "công an",
    "thanh tra",
    "ngân hàng",
    "kho bạc",
    "toà án",
    "viện ",
    "chính phủ",
    "thủ tướng",
    "quốc hội",
    "chủ tịch",
    "đoàn ",
    "bảo hiểm",
    "tổng ",
    "tổ ",
    "liên đoàn",
    "liên hiệp",
    "mặt trận",
    "công ty",
    "bệnh viện",
    "đại học",
    "học viện",
    "tập đoàn",
    "hđnd",
    "thuế ",
    "hải quan",
    "vụ ",
    "quân khu",
    "báo ",
    "đài ",
    "ngành ",
    "quỹ ",
    "thống kê ",
    "hiệp hội",
    "ubmttq",
    "thường trực",
    "ban thường",
    "kiểm toán",
)


_HEAD: Final = 24


def is_upper(text: str) -> bool:
    """Tell whether nearly all letters are capitals (at least three letters)."""
    if len(text) > _HEAD and sum(map(str.islower, text[:_HEAD])) > _HEAD // 4:
        return False  # prose: no need to read on
    upper = sum(map(str.isupper, text))
    return upper >= 3 and 0.15 * upper >= 0.85 * sum(map(str.islower, text))


def is_agency_words(text: str) -> bool:
    """Tell whether the text begins like the name of an agency."""
    key = fold(text.strip()) + " "
    return key.startswith(_AGENCY_HEADS)


def is_motto(text: str) -> bool:
    """Tell whether the line is the national or Party motto, or a broken piece of it (3 words or more)."""
    key = " ".join(fold(text).split()).strip(" .*-_")
    if key.count(" ") < 1 or len(key) > 60:
        return False
    if key.count(" ") == 1:
        return key.startswith(("cộng", "độc", "đảng c")) and any(phrase.startswith(key) for phrase in _MOTTO_PHRASES)
    return any(key in phrase or phrase in key for phrase in _MOTTO_PHRASES)


def is_place_date(text: str) -> bool:
    """Tell whether the line is place and date, or begins like it; a date alone must be the whole line."""
    if len(text) > 90 or "ng" not in text.lower():
        return False
    return bool(_PLACE_DATE.match(text) or _BARE_DATE.match(text))


def is_title(text: str) -> bool:
    """Tell whether a line in capitals begins with a type's name."""
    return is_upper(text.split("(", 1)[0]) and parse_title(text) is not None


_NAME_WORD: Final = r"[A-ZĐÀ-Ỹ][A-Za-zĐđÀ-ỹ'’\-]{0,9}"
PERSON_NAME: Final = re.compile(
    r"^(?:(?:GS|PGS|TS|ThS|BS|KS|CN|LS|DS|BSCKI{1,2}|CKI{1,2})\.?\s?){0,3}"
    r"(?:(?:Đại|Thượng|Trung|Thiếu)\s(?:tướng|tá|úy|uý)\s)?"
    rf"(?P<name>{_NAME_WORD}(?:\s{_NAME_WORD}){{1,5}})\.?$"
)


def opens_recipients(text: str) -> bool:
    """Tell whether the line begins with the label of the recipients (`Nơi nhận:`)."""
    return text[:1] in ("N", "n") and RECIPIENTS.match(text[:12].lower()) is not None


def is_name(text: str) -> bool:
    """Tell whether a line reads like a person's name."""
    match = PERSON_NAME.match(text.strip()) if len(text) < 50 else None
    return match is not None and all(word[0].isupper() for word in match["name"].split())


def is_person(text: str) -> bool:
    """Tell whether a line is a person's name and no agency's (Đoàn is also a family name)."""
    return is_name(text) and (text.startswith("Đoàn ") or not is_agency_words(text))


def is_office(text: str) -> bool:
    """Tell whether a line is an office in capitals, with or without an authority (`KT. GIÁM ĐỐC`, `TL.`)."""
    if BARE_AUTHORITY.match(text):
        return True
    return len(text) < 110 and is_upper(text) and bool(OFFICE_LINE.match(text))
