"""Who issued the document: the two lines of the issuer block in all their shapes."""

from __future__ import annotations

import pytest

from pipeline.core.document import Cell, Line, Table
from tests.headers import BODY, MOTTO, facts, page, read_header
from tests.page_sketch import DELIVERIES, as_columns, as_docx, as_rows

DATE = "Hà Lâm, ngày 05 tháng 3 năm 2024"
TITLE = "*KẾ HOẠCH*\n*Tuyên truyền cải cách hành chính*"

BLOCKS = [
    ("UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*", "UBND TỈNH HÀ LÂM", "SỞ NỘI VỤ"),
    ("*ỦY BAN NHÂN DÂN*\n*TỈNH HÀ LÂM*", None, "ỦY BAN NHÂN DÂN TỈNH HÀ LÂM"),
    ("*UỶ BAN NHÂN DÂN*\n*TỈNH HÀ LÂM*", None, "UỶ BAN NHÂN DÂN TỈNH HÀ LÂM"),
    ("*ỦY BAN*\n*NHÂN DÂN*\n*THÀNH PHỐ*\n*HÀ LÂM*", None, "ỦY BAN NHÂN DÂN THÀNH PHỐ HÀ LÂM"),
    (
        "UBND TỈNH HÀ LÂM\n*SỞ LAO ĐỘNG*\n*THƯƠNG BINH VÀ XÃ HỘI*",
        "UBND TỈNH HÀ LÂM",
        "SỞ LAO ĐỘNG THƯƠNG BINH VÀ XÃ HỘI",
    ),
    (
        "UBND TỈNH HÀ LÂM\n*SỞ LAO ĐỘNG -*\n*THƯƠNG BINH VÀ XÃ HỘI*",
        "UBND TỈNH HÀ LÂM",
        "SỞ LAO ĐỘNG - THƯƠNG BINH VÀ XÃ HỘI",
    ),
    (
        "ỦY BAN NHÂN DÂN\nTỈNH HÀ LÂM\n*SỞ VĂN HÓA, THỂ THAO*\n*VÀ DU LỊCH*",
        "ỦY BAN NHÂN DÂN TỈNH HÀ LÂM",
        "SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH",
    ),
    ("UBND HUYỆN ĐÔNG SƠN\n*PHÒNG NỘI VỤ*", "UBND HUYỆN ĐÔNG SƠN", "PHÒNG NỘI VỤ"),
    ("ỦY BAN NHÂN DÂN HUYỆN\n*PHÒNG NỘI VỤ*", "ỦY BAN NHÂN DÂN HUYỆN", "PHÒNG NỘI VỤ"),
    ("UBND XÃ ĐÔNG SƠN\n*PHÒNG VĂN HÓA - XÃ HỘI*", "UBND XÃ ĐÔNG SƠN", "PHÒNG VĂN HÓA - XÃ HỘI"),
    ("*ỦY BAN NHÂN DÂN*\n*XÃ ĐÔNG SƠN*", None, "ỦY BAN NHÂN DÂN XÃ ĐÔNG SƠN"),
    ("*ỦY BAN NHÂN DÂN*\n*ĐẶC KHU HÒN NGỌC*", None, "ỦY BAN NHÂN DÂN ĐẶC KHU HÒN NGỌC"),
    ("*ỦY BAN NHÂN DÂN*\n*PHƯỜNG 5*", None, "ỦY BAN NHÂN DÂN PHƯỜNG 5"),
    ("*HỘI ĐỒNG NHÂN DÂN*\n*TỈNH HÀ LÂM*", None, "HỘI ĐỒNG NHÂN DÂN TỈNH HÀ LÂM"),
    ("HĐND TỈNH HÀ LÂM\n*BAN PHÁP CHẾ*", "HĐND TỈNH HÀ LÂM", "BAN PHÁP CHẾ"),
    ("UBND TỈNH HÀ LÂM\n*VĂN PHÒNG*", "UBND TỈNH HÀ LÂM", "VĂN PHÒNG"),
    (
        "BAN CHỈ ĐẠO CẢI CÁCH\nHÀNH CHÍNH TỈNH\n*TỔ GIÚP VIỆC*",
        "BAN CHỈ ĐẠO CẢI CÁCH HÀNH CHÍNH TỈNH",
        "TỔ GIÚP VIỆC",
    ),
    ("TỔNG CỤC THUẾ\n*CỤC THUẾ TỈNH HÀ LÂM*", "TỔNG CỤC THUẾ", "CỤC THUẾ TỈNH HÀ LÂM"),
    ("CỤC THUẾ TỈNH HÀ LÂM\n*CHI CỤC THUẾ ĐÔNG SƠN*", "CỤC THUẾ TỈNH HÀ LÂM", "CHI CỤC THUẾ ĐÔNG SƠN"),
    ("BỘ TÀI CHÍNH\n*KHO BẠC NHÀ NƯỚC*", "BỘ TÀI CHÍNH", "KHO BẠC NHÀ NƯỚC"),
    ("*BỘ NỘI VỤ*", None, "BỘ NỘI VỤ"),
    ("*CHÍNH PHỦ*", None, "CHÍNH PHỦ"),
    ("*THỦ TƯỚNG CHÍNH PHỦ*", None, "THỦ TƯỚNG CHÍNH PHỦ"),
    ("*QUỐC HỘI*", None, "QUỐC HỘI"),
    ("*ỦY BAN THƯỜNG VỤ QUỐC HỘI*", None, "ỦY BAN THƯỜNG VỤ QUỐC HỘI"),
    ("SỞ Y TẾ HÀ LÂM\n*BỆNH VIỆN ĐA KHOA*\n*ĐÔNG SƠN*", "SỞ Y TẾ HÀ LÂM", "BỆNH VIỆN ĐA KHOA ĐÔNG SƠN"),
    (
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO\n*TRƯỜNG ĐẠI HỌC HÀ LÂM*",
        "BỘ GIÁO DỤC VÀ ĐÀO TẠO",
        "TRƯỜNG ĐẠI HỌC HÀ LÂM",
    ),
    ("ĐẠI HỌC QUỐC GIA HÀ LÂM\n*TRƯỜNG ĐẠI HỌC LUẬT*", "ĐẠI HỌC QUỐC GIA HÀ LÂM", "TRƯỜNG ĐẠI HỌC LUẬT"),
    ("SỞ NỘI VỤ\n*TRUNG TÂM LƯU TRỮ LỊCH SỬ*", "SỞ NỘI VỤ", "TRUNG TÂM LƯU TRỮ LỊCH SỬ"),
    ("*CÔNG AN TỈNH HÀ LÂM*", None, "CÔNG AN TỈNH HÀ LÂM"),
    ("BỘ CÔNG AN\n*CÔNG AN TỈNH HÀ LÂM*", "BỘ CÔNG AN", "CÔNG AN TỈNH HÀ LÂM"),
    ("VIỆN KIỂM SÁT NHÂN DÂN\nTỐI CAO\n*VĂN PHÒNG*", "VIỆN KIỂM SÁT NHÂN DÂN TỐI CAO", "VĂN PHÒNG"),
    ("*ỦY BAN MẶT TRẬN TỔ QUỐC*\n*TỈNH HÀ LÂM*", None, "ỦY BAN MẶT TRẬN TỔ QUỐC TỈNH HÀ LÂM"),
    ("*NGÂN HÀNG NHÀ NƯỚC*\n*VIỆT NAM*", None, "NGÂN HÀNG NHÀ NƯỚC VIỆT NAM"),
    ("UBND TỈNH HÀ LÂM\n*BAN QUẢN LÝ*\n*KHU KINH TẾ*", "UBND TỈNH HÀ LÂM", "BAN QUẢN LÝ KHU KINH TẾ"),
    ("UBND TỈNH HÀ LÂM\n*THANH TRA TỈNH*", "UBND TỈNH HÀ LÂM", "THANH TRA TỈNH"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("block", "parent", "issuer"), BLOCKS)
def test_issuer_block(block: str, parent: str | None, issuer: str, delivery: str) -> None:
    """The lower name is the issuer, the upper one its parent, each whole however its lines are broken."""
    found = facts(read_header(DELIVERIES[delivery](page(f"{block}\nSố: 12/KH-ABC", f"{MOTTO}\n{DATE}", TITLE))))
    assert (found.get("parent"), found.get("issuer")) == (parent, issuer)
    assert (found["number"], found["date"], found["type"]) == ("12/KH-ABC", "2024-03-05", "KH")


PARTY = [
    ("TỈNH ỦY HÀ LÂM\n*", None, "TỈNH ỦY HÀ LÂM"),
    ("ĐẢNG BỘ TỈNH HÀ LÂM\nĐẢNG ỦY KHỐI CÁC CƠ QUAN\n*", "ĐẢNG BỘ TỈNH HÀ LÂM", "ĐẢNG ỦY KHỐI CÁC CƠ QUAN"),
    ("TỈNH ỦY HÀ LÂM\nBAN TUYÊN GIÁO\n*", "TỈNH ỦY HÀ LÂM", "BAN TUYÊN GIÁO"),
    ("HUYỆN ỦY ĐÔNG SƠN\nỦY BAN KIỂM TRA\n*", "HUYỆN ỦY ĐÔNG SƠN", "ỦY BAN KIỂM TRA"),
    ("BAN CHẤP HÀNH TRUNG ƯƠNG\n*", None, "BAN CHẤP HÀNH TRUNG ƯƠNG"),
    ("ĐẢNG ỦY UBND TỈNH HÀ LÂM\n*", None, "ĐẢNG ỦY UBND TỈNH HÀ LÂM"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("block", "parent", "issuer"), PARTY)
def test_party_header(block: str, parent: str | None, issuer: str, delivery: str) -> None:
    """A Party document has its own motto, a star, and a number with a hyphen first."""
    sketch = page(f"{block}\nSố 284-KH/TU", f"ĐẢNG CỘNG SẢN VIỆT NAM\n{DATE}", "KẾ HOẠCH\nThực hiện Nghị quyết mới")
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert (found.get("parent"), found.get("issuer")) == (parent, issuer)
    assert (found["number"], found["date"], found["type"]) == ("284-KH/TU", "2024-03-05", "KH")
    assert found["subject"] == "Thực hiện Nghị quyết mới"


JOINT = [
    ("*SỞ NỘI VỤ - SỞ TÀI CHÍNH*", ["SỞ NỘI VỤ", "SỞ TÀI CHÍNH"]),
    ("*SỞ NỘI VỤ - SỞ TƯ PHÁP - CÔNG AN TỈNH*", ["SỞ NỘI VỤ", "SỞ TƯ PHÁP", "CÔNG AN TỈNH"]),
    ("*SỞ NỘI VỤ -*\n*SỞ TÀI CHÍNH*", ["SỞ NỘI VỤ", "SỞ TÀI CHÍNH"]),
    ("*BỘ NỘI VỤ - BỘ TÀI CHÍNH*", ["BỘ NỘI VỤ", "BỘ TÀI CHÍNH"]),
    ("*LIÊN ĐOÀN LAO ĐỘNG - SỞ NỘI VỤ*", ["LIÊN ĐOÀN LAO ĐỘNG", "SỞ NỘI VỤ"]),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("block", "issuers"), JOINT)
def test_joint_issuers(block: str, issuers: list[str], delivery: str) -> None:
    """A joint document has all its issuers, the first as the issuer."""
    found = facts(read_header(DELIVERIES[delivery](page(f"{block}\nSố: 5/KHLN", f"{MOTTO}\n{DATE}", TITLE))))
    assert [found.get("issuer"), *found.get("co_issuers", [])] == issuers


def test_parent_of_joint_document() -> None:
    """A joint document of departments may name their province above them."""
    block = "UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ - SỞ TÀI CHÍNH*\nSố: 5/KHLN-SNV-STC"
    found = facts(read_header(as_docx(page(block, f"{MOTTO}\n{DATE}", TITLE))))
    assert (found["parent"], found["issuer"], found["co_issuers"]) == (
        "UBND TỈNH HÀ LÂM",
        "SỞ NỘI VỤ",
        ["SỞ TÀI CHÍNH"],
    )


HEADLESS = [
    ("Số: 12/KH-UBND", "UBND tỉnh Hà Lâm"),
    ("Số: /KH-SNV", "Sở Nội vụ"),
    ("Số: 12/KH-STTTT", "Sở Thông tin và Truyền thông"),
]


@pytest.mark.parametrize(("number", "issuer"), HEADLESS)
def test_issuer_from_symbol(number: str, issuer: str) -> None:
    """Where the block is missing the symbol tells the issuer, which then is inferred; a parent never is."""
    header = read_header(as_rows(f"{number} {DATE}\n\n{TITLE}\n\n{BODY}"))
    assert header.issuer is not None
    assert header.issuer.inferred
    assert issuer in (header.issuer.raw, header.issuer.name)
    assert header.parent is None


def test_unknown_symbol_names_nobody() -> None:
    """A code that no register knows gives no issuer."""
    assert read_header(as_rows(f"Số: 12/KH-XQZ {DATE}\n\n{TITLE}\n\n{BODY}")).issuer is None


def test_body_with_capitals_is_no_issuer() -> None:
    """Headings in capitals of the body are no agencies."""
    sketch = f"Số: /KH-XQZ\n\n{TITLE}\n\nI. MỤC ĐÍCH\n\nBAN TỔ CHỨC CUỘC THI\n\n1. Nội dung thi./."
    found = facts(read_header(as_columns(sketch)))
    assert "issuer" not in found


STACKED = [
    ("*SỞ NỘI VỤ*\n*SỞ TÀI CHÍNH*\nSố: 5/KHLN-SNV-STC", None, ["SỞ NỘI VỤ", "SỞ TÀI CHÍNH"]),
    ("*BỘ NỘI VỤ*\n*BỘ TÀI CHÍNH*\nSố: 5/TTLT-BNV-BTC", None, ["BỘ NỘI VỤ", "BỘ TÀI CHÍNH"]),
    (
        "UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*\n*SỞ TÀI CHÍNH*\n*SỞ TƯ PHÁP*\nSố: 5/KHLN",
        "UBND TỈNH HÀ LÂM",
        ["SỞ NỘI VỤ", "SỞ TÀI CHÍNH", "SỞ TƯ PHÁP"],
    ),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("block", "parent", "issuers"), STACKED)
def test_stacked_issuers(block: str, parent: str | None, issuers: list[str], delivery: str) -> None:
    """Offices of one rank under each other issue together; none is the other's parent."""
    found = facts(read_header(DELIVERIES[delivery](page(block, f"{MOTTO}\n{DATE}", TITLE))))
    assert (found.get("parent"), [found.get("issuer"), *found.get("co_issuers", [])]) == (parent, issuers)


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_chairman_as_issuer(delivery: str) -> None:
    """A chairman who issues in person is one name over several lines, and has no parent."""
    block = "*CHỦ TỊCH*\n*ỦY BAN NHÂN DÂN*\n*TỈNH HÀ LÂM*\nSố: 5/CĐ-UBND"
    found = facts(read_header(DELIVERIES[delivery](page(block, f"{MOTTO}\n{DATE}", "*CÔNG ĐIỆN*\n*Về mưa lũ*"))))
    assert found["issuer"] == "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH HÀ LÂM"
    assert "parent" not in found


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_issuer_in_ordinary_letters(delivery: str) -> None:
    """The block counts in ordinary letters too, above the motto."""
    sketch = page("UBND tỉnh Hà Lâm\nSở Nội vụ\nSố: 12/KH-SNV", f"{MOTTO.title()}\n{DATE}", TITLE)
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert (found.get("parent"), found["issuer"], found["number"]) == ("UBND tỉnh Hà Lâm", "Sở Nội vụ", "12/KH-SNV")


def test_rows_of_cells() -> None:
    """A name goes on in the next row where every printed row is a table row of its own."""
    rows = [("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"), ("TỈNH HÀ LÂM", "Độc lập - Tự do - Hạnh phúc"),
            ("SỞ NỘI VỤ", DATE), ("Số: 12/KH-SNV", "")]  # fmt: skip
    table = Table(tuple(tuple(Cell((Line(text),), column) for column, text in enumerate(row)) for row in rows), 2)
    found = facts(read_header([table, *as_columns(f"{TITLE}\n\n{BODY}")]))
    assert (found["parent"], found["issuer"]) == ("ỦY BAN NHÂN DÂN TỈNH HÀ LÂM", "SỞ NỘI VỤ")
