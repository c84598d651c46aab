"""Texts in old encodings, as files, in Word documents and in PDFs."""

from __future__ import annotations

import io

import pytest
from reportlab.pdfgen import canvas

from pipeline.core.document import Line
from pipeline.readers.docx import read_docx
from pipeline.readers.legacy_text import restore_text
from pipeline.readers.letters import repair_letters
from pipeline.readers.pdf import read_pdf
from pipeline.readers.text import read_text
from tests.legacy import to_legacy, to_legacy_bytes
from tests.readers.docx_files import docx_bytes, p, r
from tests.readers.texts import lines

PLAIN = "Căn cứ tình hình thực tế, Sở yêu cầu các đơn vị trực thuộc rà soát, sửa đổi quy chế trước ngày 15/4/2005."


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_a_text_file_is_read_by_its_syllables(encoding: str) -> None:
    """A file without fonts tells its encoding by what reads as Vietnamese, as bytes and as mistaken UTF-8."""
    assert lines(read_text(to_legacy_bytes(PLAIN, encoding), "t.txt")) == [PLAIN]
    assert lines(read_text(to_legacy(PLAIN, encoding).encode(), "t.txt")) == [PLAIN]


def test_utf8_that_was_saved_twice_is_read() -> None:
    """Text of a web export whose bytes were taken for Western ones comes out right."""
    twice = PLAIN.encode().decode("latin-1").encode()
    assert lines(read_text(twice, "t.txt")) == [PLAIN]


@pytest.mark.parametrize(
    "text", ["Hà Nam thành công", "déjà vu à l'été, crème brûlée", "Größe über 5 µm © 2020", "UBND · Sở", PLAIN]
)
def test_text_that_reads_well_is_left_alone(text: str) -> None:
    """Vietnamese of Western letters, other languages and signs are not taken for an old encoding."""
    assert restore_text(text) == text


def test_a_file_of_two_encodings_is_read_line_by_line() -> None:
    """Lines in Unicode stay as they are beside lines in TCVN3."""
    old = to_legacy("thực hiện nhiệm vụ được giao, báo cáo kết quả", "tcvn3")
    assert restore_text(f"Nội dung: Hà Nam thành công\n{old}\nHà Nam") == (
        "Nội dung: Hà Nam thành công\nthực hiện nhiệm vụ được giao, báo cáo kết quả\nHà Nam"
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("CéNG HOµ X· HéI CHñ NGHÜA VIÖT NAM", "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("Uû BAN NH¢N D¢N TØNH YªN S¥N", "UỶ BAN NHÂN DÂN TỈNH YÊN SƠN"),
        ("cña ñy ban nh©n d©n tØnh", "của Ủy ban nhân dân tỉnh"),
        ("Së Y TÕ, VP Së; tæ chøc", "Sở Y Tế, VP Sở; tổ chức"),
        ("Së Y TÕ   §éc lËp - Tù do", "SỞ Y TẾ   Độc lập - Tự do"),
        ("Sè: 12/KH-UBND", "Số: 12/KH-UBND"),
        ("Së N¤NG NGHIÖP Vµ PTNT", "SỞ NÔNG NGHIỆP VÀ PTNT"),
        ("TrÇn V¨n ¸nh", "Trần Văn Ánh"),
        ("Së Y tÕ ®­îc", "Sở Y tế được"),
    ],
)
def test_capitals_without_a_tone_come_back(raw: str, expected: str) -> None:
    """Words that begin or go on in capitals are capitals whole; abbreviations raise no neighbour."""
    assert restore_text(f"{raw}\nthùc hiÖn nhiÖm vô ®­îc giao").split("\n")[0] == expected


def test_a_head_in_a_capital_font_is_in_capitals() -> None:
    """Saved as text, a capital font leaves small letters; the lines above the number were capitals."""
    raw = "ubnd tØnh yªn s¬n\ncéng hoµ x· héi chñ nghÜa viÖt nam\n§éc lËp - Tù do\nSè: 4/KH-UBND\nc¨n cø luËt"
    assert restore_text(raw).split("\n") == [
        "ubnd tỉnh yên sơn".upper(),
        "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do",
        "Số: 4/KH-UBND",
        "căn cứ luật",
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("số 5/QÐ-UBND, ðơn vị", "số 5/QĐ-UBND, đơn vị"),
        ("tô \u0309 chức thô \u0301 ng nhất", "tổ chức thống nhất"),
        ("đê \u0300 nghi \u0323 UBND", "đề nghị UBND"),
        ("chưc \u0301 năng cu \u0309 a Sở", "chức năng của Sở"),
        ("KKẾẾ HHOOẠẠCCHH nnăămm 22002244", "KẾ HOẠCH năm 2024"),
        ("Mã 112233 và xxoonngg", "Mã 112233 và xxoonngg"),
        ("bb 1122", "bb 1122"),
    ],
)
def test_letters_that_came_apart_or_twice_are_put_right(raw: str, expected: str) -> None:
    """Look-alikes of Đ, marks after a space and doubled print; what only looks so stays."""
    assert repair_letters(raw) == expected


def test_no_letter_is_split_in_any_reader() -> None:
    """A look-alike of Đ is Đ in a text file and in a Word document."""
    assert lines(read_text("Số: 5/QÐ-UBND".encode(), "t.txt")) == ["Số: 5/QĐ-UBND"]
    assert lines(read_docx(docx_bytes(p("Số: 5/QÐ-UBND")), "t.docx")) == ["Số: 5/QĐ-UBND"]


