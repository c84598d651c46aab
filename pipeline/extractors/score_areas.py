"""Areas of administrative reform where only their short names are printed (`Thể chế`, `TTHC: 18,6/20`).

Such short names are everyday words: they name an area only where nothing else stands beside them,
in a list of points or in a cell.
"""

from __future__ import annotations

import re
from typing import Final, cast

from pipeline.core.document import TextCell
from pipeline.core.record import AreaCode
from pipeline.extractors.cells import label_text
from pipeline.extractors.score_context import ScoreContext
from pipeline.normalise.text import fold

_SHORT_NAMES: Final[dict[AreaCode, str]] = {
    "steering": r"chỉ đạo,? điều hành(?: (?:cchc|cải cách hành chính))?",
    "institutions": r"thể chế|xây dựng (?:và tổ chức thực hiện )?(?:văn bản quy phạm pháp luật|văn bản qppl|vbqppl)",
    "procedures": r"thủ tục hành chính|tthc|(?:cơ chế )?một cửa(?:, một cửa liên thông)?",
    "apparatus": r"(?:tổ chức )?bộ máy(?: hành chính(?: nhà nước)?| hcnn)?",
    "civil_service": (
        r"(?:chế độ )?công vụ(?:,? công chức)?|(?:xây dựng )?đội ngũ (?:cán bộ, )?công chức(?:, viên chức)?"
    ),
    "public_finance": r"tài chính(?: công)?|cơ chế tài chính",
    "digital_government": (
        r"(?:chính quyền|chính phủ) (?:điện tử|số)(?:,? (?:và )?(?:chính quyền|chính phủ) số)?"
        r"|hiện đại hóa(?: nền)?(?: hành chính)?|cqđt(?:,? (?:và )?cqs)?|cqs|chuyển đổi số"
    ),
    "impact": (
        r"tác động(?: của)?(?: (?:cchc|cải cách hành chính))?(?: đến .{1,80})?"
        r"|(?:đánh giá )?sự hài lòng|mức độ hài lòng"
    ),
}
# What the criteria of the national and provincial sets are about, the more telling words first.
_MATTERS: Final[tuple[tuple[AreaCode, str], ...]] = (
    ("digital_government", r"trực tuyến|số hóa|chuyển đổi số|chữ ký số|môi trường (?:mạng|điện tử)|dữ liệu|iso 9001"),
    ("impact", r"hài lòng|thu ngân sách|tổng sản phẩm|grdp|thành lập mới|đầu tư vào tỉnh"),
    ("public_finance", r"giải ngân|tài chính|tự chủ|tài sản công|kiến nghị (?:sau )?(?:thanh tra|kiểm toán)"),
    ("civil_service", r"vị trí việc làm|kỷ luật|kỷ cương|tuyển dụng|đào tạo|bồi dưỡng|công chức|viên chức"),
    ("apparatus", r"bộ máy|biên chế|phân cấp|đơn vị sự nghiệp"),
    (
        "institutions",
        r"văn bản (?:quy phạm|qppl)|vbqppl|thi hành pháp luật|(?:rà soát|xử lý|kiểm tra)\b.{0,12} văn bản",
    ),
    ("procedures", r"thủ tục|tthc|một cửa|hồ sơ|phản ánh, kiến nghị"),
    ("steering", r"sáng kiến|tuyên truyền|kế hoạch|kiểm tra|đối thoại|báo cáo|nhiệm vụ|cải cách hành chính|cchc"),
)
_MATTER = tuple((code, re.compile(rf"\b(?:{words})\b")) for code, words in _MATTERS)
_NAME = re.compile(
    r"\W*(?:(?:\d{1,2}|[ivx]{1,4}|[a-zđ])[.)]\s)?(?:(?:lĩnh vực|nội dung|về|công tác|điểm)\s)*(?:\d{1,2}\s?[:.]\s?)?"
    r"(?:công tác\s|cải cách\s|xây dựng(?: và phát triển)?\s)?(?:"
    + "|".join(f"(?P<{code}>{names})" for code, names in _SHORT_NAMES.items())
    + r")\s?(?:(?:chỉ\s)?(?:đạt(?: được)?|được|là|có)|điểm)?[\s:(–-]*"
)
_LONGEST = 160
_NAME_START = 25


def short_area(text: str) -> AreaCode | None:
    """Return the area that the text names and nothing else (`lĩnh vực thể chế đạt`), or None."""
    match = _NAME.fullmatch(fold(text)) if len(text) <= _LONGEST else None
    if match is None:
        return None
    return next((code for code in _SHORT_NAMES if match[code] is not None), None)


def area_in(context: ScoreContext, cell: TextCell) -> AreaCode | None:
    """Return the area that a cell begins with, by its full or its short name, or None."""
    for span in context.areas:
        if cell.start <= span.start <= cell.start + _NAME_START and span.end <= cell.end:
            return cast(AreaCode, span.id)
    return short_area(label_text(context.document.text, cell))


def area_of_criterion(text: str) -> AreaCode | None:
    """Return the area that a criterion of PAR INDEX belongs to by what it is about, or None."""
    key = fold(text)
    return next((code for code, pattern in _MATTER if pattern.search(key)), None)
