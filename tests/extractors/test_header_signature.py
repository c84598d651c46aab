"""The footer: who signed, in which office and for whom, and who receives a copy."""

from __future__ import annotations

from typing import Any

import pytest

from tests.headers import MOTTO, facts, page, read_header, side_by_side
from tests.page_sketch import DELIVERIES, as_columns, as_docx

LEFT = "UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*\nSố: 12/KH-SNV"
RIGHT = f"{MOTTO}\nHà Lâm, ngày 05 tháng 3 năm 2024"
TITLE = "*KẾ HOẠCH*\n*Tuyên truyền cải cách hành chính*"
RECIPIENTS = "*Nơi nhận:*\n- UBND tỉnh (để b/c);\n- Lưu: VT, CCHC."
COPIES = ["UBND tỉnh (để b/c)", "Lưu: VT, CCHC"]


def read_foot(left: str, right: str, delivery: str, after: str = "") -> dict[str, Any]:
    """Return the facts of a plan with this footer."""
    return facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, TITLE, (left, right), after))))


SIGNATURES = [
    ("GIÁM ĐỐC\nNguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("*GIÁM ĐỐC*\n\n\n*Nguyễn Văn Giả*", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("KT.GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("KT. GIÁM ĐỐC PHÓ GIÁM ĐỐC\nNguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("K/T GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("KT GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn Giả", ("TM", "Chủ tịch", "Ủy ban nhân dân"), "Nguyễn Văn Giả"),
    (
        "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn Giả",
        ("KT", "Phó Chủ tịch", "Chủ tịch"),
        "Nguyễn Văn Giả",
    ),
    (
        "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nNguyễn Văn Giả",
        ("KT", "Phó Chánh Văn phòng", "Chánh Văn phòng"),
        "Nguyễn Văn Giả",
    ),
    ("TL. GIÁM ĐỐC\nCHÁNH VĂN PHÒNG\nNguyễn Văn Giả", ("TL", "Chánh Văn phòng", "Giám đốc"), "Nguyễn Văn Giả"),
    ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC SỞ NỘI VỤ\nNguyễn Văn Giả", ("TUQ", "Giám đốc Sở Nội vụ", "Chủ tịch"), "Nguyễn Văn Giả"),
    ("Q. GIÁM ĐỐC\nNguyễn Văn Giả", ("Q", "Giám đốc", None), "Nguyễn Văn Giả"),
    ("T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\nNguyễn Văn Giả", ("TM", "Phó Bí thư", "Ban Thường vụ"), "Nguyễn Văn Giả"),
    (
        "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\nNguyễn Văn Giả",
        ("TM", "Phó Bí thư thường trực", "Ban Thường vụ"),
        "Nguyễn Văn Giả",
    ),
    ("GIÁM ĐỐC\n(Đã ký)\nNguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("GIÁM ĐỐC\n[đã ký]\nNguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("GIÁM ĐỐC\n(Ký, đóng dấu)\nNguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("GIÁM ĐỐC\nNGUYỄN VĂN GIẢ", (None, "Giám đốc", None), "NGUYỄN VĂN GIẢ"),
    ("GIÁM ĐỐC\nTS. Nguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("GIÁM ĐỐC\nPGS.TS. Nguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("GIÁM ĐỐC\nThS.BS. Nguyễn Văn Giả", (None, "Giám đốc", None), "Nguyễn Văn Giả"),
    ("KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nThượng tá Nguyễn Văn Giả", ("KT", "Phó Giám đốc", "Giám đốc"), "Nguyễn Văn Giả"),
    ("CHỦ TỊCH\nY Thông Niê", (None, "Chủ tịch", None), "Y Thông Niê"),
    ("CHỦ TỊCH\nH’Yim Kđoh", (None, "Chủ tịch", None), "H’Yim Kđoh"),
    ("CHỦ TỊCH\nK’ Thế", (None, "Chủ tịch", None), "K’ Thế"),
    ("CHỦ TỊCH\nGiàng A Chu", (None, "Chủ tịch", None), "Giàng A Chu"),
    ("CHỦ TỊCH\nLê Thị Hồng Ngọc Ánh", (None, "Chủ tịch", None), "Lê Thị Hồng Ngọc Ánh"),
    ("CỤC TRƯỞNG\nNguyễn Văn Giả", (None, "Cục trưởng", None), "Nguyễn Văn Giả"),
    ("KT. BỘ TRƯỞNG\nTHỨ TRƯỞNG\nNguyễn Văn Giả", ("KT", "Thứ trưởng", "Bộ trưởng"), "Nguyễn Văn Giả"),
    ("KT. TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nNguyễn Văn Giả", ("KT", "Phó Trưởng ban", "Trưởng ban"), "Nguyễn Văn Giả"),
    ("HIỆU TRƯỞNG\nNguyễn Văn Giả", (None, "Hiệu trưởng", None), "Nguyễn Văn Giả"),
    ("TM. CHÍNH PHỦ\nTHỦ TƯỚNG\nNguyễn Văn Giả", ("TM", "Thủ tướng", "Chính phủ"), "Nguyễn Văn Giả"),
    ("KT. THỦ TƯỚNG\nPHÓ THỦ TƯỚNG\nNguyễn Văn Giả", ("KT", "Phó Thủ tướng", "Thủ tướng"), "Nguyễn Văn Giả"),
    ("CHỦ TỊCH QUỐC HỘI\nNguyễn Văn Giả", (None, "Chủ tịch Quốc hội", None), "Nguyễn Văn Giả"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("block", "office", "name"), SIGNATURES)
def test_signature(block: str, office: tuple[str | None, ...], name: str, delivery: str) -> None:
    """Name, own office, authority and principal are told apart, beside the recipients."""
    found = read_foot(RECIPIENTS, block, delivery)
    assert (found.get("authority"), found.get("position"), found.get("on_behalf_of")) == office
    assert found.get("signer") == name
    assert found["recipients"] == COPIES


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_nobody_signed(delivery: str) -> None:
    """A signature block without a name names nobody."""
    found = read_foot(RECIPIENTS, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC", delivery)
    assert "signer" not in found
    assert (found["position"], found["recipients"]) == ("Phó Giám đốc", COPIES)


@pytest.mark.parametrize("delivery", ["columns", "docx", "pdf"])
def test_signature_before_recipients(delivery: str) -> None:
    """The signature may stand in the left column or above the recipients."""
    found = read_foot("GIÁM ĐỐC\nNguyễn Văn Giả", RECIPIENTS, delivery)
    assert (found["signer"], found["recipients"]) == ("Nguyễn Văn Giả", COPIES)


def test_signature_without_recipients() -> None:
    """A signature may stand alone."""
    sketch = page(LEFT, RIGHT, TITLE) + "\n\nGIÁM ĐỐC\n\nNguyễn Văn Giả"
    found = facts(read_header(as_columns(sketch)))
    assert (found["signer"], found["position"]) == ("Nguyễn Văn Giả", "Giám đốc")


def test_office_in_lower_case() -> None:
    """An office in ordinary letters counts beside recipients."""
    found = facts(read_header(as_docx(page(LEFT, RIGHT, TITLE, (RECIPIENTS, "Giám đốc\nNguyễn Văn Giả")))))
    assert (found.get("signer"), found.get("position")) == ("Nguyễn Văn Giả", "Giám đốc")


def test_joint_signatures() -> None:
    """Of two signers side by side the first counts."""
    right = "GIÁM ĐỐC SỞ TÀI CHÍNH\nTrần Thị Mẫu"
    found = facts(read_header(as_docx(page(LEFT, RIGHT, TITLE, ("GIÁM ĐỐC SỞ NỘI VỤ\nNguyễn Văn Giả", right)))))
    assert (found["signer"], found["position"]) == ("Nguyễn Văn Giả", "Giám đốc Sở Nội vụ")


@pytest.mark.parametrize("delivery", ["layout", "columns", "docx", "pdf"])
@pytest.mark.parametrize("scribble", ["*Ull*'", "~~/ .", "(Chữ ký, dấu)", "Uy ban ky"])
def test_scribble(scribble: str, delivery: str) -> None:
    """What text recognition makes of stamp and signature is nobody's name."""
    found = read_foot(RECIPIENTS, f"GIÁM ĐỐC\n{scribble}\nNguyễn Văn Giả", delivery)
    assert (found["signer"], found["position"], found["recipients"]) == ("Nguyễn Văn Giả", "Giám đốc", COPIES)


@pytest.mark.parametrize("delivery", ["columns", "docx", "pdf"])
def test_minutes(delivery: str) -> None:
    """Minutes are signed by a secretary and a chair."""
    found = read_foot("THƯ KÝ\nTrần Thị Mẫu", "CHỦ TRÌ\nNguyễn Văn Giả", delivery)
    assert found["signer"] in ("Trần Thị Mẫu", "Nguyễn Văn Giả")


RECIPIENT_LISTS = [
    ("Nơi nhận:\n- Như trên;\n- UBND tỉnh (b/c);\n- Lưu: VT.", ["Như trên", "UBND tỉnh (b/c)", "Lưu: VT"]),
    ("*Nơi nhận:*\n- Như Điều 3;\n- Lưu: VT, TH.", ["Như Điều 3", "Lưu: VT, TH"]),
    ("Nơi nhận\n- Như trên;\n- Lưu: VT.", ["Như trên", "Lưu: VT"]),
    ("Nơi nhận:\n+ Như trên;\n+ Lưu: VT.", ["Như trên", "Lưu: VT"]),
    ("Nơi nhận: - Như trên;\n- Lưu: VT.", ["Như trên", "Lưu: VT"]),
    ("Nơi nhận:\n- Như trên\n- Lưu VT", ["Như trên", "Lưu VT"]),
    (
        "Nơi nhận:\n- Thường trực Tỉnh ủy, HĐND,\nUBND tỉnh (để báo cáo);\n- Lưu: VT, CCHC.",
        ["Thường trực Tỉnh ủy, HĐND, UBND tỉnh (để báo cáo)", "Lưu: VT, CCHC"],
    ),
    ("Nơi nhận:\n- CT, các PCT UBND tỉnh;\n- Lưu: VT (12b).", ["CT, các PCT UBND tỉnh", "Lưu: VT (12b)"]),
    ("Nơi nhận:\nNhư trên;\nUBND tỉnh;\nLưu: VT.", ["Như trên", "UBND tỉnh", "Lưu: VT"]),
]


@pytest.mark.parametrize("delivery", ["columns", "docx", "pdf"])
@pytest.mark.parametrize(("block", "expected"), RECIPIENT_LISTS)
def test_recipients(block: str, expected: list[str], delivery: str) -> None:
    """Each recipient is one item, wrapped lines joined, markers and end marks removed."""
    found = read_foot(block, "GIÁM ĐỐC\nNguyễn Văn Giả", delivery)
    assert found["recipients"] == expected
    assert found["signer"] == "Nguyễn Văn Giả"


@pytest.mark.parametrize("delivery", ["rows", "layout"])
@pytest.mark.parametrize(("block", "expected"), RECIPIENT_LISTS[:5])
def test_recipients_row_by_row(block: str, expected: list[str], delivery: str) -> None:
    """A footer printed row by row gives the same recipients and signer."""
    found = read_foot(block, "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\nNguyễn Văn Giả", delivery)
    assert found["recipients"] == expected
    assert (found["signer"], found["authority"]) == ("Nguyễn Văn Giả", "KT")


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_signature_in_attachment_is_ignored(delivery: str) -> None:
    """What an attached document prints after the signature changes nothing in the header."""
    after = """
QUY CHẾ
Làm việc của Tổ công tác
(Ban hành kèm theo Quyết định số 12/QĐ-SNV ngày 05/3/2024 của Sở Nội vụ)

Điều 1. Phạm vi điều chỉnh
Quy chế này quy định về cách làm việc.

TỔ TRƯỞNG
Trần Thị Mẫu
"""
    found = read_foot(RECIPIENTS, "GIÁM ĐỐC\nNguyễn Văn Giả", delivery, after)
    assert (found["signer"], found["position"]) == ("Nguyễn Văn Giả", "Giám đốc")
    assert (found["type"], found["subject"]) == ("KH", "Tuyên truyền cải cách hành chính")
    assert found["recipients"] == COPIES


def test_list_of_names_is_no_signature() -> None:
    """Names in the body after an office are no signature where the text goes on."""
    sketch = f"{page(LEFT, RIGHT, TITLE)}\n\nI. THÀNH PHẦN\n\n1. Trưởng ban: ông Nguyễn Văn Giả.\n2. Thư ký: bà Mẫu."
    assert "signer" not in facts(read_header(as_columns(sketch)))


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize("name", ["Đoàn Văn Giả", "Bùi Hội Mẫu"])
def test_names_like_agencies(name: str, delivery: str) -> None:
    """A family name that is also the first word of agencies is a name."""
    found = read_foot(RECIPIENTS, f"GIÁM ĐỐC\n{name}", delivery)
    assert (found.get("signer"), found["recipients"]) == (name, COPIES)


@pytest.mark.parametrize("delivery", ["layout", "docx", "pdf"])
def test_signers_with_white_space_between(delivery: str) -> None:
    """Offices side by side and the names under them belong together column by column."""
    middle = side_by_side("THƯ KÝ\n", "CHỦ TỌA\n") + "\n\n" + side_by_side("Trần Thị Mẫu", "Nguyễn Văn Giả")
    found = facts(read_header(DELIVERIES[delivery](page(LEFT, RIGHT, TITLE, after=middle))))
    assert (found["signer"], found["position"]) == ("Trần Thị Mẫu", "Thư ký")


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_head_of_attachment_after_footer(delivery: str) -> None:
    """The two-column head of the attached document does not mix with the footer above it."""
    after = side_by_side("UBND TỈNH HÀ LÂM\nSỞ NỘI VỤ", MOTTO) + "\n\nQUY CHẾ\nLàm việc của Sở Nội vụ"
    found = read_foot(RECIPIENTS, "GIÁM ĐỐC\nNguyễn Văn Giả", delivery, after)
    assert (found["signer"], found["recipients"], found["issuer"]) == ("Nguyễn Văn Giả", COPIES, "SỞ NỘI VỤ")
