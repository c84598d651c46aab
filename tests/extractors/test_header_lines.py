"""Number, place and date, marks: the lines of the head that stand for themselves."""

from __future__ import annotations

import pytest

from tests.headers import MOTTO, facts, page, read_header
from tests.page_sketch import DELIVERIES, as_columns, as_docx

AGENCY = "UBND TỈNH HÀ LÂM\n*SỞ NỘI VỤ*"
DATE = "Hà Lâm, ngày 05 tháng 3 năm 2024"
TITLE = "*KẾ HOẠCH*\n*Tuyên truyền cải cách hành chính*"

NUMBERS = [
    ("Số: 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: /KH-SNV", None, "KH-SNV"),
    ("Số:  /KH-SNV", None, "KH-SNV"),
    ("Số: ....../KH-SNV", None, "KH-SNV"),
    ("Số: …/KH-SNV", None, "KH-SNV"),
    ("Số:___/KH-SNV", None, "KH-SNV"),
    ("Số: 102a/KH-SNV", "102a/KH-SNV", "KH-SNV"),
    ("Số: 15bis/KH-SNV", "15bis/KH-SNV", "KH-SNV"),
    ("Số 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số : 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("số: 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("SỐ: 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Sỗ: 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("S6: 12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 12 / KH - SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 12 /KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 12/KH–SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 12/2024/KH-SNV", "12/2024/KH-SNV", "KH-SNV"),
    ("Số: 12/SNV-CCHC&VTLT", "12/SNV-CCHC&VTLT", "SNV-CCHC&VTLT"),
    ("Số: 12/KHLN-SNV-STP", "12/KHLN-SNV-STP", "KHLN-SNV-STP"),
    ("Số: 12/KH-BCĐ.CCHC", "12/KH-BCĐ.CCHC", "KH-BCĐ.CCHC"),
    ("Số:\n12/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 12\n/KH-SNV", "12/KH-SNV", "KH-SNV"),
    ("Số: 284-KH/TU", "284-KH/TU", "KH/TU"),
    ("Số 284-KH/TU", "284-KH/TU", "KH/TU"),
    ("Số: -KH/TU", None, "KH/TU"),
    ("Số: 12/KH-SNV.", "12/KH-SNV", "KH-SNV"),
    ("*Số: 12/KH-SNV*", "12/KH-SNV", "KH-SNV"),
    ("Số: 0129/KH-SNV", "0129/KH-SNV", "KH-SNV"),
    ("Số: 5/2024/QH15", "5/2024/QH15", "QH15"),
    ("Số: 1234/SNV", "1234/SNV", "SNV"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("line", "value", "symbol"), NUMBERS)
def test_number(line: str, value: str | None, symbol: str, delivery: str) -> None:
    """A number is read as printed, its blank as None with the symbol kept, however the page is delivered."""
    found = facts(read_header(DELIVERIES[delivery](page(f"{AGENCY}\n{line}", f"{MOTTO}\n{DATE}", TITLE))))
    assert (found.get("number"), found.get("symbol")) == (value, symbol)
    assert (found.get("date"), found.get("issuer")) == ("2024-03-05", "SỞ NỘI VỤ")
    assert found.get("subject") == "Tuyên truyền cải cách hành chính"


@pytest.mark.parametrize(
    "line",
    ["Số: 12/KH-SNV (thay thế bản cũ)", "Số: 12/KH-SNV ĐẾN Số: 345", "Số: 12/KH-SNV *"],
)
def test_number_with_stray_words(line: str) -> None:
    """Words after the number on its line (a stamp, a note) are no part of it."""
    found = facts(read_header(as_columns(page(f"{AGENCY}\n{line}", f"{MOTTO}\n{DATE}", TITLE))))
    assert found["number"] == "12/KH-SNV"


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_number_in_right_column(delivery: str) -> None:
    """The number may stand under the motto."""
    found = facts(read_header(DELIVERIES[delivery](page(AGENCY, f"{MOTTO}\nSố: 12/KH-SNV\n{DATE}", TITLE))))
    assert (found["number"], found["date"], found["issuer"]) == ("12/KH-SNV", "2024-03-05", "SỞ NỘI VỤ")


def test_number_of_cited_document_is_none() -> None:
    """The number of a document that the body cites is not this document's."""
    found = facts(read_header(as_columns(page(AGENCY, f"{MOTTO}\n{DATE}", TITLE))))
    assert "number" not in found
    assert found["type"] == "KH"


DATES = [
    ("Hà Lâm, ngày 05 tháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày tháng 3 năm 2024", "Hà Lâm", "2024-03"),
    ("Hà Lâm, ngày  tháng  năm 2024", "Hà Lâm", "2024"),
    ("Hà Lâm, ngày … tháng … năm 2024", "Hà Lâm", "2024"),
    ("Hà Lâm, ngày ..... tháng ..... năm 2024", "Hà Lâm", "2024"),
    ("Hà Lâm, ngày __ tháng 3 năm 2024", "Hà Lâm", "2024-03"),
    ("Hà Lâm, ngày tháng năm", "Hà Lâm", None),
    ("Hà Lâm, ngày 05/3/2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày 05-3-2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày  /3/2024", "Hà Lâm", "2024-03"),
    ("Hà Lâm, ngày 5 tháng 03 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày 0l tháng l năm 2O24", "Hà Lâm", "2024-01-01"),
    ("Hà Lâm, Ngày 05 tháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm ngày 05 tháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày05tháng3năm2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm , ngày 05 tháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("TP. Hà Lâm, ngày 05 tháng 3 năm 2024", "TP. Hà Lâm", "2024-03-05"),
    ("Thành phố Hà Lâm, ngày 05 tháng 3 năm 2024", "Thành phố Hà Lâm", "2024-03-05"),
    ("Bà Rịa - Vũng Tàu, ngày 05 tháng 3 năm 2024", "Bà Rịa - Vũng Tàu", "2024-03-05"),
    ("Phan Rang - Tháp Chàm, ngày 05 tháng 3 năm 2024", "Phan Rang - Tháp Chàm", "2024-03-05"),
    ("Quận 3, ngày 05 tháng 3 năm 2024", "Quận 3", "2024-03-05"),
    ("Ea H’leo, ngày 05 tháng 3 năm 2024", "Ea H’leo", "2024-03-05"),
    ("Ngày 05 tháng 3 năm 2024", None, "2024-03-05"),
    ("ngày 05 tháng 3 năm 2024", None, "2024-03-05"),
    ("Hà Lâm,\nngày 05 tháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày 05\ntháng 3 năm 2024", "Hà Lâm", "2024-03-05"),
    ("Thành phố Hà\nLâm, ngày 05 tháng 3 năm 2024", "Thành phố Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày 05 tháng 3\nnăm 2024", "Hà Lâm", "2024-03-05"),
    ("Hà Lâm, ngày 31 tháng 6 năm 2024", "Hà Lâm", None),
    ("Hà Lâm, ngày 05 tháng 3 năm 2024.", "Hà Lâm", "2024-03-05"),
]


@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("line", "place", "value"), DATES)
def test_place_and_date(line: str, place: str | None, value: str | None, delivery: str) -> None:
    """Place and date are read as far as they are printed; blanks and impossible days stay open."""
    found = facts(read_header(DELIVERIES[delivery](page(f"{AGENCY}\nSố: 12/KH-SNV", f"{MOTTO}\n{line}", TITLE))))
    assert (found.get("place"), found.get("date")) == (place, value)
    assert (found.get("number"), found.get("subject")) == ("12/KH-SNV", "Tuyên truyền cải cách hành chính")


@pytest.mark.parametrize("delivery", DELIVERIES)
def test_ornaments(delivery: str) -> None:
    """Rules printed as dashes belong to no field."""
    sketch = page(f"{AGENCY}\n-------\nSố: 12/KH-SNV", f"{MOTTO}\n---------------\n{DATE}", f"{TITLE}\n-----")
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert (found["place"], found["issuer"], found["number"]) == ("Hà Lâm", "SỞ NỘI VỤ", "12/KH-SNV")
    assert found["subject"] == "Tuyên truyền cải cách hành chính"


@pytest.mark.parametrize("line", ["Hà Lâm, ngày tháng năm", "Hà Lâm, ngày … tháng … năm …"])
def test_date_without_figures_keeps_raw(line: str) -> None:
    """A date of which nothing is filled in has no value, but its raw words."""
    header = read_header(as_docx(page(f"{AGENCY}\nSố: /KH-SNV", f"{MOTTO}\n{line}", TITLE)))
    assert header.date is not None
    assert (header.date.value, header.date.precision) == (None, None)
    assert header.date.raw.startswith("ngày")


MARKS = [
    ("KHẨN", "urgency", "khẩn"),
    ("THƯỢNG KHẨN", "urgency", "thượng khẩn"),
    ("HỎA TỐC", "urgency", "hỏa tốc"),
    ("HOẢ TỐC", "urgency", "hỏa tốc"),
    ("HỎA TỐC HẸN GIỜ", "urgency", "hỏa tốc"),
    ("Hỏa tốc", "urgency", "hỏa tốc"),
    ("MẬT", "secrecy", "mật"),
    ("TỐI MẬT", "secrecy", "tối mật"),
    ("TUYỆT MẬT", "secrecy", "tuyệt mật"),
    ("DỰ THẢO", "draft", True),
    ("DỰ THẢO LẦN 2", "draft", True),
    ("Dự thảo lần 2", "draft", True),
    ("(DỰ THẢO)", "draft", True),
    ("DỰ THẢO 3", "draft", True),
    ("DỰ THẢO NGÀY 05/3/2024", "draft", True),
]


@pytest.mark.parametrize("side", ["left", "right", "above"])
@pytest.mark.parametrize("delivery", DELIVERIES)
@pytest.mark.parametrize(("mark", "field", "value"), MARKS)
def test_marks(mark: str, field: str, value: object, delivery: str, side: str) -> None:
    """Marks of urgency, secrecy and drafts are read in any column and disturb nothing around them."""
    left, right = f"{AGENCY}\nSố: 12/KH-SNV", f"{MOTTO}\n{DATE}"
    left = f"{left}\n*{mark}*" if side == "left" else left
    right = f"{right}\n*{mark}*" if side == "right" else right
    sketch = page(left, right, TITLE)
    sketch = f"{mark}\n\n{sketch}" if side == "above" else sketch
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert found.get(field) == value
    assert (found["issuer"], found["parent"], found["number"]) == ("SỞ NỘI VỤ", "UBND TỈNH HÀ LÂM", "12/KH-SNV")
    assert (found["date"], found["subject"]) == ("2024-03-05", "Tuyên truyền cải cách hành chính")


@pytest.mark.parametrize("mark", ["LƯU HÀNH NỘI BỘ", "XEM XONG TRẢ LẠI", "TÀI LIỆU THU HỒI"])
@pytest.mark.parametrize("delivery", DELIVERIES)
def test_circulation_marks(mark: str, delivery: str) -> None:
    """A mark of circulation is no agency and no secrecy."""
    sketch = page(f"{AGENCY}\nSố: 12/KH-SNV\n{mark}", f"{MOTTO}\n{DATE}", TITLE)
    found = facts(read_header(DELIVERIES[delivery](sketch)))
    assert (found["issuer"], found["parent"], found["number"]) == ("SỞ NỘI VỤ", "UBND TỈNH HÀ LÂM", "12/KH-SNV")
    assert "secrecy" not in found


def test_no_marks_where_none_are_printed() -> None:
    """A document without marks has neither urgency, secrecy nor a draft."""
    found = facts(read_header(as_docx(page(f"{AGENCY}\nSố: 12/KH-SNV", f"{MOTTO}\n{DATE}", TITLE))))
    assert not {"urgency", "secrecy", "draft"} & set(found)
