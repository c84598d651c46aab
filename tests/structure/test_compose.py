"""The canonical text and its map back to the printed lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.core.document import BBox, Line, Note, Zone
from tests.page_sketch import as_pdf, sketch_lines, sketch_table, structured, texts


def test_one_line_per_paragraph() -> None:
    """Paragraphs are lines of the text, in order."""
    document = structured(*sketch_lines("I. NHIỆM VỤ\n\n1. Rà soát thủ tục;\n\n2. Công khai kết quả."))
    assert document.text == "I. NHIỆM VỤ\n1. Rà soát thủ tục;\n2. Công khai kết quả."


def test_marker_and_content() -> None:
    """A line knows its marker and where its own words begin."""
    document = structured(*sketch_lines("1. Rà soát thủ tục."))
    (line,) = document.lines
    assert (line.marker, document.text[line.content : line.end]) == ("1", "Rà soát thủ tục.")


def test_table_rows() -> None:
    """A table row is one line, its cells separated by tabs."""
    document = structured(sketch_table("| TT | Nhiệm vụ | Đơn vị |\n| 1 | Rà soát | Sở Nội vụ |"))
    assert document.text == "TT\tNhiệm vụ\tĐơn vị\n1\tRà soát\tSở Nội vụ"
    (table,) = document.tables
    cells = [[document.text[cell.start : cell.end] for cell in row] for row in table.rows]
    assert cells == [["TT", "Nhiệm vụ", "Đơn vị"], ["1", "Rà soát", "Sở Nội vụ"]]
    assert table.header_rows == 1


def test_merged_cell_is_written_once() -> None:
    """A merged cell stands once in the text; where it is repeated, its offsets are."""
    document = structured(sketch_table("| Nội dung | Điểm |\n| Thủ tục | 12 |\n| ^ | 15 |"))
    assert document.text.count("Thủ tục") == 1
    first, second = (row[0] for row in document.tables[0].rows[1:])
    assert (second.start, second.end, second.filled) == (first.start, first.end, True)


def test_notes_come_last() -> None:
    """Footnotes stand at the end of the text."""
    document = structured(*sketch_lines("Các cơ quan báo cáo."), notes=[Note("1", (Line("Theo quy định."),))])
    assert document.text.endswith("1 Theo quy định.")
    assert document.lines[-1].zone is Zone.NOTE


def test_evidence_over_a_page_break() -> None:
    """A sentence cut by a page end has a span on each page."""
    first, second = sketch_lines(
        "Các cơ quan, đơn vị báo cáo kết quả rà soát thủ tục hành chính về Sở Nội vụ\ntrước ngày 15 tháng 12."
    )
    box = BBox(50, 700, 500, 714)
    document = structured(
        replace(first, page=1, bbox=box), replace(second, page=2, bbox=replace(box, top=60, bottom=74))
    )
    spans = document.evidence((0, len(document.text)))
    assert [span.page for span in spans] == [1, 2]
    assert [span.quote for span in spans] == [first.text, second.text]
    assert spans[0].bbox == (50, 700, 500, 714)


def test_box_of_several_lines() -> None:
    """The box of a span on one page is the union of its printed lines."""
    lines = as_pdf("Các cơ quan, đơn vị báo cáo\nkết quả rà soát thủ tục hành chính.")
    document = structured(*(replace(line, full=True) for line in lines if isinstance(line, Line)))
    (span,) = document.evidence((0, len(document.text)))
    assert span.bbox == (0.0, 0.0, 175.0, 28.0)


@pytest.mark.parametrize("place", [(0, 0), (5, 3), (0, 10_000)])
def test_evidence_of_nothing(place: tuple[int, int]) -> None:
    """A range without text has no evidence."""
    document = structured(*sketch_lines("Các cơ quan báo cáo."))
    with pytest.raises(ValueError, match="no text"):
        document.evidence(place)


def test_line_at_offset() -> None:
    """The line of an offset is found from the first to the last character."""
    document = structured(*sketch_lines("1. Một.\n\n2. Hai."))
    assert [document.line_at(offset).marker for offset in (0, 6, 8, len(document.text) - 1)] == ["1", "1", "2", "2"]


def test_empty_document() -> None:
    """A document without lines has an empty text."""
    document = structured()
    assert (document.text, texts(document)) == ("", [])
