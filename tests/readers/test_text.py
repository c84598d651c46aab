from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.core.document import Line, Table
from pipeline.core.errors import EmptyFileError, NoTextError
from pipeline.readers.text import read_text
from tests.readers.texts import lines, read, tables


def test_wrapped_lines_stay_apart_and_blank_lines_are_gaps() -> None:
    """Each printed line is a line of its own; the first after a blank one has a gap."""
    blocks = read("Căn cứ kế hoạch\nnăm 2024;\n\nSở yêu cầu:").blocks
    assert [(block.text, block.gap) for block in blocks if isinstance(block, Line)] == [
        ("Căn cứ kế hoạch", False),
        ("năm 2024;", False),
        ("Sở yêu cầu:", True),
    ]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("đạt **93,5/99** điểm", "đạt 93,5/99 điểm"),
        ("## **2.1. Mục đích**", "2.1. Mục đích"),
        ("***Nơi nhận:***", "Nơi nhận:"),
        ("**TH****Ủ** TRƯỞNG", "THỦ TRƯỞNG"),
        ("xem **phụ lục", "xem phụ lục"),
        ("TB&amp;XH&nbsp;tỉnh", "TB&XH tỉnh"),
        ("tại <https://vi-du.vn/trang>;", "tại https://vi-du.vn/trang;"),
        (r"\- mục 1\. a\_b \*", "- mục 1. a_b *"),
        ("chi (*) và 2*3 = 6", "chi (*) và 2*3 = 6"),
        ("* mục có dấu sao", "* mục có dấu sao"),
        ("thư a_b_c@vi-du.vn, Số:___/BC", "thư a_b_c@vi-du.vn, Số:___/BC"),
        ("dưới < 5% và > 3%", "dưới < 5% và > 3%"),
        ("[Kế hoạch](https://vi-du.vn/a)", "Kế hoạch"),
        ("nghỉ\u00a0phép\u200b hè\u00ad", "nghỉ phép hè"),
        ("\uf0b7 mục", "- mục"),
        ("_in nghiêng_ thôi", "in nghiêng thôi"),
        ("* (có danh sách)*", "(có danh sách)"),
        ("** Thuận lợi chung*", "* Thuận lợi chung"),
        ("**Ghi chú: *xem sau*.**", "Ghi chú: xem sau."),
        ("thực hiện./. *Ull*", "thực hiện./."),
        ("thực hiện.**/. *Ull*", "thực hiện./."),
    ],
)
def test_marks_are_taken_out_and_characters_stay(raw: str, expected: str) -> None:
    """Markdown and HTML marks go, characters that only look like marks stay."""
    assert lines(read(raw)) == [expected]


def test_a_line_break_tag_ends_a_line() -> None:
    """`<br>` gives two lines without a gap between them."""
    assert lines(read("CHỦ TỊCH<br>Lê Văn Mẫu")) == ["CHỦ TỊCH", "Lê Văn Mẫu"]


def test_bold_and_italic_become_flags_over_several_lines() -> None:
    """Marks that span lines flag every line between them and none after."""
    blocks = read("**KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC**\n*An Bình, ngày 3\ntháng 4*\nthường").blocks
    flags = [(block.bold, block.italic) for block in blocks if isinstance(block, Line)]
    assert flags == [(True, False), (True, False), (False, True), (False, True), (False, False)]


@pytest.mark.parametrize("rule", ["---", "-------", "***", "* * *", "** **", "====", "```", "[", "[ |"])
def test_rules_and_leftovers_are_dropped(rule: str) -> None:
    """Horizontal rules, empty emphasis and leftover brackets are no text."""
    assert lines(read(f"trên\n\n{rule}\n\ndưới")) == ["trên", "dưới"]


def test_text_is_nfc_whatever_its_encoding() -> None:
    """UTF-8 with a mark, UTF-16, decomposed and Windows-1258 bytes give the same text."""
    text = "Ủy ban nhân dân tỉnh yêu cầu các đơn vị thực hiện nghiêm túc"
    decomposed = unicodedata.normalize("NFD", text)
    windows = "Số liệu: đơn vị đã thực hiện"
    assert lines(read_text(b"\xef\xbb\xbf" + text.encode(), "t.txt")) == [text]
    assert lines(read_text(text.encode("utf-16"), "t.txt")) == [text]
    assert lines(read_text(text.encode("utf-16-le"), "t.txt")) == [text]
    assert lines(read_text(decomposed.encode(), "t.txt")) == [text]
    legacy = b"S\xf4\xec li\xea\xf2u: \xf0\xf5n vi\xf2 \xf0a\xde th\xfd\xf2c hi\xea\xf2n"
    assert lines(read_text(legacy, "t.txt")) == [windows]