def fonts(name: str) -> str:
    """Return the run property that names a font."""
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}"/>'


def test_word_tells_the_encoding_by_the_font() -> None:
    """Runs in old fonts are read beside runs in Unicode, capitals in a capital font."""
    body = (
        p(to_legacy("kế hoạch", "tcvn3"), run=fonts(".VnTimeH"))
        + p(to_legacy("được", "tcvn3") + " giao", run=fonts(".VnTime"))
        + p(to_legacy("Sở Nội vụ", "vni"), run=fonts("VNI-Times"))
        + p("Sở Nội vụ", run=fonts("Times New Roman"))
    )
    assert lines(read_docx(docx_bytes(body), "a.docx")) == ["KẾ HOẠCH", "được giao", "Sở Nội vụ", "Sở Nội vụ"]


def test_word_finds_the_font_in_a_style() -> None:
    """A paragraph in a style with an old font is read so; a run in another font is not."""
    styles = f'<w:style w:type="paragraph" w:styleId="Cu"><w:rPr>{fonts(".VnTime")}</w:rPr></w:style>'
    runs = r(to_legacy("quyết định", "tcvn3") + " ") + r("số 5", fonts("Arial"))
    body = f'<w:p><w:pPr><w:pStyle w:val="Cu"/></w:pPr>{runs}</w:p>'
    assert lines(read_docx(docx_bytes(body, styles=styles), "a.docx")) == ["quyết định số 5"]


def test_a_letter_over_two_runs_is_one_letter() -> None:
    """VNI writes a letter as two characters, which a change of format may part."""
    body = f"<w:p>{r('Vie', fonts('VNI-Times'))}{r('ät Nam', fonts('VNI-Times') + '<w:b/>')}</w:p>"
    assert lines(read_docx(docx_bytes(body), "a.docx")) == ["Việt Nam"]


def test_word_keeps_unicode_in_an_old_font() -> None:
    """A font's name does not make mojibake of text that is in Unicode."""
    body = p("Thực hiện công tác", run=fonts(".VnTime"))
    assert lines(read_docx(docx_bytes(body), "a.docx")) == ["Thực hiện công tác"]


def test_word_raises_an_old_font_to_capitals() -> None:
    """The property `caps` makes capitals of the letters, not of their codes."""
    body = p(to_legacy("quyết định", "tcvn3"), run=fonts(".VnTime") + "<w:caps/>")
    assert lines(read_docx(docx_bytes(body), "a.docx")) == ["QUYẾT ĐỊNH"]


def test_a_soft_hyphen_is_a_letter_of_an_old_font_only() -> None:
    """Word writes the code of ư as an element of its own; in other fonts it prints nothing."""
    soft = "<w:r><w:rPr>{}</w:rPr><w:t>n</w:t><w:softHyphen/><w:t>íc</w:t></w:r>"
    body = f"<w:p>{soft.format(fonts('.VnTime'))}</w:p><w:p>{soft.format('')}</w:p>"
    assert lines(read_docx(docx_bytes(body), "a.docx")) == ["nước", "níc"]


@pytest.mark.parametrize("encoding", ["tcvn3", "vni"])
def test_word_without_the_font_is_read_by_its_syllables(encoding: str) -> None:
    """Old text whose font was renamed is found in the whole document, its notes included."""
    old = to_legacy(PLAIN, encoding)
    note = f'<w:footnote w:id="2">{p(to_legacy("Số liệu tạm tính", encoding))}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    document = read_docx(docx_bytes(f"<w:p>{r(old)}{mark}</w:p>", footnotes=note), "a.docx")
    assert lines(document) == [PLAIN]
    assert [line.text for line in document.notes[0].lines] == ["Số liệu tạm tính"]


def old_pdf(text: str, font: str) -> bytes:
    """Return a PDF that shows the codes of an old font; its name stands where a standard font's stood."""
    buffer = io.BytesIO()
    sheet = canvas.Canvas(buffer, pageCompression=0)
    sheet.setFont("Times-Roman", 12)
    for row, line in enumerate(text.split("\n")):
        sheet.drawString(60, 760 - 20 * row, line)
    sheet.save()
    return buffer.getvalue().replace(b"/Times-Roman", b"/" + font.encode().ljust(11))


@pytest.mark.parametrize(
    ("font", "encoding", "text", "expected"),
    [
        (".VnTime", "tcvn3", "Sở yêu cầu các đơn vị được giao", None),
        (".VnTimeH", "tcvn3", "kế hoạch năm 2005", "KẾ HOẠCH NĂM 2005"),
        ("VNI-Times", "vni", "SỞ NỘI VỤ yêu cầu các đơn vị", None),
        ("TT0", "tcvn3", PLAIN[:60], None),
        ("TT0", "vni", PLAIN[:60], None),
    ],
)
def test_pdf_is_read_by_font_or_by_syllables(font: str, encoding: str, text: str, expected: str | None) -> None:
    """A PDF's font tells the encoding by its name; where the name says nothing, the words do."""
    blocks = read_pdf(old_pdf(to_legacy(text, encoding), font), "a.pdf").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [expected or text]


def test_pdf_in_western_letters_is_left_alone() -> None:
    """A page in another language keeps its letters."""
    text = "Größe über 5 µm, crème brûlée ©2020"
    blocks = read_pdf(old_pdf(text, "Times-Roman"), "a.pdf").blocks
    assert [block.text for block in blocks if isinstance(block, Line)] == [text]
