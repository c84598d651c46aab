"""Citations of other documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.annotate import annotate
from pipeline.core.document import Part, PlanDocument, TextLine, Zone
from pipeline.core.record import Reference
from pipeline.extractors.references import extract
from pipeline.normalise.text import fold
from tests.builders import plain_document


def _references(text: str, document: PlanDocument | None = None) -> list[Reference]:
    document = document or plain_document(text)
    items = [extraction.item for extraction in extract(document, annotate(document))]
    return [item for item in items if isinstance(item, Reference)]


def _keys(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(item.doc_type, item.number, item.date) for item in _references(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Căn cứ Quyết định số 951/QĐ-UBND ngày 06/02/2031 của UBND tỉnh", [("QĐ", "951/QĐ-UBND", "2031-02-06")]),
        ("Theo Kế hoạch số 75/KH-UBND ngày 18 tháng 7 năm 2031.", [("KH", "75/KH-UBND", "2031-07-18")]),
        ("theo Nghị quyết số 97/NQ-CP. Tăng cường kiểm tra", [("NQ", "97/NQ-CP", None)]),
        ("(Quyết định 9229/QĐ-UBND ngày 1/2/2031)", [("QĐ", "9229/QĐ-UBND", "2031-02-01")]),
        ("theo Quy định số 924 -QĐ/TW của Bộ Chính trị", [("QĐ", "924-QĐ/TW", None)]),
        ("Nghị quyết số 57-NQ/TW của Bộ Chính trị ngày 22-12-2031", [("NQ", "57-NQ/TW", "2031-12-22")]),
        ("Kết luận số 21-KL/TW, ngày 28/11/2031 của Ban Bí thư", [("KL", "21-KL/TW", "2031-11-28")]),
        ("theo hướng dẫn số 915/HD-UBND ngày 20/4/2031", [("HD", "915/HD-UBND", "2031-04-20")]),
        ("Công văn số: 2231/SNV-CCHC ngày 3/4/2031", [("CV", "2231/SNV-CCHC", "2031-04-03")]),
        ("Trả lời công văn số 1025-CVXY ngày 10/10/2031 của Công ty", [("CV", "1025-CVXY", "2031-10-10")]),
        ("Kế hoạch hành động số 328-KH/TU, ngày 24/4/2031", [("KH", "328-KH/TU", "2031-04-24")]),
        ("Quyết định số 1/QĐ-UBND do UBND tỉnh ban hành ngày 5/6/2031", [("QĐ", "1/QĐ-UBND", "2031-06-05")]),
        ("CHỈ THỊ SỐ 32/CT-TTG NGÀY 21/10/2031", [("CT", "32/CT-TTG", "2031-10-21")]),
        ("Kế hoạch số 5/KH-UBND.Yêu cầu", [("KH", "5/KH-UBND", None)]),
        ("Nghị định số 64/CP ngày 12/3/1993", [("NĐ", "64/CP", "1993-03-12")]),
        ("Nghị quyết số 66.4/2031/NQ-CP ngày 1/8/2031", [("NQ", "66.4/2031/NQ-CP", "2031-08-01")]),
    ],
)
def test_numbered_citations(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    """A number with its type and date is one reference, however it is printed."""
    assert _keys(text) == expected


def test_list_after_one_type() -> None:
    """The numbers of a list take the type that stands before the first."""
    text = "thực hiện các Quyết định số 11/QĐ-UBND ngày 1/2/2031, số 12/QĐ-UBND ngày 3/2/2031 và 13/2031/QĐ-UBND"
    assert _keys(text) == [
        ("QĐ", "11/QĐ-UBND", "2031-02-01"),
        ("QĐ", "12/QĐ-UBND", "2031-02-03"),
        ("QĐ", "13/2031/QĐ-UBND", None),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("theo Luật Bưu điện năm 2031", [("L", None, "2031")]),
        ("Căn cứ Luật Tổ chức chợ phiên ngày 16 tháng 6 năm 2031;", [("L", None, "2031-06-16")]),
        ("Căn cứ Luật Chợ số 59/2031/QH14 ngày 17/6/2031", [("L", "59/2031/QH14", "2031-06-17")]),
        ("Căn cứ Luật số 72/2031/QH15", [("L", "72/2031/QH15", None)]),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Chợ và Luật Bưu điện ngày 22/11/2031",
            [("L", None, "2031-11-22")],
        ),
        ("Luật Chợ, Luật Bưu điện năm 2031", [("L", None, "2031")]),
        ("Nghị quyết số 37/2031/QH15 ngày 13/11/2031 của Quốc hội", [("NQ", "37/2031/QH15", "2031-11-13")]),
        ("Ngày Pháp Luật năm 2031, Đại học Luật năm 2031", []),
        ("theo Hiến pháp năm 2031", [("HP", None, "2031")]),
        ("phổ biến Luật Chợ và các văn bản hướng dẫn", []),
    ],
)
def test_laws(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    """A law counts where a number, a date or a year is printed; its name alone does not."""
    assert _keys(text) == expected


def test_blank_citation() -> None:
    """A citation with a blank number counts where at least a year is printed, and is never filled in."""
    text = "(Ban hành kèm theo Kế hoạch số     /KH-SXYZ ngày     tháng     năm 2031 của Sở Xây dựng)"
    (item,) = _references(text)
    assert (item.doc_type, item.number, item.date, item.relation) == ("KH", None, "2031", "attached_to")
    assert item.issuer is not None and item.issuer.raw == "Sở Xây dựng"
    assert _references("(Kèm theo Công văn số …/SNV-CCHC ngày … tháng … năm …)") == []


@pytest.mark.parametrize(
    "text",
    [
        "Số: 12/KH-UBND",
        "Điện thoại: 0203.123456/SNV",
        "theo mẫu số 01/BC-KSTT",
        "đạt 89,42/100 điểm, 17/20 nhiệm vụ, ngày 10/11/2031",
        "họp lần số 5 ngày 3/4/2031",
        "khoản 2 Điều 5 của Luật này",
        "áp dụng TCVN ISO 9001:2015",
    ],
)
def test_no_citation(text: str) -> None:
    """The document's own number, forms, telephones, scores and dates are no references."""
    assert _references(text) == []


