"""Behaviour of the DOCX reader on paragraphs: what is visible, and how it looks."""

from __future__ import annotations

import pytest

from pipeline.core.document import Line
from pipeline.readers.docx import read_docx
from tests.readers.docx_files import docx_bytes, p, r


def lines(body: str, **parts: str) -> list[Line]:
    """Return the blocks of a body, all of them lines."""
    blocks = read_docx(docx_bytes(body, **parts), "t.docx").blocks
    assert all(isinstance(block, Line) for block in blocks)
    return [block for block in blocks if isinstance(block, Line)]


def texts(body: str, **parts: str) -> list[str]:
    """Return the text of each line of a body."""
    return [line.text for line in lines(body, **parts)]


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        (r("Sở N") + r("ội vụ"), "Sở Nội vụ"),
        (r("năm\u00a02024"), "năm 2024"),
        (r("ke\u0302\u0301 hoa\u0323ch"), "kế hoạch"),
        (r("cải\u200b cách\u00ad  hành\ufeff chính "), "cải cách hành chính"),
        (r("a") + "<w:r><w:tab/></w:r>" + r("b"), "a b"),
        (r("2021") + "<w:r><w:noBreakHyphen/></w:r>" + r("2025"), "2021-2025"),
        (r("phối") + "<w:r><w:softHyphen/></w:r>" + r("hợp"), "phốihợp"),
        (r("giữ") + "<w:del><w:r><w:delText>xoá</w:delText></w:r></w:del>", "giữ"),
        (r("cũ ") + "<w:ins>" + r("thêm") + "</w:ins>", "cũ thêm"),
        ("<w:moveFrom>" + r("đi") + "</w:moveFrom><w:moveTo>" + r("đến") + "</w:moveTo>", "đến"),
        (r("thấy ") + r("ẩn", "<w:vanish/>") + r("rõ"), "thấy rõ"),
        (r("Uỷ ban", "<w:caps/>"), "UỶ BAN"),
        (r("Uỷ ban", '<w:caps w:val="0"/>'), "Uỷ ban"),
        ("<w:hyperlink>" + r("cổng dịch vụ công") + "</w:hyperlink>", "cổng dịch vụ công"),
        ("<w:smartTag><w:smartTag>" + r("Hà Nam") + "</w:smartTag></w:smartTag>", "Hà Nam"),
        ("<w:sdt><w:sdtContent>" + r("chọn") + "</w:sdtContent></w:sdt>", "chọn"),
        ('<w:fldSimple w:instr="DATE">' + r("05/3/2031") + "</w:fldSimple>", "05/3/2031"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0D8"/></w:r>' + r(" mục tiêu"), "- mục tiêu"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>' + r(" 80%"), "≥ 80%"),
        (r("\uf0b7 mục tiêu"), "- mục tiêu"),
        ("<m:oMath><m:r><m:t>x = 1</m:t></m:r></m:oMath>", "x = 1"),
        (r("trước ") + '<w:r><w:br w:type="page"/></w:r>' + r("sau"), "trước sau"),
    ],
)
def test_visible_text(inner, expected):
    """A paragraph's text is what a reader sees, with white space folded."""
    assert texts(f"<w:p>{inner}</w:p>") == [expected]


def test_field_codes_are_not_text():
    """Of a complex field, also a nested one, only the result is read."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    code = "<w:r><w:instrText>IF </w:instrText></w:r>"
    nested = begin + code + separate + r("mã") + end
    field = begin + code + nested + separate + r("kết quả") + end
    assert texts(f"<w:p>{field}{r(' đây')}</w:p>") == ["kết quả đây"]


def test_unclosed_field_does_not_swallow_the_document():
    """A field that never ends hides at most the rest of its paragraph."""
    broken = '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r></w:p>'
    assert texts(broken + p("Còn đây")) == ["Còn đây"]


def test_soft_line_breaks_stack_lines():
    """A line break splits a paragraph into lines of which only the last is whole; each has its own emphasis."""
    body = f"<w:p>{r('SỞ NỘI VỤ', '<w:b/>')}<w:r><w:br/></w:r>{r('-------')}</w:p>"
    assert lines(body) == [
        Line("SỞ NỘI VỤ", whole=False, bold=True),
        Line("-------", whole=True),
    ]


def test_title_and_subject_in_one_paragraph():
    """A soft break between a title in capitals and its subject ends the title; the subject's own lines may go on."""
    body = f"<w:p>{r('KẾ HOẠCH')}<w:r><w:br/></w:r>{r('Cải cách hành chính')}<w:r><w:br/></w:r>{r('năm 2031')}</w:p>"
    assert [(line.text, line.whole) for line in lines(body)] == [
        ("KẾ HOẠCH", True),
        ("Cải cách hành chính", False),
        ("năm 2031", True),
    ]


