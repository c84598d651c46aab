"""Signed PDFs: what stands in appearances is read, what is not visible is told apart."""

from __future__ import annotations

import pytest

from pipeline import extract
from pipeline.core.document import Line, Table
from pipeline.readers.pdf import read_pdf
from pipeline.readers.pdf_signatures import certificate_facts
from tests.readers.pdf_builder import Sheet
from tests.readers.signed_pdf import HIDDEN, annotate, container, sign

TIME = "D:20250305101112+07'00'"


def letter(stamp: tuple[str, ...] = (), number: str = "         ") -> Sheet:
    """Return a page with a blank day, a blank number, and lines at its top right."""
    sheet = Sheet()
    for row, line in enumerate(stamp):
        sheet.text(330, 28 + 11 * row, line, 8)
    sheet.centred(170, 90, "UBND TỈNH SƠN HÀ", 12).centred(400, 90, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, "bold")
    sheet.centred(170, 106, "SỞ NỘI VỤ", 12, "bold").centred(400, 107, "Độc lập - Tự do - Hạnh phúc", 13, "bold")
    sheet.text(120, 132, f"Số: {number}/KH-SNV", 13)
    sheet.centred(400, 132, "Sơn Hà, ngày      tháng 3 năm 2025", 13, "italic").centred(
        312, 170, "KẾ HOẠCH", 14, "bold"
    )
    sheet.y = 180
    sheet.paragraph("Thực hiện nhiệm vụ được giao, Sở Nội vụ xây dựng kế hoạch cải cách hành chính năm 2025 như sau.")
    return sheet


def head_lines(data: bytes) -> list[str]:
    """Return the lines of the two columns of the head."""
    head = next(block for block in read_pdf(data, "a.pdf").blocks if isinstance(block, Table))
    return [line.text for row in head.rows for cell in row for line in cell.lines]


@pytest.mark.parametrize("kind", ["Stamp", "FreeText", "Widget"])
def test_what_an_annotation_shows_is_read_where_it_stands(kind: str) -> None:
    """A number and a day that were stamped over the page fall into their blanks."""
    sheet = letter()
    annotate(sheet, kind, 145, 132, "57")
    annotate(sheet, kind, 383, 132, "05")
    lines = head_lines(sheet.pdf())
    assert "Số: 57 /KH-SNV" in lines
    assert "Sơn Hà, ngày 05 tháng 3 năm 2025" in lines


def test_what_an_annotation_hides_is_not_read() -> None:
    """An annotation that is not shown has no text on the page."""
    sheet = letter()
    annotate(sheet, "Stamp", 145, 132, "57", HIDDEN)
    assert "Số: /KH-SNV" in head_lines(sheet.pdf())


def test_a_stamped_number_is_the_number(tmp_path) -> None:
    """What is visible is printed: it is the value, and nothing has to be resolved."""
    sheet = letter()
    annotate(sheet, "Widget", 145, 132, "57")
    sign(sheet, TIME)
    path = tmp_path / "a.pdf"
    path.write_bytes(sheet.pdf())
    number = extract(path).header.number
    assert number is not None
    assert (number.value, number.resolved) == ("57/KH-SNV", [])


def test_a_certificate_tells_its_holder() -> None:
    """Name and organisation come from the signer's certificate, not from the one that vouches for it."""
    sheet = letter()
    sign(sheet, TIME, container("Trần Văn Mẫu", "Sở Nội vụ tỉnh Sơn Hà"), "Ban hanh")
    assert read_pdf(sheet.pdf(), "a.pdf").signatures == (
        {
            "time": "2025-03-05T10:11:12+07:00",
            "reason": "Ban hanh",
            "format": "adbe.pkcs7.detached",
            "name": "Trần Văn Mẫu",
            "organisation": "Sở Nội vụ tỉnh Sơn Hà",
        },
    )


@pytest.mark.parametrize(
    "contents", [b"", b"0", b"\x00" * 40, b"\x30\x82\xff\xff\x06", b"\x30\x80\x06\x09", container("A", "B")[:300]]
)
def test_a_damaged_certificate_tells_nothing(contents: bytes) -> None:
    """What is no signature, or half of one, gives no facts and no exception."""
    assert dict(certificate_facts(contents)) == {}


def test_a_lone_certificate_is_the_holders() -> None:
    """A signature without the chain names its holder, too."""
    assert dict(certificate_facts(container("Sở Nội vụ", "UBND tỉnh", chain=False))) == {
        "name": "Sở Nội vụ",
        "organisation": "UBND tỉnh",
    }


COPY = "15/03/2025 08:00:01 +07:00"


