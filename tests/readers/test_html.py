"""Web pages: the document inside the site's frame."""

from __future__ import annotations

import pytest

from pipeline.core.document import Line, Table
from pipeline.core.errors import NoTextError, UnreadableError
from pipeline.readers import read_bytes
from pipeline.readers.html import read_html
from tests.legacy import to_legacy, to_legacy_bytes
from tests.readers.texts import grid, lines, tables

HEAD = """
<table style="width:100%"><tr>
<td style="border-style: hidden"><p align=center><b>UBND TỈNH AN SƠN</b></p><p>Số:&nbsp;12/KH-UBND</p></td>
<td style="border-style: hidden"><p><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b></p>
<p><i>An Sơn, ngày 3 tháng 4 năm 2024</i></p></td>
</tr></table>"""
BODY = "<p align=center><b>KẾ HOẠCH</b></p><p>Thực hiện <b>cải cách</b>\n hành chính năm 2024 trên địa bàn tỉnh.</p>"
MENU = "<nav><ul><li><a href='/'>Trang chủ</a></li></ul></nav>"
LINKS = "".join(
    f"<li><a href='/{n}'>Quyết định số {n}/QĐ-UBND về việc giao chỉ tiêu năm {n}</a></li>" for n in range(40)
)


def page(content: str, head: str = "") -> bytes:
    """Return a page in UTF-8."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{content}</body></html>".encode()


def read(content: str):
    """Read a page with this content."""
    return read_html(page(content), "a.html")


def test_the_document_is_found_inside_the_frame() -> None:
    """Menus, lists of links and the imprint are no part of it, however long they are."""
    content = (
        f"{MENU}<div>{HEAD}{BODY}</div><div><ul>{LINKS}</ul></div><footer><p>Đơn vị chủ quản: Sở Tư pháp</p></footer>"
    )
    document = read(content)
    assert lines(document) == ["KẾ HOẠCH", "Thực hiện cải cách hành chính năm 2024 trên địa bàn tỉnh."]
    assert grid(tables(document)[0]) == [
        [
            "UBND TỈNH AN SƠN Số: 12/KH-UBND",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM An Sơn, ngày 3 tháng 4 năm 2024",
        ]
    ]
    assert document.media_type == "text/html"


def test_what_the_site_says_stays_apart() -> None:
    """Data around the document goes to the publisher, with the site's address, and none of it into the text."""
    data = "<div><h1>Kế hoạch số 12</h1><span>Còn hiệu lực</span><p>Ngày có hiệu lực:</p><p>05/04/2024</p></div>"
    document = read_html(page(f"{data}<div>{HEAD}{BODY}</div>", '<base href="https://vi-du.vn/">'), "a.html")
    assert document.publisher == {
        "Tình trạng": "Còn hiệu lực",
        "Ngày có hiệu lực": "05/04/2024",
        "site": "https://vi-du.vn/",
    }
    assert lines(document)[0] == "KẾ HOẠCH"


def test_a_table_of_data_in_the_same_element_is_taken_off() -> None:
    """A publisher's table of keys and values is no table of the document."""
    rows = "<tr><td>Số hiệu:</td><td>12/KH-UBND</td><td>Loại văn bản:</td><td>Kế hoạch</td></tr>"
    rows += "<tr><td>Nơi ban hành:</td><td>Tỉnh An Sơn</td><td>Người ký:</td><td>Trần Văn Mẫu</td></tr>"
    document = read(f"<div><table border=1>{rows}</table>{HEAD}{BODY}</div>")
    assert len(tables(document)) == 1
    assert document.publisher == {
        "Số hiệu": "12/KH-UBND",
        "Loại văn bản": "Kế hoạch",
        "Nơi ban hành": "Tỉnh An Sơn",
        "Người ký": "Trần Văn Mẫu",
    }


def test_a_page_without_data_has_no_publisher() -> None:
    """A document saved from a word processor is not published by anybody."""
    assert read(HEAD + BODY).publisher is None