def test_blank_paragraphs_and_page_breaks_make_gaps():
    """A blank paragraph, a page break, wide spacing or a section break stands before a line as a gap."""
    body = (
        p("một")
        + p()
        + p("hai")
        + p("ba", '<w:spacing w:before="120"/>')
        + p("bốn", '<w:spacing w:before="360"/>')
        + '<w:p><w:r><w:br w:type="page"/></w:r>'
        + r("năm")
        + "</w:p>"
        + p("sáu", "<w:pageBreakBefore/>")
        + p("bảy", "<w:sectPr/>")
        + p("tám")
    )
    assert [(line.text, line.gap) for line in lines(body)] == [
        ("một", False),
        ("hai", True),
        ("ba", False),
        ("bốn", True),
        ("năm", True),
        ("sáu", True),
        ("bảy", False),
        ("tám", True),
    ]


STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr/></w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Title"><w:basedOn w:val="Normal"/>
  <w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/><w:i w:val="0"/><w:caps/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Title"/></w:style>
<w:style w:type="character" w:styleId="Strong"><w:rPr><w:b/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/><w:rPr><w:rStyle w:val="Loop"/></w:rPr></w:style>
"""


def test_styles_are_inherited_and_overridden():
    """Emphasis, capitals and alignment come from the style and its ancestors, unless run or paragraph say otherwise."""
    sub, strong = '<w:pStyle w:val="Sub"/>', '<w:rStyle w:val="Strong"/>'
    body = (
        p("kế hoạch", sub)
        + p("thường")
        + p("đậm", "", strong)
        + p("bỏ", f'{sub}<w:jc w:val="both"/>', '<w:b w:val="false"/><w:caps w:val="0"/>')
    )
    found = [(line.text, line.bold, line.italic, line.centred) for line in lines(body, styles=STYLES)]
    assert found == [
        ("KẾ HOẠCH", True, False, True),
        ("thường", False, True, False),
        ("đậm", True, True, False),
        ("bỏ", False, False, False),
    ]


def test_style_that_refers_to_itself():
    """A style that is its own ancestor does not hang the reader."""
    assert texts(p("x", '<w:pStyle w:val="Loop"/>'), styles=STYLES) == ["x"]


def test_bold_only_where_all_visible_text_is():
    """A line with one plain word is not bold; white space and hidden runs don't count."""
    mixed = f"<w:p>{r('Điều 1.', '<w:b/>')}{r(' Phạm vi')}</w:p>"
    spaced = f"<w:p>{r('Điều 1.', '<w:b/>')}{r(' ')}{r('x', '<w:vanish/>')}</w:p>"
    assert [line.bold for line in lines(mixed + spaced)] == [False, True]


BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_are_read_once():
    """A text box with a modern and a compatible form is read once, after the paragraph that it is anchored in."""
    box = BOX.format(p("Số: 15/KH-ABC"))
    drawing = f"<w:drawing><wps:txbx>{box}</wps:txbx></w:drawing>"
    picture = f"<w:pict><v:textbox>{box}</v:textbox></w:pict>"
    anchor = (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{picture}</mc:Fallback>'
        "</mc:AlternateContent></w:r>"
    )
    assert texts(f"<w:p>{anchor}{r('Đoạn')}</w:p>" + p("sau")) == ["Đoạn", "Số: 15/KH-ABC", "sau"]


def test_text_box_of_the_old_form():
    """A text box that stands only in the compatible form is read."""
    picture = f"<w:r><w:pict><v:textbox>{BOX.format(p('DỰ THẢO'))}</v:textbox></w:pict></w:r>"
    assert texts(f"<w:p>{picture}</w:p>") == ["DỰ THẢO"]


def test_block_content_controls():
    """Paragraphs inside content controls stand in order."""
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('trong')}</w:sdtContent></w:sdt>"
    assert texts(p("trước") + control + p("sau")) == ["trước", "trong", "sau"]