@pytest.mark.parametrize(
    ("stamp", "role", "organisation", "form", "time"),
    [
        (("SAO Y; Sở Y tế; " + COPY,), "copying", "Sở Y tế", "SAO Y", "2025-03-15T08:00:01+07:00"),
        (("SAO LỤC", "SỞ Y TẾ", COPY), "copying", "SỞ Y TẾ", "SAO LỤC", "2025-03-15T08:00:01+07:00"),
        (
            ("Trích sao bản điện tử: Sở Y tế, 15/3/2025 8:00",),
            "copying",
            "Sở Y tế",
            "TRÍCH SAO",
            "2025-03-15T08:00:00+07:00",
        ),
        (
            (
                "Người ký: Sở Nội vụ",
                "Email: snv@vi-du.vn",
                "Cơ quan: Tỉnh Sơn Hà",
                "Thời gian ký: 05.03.2025 10:12:00 +07:00",
            ),
            "issuing",
            "Tỉnh Sơn Hà",
            None,
            "2025-03-05T10:12:00+07:00",
        ),
    ],
)
def test_the_line_at_the_top_right_tells_who_issued_and_who_copied(stamp, role, organisation, form, time) -> None:
    """It goes to the signatures with its role, and none of it into the text of the document."""
    document = read_pdf(letter(stamp).pdf(), "a.pdf")
    facts = {"role": role, "organisation": organisation, "time": time} | ({"form": form} if form else {})
    assert document.signatures == (facts,)
    assert not any(isinstance(block, Line) and ("SAO" in block.text or "ký" in block.text) for block in document.blocks)
    assert head_lines(letter(stamp).pdf())[0] == "UBND TỈNH SƠN HÀ"


def test_a_stamp_and_its_signature_are_told_once() -> None:
    """The printed line and the signature of the same minutes are one entry."""
    sheet = letter(("SAO Y; Sở Y tế; " + COPY,))
    sign(sheet, TIME)
    sign(sheet, "D:20250315080005+07'00'", container("Văn thư", "Sở Y tế tỉnh Sơn Hà"))
    roles = [(one.get("role"), one.get("organisation")) for one in read_pdf(sheet.pdf(), "a.pdf").signatures]
    assert roles == [(None, None), ("copying", "Sở Y tế tỉnh Sơn Hà")]


@pytest.mark.parametrize(
    "line",
    ["Mẫu số 01/2024 ngày 05/03/2025 10:12", "Họp lúc 10:12 ngày 05/03/2025", "Người ký: Trần Văn Mẫu", "DỰ THẢO"],
)
def test_other_lines_at_the_top_right_stay(line: str) -> None:
    """A form's number, a draft mark, a line without a time are text."""
    document = read_pdf(letter((line,)).pdf(), "a.pdf")
    assert document.signatures == ()


def header_of(sheet: Sheet, path):
    """Return the header of a page that was saved under a path."""
    path.write_bytes(sheet.pdf())
    return extract(path).header


def test_blanks_are_resolved_and_never_filled(tmp_path) -> None:
    """The last signature gives the day, its reason the number; the values stay as printed."""
    sheet = letter()
    sign(sheet, "D:20250304160000Z", reason="Phe duyet")
    sign(sheet, "D:20250304180000Z", reason="Ban hanh 57/KH-SNV")
    header = header_of(sheet, tmp_path / "a.pdf")
    assert (header.number.value, header.date.value) == (None, "2025-03")
    assert [(one.value, one.source) for one in header.number.resolved] == [("57/KH-SNV", "signature")]
    # 18:00 in Greenwich is the next day in Vietnam.
    assert [(one.value, one.source) for one in header.date.resolved] == [("2025-03-05", "signature")]


def test_who_copies_does_not_date_the_document(tmp_path) -> None:
    """The copying office's signature is later and says nothing about the day of issue."""
    sheet = letter(("SAO Y; Sở Y tế; " + COPY,))
    sign(sheet, TIME)
    sign(sheet, "D:20250315080005+07'00'")
    assert [one.value for one in header_of(sheet, tmp_path / "a.pdf").date.resolved] == ["2025-03-05"]


@pytest.mark.parametrize("time", ["D:20250405101112+07'00'", "D:2025", "khi nao"])
def test_a_day_of_another_month_resolves_nothing(tmp_path, time: str) -> None:
    """A signature of another month than the one printed, or without a day, is no source."""
    sheet = letter()
    sign(sheet, time)
    assert header_of(sheet, tmp_path / "a.pdf").date.resolved == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("57-KH-SNV.pdf", "57/KH-SNV"),
        ("So 57_KH_SNV signed.pdf", "57/KH-SNV"),
        ("57-BC-SNV.pdf", None),
        ("2025.pdf", None),
        ("ke hoach 57.pdf", None),
    ],
)
def test_a_file_named_after_its_number_resolves_it(tmp_path, name: str, expected: str | None) -> None:
    """The name counts only where the document's own symbol follows the number."""
    resolved = header_of(letter(), tmp_path / name).number.resolved
    assert [(one.value, one.source) for one in resolved] == ([(expected, "file_name")] if expected else [])


def test_an_attachment_is_numbered_by_the_line_of_its_signature(tmp_path) -> None:
    """A line with number, day and time is printed: where the head leaves blanks, it is the value, with its place."""
    header = header_of(letter(("57/KH-SNV; 05/03/2025 10:12:00 +07:00",)), tmp_path / "a.pdf")
    assert (header.number.value, header.number.evidence[0].quote) == ("57/KH-SNV", "57/KH-SNV")
    assert (header.date.value, header.date.evidence[0].quote) == ("2025-03-05", "05/03/2025")


def test_a_printed_number_is_not_replaced(tmp_path) -> None:
    """Where the head has its number, the line of a signature does not change it."""
    header = header_of(letter(("99/KH-SNV; 05/03/2025 10:12:00 +07:00",), "12"), tmp_path / "a.pdf")
    assert header.number.value == "12/KH-SNV"
