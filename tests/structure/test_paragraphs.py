"""Printed lines joined to paragraphs, and kept apart where a paragraph ends."""

from __future__ import annotations

from dataclasses import replace

from pipeline.core.document import Line, SourceDocument, Zone
from pipeline.structure.compose import Composer
from pipeline.structure.paragraphs import Paragraph, Wrap, join_lines, measure_wrap
from tests.page_sketch import as_pdf, sketch_lines

WRAPPED = """
Các cơ quan, đơn vị tổ chức rà soát toàn bộ thủ tục hành chính thuộc phạm vi quản lý
và báo cáo kết quả về Sở Nội vụ trước ngày 15 tháng 12 để tổng hợp trình lãnh đạo Ủy
ban nhân dân tỉnh.
Văn phòng Sở theo dõi, đôn đốc việc thực hiện, kịp thời báo cáo những khó khăn, vướng
mắc phát sinh trong quá trình thực hiện để Giám đốc Sở xem xét.
"""


def joined(lines: list[Line], wrap: Wrap | None = None) -> list[str]:
    """Return the texts of the paragraphs."""
    return [" ".join(line.text for line in group) for group in join_lines(lines, wrap or measure_wrap(lines))]


def test_hard_wrapped() -> None:
    """Lines cut by the width of the page become whole paragraphs."""
    paragraphs = joined(sketch_lines(WRAPPED))
    assert len(paragraphs) == 2
    assert paragraphs[0].endswith("trình lãnh đạo Ủy ban nhân dân tỉnh.")
    assert paragraphs[1].startswith("Văn phòng Sở theo dõi")


def test_width_of_wrapped_text() -> None:
    """Text with one paragraph per line is not wrapped, hard-wrapped text is."""
    assert measure_wrap(sketch_lines(WRAPPED)).width is not None
    assert measure_wrap([Line("Một đoạn văn dài. " * 12)] * 6).width is None
    assert measure_wrap([]).width is None


def test_markers_open_paragraphs() -> None:
    """A line with a marker opens a paragraph."""
    assert joined(sketch_lines("1. Rà soát thủ tục hành chính\n2. Công khai kết quả\n- Trên cổng")) == [
        "1. Rà soát thủ tục hành chính",
        "2. Công khai kết quả",
        "- Trên cổng",
    ]


def test_gap_ends_a_finished_paragraph() -> None:
    """White space ends a sentence that is finished, and keeps together one that is not."""
    finished = sketch_lines("Các cơ quan báo cáo kết quả trước ngày 15/12.\n\nVăn phòng Sở tổng hợp.")
    assert len(joined(finished)) == 2
    cut = sketch_lines("Các cơ quan, đơn vị báo cáo kết quả rà soát về Sở Nội vụ để\n\ntổng hợp, trình lãnh đạo.")
    assert len(joined(cut)) == 1


def test_page_break_inside_a_sentence() -> None:
    """A sentence cut by the end of a page is one paragraph."""
    first, second = sketch_lines(
        "Các cơ quan, đơn vị báo cáo kết quả rà soát thủ tục hành chính về Sở Nội vụ\ntrước ngày 15 tháng 12."
    )
    assert len(join_lines([replace(first, page=1), replace(second, page=2)], Wrap(80))) == 1


def test_bold_heading_stays_alone() -> None:
    """A bold heading does not run into the ordinary text below it."""
    lines = sketch_lines("*Nhiệm vụ trọng tâm của năm*\nCác cơ quan rà soát thủ tục hành chính.")
    assert len(joined(lines)) == 2


def test_capitals_stay_apart() -> None:
    """A heading in capitals over two lines is one paragraph, the text below another."""
    lines = sketch_lines("I. NÂNG CAO CHẤT LƯỢNG PHỤC VỤ CỦA BỘ PHẬN\nMỘT CỬA\nCác cơ quan rà soát thủ tục.")
    assert joined(lines, Wrap(60))[-1] == "Các cơ quan rà soát thủ tục."


def test_dash_of_a_cut_name() -> None:
    """A name cut at its own hyphen is no list item."""
    lines = sketch_lines("phối hợp với Sở Lao động\n- Thương binh và Xã hội tổ chức tập huấn cho cán bộ.")
    assert joined(lines, Wrap(60)) == ["phối hợp với Sở Lao động - Thương binh và Xã hội tổ chức tập huấn cho cán bộ."]


def test_end_mark_ends_the_text() -> None:
    """Nothing is joined to the end mark of the document."""
    lines = sketch_lines("Các cơ quan báo cáo kết quả về Sở Nội vụ để tổng hợp./.\nvà các đơn vị liên quan")
    assert len(joined(lines, Wrap(60))) == 2


