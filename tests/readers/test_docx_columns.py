"""Behaviour of the DOCX reader on two columns typed with tabs or spaces."""

from __future__ import annotations

from pipeline.core.document import Table
from pipeline.readers.docx import read_docx
from tests.readers.docx_files import docx_bytes, p, r

TAB = "<w:r><w:tab/></w:r>"


def two(left: str, right: str, tabs: int = 1) -> str:
    """Return a paragraph with two sides."""
    return f"<w:p>{r(left)}{TAB * tabs}{r(right)}</w:p>"


def shown(body: str) -> list[object]:
    """Return lines as text and tables as rows of cells, a cell as the list of its lines."""
    found = read_docx(docx_bytes(body), "t.docx").blocks
    return [
        [[[line.text for line in cell.lines] for cell in row] for row in block.rows]
        if isinstance(block, Table)
        else block.text
        for block in found
    ]


HEAD = two("UBND TỈNH BA VÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") + two(
    "SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc", 2
)


def test_header_typed_with_tabs():
    """Tabbed header lines become a table: issuer and motto, then number and date."""
    body = HEAD + p() + two("Số: 45/KH-SNV", "Ba Vân, ngày 3 tháng 4 năm 2031") + p("KẾ HOẠCH")
    assert shown(body) == [
        [
            [["UBND TỈNH BA VÂN", "SỞ NỘI VỤ"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]],
            [["Số: 45/KH-SNV"], ["Ba Vân, ngày 3 tháng 4 năm 2031"]],
        ],
        "KẾ HOẠCH",
    ]


def test_header_typed_with_spaces():
    """Runs of spaces part the two sides as tabs do."""
    body = p("SỞ NỘI VỤ" + " " * 12 + "Độc lập - Tự do - Hạnh phúc") + p("Kính gửi: Các phòng")
    assert shown(body) == [[[["SỞ NỘI VỤ"], ["Độc lập - Tự do - Hạnh phúc"]]], "Kính gửi: Các phòng"]


def test_rule_and_second_agency_line_between():
    """A rule of dashes and an agency's further line stay on their sides."""
    body = HEAD + two("-------", "---------------") + p("PHÒNG TỔNG HỢP")
    body += two("Số: 9/BC-SNV", "Ba Vân, ngày    tháng 5 năm 2031")
    assert shown(body) == [
        [
            [
                ["UBND TỈNH BA VÂN", "SỞ NỘI VỤ", "-------", "PHÒNG TỔNG HỢP"],
                ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "---------------"],
            ],
            [["Số: 9/BC-SNV"], ["Ba Vân, ngày tháng 5 năm 2031"]],
        ]
    ]


def test_signature_typed_with_tabs():
    """Recipients and signature on common lines become one row of two cells."""
    body = (
        p("Trên đây là kế hoạch.")
        + two("Nơi nhận:", "KT. GIÁM ĐỐC")
        + two("- Như trên;", "PHÓ GIÁM ĐỐC")
        + p("- Lưu: VT.")
        + two("", "Trần Thị Vân", 5)
    )
    assert shown(body) == [
        "Trên đây là kế hoạch.",
        [[["Nơi nhận:", "- Như trên;", "- Lưu: VT."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Trần Thị Vân"]]],
    ]


def test_right_side_that_begins_above():
    """A motto or an office that begins one line above the left side belongs to the right column."""
    head = two("", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 4) + two("SỞ NỘI VỤ", "Độc lập - Tự do - Hạnh phúc")
    foot = two("", "KT. GIÁM ĐỐC", 5) + two("Nơi nhận:", "PHÓ GIÁM ĐỐC") + p("- Lưu: VT.")
    assert shown(head + p("Nội dung.") + foot) == [
        [[["SỞ NỘI VỤ"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"]]],
        "Nội dung.",
        [[["Nơi nhận:", "- Lưu: VT."], ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"]]],
    ]


def test_tabs_in_prose_are_spaces():
    """A tab that indents or spaces ordinary text makes no columns."""
    body = two("", "Thực hiện Kế hoạch năm 2031") + two("1.", "Nâng cao chất lượng") + two("Họ tên:", "Trần Văn Ba")
    assert shown(body) == ["Thực hiện Kế hoạch năm 2031", "1. Nâng cao chất lượng", "Họ tên: Trần Văn Ba"]