def test_own_number_line() -> None:
    """A line that the structure stage knows as the number of the document holds no reference."""
    text = "12/KH-UBND"
    line = TextLine(start=0, end=len(text), zone=Zone.HEAD, part=Part.NUMBER)
    plain = plain_document(text)
    document = PlanDocument(plain.source, text, fold(text), (line,), (), (), plain.pieces, (0,), (0,))
    assert _references(text, document) == []


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        ("Căn cứ Nghị định số 11/2031/NĐ-CP của Chính phủ", "basis"),
        ("Thực hiện Công văn số 12/SNV-CCHC", "basis"),
        ("đã hoàn thành nhiệm vụ quy định tại Quyết định số 12/QĐ-UBND", "mention"),
        ("sửa đổi, bổ sung một số điều của Nghị định số 11/2031/NĐ-CP", "amends"),
        ("Quyết định này thay thế Quyết định số 12/QĐ-UBND", "replaces"),
        ("đề nghị nghiên cứu, sửa đổi, bổ sung Nghị định số 11/2031/NĐ-CP", "mention"),
        ("đã được sửa đổi, bổ sung bởi Nghị định số 11/2031/NĐ-CP", "mention"),
        ("(Kèm theo Quyết định số 12/QĐ-UBND)", "attached_to"),
    ],
)
def test_relation(text: str, relation: str) -> None:
    """The words before a citation tell what it is there for."""
    assert [item.relation for item in _references(text)] == [relation]


def test_relation_of_a_list_of_bases() -> None:
    """Items under a lead-in that speaks of bases are bases, and so is what `;` joins to one."""
    text = "Căn cứ các văn bản sau:\n- Quyết định số 1/QĐ-UBND;\n- Kế hoạch số 2/KH-UBND."
    assert [item.relation for item in _references(text)] == ["basis", "basis"]
    joined = "Căn cứ Quyết định số 1/QĐ-UBND ngày 1/2/2031; Công văn số 3/UBND-TH ngày 4/2/2031"
    assert [item.relation for item in _references(joined)] == ["basis", "basis"]


@pytest.mark.parametrize(
    ("text", "issuer"),
    [
        (
            "Quyết định số 1/QĐ-UBND ngày 1/2/2031 của Ủy ban nhân dân tỉnh Lào Cai về phê duyệt",
            "Ủy ban nhân dân tỉnh Lào Cai",
        ),
        ("Kế hoạch số 1/KH-SXD ngày 9/1/2031 về công tác nhà ở năm 2031 của Sở Xây dựng.", "Sở Xây dựng"),
        ("Nghị định số 1/2031/NĐ-CP của Chính phủ sửa đổi, bổ sung", "Chính phủ"),
        ("Công văn số 5/BVHTTDL-VP của Bộ Văn hóa, Thể thao và Du lịch, đề nghị", "Bộ Văn hóa, Thể thao và Du lịch"),
        ("Hướng dẫn số 5/HD-UBND của UBND tỉnh và hoàn thành đúng hạn", "UBND tỉnh"),
    ],
)
def test_issuer(text: str, issuer: str) -> None:
    """The issuer ends where its name does."""
    (item, *_) = _references(text)
    assert item.issuer is not None and item.issuer.raw == issuer