def test_what_a_browser_hides_is_not_read() -> None:
    """Scripts, styles, hidden elements and controls show no text."""
    hidden = (
        "<script>var a</script><style>p{}</style><p style='display: none'>ẩn</p><p hidden>ẩn</p><button>Tải</button>"
    )
    assert lines(read(f"<div>{hidden}{BODY}</div>"))[0] == "KẾ HOẠCH"
    assert len(lines(read(f"<div>{hidden}{BODY}</div>"))) == 2


def test_lines_keep_their_looks() -> None:
    """Bold, italic and centred print are flags; a word in bold does not make the line so."""
    title, text = [block for block in read(BODY).blocks if isinstance(block, Line)]
    assert (title.bold, title.centred, title.whole) == (True, True, True)
    assert (text.bold, text.centred) == (False, False)
    slanted = read("<p style='font-style: italic; text-align:center'>Kính gửi</p>").blocks[0]
    assert isinstance(slanted, Line)
    assert (slanted.italic, slanted.centred) == (True, True)


def test_breaks_part_lines_and_empty_paragraphs_are_gaps() -> None:
    """A line before a break may go on, so it is no whole paragraph; a blank line is white space before the next."""
    blocks = read("<p>KT. GIÁM ĐỐC<br>PHÓ GIÁM ĐỐC<br><br>Trần Văn Mẫu</p><p>&nbsp;</p><p>Hết</p>").blocks
    found = [(block.text, block.whole, block.gap) for block in blocks if isinstance(block, Line)]
    assert found == [
        ("KT. GIÁM ĐỐC", False, False),
        ("PHÓ GIÁM ĐỐC", False, False),
        ("Trần Văn Mẫu", True, True),
        ("Hết", True, True),
    ]


def test_lists_have_the_numbers_that_a_browser_prints() -> None:
    """Items are numbered as their list says; bullets are dashes."""
    content = (
        "<ol start=3><li>ba</li><li>bốn<ul><li>gạch</li></ul></li></ol><ol type=a><li>chữ</li></ol>"
        "<ol type=I><li>một</li><li>hai</li></ol><ol><li value=7><p>bảy</p></li></ol>"
    )
    assert lines(read(content)) == ["3. ba", "4. bốn", "- gạch", "a) chữ", "I. một", "II. hai", "7. bảy"]


def test_tables_keep_merged_cells_and_say_whether_they_are_ruled() -> None:
    """Cells are placed on the grid, those that others cover left out."""
    rows = (
        "<tr><th rowspan=2>TT</th><th colspan=2>Kết quả</th></tr><tr><th>2023</th><th>2024</th></tr>"
        "<tr><td rowspan=2>1</td><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr>"
    )
    table = tables(read(f"<table border=1>{rows}</table>"))[0]
    assert table.ruled is True
    assert grid(table) == [["TT", "Kết quả", "<"], ["^", "2023", "2024"], ["1", "a", "b"], ["^", "c", ""]]
    assert tables(read("<table border=0><tr><td>a</td><td>b</td></tr></table>"))[0].ruled is False


def test_a_table_that_only_lays_out_the_page_dissolves() -> None:
    """A table of one column, or a bare one around other tables, is not one of the document."""
    inner = "<table border=1><tr><td>a</td><td>b</td></tr></table>"
    document = read(f"<table><tr><td>{inner}<p>sau bảng</p></td></tr></table>")
    assert [type(block) for block in document.blocks] == [Table, Line]
    beside = read(f"<table><tr><td><p>trước</p></td><td>{inner}</td></tr></table>")
    assert [type(block) for block in beside.blocks] == [Line, Table]


