from __future__ import annotations

from importlib import resources

import regex

from pipeline.patterns import read_rules
from tests.readers.texts import FOOT, LETTERHEAD, lines, read, tables

PAGE_HEAD = "|\n|\nBản dịch này thuộc quyền sở hữu của trang mẫu.\nX\n|\n|\nĐang tải văn bản...\n#\n"
DATA = "**Số hiệu:**\n|\n12/KH-UBND\n|\n|\n**Loại văn bản:**\n|\nKế hoạch\n|\n**Người ký:**\n|\nTrần Văn Mẫu\n|\n"
BODY = "**KẾ HOẠCH**\nCác đơn vị thực hiện./.\n"
TAIL = (
    "Kế hoạch 12/KH-UBND năm 2024 do tỉnh An Bình ban hành\nVăn bản này chưa cập nhật nội dung Tiếng Anh\n"
    "Kế hoạch 12/KH-UBND ngày 03/4/2024\n## Văn bản liên quan\nBan hành:\n|\nThưa Quý khách,\n|\n"
)


def test_every_rule_matches_its_examples_and_not_its_counterexamples() -> None:
    """The frame's phrases carry their own tests."""
    source = resources.files("pipeline.readers").joinpath("frames.toml").read_text(encoding="utf-8")
    rules = read_rules(source, "frames.toml")
    assert rules
    for rule in rules:
        pattern = regex.compile(rule.regex)
        assert all(pattern.match(example) for example in rule.examples), rule.id
        assert not any(pattern.match(example) for example in rule.counterexamples), rule.id


def test_the_page_around_a_document_is_dropped() -> None:
    """Nothing of the page is left; its data block is told apart as the publisher's."""
    document = read(PAGE_HEAD + DATA + LETTERHEAD + BODY + FOOT + TAIL)
    assert lines(document) == ["KẾ HOẠCH", "Các đơn vị thực hiện./."]
    assert [table.column_count for table in tables(document)] == [2, 2]
    assert tables(document)[0].rows[0][0].text == "ỦY BAN NHÂN DÂN TỈNH AN BÌNH"
    assert document.publisher == {"Số hiệu": "12/KH-UBND", "Loại văn bản": "Kế hoạch", "Người ký": "Trần Văn Mẫu"}


def test_a_news_article_before_the_document_is_dropped() -> None:
    """An article between the page's head and the letterhead is not the document."""
    article = "|\n## Tỉnh ban hành kế hoạch mới\nTheo đó, các đơn vị thực hiện.\n"
    document = read(PAGE_HEAD + article + LETTERHEAD + BODY + FOOT + TAIL)
    assert lines(document) == ["KẾ HOẠCH", "Các đơn vị thực hiện./."]


def test_a_document_without_a_frame_passes_unchanged() -> None:
    """Lines before the motto of a bare document stay."""
    text = "Số: 5/BC-SNV\nKính gửi: Sở Tài chính\n\nPHỤ LỤC\nMẪU\n\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐƠN"
    document = read(text)
    assert lines(document)[0] == "Số: 5/BC-SNV"
    assert len(lines(document)) == 6
    assert document.publisher is None


def test_an_article_alone_is_kept() -> None:
    """Where no document follows, what the page holds is kept."""
    document = read(PAGE_HEAD + "## Tin mới\nTỉnh đã họp bàn.\n")
    assert lines(document) == ["Tin mới", "Tỉnh đã họp bàn."]


def test_menus_at_both_ends_are_trimmed() -> None:
    """Short menu lines go at the ends and stay inside."""
    document = read("Trang chủ\nĐăng nhập\n\nSố: 5/BC-SNV\n\nNội dung\n\nĐã xong.\n\nChia sẻ\nLên đầu trang\n")
    assert lines(document) == ["Số: 5/BC-SNV", "Nội dung", "Đã xong."]


def test_a_phrase_of_pages_inside_a_bare_document_ends_nothing() -> None:
    """A heading that pages use too does not cut a long document without a frame."""
    body = "".join(f"- Việc {number};\n" for number in range(100))
    document = read("Số: 5/BC-SNV\n\nVăn bản liên quan\n\n" + body)
    assert lines(document)[1] == "Văn bản liên quan"
    assert lines(document)[-1] == "- Việc 99;"


def test_the_columns_of_a_list_of_documents_are_no_data_block() -> None:
    """Keys that stand side by side as column heads say nothing of the file."""
    document = read("DANH MỤC\n|\nSố ký hiệu\n|\nNgày ban hành\n|\nTrích yếu\n|\nNgười ký\n|\n")
    assert document.publisher is None
    assert lines(document) == ["DANH MỤC"]
