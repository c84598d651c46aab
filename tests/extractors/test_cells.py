"""The words of table cells."""

from __future__ import annotations

from pipeline.core.document import TextCell
from pipeline.extractors.cells import cell_text, label_text

TEXT = "Cải cách\nSở  Y tế \tthể chế"


def test_cell_text_is_what_is_printed_in_it():
    """A cell's words have single blanks and none at the ends; an empty cell has none."""
    assert cell_text(TEXT, TextCell(9, 18, 0)) == "Sở Y tế"
    assert cell_text(TEXT, TextCell(9, 9, 0)) == ""


def test_label_is_put_together_from_its_parts():
    """A label that a page break cut in two is one; a cell's own words leave the other part out."""
    cell = TextCell(0, 8, 0, parts=((0, 8), (19, 26)))
    assert (label_text(TEXT, cell), cell_text(TEXT, cell)) == ("Cải cách thể chế", "Cải cách")


def test_label_without_parts_is_the_cell():
    """A label in one piece is what is printed in its cell."""
    assert label_text(TEXT, TextCell(9, 18, 0)) == "Sở Y tế"