def test_a_footnote_is_lifted() -> None:
    """A raised number is a mark, and the paragraph that begins with it is the note."""
    document = read(
        "<p>Sở đã trình Nghị quyết<sup>1</sup> tham mưu.</p><p>Hết.</p><p><sup>1</sup> Nghị quyết số 9 của tỉnh.</p>"
    )
    assert lines(document) == ["Sở đã trình Nghị quyết tham mưu.", "Hết."]
    assert [(note.mark, note.lines[0].text) for note in document.notes] == [("1", "Nghị quyết số 9 của tỉnh.")]


@pytest.mark.parametrize(
    "data",
    [
        "<html><head><meta charset=windows-1258></head><body><p>Số liệu: đơn vị</p></body></html>".encode(),
        "<html><p>Số liệu: đơn vị</p></html>".encode("utf-16"),
        b"<html><head><meta charset=windows-1258></head><p>S\xf4\xec li\xea\xf2u: \xf0\xf5n vi\xf2</p></html>",
        b"<html><body><p>S&#7889; li&#7879;u: &#273;&#417;n v&#7883;</p></body></html>",
        b"<html><body><p>" + to_legacy_bytes("Số liệu: đơn vị", "tcvn3") + b"</p></body></html>",
        f"<html><p style=\"font-family:'VNI-Times'\">{to_legacy('Số liệu: đơn vị', 'vni')}</p></html>".encode(),
    ],
)
def test_every_encoding_is_read(data: bytes) -> None:
    """UTF-8 whatever the page claims, UTF-16, its own claim, entities, and the fonts from before Unicode."""
    assert lines(read_html(data, "a.html")) == ["Số liệu: đơn vị"]


def test_a_capital_font_shows_capitals() -> None:
    """The font of an element holds for what is in it, and no longer after it."""
    data = f"<p><font face='.VnTimeH'>{to_legacy('kế hoạch', 'tcvn3')}</font> số 5 được giao</p>"
    assert lines(read(data)) == ["KẾ HOẠCH số 5 được giao"]


@pytest.mark.parametrize("content", ["", "<div id=app></div><script>load()</script>", "<p>&nbsp;</p>"])
def test_a_page_without_text_says_so(content: str) -> None:
    """A page whose text a script would load has none."""
    with pytest.raises(NoTextError, match=r"^a\.html is a web page without text"):
        read(content)


def test_pages_are_told_by_their_bytes() -> None:
    """A page named as a Word file is read as a page."""
    assert read_bytes(page(BODY), "ke-hoach.doc").media_type == "text/html"


def test_tags_that_are_never_closed_lose_no_text() -> None:
    """A page of an old editor opens fonts and closes none; all of its text is read."""
    document = read("".join(f"<font size=2><b>Dòng {n}<br>" for n in range(400)))
    assert lines(document) == [f"Dòng {n}" for n in range(400)]


def test_elements_nested_too_deeply_are_refused() -> None:
    """A page of thousands of elements inside each other ends with a sentence, not with half of its text."""
    with pytest.raises(UnreadableError, match="nests its elements too deeply"):
        read("<div>" * 5000 + "Nội dung" + "</div>" * 5000)


def test_marks_that_link_to_their_notes_are_lifted() -> None:
    """Word processors write a note's mark as a link to it, and the note's own as a link back."""
    document = read(
        '<p>Sở đã trình Nghị quyết<a href="#note1"><sup>1</sup></a> tham mưu.</p><p>Hết.</p>'
        '<div id="note1"><p><a href="#mark1">1</a>Nghị quyết số 9 của tỉnh.</p></div>'
    )
    assert lines(document) == ["Sở đã trình Nghị quyết tham mưu.", "Hết."]
    assert [(note.mark, note.lines[0].text) for note in document.notes] == [("1", "Nghị quyết số 9 của tỉnh.")]


def test_deleted_text_is_not_read() -> None:
    """A tracked deletion is shown struck through, an insertion is text."""
    assert lines(read("<p>trong <del>tháng 5</del><ins>tháng 4</ins> năm 2024</p>")) == ["trong tháng 4 năm 2024"]