def test_issuer_of_a_pair() -> None:
    """Two citations of one office with one `của` behind them have the same issuer; of another office, not."""
    text = "theo Quyết định số 1/QĐ-TTg ngày 1/2/2031; Quyết định số 2/QĐ-TTg ngày 3/2/2031 của Thủ tướng Chính phủ"
    assert [item.issuer and item.issuer.raw for item in _references(text)] == ["Thủ tướng Chính phủ"] * 2
    mixed = text.replace("1/QĐ-TTg", "1/QĐ-UBND")
    assert [item.issuer and item.issuer.raw for item in _references(mixed)] == [None, "Thủ tướng Chính phủ"]


def test_evidence_and_title() -> None:
    """The evidence reaches from the type to the issuer; the subject is the title."""
    text = "Căn cứ Quyết định số 7/QĐ-UBND ngày 1/2/2031 của UBND tỉnh về việc giao chỉ tiêu; xét đề nghị"
    (item,) = _references(text)
    assert [span.quote for span in item.evidence] == ["Quyết định số 7/QĐ-UBND ngày 1/2/2031 của UBND tỉnh"]
    assert (item.title, item.maker) == ("giao chỉ tiêu", "rule:reference.state_number")


@pytest.mark.parametrize(
    ("text", "relations"),
    [
        (
            "Căn cứ Quyết định số 1/QĐ-UBND của UBND tỉnh về việc giao vốn (nay hết hạn) và Kế hoạch 2/KH-UBND về chợ",
            ["basis", "basis"],
        ),
        (
            "Căn cứ Quyết định số 1/QĐ-UBND quy định chi tiết Luật Chợ và Nghị định số 2/2031/NĐ-CP",
            ["basis", "mention"],
        ),
        (
            "Thực hiện Chỉ thị số 1/CT-UBND về chợ (Chỉ thị số 1/CT-UBND), Kế hoạch số 2/KH-UBND về bến xe",
            ["basis", "mention", "basis"],
        ),
        ("Thực hiện Công văn số 1/SNV-TH về chợ; Sở đã có Công văn số 2/SXD-VP", ["basis", "mention"]),
        ("Tiếp theo các Công văn số 1/SNV-TH, số 2/SNV-TH, Sở đề nghị", ["mention", "mention"]),
        (
            "Căn cứ Nghị định số 1/2031/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều của Nghị định số 2/2029/NĐ-CP",
            ["basis", "mention"],
        ),
        ("dự thảo Nghị định sửa đổi, bổ sung Nghị định số 2/2029/NĐ-CP", ["mention"]),
        ("khi có Thông tư mới thay thế Thông tư số 2/2029/TT-BTC", ["mention"]),
        (
            "Theo Tờ trình số 1/TTr-SNV, Quyết định này thay thế Quyết định số 2/QĐ-UBND và Quyết định số 3/QĐ-UBND",
            ["basis", "replaces", "replaces"],
        ),
    ],
)
def test_relations_in_one_sentence(text: str, relations: list[str]) -> None:
    """What `và` adds has the relation of the first; what another document changes is only mentioned."""
    assert [item.relation for item in _references(text)] == relations


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Nghị định số 1/2031/NĐ-CP của Chính phủ sửa đổi, bổ sung một số điều; xét", "sửa đổi, bổ sung một số điều"),
        ("Thông tư số 1/2031/TT-BXY của Bộ XY (nay là Bộ YZ) về phí đò ngang.", "phí đò ngang"),
        ("Công văn số 1/SNV-TH ngày 2/3/2031 “về sổ trực” của Sở", "sổ trực"),
        ("Kế hoạch số 1/KH-UBND về đánh giá (ABC INDEX) năm 2031; xét", "đánh giá (ABC INDEX) năm 2031"),
        ("Kế hoạch số 1/KH-UBND về chợ quê (sau đây gọi là Kế hoạch).", "chợ quê"),
        ("Công văn số 1/SNV-TH ngày 2/3/2031 về sổ trực, Sở Xây dựng có ý kiến như sau:", "sổ trực"),
        ("(được sửa bởi Nghị định số 1/2031/NĐ-CP) quy định về chợ", None),
        ("Luật Chợ số 1/2031/QH15 quy định: “chợ là …”", None),
        ("theo Kế hoạch số 1/KH-UBND thành lập tổ kiểm tra", None),
        ("Quyết định số 1/QĐ-UBND của UBND tỉnh thành lập tổ kiểm tra", "thành lập tổ kiểm tra"),
        ("NGHỊ QUYẾT SỐ 1/NQ-CP CỦA CHÍNH PHỦ VỀ CHỢ QUÊ", "CHỢ QUÊ"),
    ],
)
def test_titles(text: str, title: str | None) -> None:
    """The subject begins at `về` or at its verb, and ends outside its own brackets."""
    assert _references(text)[0].title == title