def test_page_numbers_and_heads_go_and_numbers_in_text_stay() -> None:
    """Rising lone numbers, dressed numbers and the heads beside them are dropped."""
    page = "UBND TỈNH AN BÌNH\n\n{}\n\nNội dung {}.\n\n"
    text = "".join(page.format(number, "abc"[number - 2]) for number in (2, 3, 4)) + "- 5 -\n\nTrang 6/9\n\n2024\n"
    assert lines(read(text)) == ["Nội dung a.", "Nội dung b.", "Nội dung c.", "2024"]


def test_a_footnote_inside_a_sentence_is_lifted() -> None:
    """Note and mark are taken out; the rest of the sentence follows without a gap."""
    document = read(
        "Sở đã ban hành Nghị quyết¹ tham mưu cho\n\n¹ Nghị quyết số 9/NQ-HĐND của tỉnh.\n\nUBND tỉnh đúng hạn."
    )
    assert lines(document) == ["Sở đã ban hành Nghị quyết tham mưu cho", "UBND tỉnh đúng hạn."]
    assert [block.gap for block in document.blocks if isinstance(block, Line)] == [False, False]
    assert [(note.mark, note.lines[0].text) for note in document.notes] == [("1", "Nghị quyết số 9/NQ-HĐND của tỉnh.")]


def test_notes_at_the_end_keep_their_wrapped_lines() -> None:
    """Bracketed notes after a rule are notes, with all their lines."""
    document = read("Theo vị trí[1] và số[2] đã giao.\n____________\n[1] Tổng số vị trí\ncủa đơn vị.\n[2] Xem Phụ lục.")
    assert lines(document) == ["Theo vị trí và số đã giao."]
    assert [[line.text for line in note.lines] for note in document.notes] == [
        ["Tổng số vị trí", "của đơn vị."],
        ["Xem Phụ lục."],
    ]


def test_a_plain_digit_is_a_note_only_without_doubt() -> None:
    """`quyết1` with its note in mid-sentence is a mark; a numbered paragraph is not a note."""
    document = read("Hội đồng đã thông qua Nghị quyết1 về việc hỗ trợ cho\n\n1 Nghị quyết số 9 của tỉnh.\n\ncác xã.")
    assert lines(document) == ["Hội đồng đã thông qua Nghị quyết về việc hỗ trợ cho", "các xã."]
    assert len(document.notes) == 1
    assert read("Đã xong.\n\n1 Nội dung khác.").notes == ()


def test_a_mark_glued_to_a_figure_belongs_to_a_note_under_the_table() -> None:
    """`3(1)` in a cell with `(1)` under the table is 3 and a note; a numbered item without a mark is text."""
    document = read("A\tB\tC\nx\ty\t3(1)\nu\tv\t4\n\n(1) Gồm ba luật\nđang sửa.\n(2) Việc khác.")
    table = document.blocks[0]
    assert isinstance(table, Table)
    assert table.rows[1][2].text == "3"
    assert [[line.text for line in note.lines] for note in document.notes] == [["Gồm ba luật", "đang sửa."]]
    assert lines(document) == ["(2) Việc khác."]


def test_square_metres_are_no_footnote() -> None:
    """The superscript of a unit is not a mark."""
    assert lines(read("Diện tích 15 m² và km²\n\nkhác")) == ["Diện tích 15 m² và km²", "khác"]


@pytest.mark.parametrize("data", [b"   \n", "\u00a0\ufeff\n".encode()])
def test_white_space_is_empty(data: bytes) -> None:
    """A file of white space is empty."""
    with pytest.raises(EmptyFileError):
        read_text(data, "t.txt")


def test_a_file_of_marks_has_no_text() -> None:
    """A file that holds only rules and bars has no text."""
    with pytest.raises(NoTextError):
        read_text(b"***\n|\n|\n---", "t.md")


@pytest.mark.parametrize(
    "part",
    [
        "*",
        "|",
        "[",
        "_",
        "<a ",
        "*a ",
        "|\n",
        "*a\n",
        "|\nx\n",
        "|\nx\n|\n",
        "\tb\n",
        "|a|b|\n",
        "¹ a\n",
        "[1] a\n",
        "1\n\n",
    ],
)
def test_hostile_repetition_is_read(part: str) -> None:
    """Tens of thousands of repeated marks are read to the end, every word kept or refused as no text."""
    text = "đầu\n" + part * (60_000 // len(part))
    document = read(text)
    first = document.blocks[0]
    assert isinstance(first, Line | Table)


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="ab1Đ|*_[]<>&\\#-. \t\n²¹`~", max_size=200))
def test_no_input_crashes_the_reader(text: str) -> None:
    """Any mixture of marks is read, or refused as empty; no line keeps a tab or a bar alone."""
    try:
        document = read(text)
    except (EmptyFileError, NoTextError):
        return
    assert all(text.strip() and "\t" not in text and text != "|" for text in lines(document))
    for table in tables(document):
        assert all(cell.column + cell.column_span <= table.column_count for row in table.rows for cell in row)