def test_full_and_short_lines_of_a_page() -> None:
    """On a page with coordinates a line that is not full ends its paragraph."""
    sketch = f"""
{"Các cơ quan, đơn vị rà soát thủ tục hành chính thuộc phạm vi quản lý và báo cáo về Sở Nội vụ trước x"}
ngày 15 tháng 12.
Văn phòng Sở tổng hợp.
"""
    lines = [block for block in as_pdf(sketch) if isinstance(block, Line)]
    assert [line.full for line in lines] == [True, False, False]
    assert len(join_lines(lines, Wrap(None))) == 2


def test_whole_paragraphs_stay_apart() -> None:
    """Paragraphs of a Word file are never joined."""
    lines = [Line("Các cơ quan rà soát thủ tục", whole=True), Line("Văn phòng Sở tổng hợp", whole=True)]
    assert len(join_lines(lines, Wrap(None))) == 2


def test_bare_marker_takes_the_next_line() -> None:
    """A marker alone on its line belongs to the next line."""
    assert joined(sketch_lines("1.\nRà soát thủ tục hành chính")) == ["1. Rà soát thủ tục hành chính"]


def _wrapped(text: str) -> list[str]:
    """Join the lines of a text; a blank line is white space before the next."""
    lines, gap = [], False
    for raw in text.strip().split("\n"):
        if raw.strip():
            lines.append(Line(raw.strip("*"), gap=gap, bold=raw.startswith("**")))
        gap = not raw.strip()
    return [" ".join(line.text for line in group) for group in join_lines(lines, measure_wrap(lines))]


SPACED = """
Ủy ban nhân dân tỉnh yêu cầu các cơ quan thực hiện những nội dung
sau đây trong quý IV năm nay, cụ thể như sau:

1. Triển khai đề án ứng dụng
IoT trong quan trắc nước thải của các khu công nghiệp trên địa bàn

2. Thời gian thực hiện: Quý
IV năm 2031, báo cáo kết quả thực hiện theo quy định hiện hành của

3. Giai đoạn 2029
- 2030 hoàn thành chuyển đổi toàn bộ hệ thống quan trắc của ngành đã

4. Giao Sở Tài chính chủ trì,
Sở Xây dựng phối hợp rà soát toàn bộ nguồn kinh phí thực hiện trong năm

5. Các sở, ban, ngành, đoàn thể
Thành phố gửi báo cáo về Sở Nội vụ trước khi trình cấp có thẩm quyền.
"""


def test_white_space_between_paragraphs_decides():
    """Where blank lines part the paragraphs, a line end without one parts nothing, capitals or not."""
    assert _wrapped(SPACED) == [" ".join(part.split("\n")) for part in SPACED.strip().split("\n\n")]


def test_a_word_of_a_heading_alone_on_its_line_goes_with_its_number():
    """`Điều` / `4. Hiệu lực` is one heading and does not hang on the paragraph before."""
    text = "Điều\n1. Ban hành Quy chế.\nĐiều\n2. Quyết định này có hiệu lực kể từ ngày ký."
    assert _wrapped(text) == ["Điều 1. Ban hành Quy chế.", "Điều 2. Quyết định này có hiệu lực kể từ ngày ký."]


def test_what_a_printed_line_end_cuts():
    """On a page: a code cut at its hyphen, an enumeration inside a sentence, a type's name by itself."""
    code = (
        Line("Thực hiện Báo cáo số 98/BC-", full=True, indent=0),
        Line("ĐKT của Đoàn kiểm tra.", indent=0, full=False),
    )
    assert len(join_lines(code, Wrap(None))) == 1
    inside = (
        Line("Các cơ quan (1) rà soát văn bản của các sở, ngành;", full=True, indent=36),
        Line("(2) tham mưu sửa đổi, bổ sung.", full=False, indent=0),
    )
    assert len(join_lines(inside, Wrap(None))) == 1
    items = (Line("Rà soát văn bản của các sở, ngành;", full=True, indent=36), Line("(2) Tham mưu sửa đổi.", indent=36))
    assert len(join_lines(items, Wrap(None))) == 2
    title = (Line("SỞ NỘI VỤ TỈNH MẪU", centred=True, full=False), Line("KẾ HOẠCH", centred=True, full=False))
    assert len(join_lines(title, Wrap(None))) == 2


def test_a_code_cut_at_its_hyphen_has_no_blank():
    """`98/BC-` / `ĐKT` is one word of the canonical text; a name keeps the blanks around its dash."""
    lines = (Line("Báo cáo số 98/BC-"), Line("ĐKT của Sở Lao động -"), Line("Thương binh và Xã hội."))
    source = SourceDocument("t.txt", "0" * 64, "text/plain", 1, ())
    document = Composer(source).compose([Paragraph(lines, Zone.BODY)], ())
    assert document.text == "Báo cáo số 98/BC-ĐKT của Sở Lao động - Thương binh và Xã hội."
    assert document.text[document.pieces[1].start :].startswith("ĐKT")
