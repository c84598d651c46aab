"""Attachments: what the text announces and what follows the signature."""

from __future__ import annotations

import pytest

from tests.headers import MOTTO, facts, read_header, side_by_side
from tests.page_sketch import as_columns, as_docx

HEAD = side_by_side("UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*\nSố: 12/KH-SNV", f"{MOTTO}\nHà Lâm, ngày 05 tháng 3 năm 2024")
FOOT = side_by_side("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.", "GIÁM ĐỐC\nNguyễn Văn Giả")
APPENDIX = (
    "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-SNV ngày 05/3/2024 của Sở Nội vụ)\n\n1. Rà soát thủ tục."
)


def document(sentence: str, after: str = "") -> str:
    """Return the sketch of a plan with one sentence in its body."""
    title = "*KẾ HOẠCH*\n*Tuyên truyền cải cách hành chính*"
    return "\n\n".join(part for part in [HEAD, title, sentence, FOOT, after] if part)


ANNOUNCEMENTS = [
    "Các phòng thực hiện nhiệm vụ được giao (có Phụ lục kèm theo).",
    "Các phòng thực hiện nhiệm vụ được giao (chi tiết tại Phụ lục kèm theo).",
    "Các phòng thực hiện nhiệm vụ được giao (theo Phụ lục đính kèm).",
    "Các phòng thực hiện nhiệm vụ được giao (Danh mục kèm theo).",
    "Các phòng thực hiện nhiệm vụ tại Phụ lục kèm theo Kế hoạch này.",
    "Kèm theo Kế hoạch này là Phụ lục phân công nhiệm vụ.",
    "Ban hành kèm theo Kế hoạch này Phụ lục phân công nhiệm vụ.",
]


@pytest.mark.parametrize("sentence", ANNOUNCEMENTS)
def test_announced_and_present(sentence: str) -> None:
    """An announced appendix that follows the signature is declared and present."""
    found = facts(read_header(as_docx(document(sentence, APPENDIX))))
    assert found["attachments"] == [(True, True)]


@pytest.mark.parametrize("sentence", ANNOUNCEMENTS)
def test_announced_and_missing(sentence: str) -> None:
    """An announced appendix that does not follow is declared and not present."""
    found = facts(read_header(as_columns(document(sentence))))
    assert found["attachments"] == [(True, False)]


def test_present_without_announcement() -> None:
    """An appendix that nobody announced is present."""
    found = facts(read_header(as_docx(document("Các phòng thực hiện nhiệm vụ được giao.", APPENDIX))))
    assert found["attachments"] == [(False, True)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Thực hiện Quy chế ban hành kèm theo Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND tỉnh Hà Lâm.",
        "Căn cứ Kế hoạch (kèm theo Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND tỉnh Hà Lâm).",
        "Rà soát các nhiệm vụ (chi tiết tại Phụ lục II Nghị quyết 15/NQ-CP của Chính phủ).",
        "Rà soát các nhiệm vụ (theo Phụ lục I, II của Thông tư số 15/2024/TT-BNV kèm theo).",
        "Thực hiện theo Phụ lục II Nghị định số 30/2020/NĐ-CP của Chính phủ.",
        "Các phòng gửi báo cáo theo quy định.",
    ],
)
def test_nothing_announced(sentence: str) -> None:
    """What other documents bring with them is no attachment of this one."""
    assert "attachments" not in facts(read_header(as_columns(document(sentence))))


REGULATION = """
QUY CHẾ
Làm việc của Tổ công tác
(Ban hành kèm theo Quyết định số 12/QĐ-SNV ngày 05/3/2024 của Sở Nội vụ)

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định về cách làm việc.
"""


def decision(article: str, after: str = "") -> str:
    """Return the sketch of a decision."""
    title = "*QUYẾT ĐỊNH*\n*Ban hành Quy chế làm việc của Tổ công tác*\n\n*GIÁM ĐỐC SỞ NỘI VỤ*"
    bases = "Căn cứ Quyết định số 15/QĐ-UBND ngày 12/01/2024 của UBND tỉnh Hà Lâm;\n\nQUYẾT ĐỊNH:"
    return "\n\n".join(part for part in [HEAD, title, bases, article, FOOT, after] if part)


def test_issued_regulation() -> None:
    """The regulation that a decision issues is an attachment, present where it follows the signature."""
    article = "Điều 1. Ban hành kèm theo Quyết định này Quy chế làm việc của Tổ công tác."
    assert facts(read_header(as_columns(decision(article, REGULATION))))["attachments"] == [(True, True)]
    assert facts(read_header(as_columns(decision(article))))["attachments"] == [(True, False)]


def test_title_of_appendix() -> None:
    """An attachment that is there has the title that is printed under its heading."""
    header = read_header(as_docx(document("Thực hiện nhiệm vụ được giao (có Phụ lục kèm theo).", APPENDIX)))
    assert header.attachments[0].title == "DANH MỤC NHIỆM VỤ"
    assert header.attachments[0].evidence[0].quote == "(có Phụ lục kèm theo)"


def test_one_attachment_per_announcement() -> None:
    """Two announcements are two attachments."""
    sentence = "Thực hiện nhiệm vụ (có Phụ lục I kèm theo); báo cáo theo mẫu (có Phụ lục II kèm theo)."
    found = facts(read_header(as_columns(document(sentence))))
    assert found["attachments"] == [(True, False), (True, False)]


NUMBERED = "\n\n".join(
    f"PHỤ LỤC {number}\nDANH MỤC {number}\n(Kèm theo Kế hoạch số 12/KH-SNV ngày 05/3/2024)\n\n1. Rà soát thủ tục."
    for number in ("I", "II")
)


@pytest.mark.parametrize(
    ("sentence", "present"),
    [
        ("Thực hiện nhiệm vụ được giao (theo Phụ lục I, II kèm theo).", True),
        ("Thực hiện nhiệm vụ được giao (theo phụ lục 02 đính kèm).", True),
        ("Thực hiện nhiệm vụ được giao (theo Phụ lục I, II và III kèm theo).", False),
        ("Thực hiện nhiệm vụ được giao (danh mục theo Báo cáo số 15/BC-SNV gửi kèm).", False),
    ],
)
def test_numbered_appendices(sentence: str, present: bool) -> None:
    """One announcement names several appendices: all must be there; Roman and Arabic figures are the same."""
    header = read_header(as_docx(document(sentence, NUMBERED)))
    assert facts(header)["attachments"] == [(True, present)]


def test_brackets_that_open_with_what_is_attached() -> None:
    """`(kèm theo Danh mục …)` announces a list."""
    found = facts(read_header(as_columns(document("Thực hiện nhiệm vụ được giao (kèm theo Danh mục cụ thể)."))))
    assert found["attachments"] == [(True, False)]
