"""The page for a terminal."""

from __future__ import annotations

import pytest

from pipeline.exporters.page import page_lines, place_of
from pipeline.messages import Messages
from tests.records import TEXT, full_record, span


def test_every_item_is_shown_with_quote_and_place():
    """Header, scores, rankings, references and findings each have their words, quote and place."""
    page = "\n".join(page_lines(full_record(), 120, Messages("en")))
    assert "Number             57/KH-SNV" in page
    assert "page 1: “Số: 57/KH-SNV”" in page
    assert "PAR_INDEX 2023 Sở: 81.25/100 points (81.25 %) -1.5" in page
    assert "PAR_INDEX 2023: rank 9/19 +2" in page
    assert "line 4: “xếp thứ 9/19”" in page
    assert "QĐ 318/QĐ-UBND [basis]" in page
    assert "[warning] Số liệu nghi sai." in page


@pytest.mark.parametrize("width", [40, 60, 110])
def test_no_line_is_wider_than_the_terminal(width):
    """Long words are wrapped to the width that is there."""
    assert max(len(line) for line in page_lines(full_record(), width, Messages("en"))) <= width


def test_page_speaks_vietnamese():
    """Labels are in the language that was asked for."""
    page = "\n".join(page_lines(full_record(), 100, Messages("vi")))
    assert "Thể thức" in page
    assert "trang 1" in page


def test_place_is_pages_or_a_line():
    """A document with pages is quoted by page, one without by line."""
    say = Messages("en")
    assert place_of([span("KẾ HOẠCH", 1), span("9/19", 3)], TEXT, say) == "page 1, 3"
    assert place_of([span("9/19")], TEXT, say) == "line 4"