@pytest.mark.parametrize(
    ("text", "issuer", "title"),
    [
        ("Nghị định số 1/2031/NĐ-CP của Chính phủ xác định các bến đò", "Chính phủ", "xác định các bến đò"),
        (
            "Thông báo số 1/TB-VPCP của Văn phòng Chính phủ Kết luận cuộc họp",
            "Văn phòng Chính phủ",
            "Kết luận cuộc họp",
        ),
        (
            "Quyết định số 1/QĐ-BCĐ của Ban Chỉ đạo về phát triển khoa học, công nghệ tỉnh ban hành Quy chế;",
            "Ban Chỉ đạo về phát triển khoa học, công nghệ tỉnh",
            "ban hành Quy chế",
        ),
        ("Kế hoạch số 1/KH-BCĐ của Ban Chỉ đạo tỉnh về bầu cử;", "Ban Chỉ đạo tỉnh", "bầu cử"),
        ("NGHỊ QUYẾT SỐ 1/NQ-CP CỦA CHÍNH PHỦ VỀ CHỢ QUÊ", "CHÍNH PHỦ", "CHỢ QUÊ"),
        ("Nghị quyết số 1/2031/QH15 về ưu đãi của Thành phố.", None, "ưu đãi của Thành phố"),
    ],
)
def test_issuer_before_a_title(text: str, issuer: str | None, title: str) -> None:
    """A name ends before a verb; that of a committee goes on with its subject; a bare place is no issuer."""
    item = _references(text)[0]
    assert (item.issuer and item.issuer.raw, item.title) == (issuer, title)


def test_number_after_a_broken_line() -> None:
    """A number at the start of a line takes its type from the line before, where that breaks off."""
    assert _keys("Thực hiện Chỉ thị số\n28/CT-TTg ngày 18/9/2031") == [("CT", "28/CT-TTg", "2031-09-18")]


@pytest.mark.parametrize(
    "text", ["Quyết định số 7/QĐ-UBND\nngày 1/2/2031 của", "Quyết định số 7/QĐ-UBND ngày\n1/2/2031 của"]
)
def test_date_after_a_broken_line(text: str) -> None:
    """A date that opens the next line belongs to a number that ends the line before."""
    assert _keys(text) == [("QĐ", "7/QĐ-UBND", "2031-02-01")]
    assert _keys(text.replace("QĐ-UBND", "QĐ-UBND;")) == [("QĐ", "7/QĐ-UBND", None)]


def test_cells_are_apart() -> None:
    """A citation in a table cell takes nothing from the next cell."""
    assert _keys("Quyết định số 7/QĐ-UBND\tngày 1/2/2031 của UBND tỉnh") == [("QĐ", "7/QĐ-UBND", None)]


_WORDS = st.sampled_from(
    [
        "Quyết định",
        " số ",
        "12/QĐ-UBND",
        " ngày 1/2/2031",
        " của ",
        "UBND tỉnh",
        "; ",
        "\n",
        "\t",
        "Luật Chợ",
        " năm 2031",
        " và ",
        "số /KH-SXD",
    ]
)


@given(st.lists(_WORDS | st.text(max_size=4), max_size=25).map("".join))
@settings(deadline=None, max_examples=150)
def test_every_reference_is_grounded(text: str) -> None:
    """Whatever the text, each reference quotes it, has a number or a date, and stands in order."""
    items = _references(text)
    for item in items:
        assert all(text[span.start : span.end] == span.quote for span in item.evidence)
        assert item.number is not None or item.date is not None
    starts = [item.evidence[0].start for item in items]
    assert starts == sorted(starts)
